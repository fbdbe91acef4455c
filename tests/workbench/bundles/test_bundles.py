"""Bundles at the desk: made from one that comes along, bound, published by another; applications part by part."""

import re

import pytest

from tests.records.bundles.conftest import MONDAY
from tests.ui.conftest import Visitor
from zhengwu.records.bundles import leading
from zhengwu.records.bundles.models import Bundle, Matter
from zhengwu.records.cases.models import Case
from zhengwu.records.notices.models import Notice
from zhengwu.records.troubles import Trouble

OFFERS = "/desk/bundles/offers"


@pytest.fixture
def desk(cast):
    """A function that signs somebody of the cast in."""

    def signed_in(post):
        visitor = Visitor(raise_request_exception=False)
        assert visitor.sign_in(cast[post]).status_code == 303
        return visitor

    return signed_in


def test_it_works(desk, district, items):
    head = desk("head")
    made = head.send(f"{OFFERS}/new", body=str(district.bureau), template="open_restaurant", written="")
    home = made.headers["Location"]
    page = head.open(home).text
    assert Bundle.objects.get().parts.get(node="food").item_id == items["food"]  # found by its name
    written = re.search(r'name="written"[^>]*>\n(.*?)</textarea>', page, re.S)[1].replace("&#34;", '"')
    from zhengwu.records.items.models import Item

    code = Item.objects.get(pk=items["food"]).code
    assert head.send(home, **{"item-food": code, "written": written}).status_code == 303
    assert head.send(f"{home}/publish", on=home).status_code == 403
    assert desk("leader").send(f"{home}/publish", on=home).status_code == 303
    assert Bundle.objects.get().status == "published"
    assert "我要开饭店" in Visitor().open("/bundles").text


def test_an_application_is_accepted_as_a_whole(desk, applied):
    made = applied()
    clerk = desk("clerk")
    assert made.number in clerk.open("/desk/bundles").text
    home = f"/desk/bundles/matters/{made.matter_id}"
    assert "等待前一步" in clerk.open(home).text
    assert clerk.send(f"{home}/accept", on=home).status_code == 303
    assert "已受理1个环节" in clerk.open(home).text
    assert Case.objects.get().state == "in_review"
    assert clerk.send(f"{home}/deliver", on=home, channel="counter").status_code == 409
    assert Matter.objects.get().is_open


def test_what_is_wrong_is_told_beside_it(desk, district):
    head = desk("head")
    for typed in ({"template": "", "written": ""}, {"template": "", "written": "{"}, {"written": '{"key": "a"}'}):
        answer = head.send(f"{OFFERS}/new", body=str(district.bureau), **typed)
        assert answer.status_code == 422
        assert "problems-title" in answer.text
    home = head.send(f"{OFFERS}/new", body=str(district.bureau), template="open_shop").headers["Location"]
    answer = head.send(home, written="[]", **{"item-food": "no such code"})
    assert answer.status_code == 422
    assert "没有编码为no such code的事项" in answer.text
    assert head.send(f"{home}/end", on=home, reason="").status_code == 422


def test_empty_places_say_how_to_begin(desk):
    head = desk("head")
    assert "还没有人申请一件事" in head.open("/desk/bundles").text
    assert "还没有套餐" in head.open(OFFERS).text


def test_others_see_nothing_of_it(desk, applied, hire, district, bundle):
    made = applied()
    stranger = Visitor(raise_request_exception=False)
    stranger.sign_in(hire("head", district.foreign))
    for path in (f"/desk/bundles/matters/{made.matter_id}", f"{OFFERS}/{bundle}", f"{OFFERS}/{bundle}/json"):
        assert stranger.open(path).status_code == 404
    assert made.number not in stranger.open("/desk/bundles").text


def test_the_leading_body_sees_who_waits_for_whom_and_urges(desk, applied, district):
    made = applied()
    clerk, home = desk("clerk"), f"/desk/bundles/matters/{made.matter_id}"
    page = clerk.open(home).text
    assert "谁在等谁" in page
    assert "等它的：食品经营许可、户外广告设置" in page
    assert clerk.send(f"{home}/urge", on=home, part="register").status_code == 303
    assert clerk.send(f"{home}/urge", on=home, part="register").status_code == 409
    assert clerk.send(f"{home}/urge", on=home, part="food").status_code == 409
    assert Notice.objects.filter(occasion="urged").exists()
    assert "催办一件事的环节" in clerk.open(home).text


def test_it_calls_all_to_one_visit(desk, applied):
    made = applied()
    clerk, home = desk("clerk"), f"/desk/bundles/matters/{made.matter_id}"
    assert clerk.send(f"{home}/visit", on=home, parts="register", day="2020-01-01").status_code == 422
    assert clerk.send(f"{home}/visit", on=home, day="2099-01-05").status_code == 422
    sent = clerk.send(f"{home}/visit", on=home, parts="register", day="2099-01-05", note="上午九点，门口")
    assert sent.status_code == 303, sent.text
    assert str(Notice.objects.filter(occasion="joint_visit").first().until) == "2099-01-05"
    assert "上午九点，门口" in clerk.open(home).text


def test_only_the_leading_body_urges(applied, actor, hire, district):
    made = applied()
    stranger = actor(hire("head", district.affairs))
    with pytest.raises(Trouble):
        leading.urge(made.matter_id, "register", by=stranger, at=MONDAY)
