"""What bodies must publish: a figure counts as many lines of a list as the list shows in that state."""

from datetime import date, timedelta

import pytest

from tests.records.reports.conftest import AT
from zhengwu.records.publications import lines as catalogue
from zhengwu.records.publications.models import Entry
from zhengwu.records.region import duties as counted
from zhengwu.records.region.duties import Duties, all_duties, duties

ON = date(2026, 11, 20)
STATES = {"late": (-3, True), "never": (-3, False), "soon": (5, True), "met": (60, True), "open": (None, False)}


@pytest.fixture
def lists(district):
    """Lines in each state: of the first one, of the second two, and so on, for two bodies."""
    for body_id in (district.bureau, district.affairs):
        for several, (state, (days, out)) in enumerate(STATES.items(), 1):
            for at in range(several):
                owed = None if days is None else ON + timedelta(days=days)
                Entry.objects.create(
                    body_id=body_id, number=f"{state}{at}", category="art20_01", title=state, cadence="yearly", by="甲",
                    at=AT, since=date(2024, 1, 1), latest_on=date(2026, 1, 9) if out else None, owed_on=owed,
                )  # fmt: skip
    return district


def test_each_figure_is_as_many_lines_as_its_list_shows(lists):
    found = duties([lists.bureau, lists.affairs, lists.station], ON)
    assert found == dict.fromkeys((lists.bureau, lists.affairs), Duties(lines=15, met=4, late=1, never=2))
    for state in ("", "met", "late", "never"):
        shown = catalogue.listed(lists.bureau, ON, catalogue.Narrowed(state), after=(0, 0), limit=100)
        assert len(shown) == getattr(found[lists.bureau], state or "lines")


def test_a_body_without_a_list_is_no_zero(lists):
    assert lists.station not in duties([lists.station], ON)
    assert all_duties([]) is None
    assert all_duties([Duties(2, 1, 1, 0), Duties(3, 3, 0, 0)]) == Duties(5, 4, 1, 0)


def test_lists_of_many_bodies_are_looked_through_once_in_a_while(lists, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(counted, "MANY", 2)
    asked = [lists.bureau, lists.affairs]
    first = duties(asked, ON)
    with django_assert_num_queries(0):
        assert duties(asked, ON) is first
    Entry.objects.filter(title="met").update(owed_on=date(2026, 1, 1))
    monkeypatch.setattr(counted, "FRESH", 0.0)
    assert duties(asked, ON)[lists.bureau].late == 5
