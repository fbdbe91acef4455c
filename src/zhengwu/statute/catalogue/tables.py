"""Records written as tables: one sheet of items and one for each list, or all in one sheet with the lists as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from zhengwu.statute.catalogue.cells import as_cell, columns, labels
from zhengwu.statute.catalogue.model import Commitment, Record
from zhengwu.statute.catalogue.sheets import BODY, CODE, ITEMS, LISTS, Grid
from zhengwu.statute.forms.model import Field, Rule, Section


@dataclass(frozen=True, slots=True)
class Told:
    """An item to be written: its code, the body's name, what it says."""

    code: str
    body: str
    record: Record


def grids(items: Sequence[Told], *, flat: bool = False) -> tuple[Grid, ...]:
    """The sheets; with `flat` only one, in which lists are JSON."""
    first = Grid(ITEMS, (tuple(_heads(flat)), *(tuple(_row(one, flat)) for one in items)))
    if flat:
        return (first,)
    lists = [Grid(labels("sheets")[name][0], tuple(_list(name, kind, items))) for name, kind in LISTS.items()]
    return (first, *lists, Grid(labels("sheets")["fields"][0], tuple(_fields(items))),
            Grid(labels("sheets")["rules"][0], tuple(_rules(items))))  # fmt: skip


def _heads(flat: bool) -> list[str]:
    heads = [CODE, BODY, *(one.labels[0] for kind in (Record, Commitment) for one in columns(kind))]
    if flat:
        heads += [f"{labels('sheets')[name][0]}（JSON）" for name in LISTS]
        heads += ["申请表（JSON）", f"{labels('sheets')['rules'][0]}（JSON）"]
    return heads


def _row(one: Told, flat: bool) -> list[str]:
    cells = [one.code, one.body, *_values(one.record, Record), *_values(one.record.commitment, Commitment)]
    if flat:
        cells += [as_cell(getattr(one.record, name)) for name in LISTS]
        cells += [as_cell(one.record.form.sections), as_cell(one.record.form.rules)]
    return cells


def _values(thing: Any, kind: type) -> list[str]:
    return [one.write(getattr(thing, one.name)) for one in columns(kind)]


def _list(name: str, kind: type, items: Sequence[Told]) -> Iterable[tuple[str, ...]]:
    yield (CODE, *(one.labels[0] for one in columns(kind)))
    for item in items:
        for thing in getattr(item.record, name):
            yield (item.code, *_values(thing, kind))


def _fields(items: Sequence[Told]) -> Iterable[tuple[str, ...]]:
    yield (CODE, *(one.labels[0] for kind in (Section, Field) for one in columns(kind)))
    for item in items:
        for section in item.record.form.sections:
            for one in section.fields:
                yield (item.code, *_values(section, Section), *_values(one, Field))


def _rules(items: Sequence[Told]) -> Iterable[tuple[str, ...]]:
    yield (CODE, *(one.labels[0] for one in columns(Rule)))
    for item in items:
        for rule in item.record.form.rules:
            yield (item.code, *_values(rule, Rule))
