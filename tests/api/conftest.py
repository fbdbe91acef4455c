"""The counter of the API's stories."""

import pytest

from tests.api import counter as counters
from zhengwu.api import moment


@pytest.fixture
def clock(monkeypatch):
    """The time of a story."""
    clock = counters.Clock()
    monkeypatch.setattr(moment, "now", clock)
    return clock


@pytest.fixture
def counter(district, clock):
    """A counter of 青禾区行政审批局."""
    return counters.opened(district.bureau, clock)
