"""An application for a bundle as its applicant follows it: one timeline, one answer, one way back, on /my too."""

import pytest

from tests.portal.bundles.conftest import paper
from tests.records.bundles.conftest import MATERIALS, TUESDAY
from tests.ui.conftest import Visitor
from zhengwu.records.bundles import acting, matters
from zhengwu.records.bundles.models import Matter
from zhengwu.records.cases.models import Case
from zhengwu.records.people.actors import PUBLIC


@pytest.fixture
def followed(applied, tmp_path, settings):
    """A matter at the counter, with a function that opens a door with its number and secret."""
    settings.HOME = tmp_path
    made = applied(incomplete=True, materials=MATERIALS[1:])

    def opens(door):
        visitor = Visitor(raise_request_exception=False)
        answer = visitor.send(door, number=made.number, secret=made.secret)
        assert answer.status_code == 303, answer.text
        return visitor, answer.headers["Location"]

    return made, opens


def test_each_door_opens_it(followed):
    _made, opens = followed
    for door in ("/track", "/bundles/follow"):
        visitor, where = opens(door)
        page = visitor.open(where).text
        assert "一次提交，开始办理" in page
        assert "企业登记：" in page
    visitor, where = opens("/my")
    assert where == "/my"
    assert "我要开店" in visitor.open("/my").text
    assert Visitor().get(f"/track/{_made.number}").headers["Location"].startswith("/bundles/follow/")


def test_what_one_department_asks_for_is_handed_in_once(followed, step):
    made, opens = followed
    (register,) = [one for one in matters.matter(made.matter_id, by=PUBLIC).parts if one.case_id]
    step(register, "correction_requested", "clerk", what="请提交租赁合同")
    visitor, home = opens("/track")
    page = visitor.open(home).text
    assert "请提交租赁合同" in page
    assert "请您补正、补交" in page
    nothing = visitor.send(f"{home}/supply")
    assert nothing.status_code == 422
    sent = visitor.send(f"{home}/supply", **{"file-register__lease": paper("lease")})
    assert sent.headers["Location"] == home
    assert Case.objects.get().state == "submitted"
    assert "请提交租赁合同" in visitor.open(home).text  # in the timeline
    assert "请您补正、补交" not in visitor.open(home).text
    assert visitor.get(f"{home}/supply").status_code == 303


def test_a_part_is_taken_back_then_the_whole(followed):
    made, opens = followed
    visitor, home = opens("/track")
    assert "等待它的也不再办理" in visitor.open(f"{home}/withdraw").text
    assert visitor.send(f"{home}/withdraw").status_code == 422
    assert visitor.send(f"{home}/withdraw", parts="sign", text="不做了").status_code == 303
    assert set(Matter.objects.get().waiting) == {"food"}
    assert visitor.send(f"{home}/withdraw", parts="register").status_code == 303
    assert matters.matter(made.matter_id, by=PUBLIC).state == "closed"
    assert visitor.get(f"{home}/withdraw").headers["Location"] == home


def test_nobody_else_reaches_these_pages(followed):
    made, _opens = followed
    for path in ("", "/supply", "/withdraw", "/register"):
        assert Visitor().get(f"/bundles/follow/{made.number}{path}").status_code == 303


def test_it_is_one_page_of_few_statements(followed, actors, django_assert_max_num_queries):
    made, opens = followed
    acting.accept(made.matter_id, by=actors["clerk"], at=TUESDAY)
    visitor, home = opens("/track")
    visitor.open(home)
    with django_assert_max_num_queries(9):
        visitor.open(home)
