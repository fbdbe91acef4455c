"""Several items in one request: each decided and delivered by itself, by two people, and once more if ordered."""

import pytest

from tests.statute.procedures.cast import CALENDAR, REQUEST, D, case_of, events, refusal_of
from zhengwu.statute.procedures import Refused, due, next_steps, outcome_of, take
from zhengwu.statute.procedures.information_request.rules import combined

RECEIVED = ("received", "2026-03-02", {"items": ["预算", "决算", "名单"]})
REFUSAL = {"outcome": "refused_deliberative", "reasons": "讨论记录"}
ANSWERED = (("received", "2026-03-02"), ("decided", "2026-03-09", REFUSAL),
            ("delivered", "2026-03-10"))  # fmt: skip
REDO = ("redo_ordered", "2026-06-01", {"days": 10, "document": "复决〔2026〕1号"})


def grant(on, item=None, outcome="granted", **says):
    return ("decided", on, {"outcome": outcome, **({"item": item} if item else {}), **says})


def test_it_works():
    case = case_of(RECEIVED, grant("2026-03-03", "2"), ("delivered", "2026-03-04", {"item": "2"}))
    assert [(item.outcome, item.answered_on) for item in case.items] == [
        ("", None), ("granted", D("2026-03-04")), ("", None),
    ]  # fmt: skip
    assert (case.state, outcome_of(REQUEST, case), case.clock("reply").stopped_on) == ("received", "", None)


def test_the_clock_stops_with_the_last_answer():
    told = (
        RECEIVED,
        grant("2026-03-03", "2"),
        ("delivered", "2026-03-04"),
        grant("2026-03-05", outcome="not_exist", reasons="已检索"),
    )
    assert case_of(*told).state == "decided"
    first = case_of(*told, ("delivered", "2026-03-06", {"item": "1"}))
    assert (first.state, first.clock("reply").stopped_on) == ("decided", None)
    done = case_of(*told, ("delivered", "2026-03-06", {"item": "1"}), ("delivered", "2026-03-09"))
    assert (done.state, done.clock("reply").stopped_on) == ("delivered", D("2026-03-09"))
    assert outcome_of(REQUEST, done) == "partial"


def test_it_refuses_to_decide_or_deliver_twice():
    told = (RECEIVED, grant("2026-03-03", "2"))
    assert refusal_of(*told, grant("2026-03-04", "2")) == ("nothing_to_decide", "item")
    assert refusal_of(*told, ("delivered", "2026-03-04", {"item": "1"})) == ("nothing_to_deliver", "item")
    assert refusal_of(*told, ("delivered", "2026-03-04"), ("delivered", "2026-03-05")) == ("nothing_to_deliver", "item")
    assert refusal_of(*told, grant("2026-03-04", "9")) == ("field_wrong", "item")


def test_split_off_and_restated_items_keep_what_is_decided():
    texts = ["预算（2025）", "名单（处级）", "合同（全文）", "附件"]
    case = case_of(RECEIVED, grant("2026-03-03", "2"), ("item_added", "2026-03-04", {"items": ["合同"]}),
                   ("correction_requested", "2026-03-05"),
                   ("correction_received", "2026-03-09", {"items": texts}))  # fmt: skip
    assert [item.description for item in case.items] == ["预算（2025）", "决算", "名单（处级）", "合同（全文）", "附件"]
    assert [item.number for item in case.items] == list("12345")
    assert case.items[1].outcome == "granted"


def test_a_corrected_request_names_every_open_item():
    told = (
        RECEIVED,
        ("correction_requested", "2026-03-05"),
        ("correction_received", "2026-03-09", {"items": ["预算"]}),
    )
    assert refusal_of(*told) == ("items_missing", "items")


def test_nobody_decides_what_they_proposed():
    proposed, decided = events(("proposed", "2026-03-03", {"outcome": "granted"}), grant("2026-03-04"))
    case = take(REQUEST, case_of(("received", "2026-03-02")), by("李处理", proposed), CALENDAR)
    answer = take(REQUEST, case, by("李处理", decided), CALENDAR)
    assert isinstance(answer, Refused)
    assert answer.code == "own_proposal"
    assert take(REQUEST, case, by("王主任", decided), CALENDAR).state == "decided"


def by(person, event):
    from dataclasses import replace

    return replace(event, person=person)


