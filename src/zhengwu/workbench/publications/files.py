"""Files of a draft: inspected before they are taken; what was found is cleaned, accepted with a reason, or removed."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.documents.kinds import LARGEST
from zhengwu.records.publications import actions, drafting
from zhengwu.records.publications import files as inspected
from zhengwu.records.publications.drafting import Work
from zhengwu.records.publications.files import FileFacts
from zhengwu.records.publications.releasing import Stop
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.downloads import sent

ADDING = Form((Field("file", words("publishing.file.file"), "files", words("publishing.file.hint")),))
ACCEPTING = Form((Field("why", words("publishing.file.why"), "textarea", words("publishing.file.why_hint"), most=500,
                        rows=3),))  # fmt: skip
DEEDS = ("clean", "remove", "again")


@dataclass(frozen=True, slots=True)
class AddPage:
    """The form by which files are added."""

    work: Work
    form: Filled


@dataclass(frozen=True, slots=True)
class FilePage:
    """A file, or the words of the version (`file` None), with what was found and the form that accepts it."""

    work: Work
    file: FileFacts | None
    stop: Stop | None
    form: Filled
    to: str


@staff
def add(request: Asked, publication_id: int) -> HttpResponse:
    """`/desk/publications/ID/files/new`: each file is inspected; where one is refused, none is taken."""
    found = _writing(request, publication_id)
    if request.method != "POST":
        return show(request, "workbench/publications/add.html", AddPage(found, ADDING.empty()))
    brought = request.FILES.getlist("file")
    filled = ADDING.read(request.POST)
    if not brought:
        filled = filled.wrong("file", words("letter.file.none"))
    if any((one.size or 0) > LARGEST for one in brought):
        filled = filled.wrong("file", words("letter.file.large"))
    stops = 0
    for one in brought if filled.sound else ():
        try:
            made = inspected.attach(publication_id, one.name or "file", one.read(), by=request.actor, at=request.at)
        except Trouble as trouble:
            filled = filled.refused(trouble)
        else:
            stops += made.stop is not None
    if not filled.sound:
        return show(request, "workbench/publications/add.html", AddPage(found, filled), 422)
    said = words("publishing.file.added_stops" if stops else "publishing.file.added", n=len(brought), stops=stops)
    return onward(request, f"/desk/publications/{publication_id}#files", Notice("warning" if stops else "done", said))


@staff
@once
def file(request: Asked, publication_id: int, file_id: int) -> HttpResponse:
    """A file with its findings; a POST cleans, removes or inspects it again, or accepts what was found."""
    found = drafting.work(publication_id, by=request.actor)
    one = next((one for one in inspected.files_of(publication_id, found.newest.number, by=request.actor)
                if one.id == file_id), None)  # fmt: skip
    if one is None:
        raise missing(Words("这个附件", "file"), where="file_id")
    page = FilePage(found, one, one.stop, ACCEPTING.empty(), f"/desk/publications/{publication_id}/files/{file_id}")
    if request.method != "POST":
        return show(request, "workbench/publications/file.html", page)
    deed = next((name for name in DEEDS if name in request.POST), "")
    filled = ACCEPTING.read(request.POST) if not deed else page.form
    try:
        if filled.sound:
            return _done(request, page, one, deed, filled)
    except Trouble as trouble:
        filled = filled.refused(trouble)
        return _again(request, page, filled, STATUS[trouble.kind])
    return _again(request, page, filled, 422)


def _done(request: Asked, page: FilePage, one: FileFacts, deed: str, filled: Filled) -> HttpResponse:
    """What was chosen, done; and where one goes on."""
    match deed:
        case "clean":
            now = inspected.clean(one.id, by=request.actor, at=request.at)
            word = "publishing.file.cleaned_stops" if now.stop else "publishing.file.cleaned"
            said = Notice("warning" if now.stop else "done", words(word, name=one.name))
            return onward(request, page.to, said)
        case "remove":
            inspected.remove(one.id, by=request.actor, at=request.at)
            said = Notice("done", words("publishing.file.removed", name=one.name))
        case "again":
            inspected.inspect_again(one.id, by=request.actor, at=request.at)
            return onward(request, page.to, Notice("done", words("publishing.file.inspected", name=one.name)))
        case _:
            inspected.accept(one.id, filled["why"], by=request.actor, at=request.at)
            said = Notice("done", words("publishing.file.accepted", name=one.name))
    return onward(request, f"/desk/publications/{page.work.id}#files", said)


def _again(request: Asked, page: FilePage, filled: Filled, status: int) -> HttpResponse:
    again = FilePage(page.work, page.file, page.stop, filled, page.to)
    return show(request, "workbench/publications/file.html", again, status)


@staff
@once
def text(request: Asked, publication_id: int) -> HttpResponse:
    """What is personal in the words of the version; a POST says why it may be published all the same."""
    found = drafting.work(publication_id, by=request.actor)
    stops = inspected.stops_of(publication_id, found.newest.number, by=request.actor)
    stop = next((one for one in stops if one.file_id is None), None)
    page = FilePage(found, None, stop, ACCEPTING.empty(), f"/desk/publications/{publication_id}/text")
    if request.method != "POST":
        return show(request, "workbench/publications/file.html", page)
    filled = ACCEPTING.read(request.POST)
    if not filled.sound:
        return _again(request, page, filled, 422)
    try:
        inspected.accept_text(publication_id, filled["why"], by=request.actor, at=request.at)
    except Trouble as trouble:
        return _again(request, page, filled.refused(trouble), STATUS[trouble.kind])
    return onward(
        request, f"/desk/publications/{publication_id}", Notice("done", words("publishing.file.text_accepted"))
    )


@staff
def copy(request: Asked, publication_id: int, file_id: int) -> HttpResponse:
    """The file as the public would get it, to be kept."""
    drafting.work(publication_id, by=request.actor)
    return sent(inspected.open_file(file_id, by=request.actor))


def _writing(request: Asked, publication_id: int) -> Work:
    found = drafting.work(publication_id, by=request.actor)
    if not found.writes:
        actions.check_writing(publication_id, request.actor)
    return found
