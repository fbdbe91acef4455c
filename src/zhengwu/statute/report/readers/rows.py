"""Puts the figures of one printed row under their columns, or says why that cannot be done.

A figure is placed by its grid column, by the exact count of cells, or because only one placing leaves nothing but
blanks outside. Nothing else: a row that could be read in two ways is not read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from zhengwu.statute.report.model import Cell, Kind
from zhengwu.statute.report.readers.heads import Head


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell to the right of a row's label: what it states and where it lies in the grid (counted from 0)."""

    cell: Cell
    column: int
    colspan: int = 1
    rowspan: int = 1

    @property
    def blank(self) -> bool:
        """Whether nothing is printed in it."""
        return self.cell.kind is Kind.BLANK


@dataclass(frozen=True, slots=True)
class Placing:
    """The cells in the order of the head's slots, or the reason why they could not be placed."""

    cells: tuple[Cell, ...] = ()
    reason: str = ""
    start: int | None = None  # where the figures began among the row's cells


def place(
    head: Head,
    figures: Sequence[Figure],
    *,
    aligned: bool,
    kept: bool = True,
    exact: bool = False,
    label_height: int = 1,
    convention: int | None = None,
) -> Placing:
    """Places the figures of a row.

    `exact` allows only the exact count; `convention` is where figures begin in other rows as long; `kept` says that
    the source keeps blank cells in their place (some texts drop them, and what follows moves to the left).
    """
    wanted = len(head.slots)
    if not wanted:
        return Placing(reason="head_order")
    if not figures:
        return Placing(reason="no_values")
    if any(figure.rowspan > label_height for figure in figures if not figure.blank):
        return Placing(reason="merged")
    if aligned and all(slot.at is not None for slot in head.slots):
        placed = _by_column(head, figures)
        if placed:
            return Placing(placed, start=None)
    if not kept and _may_have_moved(figures, wanted):
        return Placing(reason="too_few")
    if len(figures) == wanted:
        if aligned and len({figure.colspan for figure in figures}) > 1 and _narrow(head):
            return Placing(reason="merged")
        return Placing(tuple(figure.cell for figure in figures), start=0)
    if exact or len(figures) < wanted:
        return Placing(reason="too_few" if len(figures) < wanted else "too_many")
    return _by_blanks(wanted, figures, convention)


def _may_have_moved(figures: Sequence[Figure], wanted: int) -> bool:
    """Whether fewer figures than columns stand at the left end, as they do where blank cells were dropped."""
    printed = [not figure.blank for figure in figures]
    count = sum(printed)
    return 0 < count < wanted and all(printed[:count])


def _narrow(head: Head) -> bool:
    """Whether the head's columns are known to be neighbours, one grid column each."""
    at = [slot.at for slot in head.slots]
    return None not in at and at == list(range(at[0] or 0, (at[0] or 0) + len(at)))


def _by_column(head: Head, figures: Sequence[Figure]) -> tuple[Cell, ...]:
    """Each slot's own cell, if every slot has one to itself and nothing printed is left over; else nothing."""
    chosen: list[Figure] = []
    for slot in head.slots:
        at = slot.at or 0
        over = [figure for figure in figures if figure.column <= at < figure.column + figure.colspan]
        if len(over) != 1 or over[0] in chosen[-1:]:
            return ()
        chosen.append(over[0])
    left = [f for f in figures if not f.blank and not any(f is c for c in chosen) and f.column not in head.extra]
    return () if left else tuple(figure.cell for figure in chosen)


def _by_blanks(wanted: int, figures: Sequence[Figure], convention: int | None) -> Placing:
    """The one run of cells outside which everything is blank."""
    starts = [
        start
        for start in range(len(figures) - wanted + 1)
        if all(figure.blank for figure in (*figures[:start], *figures[start + wanted :]))
    ]
    if not starts:
        return Placing(reason="too_many")
    if len(starts) > 1 and all(figure.blank for figure in figures):
        return Placing(tuple(figure.cell for figure in figures[:wanted]))
    if len(starts) > 1 and convention not in starts:
        return Placing(reason="too_few")
    start = starts[0] if len(starts) == 1 or convention is None else convention
    return Placing(tuple(figure.cell for figure in figures[start : start + wanted]), start=start)
