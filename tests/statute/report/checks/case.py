"""What a case is: a report in which a rule finds nothing, and one in which it must find certain cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.statute.report.checks.builder import build, figure, with_cell, zeros
from zhengwu.statute.report.model import Key, Part, Place, Report


@dataclass(frozen=True)
class Case:
    """A report in which the rule finds nothing, one in which it finds exactly `cells`, and what `check` is given."""

    sound: Report
    damaged: Report
    cells: frozenset[Key] = frozenset()
    given: Mapping[str, Any] = field(default_factory=dict)


def put(report: Report, table: str, row: str, column: str, value: int | Decimal, **more: Any) -> Report:
    """The report with another number in one cell."""
    return with_cell(report, table, (row, column), figure(value, **more))


def says(**texts: str) -> Report:
    """A report of zeros that says this in its parts."""
    return build(zeros(), texts=texts)


def heading(key: str, title: str, text: str = "说明。", place: Place | None = None) -> dict[str, Part]:
    """One part with this heading."""
    return {key: Part(key, title, text, place)}


def filled(rows: Mapping[str, Mapping[str, Mapping[str, int]]]) -> Report:
    figures = zeros()
    for table, found in rows.items():
        for row, columns in found.items():
            figures[table][row].update(columns)
    return build(figures)
