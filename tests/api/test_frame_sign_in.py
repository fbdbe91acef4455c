import pytest

from tests.conftest import PASSWORD
from zhengwu.records.journal.models import Entry
from zhengwu.records.people.models import Person
from zhengwu.records.people.recovery import make


def test_it_works(cast, desk):
    clerk = desk(cast["clerk"])
    me = clerk.ask("GET", "/api/me").said
    assert (me["kind"], me["name"]) == ("person", "登记员甲")
    assert [post["post"] for post in me["posts"]] == ["clerk"]
    assert clerk.ask("DELETE", "/api/session").status_code == 204
    assert clerk.ask("GET", "/api/me").status_code == 401


def test_one_query_tells_who_asks(cast, desk, django_assert_num_queries):
    clerk = desk(cast["clerk"])
    with django_assert_num_queries(1):
        clerk.ask("GET", "/api/me")


@pytest.mark.parametrize(
    "said", [{"username": "nobody", "password": PASSWORD}, {"username": "clerk1", "password": "x"}]
)
def test_it_refuses_a_wrong_name_and_a_wrong_password_alike(cast, desk, said):
    response = desk().ask("POST", "/api/session", said)
    assert (response.status_code, response.said["code"]) == (401, "wrong_password")
    assert Entry.objects.filter(action="session.refused").count() == 1


def test_it_refuses_who_left(cast, desk):
    Person.objects.filter(pk=cast["clerk"].pk).update(active=False)
    said = {"username": cast["clerk"].username, "password": PASSWORD}
    assert desk().ask("POST", "/api/session", said).status_code == 401


def test_who_left_while_signed_in_is_out_at_once(cast, desk):
    clerk = desk(cast["clerk"])
    Person.objects.filter(pk=cast["clerk"].pk).update(active=False)
    assert clerk.ask("GET", "/api/me").status_code == 401


def test_a_cookie_without_the_token_changes_nothing(cast, desk):
    clerk = desk(cast["clerk"])
    for forged in ("", "0" * 40, "密"):
        clerk.defaults["HTTP_X_CSRF_TOKEN"] = forged
        response = clerk.ask("DELETE", "/api/session")
        assert (response.status_code, response.said["code"]) == (403, "csrf")
    assert clerk.ask("GET", "/api/me").status_code == 200


def test_the_cookie_is_out_of_reach_of_scripts(cast, desk):
    cookie = desk(cast["clerk"]).cookies["zhengwu_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert len(cookie.value) >= 43


def test_sessions_are_listed_and_ended(cast, desk):
    here, there = desk(cast["clerk"]), desk(cast["clerk"])
    other = there.ask("GET", "/api/sessions").said[1]["id"]
    assert desk(cast["head"]).ask("DELETE", f"/api/sessions/{other}").status_code == 404
    assert here.ask("DELETE", f"/api/sessions/{other}").status_code == 204
    assert there.ask("GET", "/api/me").status_code == 401
    assert here.ask("GET", "/api/me").status_code == 200


def test_a_new_password_ends_the_other_sessions(cast, desk):
    here, there = desk(cast["clerk"]), desk(cast["clerk"])
    assert here.ask("POST", "/api/me/password", {"old": PASSWORD, "new": "moon-over-hill-88"}).status_code == 204
    assert here.ask("GET", "/api/me").status_code == 200
    assert there.ask("GET", "/api/me").status_code == 401
    assert desk().sign_in(cast["clerk"], "moon-over-hill-88")


def test_a_one_time_password_opens_one_door_only(cast, desk):
    administrator = desk(cast["administrator"])
    password = administrator.ask("POST", f"/api/people/{cast['clerk'].pk}/password").said["password"]
    clerk = desk().sign_in(cast["clerk"], password)
    refused = clerk.ask("GET", "/api/people")
    assert (refused.status_code, refused.said["code"]) == (403, "password_change_required")
    assert clerk.ask("POST", "/api/me/password", {"old": password, "new": "moon-over-hill-88"}).status_code == 204
    assert clerk.ask("GET", "/api/people").status_code == 200


def test_a_password_alone_opens_nothing_where_a_second_factor_is_set(cast, desk):
    clerk = cast["clerk"]
    Person.objects.filter(pk=clerk.pk).update(second_factor=True)
    codes, said = make(clerk), {"username": clerk.username, "password": PASSWORD}
    refused = desk().ask("POST", "/api/session", said)
    assert (refused.status_code, refused.said["code"]) == (401, "second_factor_required")
    assert "zhengwu_session" not in refused.cookies
    wrong = desk().ask("POST", "/api/session", {**said, "code": "000000"})
    assert (wrong.status_code, wrong.said["code"]) == (401, "wrong_code")
    hidden = desk().ask("POST", "/api/session", {**said, "password": "wrong", "code": codes[0]})
    assert hidden.said["code"] == "wrong_password"
    assert desk().ask("POST", "/api/session", {**said, "code": codes[0]}).status_code == 201


def test_a_post_that_asks_for_a_second_factor_opens_nothing_else_before(cast, desk, settings):
    settings.SECOND_FACTOR_POSTS = frozenset({"clerk"})
    clerk = desk(cast["clerk"])
    refused = clerk.ask("GET", "/api/people")
    assert (refused.status_code, refused.said["code"]) == (403, "second_factor_enrolment_required")
    assert clerk.ask("GET", "/api/me").status_code == 200
