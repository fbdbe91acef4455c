"""Bundles are drafted by one, published by another, replaced and ended; what comes of them is planned before anybody
applies.
"""

from dataclasses import replace
from datetime import date

import pytest

from tests.records.bundles.conftest import (
    ANSWERS,
    BUNDLE,
    FRESH,
    LEASE,
    LICENCE,
    MONDAY,
    RECORDS,
    TUESDAY,
    YES_NO,
)
from zhengwu.records.bundles import applying, offering, offers
from zhengwu.records.bundles.planning import planned
from zhengwu.records.bundles.serving import unserved
from zhengwu.records.items.models import ItemVersion
from zhengwu.records.troubles import Trouble
from zhengwu.statute.catalogue.model import Question
from zhengwu.statute.catalogue.written import values_of
from zhengwu.statute.forms.model import When

ON = date(2026, 3, 2)


@pytest.fixture
def plan(bundle):
    """A function that plans the bundle in a situation."""
    return lambda **answers: planned(offers.version(bundle), {**ANSWERS, **answers}, ON)


def test_the_plan_says_how_long_and_what_to_bring(plan):
    found = plan()
    assert [one.node.key for one in found.parts] == ["register", "food", "sign", "opening"]
    assert (found.days, found.whole, found.path) == (14, 19, ("register", "food", "opening"))
    assert {one.key: len(one.uses) for one in found.needs} == {
        "register__lease": 3, "food__licence": 2, "food__plan": 1, "sign__drawing": 1,
    }  # fmt: skip
    assert {one.key for one in found.needs if one.arises} == {"food__licence"}
    assert (found.apart, found.form.saved) == (7, 4)
    assert found.complete


def test_a_part_without_an_item_is_done_elsewhere_and_holds_nobody_up(plan):
    found = plan(large="yes")
    assert [one.key for one in found.elsewhere] == ["fire"]
    assert found.waits["opening"] == ("food", "sign")


def test_open_questions_are_told(plan):
    assert [one.key for one in plan(sign="").open] == ["sign"]
    assert not plan(food__fresh="").complete


def test_of_a_key_one_version_is_on_offer(bundle, items, actors, district):
    again = offering.draft(district.bureau, replace(BUNDLE, name="开店"), items, by=actors["head"], at=TUESDAY)
    assert [one.id for one in offers.of_key("open_place", TUESDAY.date())] == [bundle]
    offering.publish(again, by=actors["leader"], at=TUESDAY)
    assert [(one.id, one.number, one.content.name) for one in offers.offered(TUESDAY.date())] == [(again, 2, "开店")]
    offering.end(again, "不再提供", by=actors["leader"], at=TUESDAY)
    assert not offers.offered(TUESDAY.date())


def test_it_refuses_whoever_may_not(items, actors, district):
    with pytest.raises(Trouble, match="forbidden"):
        offering.draft(district.bureau, BUNDLE, items, by=actors["clerk"], at=MONDAY)
    found = offering.draft(district.bureau, BUNDLE, items, by=actors["head"], at=MONDAY)
    with pytest.raises(Trouble, match="forbidden"):
        offering.publish(found, by=actors["head"], at=MONDAY)
    empty = offering.draft(district.bureau, replace(BUNDLE, key="other"), {}, by=actors["head"], at=MONDAY)
    with pytest.raises(Trouble, match="nothing_bound"):
        offering.publish(empty, by=actors["leader"], at=MONDAY)


@pytest.mark.parametrize(
    ("parts", "code"), [({"moon": 1}, "no_such_part"), ({"food": 10**9}, "not_found")]
)  # fmt: skip
def test_it_refuses_items_that_do_not_fit(district, actors, parts, code):
    with pytest.raises(Trouble, match=code):
        offering.draft(district.bureau, BUNDLE, parts, by=actors["head"], at=MONDAY)


def test_a_version_holds_from_its_day_to_its_day(bundle, items, actors, district):
    later = replace(BUNDLE, name="开店（新）", since="2026-03-10", until="2026-03-20")
    again = offering.draft(district.bureau, later, items, by=actors["head"], at=TUESDAY)
    assert offering.publish(again, by=actors["leader"], at=TUESDAY) == date(2026, 3, 10)
    for day, expected in ((9, [bundle]), (10, [again]), (20, [again]), (21, [])):
        on = date(2026, 3, day)
        assert [one.id for one in offers.offered(on)] == expected
        assert [one.id for one in offers.named(on)] == expected
        assert [one.id for one in offers.of_key("open_place", on)] == expected
    with pytest.raises(Trouble, match="not_found"):
        applying.apply(again, applying.Applying(ANSWERS), by=actors["clerk"], at=TUESDAY)


def test_it_refuses_a_licence_that_comes_after_it_is_wanted(items, actors, district):
    nodes = tuple(replace(one, after=()) if one.key == "food" else one for one in BUNDLE.nodes)
    found = offering.draft(district.bureau, replace(BUNDLE, nodes=nodes), items, by=actors["head"], at=MONDAY)
    with pytest.raises(Trouble) as refused:
        offering.publish(found, by=actors["leader"], at=MONDAY)
    assert (refused.value.code, refused.value.where) == ("unserved", "nodes.food")


@pytest.mark.parametrize(
    ("necessity", "asked", "answer", "served"),
    [("conditional", "yes", "yes", False), ("conditional", "yes", "no", False), ("necessary", "yes", "maybe", True),
     ("necessary", "no", "yes", True), ("conditional", None, None, True), ("deferrable", None, None, True)],
)  # fmt: skip
def test_a_licence_that_one_situation_wants_counts(items, necessity, asked, answer, served):
    """The question whether it is fresh is put to who answers `asked` to the one before."""
    chef = Question("chef", "有厨师吗？", YES_NO)
    fresh = replace(FRESH, when=(When("chef", ("yes",)),))
    when = (When("chef", (asked,)), When("fresh", (answer,))) if asked else ()
    licence = replace(LICENCE, necessity=necessity, when=when)
    record = replace(RECORDS["food"], questions=(chef, fresh), materials=(licence, LEASE))
    ItemVersion.objects.filter(item_id=items["food"]).update(content=values_of(record))
    nodes = tuple(replace(one, after=()) if one.key == "food" else one for one in BUNDLE.nodes)
    found = unserved(replace(BUNDLE, nodes=nodes), {key: items[key] for key in ("register", "food")})
    assert (not found) == served
    assert served or (found[0].at == "food" and "有厨师吗？是，卖生食吗？" in found[0].zh)


def test_the_figures_of_the_reports(district, items, actors):
    """92 explored, 51 in the list of the city; 50 packages on offer, as two bureaus told of 2020."""
    for at in range(92):
        one = replace(BUNDLE, key=f"bundle_{at}", source="市一事联办清单" if at < 51 else "")
        found = offering.draft(district.bureau, one, items, by=actors["head"], at=MONDAY)
        if at < 50:
            offering.publish(found, by=actors["leader"], at=MONDAY)
    figures = offers.figures(actors["supervisor"])
    assert (figures.explored, figures.listed, figures.offered) == (92, 51, 50)
    assert (figures.matters, figures.closed, figures.cases) == (0, 0, 0)
