"""Signing in by the page: as slow as the throttle wants, back to where one wanted to go, a new password first."""

import json

import pytest

from tests.conftest import PASSWORD
from zhengwu.records.people.models import Person, Session
from zhengwu.workbench.signing import entrance

STAFF = ("/desk/", "/desk/me", "/desk/password")


def test_it_works(visitor, cast):
    answer = visitor.sign_in(cast["clerk"])
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/")
    cookie = answer.cookies["zhengwu_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cast["clerk"].name in visitor.open("/desk/").text


@pytest.mark.parametrize("path", STAFF)
def test_who_has_not_signed_in_is_asked_to_and_comes_back(visitor, cast, path):
    answer = visitor.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/desk/sign-in?next={path}")
    done = visitor.send("/desk/sign-in", on=answer.headers["Location"], username="x", password="y", next=path)
    assert done.status_code == 401
    assert f'value="{path}"' in done.text
    clerk = cast["clerk"].username
    assert visitor.send("/desk/sign-in", username=clerk, password=PASSWORD, next=path).headers["Location"] == path


def test_what_was_typed_is_given_back_when_the_session_is_over(visitor):
    typed = {"title": "写了一半的标题<b>", "kind": "notice", "csrf": "x"}
    answer = visitor.post("/desk/publications/new", typed, headers={"origin": "http://testserver"})
    page = answer.content.decode().partition("<main")[2]
    assert answer.status_code == 401
    assert "写了一半的标题&lt;b&gt;" in page
    assert "/desk/sign-in?next=/desk/publications/new" in page
    assert "notice" not in page
    for others in ({"origin": "https://elsewhere.example"}, {}):
        assert visitor.post("/desk/publications/new", typed, headers=others).status_code == 303


def test_it_refuses_a_wrong_password_and_keeps_the_name(visitor, cast):
    answer = visitor.sign_in(cast["clerk"], "wrong")
    assert answer.status_code == 401
    assert f'value="{cast["clerk"].username}"' in answer.text
    assert "wrong" not in answer.text.replace("field wrong", "")
    assert "用户名或密码不对" in answer.text


def test_who_guesses_is_told_to_wait(visitor, cast):
    answers = [visitor.sign_in(cast["clerk"], f"guess-{n}") for n in range(6)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "请等待" in answers[-1].text
    assert visitor.sign_in(cast["clerk"]).status_code == 429


def test_it_refuses_to_go_elsewhere_after_signing_in(visitor, cast):
    sent = {"username": cast["clerk"].username, "password": PASSWORD, "next": "//evil.example"}
    assert visitor.send("/desk/sign-in", **sent).headers["Location"] == "/"


def test_signing_out_ends_the_session(clerk):
    answer = clerk.send("/desk/sign-out", on="/desk/")
    assert answer.headers["Location"] == "/desk/sign-in"
    assert not Session.objects.exists()
    assert "您已退出" in clerk.open("/desk/sign-in").text
    assert clerk.get("/desk/").status_code == 303


def test_a_form_of_the_public_does_nothing_at_the_desk(clerk):
    clerk.open("/parts")
    assert clerk.post("/desk/sign-out", {"csrf": "0" * 40}).status_code == 403
    assert Session.objects.count() == 1


def test_a_password_that_must_change_comes_first(visitor, cast):
    Person.objects.filter(pk=cast["clerk"].pk).update(must_change_password=True)
    visitor.sign_in(cast["clerk"])
    assert visitor.get("/desk/me").headers["Location"] == "/desk/password"
    new = "lantern-river-9042"
    differing = visitor.send("/desk/password", old=PASSWORD, new=new, again="other")
    assert differing.status_code == 422
    assert "两次输入的新密码不一样" in differing.text
    assert visitor.send("/desk/password", old="no", new=new, again=new).status_code == 401
    assert visitor.send("/desk/password", old=PASSWORD, new=new, again=new).headers["Location"] == "/desk/me"
    assert "密码已修改" in visitor.open("/desk/me").text


def test_another_session_may_be_ended(clerk, cast):
    from tests.ui.conftest import Visitor

    other = Visitor()
    other.sign_in(cast["clerk"])
    there = Session.objects.order_by("id").last()
    assert clerk.send(f"/desk/sessions/{there.pk}/end", on="/desk/me").status_code == 303
    assert other.get("/desk/").status_code == 303
    assert clerk.get("/desk/").status_code == 200


def test_logins_are_told_in_a_demonstration_only(visitor, tmp_path, settings):
    logins = [{"username": "sp-head", "post": "负责人", "name": "赵青", "body": "审批局"}]
    (tmp_path / "demonstration.json").write_text(json.dumps({"logins": logins, "password": "qinghe-1"}))
    settings.HOME = tmp_path
    assert "sp-head" not in visitor.open("/desk/sign-in").text
    entrance.demonstration.cache_clear()
    settings.MODE = "demo"
    text = visitor.open("/desk/sign-in").text
    entrance.demonstration.cache_clear()
    assert "sp-head" in text
    assert "qinghe-1" in text
