"""What the renderers write, the readers read back: equal cell by cell, for every kind of file and every form."""

import csv
import io

import pyarrow.parquet as parquet
import pytest

from tests.statute.report.samples import sample_report
from zhengwu.statute.report.formats import format_of, formats
from zhengwu.statute.report.model import Report
from zhengwu.statute.report.readers import read_bytes
from zhengwu.statute.report.renderers import render

FORMS = [form.key for form in formats()]


def figures(report: Report) -> dict[tuple[str, str, str], object]:
    """Every stated figure by table, row and column."""
    return {
        (table.key, *key): (cell.value, cell.kind)
        for table in report.tables.values()
        for key, cell in table.cells.items()
        if cell.raw.strip()
    }


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "pdf", "json"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(3))
def test_a_written_report_is_read_back_the_same(kind: str, form: str, seed: int) -> None:
    written = sample_report(format_of(form), seed)
    read = read_bytes(render(written, kind), f"report.{kind}")
    assert figures(read) == figures(written)
    assert (read.agency, read.year, read.format) == (written.agency, written.year, written.format)
    assert list(read.parts) == list(written.parts)


@pytest.mark.parametrize("form", FORMS)
def test_facts_hold_every_cell(form: str) -> None:
    written = sample_report(format_of(form), 1)
    rows = list(csv.DictReader(io.StringIO(render(written, "csv").decode("utf-8-sig"))))
    values = {(row["table"], row["row"], row["column"]): row["value"] for row in rows if row["value"]}
    assert values == {key: str(value) for key, (value, _) in figures(written).items() if value is not None}
    table = parquet.read_table(io.BytesIO(render(written, "parquet"))).to_pylist()
    assert len(table) == len(rows)
