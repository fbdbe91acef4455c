"""A body's own day for its annual report: shown beside the law's, previewed, set, never later than the law."""

import pytest

from zhengwu.records.journal.models import Entry
from zhengwu.records.organs.models import Body

PATH = "/desk/administration/limits"


def test_the_law_and_what_is_local_stand_side_by_side(seat):
    page = seat("administrator").open(PATH)
    assert page.status_code == 200
    assert "法定 1月31日（条例第四十九条第一款）" in page.text
    assert "法定 3月31日（条例第四十九条第二款）" in page.text
    assert "20 个工作日" in page.text


def test_a_day_is_looked_at_set_and_taken_back(seat, district):
    officer = seat("administrator")
    path = f"{PATH}/{district.bureau}"
    assert "比法定早 11 天" in officer.fill(path, local_due_on="01-20").text
    assert Body.objects.get(pk=district.bureau).local_due_on == ""
    assert officer.fill(path, local_due_on="1-20", set="1").status_code == 303
    assert Body.objects.get(pk=district.bureau).local_due_on == "01-20"
    assert Entry.objects.get(action="body.limit_set").reason == "— → 01-20"
    assert "01-20" in officer.open(PATH).text
    assert officer.fill(path, local_due_on="", set="1").status_code == 303
    assert Body.objects.get(pk=district.bureau).local_due_on == ""


@pytest.mark.parametrize(("day", "said"), [("02-01", "不能晚于法定的1月31日"), ("13-01", "请写作"), ("年底", "请写作")])
def test_it_refuses_a_day_later_than_the_law(seat, district, day, said):
    page = seat("administrator").fill(f"{PATH}/{district.bureau}", local_due_on=day, set="1")
    assert (page.status_code, said in page.text) == (422, True)
    assert Body.objects.get(pk=district.bureau).local_due_on == ""


@pytest.mark.parametrize("post", ["clerk", "head", "supervisor"])
def test_it_refuses_who_does_not_manage_bodies(seat, district, post):
    assert seat(post).open(PATH).status_code == 403
    assert seat(post).open(f"{PATH}/{district.bureau}").status_code == 404


def test_a_foreign_body_is_not_there(seat, district):
    assert seat("administrator").open(f"{PATH}/{district.foreign}").status_code == 404
