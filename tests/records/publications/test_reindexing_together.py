"""The index is made anew while two publish, one takes down, one searches: nothing is missed, nothing is left over."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from tests.records.publications.shelf import publication
from tests.together import at_once
from zhengwu.records.findable import rebuilding
from zhengwu.records.publications import finding, reindexing, words
from zhengwu.records.publications.models import Placement, Publication, Version

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ON = date(2026, 3, 2)
THERE = 60


@pytest.fixture
def bureau(district, monkeypatch):
    """A body with sixty publications in the index, which is made anew seven at a time."""
    monkeypatch.setattr(reindexing, "PAGE", 7)
    for number in range(THERE):
        published(district.bureau, f"旧{number}")
    yield district.bureau
    Placement.objects.all().delete()
    Version.objects.all().delete()
    Publication.objects.all().delete()
    reindexing.anew(lambda _: None)


def published(body_id, title):
    """One that goes public and into the index in one transaction, as the steps do it."""
    with transaction.atomic():
        row = publication(body_id, ON + timedelta(days=len(title)), f"通知{title}")
        words.put([words.entry(row, Version.objects.get(publication=row))])


def taken_down(pk):
    """One that is taken down in one transaction, its row locked first."""
    with transaction.atomic():
        row = Publication.objects.select_for_update().get(pk=pk)
        words.drop(words.entry(row, Version.objects.get(publication=row)))
        Publication.objects.filter(pk=pk).update(status="withdrawn")


def test_nothing_is_missed_and_nothing_left_over(bureau):
    going = list(Publication.objects.order_by("id").values_list("id", flat=True))[::3]

    def publish(name):
        return lambda: [published(bureau, f"{name}{number}") for number in range(25)]

    def search():
        return [finding.find("通知旧").total for _ in range(60)]

    results = at_once(
        lambda: reindexing.anew(lambda _: None),
        publish("甲"),
        publish("乙"),
        lambda: [taken_down(pk) for pk in going],
        search,
    )
    assert [one for one in results if isinstance(one, Exception)] == []
    assert list(reindexing.defects()) == []
    assert finding.find("通知").total == THERE - len(going) + 50
    assert all(THERE - len(going) <= total <= THERE for total in results[4])
    assert not rebuilding.is_building(words.KIND)
