"""Cases on file for the workbench, in every stage, and staff at their desks."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.ui.conftest import TOKEN, Visitor
from zhengwu.records.cases import actions
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.moments import day_of
from zhengwu.statute.calendar import national
from zhengwu.statute.procedures import Event

AT = datetime.now(UTC)
TODAY = day_of(AT)
SUBMITTED = national().add_working_days(TODAY - timedelta(days=10), 1)
APPLICANT = Applicant("周某", id_kind="passport", id_number="X1234567", phone="000-00000000")


def told(key, on=SUBMITTED, **says):
    """An event on the day of submission, or another one."""
    return Event(key, on, says=says)


HANDED_IN = (told("submitted", channel="counter", items=["青禾路改造征收补偿方案"]),)
RECEIVED = (*HANDED_IN, told("received"))
GIVEN = (*RECEIVED, told("assigned", note="请办理"))
STAGES = {
    "submitted": HANDED_IN,
    "received": RECEIVED,
    "in_handling": GIVEN,
    "awaiting_correction": (*GIVEN, told("correction_requested", what="写明年份", days=10)),
    "consulting": (*GIVEN, told("consultation_sent", party="青禾某公司")),
    "awaiting_reason": (*GIVEN, told("reason_requested", note="一年内申请百余次")),
    "awaiting_fee": (*GIVEN, told("fee_notice_sent", amount="100.00")),
    "decided": (*GIVEN, told("decided", outcome="granted")),
    "delivered": (*GIVEN, told("decided", outcome="granted"), told("delivered", channel="counter")),
    "withdrawn": (*GIVEN, told("withdrawn")),
}


class Officer(Visitor):
    """A visitor whose forms may have a field called `on`."""

    def fill(self, path, **typed):
        """Sends the form of a page with what is typed; `key` may be given."""
        token, key = TOKEN.search(self.open(path).text).groups()
        response = self.post(path, {"csrf": token, "key": key, **typed})
        response.text = response.content.decode()
        return response


@pytest.fixture
def file(actors, district):
    """A function that puts a request on file in a stage, or with these events, and gives its id."""

    def filed(stage="received", *, unit=None, items=None):
        events = STAGES[stage] if items is None else (told("submitted", channel="counter", items=items),)
        opening = Opening(APPLICANT, unit_id=unit)
        made = actions.open_case("information_request", district.bureau, events[:1], opening, by=actors["clerk"], at=AT)
        for event in events[1:]:
            actions.take(made.case_id, event, by=actors["head"], at=AT)
        return made.case_id

    return filed


@pytest.fixture
def seat(cast):
    """A function that seats somebody of the cast at a desk, by post."""

    def seated(post):
        visitor = Officer(raise_request_exception=False)
        assert visitor.sign_in(cast[post]).status_code == 303
        return visitor

    return seated
