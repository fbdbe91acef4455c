"""What happened since another system last asked: nothing is left out, whatever outage there was."""

import pytest

from tests.api.counter import request_for

pytestmark = pytest.mark.django_db


def told(counter, who, after=None, limit=200):
    """One answer of the feed."""
    return counter.get(who, f"/changes?limit={limit}" + (f"&after={after}" if after else ""))


def all_told(counter, who, after=None, limit=200):
    """Everything until there is no more, and the place to go on from."""
    found = []
    while True:
        answer = told(counter, who, after, limit)
        found += [(one["case_number"], one["number"], one["event"]) for one in answer["items"]]
        after = answer["next"]
        if not answer["more"]:
            return found, after


def handed_in(counter, text):
    """A request registered at the counter."""
    said = request_for(counter.body, text, channel="counter", register_now=True)
    return counter.post("clerk", "/requests", said)


def test_it_works(counter):
    first = handed_in(counter, "招标文件")
    events, after = all_told(counter, "clerk")
    assert events == [(first["number"], 1, "submitted"), (first["number"], 2, "received")]
    again, _ = all_told(counter, "clerk", after)
    assert again == events  # not settled yet
    counter.clock.turn("2026-01-06")
    _, settled = all_told(counter, "clerk", after)
    assert all_told(counter, "clerk", settled)[0] == []


def test_a_day_without_asking_loses_nothing(counter):
    numbers = []
    _, after = all_told(counter, "clerk")
    for day in range(6, 12):
        counter.clock.turn(f"2026-01-{day:02d}")
        numbers += [handed_in(counter, f"第{day}日的文件{turn}")["number"] for turn in range(3)]
    events, _ = all_told(counter, "clerk", after, limit=5)
    assert events == [(number, at, key) for number in numbers for at, key in ((1, "submitted"), (2, "received"))]


def test_it_tells_nothing_of_other_bodies(counter, district):
    handed_in(counter, "招标文件")
    counter.token("elsewhere", "case.read", body=district.foreign)
    assert all_told(counter, "elsewhere")[0] == []


def test_it_refuses_a_place_that_is_none(counter):
    refused = counter.ask("clerk", "GET", "/changes?after=abc")
    assert (refused.status_code, refused.said["code"], refused.said["where"]) == (422, "bad_cursor", "after")
