"""Puts the figures of one printed row under their columns, or says why that cannot be done.

A row with exactly as many figures as columns is read in order. A row with blanks is placed by its grid columns where
the head's columns proved right in the full rows of the grid, or because only one placing leaves nothing but blanks
outside. Nothing else: a row that could be read in two ways is not read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zhengwu.statute.report.model import Cell, Kind
from zhengwu.statute.report.readers.heads import Head


class Figure(NamedTuple):
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
    start: int | None = None  # where the figures began among the row's cells, if that was certain
    agrees: bool | None = None  # whether the head's grid columns would have placed a full row alike


LATER = Placing(reason="later")  # the row holds blanks: it is placed when the whole grid was seen


def place_full(head: Head, figures: Sequence[Figure], *, aligned: bool, label_height: int = 1) -> Placing:
    """Places a row that holds a figure for every column; `LATER` for a row with blanks or with too many figures."""
    wanted = len(head.slots)
    if not wanted:
        return Placing(reason="head_order")
    printed = [figure for figure in figures if not figure.blank]
    if not figures:
        return Placing(reason="no_values")
    if any(figure.rowspan > label_height for figure in printed):
        return Placing(reason="merged")
    behind = printed[wanted:]
    if len(behind) == 1 and not aligned and (head.trailing or behind[0].cell.kind is Kind.TEXT):
        printed = printed[:wanted]  # a remark behind the figures
    elif not aligned and head.trailing and len(printed) <= wanted < len(figures):
        return Placing(reason="too_few")  # the last figure may as well be a remark
    if len(printed) != wanted:
        return LATER
    cells = tuple(figure.cell for figure in printed)
    agrees = None
    if aligned and [figure.column for figure in figures] == head.at:
        agrees = True
    elif aligned and _located(head):
        by_column = _by_column(head, figures)
        if by_column is not None and by_column != cells:
            return LATER  # a blank among the figures and a remark behind them
        agrees = by_column is not None
    if len({figure.colspan for figure in printed}) > 1 and not agrees and len(figures) != wanted:
        return Placing(reason="merged", agrees=agrees)
    return Placing(cells, start=next(n for n, figure in enumerate(figures) if not figure.blank), agrees=agrees)


def place_blanks(
    head: Head, figures: Sequence[Figure], *, aligned: bool, deceived: bool, kept: bool, starts: Mapping[int, set[int]]
) -> Placing:
    """Places a row that holds blanks or too many figures.

    `aligned` grids whose head names its grid columns are read by column and not otherwise, unless the full rows showed
    that the head `deceived`. Else the count of cells decides, by where the figures begin in full rows of as many cells
    (`starts`: count of cells → beginnings). `kept` says that the source keeps blank cells in their place: some texts
    drop them, and what follows moves to the left.
    """
    wanted, printed = len(head.slots), [not figure.blank for figure in figures]
    short = Placing(reason="too_few" if sum(printed) < wanted else "too_many")
    if not kept and sum(printed) < wanted and _may_have_moved(printed):
        return short
    if aligned and not deceived and _located(head):
        cells = _by_column(head, figures)
        return Placing(cells) if cells else short
    known = starts.get(len(figures), set())
    if len(figures) < wanted or len(known) > 1 or (starts and not known):
        return short
    start = next(iter(known), 0)
    if not starts and len(figures) > wanted and any(printed):
        return short if aligned else _by_blanks(wanted, figures)
    inside = figures[start : start + wanted]
    if len(inside) < wanted or any(printed[:start]) or any(printed[start + wanted :]):
        return short
    if not aligned and any(printed) and not printed[start] and any(max(begun) for begun in starts.values()):
        return short  # labels are followed by blank cells in this text: the first blank may be one of them
    beyond = len(figures) > start + wanted and not printed[start + wanted - 1]
    if any(printed) and (beyond or (start and not printed[start])):
        return short  # a blank at the edge may as well be one of the blank cells beyond it
    return Placing(tuple(figure.cell for figure in inside))


def _may_have_moved(printed: Sequence[bool]) -> bool:
    """Whether all figures stand at the left end, as they do where blank cells were dropped."""
    return any(printed) and all(printed[: sum(printed)])


def _located(head: Head) -> bool:
    """Whether the head knows the grid column of every slot."""
    return bool(head.slots) and all(slot.at is not None for slot in head.slots)


def _by_column(head: Head, figures: Sequence[Figure]) -> tuple[Cell, ...] | None:
    """Each slot's own cell, if every slot has one to itself and nothing printed is left over; else None."""
    if not _located(head):
        return None
    by_column = {
        column: figure for figure in figures for column in range(figure.column, figure.column + figure.colspan)
    }
    chosen = [by_column.get(slot.at or 0) for slot in head.slots]
    cells = tuple(figure.cell for figure in chosen if figure is not None)
    if len(cells) < len(chosen) or len({id(figure) for figure in chosen}) < len(chosen):
        return None
    placed = {id(figure) for figure in chosen}
    left = [figure for figure in figures if not figure.blank and id(figure) not in placed]
    return None if any(not _explained(head, figure, cells) for figure in left) else cells


def _explained(head: Head, figure: Figure, cells: Sequence[Cell]) -> bool:
    """Whether a cell under no column stands under a word of no form (备注), or is a merged cell printed again."""
    again = head.again.get(figure.column)
    if again in head.columns:
        return cells[head.columns.index(again)].raw == figure.cell.raw
    return figure.column in head.extra


def _by_blanks(wanted: int, figures: Sequence[Figure]) -> Placing:
    """The one run of cells outside which everything is blank."""
    starts = [
        start
        for start in range(len(figures) - wanted + 1)
        if all(figure.blank for figure in (*figures[:start], *figures[start + wanted :]))
    ]
    if len(starts) != 1:
        return Placing(reason="too_few" if starts else "too_many")
    return Placing(tuple(figure.cell for figure in figures[starts[0] : starts[0] + wanted]))
