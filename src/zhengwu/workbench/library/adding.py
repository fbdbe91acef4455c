"""Reports come in: files and archives are taken, and read while the page is open or by the timer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError

from zhengwu.records.library import listing, shelves, taking, unpacking
from zhengwu.records.library.listing import Asking, Counts, Line
from zhengwu.records.library.unpacking import LARGEST_ARCHIVE, MB, MOST_FILES, Sent
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.library.places import BASE, Place, place_of

MOST = 500  # files of one form, without those in archives
TOLD = 50  # refused files on the page


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, and why."""

    name: str
    why: Words


@dataclass(frozen=True, slots=True)
class AddPage:
    """The form that takes files, and what became of those that were just sent and not all taken."""

    place: Place
    form: Filled
    fresh: int
    there: int
    refused: tuple[Refused, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """How far reading is; the files that could not be read, the newest first."""

    place: Place
    counts: Counts
    waiting: int
    done: int
    unreadable: tuple[Line, ...]


def _form() -> Form:
    hint = words("library.add.hint", files=MOST_FILES, most=LARGEST_ARCHIVE // MB)
    return Form((Field("files", words("library.add.files"), "files", hint),))


@staff
@once
def add(request: Asked) -> HttpResponse:
    """`/desk/library/add`."""
    place, empty = place_of(request), _form().empty()
    shelves.to_decide(request.actor, place.holder_id)
    if request.method != "POST":
        return show(request, "workbench/library/add.html", AddPage(place, empty, 0, 0, (), 0))
    try:
        sent = request.FILES.getlist("files")
    except (MultiPartParserError, SuspiciousOperation):
        sent = []
    if not sent or len(sent) > MOST:
        filled = empty.wrong("files", words("library.add.none", most=MOST))
        return show(request, "workbench/library/add.html", AddPage(place, filled, 0, 0, (), 0), 422)
    return _taken(request, place, sent)


def _taken(request: Asked, place: Place, sent: "Sequence[UploadedFile[bytes]]") -> HttpResponse:
    fresh = there = 0
    refused: list[Refused] = []
    for one in _unpacked(sent):
        if one.why is None:
            try:
                taken = taking.take_in(place.holder_id, one.content, one.name, by=request.actor, at=request.at)
            except Trouble as trouble:
                refused.append(Refused(one.name, trouble.message))
            else:
                fresh, there = fresh + taken.fresh, there + (not taken.fresh)
        else:
            refused.append(Refused(one.name, one.why))
    if not fresh and not there:
        filled = _form().empty().wrong("files", words("library.add.nothing"))
        page = AddPage(place, filled, 0, 0, tuple(refused[:TOLD]), max(len(refused) - TOLD, 0))
        return show(request, "workbench/library/add.html", page, 422)
    if fresh:
        taking.noted(place.holder_id, sent[0].name or "", fresh, by=request.actor, at=request.at)
    told = [Notice("done", words("library.add.done", fresh=fresh, there=there))]
    if refused:
        names = "、".join(one.name.rsplit("/", 1)[-1][:40] for one in refused[:5])
        told.append(Notice("warning", words("library.add.refused", n=len(refused), names=names)))
    return onward(request, f"{BASE}/progress{_of(place)}", *told)


def _unpacked(sent: "Sequence[UploadedFile[bytes]]") -> Iterator[Sent]:
    for one in sent:
        name = one.name or "report"
        if (one.size or 0) > LARGEST_ARCHIVE:
            yield Sent(name, why=words("library.add.large", most=LARGEST_ARCHIVE // MB))
        else:
            yield from unpacking.files_in(name, one.read())


def _of(place: Place) -> str:
    return f"?of={place.of}" if place.of else ""


@staff
def progress(request: Asked) -> HttpResponse:
    """`/desk/library/progress`: shows how far it is; sent, reads on for a moment."""
    place = place_of(request)
    if request.method == "POST":
        shelves.to_decide(request.actor, place.holder_id)
        taking.go_on(place.holder_id, at=request.at)
        return onward(request, f"{BASE}/progress{_of(place)}")
    counts = listing.counts(place.holder_id)
    waiting = counts.standings.get("waiting", 0)
    unreadable = listing.papers(place.holder_id, Asking("unreadable"), limit=TOLD)
    page = ProgressPage(place, counts, waiting, counts.papers - waiting, tuple(unreadable))
    return show(request, "workbench/library/progress.html", page)


@staff
@once
def again(request: Asked) -> HttpResponse:
    """Sent: what an older reader read waits to be read anew; all of it, or one paper."""
    place = place_of(request)
    if request.method != "POST":
        return onward(request, f"{BASE}/progress{_of(place)}")
    paper = str(request.POST.get("paper", ""))
    one = int(paper) if paper.isdecimal() and len(paper) < 19 else None
    count = taking.again(place.holder_id, by=request.actor, paper_id=one)
    return onward(request, f"{BASE}/progress{_of(place)}", Notice("done", words("library.again.done", n=count)))
