"""People at the desk: taken in, appointed, on leave, handed over, let go; secrets shown once."""

import re
from datetime import timedelta

import pytest

from tests.ui.conftest import Visitor
from tests.workbench.conftest import AT, TODAY, told
from tests.workbench.test_inbox import queries_of
from zhengwu.records.cases import actions
from zhengwu.records.cases.models import Case
from zhengwu.records.journal.models import Entry
from zhengwu.records.people.models import Appointment, Person, Session

BASE = "/desk/administration"
SECRET = re.compile(r'id="secret" value="([^"]+)"')


@pytest.fixture
def admin(seat):
    return seat("administrator")


def held(person):
    return Appointment.objects.filter(person=person).order_by("id").first()


def taken_in(admin, district, **typed):
    facts = {"name": "何某乙", "username": "sp-heyi", "where": f"{district.bureau}:{district.intake_unit}"}
    return admin.fill(f"{BASE}/people/new", **{**facts, "post": "handler", "since": TODAY.isoformat(), **typed})


def test_it_works(admin, district):
    page = taken_in(admin, district)
    assert page.status_code == 200
    password = SECRET.search(page.text)[1]
    made = Person.objects.get(username="sp-heyi")
    assert held(made).unit_id == district.intake_unit
    assert password not in admin.open(f"{BASE}/people/{made.pk}").text
    newcomer = Visitor(raise_request_exception=False)
    assert newcomer.sign_in(made, password).status_code == 303
    assert newcomer.open("/desk/").headers["Location"] == "/desk/password"


def test_a_form_sent_twice_shows_no_second_secret(admin, district):
    assert taken_in(admin, district, key="one-form-sent-twice").status_code == 200
    again = taken_in(admin, district, key="one-form-sent-twice")
    assert again.status_code == 409
    assert "只显示一次" in again.text
    assert not SECRET.search(again.text)


def test_what_is_wrong_stands_beside_its_field(admin, district, cast):
    answer = taken_in(admin, district, username=cast["clerk"].username)
    assert answer.status_code == 409
    assert 'id="f-username-problem"' in answer.text
    assert taken_in(admin, district, name="").status_code == 422


def test_a_post_is_given_and_ended(admin, district, cast):
    at = f"{BASE}/people/{cast['clerk'].pk}"
    admin.fill(f"{at}/appoint", where=district.affairs, post="handler", since=TODAY.isoformat())
    given = Appointment.objects.get(person=cast["clerk"], body_id=district.affairs)
    page = admin.open(at).text
    assert "青禾区民政局" in page
    assert f"/posts/{given.pk}/end" in page
    admin.fill(f"{BASE}/posts/{given.pk}/end", last_day=TODAY.isoformat())
    given.refresh_from_db()
    assert given.until == TODAY


def test_whose_post_ends_is_told_with_the_cases_in_hand(admin, file, cast, actors):
    case_id = file("received")
    actions.take(case_id, told("assigned", TODAY, handler=str(cast["handler"].pk)), by=actors["head"], at=AT)
    page = admin.open(f"{BASE}/posts/{held(cast['handler']).pk}/end").text
    assert "还有 1 件在办" in page
    assert "青禾路" not in page, "an administrator sees no case"


def test_a_head_hands_all_cases_over(seat, file, cast, actors, hire, district):
    case_id, other = file("received"), hire("handler", district.bureau)
    actions.take(case_id, told("assigned", TODAY, handler=str(cast["handler"].pk)), by=actors["head"], at=AT)
    head, at = seat("head"), f"{BASE}/people/{cast['handler'].pk}"
    assert f"{at}/cases" in head.open(at).text
    assert "青禾路改造" in head.open(f"{at}/cases").text
    head.fill(f"{at}/cases", to=other.pk, note="调离")
    assert Case.objects.get(pk=case_id).handler_id == other.pk
    assert "已交接 1 件" in head.open(f"{at}/cases").text


def leave(admin, cast, person, **typed):
    days = {"since": TODAY.isoformat(), "until": (TODAY + timedelta(days=7)).isoformat()}
    at = f"{BASE}/posts/{held(cast['reviewer']).pk}/substitute"
    return admin.fill(at, **{"person": cast[person].pk, **days, **typed})


def test_a_substitute_is_arranged_after_what_speaks_against_it_was_said(admin, cast):
    page = leave(admin, cast, "handler")
    assert page.status_code == 200
    assert "不能由自己审批" in page.text
    assert not Appointment.objects.exclude(substitute_for=None).exists()
    assert leave(admin, cast, "handler", sure="yes").status_code == 303
    for person in ("handler", "reviewer"):
        assert "代理" in admin.open(f"{BASE}/people/{cast[person].pk}").text
    assert cast["handler"].name in admin.open(f"{BASE}/substitutes").text


def test_a_substitute_without_concern_needs_one_step_and_a_senseless_one_is_refused(admin, cast):
    assert leave(admin, cast, "head", until="2020-01-01").status_code == 409
    assert leave(admin, cast, "head").status_code == 303


def test_nobody_arranges_for_themselves(admin, cast):
    oneself = cast["administrator"]
    page = admin.open(f"{BASE}/people/{oneself.pk}").text
    assert "先任命另一名系统管理员" in page
    for path in (f"people/{oneself.pk}/retire", f"people/{oneself.pk}/password", f"posts/{held(oneself).pk}/end"):
        assert admin.open(f"{BASE}/{path}").status_code == 403


def test_who_leaves_is_signed_out_and_may_come_back(admin, seat, cast):
    seat("clerk")
    at = f"{BASE}/people/{cast['clerk'].pk}"
    admin.fill(f"{at}/sessions")
    assert not Session.objects.filter(person=cast["clerk"]).exists()
    admin.fill(f"{at}/retire")
    assert "已停用" in admin.open(at).text
    admin.fill(f"{at}/readmit")
    assert Person.objects.get(pk=cast["clerk"].pk).active
    deeds = set(Entry.objects.filter(object_id=str(cast["clerk"].pk)).values_list("action", flat=True))
    assert {"sessions.ended", "person.retired", "person.readmitted"} <= deeds


def test_a_password_is_reset_and_shown_once(admin, cast):
    page = admin.fill(f"{BASE}/people/{cast['clerk'].pk}/password")
    password = SECRET.search(page.text)[1]
    assert Visitor(raise_request_exception=False).sign_in(cast["clerk"], password).status_code == 303


def test_whose_posts_lie_elsewhere_too_is_left_to_those_above(admin, cast, district):
    Appointment.objects.create(person=cast["clerk"], body_id=district.foreign, post="clerk", since=TODAY)
    at = f"{BASE}/people/{cast['clerk'].pk}"
    assert "须由上级管理员办理" in admin.open(at).text
    assert admin.fill(f"{at}/retire").status_code == 403


def test_the_list_is_narrowed(admin, cast, district):
    assert cast["head"].username in admin.open(f"{BASE}/people?body={district.bureau}&post=head").text
    assert "没有找到人员" in admin.open(f"{BASE}/people?q=nobody").text
    assert admin.open(f"{BASE}/people?body=x&post=x&state=x&after=x").status_code == 200


@pytest.mark.parametrize(("path", "most"), [("/people", 5), ("/people/{person}", 6), ("/substitutes", 3)])
def test_a_page_asks_little_however_many_there_are(admin, cast, district, hire, path, most):
    address = BASE + path.format(person=cast["clerk"].pk)
    before = queries_of(admin, address)
    for _ in range(6):
        hire("handler", district.bureau)
    assert queries_of(admin, address) == before <= most
