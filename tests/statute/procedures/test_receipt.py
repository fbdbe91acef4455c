"""条例第三十一条: the day of receipt follows from the channel."""

import pytest

from tests.statute.procedures.cast import case_of, refusal_of
from zhengwu.statute.procedures import Event, Refused, begin, procedure, take

from datetime import date  # isort: skip


def submitted(on, channel, **says):
    return ("submitted", on, {"channel": channel, "items": ["预算"], **says})


def confirmed(on, side="office"):
    return ("confirmed", on, {"side": side})


LAWFUL = [
    [submitted("2026-03-02", "counter"), ("received", "2026-03-02")],
    [submitted("2026-03-02", "oral"), ("received", "2026-03-02")],
    [submitted("2026-03-02", "registered_mail", signed_on="2026-03-04"), ("received", "2026-03-04")],
    [submitted("2026-03-02", "ordinary_mail"), confirmed("2026-03-05"), ("received", "2026-03-05")],
    [submitted("2026-03-02", "ordinary_mail"), confirmed("2026-03-05"), confirmed("2026-03-06", "applicant"),
     ("received", "2026-03-05")],
    [submitted("2026-03-02", "online"), confirmed("2026-03-03"), confirmed("2026-03-05", "applicant"),
     ("received", "2026-03-05")],
    [submitted("2026-03-02", "fax"), confirmed("2026-03-05"), confirmed("2026-03-03", "applicant"),
     ("received", "2026-03-05")],
    [("received", "2026-03-02", {"channel": "online"})],
    [("received", "2026-03-02", {"channel": "registered_mail", "signed_on": "2026-03-02"})],
]  # fmt: skip
WRONG = [
    [submitted("2026-03-02", "counter"), ("received", "2026-03-03")],
    [submitted("2026-03-02", "registered_mail", signed_on="2026-03-04"), ("received", "2026-03-05")],
    [submitted("2026-03-02", "ordinary_mail"), ("received", "2026-03-02")],
    [submitted("2026-03-02", "ordinary_mail"), confirmed("2026-03-05"), ("received", "2026-03-06")],
    [submitted("2026-03-02", "online"), confirmed("2026-03-03"), ("received", "2026-03-03")],
    [submitted("2026-03-02", "online"), confirmed("2026-03-03"), confirmed("2026-03-05", "applicant"),
     ("received", "2026-03-03")],
    [("received", "2026-03-02", {"channel": "registered_mail", "signed_on": "2026-03-01"})],
]  # fmt: skip


@pytest.mark.parametrize("told", LAWFUL)
def test_received_on_the_day_that_the_channel_says(told):
    case = case_of(*told)
    assert str(case.clock("reply").since) == told[-1][1]


@pytest.mark.parametrize("told", WRONG)
def test_it_refuses_any_other_day(told):
    assert refusal_of(*told) == ("receipt_day", "on")


def test_mail_is_not_signed_for_before_it_is_sent():
    told = submitted("2026-03-02", "registered_mail", signed_on="2026-03-01")
    assert refusal_of(told) == ("signed_before_sending", "signed_on")


def test_the_applicant_does_not_confirm_for_the_office():
    request = procedure("information_request")
    case = case_of(submitted("2026-03-02", "online"))
    answer = take(request, case, Event("confirmed", date(2026, 3, 2), "applicant"))
    assert isinstance(answer, Refused)
    assert (answer.code, answer.field) == ("confirms_for_office", "side")
    own = take(request, case, Event("confirmed", date(2026, 3, 2), "applicant", says={"side": "applicant"}))
    assert not isinstance(own, Refused)
    assert begin(request).state == "draft"
