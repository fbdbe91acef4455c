"""What an item says, in words: section by section as the editor has them; what differs between two versions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from zhengwu.records.troubles import Words
from zhengwu.statute.catalogue import Limit, Record, Stage, code, codes
from zhengwu.statute.forms.judging import fields
from zhengwu.statute.forms.model import When
from zhengwu.statute.forms.saying import choices_of
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.parts.tables import Fact
from zhengwu.workbench.items.sections import SECTIONS, Part, Section, Spec
from zhengwu.workbench.items.writing import things

KEPT = 256  # records of which it is remembered
YES, NO = words("items.yes"), words("items.no")


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row of a table: what it is called, and what it says beside."""

    key: str
    name: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ToldTable:
    """A table of an item, such as its materials."""

    part: str
    rows: tuple[ToldRow, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A section in words; `facts` are those outside of tables."""

    key: str
    facts: tuple[Fact, ...]
    tables: tuple[ToldTable, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """An element that is not the same in two versions; None where one of them does not say it."""

    section: str
    row: str
    label: Words
    before: Words | None
    after: Words | None


@cache
def named(name: str, key: str) -> Words:
    """A value of a code list in words; the key itself where the list does not know it."""
    one = codes(name).get(key)
    return Words(one.zh, one.en) if one else same(key)


def joined(several: list[Words]) -> Words | None:
    """Several words in one line; None where there are none."""
    if not several:
        return None
    return Words("、".join(one.zh for one in several), ", ".join(one.en for one in several))


def length(limit: Limit | None) -> Words | None:
    """A time limit in words; None where none is set."""
    if limit is None or limit.length is None:
        return None
    unit = code("unit", limit.unit)
    said = (
        words("items.at_once") if limit.length == 0 else Words(f"{limit.length}{unit.zh}", f"{limit.length} {unit.en}")
    )
    return Words(f"{said.zh}（{limit.note}）", f"{said.en} ({limit.note})") if limit.note else said


def worded(spec: Spec, value: Any, record: Record) -> Words | None:
    """An element in words; None where nothing is said."""
    match spec.typed:
        case "code":
            return named(spec.codes, value) if value else None
        case "codes":
            return joined([named(spec.codes, one) for one in value])
        case "lines":
            return same("；".join(value)) if value else None
        case "yes":
            return YES if value else None
        case "said":
            return None if value is None else (YES if value else NO)
        case "limit" | "own_limit":
            return length(value)
        case "when" | "field_when":
            return joined([_condition(one, record) for one in value])
        case "choices" | "options":
            return joined([same(one.text) for one in value])
        case "stages":
            return joined([_stage(one) for one in value])
        case "kind":
            return words(f"items.kind.{value}")
        case "relation":
            return words(f"items.relation.{value}")
        case "hidden":
            return None
        case "paper":
            return words("blanks.there", mark=value[-6:]) if value else None
        case "stage_key":
            return named("stage", value) if value in codes("stage") else None
    return same(value) if value not in (None, "") else None


def _condition(one: When, record: Record) -> Words:
    if asked := next((each for each in record.questions if each.key == one.field), None):
        said, choices = asked.text, tuple((each.key, each.text) for each in asked.choices)
    elif field := next((each for each in fields(record.form) if each.key == one.field), None):
        said, choices = field.label, tuple((each.key, each.text) for each in choices_of(field))
    else:
        return same(f"{one.field}={'/'.join(one.values)}")
    return same(f"{said}{'/'.join(text for key, text in choices if key in one.values)}")


def _stage(stage: Stage) -> Words:
    days = words("items.stage_days", n=stage.days) if stage.days else None
    return Words(f"{stage.name}{days.zh}", f"{stage.name} {days.en}") if days else same(stage.name)


@lru_cache(maxsize=KEPT)
def told(record: Record) -> tuple[Told, ...]:
    """The whole record; sections of which nothing is said stand there empty."""
    return tuple(_section(section, record) for section in SECTIONS)


def _section(section: Section, record: Record) -> Told:
    facts: list[Fact] = []
    tables = []
    for part in section.parts:
        held = things(part, record)
        if part.many:
            tables.append(ToldTable(part.attribute, tuple(_row(part, at, one, record) for at, one in enumerate(held))))
        else:
            facts += [Fact(label, said) for _, label, said in _said(part, held[0], record)]
    return Told(section.key, tuple(facts), tuple(one for one in tables if one.rows))


def _row(part: Part, at: int, one: Any, record: Record) -> ToldRow:
    title = next(spec.name for spec in part.specs if spec.required and spec.typed in ("text", "field"))
    name = str(getattr(one, "label", "") or getattr(one, title))
    facts = tuple(Fact(label, said) for key, label, said in _said(part, one, record) if key not in (title, "label"))
    return ToldRow(str(getattr(one, "key", "") or name or at), name, facts)


def _said(part: Part, one: Any, record: Record) -> Iterator[tuple[str, Words, Words]]:
    for spec in part.specs:
        said = worded(spec, getattr(one, spec.name), record)
        if said is not None:
            yield spec.name, words(f"items.field.{part.attribute or 'item'}.{spec.name}"), said


def differences(before: Record, after: Record) -> tuple[Difference, ...]:
    """What differs between two versions, in the order of the sections; a row that came or went is one line."""
    found: list[Difference] = []
    for old, new in zip(told(before), told(after), strict=True):
        found += _changed(new.key, "", _facts(old.facts), _facts(new.facts))
        parts = dict.fromkeys(one.part for one in (*old.tables, *new.tables))
        for part in parts:
            was, now = ({row.key: row for row in _rows(one, part)} for one in (old, new))
            for key in dict.fromkeys((*was, *now)):
                found += _row_changed(new.key, part, was.get(key), now.get(key))
    return tuple(found)


def _rows(one: Told, part: str) -> tuple[ToldRow, ...]:
    return next((table.rows for table in one.tables if table.part == part), ())


def _row_changed(section: str, part: str, was: ToldRow | None, now: ToldRow | None) -> list[Difference]:
    label = words(f"items.part.{part}")
    if was is None or now is None:
        row = was or now
        name = row.name if row else ""
        return [Difference(section, name, label, same(name) if was else None, same(name) if now else None)]
    renamed = [Difference(section, now.name, label, same(was.name), same(now.name))] if was.name != now.name else []
    return renamed + _changed(section, now.name, _facts(was.facts), _facts(now.facts))


Facts = Mapping[str, tuple[Words, Words]]


def _facts(facts: tuple[Fact, ...]) -> Facts:
    return {one.label.zh: (one.label, one.value) for one in facts}  # type: ignore[union-attr, misc]


def _changed(section: str, row: str, was: Facts, now: Facts) -> list[Difference]:
    found = []
    for key in dict.fromkeys((*was, *now)):
        before, after = was.get(key), now.get(key)
        if (before and before[1]) != (after and after[1]):
            label = (after or before)[0]  # type: ignore[index]
            found.append(Difference(section, row, label, before and before[1], after and after[1]))
    return found
