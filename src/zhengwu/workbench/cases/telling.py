"""What an event on file says, in words that people read."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from zhengwu.records.cases.shown import EventFacts
from zhengwu.records.troubles import Words
from zhengwu.statute.procedures.model import Field, FieldKind, Procedure
from zhengwu.ui.catalogue import words
from zhengwu.workbench.naming import chosen

LONGEST = 160
MOST = 8


def detail(rules: Procedure, event: EventFacts, names: Mapping[str, str]) -> Words:
    """The fields of an event, each with its name; long texts cut short."""
    step = rules.step(event.key)
    if step is None:
        return words("case.struck_detail", number=event.says.get("number"), reason=event.says.get("reason"))
    told = fields_told(rules, event, names)
    return Words("；".join(one.zh for one in told[:MOST]), "; ".join(one.en for one in told[:MOST]))


def fields_told(
    rules: Procedure, event: EventFacts, names: Mapping[str, str], without: Collection[str] = ()
) -> tuple[Words, ...]:
    """Each field of an event that is filled in, with its name."""
    step = rules.step(event.key)
    fields = step.fields if step else ()
    filled = (one for one in fields if event.says.get(one.key) and one.key not in without)
    return tuple(_field(rules, one, event.says[one.key], names) for one in filled)


def _field(rules: Procedure, field: Field, value: Any, names: Mapping[str, str]) -> Words:
    shown = value_of(rules, field, value, names)
    return Words(f"{field.name.zh}：{shown.zh}", f"{field.name.en}: {shown.en}")


def value_of(rules: Procedure, field: Field, value: Any, names: Mapping[str, str]) -> Words:
    """A value as it is read: outcomes and choices in words, units and people by name."""
    if field.key == "outcome":
        found = rules.outcome(str(value))
        return Words(*found.name) if found else Words(str(value), str(value))
    if field.kind is FieldKind.CHOICE:
        return chosen(field.key, str(value))
    if field.kind is FieldKind.FLAG:
        return chosen("flag", "true" if value else "false")
    if field.kind is FieldKind.ITEM:
        return words("case.item_number", number=value)
    text = "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    if field.key in ("unit", "handler"):
        text = names.get(f"{field.key}:{text}", text)
    text = value.isoformat() if isinstance(value, date) else text
    short = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    return Words(short, short)
