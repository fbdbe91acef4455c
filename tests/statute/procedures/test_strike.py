"""Striking an entry: the case without it, or why the rest cannot stand without it."""

import pytest

from tests.statute.procedures.cast import CALENDAR, REQUEST, case_of
from zhengwu.statute.procedures import Refused, begin, replay, strike

TOLD = (
    ("received", "2026-03-02"),
    ("search_recorded", "2026-03-03", {"where": "档案室", "terms": "预算"}),
    ("consultation_sent", "2026-03-09"),
    ("opinion_received", "2026-03-20"),
    ("decided", "2026-03-23", {"outcome": "granted"}),
)


def test_it_works():
    case = case_of(*TOLD)
    after = strike(REQUEST, case, 1, CALENDAR)
    assert after == case_of(TOLD[0], *TOLD[2:])
    assert len(case.events) == 5  # the case itself is as before


def test_the_last_entry_can_always_be_struck():
    case = case_of(*TOLD)
    while case.events:
        case = strike(REQUEST, case, len(case.events) - 1, CALENDAR)
    assert case == begin(REQUEST)


def test_it_refuses_to_strike_what_others_rest_on():
    refused = strike(REQUEST, case_of(*TOLD), 2, CALENDAR)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.field) == ("others_rest_on_it", "number")
    assert "“发出征求意见书”（2026-03-09）：其后的“收到意见”（2026-03-20）" in refused.reason.zh
    assert "“opinion received” (2026-03-20) rests on it" in refused.reason.en


@pytest.mark.parametrize("number", [-1, 5, True, 10**30])
def test_it_refuses_an_entry_that_is_not_there(number):
    refused = strike(REQUEST, case_of(*TOLD), number, CALENDAR)
    assert isinstance(refused, Refused)
    assert (refused.code, refused.field) == ("no_such_event", "number")


def test_every_strike_is_a_replay_without_the_entry_or_a_refusal():
    case = case_of(*TOLD)
    for number in range(len(case.events)):
        rest = case.events[:number] + case.events[number + 1 :]
        by_hand, struck = replay(REQUEST, rest, CALENDAR), strike(REQUEST, case, number, CALENDAR)
        assert isinstance(by_hand, Refused) == isinstance(struck, Refused)
        assert isinstance(struck, Refused) or struck == by_hand
