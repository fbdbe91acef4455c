"""The blank forms and samples of an item: put there, replaced and taken away in the draft of its next version."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.documents.kinds import LARGEST, MB
from zhengwu.records.items import papers
from zhengwu.records.items.actions import MANAGE
from zhengwu.records.items.papers import PaperFacts, Slot
from zhengwu.records.troubles import Trouble, missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.downloads import sent
from zhengwu.workbench.items.place import Place, place

FORM = Form((
    Field("file", words("blanks.file"), "files", words("blanks.file_hint", most=LARGEST // MB)),
    Field("accepted", words("blanks.accepted"), "text", words("blanks.accepted_hint"), required=False, most=200),
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A place with the paper that is there; `gone`: the record names one, and there is none."""

    slot: Slot
    file: PaperFacts | None

    @property
    def gone(self) -> bool:
        """Whether a paper is named that was never put there."""
        return bool(self.slot.key) and self.file is None

    @property
    def wanting(self) -> bool:
        """Whether a file has to come: one is asked for or named, and none is there."""
        return self.file is None and (self.slot.wanted or self.gone)


@dataclass(frozen=True, slots=True)
class Group:
    """A material or a result with its places."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PapersPage:
    """All places of the newest version."""

    place: Place
    groups: tuple[Group, ...]
    wanting: int


@dataclass(frozen=True, slots=True)
class PaperPage:
    """One place, with the form by which a file is put there."""

    place: Place
    line: Line
    crumbs: tuple[Link, ...]
    form: Filled
    at: str


@staff
def listing(request: Asked, item_id: int) -> HttpResponse:
    """`/desk/items/ITEM/papers`."""
    here = place(request.actor, item_id, request.on)
    lines = _lines(here)
    names = dict.fromkeys((one.slot.place.rpartition("-")[0], one.slot.of) for one in lines)
    groups = tuple(
        Group(name, tuple(one for one in lines if one.slot.place.rpartition("-")[0] == key)) for key, name in names
    )
    wanting = sum(one.wanting for one in lines)
    return show(request, "workbench/items/papers.html", PapersPage(here, groups, wanting))


@staff
@once
def one(request: Asked, item_id: int, at: str) -> HttpResponse:
    """`/desk/items/ITEM/papers/PLACE`: puts a file there, or takes it away."""
    here = place(request.actor, item_id, request.on, MANAGE)
    line = _line(here, at)
    if request.method != "POST":
        return _shown(request, here, line, FORM.empty())
    filled = FORM.read(request.POST)
    try:
        if "remove" in request.POST:
            papers.take_off(item_id, at, by=request.actor, at=request.at)
            return onward(request, f"{here.base}/papers", Notice("done", words("blanks.removed", name=line.slot.of)))
        came = request.FILES.getlist("file")
        if len(came) != 1:
            filled = filled.wrong("file", words("blanks.one_file"))
        elif (came[0].size or 0) > LARGEST:
            filled = filled.wrong("file", words("letter.file.large"))
        if filled.sound:
            return _laid(request, here, line, filled, came[0].read(), came[0].name or "file")
    except Trouble as trouble:
        return _shown(request, here, line, filled.refused(trouble), STATUS[trouble.kind])
    return _shown(request, here, line, filled, 422)


@staff
def copy(request: Asked, item_id: int, at: str) -> HttpResponse:
    """`/desk/items/ITEM/papers/PLACE/file`: the file itself, as the public gets it once the draft is in force."""
    here = place(request.actor, item_id, request.on)
    return sent(papers.fetch(item_id, _line(here, at).slot.key))


def _laid(request: Asked, here: Place, line: Line, filled: Filled, content: bytes, name: str) -> HttpResponse:
    clean = papers.lay(
        here.standing.item.id, line.slot.place, content, name, by=request.actor, at=request.at,
        accepted=filled["accepted"],
    )  # fmt: skip
    said = words("blanks.cleaned" if clean else "blanks.put", name=name)
    return onward(request, f"{here.base}/papers", Notice("warning" if clean else "done", said))


def _lines(here: Place) -> tuple[Line, ...]:
    there = papers.files(here.standing.item.id)
    return tuple(Line(one, there.get(one.key)) for one in papers.slots(here.newest.record))


def _line(here: Place, at: str) -> Line:
    found = next((one for one in _lines(here) if one.slot.place == at), None)
    if found is None:
        raise missing(papers.PLACE, where="place")
    return found


def _shown(request: Asked, here: Place, line: Line, filled: Filled, status: int = 200) -> HttpResponse:
    crumbs = (*here.crumbs, Link(f"{here.base}/papers", words("blanks.title")))
    at = f"{here.base}/papers/{line.slot.place}"
    return show(request, "workbench/items/paper.html", PaperPage(here, line, crumbs, filled, at), status)
