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
from zhengwu.records.items.importing import Import, Looked, What
from zhengwu.records.troubles import Trouble, Words, invalid, missing
from zhengwu.records.unfinished import actions as unfinished
from zhengwu.records.unfinished.actions import Scanned
from zhengwu.statute.catalogue.lint import Finding
from zhengwu.statute.catalogue.sheets import CellFault
from zhengwu.ui.catalogue import same, words
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
from zhengwu.workbench.items.place import HOME, at_item
from zhengwu.workbench.items.register import Whose, whose

TOLD: tuple[What, ...] = ("wrong", "new", "changed", "same")
MOST_TOLD = 300
FORM = Form((Field("file", words("items.bring.file"), "files", words("items.bring.file_hint")),))


@dataclass(frozen=True, slots=True)
class BringPage:
    """Bringing a file: where it is sent, and the address, less the kind, of the sheet to begin with."""

    title: Words
    about: Words
    to: str
    sheet: str
    form: Filled
    crumbs: tuple[Link, ...]
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Differing:
    """An element that is not the same: what it is called, before and after."""

    what: Words
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LookedRow:
    """A row and what will become of it, as it is shown; `href` leads to what it changes."""

    number: int
    code: str
    name: str
    what: str
    href: str
    faults: tuple[CellFault, ...]
    differences: tuple[Differing, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class LookedPage:
    """What will become of the rows; `seen` is what was seen of them, empty where nothing would be written.

    With `whole`, what the file does not name ends: `ends`, as code and name.
    """

    to: str
    writes_to: str
    writes: Words
    write: Words
    counts: tuple[tuple[str, int], ...]
    faults: tuple[CellFault, ...]
    rows: tuple[LookedRow, ...]
    seen: str
    again: bool
    crumbs: tuple[Link, ...]
    whole: bool = False
    ends: tuple[tuple[str, str], ...] = ()


@staff
def bring(request: Asked) -> HttpResponse:
    """`/desk/items/import`: shows what will become of the rows of a file; nothing is written."""
    here = whose(request, MANAGE)
    if request.method != "POST":
        return show(request, "workbench/items/bring.html", _page(here, FORM.empty()))
    try:
        paper = brought(request)
        content = paper.content
        found = importing.look(here.id, content, by=request.actor)
        if found.faults and not found.rows:
            raise invalid("bad_file", found.faults[0].zh, found.faults[0].en, where="file")
        if not found.rows:
            raise invalid("bad_file", "文件里没有事项。", "The file has no items.", where="file")
        unfinished.drop(request.actor, _place(here))
        unfinished.attach(request.actor, _place(here), [paper], at=request.at)
    except Trouble as trouble:
        page = _page(here, FORM.read(request.POST).refused(at_file(trouble)))
        return show(request, "workbench/items/bring.html", page, STATUS[trouble.kind])
    return _looked(request, here, found)


def _page(here: Whose, form: Filled) -> BringPage:
    to, about = f"/desk/items/import?body={here.id}", words("items.bring.about", body=here.name)
    sheet = f"/desk/items/import/sheet/{{}}?body={here.id}"
    return BringPage(words("items.bring.title"), about, to, sheet, form, (HOME,), here.filter)


def brought(request: Asked) -> Scanned:
    """The file that was sent. Raises Trouble: missing, invalid (too large)."""
    upload = request.FILES.get("file")
    if upload is None:
        raise missing(Words("文件", "file"), where="file")
    if (upload.size or 0) > MOST_BYTES:
        raise invalid("too_large", "文件超过20MB。", "The file is larger than 20 MB.", where="file")
    return Scanned("items", str(upload.name or "items"), upload.read())


def at_file(trouble: Trouble) -> Trouble:
    """The same at the field of the file."""
    return Trouble(trouble.kind, trouble.code, trouble.message, trouble.advice, "file")


def _place(here: Whose) -> str:
    return f"items-import/{here.id}"


def _seen(found: Import) -> str:
    """What was seen of a file, in short: each row with what will become of it."""
    said = [(one.number, one.what, one.item_id, one.differences) for one in found.rows]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def _looked(request: Asked, here: Whose, found: Import, *, again: bool = False, status: int = 200) -> HttpResponse:
    rows = sorted(found.rows, key=lambda one: (TOLD.index(one.what), one.number))[:MOST_TOLD]
    page = LookedPage(
        f"/desk/items/import?body={here.id}",
        f"/desk/items/import/write?body={here.id}",
        words("items.bring.writes"),
        words("items.bring.write"),
        tuple((key, found.count(key)) for key in TOLD),
        found.faults,
        tuple(_row(one) for one in rows),
        _seen(found) if found.count("new") or found.count("changed") else "",
        again,
        (HOME,),
    )
    return show(request, "workbench/items/looked.html", page, status)


def _row(one: Looked) -> LookedRow:
    changed = tuple(Differing(same(each.path), each.before, each.after) for each in one.differences)
    href = at_item(one.item_id) if one.item_id else ""
    return LookedRow(one.number, one.code, one.name, one.what, href, one.faults, changed, one.findings)


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
