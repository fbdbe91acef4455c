"""The form of a step, made of the fields that the procedure gives it; and what was typed, as the event says it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhengwu.records.cases.sheet import Opened
from zhengwu.records.organs import queries as organs
from zhengwu.records.people import colleagues
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words
from zhengwu.statute.procedures import model as statute
from zhengwu.statute.procedures.information_request.rules import consultations
from zhengwu.statute.procedures.model import FieldKind
from zhengwu.ui.catalogue import catalogue, same, words
from zhengwu.ui.forms import Choice, Field, Filled, Form, Kind
from zhengwu.workbench.naming import choices

ON = "on"
EXPECTED = Field("expected", same(""), "hidden", required=False)
KINDS: dict[FieldKind, Kind] = {
    FieldKind.TEXT: "text",
    FieldKind.DAY: "date",
    FieldKind.COUNT: "number",
    FieldKind.YUAN: "text",
    FieldKind.CHOICE: "radios",
    FieldKind.FLAG: "radios",
    FieldKind.TEXTS: "textarea",
    FieldKind.ITEM: "select",
}
LONG_TEXT = 500  # a text that may be longer gets lines
FEW = 4  # choices that are all shown
ABOUT_PARTY = ("consultation_delivered", "opinion_received", "consultation_lapsed")


def form_of(found: Opened, step: statute.Step, by: Actor, on: date) -> Form:
    """The form: the day, then the fields in their order. A field that has only one answer is not asked."""
    made = [Field(ON, words("case.step.on"), "date", words("case.step.on_hint"), width=8)]
    made += [_field(found, step, one, by, on) for one in step.fields if not _is_settled(found, one)]
    return Form((*made, EXPECTED))


def _is_settled(found: Opened, one: statute.Field) -> bool:
    return one.kind is FieldKind.ITEM and len(found.case.items) < 2


def _field(found: Opened, step: statute.Step, one: statute.Field, by: Actor, on: date) -> Field:
    options = _options(found, step, one, by, on)
    kind = KINDS[one.kind]
    if one.kind is FieldKind.TEXT and one.most >= LONG_TEXT:
        kind = "textarea"
    if options is not None:
        kind = "radios" if one.kind in (FieldKind.CHOICE, FieldKind.FLAG) and len(options) <= FEW else "select"
    width = {FieldKind.DAY: 8, FieldKind.COUNT: 4, FieldKind.YUAN: 8}.get(one.kind, 0)
    required = (
        one.required or (one.key == "party" and bool(options)) or (step.key, one.key) == ("consultation_sent", "party")
    )
    return Field(
        one.key,
        Words(*one.name),
        kind,
        _hint(step, one),
        required,
        options or (),
        most=50_000 if one.kind is FieldKind.TEXTS else max(one.most, 20),
        rows=6 if one.most > 2000 else 3,
        width=width,
        complete="off",
    )


def _hint(step: statute.Step, one: statute.Field) -> Words | None:
    """What helps with a field: said of this step's field, of fields of that name, or of fields of that kind."""
    for name in (f"{step.key}.{one.key}", f"field.{one.key}", f"kind.{one.kind.value}"):
        if f"hints.{name}" in catalogue("zh"):
            return words(f"hints.{name}", most=one.most, least=one.least)
    return None


def _options(found: Opened, step: statute.Step, one: statute.Field, by: Actor, on: date) -> tuple[Choice, ...] | None:
    """What may be chosen; None where it is typed."""
    body = found.envelope.body_id
    if one.kind is FieldKind.FLAG:
        return choices("flag", ("true", "false"))
    if one.key == "outcome":
        named = (found.rules.outcome(key) for key in _outcomes(found, one))
        return tuple(Choice(each.key, Words(*each.name), same(each.basis)) for each in named if each)
    if one.kind is FieldKind.CHOICE:
        return choices(one.key, one.choices)
    if one.kind is FieldKind.ITEM:
        items = (each for each in found.case.items if each.is_open or step.items not in ("concludes",))
        return tuple(Choice(each.number, same(f"{each.number}　{each.description[:60]}")) for each in items)
    if (step.key, one.key) == ("assigned", "unit"):
        return tuple(Choice(str(unit.id), same(unit.name)) for unit in organs.units(by, body) if unit.closed_on is None)
    if (step.key, one.key) == ("assigned", "handler"):
        held = colleagues.of_body(by, body, ("handler", "head"), on)
        return tuple({str(each.id): Choice(str(each.id), same(each.name)) for each in held}.values())
    if one.key == "party" and step.key in ABOUT_PARTY:
        waiting = [each.party for each in consultations(found.case) if each.ended_on is None]
        return tuple(Choice(each, same(each)) for each in waiting)
    return None


def _outcomes(found: Opened, one: statute.Field) -> tuple[str, ...]:
    """The outcomes that may be chosen. A suit ends by the way in which it came (国办公开办函〔2021〕30号附件表四)."""
    way = str(found.case.facts.get("way") or "")
    return tuple(key for key in one.choices if key.startswith(way)) if way else one.choices


def beginning(found: Opened, step: statute.Step, on: date, item: str = "") -> dict[str, str]:
    """What the form holds when it is opened: today, the defaults, and what was proposed where it is now decided."""
    values = {ON: on.isoformat()}
    for one in step.fields:
        if one.default is not None and one.key != "party":
            values[one.key] = str(one.default).lower() if one.kind is FieldKind.FLAG else str(one.default)
    if step.key == "decided":
        values |= _proposed(found, step, item)
    if step.key in ABOUT_PARTY:
        waiting = [each.party for each in consultations(found.case) if each.ended_on is None]
        values |= {"party": waiting[0]} if len(waiting) == 1 else {}
    if item and step.field("item") and found.case.item(item):
        values["item"] = item
    values["expected"] = str(found.envelope.length)
    return values


def taken_over(other: Opened, step: statute.Step) -> dict[str, str]:
    """What was decided on another case, as far as this step asks for it: the outcome and its grounds in their words."""
    keys = [one.key for one in step.fields if one.key in ("outcome", "reasons", "responsible_body")]
    for event in reversed(other.case.events):
        if event.key == "decided":
            return {key: _written(event.get(key)) for key in keys if event.get(key)}
    return {}


def _proposed(found: Opened, step: statute.Step, item: str) -> dict[str, str]:
    open_items = {one.number for one in found.case.items if one.is_open}
    meant = {item} if item else open_items
    for event in reversed(found.case.events):
        if event.key == "proposed" and (not event.get("item") or event.get("item") in open_items & meant):
            return {one.key: _written(event.get(one.key)) for one in step.fields if event.get(one.key) is not None}
    return {}


def _written(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list | tuple) else str(value)


def says(step: statute.Step, filled: Filled) -> Mapping[str, Any]:
    """What the event says: every field that was filled in, in the type that the engine reads."""
    told: dict[str, Any] = {}
    for one in step.fields:
        if not filled[one.key]:
            continue
        match one.kind:
            case FieldKind.DAY:
                told[one.key] = filled.day(one.key)
            case FieldKind.COUNT:
                told[one.key] = filled.number(one.key)
            case FieldKind.FLAG:
                told[one.key] = filled[one.key] == "true"
            case FieldKind.TEXTS:
                told[one.key] = [line.strip() for line in filled[one.key].splitlines() if line.strip()]
            case _:
                told[one.key] = filled[one.key]
    return told
