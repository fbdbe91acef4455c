"""Two records, and what differs: nothing between equals, and every element that was changed."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.statute.catalogue.samples import FOOD
from zhengwu.statute.catalogue import Limit
from zhengwu.statute.catalogue.differing import Difference, differences
from zhengwu.statute.catalogue.model import Faq


def test_a_record_does_not_differ_from_itself() -> None:
    assert differences(FOOD, FOOD) == ()


def test_what_was_changed_is_told_with_both_values() -> None:
    lease = replace(FOOD.materials[2], necessity="deferrable")
    after = replace(
        FOOD,
        promised=Limit(3),
        case_type="on_the_spot",
        materials=(FOOD.materials[0], lease),
        faqs=(*FOOD.faqs, Faq("收费吗？", "不收费。")),
        objects=("enterprise",),
    )
    assert differences(FOOD, after) == (
        Difference("objects", "企业法人、自然人", "企业法人"),
        Difference("case_type", "承诺件", "即办件"),
        Difference("promised.length", "5", "3"),
        Difference("materials[layout]", "经营场所平面图", ""),
        Difference("materials[lease].necessity", "必要", "容缺后补"),
        Difference("faqs[收费吗？]", "", "收费吗？，不收费。"),
    )


@given(st.permutations(FOOD.materials))
def test_another_order_is_a_difference_of_its_own(materials: list[object]) -> None:
    found = differences(FOOD, replace(FOOD, materials=tuple(materials)))  # type: ignore[arg-type]
    assert [one.path for one in found] == ([] if tuple(materials) == FOOD.materials else ["materials（顺序）"])
