"""Requests, reviews and suits of several bodies over three years, laid down as the engine would have left them."""

from datetime import date, timedelta
from random import Random

import pytest

from tests.records.reports.conftest import AT
from zhengwu.records.cases.models import CLOSED, OPEN_END, Case, Item
from zhengwu.records.organs.models import Body
from zhengwu.records.region import duties, freshness, lines
from zhengwu.statute.calendar import national
from zhengwu.statute.procedures import procedure

TODAY = date(2026, 11, 20)
REQUEST, REVIEW, SUIT = "information_request", "administrative_review", "lawsuit"
CLASSES = ("natural_person", "enterprise", "other_org")


@pytest.fixture(autouse=True)
def nothing_kept():
    """What this process keeps of regions ends with the test."""
    yield
    freshness.forget()
    lines.forget()
    duties.forget()


@pytest.fixture
def ledger(db):
    """A function that lays so many matters of a body down, by chance; what is laid down is told by its seed."""

    def laid(body_id, number, seed=1):
        name = Body.objects.values_list("name", flat=True).get(pk=body_id)  # its id is another on each database
        dice = Random(f"{seed}/{name}b")  # noqa: S311 - repeatable, and nobody's secret
        rows = [_case(dice, body_id, at) for at in range(number)]
        for row, case in zip(rows, Case.objects.bulk_create([Case(**row) for row in rows]), strict=True):
            Item.objects.bulk_create(_items(dice, row, case))

    return laid


def _case(dice, body_id, at):
    key = dice.choice((REQUEST, REQUEST, REQUEST, REQUEST, REVIEW, SUIT))
    entered = date(2024, 1, 1) + timedelta(days=dice.randrange((TODAY - date(2024, 1, 1)).days))
    concluded = entered + timedelta(days=dice.randrange(4, 80))
    done = concluded <= TODAY and dice.random() < 0.9
    due = entered + timedelta(days=dice.randrange(20, 60))
    answers = done and key == REQUEST and dice.random() < 0.9
    answered = min(concluded + timedelta(days=dice.randrange(8)), TODAY) if answers else None
    state = next(one.key for one in procedure(key).states[1:] if one.closed is done)
    return {
        "procedure": key, "body_id": body_id, "number": f"{body_id}-{at}", "created_at": AT, "title": f"第{at}号",
        "state": state, "is_open": not done, "sort_on": CLOSED if done else due,
        "outcome": dice.choice(procedure(key).outcomes).key if done else "", "counted_class": dice.choice(CLASSES),
        "entered_on": entered, "entered_year": entered.year, "concluded_on": concluded if done else None,
        "concluded_year": concluded.year if done else OPEN_END, "answered_on": answered,
        "answered_due_on": due if answers else None, "due_on": None if done else due,
        "answered_within": national().working_days_between(entered, answered) if answers else None,
    }  # fmt: skip


SHARED = ("procedure", "body_id", "counted_class", "entered_on", "entered_year", "outcome", "concluded_on",
          "concluded_year", "answered_on")  # fmt: skip


def _items(dice, row, case):
    shared = {name: row[name] for name in SHARED}
    return [Item(case=case, number=str(n), **shared) for n in range(1, dice.choice((2, 2, 3, 4)))]
