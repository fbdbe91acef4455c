"""What a body did to have its services used: the register, its sums of a year, an entry, one struck out."""

from datetime import date

from django.http import HttpResponse

from zhengwu.records.items import drives
from zhengwu.records.items.actions import MANAGE
from zhengwu.records.items.drives import Done as Did
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.catalogue import codes
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.parts.figures import Figure
from zhengwu.ui.parts.tables import Column, Filter, Paging, Table
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import Deed, Done, carry_out
from zhengwu.workbench.items.listing import bodies_of, tabs
from zhengwu.workbench.items.register import Register, answered, manages, whose
from zhengwu.workbench.items.telling import named
from zhengwu.workbench.items.writing import code_choices

HOME = Link("/desk/drives", words("items.tab.drives"))
PAGE, WHOLE = 50, 5000
ENTRY = Words("这一条", "entry")
NUMBERS = ("times", "staff", "people", "base")


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/drives`: the sums are those of the year so far."""
    here = whose(request)
    kind = str(request.GET.get("kind", ""))
    kind = kind if kind in codes("drive") else ""
    after = str(request.GET.get("after", ""))
    before = int(after) if after.isdecimal() and len(after) < 16 else 0
    found = drives.listed(here.path, kind=kind, before=before, most=WHOLE if "format" in request.GET else PAGE)
    may = manages(request.actor, MANAGE, here)
    rows = tuple(_row(one, may=may) for one in found.rows)
    heads = ("name", "kind", "on", *NUMBERS, "deed")
    columns = tuple(
        Column(words(f"items.drive.{key}"), numeric=key in NUMBERS) for key in (heads if may else heads[:-1])
    )
    query = {"body": str(here.id), "kind": kind}
    page = Register(
        words("items.tab.drives"),
        words("items.drive.lead"),
        "/desk/drives",
        Table(words("items.tab.drives"), columns, rows),
        (words("items.drive.empty"), words("items.drive.empty_how")),
        tabs("drives"),
        tiles=_tiles(here.path, request.on),
        actions=(Link(f"/desk/drives/new?body={here.id}", words("items.drive.add")),) if may else (),
        filters=(*here.filter, Filter("kind", words("items.drive.kind"), code_choices("drive"), kind)),
        paging=Paging(found.after, not before, query),
        query=query,
    )
    return answered(request, page)


def _row(one: drives.DriveFacts, *, may: bool) -> tuple[object, ...]:
    did = one.done
    name = words("items.drive.was_struck", name=did.name, why=one.struck) if one.struck else same(did.name)
    facts = (name, named("drive", did.kind), did.on, *(getattr(did, key) or None for key in NUMBERS))
    if not may:
        return facts
    return (*facts, None if one.struck else Link(f"/desk/drives/{one.id}/strike", words("items.drive.strike")))


def _tiles(path: str, on: date) -> tuple[Figure, ...]:
    """How often each kind was done this year; of registered users how many there are, with their share."""
    found = drives.totals(path, date(on.year, 1, 1), on)
    unit, people = words("items.drive.unit"), words("items.drive.unit_people")
    tiles = [Figure(one.times, unit, named("drive", key)) for key, one in found.items() if key != drives.REGISTERED]
    now = drives.registered(path, on)
    if now is not None:
        said = words("items.drive.share", share=f"{now.share:.2f}") if now.share is not None else None
        tiles.append(Figure(now.people, people, said or named("drive", drives.REGISTERED)))
    return tuple(tiles)


@staff
@once
def add(request: Asked) -> HttpResponse:
    """`/desk/drives/new`: one entry."""
    here = whose(request, MANAGE)
    numbers = (Field(key, words(f"items.drive.{key}"), "number", required=False, most=10, width=8) for key in NUMBERS)
    form = Form((
        Field("body", words("items.column.body"), "select", choices=bodies_of(request.actor, MANAGE)),
        Field("kind", words("items.drive.kind"), "select", choices=code_choices("drive")),
        Field("name", words("items.drive.name"), most=300),
        Field("on", words("items.drive.on"), "date"),
        *numbers,
    ))  # fmt: skip
    initial = {"body": str(here.id), "on": request.on.isoformat(), "times": "1"}
    title = words("items.drive.add")
    deed = Deed(title, words("items.drive.about"), title, (HOME,), form, initial=initial)

    def act(filled: Filled) -> Done:
        times, helpers, people, base = (filled.number(key) or 0 for key in NUMBERS)
        did = Did(filled["kind"], filled["name"], filled.day("on") or request.on, times, helpers, people, base)
        drives.note(int(filled["body"]), did, by=request.actor, at=request.at)
        return Done(f"/desk/drives?body={filled['body']}", words("items.drive.added"))

    return carry_out(request, deed, act)


@staff
@once
def strike(request: Asked, entry_id: int) -> HttpResponse:
    """`/desk/drives/ENTRY/strike`: an entry that was wrong, with the reason."""
    if not request.actor.reach(MANAGE):
        raise missing(ENTRY, where="entry_id")
    form = Form((Field("reason", words("items.drive.reason"), most=300),))
    title = words("items.drive.strike")
    deed = Deed(title, words("items.drive.strike_about"), title, (HOME,), form, grave=True)

    def act(filled: Filled) -> Done:
        drives.strike(entry_id, filled["reason"], by=request.actor, at=request.at)
        return Done(HOME.href, words("items.drive.struck"))

    return carry_out(request, deed, act)
