"""What follows from the law when nobody does anything, and the proof that the register says what the cases say."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.records.approvals.conftest import FULL
from zhengwu.records.approvals import proving, timers
from zhengwu.records.approvals.models import Application
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.items.queries import holding
from zhengwu.records.licences.models import Licence

LATER = datetime(2026, 3, 10, 2, tzinfo=UTC)
AFTERWARDS = datetime(2026, 3, 9, 2, tzinfo=UTC)


def defects():
    return [one for *_, found in proving.applications() for one in found]


def test_who_is_not_told_in_five_days_is_accepted_as_of_the_day_of_receipt(applied):
    case_id = applied().case_id
    assert timers.run(on=AFTERWARDS.date(), at=AFTERWARDS) == timers.Round()
    assert timers.run(on=LATER.date(), at=LATER) == timers.Round(accepted=1)
    row = Case.objects.get(pk=case_id)
    filed = Event.objects.get(case_id=case_id, key="deemed_accepted")
    assert (row.state, filed.on, filed.post) == ("in_review", date(2026, 3, 2), "system")
    assert (row.due_on, row.promised_on) == (date(2026, 3, 30), date(2026, 3, 12))
    assert timers.run(on=LATER.date(), at=LATER) == timers.Round()


def test_other_kinds_are_not_deemed_accepted(applied):
    applied("record")
    assert timers.run(on=LATER.date(), at=LATER) == timers.Round()


@pytest.fixture
def renewal(granted, items, district):
    """A licence that ends on 30 June, and the item by which it is renewed."""
    licence = Licence.objects.get(case_id=granted())
    Licence.objects.filter(pk=licence.pk).update(valid_to=date(2026, 6, 30))
    record = holding(items["restaurant"], LATER.date()).record
    said = replace(record, action="renewal", name="食品经营许可延续")
    (items["renewal"],) = load([Loaded(district.bureau, said, date(2024, 1, 1))], by="test", at=LATER)
    return licence


def test_a_renewal_that_nobody_decided_is_renewed(applied, step, renewal):
    asked = datetime(2026, 5, 20, 2, tzinfo=UTC)
    case_id = applied("renewal", at=asked, about=renewal.pk, answers={"premises": "rented"}, materials=FULL).case_id
    step(case_id, "accepted", "clerk", at=asked)
    ended = datetime(2026, 7, 1, 2, tzinfo=UTC)
    assert timers.run(on=ended.date(), at=ended).renewed == 1
    newer = Licence.objects.get(case_id=case_id)
    assert (newer.version, newer.replaces_id, newer.valid_to) == (2, renewal.pk, date(2031, 6, 30))
    assert Case.objects.get(pk=case_id).outcome == "deemed_renewed"
    assert defects() == []


def test_one_that_was_asked_for_too_late_is_not(applied, step, renewal):
    asked = datetime(2026, 6, 15, 2, tzinfo=UTC)
    case_id = applied("renewal", at=asked, about=renewal.pk, answers={"premises": "rented"}, materials=FULL).case_id
    step(case_id, "accepted", "clerk", at=asked)
    ended = datetime(2026, 7, 1, 2, tzinfo=UTC)
    assert timers.run(on=ended.date(), at=ended) == timers.Round()


def test_the_proof_finds_what_was_changed_behind_its_back(granted):
    case_id = granted()
    assert defects() == []
    Application.objects.filter(case_id=case_id).update(outcome="refused")
    assert [words.en for _, words in defects()] == ["is refused, its case says granted"]
    Licence.objects.filter(case_id=case_id).update(case_id=None)
    assert "was granted, but no licence is on file" in [words.en for _, words in defects()]
