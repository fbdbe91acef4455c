"""Whatever somebody writes: a sentence in two languages and the field that is wrong, never an exception."""

import json
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.statute.procedures.cast import CALENDAR, REQUEST, case_of
from zhengwu.statute.procedures import Case, Refused, begin, event_from, procedures, take, written

STEPS = sorted({step.key for one in procedures() for step in one.steps})
FIELDS = sorted({field.key for one in procedures() for step in one.steps for field in step.fields})
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30), st.dates().map(str),
    st.binary(max_size=4),
    st.sampled_from([10**5000, "\0", "\ud800", "9" * 5000, "NaN", [], {}, [1], ["a"] * 51, [["a"]], "2026-03-02", "1",
                     "granted", "2026-13-01", "20260302", "2026-W10-1", "９", "-0", "1e3", datetime(2026, 3, 2)]),
    st.lists(st.text(max_size=5), max_size=3),
)  # fmt: skip
DAYS = st.one_of(st.sampled_from(["2026-03-02", "2026-03-16", "2026-03-31", "2007-01-01", "2059-12-31"]), ODD)
WRITTEN = st.fixed_dictionaries(
    {"event": st.one_of(st.sampled_from(STEPS), st.sampled_from(STEPS), ODD), "on": DAYS},
    optional={"by": st.one_of(st.sampled_from(["clerk", "head", "king"]), ODD), "person": ODD,
              **dict.fromkeys(FIELDS, ODD), "no_such_field": ODD},
)  # fmt: skip


def is_told(refused):
    assert refused.code
    assert refused.field
    for sentence in refused.reason:
        assert 0 < len(sentence) < 1200
        sentence.encode()
    return True


@settings(max_examples=400, deadline=None)
@given(st.lists(WRITTEN, max_size=5), st.sampled_from(procedures()))
def test_no_event_however_odd_raises(told, procedure):
    case = begin(procedure)
    for one in told:
        event = event_from(one)
        after = event if isinstance(event, Refused) else take(procedure, case, event, CALENDAR)
        if isinstance(after, Refused):
            assert is_told(after)
        else:
            assert isinstance(after, Case)
            case = after
            json.dumps([written(event) for event in case.events])


@pytest.mark.parametrize(
    "odd", [None, 1, "received", [], [{"event": "received"}], {}, {"event": ""}, {"event": 7}, {"on": "2026-03-02"}]
)
def test_what_is_no_event_is_refused(odd):
    refused = event_from(odd)
    assert is_told(refused)
    assert refused.field == "event"


BAD = [
    ({"event": "received", "on": None}, "field_wrong", "on"),
    ({"event": "received", "on": "2026-02-30"}, "field_wrong", "on"),
    ({"event": "received", "on": "2026-3-2"}, "field_wrong", "on"),
    ({"event": "received", "on": datetime(2026, 3, 2)}, "field_wrong", "on"),
    ({"event": "received", "on": 10**5000}, "field_wrong", "on"),
    ({"event": "received", "on": "2026-03-02", "by": ["clerk"]}, "field_wrong", "by"),
    ({"event": "received", "on": "2026-03-02", "person": "\0"}, "field_wrong", "person"),
    ({"event": "received", "on": "2026-03-02", "by": "king"}, "not_yours", "by"),
    ({"event": "recieved", "on": "2026-03-02"}, "unknown_step", "event"),
    ({"event": "x" * 10**6, "on": "2026-03-02"}, "unknown_step", "event"),
    ({"event": "decided", "on": "2026-03-02"}, "not_from_this_state", "event"),
    ({"event": "received", "on": "2006-12-31"}, "outside_calendar", "on"),
    ({"event": "received", "on": "2060-01-01"}, "outside_calendar", "on"),
    ({"event": "received", "on": "2026-03-02", "chanel": "online"}, "unknown_field", "chanel"),
    ({"event": "received", "on": "2026-03-02", "channel": "pigeon"}, "field_wrong", "channel"),
    ({"event": "received", "on": "2026-03-02", "items": "预算"}, "field_wrong", "items"),
    ({"event": "received", "on": "2026-03-02", "items": ["  "]}, "field_wrong", "items"),
    ({"event": "received", "on": "2026-03-02", "items": ["a"] * 51}, "field_wrong", "items"),
    ({"event": "received", "on": "2026-03-02", "items": ["\0"]}, "field_wrong", "items"),
    ({"event": "received", "on": "2026-03-02", "items": ["长" * 4001]}, "field_wrong", "items"),
    ({"event": "submitted", "on": "2026-03-02", "signed_on": "2061-01-01"}, "field_wrong", "signed_on"),
    ({"event": "submitted", "on": "2026-03-02", "filled_by_staff": "yes"}, "field_wrong", "filled_by_staff"),
]  # fmt: skip


@pytest.mark.parametrize(("odd", "code", "field"), BAD)
def test_a_wrong_event_names_its_field(odd, code, field):
    event = event_from(odd)
    refused = event if isinstance(event, Refused) else take(REQUEST, begin(REQUEST), event, CALENDAR)
    assert is_told(refused)
    assert (refused.code, refused.field) == (code, field)


RECEIVED = ("received", "2026-03-02")


@pytest.mark.parametrize(
    ("step", "says", "code", "field"),
    [
        ("correction_requested", {"days": 0}, "field_wrong", "days"),
        ("correction_requested", {"days": 61}, "field_wrong", "days"),
        ("correction_requested", {"days": True}, "field_wrong", "days"),
        ("correction_requested", {"days": "7"}, "field_wrong", "days"),
        ("fee_notice_sent", {"amount": 0.1}, "field_wrong", "amount"),
        ("fee_notice_sent", {"amount": "1.001"}, "field_wrong", "amount"),
        ("fee_notice_sent", {"amount": "-1"}, "field_wrong", "amount"),
        ("fee_notice_sent", {"amount": "1e3"}, "field_wrong", "amount"),
        ("fee_notice_sent", {"amount": Decimal("Infinity")}, "field_wrong", "amount"),
        ("search_recorded", {"where": " ", "terms": "预算"}, "field_missing", "where"),
        ("item_added", {}, "field_missing", "items"),
        ("decided", {}, "field_missing", "outcome"),
        ("decided", {"outcome": "abandoned_no_fee"}, "field_wrong", "outcome"),
        ("decided", {"outcome": "granted", "item": 10**5000}, "field_wrong", "item"),
        ("decided", {"outcome": "granted", "item": True}, "field_wrong", "item"),
        ("deferred", {"due_on": "2026-06-30", "reasons": "\x7f"}, "not_from_this_state", "event"),
    ],
)
def test_a_wrong_field_is_named(step, says, code, field):
    refused = take(REQUEST, case_of(RECEIVED), event_from({"event": step, "on": "2026-03-03", **says}), CALENDAR)
    assert is_told(refused)
    assert (refused.code, refused.field) == (code, field)


def test_steps_in_the_wrong_order_of_days_are_refused():
    refused = take(REQUEST, case_of(RECEIVED), event_from({"event": "assigned", "on": "2026-03-01"}), CALENDAR)
    assert is_told(refused)
    assert (refused.code, refused.field) == ("before_last_step", "on")
