"""What the stories about reports share: a year of 青禾区行政审批局 with every figure at hand."""

from datetime import UTC, date, datetime
from decimal import Decimal

from tests.records.reports.conftest import Matter
from zhengwu.records.reports import actions
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.drafting import form_for

REQUEST = "information_request"
YEAR = 2026
JANUARY = datetime(2027, 1, 12, 2, tzinfo=UTC)
LATE = date(2027, 2, 3)

LEDGER = [
    *[Matter(REQUEST, 2026, 2026, "granted", "natural_person")] * 4,
    Matter(REQUEST, 2026, 2026, "partial", "enterprise"),
    Matter(REQUEST, 2026, 2026, "not_exist", "legal_service_org", redone="granted"),
    Matter(REQUEST, 2026, None, "", "natural_person"),
    Matter("administrative_review", 2026, 2026, "revoked", "review"),
    Matter("lawsuit", 2026, None, "", "direct_suit"),
]


def enter_figures(body_id, by, year=YEAR, at=JANUARY, **values):
    """Every cell of table two: 0, or what `values` says of a row."""
    form = form_for(year)
    for table in form.tables:
        if table.key == "publications":
            for row, column in table.keys:
                value = Decimal(values.get(row, 0))
                cell = CellKey("publications", row, column)
                actions.put_figure(body_id, year, cell, value, note="各科室报送表", by=by, at=at)
