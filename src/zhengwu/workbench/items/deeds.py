"""What is done to an item beside writing it: made, taken over, published, paused, retired, given to a unit."""

from collections.abc import Callable

from django.http import HttpResponse

from zhengwu.records.items import actions as items
from zhengwu.records.items.actions import MANAGE, PUBLISH
from zhengwu.records.organs import queries as organs
from zhengwu.records.troubles import Words, forbidden, missing
from zhengwu.statute.catalogue import Record
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.parts.tables import Fact
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import NOTHING, Deed, Done, carry_out
from zhengwu.workbench.items import findings
from zhengwu.workbench.items.listing import bodies_of
from zhengwu.workbench.items.place import HOME, Place, at_item, place
from zhengwu.workbench.items.telling import differences
from zhengwu.workbench.items.writing import code_choices

DEED = Words("这一步", "step")
RIGHTS = {
    "publish": PUBLISH, "retire": PUBLISH, "keep": PUBLISH, "pause": MANAGE, "resume": MANAGE, "discard": MANAGE,
    "unit": MANAGE,
}  # fmt: skip
GRAVE = ("retire", "discard")


@staff
@once
def new(request: Asked) -> HttpResponse:
    """`/desk/items/new`: an item with its first draft, to be written on from there."""
    bodies = bodies_of(request.actor, MANAGE)
    if not bodies:
        raise forbidden(MANAGE)
    form = Form((
        Field("body", words("items.column.body"), "select", choices=bodies),
        Field("name", words("items.field.item.name"), most=300),
        Field("type", words("items.field.item.type"), "select", choices=code_choices("item_type")),
        Field("action", words("items.field.item.action"), "select", choices=code_choices("action")),
        Field("level", words("items.field.item.level"), "select", choices=code_choices("level")),
        Field("handle_code", words("items.column.code"), hint=words("items.new.code_hint"), required=False, most=33),
    ))  # fmt: skip
    title = words("items.new.title")
    initial = {"body": bodies[0].value if len(bodies) == 1 else "", "action": "new", "level": "county"}
    deed = Deed(title, words("items.new.about"), words("items.new.submit"), (HOME,), form, initial=initial)

    def act(filled: Filled) -> Done:
        record = Record(
            filled["name"], filled["type"], filled["action"], level=filled["level"], handle_code=filled["handle_code"]
        )
        made = items.create(int(filled["body"]), record, by=request.actor, at=request.at)
        return Done(f"{at_item(made.item_id)}/edit", words("items.new.done", name=filled["name"]))

    return carry_out(request, deed, act)


@staff
@once
def deed(request: Asked, item_id: int, key: str) -> HttpResponse:
    """`/desk/items/ITEM/KEY`: one of the deeds of `RIGHTS`."""
    if key not in RIGHTS:
        raise missing(DEED, where="key")
    here = place(request.actor, item_id, request.on, RIGHTS[key])
    described = Deed(
        words(f"items.{key}.title"), words(f"items.{key}.about"), words(f"items.{key}.submit"), here.crumbs,
        _form(request, here, key), _touched(here, key), _cautions(here, key), grave=key in GRAVE,
        initial=_initial(request, here, key),
    )  # fmt: skip

    def act(filled: Filled) -> Done:
        _act(request, item_id, key, filled)
        return Done(here.base, words(f"items.{key}.done", name=here.name))

    return carry_out(request, described, act)


def _form(request: Asked, here: Place, key: str) -> Form:
    match key:
        case "publish":
            return Form((Field("since", words("items.publish.since"), "date", words("items.publish.since_hint")),))
        case "pause":
            return Form((Field("reason", words("items.reason"), most=400),))
        case "retire":
            return Form(
                (
                    Field("last", words("items.retire.last"), "date"),
                    Field("reason", words("items.reason"), hint=words("items.retire.reason_hint"), most=400),
                )
            )
        case "discard":
            return Form((Field("reason", words("items.reason"), required=False, most=400),))
        case "unit":
            units = organs.units(request.actor, here.standing.item.body_id)
            choices = tuple(Choice(str(one.id), same(one.name)) for one in units)
            return Form((Field("unit", words("items.unit_name"), "select", required=False, choices=choices),))
    return NOTHING


def _initial(request: Asked, here: Place, key: str) -> dict[str, str]:
    today = request.on.isoformat()
    return {"publish": {"since": today}, "retire": {"last": today},
            "unit": {"unit": str(here.standing.item.unit_id or "")}}.get(key, {})  # fmt: skip


def _touched(here: Place, key: str) -> tuple[Fact, ...]:
    facts = [Fact(words("items.column.name"), here.name), Fact(words("items.column.code"), here.standing.item.code)]
    if key == "publish":
        facts.append(Fact(words("items.written_by"), here.newest.by))
        if here.standing.held is not None:
            found = differences(here.standing.held.record, here.newest.record)
            facts.append(Fact(words("items.changes"), len(found)))
    return tuple(facts)


def _cautions(here: Place, key: str) -> tuple[Words, ...]:
    found = findings.of(here.newest.record) if key == "publish" else ()
    return (words("items.publish.faults", n=len(found)),) if found else ()


def _act(request: Asked, item_id: int, key: str, filled: Filled) -> None:
    who, at = request.actor, request.at
    deeds: dict[str, Callable[[], object]] = {
        "publish": lambda: items.publish(item_id, by=who, at=at, since=filled.day("since")),
        "pause": lambda: items.pause(item_id, by=who, at=at, reason=filled["reason"]),
        "resume": lambda: items.resume(item_id, by=who, at=at),
        "retire": lambda: items.retire(item_id, by=who, at=at, reason=filled["reason"], last=filled.day("last")),
        "keep": lambda: items.keep(item_id, by=who, at=at),
        "discard": lambda: items.discard(item_id, by=who, at=at, reason=filled["reason"]),
        "unit": lambda: items.assign(item_id, filled.number("unit"), by=who, at=at),
    }
    deeds[key]()
