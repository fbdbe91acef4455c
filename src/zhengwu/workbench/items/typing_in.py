"""How an element of an item is typed into a field, and what is read out of the field again.

`shown` gives what stands in the fields, by the ends of their names; `read` gives the value back. The two are each
other's reverse: what is shown and sent back unchanged is the same value.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from zhengwu.statute.catalogue import Limit, Stage
from zhengwu.statute.catalogue.model import Choice as Answer
from zhengwu.statute.forms.model import Kind, Option, When
from zhengwu.workbench.items.sections import Spec

Many = tuple[str, ...]
Values = Mapping[str, Many]
LINE = re.compile(r"\s*([A-Za-z0-9_]{1,40})\s*[:：]\s*(.+)")  # "yes：是": the key of an answer, and the answer
BAR = re.compile(r"\s*[|｜]\s*")


def shown(spec: Spec, value: Any) -> dict[str, Many]:
    """What stands in the fields of an element; "" is the field of its own name."""
    match spec.typed:
        case "codes":
            return {"": tuple(value)}
        case "lines":
            return {"": ("\n".join(value),)}
        case "yes":
            return {"": ("yes",) if value else ()}
        case "said":
            return {"": () if value is None else ("yes" if value else "no",)}
        case "limit" | "own_limit":
            limit = value or Limit()
            return {"": _number(limit.length), "-unit": (limit.unit,), "-note": (limit.note,)}
        case "when" | "field_when":
            return {"": tuple(f"{one.field}={answer}" for one in value for answer in one.values)}
        case "choices" | "options":
            return {"": ("\n".join(f"{one.key}：{one.text}" for one in value),)}
        case "stages":
            return {"": ("\n".join(_stage_line(one) for one in value),)}
        case "count" | "days":
            return {"": _number(value)}
    return {"": (str(value),)}


def _number(value: int | None) -> Many:
    return () if value is None else (str(value),)


def _stage_line(stage: Stage) -> str:
    days = "" if stage.days is None else str(stage.days)
    return " | ".join((stage.name, days, stage.unit)).rstrip(" |")


def read(spec: Spec, values: Values, name: str, before: Any, stages: tuple[Stage, ...] = ()) -> Any:
    """The value that the fields of an element say. `before` is what it was, kept where nothing was typed into a field
    that always has a value; `stages` are those that lines name again.
    """
    typed = values.get(name, ())
    first = typed[0] if typed else ""
    readers: dict[str, Callable[[], Any]] = {
        "codes": lambda: typed,
        "lines": lambda: tuple(line.strip() for line in first.splitlines() if line.strip()),
        "yes": lambda: bool(typed),
        "said": lambda: None if not first else first == "yes",
        "count": lambda: int(first) if first.removeprefix("-").isdecimal() else None,
        "days": lambda: int(first) if first.isdecimal() else before,
        "limit": lambda: _limit(values, name),
        "own_limit": lambda: _limit(values, name) if first else None,
        "when": lambda: _when(typed),
        "field_when": lambda: _when(typed),
        "choices": lambda: tuple(Answer(key, text) for key, text in lines_of(first)),
        "options": lambda: tuple(Option(key, text) for key, text in lines_of(first)),
        "stages": lambda: tuple(_stage(line, stages) for line in first.splitlines() if line.strip()),
        "kind": lambda: Kind(first) if first else before,
    }
    return readers.get(spec.typed, lambda: first)()


def _limit(values: Values, name: str) -> Limit:
    length = next(iter(values.get(name, ())), "")
    unit = next(iter(values.get(f"{name}-unit", ())), "") or "working_days"
    return Limit(int(length) if length.isdecimal() else None, unit, next(iter(values.get(f"{name}-note", ())), ""))


def _when(typed: Many) -> tuple[When, ...]:
    found: dict[str, list[str]] = {}
    for one in typed:
        field, _, answer = one.partition("=")
        found.setdefault(field, []).append(answer)
    return tuple(When(field, tuple(answers)) for field, answers in found.items())


def lines_of(text: str) -> list[tuple[str, str]]:
    """Answers, one a line, each with its key; a line without one gets the next that is free."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    taken = {found[1] for line in lines if (found := LINE.fullmatch(line))}
    told = []
    for line in lines:
        found = LINE.fullmatch(line)
        key = found[1] if found else free_key("a", taken)
        taken.add(key)
        told.append((key, found[2].strip() if found else line))
    return told


def free_key(letter: str, taken: set[str]) -> str:
    """The next key of that letter that nobody has."""
    return next(key for at in range(1, len(taken) + 2) if (key := f"{letter}{at}") not in taken)


def _stage(line: str, among: tuple[Stage, ...]) -> Stage:
    """A stage from its line: name, days, unit. One of the same name keeps whatever else is known of it."""
    name, days, unit = (*BAR.split(line.strip()), "", "")[:3]
    known = next((one for one in among if one.name == name), None)
    length = int(days) if days.isdecimal() else None
    if known is None:
        return Stage(name, name, length, unit, own=True)
    return Stage(known.key, name, length, unit or known.unit, known.own, known.special, known.together, known.standard)
