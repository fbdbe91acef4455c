"""Movements of powers written: put down with what is sent, taken over, left or returned with a reason, ended."""

from django.http import HttpResponse

from zhengwu.records.items import counts, desk, powers
from zhengwu.records.items.actions import MANAGE
from zhengwu.records.items.counts import Line
from zhengwu.records.items.desk import Filtered
from zhengwu.records.items.powers import KINDS, Moving, Sent
from zhengwu.records.troubles import forbidden, missing
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.parts.tables import Fact
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import Deed, Done, carry_out
from zhengwu.workbench.items.listing import bodies_of
from zhengwu.workbench.items.powers import HOME, movement
from zhengwu.workbench.items.register import whose

MOST_ITEMS = 400
PLAIN = ("title", "giver_name", "document_number", "basis", "agreement", "notice")


def _field(name: str, kind: str = "text", *, required: bool = False, hint: bool = False, **more: object) -> Field:
    said = words(f"items.power.hint.{name}") if hint else None
    return Field(name, words(f"items.power.{name}"), kind, said, required=required, **more)  # type: ignore[arg-type]


@staff
@once
def new(request: Asked) -> HttpResponse:
    """`/desk/powers/new`: a movement with the powers that it moves, one a line."""
    here = whose(request, MANAGE)
    bodies = bodies_of(request.actor, MANAGE)
    kinds = tuple(Choice(key, said) for key, said in KINDS.items())
    form = Form((
        _field("kind", "select", required=True, choices=kinds),
        _field("title", required=True),
        _field("receiver", "select", required=True, choices=bodies),
        _field("giver", "select", hint=True, choices=bodies_of(request.actor)),
        _field("giver_name", most=100),
        _field("document_number", most=80),
        _field("basis", most=300),
        _field("agreed_on", "date"),
        _field("agreement", hint=True),
        _field("notice", hint=True),
        _field("since", "date", required=True),
        _field("until", "date"),
        _field("lines", "textarea", required=True, hint=True, most=9_000),
    ))  # fmt: skip
    initial = {"receiver": str(here.id), "since": request.on.isoformat()}
    deed = Deed(words("items.power.add"), words("items.power.about"), words("items.power.add"), (HOME,), form,
                initial=initial)  # fmt: skip

    def act(filled: Filled) -> Done:
        said = {name: filled[name] for name in PLAIN}
        moving = Moving(
            kind=filled["kind"], receiver_id=int(filled["receiver"]), since=filled.day("since") or request.on,
            giver_id=filled.number("giver"), agreed_on=filled.day("agreed_on"), until=filled.day("until"), **said,
        )  # fmt: skip
        made = powers.move(moving, _sent(filled["lines"]), by=request.actor, at=request.at)
        kind = "warning" if made.cases else "done"
        said_then = words("items.power.added_open", n=len(made.cases)) if made.cases else words("items.power.added")
        return Done(f"/desk/powers/{made.power_id}", said_then, kind)

    return carry_out(request, deed, act)


def _sent(text: str) -> list[Sent]:
    """Powers from their lines: name, code and department, between bars."""
    rows = [[cell.strip() for cell in line.replace("｜", "|").split("|")] for line in text.splitlines() if line.strip()]
    whole = [(*row, "", "") for row in rows]
    return [Sent(row[0], row[1], row[2]) for row in whole]


@staff
@once
def line(request: Asked, power_id: int, line_id: int, key: str) -> HttpResponse:
    """`/desk/powers/POWER/lines/LINE/take` (with an item, or with why not) and `…/return` (with why)."""
    found, may = movement(request, power_id)
    if not may:
        raise forbidden(MANAGE)
    one = next((each for each in counts.lines(power_id) if each.id == line_id), None)
    if one is None or key not in ("take", "return"):
        raise missing(powers.LINE, where="line_id")
    form = _taking(request, found.receiver_id) if key == "take" else Form((_field("gap", required=True, most=300),))
    here = (HOME, Link(f"/desk/powers/{power_id}", found.title))
    touched = (Fact(words("items.power.name"), one.name), Fact(words("items.power.receiver"), found.receiver))
    said = words(f"items.power.{key}"), words(f"items.power.{key}_about"), words(f"items.power.{key}_submit")
    deed = Deed(*said, here, form, touched)

    def act(filled: Filled) -> Done:
        return Done(here[-1].href, words(_done(request, one, key, filled), name=one.name))

    return carry_out(request, deed, act)


def _done(request: Asked, one: Line, key: str, filled: Filled) -> str:
    if key == "take" and filled["item"]:
        powers.take(one.id, item_id=filled.number("item"), by=request.actor, at=request.at)
        return "items.power.taken_done"
    powers.leave(one.id, filled["gap"], by=request.actor, at=request.at, returned=key == "return")
    return "items.power.left_done"


def _taking(request: Asked, body_id: int) -> Form:
    found = desk.listed(request.actor, Filtered(body_id=body_id), request.on, most=MOST_ITEMS)
    items = tuple(Choice(str(each.item.id), same(f"{each.item.name} {each.item.code}")) for each in found.rows)
    return Form((_field("item", "select", hint=True, choices=items), _field("gap", hint=True, most=300)))


@staff
@once
def end(request: Asked, power_id: int) -> HttpResponse:
    """`/desk/powers/POWER/end`: the last day of a movement, such as a delegation that is not renewed."""
    found, may = movement(request, power_id)
    if not may:
        raise forbidden(MANAGE)
    deed = Deed(words("items.power.end"), words("items.power.end_about"), words("items.power.end"),
                (HOME, Link(f"/desk/powers/{power_id}", found.title)),
                Form((_field("until", "date", required=True),)), grave=True,
                initial={"until": request.on.isoformat()})  # fmt: skip

    def act(filled: Filled) -> Done:
        powers.end(power_id, filled.day("until") or request.on, by=request.actor, at=request.at)
        return Done(f"/desk/powers/{power_id}", words("items.power.ended"))

    return carry_out(request, deed, act)
