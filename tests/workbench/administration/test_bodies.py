"""Bodies at the desk: the overview, the tree, one of them, and each deed with what it touches and what it refuses."""

import pytest

from tests.workbench.test_inbox import queries_of
from zhengwu.records.organs.models import Body, FormerName, Unit
from zhengwu.records.people.models import Appointment

BASE = "/desk/administration"
FACTS = {"kind": "department", "counting": "per_item", "number_prefix": "QHWH"}


@pytest.fixture
def admin(seat):
    return seat("administrator")


def test_it_works(admin, district):
    page = admin.open(f"{BASE}/bodies").text
    assert all(name in page for name in ("青禾区行政审批局", "青禾区政务服务站", "机关负责人甲"))
    assert "云溪区" not in page
    typed = {"above": district.government, "name": "青禾区文化局", "short_name": "文化局", **FACTS}
    made = admin.fill(f"{BASE}/bodies/new", **typed)
    assert made.status_code == 303
    assert "已设立“青禾区文化局”" in admin.open(made.headers["Location"]).text


def test_the_overview_tells_what_wants_attention(admin, district):
    page = admin.open(BASE).text
    assert "3 个机关没有机关负责人" in page
    assert page.index("需要处理") < page.index("管理事项")
    assert "青禾区民政局" in admin.open(f"{BASE}/bodies?lack=leader").text


@pytest.mark.parametrize("post", ["head", "leader", "supervisor", "auditor"])
def test_who_may_only_read_sees_no_deed(seat, district, post):
    visitor = seat(post)
    page = visitor.open(f"{BASE}/bodies/{district.bureau}").text
    assert "由系统管理员维护" in page
    assert f"/bodies/{district.bureau}/rename" not in page
    assert visitor.open(f"{BASE}/bodies/{district.bureau}/rename").status_code == 403


@pytest.mark.parametrize("post", ["clerk", "handler", "reviewer"])
def test_who_may_not_read_people_finds_no_administration(seat, post):
    assert seat(post).open(BASE).status_code == 404
    assert seat(post).open(f"{BASE}/bodies").status_code == 403


def test_a_name_is_changed_and_the_former_one_kept(admin, district):
    Body.objects.update(established_on="2019-01-01")
    at = f"{BASE}/bodies/{district.bureau}"
    assert "在办事项" in admin.open(f"{at}/rename").text
    typed = {"name": "青禾区政务服务局", "short_name": "政务局", "since": "2026-01-05"}
    admin.fill(f"{at}/rename", **typed)
    page = admin.open(at).text
    assert "曾用名" in page
    assert FormerName.objects.get().name == "青禾区行政审批局"


def test_what_is_wrong_stands_in_the_form_and_what_was_typed_is_kept(admin, district):
    typed = {"above": district.government, "name": "青禾区民政局", "short_name": "民政", **FACTS}
    answer = admin.fill(f"{BASE}/bodies/new", **typed)
    assert answer.status_code == 409
    assert "名称或统一社会信用代码已被使用" in answer.text
    assert 'value="青禾区民政局"' in answer.text


def test_a_body_where_posts_are_held_says_why_it_stays(admin, district):
    at = f"{BASE}/bodies/{district.bureau}"
    assert "还有 5 人任职，请先免职" in admin.open(at).text
    refused = admin.fill(f"{at}/close")
    assert refused.status_code == 409
    assert "仍有人员任职" in refused.text or "下级机关尚未撤销" in refused.text


def test_a_body_is_closed_with_its_successor_and_opened_again(admin, district):
    at = f"{BASE}/bodies/{district.station}"
    assert admin.fill(f"{at}/close", successor_id=district.affairs).status_code == 303
    page = admin.open(at).text
    assert "承接机关" in page
    assert "青禾区民政局" in page
    assert admin.fill(f"{at}/reopen").status_code == 303
    assert Body.objects.get(pk=district.station).closed_on is None


def test_units_are_added_renamed_closed_and_opened_again(admin, district):
    at, section = f"{BASE}/bodies/{district.bureau}", f"{BASE}/units/{district.other_unit}"
    admin.fill(f"{at}/units/new", name="档案科")
    admin.fill(f"{section}/rename", name="许可科")
    admin.fill(f"{section}/close")
    assert Unit.objects.get(pk=district.other_unit).closed_on
    admin.fill(f"{section}/reopen")
    names = set(Unit.objects.filter(body_id=district.bureau, closed_on=None).values_list("name", flat=True))
    assert names == {"公开科", "许可科", "档案科"}


def test_a_body_moves_with_all_below_it_but_never_below_itself(admin, district):
    page = admin.open(f"{BASE}/bodies/{district.bureau}/move").text
    assert f'value="{district.station}"' not in page
    admin.fill(f"{BASE}/bodies/{district.bureau}/move", parent_id=district.affairs)
    assert Body.objects.get(pk=district.station).path.startswith(Body.objects.get(pk=district.affairs).path)


def test_a_form_sent_twice_makes_one_unit(admin, district):
    at = f"{BASE}/bodies/{district.bureau}/units/new"
    first = admin.fill(at, name="档案科", key="a-key-of-one-form")
    again = admin.fill(at, name="档案科", key="a-key-of-one-form")
    assert (first.status_code, again.status_code) == (303, 303)
    assert Unit.objects.filter(name="档案科").count() == 1


@pytest.mark.parametrize(("path", "most"), [("", 10), ("/bodies", 3), ("/bodies/{body}", 9)])
def test_a_page_asks_little_however_much_there_is(admin, district, hire, path, most):
    address = BASE + path.format(body=district.bureau)
    before = queries_of(admin, address)
    for number in range(6):
        Unit.objects.create(body_id=district.bureau, name=f"第{number}科")
        person = hire("handler", district.bureau)
        Appointment.objects.create(person=person, body_id=district.affairs, post="clerk", since="2020-01-01")
    assert queries_of(admin, address) == before <= most
