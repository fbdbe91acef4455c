"""A section of an item as a form, and the item as the filled-in form makes it.

Rows of a table are numbered; a row in which nothing was typed is none. Names of fields: `name` for the record itself,
`materials-0-name` for a row, `commitment-0-kind` for the one thing in it.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace
from functools import cache
from typing import Any

from django.http import QueryDict

from zhengwu.records.troubles import Words
from zhengwu.statute.catalogue import Record, codes
from zhengwu.statute.catalogue.model import Commitment
from zhengwu.statute.forms import model as forms
from zhengwu.statute.forms.model import Kind
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.forms import Kind as Shown
from zhengwu.workbench.items.flattening import flat, rebuilt
from zhengwu.workbench.items.sections import KEYED, FormRow, Part, Section, Spec, Typed
from zhengwu.workbench.items.typing_in import Many, free_key, read, shown

MOST_ROWS = 120
RELATIONS = ("before", "not_after", "equals", "differs", "at_most", "one_of_two")
KINDS: Mapping[Typed, Shown] = {
    "text": "text", "long": "textarea", "lines": "textarea", "choices": "textarea", "options": "textarea",
    "stages": "textarea", "code": "select", "codes": "checks", "yes": "checks", "said": "select", "count": "number",
    "days": "number", "limit": "number", "own_limit": "number", "when": "checks", "field_when": "checks",
    "kind": "select", "relation": "select", "field": "select", "stage_key": "select", "hidden": "hidden",
    "paper": "hidden",
}  # fmt: skip
YES = (Choice("yes", words("items.yes")),)
SAID = (*YES, Choice("no", words("items.no")))


@dataclass(frozen=True, slots=True)
class Group:
    """The fields of one row, or those outside of tables. `row` is its number from 0; None outside of tables."""

    part: str
    row: int | None
    fields: tuple[Field, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A part as it is shown: its groups; whether rows may be added."""

    part: str
    many: bool
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A section with what was typed into it."""

    section: Section
    filled: Filled
    tables: tuple[Table, ...]


def sheet(section: Section, record: Record) -> Sheet:
    """A section as the record has it."""
    values: dict[str, Many] = {}
    counts: dict[str, int] = {}
    for part in section.parts:
        held = things(part, record)
        counts[part.attribute] = len(held)
        for at, one in enumerate(held):
            for spec in part.specs:
                told = shown(spec, getattr(one, spec.name))
                values |= {f"{_name(part, at, spec)}{end}": value for end, value in told.items()}
    return _laid(section, record, values, counts)


def sent(section: Section, record: Record, typed: QueryDict, does: str = "") -> Sheet:
    """A section as it was sent, with what is wrong in it. `does` changes its rows first: "add materials",
    "drop materials 2", "up materials 2"; then nothing is wrong yet.
    """
    counts = {part.attribute: _count(typed, part) for part in section.parts}
    empty = _laid(section, record, {}, counts)
    filled = Form(empty.filled.fields).read(typed)
    values = dict(filled.values)
    if does:
        for part in section.parts:
            counts[part.attribute] = _moved(part, values, counts[part.attribute], does)
        return _laid(section, record, values, counts)
    return replace(empty, filled=_told(section, filled, counts), tables=_titled(empty.tables, values))


def _count(typed: QueryDict, part: Part) -> int:
    if not part.many:
        return 1
    said = str(typed.get(f"rows-{part.attribute}", "0"))
    return min(int(said), MOST_ROWS) if said.isdecimal() and len(said) < 5 else 0


def _moved(part: Part, values: dict[str, Many], count: int, does: str) -> int:
    """Adds, drops or moves a row; gives how many there are then."""
    deed, _, rest = does.partition(" ")
    name, _, number = rest.partition(" ")
    if not part.many or name != part.attribute:
        return count
    if deed == "add" and count < MOST_ROWS:
        values |= _beginning(part, count)
        return count + 1
    at = int(number) if number.isdecimal() and int(number) < count else -1
    if at < 0:
        return count
    if deed == "up" and at > 0:
        _swap(part, values, at - 1, at)
    if deed != "drop":
        return count
    for row in range(at, count - 1):
        _swap(part, values, row, row + 1)
    for name in [name for name in values if name.startswith(f"{part.attribute}-{count - 1}-")]:
        del values[name]
    return count - 1


def _beginning(part: Part, at: int) -> dict[str, Many]:
    """What stands in a new row before anything is typed."""
    plain = {one.name: one.default for one in fields(part.of)}
    return {
        f"{_name(part, at, spec)}{end}": value
        for spec in part.specs
        if plain[spec.name] is not MISSING
        for end, value in shown(spec, plain[spec.name]).items()
    }


def _swap(part: Part, values: dict[str, Many], one: int, other: int) -> None:
    first, second = f"{part.attribute}-{one}-", f"{part.attribute}-{other}-"
    held = {name: values.pop(name) for name in list(values) if name.startswith((first, second))}
    for name, value in held.items():
        swapped = second + name.removeprefix(first) if name.startswith(first) else first + name.removeprefix(second)
        values[swapped] = value


def _told(section: Section, filled: Filled, counts: Mapping[str, int]) -> Filled:
    """Without what is wrong in rows in which nothing was typed."""
    problems = dict(filled.problems)
    for part in section.parts:
        for at in range(counts[part.attribute]) if part.many else ():
            if _blank(part, at, filled.values):
                problems = {
                    name: said for name, said in problems.items() if not name.startswith(f"{part.attribute}-{at}-")
                }
    return replace(filled, problems=problems)


def _blank(part: Part, at: int, values: Mapping[str, Many]) -> bool:
    """Whether nothing was typed into a row: what is chosen for one beforehand is not typed."""
    typed = ("text", "long", "lines", "choices", "options", "stages", "count")
    return not any(values.get(_name(part, at, spec)) for spec in part.specs if spec.typed in typed)


def record_of(found: Sheet, before: Record) -> Record:
    """The record with what a section says of it. The sheet must be sound."""
    values = found.filled.values
    changes: dict[str, Any] = {}
    for table, part in zip(found.tables, found.section.parts, strict=True):
        held = things(part, before)
        told = [
            _thing(part, at, values, held[at] if at < len(held) else None, before)
            for at in range(len(table.groups))
            if not part.many or not _blank(part, at, values)
        ]
        if part.attribute == "":
            changes |= told[0]
        elif part.many:
            changes[part.attribute] = _keyed(part, told)
        else:
            changes[part.attribute] = part.of(**told[0])
    return rebuilt(before, changes)


def _thing(part: Part, at: int, values: Mapping[str, Many], held: Any, record: Record) -> dict[str, Any]:
    plain = {one.name: one.default for one in fields(part.of)}
    return {
        spec.name: read(spec, values, _name(part, at, spec), getattr(held, spec.name, plain[spec.name]), record.stages)
        for spec in part.specs
    }


def _keyed(part: Part, told: list[dict[str, Any]]) -> tuple[Any, ...]:
    """The rows of a table; new ones among those with keys get theirs."""
    letter = KEYED.get(part.attribute)
    if part.attribute == "stages":
        for one in told:
            one["key"] = one["key"] or one["name"]
    if letter:
        taken = {one["key"] for one in told if one["key"]}
        for one in told:
            one["key"] = one["key"] or free_key(letter, taken)
            taken.add(one["key"])
    return tuple(part.of(**one) for one in told)


def things(part: Part, record: Record) -> tuple[Any, ...]:
    """What a part shows of a record: its rows, or the one thing."""
    if part.attribute == "":
        return (record,)
    if part.attribute == "fields":
        return flat(record.form)
    if part.attribute == "rules":
        return record.form.rules
    held = getattr(record, part.attribute)
    return (held,) if isinstance(held, Commitment) else held


def _laid(section: Section, record: Record, values: Mapping[str, Many], counts: Mapping[str, int]) -> Sheet:
    """A section as a form of so many rows."""
    tables = []
    for part in section.parts:
        many = range(counts[part.attribute] if part.many else 1)
        groups = tuple(Group(part.attribute, at if part.many else None, _fields(part, at, record)) for at in many)
        tables.append(Table(part.attribute, part.many, groups))
    every = tuple(one for table in tables for group in table.groups for one in group.fields)
    given = {name: value for name, value in values.items() if value}
    return Sheet(section, Filled(every, given), _titled(tuple(tables), given))


def _titled(tables: tuple[Table, ...], values: Mapping[str, Many]) -> tuple[Table, ...]:
    """Each row with what it is called by its first text."""

    def titled(group: Group) -> Group:
        texts = (one.name for one in group.fields if one.kind in ("text", "textarea"))
        said = next((values[name][0] for name in texts if values.get(name)), "")
        return replace(group, title=said.split("\n")[0][:30]) if group.row is not None else group

    return tuple(replace(table, groups=tuple(map(titled, table.groups))) for table in tables)


def _name(part: Part, at: int, spec: Spec) -> str:
    return f"{part.attribute}-{at}-{spec.name}" if part.attribute else spec.name


def _fields(part: Part, at: int, record: Record) -> tuple[Field, ...]:
    found: list[Field] = []
    for spec in part.specs:
        name, label = _name(part, at, spec), words(f"items.field.{part.attribute or 'item'}.{spec.name}")
        kind = KINDS[spec.typed]
        hint = _hint(spec)
        choices = _choices(spec, record)
        if spec.typed in ("when", "field_when") and not choices:
            continue
        width = spec.width or (4 if spec.typed in ("limit", "own_limit") else 0)
        found.append(
            Field(name, label, kind, hint, required=spec.required, choices=choices, most=spec.most, rows=3, width=width)
        )
        if spec.typed in ("limit", "own_limit"):
            found += _of_limit(name, label)
    return tuple(found)


def _of_limit(name: str, label: Words) -> tuple[Field, ...]:
    unit, note = words("items.limit.unit"), words("items.limit.note")
    return (
        Field(f"{name}-unit", _both(label, unit), "select", required=False, choices=code_choices("unit")),
        Field(f"{name}-note", _both(label, note), required=False),
    )


def _both(label: Words, more: Words) -> Words:
    return Words(f"{label.zh}：{more.zh}", f"{label.en}: {more.en}")


@cache
def _hint(spec: Spec) -> Words | None:
    if spec.typed in ("lines", "choices", "options", "stages", "limit"):
        return words(f"items.typed.{spec.typed}")
    return None


def _choices(spec: Spec, record: Record) -> tuple[Choice, ...]:
    match spec.typed:
        case "code" | "codes":
            return code_choices(spec.codes)
        case "yes":
            return YES
        case "said":
            return SAID
        case "stage_key":
            own = {one.key: one.name for one in record.stages if one.key not in codes("stage")}
            return (*code_choices("stage"), *(Choice(key, same(name)) for key, name in own.items()))
        case "kind":
            return tuple(Choice(one.value, words(f"items.kind.{one.value}")) for one in Kind)
        case "relation":
            return tuple(Choice(one, words(f"items.relation.{one}")) for one in RELATIONS)
        case "field":
            return tuple(Choice(one.key, same(one.label)) for one in flat(record.form))
        case "when":
            return tuple(
                Choice(f"{one.key}={answer.key}", same(f"{one.text} {answer.text}"))
                for one in record.questions
                for answer in one.choices
            )
        case "field_when":
            return tuple(
                Choice(f"{one.key}={answer.key}", same(f"{one.label} {answer.text}"))
                for one in flat(record.form)
                for answer in _answers(one)
            )
    return ()


def _answers(row: FormRow) -> tuple[forms.Option, ...]:
    return tuple(forms.Option(one.value, one.label.zh) for one in SAID) if row.kind == "yes" else row.options


@cache
def code_choices(name: str) -> tuple[Choice, ...]:
    """A code list to be chosen from."""
    return tuple(Choice(key, Words(one.zh, one.en)) for key, one in codes(name).items())