def test_after_a_redo_the_two_may_change_places():
    proposed, decided = events(("proposed", "2026-06-02", {"outcome": "granted"}), grant("2026-06-03"))
    first, again = events(("received", "2026-03-02"), ("proposed", "2026-03-03", {"outcome": "granted"}))
    case = case_of(("received", "2026-03-02"))
    told = [by("甲", again), by("乙", events(grant("2026-03-04"))[0]), *events(("delivered", "2026-03-05"), REDO),
            by("乙", proposed), by("甲", decided)]  # fmt: skip
    for event in told:
        case = take(REQUEST, case, event, CALENDAR)
        assert not isinstance(case, Refused), (event, case)
    assert first.key == "received"


def test_a_redo_starts_a_time_of_its_own_and_keeps_the_first_outcome():
    case = case_of(*ANSWERED, REDO)
    assert (case.state, str(due(case, case.clock("reply"), CALENDAR).on)) == ("in_handling", "2026-06-15")
    assert "行政复议法" in case.clock("reply").basis
    done = case_of(*ANSWERED, REDO, grant("2026-06-03"), ("delivered", "2026-06-04"))
    (item,) = done.items
    assert (item.outcome, item.answered_on) == ("refused_deliberative", D("2026-03-10"))
    assert (item.redone, item.redo_answered_on, done.state) == ("granted", D("2026-06-04"), "delivered")
    assert outcome_of(REQUEST, done) == "refused_deliberative"


def test_a_redo_can_be_ordered_twice_and_after_an_abandonment():
    again = case_of(*ANSWERED, REDO, grant("2026-06-03"), ("delivered", "2026-06-04"), ("archived", "2026-06-05"),
                    ("redo_ordered", "2026-09-01"), grant("2026-09-02"), ("delivered", "2026-09-03"))  # fmt: skip
    assert again.items[0].redo_answered_on == D("2026-09-03")
    ended = (ANSWERED[0], ("correction_requested", "2026-03-03", {"days": 5}), ("correction_lapsed", "2026-03-11"))
    given_up = case_of(*ended, REDO, grant("2026-06-03"), ("delivered", "2026-06-04"))
    assert (given_up.state, given_up.items[0].outcome) == ("delivered", "abandoned_no_correction")


@pytest.mark.parametrize(
    ("outcomes", "whole"),
    [
        (("granted", "granted"), "granted"),
        (("granted", "already_public"), "granted"),
        (("granted", "not_exist"), "partial"),
        (("partial", "not_exist"), "partial"),
        (("granted", "withdrawn"), "granted"),
        (("withdrawn", "not_exist"), "not_exist"),
        (("not_exist", "petition"), "not_exist"),
        (("withdrawn", "withdrawn"), "withdrawn"),
        (("withdrawn", "abandoned_no_fee"), "withdrawn"),
    ],
)
def test_what_a_request_of_several_items_counts_as(outcomes, whole):
    assert combined(outcomes) == whole


def test_every_outcome_but_a_grant_needs_its_reasons():
    for outcome in REQUEST.outcomes:
        if outcome.decided and outcome.key not in ("granted", "unclear_after_correction", "excessive"):
            assert refusal_of(RECEIVED, grant("2026-03-03", outcome=outcome.key)) == ("reasons_missing", "reasons")
            assert case_of(RECEIVED, grant("2026-03-03", outcome=outcome.key, reasons="因为")).state == "decided"


def test_two_outcomes_need_a_question_first():
    unclear = grant("2026-03-09", outcome="unclear_after_correction", reasons="仍不明确")
    assert refusal_of(RECEIVED, unclear) == ("no_correction_yet", "outcome")
    asked = (("correction_requested", "2026-03-03"), ("correction_received", "2026-03-09"))
    assert case_of(RECEIVED, *asked, unclear).state == "decided"
    excessive = grant("2026-03-09", outcome="excessive", reasons="三千件")
    assert refusal_of(RECEIVED, excessive) == ("reasons_not_asked", "outcome")
    assert case_of(RECEIVED, ("reason_requested", "2026-03-04"), excessive).state == "decided"


def test_the_next_steps_say_beforehand_what_would_be_refused():
    case = case_of(RECEIVED, ("extended", "2026-03-03", {"days": 5}))
    told = {entry.step.key: entry.refused for entry in next_steps(REQUEST, case, D("2026-03-04"), CALENDAR, ["head"])}
    assert told["extended"].code == "extended_only_once"
    assert told["decided"] is None
    assert told["delivered"].code == "nothing_to_deliver"
    before = {entry.refused.code for entry in next_steps(REQUEST, case, D("2026-03-02"), CALENDAR) if entry.refused}
    assert "before_last_step" in before
