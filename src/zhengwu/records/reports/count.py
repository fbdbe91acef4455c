"""The count: one statement over the cases of a body, folded by the form into the figures of its tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count as CountOf
from django.db.models import Sum

from zhengwu.records import rows
from zhengwu.records.cases.models import Case, Fee, Item
from zhengwu.records.organs.models import Body
from zhengwu.records.reports.addresses import Address, CellKey, Phase, addresses, counted, counted_cells, totals
from zhengwu.statute.report.formats import Format

PER_REQUEST = "per_request"


class Group(NamedTuple):
    """Matters that are counted alike: how many there are of one procedure, years, outcome and class."""

    procedure: str
    concluded_year: int
    outcome: str
    counted_class: str
    entered_year: int
    number: int


@dataclass(frozen=True, slots=True)
class FeeTotals:
    """The fee notices (收费通知) and payments of a year: how many, and what they come to in yuan."""

    notices: int = 0
    notices_sum: Decimal = Decimal(0)
    payments: int = 0
    payments_sum: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Count:
    """What the records say about a body's year. `figures` has every cell of every counted table, zeros included.

    `unplaced` are matters for which the form has no cell: a class that nobody entered, an outcome it does not know.
    """

    body_id: int
    year: int
    form: str
    figures: Mapping[CellKey, int]
    unplaced: tuple[Group, ...]
    fees: FeeTotals


def count(body_id: int, year: int, form: Format) -> Count:
    """Counts the year from 1 January to 31 December as it is on file now."""
    groups = grouped(body_id, year, form)
    figures, unplaced = fold(groups, year, form)
    return Count(body_id, year, form.key, figures, unplaced, fees(body_id, year))


def ledger(body_id: int) -> type[Item] | type[Case]:
    """What the body counts: the items of its cases, or the cases themselves (Body.counting)."""
    body = rows.one(Body, "t.id = %s", [body_id])
    return Case if body is not None and body.counting == PER_REQUEST else Item


def grouped(body_id: int, year: int, form: Format) -> list[Group]:
    """The one statement: everything that came in by the end of the year and was open in it, in groups.

    It runs through the index `item_counted` (or `case_counted`) in its order and touches no row.
    """
    found = (
        ledger(body_id)
        .objects.filter(
            body_id=body_id,
            procedure__in=[one.key for one in counted(form)],
            concluded_year__gte=year,
            entered_year__lte=year,
        )
        .order_by()
        .values_list("procedure", "concluded_year", "outcome", "counted_class", "entered_year")
        .annotate(number=CountOf("*"))
    )
    return [Group(*row) for row in found]


def fold(groups: Iterable[Group], year: int, form: Format) -> tuple[dict[CellKey, int], tuple[Group, ...]]:
    """The figures of the groups, every cell of the counted tables, and the groups that have no cell."""
    places = addresses(form)
    figures = dict.fromkeys(sorted(counted_cells(form)), 0)
    unplaced = []
    flowing = {one.key for one in counted(form) if form.table(one.table).find("received")}
    for group in groups:
        lost = False
        for phase in phases(group, year):
            outcome = group.outcome if phase == "concluded" else ""
            cell = places.get(Address(group.procedure, phase, outcome, group.counted_class))
            if cell is not None:
                figures[cell] += group.number
            elif phase in ("concluded", "open") or group.procedure in flowing:
                lost = True
        if lost:
            unplaced.append(group)
    _add_up(figures, form)
    return figures, tuple(unplaced)


def phases(group: Group, year: int) -> tuple[Phase, Phase]:
    """How the matters of a group came into the year, and how they left it."""
    came: Phase = "entered" if group.entered_year == year else "before"
    left: Phase = "concluded" if group.concluded_year == year else "open"
    return came, left


def _add_up(figures: dict[CellKey, int], form: Format) -> None:
    for table in dict.fromkeys(cell.table for cell in figures):
        parts = totals(form, table)
        cells = [cell for cell in figures if cell.table == table]
        for cell in cells:
            if cell.row in parts.rows and cell.column not in parts.columns:
                figures[cell] = sum(figures[CellKey(table, row, cell.column)] for row in parts.rows[cell.row])
        for cell in cells:
            if cell.column in parts.columns:
                figures[cell] = sum(figures[CellKey(table, cell.row, part)] for part in parts.columns[cell.column])


def fees(body_id: int, year: int) -> FeeTotals:
    """The fee ledger of the year, one small statement."""
    lines = (
        Fee.objects.filter(body_id=body_id, on__range=(date(year, 1, 1), date(year, 12, 31)))
        .order_by()
        .values_list("kind")
        .annotate(number=CountOf("*"), amount=Sum("amount"))
    )
    found = {kind: (number, Decimal(amount)) for kind, number, amount in lines}
    notices, payments = (found.get(kind, (0, Decimal(0))) for kind in ("notice", "payment"))
    return FeeTotals(*notices, *payments)
