"""A service is found by what happened, theme, office, words, by three questions; nobody is left without a way on."""

import pytest

from tests.conftest import START
from zhengwu.records.items import actions as items

SHOP, REGISTER = "小餐饮店经营许可", "企业设立登记"


def test_it_works(visitor, services):
    page = visitor.open("/services").text
    for way in ("event=open_restaurant", "theme=food", "who=person", "body="):
        assert f"/services?{way}" in page
    assert SHOP not in page


@pytest.mark.parametrize(
    ("query", "found", "other"),
    [("event=open_restaurant", SHOP, REGISTER), ("theme=company", REGISTER, SHOP), ("who=person", SHOP, REGISTER),
     ("q=餐饮", SHOP, REGISTER), ("q=怎么办理企业设立", REGISTER, SHOP), ("type=confirmation", REGISTER, SHOP)],
)  # fmt: skip
def test_it_is_narrowed(visitor, services, query, found, other):
    page = visitor.open(f"/services?{query}").text
    assert found in page
    assert other not in page


def test_what_is_mistyped_is_guessed(visitor, services):
    page = visitor.open("/services?q=小餐引店经营许可证").text
    assert "您是不是要找" in page
    assert f"/services/{services['shop']}" in page


def test_what_makes_no_sense_is_left_out(visitor, services):
    assert visitor.open("/services?theme=nonsense&body=x&after=y&who=z").status_code == 200


def test_nothing_found_tells_what_to_do(visitor, services):
    assert "换一个说法" in visitor.open("/services?q=QQQQ").text


def test_where_there_is_nothing_the_page_says_what_will_be_here(visitor, district):
    assert "各机关的办事指南会列在这里" in visitor.open("/services").text


def test_three_questions_lead_to_it(visitor, services):
    assert "/services/ask?who=organisation" in visitor.open("/services/ask").text
    assert "theme=food" in visitor.open("/services/ask?who=organisation").text
    assert SHOP in visitor.open("/services/ask?who=organisation&theme=food").text


def test_a_service_that_is_paused_is_not_listed(visitor, services, actors):
    items.pause(services["shop"], reason="系统维护", by=actors["head"], at=START)
    assert SHOP not in visitor.open("/services?q=餐饮").text
    assert visitor.open(f"/services/{services['shop']}").status_code == 404


def test_a_list_asks_little(visitor, services, django_assert_max_num_queries):
    visitor.open("/services?q=许可")
    with django_assert_max_num_queries(8):
        visitor.open("/services?q=许可")
