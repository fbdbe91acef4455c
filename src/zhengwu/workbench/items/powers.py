"""Where powers come from: movements with what was sent, should be taken and was; one of them power by power; levels."""

from django.http import HttpResponse

from zhengwu.records.items import counts, powers
from zhengwu.records.items.actions import MANAGE
from zhengwu.records.items.counts import Line, Uptake
from zhengwu.records.items.powers import KINDS, STATES
from zhengwu.records.troubles import Words, missing
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice
from zhengwu.ui.links import Link
from zhengwu.ui.parts.figures import Figure
from zhengwu.ui.parts.tables import Column, Fact, Filter, Paging, Table
from zhengwu.visits import Asked
from zhengwu.workbench.items.listing import tabs
from zhengwu.workbench.items.register import Register, Whose, answered, manages, whose
from zhengwu.workbench.items.telling import named

HOME = Link("/desk/powers", words("items.tab.powers"))
HEADS = ("title", "kind", "giver", "receiver", "sent", "should", "taken", "gaps", "since")
LINES = ("name", "code", "department", "should_take", "state", "taken_on", "gap", "deed")


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/powers`: the movements of powers to a body and those below it."""
    here = whose(request)
    kind = str(request.GET.get("kind", ""))
    kind = kind if kind in KINDS else ""
    typed = str(request.GET.get("after", ""))
    first = int(typed) if typed.isdecimal() and len(typed) < 7 else 0
    found = counts.uptakes(here.path, kind=kind, after=first)
    rows = tuple(
        (Link(f"/desk/powers/{one.power_id}", one.title), KINDS[one.kind], one.giver, one.receiver, one.sent,
         one.should, one.taken, one.gaps, one.since)
        for one in found
    )  # fmt: skip
    columns = tuple(Column(words(f"items.power.{key}"), numeric=key in HEADS[4:8]) for key in HEADS)
    query = {"body": str(here.id), "kind": kind}
    kinds = tuple(Choice(key, said) for key, said in KINDS.items())
    may = manages(request.actor, MANAGE, here)
    page = Register(
        words("items.tab.powers"),
        words("items.power.lead"),
        "/desk/powers",
        Table(words("items.tab.powers"), columns, rows),
        (words("items.power.empty"), words("items.power.empty_how")),
        tabs("powers"),
        tiles=_tiles(here, request),
        actions=(Link(f"/desk/powers/new?body={here.id}", words("items.power.add")),) if may else (),
        filters=(*here.filter, Filter("kind", words("items.power.kind"), kinds, kind)),
        paging=Paging(str(first + counts.PAGE) if len(found) == counts.PAGE else "", not first, query),
        query=query,
    )
    return answered(request, page)


def _tiles(here: Whose, request: Asked) -> tuple[Figure, ...]:
    """How many powers each kind of movement brought that holds today."""
    found = ((kind, counts.moved(here.path, kind, request.on)) for kind in KINDS)
    return tuple(
        Figure(
            one.taken or one.sent, words("items.simpler.unit"), KINDS[kind], f"/desk/powers?body={here.id}&kind={kind}"
        )
        for kind, one in found
        if one is not None
    )


def movement(request: Asked, power_id: int) -> tuple[Uptake, bool]:
    """A movement that the actor may see, and whether they look after its receiver. Raises Trouble (missing)."""
    found = counts.uptakes(power_id=power_id)
    here = {choice.value for choice in whose(request).choices}
    if not found or str(found[0].receiver_id) not in here:
        raise missing(powers.POWER, where="power_id")
    managed = {choice.value for choice in whose(request, MANAGE).choices} if request.actor.reach(MANAGE) else set()
    return found[0], str(found[0].receiver_id) in managed


@staff
def one(request: Asked, power_id: int) -> HttpResponse:
    """`/desk/powers/POWER`: a movement with its documents, and what became of each power."""
    found, may = movement(request, power_id)
    lines = counts.lines(power_id)
    rows = tuple(_row(line, may and found.kind != "abolition") for line in lines)
    columns = tuple(Column(words(f"items.power.{key}")) for key in (LINES if may else LINES[:-1]))
    page = Register(
        same(found.title),
        KINDS[found.kind],
        f"/desk/powers/{power_id}",
        Table(words("items.power.lines"), columns, rows if may else tuple(row[:-1] for row in rows)),
        (words("items.power.empty"), words("items.power.empty_how")),
        crumbs=(HOME,),
        facts=(
            Fact(words("items.power.giver"), found.giver),
            Fact(words("items.power.receiver"), found.receiver),
            Fact(words("items.power.document_number"), found.document_number),
            Fact(words("items.power.agreed_on"), found.agreed_on),
            Fact(words("items.power.agreement"), found.agreement),
            Fact(words("items.power.notice"), found.notice),
            Fact(words("items.power.since"), found.since),
            Fact(words("items.power.until"), found.until),
        ),
        tiles=tuple(
            Figure(getattr(found, key), words("items.simpler.unit"), words(f"items.power.{key}"))
            for key in ("sent", "should", "taken", "gaps")
        ),
        actions=(Link(f"/desk/powers/{power_id}/end", words("items.power.end")),) if may and not found.until else (),
    )
    return answered(request, page)


def _row(line: Line, may: bool) -> tuple[object, ...]:
    name = Link(f"/desk/items/{line.item_id}", line.name) if line.item_id else line.name
    key = "return" if line.state == "taken" else "take"
    deed = Link(f"/desk/powers/{line.power_id}/lines/{line.id}/{key}", words(f"items.power.{key}")) if may else None
    should = words("items.yes") if line.should else words("items.no")
    return name, line.code, line.department, should, STATES[line.state], line.taken_on, line.gap, deed


@staff
def levels(request: Asked) -> HttpResponse:
    """`/desk/items/levels`: the powers list by level, and body by body."""
    here = whose(request)
    bodies = counts.by_body(here.path, request.on)
    rows = tuple(
        (Link(f"/desk/items?body={one.body_id}&type={one.type}&level={one.level}", one.body), named("level", one.level),
         named("item_type", one.type), one.items)
        for one in bodies
    )  # fmt: skip
    unit = words("items.simpler.unit")
    heads = ("body", "level", "type", "items")
    columns = tuple(Column(words(f"items.levels.{key}"), numeric=key == "items") for key in heads)
    page = Register(
        words("items.levels.title"),
        words("items.levels.lead"),
        "/desk/items/levels",
        Table(words("items.levels.title"), columns, rows),
        (words("items.empty"), words("items.empty_how")),
        crumbs=(Link("/desk/items", words("items.title")),),
        tiles=tuple(
            Figure(one.items, unit, Words(
                words("items.levels.of", level=named("level", one.level).zh, n=one.bodies).zh,
                words("items.levels.of", level=named("level", one.level).en, n=one.bodies).en))
            for one in counts.by_level(here.path, request.on)
        ),
        filters=here.filter,
        query={"body": str(here.id)},
    )  # fmt: skip
    return answered(request, page)
