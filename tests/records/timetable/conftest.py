"""A request that is due in a year without a notice."""

from datetime import UTC, datetime

import pytest

from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.statute.procedures.fields import event_from

AT = datetime(2027, 2, 15, 2, tzinfo=UTC)


@pytest.fixture
def open_request(actors, district):
    """A function that opens a request of that day at the counter and gives its id."""

    def opened(on="2027-01-20", body_id=None, at=AT):
        said = [
            {"event": "submitted", "on": on, "channel": "counter", "items": ["道路改造的批复"]},
            {"event": "received", "on": on},
        ]
        events = [event_from(one) for one in said]
        opening = Opening(Applicant("申请人甲", phone="000"))
        body = body_id or district.bureau
        return cases.open_case("information_request", body, events, opening, by=actors["clerk"], at=at).case_id

    return opened
