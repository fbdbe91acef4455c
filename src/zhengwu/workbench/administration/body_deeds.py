"""What is done to bodies: established, described, renamed, moved, closed, opened again; each says what it touches."""

from dataclasses import asdict

from django.http import HttpResponse

from zhengwu.records.organs import actions, queries
from zhengwu.records.organs.actions import Describing
from zhengwu.records.organs.queries import BodyFacts
from zhengwu.records.organs.touched import MOST, touched
from zhengwu.records.people.actors import Actor
from zhengwu.records.staffing.asking import needed
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.parts.tables import Fact
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.bodies import RIGHT, address, place, seen
from zhengwu.workbench.administration.deeds import BODIES, HOME, Deed, Done, allow, bodies_within, carry_out
from zhengwu.workbench.naming import choices

KINDS = ("government", "department", "township", "agency")
COUNTING = ("per_item", "per_request")
NAME = Field("name", words("bodies.field.name"), most=100, width=20)
SHORT = Field("short_name", words("bodies.field.short_name"), hint=words("bodies.hint.short_name"), most=30, width=12)
DESCRIPTION = (
    Field("kind", words("bodies.field.kind"), "radios", choices=choices("organ", KINDS)),
    Field("number_prefix", words("bodies.field.number_prefix"), hint=words("bodies.hint.prefix"), most=12, width=8),
    Field("code", words("bodies.field.code"), hint=words("bodies.hint.code"), required=False, most=18, width=12),
    Field("region", words("bodies.field.region"), hint=words("bodies.hint.region"), required=False, most=12, width=8),
    Field("counting", words("bodies.field.counting"), "radios", words("bodies.hint.counting"),
          choices=choices("counting", COUNTING)),
    Field("local_due_on", words("bodies.field.local_due_on"), hint=words("bodies.hint.local_due"), required=False,
          most=5, width=8),
    Field("address", words("bodies.field.address"), hint=words("bodies.hint.entry"), required=False),
    Field("phone", words("bodies.field.phone"), "tel", required=False, most=60, width=12),
    Field("hours", words("bodies.field.hours"), required=False, most=120),
)  # fmt: skip
RENAME = Form(
    (NAME, SHORT, Field("since", words("bodies.rename.since"), "date", words("bodies.rename.since_hint"), width=8))
)
EDIT = Form(DESCRIPTION)


@staff
@once
def new(request: Asked) -> HttpResponse:
    """Establishes a body below another one."""
    needed(request.actor, RIGHT)
    above = Field("above", words("bodies.field.above"), "select", choices=bodies_within(request.actor, RIGHT))
    form = Form((above, NAME, SHORT, *DESCRIPTION))
    deed = Deed(
        words("bodies.new.title"), words("bodies.new.about"), words("bodies.new.submit"), (HOME, BODIES), form,
        initial={"above": request.GET.get("above", ""), "kind": "department", "counting": "per_item"},
    )  # fmt: skip

    def act(filled: Filled) -> Done:
        made = actions.establish(_described(filled), parent_id=int(filled["above"]), by=request.actor, at=request.at)
        return Done(address(made), words("bodies.new.done", name=filled["name"]))

    return carry_out(request, deed, act)


@staff
@once
def edit(request: Asked, body_id: int) -> HttpResponse:
    """Says the facts of a body anew; its name is a matter of its own."""
    body = _managed(request.actor, body_id)
    initial = {key: str(value or "") for key, value in asdict(body).items() if key in {one.name for one in DESCRIPTION}}
    deed = Deed(
        words("bodies.edit.title"), words("bodies.edit.about"), words("bodies.edit.submit"), place(body), EDIT,
        initial=initial,
    )  # fmt: skip

    def act(filled: Filled) -> Done:
        facts = _described(filled, name=body.name, short_name=body.short_name)
        actions.describe(body_id, facts, by=request.actor, at=request.at)
        return Done(address(body_id), words("bodies.edit.done"))

    return carry_out(request, deed, act)


