"""A request sent twice is one case; what one browser typed no other one sees; a draft is forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.ui.conftest import Visitor
from zhengwu.records.cases.models import Case
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts.models import Draft

AT = datetime(2026, 9, 24, 2, tzinfo=UTC)


def filled(visitor, body_id):
    """Every screen answered."""
    visitor.send("/request/office", office=str(body_id))
    visitor.send("/request/what", **{"item-1": "中标通知书", "item-2": "验收报告"})
    visitor.send("/request/how", how="any")
    visitor.send("/request/who", **{"class": "enterprise"})
    visitor.send("/request/identity", name="甲公司", id_number="91350100M000100Y43", organisation="李四")
    return visitor.send("/request/contact", phone="000-1")


@pytest.fixture
def visitor(db):
    """Somebody nobody knows."""
    return Visitor(raise_request_exception=False)


def test_handed_in_twice_it_is_one_case(visitor, district):
    assert filled(visitor, district.bureau).headers["Location"] == "/request/files"
    token = visitor.send("/request/check")
    assert token.headers["Location"] == "/request/receipt"
    assert visitor.open("/request/check").headers["Location"] == "/request/receipt"
    case = Case.objects.get()
    assert case.number in visitor.open("/request/receipt").text
    assert case.counted_class == "enterprise"


def test_a_screen_is_not_reached_before_the_one_before_it(visitor, district):
    assert visitor.open("/request/contact").headers["Location"] == "/request/office"
    assert visitor.open("/request/check").headers["Location"] == "/request/office"


def test_a_number_with_a_slip_is_told_at_once_and_kept(visitor, district):
    filled(visitor, district.bureau)
    answer = visitor.send("/request/identity", name="甲公司", id_number="91350100M000100Y44", organisation="李四")
    assert answer.status_code == 422
    assert 'href="#f-id_number"' in answer.text
    assert 'value="91350100M000100Y44"' in answer.text


def test_another_browser_sees_nothing_of_it(visitor, district):
    filled(visitor, district.bureau)
    assert Visitor().open("/request/check").headers["Location"] == "/request/office"


def test_a_draft_lies_sealed_and_is_forgotten_after_a_week(db):
    secret = drafts.save("", {"name": "张三"}, at=AT)
    assert drafts.read(secret, at=AT).answers == {"name": "张三"}
    assert drafts.forget(at=AT + timedelta(days=6)) == 0
    assert drafts.forget(at=AT + timedelta(days=8)) == 1
    assert not Draft.objects.exists()


def test_too_many_files_are_refused_whole(db):
    secret = drafts.save("", {"name": "张三"}, at=AT)
    with pytest.raises(Exception, match="too_much"):
        drafts.attach(secret, [(f"{at}.txt", b"a") for at in range(9)], at=AT)
    assert drafts.read(secret, at=AT).files == ()
