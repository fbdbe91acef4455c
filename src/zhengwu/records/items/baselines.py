"""The base catalogue (基本目录) out of a file: looked at, with what is new, changed, the same or wrong; then written.

A line that changed its type is wrong: items were made of it. Rows that are wrong stay out; the others go in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from zhengwu.records.items import entries
from zhengwu.records.items.files import lists
from zhengwu.records.items.importing import What
from zhengwu.records.items.models import CatalogueEntry
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import Actor
from zhengwu.statute.catalogue import lines
from zhengwu.statute.catalogue.differing import Difference
from zhengwu.statute.catalogue.lines import LineRow
from zhengwu.statute.catalogue.model import CatalogueLine
from zhengwu.statute.catalogue.sheets import CellFault

COMPARED = ("name", "type", "levels", "basis")


@dataclass(frozen=True, slots=True)
class LookedLine:
    """A row and what will become of it; `line` is None where it is wrong."""

    number: int
    code: str
    name: str
    what: What
    line: CatalogueLine | None
    differences: tuple[Difference, ...] = ()
    faults: tuple[CellFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Base:
    """A file that was looked at. `others` are the lines in force that it does not name, as code and name."""

    rows: tuple[LookedLine, ...]
    faults: tuple[CellFault, ...]
    others: tuple[tuple[str, str], ...]

    @property
    def ends(self) -> tuple[tuple[str, str], ...]:
        """The lines that end where the file is the whole catalogue; none where a row is wrong."""
        return self.others if self.rows and not self.faults and not self.count("wrong") else ()

    def count(self, what: What) -> int:
        """How many rows are so."""
        return sum(one.what == what for one in self.rows)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    new: int
    changed: int
    ended: int


def look(content: bytes, *, by: Actor) -> Base:
    """What a file would change in the base catalogue. Raises Trouble: forbidden, invalid (no such file)."""
    entries.may_put(by)
    rows, faults = lines.read(lists(content))
    there = {one.code: one for one in CatalogueEntry.objects.all()}
    named = {row.code for row in rows}
    others = tuple((one.code, one.name) for one in there.values() if one.until is None and one.code not in named)
    return Base(tuple(_looked(row, there.get(row.code)) for row in rows), faults, tuple(sorted(others)))


def _looked(row: LineRow, before: CatalogueEntry | None) -> LookedLine:
    if row.line is not None and before is not None and before.type != row.line.type:
        zh = f"已在目录中，类型是“{lines.said('type', before.type)}”，不能改变；请用新的编码。"
        row.faults.append(
            CellFault("", row.number, "事项类型", zh, "The type of a line cannot change; use a new code.")
        )
    if row.line is None or row.faults:
        return LookedLine(row.number, row.code, row.name, "wrong", None, faults=tuple(row.faults))
    if before is None:
        return LookedLine(row.number, row.code, row.name, "new", row.line)
    changed = tuple(_differing(before, row.line))
    return LookedLine(row.number, row.code, row.name, "changed" if changed else "same", row.line, changed)


def _differing(before: CatalogueEntry, line: CatalogueLine) -> Iterator[Difference]:
    for name in COMPARED:
        was, now = getattr(before, name), getattr(line, name)
        was = tuple(was) if name == "levels" else was
        if was != now:
            yield Difference(name, lines.said(name, was), lines.said(name, now))
    if before.until is not None:
        yield Difference("until", before.until.isoformat(), "")


def apply(found: Base, *, whole: bool = False, by: Actor, at: datetime) -> Written:
    """Writes the rows that are sound, all or none; with `whole`, lines that the file does not name end with yesterday.

    Where a row is wrong nothing ends: it may be the line that seems to be gone. Raises Trouble (forbidden, invalid).
    """
    sound = [one.line for one in found.rows if one.line is not None]
    on = day_of(at)
    with transaction.atomic():
        new, changed = entries.put(sound, since=on, by=by, at=at)
        codes = [code for code, _ in found.ends] if whole else []
        ended = entries.end(codes, on - timedelta(days=1), by=by, at=at) if codes else 0
    return Written(new, changed, ended)
