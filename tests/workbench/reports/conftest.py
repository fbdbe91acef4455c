"""A year of 青禾区行政审批局 that is over, with every figure at hand, and staff at their desks."""

from datetime import timedelta

import pytest

from tests.records.reports.conftest import Matter, file_matters
from tests.records.reports.story import enter_figures
from tests.workbench.conftest import AT, TODAY
from zhengwu.records.reports import actions, issuing

__all__ = ["file_matters"]
YEAR = TODAY.year - 1
BEFORE = AT - timedelta(days=2)
REQUEST = "information_request"
LEDGER = [
    *[Matter(REQUEST, YEAR, YEAR, "granted", "natural_person")] * 4,
    Matter(REQUEST, YEAR, YEAR, "partial", "enterprise"),
    Matter(REQUEST, YEAR, None, "", "natural_person"),
    Matter("administrative_review", YEAR, YEAR, "revoked", "review"),
]


@pytest.fixture
def base(district):
    """Where the bureau's report lies."""
    return f"/desk/reports/{district.bureau}/{YEAR}"


@pytest.fixture
def ready(district, actors, file_matters):
    """The bureau's year with every figure at hand."""
    file_matters(district.bureau, LEDGER)
    enter_figures(district.bureau, actors["clerk"], YEAR, BEFORE)
    return district.bureau


@pytest.fixture
def signed(ready, actors):
    """The same, signed."""
    actions.check(ready, YEAR, by=actors["clerk"], at=BEFORE)
    issuing.sign(ready, YEAR, by=actors["leader"], at=BEFORE)
    return ready


@pytest.fixture
def published(signed, actors):
    """The same, published."""
    issuing.publish(signed, YEAR, by=actors["head"], at=BEFORE)
    return signed
