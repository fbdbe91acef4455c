"""Builds reports for the tests of the checks: sound ones from a seed, and small ones by hand."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import Format, format_of
from zhengwu.statute.report.model import Cell, Key, Kind, Part, Report, Table

CLASSES = ("natural_person", "enterprise", "research_institution", "nonprofit", "legal_service_org", "other_org")
RESULTS = ("upheld", "corrected", "other_result", "pending")
AGENCY = "清河市青山区档案局"
TEXTS = {
    "overview": "本年度做好政府信息公开各项工作。",
    "problems": "公开的及时性有待提高，下一步将完善审核流程，改进更新机制。",
    "other_matters": "本年度没有收取信息处理费。",
}
Figures = dict[str, dict[str, dict[str, int | Decimal | None]]]


def leaf_rows(form: Format) -> list[str]:
    """The result rows of the table of requests, without the totals."""
    rows = [row.key for _, row in form.table("requests").lines() if not row.optional]
    return rows[rows.index("granted") : rows.index("concluded")]


def sound_figures(form: Format, chance: random.Random) -> Figures:
    """Figures that add up in every way that the form asks for."""
    leaves = leaf_rows(form)
    columns: dict[str, dict[str, int]] = {}
    for key in CLASSES:
        column = {row: chance.choice((0, 0, 0, 0, 1, 2, 7, 31)) for row in leaves}
        column["concluded"] = sum(column.values())
        column["carried_out"] = chance.choice((0, 0, 1, 3))
        flow = column["concluded"] + column["carried_out"]
        column["carried_in"] = chance.randint(0, min(flow, 3))
        column["received"] = flow - column["carried_in"]
        columns[key] = column
    columns["total"] = {row: sum(columns[key][row] for key in CLASSES) for row in columns["natural_person"]}
    remedies: dict[str, dict[str, int]] = {}
    for row in ("review", "direct_suit", "suit_after_review"):
        remedies[row] = {key: chance.choice((0, 0, 1, 4)) for key in RESULTS}
        remedies[row]["total"] = sum(remedies[row].values())
    requests = {row: {key: columns[key][row] for key in columns} for row in columns["total"]}
    return {"requests": requests, "remedies": remedies, "publications": _publications(form, chance)}  # type: ignore[dict-item]


def _publications(form: Format, chance: random.Random) -> dict[str, dict[str, int | Decimal]]:
    figures: dict[str, dict[str, int | Decimal]] = {}
    for block, row in form.table("publications").lines():
        if not row.optional:
            figures[row.key] = {
                column.key: Decimal(chance.randint(0, 99999)) / 100 if column.amount else chance.choice((0, 3, 44))
                for column in block.columns
            }
    figures["government_rules"] = dict.fromkeys(figures["government_rules"], 0)
    for cells in figures.values():
        if "decisions" in cells and "change" in cells:
            cells["decisions"] = cells["items_last_year"] + cells["change"] + 1
        if cells.get("disclosed"):
            cells["disclosed_total"] = cells["disclosed"] + 5
        elif "disclosed" in cells:
            cells["disclosed_total"] = 0
    return figures


def sound_report(form_key: str = "2021", seed: int = 0, year: int | None = None) -> Report:
    """A sound report of the form with figures from the seed."""
    form = format_of(form_key)
    figures = sound_figures(form, random.Random(seed))  # noqa: S311 - figures, not secrets
    return build(figures, form_key=form_key, year=year or form.since)


def zeros(form_key: str = "2021") -> Figures:
    """Zero in every cell of the form."""
    form = format_of(form_key)
    found: Figures = {}
    for table in form.tables:
        for row, column in table.keys:
            found.setdefault(table.key, {}).setdefault(row, {})[column] = 0
    return found


def build(
    figures: Mapping[str, Mapping[str, Mapping[str, int | Decimal | None]]],
    *,
    form_key: str = "2021",
    year: int = 2023,
    texts: Mapping[str, str] | None = None,
    agency: str = AGENCY,
    preface: str = "",
    published_on: date | None = None,
) -> Report:
    """A report with these figures; parts that are not given say something harmless."""
    form = format_of(form_key)
    return compose(
        form, agency, year, figures, texts={**TEXTS, **(texts or {})}, preface=preface, published_on=published_on
    )


def with_cell(report: Report, table: str, key: Key, cell: Cell | None) -> Report:
    """The report with one cell replaced; None takes it away."""
    old = report.table(table)
    cells: dict[Key, Cell] = (
        {**old.cells, key: cell} if cell is not None else {k: c for k, c in old.cells.items() if k != key}
    )
    return with_table(report, replace(old, cells=cells))


def with_table(report: Report, table: Table) -> Report:
    """The report with one table replaced."""
    return replace(report, tables={**report.tables, table.key: table})


def with_parts(report: Report, **parts: Part | None) -> Report:
    """The report with some parts replaced; None takes one away."""
    kept = {**report.parts, **parts}
    return replace(report, parts={key: part for key, part in kept.items() if part is not None})


def figure(value: int | Decimal, **more: object) -> Cell:
    """A printed number."""
    return replace(Cell(value, str(value), Kind.NUMBER if value else Kind.ZERO), **more)  # type: ignore[arg-type]
