"""The index against the register: each way in which they may differ is found, and made anew it is whole."""

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext

from tests.records.publications.shelf import publication
from zhengwu.records.findable import dated
from zhengwu.records.keeping import proof
from zhengwu.records.publications import finding, reindexing, words
from zhengwu.records.publications.models import Publication, Version

ON = date(2026, 3, 2)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf(district):
    """Three public ones, in the index made anew, and a draft."""
    made = [publication(district.bureau, ON, f"第{number}次通知") for number in range(3)]
    publication(district.bureau, None, "拟稿")
    assert reindexing.anew(lambda _: None) == 3
    yield made
    Version.objects.all().delete()
    Publication.objects.update(status="draft")
    reindexing.anew(lambda _: None)


def defects():
    return [one.message.en for step in proof.search() for one in step.defects]


def test_made_anew_it_is_whole(shelf):
    assert defects() == []
    assert finding.find("次通知").total == 3
    assert finding.find("拟稿").total == 0


def test_what_search_lacks_is_found_out(shelf):
    row = shelf[1]
    words.drop(words.entry(row, Version.objects.get(publication=row)))
    assert ["search lacks it" in one for one in defects()] == [True]


def test_what_search_should_not_have_is_found_out(shelf):
    Publication.objects.filter(pk=shelf[1].pk).update(status="withdrawn")
    assert ["it is not public" in one for one in defects()] == [True]


def test_other_words_than_the_register_has_are_found_out(shelf):
    Version.objects.filter(publication=shelf[1]).update(title="改了的标题")
    assert ["other words" in one for one in defects()] == [True]


@pytest.mark.parametrize("rule", ["tokens", "fingerprint"])
def test_an_index_of_earlier_rules_is_told_and_answers(shelf, monkeypatch, rule):
    with monkeypatch.context() as changed:
        dated.form.cache_clear()
        changed.setattr(dated, rule, lambda *_: "other")
        assert ["by earlier rules" in one for one in defects()] == [True]
        assert finding.find("次通知").total == 3
    dated.form.cache_clear()
    assert defects() == []


def test_how_many_statements_a_search_takes(shelf, django_assert_max_num_queries):
    with django_assert_max_num_queries(6) as statements:
        finding.find("次通知")
    assert isinstance(statements, CaptureQueriesContext)
