"""Items brought as a file: looked at row by row with what differs and what is wrong, then written as drafts.

The file is kept with the reader between the two screens, and looked at again before it is written: where something has
changed since, it is shown once more and nothing is written.
"""

import hashlib
from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.documents.actions import Copy
from zhengwu.records.items import importing
from zhengwu.records.items.actions import MANAGE
from zhengwu.records.items.files import MOST_BYTES
from zhengwu.records.items.importing import Import, Looked
from zhengwu.records.troubles import Trouble, Words, invalid, missing
from zhengwu.records.unfinished import actions as unfinished
from zhengwu.records.unfinished.actions import Scanned
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Filter
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.downloads import sent
from zhengwu.workbench.items.listing import KIND, MEDIA
from zhengwu.workbench.items.place import HOME
from zhengwu.workbench.items.register import Whose, whose

TOLD = ("wrong", "new", "changed", "same")
MOST_TOLD = 300
FORM = Form((Field("file", words("items.bring.file"), "files", words("items.bring.file_hint")),))


@dataclass(frozen=True, slots=True)
class BringPage:
    """Bringing a file for a body."""

    whose: Whose
    filters: tuple[Filter, ...]
    form: Filled
    crumbs: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LookedPage:
    """What will become of the rows; `seen` is what was seen of them, empty where nothing would be written."""

    whose: Whose
    counts: tuple[tuple[str, int], ...]
    found: Import
    rows: tuple[Looked, ...]
    seen: str
    again: bool
    crumbs: tuple[Link, ...]


@staff
def bring(request: Asked) -> HttpResponse:
    """`/desk/items/import`: shows what will become of the rows of a file; nothing is written."""
    here = whose(request, MANAGE)
    if request.method != "POST":
        return show(request, "workbench/items/bring.html", BringPage(here, here.filter, FORM.empty(), (HOME,)))
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise missing(Words("文件", "file"), where="file")
        if (upload.size or 0) > MOST_BYTES:
            raise invalid("too_large", "文件超过20MB。", "The file is larger than 20 MB.", where="file")
        content = upload.read()
        found = importing.look(here.id, content, by=request.actor)
        if found.faults and not found.rows:
            raise invalid("bad_file", found.faults[0].zh, found.faults[0].en, where="file")
        unfinished.drop(request.actor, _place(here))
        paper = Scanned("items", str(upload.name or "items"), content)
        unfinished.attach(request.actor, _place(here), [paper], at=request.at)
    except Trouble as trouble:
        page = BringPage(here, here.filter, FORM.read(request.POST).refused(_at_file(trouble)), (HOME,))
        return show(request, "workbench/items/bring.html", page, STATUS[trouble.kind])
    return _looked(request, here, found)


def _at_file(trouble: Trouble) -> Trouble:
    return Trouble(trouble.kind, trouble.code, trouble.message, trouble.advice, "file")


def _place(here: Whose) -> str:
    return f"items-import/{here.id}"


def _seen(found: Import) -> str:
    """What was seen of a file, in short: each row with what will become of it."""
    said = [(one.number, one.what, one.item_id, one.differences) for one in found.rows]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def _looked(request: Asked, here: Whose, found: Import, *, again: bool = False, status: int = 200) -> HttpResponse:
    rows = sorted(found.rows, key=lambda one: (TOLD.index(one.what), one.number))[:MOST_TOLD]
    counts = tuple((key, found.count(key)) for key in TOLD)  # type: ignore[arg-type]
    writes = bool(found.count("new") or found.count("changed"))
    page = LookedPage(here, counts, found, tuple(rows), _seen(found) if writes else "", again, (HOME,))
    return show(request, "workbench/items/looked.html", page, status)


@staff
@once
def write(request: Asked) -> HttpResponse:
    """`/desk/items/import/write`: a POST writes the rows that were looked at as drafts."""
    here = whose(request, MANAGE)
    to = f"/desk/items/import?body={here.id}"
    kept = unfinished.papers(request.actor, _place(here)) if request.method == "POST" else ()
    if not kept:
        gone = Notice("warning", words("items.bring.expired"))
        return onward(request, to, gone) if request.method == "POST" else onward(request, to)
    found = importing.look(here.id, kept[0].content, by=request.actor)
    if _seen(found) != request.POST.get("seen"):
        return _looked(request, here, found, again=True, status=409)
    made = importing.apply(found, by=request.actor, at=request.at)
    unfinished.drop(request.actor, _place(here))
    return onward(
        request, f"/desk/items?state=draft&body={here.id}", Notice("done", words("items.bring.done", n=len(made)))
    )


@staff
def sheet(request: Asked, kind: str) -> HttpResponse:
    """`/desk/items/import/sheet/KIND`: the items in force as a file that can be changed and brought back."""
    here = whose(request, MANAGE)
    if kind not in MEDIA:
        raise missing(KIND, where="kind")
    content = importing.export(kind, [here.id], by=request.actor, on=request.on, at=request.at)
    return sent(Copy(content, MEDIA[kind], f"{here.name}事项-{request.on}.{kind}"))
