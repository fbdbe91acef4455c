"""The figures of a year: how many were published where, by any two ways of cutting them, and which ones they are.

What is shown comes from the tallies, one short statement; what lies behind a figure comes from the placements. So the
two are counted apart, and `recount` says where they differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal, NamedTuple

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractYear

from zhengwu.records import rows
from zhengwu.records.moments import dated
from zhengwu.records.people.reach import one_of
from zhengwu.records.publications.models import Placement, Tally
from zhengwu.records.publications.tallies import COUNTED, Cell
from zhengwu.records.publications.visible import SEEN
from zhengwu.records.troubles import Words

Cut = Literal["column", "kind", "category", "field", "body_id"]
CUTS: tuple[Cut, ...] = ("column", "kind", "category", "field", "body_id")
FEW = 5_000  # publications that are looked up and sorted; of more, the placements are gone through from the latest


@dataclass(frozen=True, slots=True)
class Table:
    """A year cut two ways: rows by `cut`, columns by channel; what is not there is 0. Totals are those of the cells."""

    year: int
    cut: Cut
    cells: dict[tuple[str, str], int]

    @property
    def rows(self) -> tuple[str, ...]:
        """The keys of the rows."""
        return tuple(dict.fromkeys(row for row, _ in self.cells))

    @property
    def channels(self) -> tuple[str, ...]:
        """The keys of the columns."""
        return tuple(dict.fromkeys(channel for _, channel in self.cells))

    def row_total(self, row: str) -> int:
        """What a row comes to."""
        return sum(count for (key, _), count in self.cells.items() if key == row)

    def channel_total(self, channel: str) -> int:
        """What a column comes to."""
        return sum(count for (_, key), count in self.cells.items() if key == channel)

    @property
    def total(self) -> int:
        """What all of it comes to."""
        return sum(self.cells.values())


@dataclass(frozen=True, slots=True)
class Asked:
    """What lies behind a figure; empty fields hold all. `field` "-" is that of what belongs to no pilot field."""

    year: int
    channel: str = ""
    column: str = ""
    kind: str = ""
    category: str = ""
    field: str = ""
    body_id: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A publication where it was placed: the place's own id, in which channel, since when."""

    placement_id: int
    id: int
    title: str
    index_number: str
    kind: str
    column: str
    channel: str
    place: str
    on: date
    body_id: int


class Difference(NamedTuple):
    """A tally that the placements do not bear out."""

    cell: Cell
    counted: int
    there: int

    @property
    def why(self) -> Words:
        """What is wrong, in words."""
        one = self.cell
        where = f"{one.body_id}/{one.year}/{one.channel}/{one.kind}/{one.column}/{one.field or '-'}"
        return Words(
            f"计数{where}为{self.counted}，实有{self.there}条",
            f"the tally {where} says {self.counted}, there are {self.there}",
        )


def years(body_ids: Sequence[int]) -> tuple[int, ...]:
    """The years of which there are figures, the latest first. One statement."""
    found = Tally.objects.filter(body_id__in=body_ids, count__gt=0).order_by("-year").values_list("year", flat=True)
    return tuple(found.distinct())


def of_year(body_ids: Sequence[int], year: int, cut: Cut) -> Table:
    """The figures of a year of these bodies together. One statement over the tallies."""
    statement = (
        f'SELECT "{cut}", channel, SUM(count) FROM publications_tally WHERE {one_of("body_id", body_ids)} '
        f'AND year = %s GROUP BY "{cut}", channel HAVING SUM(count) <> 0 ORDER BY "{cut}", channel'
    )
    found = rows.told(statement, [*dict.fromkeys(body_ids), year]) if body_ids else []
    return Table(year, cut, {(str(key), channel): int(count) for key, channel, count in found})


def by_channel(body_ids: Sequence[int], year: int) -> dict[str, int]:
    """How many were placed in each channel in a year. One statement."""
    table = of_year(body_ids, year, "body_id")
    return {channel: table.channel_total(channel) for channel in table.channels}


def behind(body_ids: Sequence[int], asked: Asked, *, after: int = 0, limit: int = 50) -> tuple[list[Placed], bool]:
    """A page of what lies behind a figure, the latest placement first, before the placement `after`; is there more?"""
    where, values = [SEEN, "l.ended_on IS NULL"], list[Any]()
    where.append('l."on" BETWEEN %s AND %s')
    values += [date(asked.year, 1, 1), date(asked.year, 12, 31)]
    where.append(one_of("p.body_id", body_ids))
    values += dict.fromkeys(body_ids)
    for one in fields(asked)[2:]:
        value = getattr(asked, one.name)
        if value:
            where.append(f'p."{one.name}" = %s')
            values.append("" if value == "-" else int(value) if one.name == "body_id" else value)
    if asked.channel:
        where.append("l.channel = %s")
        values.append(asked.channel)
    if after:
        where.append("l.id < %s")
        values.append(after)
    few = behind_count(body_ids, asked) <= FEW
    tables = ("publications_publication p", "publications_placement l")
    first, then = tables if few else reversed(tables)
    statement = (
        'SELECT l.id, p.id, p.title, COALESCE(p.index_number, \'\'), p.kind, p."column", l.channel, l.place, l."on", '
        f"p.body_id FROM {first} CROSS JOIN {then} WHERE l.publication_id = p.id AND {' AND '.join(where)} "
        "ORDER BY l.id DESC LIMIT %s"
    )
    found = rows.told(statement, [*values, limit + 1])
    return [Placed(*[*row[:8], dated(row[8]), row[9]]) for row in found[:limit]], len(found) > limit


def behind_count(body_ids: Sequence[int], asked: Asked) -> int:
    """How many lie behind a figure. One statement over the tallies."""
    told = {one.name: getattr(asked, one.name) for one in fields(asked) if getattr(asked, one.name)}
    wanted = {name: "" if value == "-" else value for name, value in told.items()}
    found = Tally.objects.filter(Q(body_id__in=body_ids), **wanted).aggregate(n=Sum("count"))["n"]
    return int(found or 0)


def recount() -> list[Difference]:
    """Counts all placements that have not ended anew: where the tallies say otherwise. For `zhengwu verify`."""
    standing = Placement.objects.filter(ended_on=None).annotate(year=ExtractYear("on")).order_by()
    names = [f"publication__{name}" if name not in ("year", "channel") else name for name in COUNTED]
    there = {Cell(*row[:-1]): row[-1] for row in standing.values_list(*names).annotate(n=Count("id"))}
    tallied = Tally.objects.filter(~Q(count=0)).values_list(*COUNTED, "count")
    counted = {Cell(*row[:-1]): row[-1] for row in tallied}
    every = sorted({*there, *counted})
    return [
        Difference(cell, counted.get(cell, 0), there.get(cell, 0))
        for cell in every
        if counted.get(cell, 0) != there.get(cell, 0)
    ]
