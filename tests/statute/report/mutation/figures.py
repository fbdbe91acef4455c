"""Figures to print: mostly distinct and not zero, so that a value in the wrong place is noticed."""

import random
from decimal import Decimal

from zhengwu.statute.report.formats import Format, TableForm
from zhengwu.statute.report.model import Number

Figures = dict[str, dict[str, dict[str, Number]]]
CLASSES = ("natural_person", "enterprise", "research_institution", "nonprofit", "legal_service_org", "other_org")
KINDS = ("distinct", "sound", "sparse")


def figures_of(form: Format, kind: str, rng: random.Random) -> Figures:
    """Figures for every row of the form: `distinct` ones, `sound` ones that add up, or `sparse` ones, mostly zero."""
    figures = {table.key: _rows(table, kind, rng) for table in form.tables}
    if kind != "distinct":
        _add_up(form, figures)
    return figures


def _rows(table: TableForm, kind: str, rng: random.Random) -> dict[str, dict[str, Number]]:
    rows: dict[str, dict[str, Number]] = {}
    pool = rng.sample(range(1, 2000), 400)
    for block, row in table.lines():
        if row.optional:
            continue
        rows[row.key] = {}
        for column in block.columns:
            number: Number = 0 if rng.random() < (0.85 if kind == "sparse" else 0.12) else pool.pop()
            if column.amount and number:
                number = Decimal(rng.randint(1, 400_000)) / 100
            if column.signed and rng.random() < 0.4:
                number = -number
            rows[row.key][column.key] = number
    return rows


def _add_up(form: Format, figures: Figures) -> None:
    """Makes every equation of the year's own figures hold."""
    requests = figures["requests"]
    outcomes = [row for row in requests if row not in ("received", "carried_in", "concluded", "carried_out")]
    for column in CLASSES:
        requests["concluded"][column] = sum(requests[row][column] for row in outcomes)
        handled = requests["concluded"][column] + requests["carried_out"][column]
        requests["carried_in"][column] = min(requests["carried_in"][column], handled)
        requests["received"][column] = handled - requests["carried_in"][column]
    for row in requests.values():
        row["total"] = sum(row[column] for column in CLASSES)
    for row in figures["remedies"].values():
        row["total"] = sum(number for column, number in row.items() if column != "total")
