"""Random schedules: the engine's due date is that of a naive counter that walks from day to day."""

import random
from datetime import date, timedelta

import pytest

from tests.statute.procedures import naive
from tests.statute.procedures.cast import CALENDAR, REQUEST
from zhengwu.statute.procedures import Event, due, event_from, follow, written

QUICK, EACH, SEEDS = 2_000, 12_500, 8  # 8 x 12,500 = 100,000


def schedule(dice):
    """What happened, day by day: events, day 0, limit, letters. Consultations overlap; not all prove their receipt."""
    start = date(2019, 6, 3) + timedelta(days=dice.randrange(2900))
    day, limit, letters, told = start, 20, [], [("received", start, {})]
    for restart in dice.choices((None, "correction", "fee"), (6, 2, 2), k=dice.choice((0, 1, 2))):
        if restart == "correction" and not any(key == "correction_requested" for key, _, _ in told) and not letters:
            sent = day + timedelta(days=dice.randrange(12))
            day = sent + timedelta(days=dice.randrange(40))
            told += [("correction_requested", sent, {"late_reason": "迟"}), ("correction_received", day, {})]
            start = day
        elif restart == "fee" and not any(key == "fee_notice_sent" for key, _, _ in told):
            sent = day + timedelta(days=dice.randrange(6))
            day = sent + timedelta(days=dice.randrange(40))
            told += [("fee_notice_sent", sent, {}), ("fee_paid", day, {})]
            start = day
    if dice.random() < 0.4:
        days = dice.randint(1, 20)
        told.append(("extended", day, {"days": days}))
        limit += days
    told += consultations(dice, day, letters)
    return told, start, limit, letters


def consultations(dice, day, letters):
    """Letters to several parties at once; everything that comes of them, in the order of the days."""
    after = []
    for party in range(dice.choice((0, 0, 1, 1, 2, 3))):
        sent = day + timedelta(days=dice.randrange(15))
        delivered = sent + timedelta(days=dice.randrange(12)) if dice.random() < 0.7 else None
        opinion = (delivered or sent) + timedelta(days=dice.randrange(45)) if dice.random() < 0.7 else None
        says = {"party": f"第三方{party}"}
        after.append(("consultation_sent", sent, says))
        after += [("consultation_delivered", delivered, says)] if delivered else []
        after += [("opinion_received", opinion, says)] if opinion else []
        letters.append((sent, delivered, opinion))
    # Letters that all ended let the case go on before the next is sent: any order of days is lawful.
    return sorted(after, key=lambda one: (one[1], ORDER.index(one[0])))


ORDER = ("consultation_sent", "consultation_delivered", "opinion_received")


def check(seed, number):
    dice = random.Random(seed)  # noqa: S311 - not a secret
    for _ in range(number):
        told, start, limit, letters = schedule(dice)
        case, refused = follow(REQUEST, [Event(key, on, says=says) for key, on, says in told], CALENDAR)
        assert refused is None, (told, refused)
        assert due(case, case.clock("reply"), CALENDAR).on == naive.due(start, limit, letters), told


def test_two_thousand_schedules():
    check(0, QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
def test_a_hundred_thousand_schedules(seed):
    check(seed, EACH)


def test_an_explanation_adds_up_on_random_schedules():
    from zhengwu.statute.procedures import explain

    dice = random.Random(9)  # noqa: S311
    for _ in range(300):
        told, _, limit, _ = schedule(dice)
        events = [event_from(written(Event(key, on, says=says))) for key, on, says in told]
        case, _ = follow(REQUEST, events, CALENDAR)
        found, lines = explain(REQUEST, case, case.clock("reply"), CALENDAR)
        off = sum(line.days for line in lines if line.kind == "skip")
        assert (found.on - found.running.since).days == limit + found.uncounted + off
        assert all(line.zh and line.en for line in lines)
        assert lines[0].kind == "start"
