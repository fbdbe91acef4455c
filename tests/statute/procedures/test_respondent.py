"""Reviews and suits: the office's own last days and the authority's, counted by hand."""

import pytest

from tests.statute.procedures.cast import CALENDAR, D, case_of, refusal_of
from zhengwu.statute.procedures import due, explain, procedure, standing

REVIEW, SUIT, CORRECTION = procedure("administrative_review"), procedure("lawsuit"), procedure("record_correction")


def ends(case, clock):
    return str(due(case, case.clock(clock), CALENDAR).on)


@pytest.mark.parametrize(
    ("on", "mode", "answer", "decision"),
    [
        ("2026-03-02", "ordinary", "2026-03-16", "2026-05-06"),  # 60 days: 1 May, off to 5 May
        ("2026-03-02", "simplified", "2026-03-09", "2026-04-01"),
        ("2026-09-21", "ordinary", "2026-10-12", "2026-11-20"),  # without 25 to 27 September and 1 to 7 October
        ("2026-09-21", "simplified", "2026-09-29", "2026-10-21"),
        ("2023-12-15", "ordinary", "2023-12-25", "2024-02-18"),  # the law of 2017: ten days, not working days
    ],
)
def test_the_clocks_of_a_review(on, mode, answer, decision):
    case = case_of(("notified", on, {"mode": mode}), of=REVIEW)
    assert (ends(case, "answer"), ends(case, "decision")) == (answer, decision)


def test_there_was_no_simplified_review_before_2024():
    told = ("notified", "2023-12-29", {"mode": "simplified"})
    assert refusal_of(told, of=REVIEW) == ("simplified_before_2024", "mode")


def test_a_review_is_extended_once_and_only_in_the_ordinary_way():
    more = ("decision_extended", "2026-04-01", {"days": 30})
    case = case_of(("notified", "2026-03-02"), more, of=REVIEW)
    assert ends(case, "decision") == "2026-06-01"  # 31 May is a Sunday
    again = refusal_of(("notified", "2026-03-02"), more, more, of=REVIEW)
    assert again[0] == "decision_extended_only_once"
    quick = ("notified", "2026-03-02", {"mode": "simplified"})
    assert refusal_of(quick, ("decision_extended", "2026-03-03"), of=REVIEW)[0] == "simplified_not_extended"


def test_a_suspended_review_has_no_last_day_until_it_resumes():
    told = (("notified", "2026-03-02"), ("answered", "2026-03-10"), ("suspended", "2026-03-20"))
    case = case_of(*told, of=REVIEW)
    found, lines = explain(REVIEW, case, case.clock("decision"), CALENDAR)
    assert found.on is None
    assert "复议中止" in lines[-1].zh
    resumed = case_of(*told, ("resumed", "2026-04-03"), of=REVIEW)
    assert (resumed.state, ends(resumed, "decision")) == ("answered", "2026-05-15")  # 14 days more


def test_the_answer_is_due_while_the_review_is_suspended():
    told = (("notified", "2026-03-02"), ("suspended", "2026-03-03"), ("answered", "2026-03-10"))
    assert case_of(*told, of=REVIEW).state == "suspended"
    assert case_of(*told, ("resumed", "2026-03-20"), of=REVIEW).state == "answered"
    again = (*told, ("resumed", "2026-03-20"), ("suspended", "2026-03-21"), ("answered", "2026-03-22"))
    assert refusal_of(*again, of=REVIEW) == ("answered_only_once", "event")


def test_a_review_that_was_answered_late_stays_late():
    case = case_of(("notified", "2026-03-02"), ("answered", "2026-03-17"), of=REVIEW)
    told = standing(REVIEW, case, D("2026-03-18"), CALENDAR)
    assert (told.late, told.waits.running.clock) == (True, "decision")


@pytest.mark.parametrize(
    ("on", "mode", "defence", "first"),
    [
        ("2026-03-02", "ordinary", "2026-03-17", "2026-09-02"),
        ("2026-09-16", "ordinary", "2026-10-08", "2027-03-16"),  # 1 October: moved off the holiday
        ("2026-04-17", "simplified", "2026-05-06", "2026-06-01"),
        ("2026-09-05", "ordinary", "2026-09-20", "2027-03-05"),  # a Sunday, but a make-up working day
    ],
)
def test_the_clocks_of_a_suit(on, mode, defence, first):
    case = case_of(("notified", on, {"mode": mode}), of=SUIT)
    assert (ends(case, "defence"), ends(case, "first_instance")) == (defence, first)


JUDGED = {"outcome": "direct_suit_revoked"}


@pytest.mark.parametrize(("form", "last", "after"), [("judgment", "2026-09-16", "17"), ("ruling", "2026-09-11", "12")])
def test_the_time_to_appeal(form, last, after):
    told = (("notified", "2026-03-02"), ("defended", "2026-03-10"), ("judged", "2026-09-01", JUDGED | {"form": form}))
    assert ends(case_of(*told, of=SUIT), "appeal") == last
    assert refusal_of(*told, ("became_final", last), of=SUIT)[0] == "appeal_period_runs"
    done = case_of(*told, ("became_final", f"2026-09-{after}"), of=SUIT)
    assert (done.state, done.items[0].outcome) == ("concluded", "direct_suit_revoked")
    late = ("appealed", f"2026-09-{after}", {"side": "office"})
    assert refusal_of(*told, late, of=SUIT) == ("appeal_too_late", "on")


def test_the_second_court_has_three_months_and_the_last_word():
    told = (("notified", "2026-03-02"), ("judged", "2026-09-01", JUDGED), ("appealed", "2026-09-10"))
    assert ends(case_of(*told, of=SUIT), "second_instance") == "2026-12-10"
    done = case_of(*told, ("finally_judged", "2026-12-01", {"outcome": "direct_suit_claim_rejected"}), of=SUIT)
    assert done.items[0].outcome == "direct_suit_claim_rejected"
    wrong = ("finally_judged", "2026-12-01", {"outcome": "suit_after_review_revoked"})
    assert refusal_of(*told, wrong, of=SUIT) == ("other_way", "outcome")


def test_a_pending_suit_is_counted_by_the_way_it_came():
    direct = case_of(("notified", "2026-03-02"), of=SUIT)
    after = case_of(("notified", "2026-03-02", {"way": "suit_after_review"}), of=SUIT)
    assert [SUIT.pending(case).row for case in (direct, after)] == ["direct_suit", "suit_after_review"]
    assert REVIEW.pending(case_of(("notified", "2026-03-02"), of=REVIEW)).column == "pending"


def test_a_record_correction_is_decided_record_by_record():
    told = (
        ("received", "2026-03-02", {"items": ["学历", "住址"]}),
        ("decided", "2026-03-03", {"item": "1", "outcome": "corrected"}),
    )
    assert case_of(*told, of=CORRECTION).state == "received"
    refused = ("decided", "2026-03-04", {"outcome": "not_corrected"})
    assert refusal_of(*told, refused, of=CORRECTION) == ("reasons_missing", "reasons")
    again = ("decided", "2026-03-04", {"item": "1", "outcome": "corrected"})
    assert refusal_of(*told, again, of=CORRECTION) == ("nothing_to_decide", "item")
    done = case_of(*told, ("decided", "2026-03-04", {"outcome": "transferred", "responsible_body": "区公安局"}),
                   ("delivered", "2026-03-05"), of=CORRECTION)  # fmt: skip
    assert [item.outcome for item in done.items] == ["corrected", "transferred"]
