"""Files that the public sends with a form: few, bounded, and told by their content which kind they are."""

from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from zhengwu.records.documents.kinds import MB, kind_of
from zhengwu.records.documents.store import plain_name
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.forms import Field, Filled

MOST_FILES = 8
MOST_BYTES = 20 * MB  # of all files of a form together
FILES_HINT = words("tracking.files.hint")
FILES_FIELD = Field("files", words("tracking.files.label"), "files", FILES_HINT, required=False)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: its bytes, and its name without any path."""

    content: bytes
    name: str


def uploads(request: HttpRequest, filled: Filled, name: str = "files") -> tuple[Filled, tuple[Upload, ...]]:
    """The files of a form, and the form with what is wrong with them."""
    try:
        sent = [one for one in request.FILES.getlist(name) if one.size]
    except (MultiPartParserError, SuspiciousOperation):
        return filled.wrong(name, words("tracking.files.broken")), ()
    if len(sent) > MOST_FILES:
        return filled.wrong(name, words("tracking.files.many", most=MOST_FILES)), ()
    if sum(one.size or 0 for one in sent) > MOST_BYTES:
        return filled.wrong(name, words("tracking.files.large", most=MOST_BYTES // MB)), ()
    found = []
    for one in sent:
        content, plain = one.read(), plain_name(one.name or "")
        try:
            kind_of(content)
        except Trouble as trouble:
            said = trouble.message
            told = Words(f"{plain}：{said.zh}{trouble.advice.zh}", f"{plain}: {said.en} {trouble.advice.en}")
            filled = filled.wrong(name, told)
        found.append(Upload(content, plain))
    return filled, tuple(found)
