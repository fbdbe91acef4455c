"""Every cell of the published reports in ../shared/reports, against what a careful reader found in them."""

import json
from pathlib import Path
from typing import Any

import pytest

from zhengwu.statute.report.model import Kind, Report, TableStatus
from zhengwu.statute.report.readers import read_file

FOLDER = Path(__file__).parents[3] / "shared" / "reports"
TRUTHS = sorted(FOLDER.glob("truth/*.json"))
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not TRUTHS, reason="../shared/reports is not beside this repository: real reports not tested"),
]


@pytest.fixture(scope="module", params=TRUTHS, ids=lambda path: path.stem)
def pair(request: pytest.FixtureRequest) -> tuple[Report, dict[str, Any]]:
    """A published report as read, and the truth about it."""
    truth: Path = request.param
    source = next(FOLDER.glob(f"{truth.stem}.*"))
    return read_file(source), json.loads(truth.read_text("utf-8"))


def test_every_cell_is_read_as_printed(pair: tuple[Report, dict[str, Any]]) -> None:
    report, truth = pair
    wrong = []
    for table, rows in truth["tables"].items():
        if rows == "stated_none":
            assert report.table(table).status is TableStatus.STATED_NONE
            continue
        for row, columns in rows.items():
            for column, value in columns.items():
                cell = report.cell(table, row, column)
                if (None if cell.value is None else float(cell.value)) != value:
                    wrong.append((table, row, column, value, cell))
    assert not wrong


def test_no_cell_is_read_that_was_not_printed(pair: tuple[Report, dict[str, Any]]) -> None:
    report, truth = pair
    printed = {
        (table, row, column)
        for table, rows in truth["tables"].items()
        if rows != "stated_none"
        for row, columns in rows.items()
        for column, value in columns.items()
        if value is not None
    }
    read = {
        (table.key, *key)
        for table in report.tables.values()
        for key, cell in table.cells.items()
        if cell.value is not None
    }
    assert read == printed


def test_every_value_names_its_place_and_raw_text(pair: tuple[Report, dict[str, Any]]) -> None:
    report, _ = pair
    for table in report.tables.values():
        for cell in table.cells.values():
            if cell.kind in (Kind.NUMBER, Kind.ZERO):
                assert cell.raw
                assert cell.place
                assert cell.place.table or cell.place.line


def test_body_year_and_form_are_found(pair: tuple[Report, dict[str, Any]]) -> None:
    report, truth = pair
    assert (report.agency, report.year, report.format) == (truth["agency"], truth["year"], truth["format"])