@staff
@once
def rename(request: Asked, body_id: int) -> HttpResponse:
    """Gives a body another name from a day on; what was issued keeps the old one."""
    body = _managed(request.actor, body_id)
    deed = Deed(
        words("bodies.rename.title"), words("bodies.rename.about", name=body.name), words("bodies.rename.submit"),
        place(body), RENAME, _touched(body, request),
        initial={"name": body.name, "short_name": body.short_name, "since": request.on.isoformat()},
    )  # fmt: skip

    def act(filled: Filled) -> Done:
        actions.rename(
            body_id, name=filled["name"], short_name=filled["short_name"], since=filled.day("since"),
            by=request.actor, at=request.at,
        )  # fmt: skip
        return Done(address(body_id), words("bodies.rename.done", old=body.name, name=filled["name"]))

    return carry_out(request, deed, act)


@staff
@once
def move(request: Asked, body_id: int) -> HttpResponse:
    """Puts a body with all below it under another one."""
    body = _managed(request.actor, body_id)
    above = bodies_within(request.actor, RIGHT, but=body.path)
    form = Form((Field("parent_id", words("bodies.move.under"), "select", choices=above),))
    deed = Deed(
        words("bodies.move.title"), words("bodies.move.about", name=body.name), words("bodies.move.submit"),
        place(body), form, _touched(body, request),
    )  # fmt: skip

    def act(filled: Filled) -> Done:
        actions.move(body_id, parent_id=int(filled["parent_id"]), by=request.actor, at=request.at)
        return Done(address(body_id), words("bodies.move.done", name=body.name))

    return carry_out(request, deed, act)


@staff
@once
def close(request: Asked, body_id: int) -> HttpResponse:
    """Closes a body and names who goes on with its powers."""
    body = _managed(request.actor, body_id)
    others = tuple(Choice(str(pk), same(name)) for pk, name in _open_names(request.actor, body))
    form = Form((Field("successor_id", words("bodies.close.successor"), "select", words("bodies.close.successor_hint"),
                       required=False, choices=others),))  # fmt: skip
    deed = Deed(
        words("bodies.close.title"), words("bodies.close.about", name=body.name), words("bodies.close.submit"),
        place(body), form, _touched(body, request), grave=True,
    )  # fmt: skip

    def act(filled: Filled) -> Done:
        actions.close(body_id, successor_id=filled.number("successor_id"), by=request.actor, at=request.at)
        return Done(address(body_id), words("bodies.close.done", name=body.name))

    return carry_out(request, deed, act)


@staff
@once
def reopen(request: Asked, body_id: int) -> HttpResponse:
    """Takes back a closing of today."""
    body = _managed(request.actor, body_id)
    about = words("bodies.reopen.about", name=body.name)
    deed = Deed(words("bodies.reopen.title"), about, words("bodies.reopen.title"), place(body))

    def act(_filled: Filled) -> Done:
        actions.reopen(body_id, by=request.actor, at=request.at)
        return Done(address(body_id), words("bodies.reopen.done", name=body.name))

    return carry_out(request, deed, act)


def _managed(actor: Actor, body_id: int) -> BodyFacts:
    body = seen(actor, body_id)
    allow(actor, RIGHT, body_id, body.path)
    return body


def _described(filled: Filled, **names: str) -> Describing:
    said = {one.name: filled[one.name] for one in DESCRIPTION}
    return Describing(**{"name": filled["name"], "short_name": filled["short_name"], **names, **said})


def _touched(body: BodyFacts, request: Asked) -> tuple[Fact, ...]:
    """What a change touches, in figures; a line a kind of thing, also where there is none."""
    found = touched(body.id, request.on)
    return tuple(
        Fact(words(f"bodies.touched.{key}"), same(f"{MOST}+") if n > MOST else n) for key, n in asdict(found).items()
    )


def _open_names(actor: Actor, body: BodyFacts) -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in queries.bodies(actor, limit=2_000) if not one.closed_on and one.id != body.id]
