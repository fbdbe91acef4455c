"""The units of a body: added, renamed, closed, opened again."""

from dataclasses import asdict

from django.http import HttpResponse

from zhengwu.records.organs import actions, queries
from zhengwu.records.organs.queries import BodyFacts, UnitFacts
from zhengwu.records.organs.touched import MOST, touched_unit
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.parts.tables import Fact
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.bodies import RIGHT, address, place, seen
from zhengwu.workbench.administration.deeds import Deed, Done, allow, carry_out

NAME = Field("name", words("bodies.field.unit"), most=100, width=20)


@staff
@once
def new(request: Asked, body_id: int) -> HttpResponse:
    """Establishes a unit in a body."""
    body = seen(request.actor, body_id)
    allow(request.actor, RIGHT, body_id, body.path)
    there = [one for one in queries.units(request.actor, body_id) if one.closed_on is None]
    above = Field("parent_id", words("bodies.unit_new.above"), "select", words("bodies.unit_new.above_hint"),
                  required=False, choices=tuple(Choice(str(one.id), same(one.name)) for one in there))  # fmt: skip
    deed = Deed(
        words("bodies.unit_new.title"), words("bodies.unit_new.about", name=body.name), words("bodies.unit_new.submit"),
        place(body), Form((NAME, above) if there else (NAME,)),
    )  # fmt: skip

    def act(filled: Filled) -> Done:
        actions.establish_unit(
            body_id=body_id, name=filled["name"], parent_id=filled.number("parent_id"), by=request.actor, at=request.at
        )
        return Done(f"{address(body_id)}#units", words("bodies.unit_new.done", name=filled["name"]))

    return carry_out(request, deed, act)


@staff
@once
def rename(request: Asked, section: int) -> HttpResponse:
    """Gives a unit another name."""
    unit, body = _managed(request, section)
    deed = Deed(
        words("bodies.unit_rename.title"), words("bodies.unit_rename.about", name=unit.name),
        words("bodies.unit_rename.title"), place(body), Form((NAME,)), _touched(unit, request),
        initial={"name": unit.name},
    )  # fmt: skip

    def act(filled: Filled) -> Done:
        actions.rename_unit(section, name=filled["name"], by=request.actor, at=request.at)
        return Done(f"{address(body.id)}#units", words("bodies.unit_rename.done", old=unit.name, name=filled["name"]))

    return carry_out(request, deed, act)


@staff
@once
def close(request: Asked, section: int) -> HttpResponse:
    """Closes a unit; its open cases stay with its body."""
    unit, body = _managed(request, section)
    deed = Deed(
        words("bodies.unit_close.title"), words("bodies.unit_close.about", name=unit.name),
        words("bodies.unit_close.title"), place(body), touched=_touched(unit, request), grave=True,
    )  # fmt: skip

    def act(_filled: Filled) -> Done:
        actions.close_unit(section, by=request.actor, at=request.at)
        return Done(f"{address(body.id)}#units", words("bodies.unit_close.done", name=unit.name))

    return carry_out(request, deed, act)


@staff
@once
def reopen(request: Asked, section: int) -> HttpResponse:
    """Takes back a closing of today."""
    unit, body = _managed(request, section)
    title = words("bodies.unit_reopen.title")
    deed = Deed(title, words("bodies.unit_reopen.about", name=unit.name), title, place(body))

    def act(_filled: Filled) -> Done:
        actions.reopen_unit(section, by=request.actor, at=request.at)
        return Done(f"{address(body.id)}#units", words("bodies.unit_reopen.done", name=unit.name))

    return carry_out(request, deed, act)


def _managed(request: Asked, unit_id: int) -> tuple[UnitFacts, BodyFacts]:
    unit = queries.unit(request.actor, unit_id)
    body = seen(request.actor, unit.body_id)
    allow(request.actor, RIGHT, body.id, body.path)
    return unit, body


def _touched(unit: UnitFacts, request: Asked) -> tuple[Fact, ...]:
    found = asdict(touched_unit(unit.id, request.on))
    shown = [(key, found[key]) for key in ("people", "cases")]
    return tuple(Fact(words(f"bodies.touched.{key}"), same(f"{MOST}+") if n > MOST else n) for key, n in shown)
