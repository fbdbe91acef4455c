"""My sessions: which device, since when, this one marked; ended one by one or all others; and signing in by one tap."""

import json

import pytest

from tests.ui.conftest import Visitor
from zhengwu.records.people import devices
from zhengwu.records.people.models import Session
from zhengwu.workbench.signing import entrance

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
AGENTS = {
    WINDOWS: "Chrome · Windows",
    f"{WINDOWS} Edg/140.0": "Edge · Windows",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1 Safari/604.1": "Safari · iOS",
    "Mozilla/5.0 (Linux; Android 16; X) AppleWebKit/537 Chrome/140 Mobile MicroMessenger/8.0": "微信 · 安卓",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox · Linux",
    "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/132.0 Safari/537.36": "Chrome · 鸿蒙",
    "curl/8.5": "程序",
    "": "未知设备",
}


@pytest.mark.parametrize(("agent", "said"), AGENTS.items())
def test_a_device_in_words(agent, said):
    assert devices.said(agent).zh == said


def test_it_works(visitor, cast):
    visitor.defaults["HTTP_USER_AGENT"] = WINDOWS
    visitor.sign_in(cast["clerk"])
    other = Visitor()
    other.sign_in(cast["clerk"])
    page = visitor.open("/desk/me").text
    assert "Chrome · Windows" in page
    assert page.count("当前设备") == 1
    assert page.count("新设备") == 1
    done = visitor.send("/desk/sessions/end-others", on="/desk/me")
    assert done.headers["Location"] == "/desk/me"
    assert "已结束其他 1 处登录" in visitor.open("/desk/me").text
    assert other.get("/desk/").status_code == 303
    assert Session.objects.count() == 1


def test_the_same_browser_is_familiar_next_time(visitor, cast):
    for _ in range(2):
        visitor.sign_in(cast["clerk"])
        visitor.send("/desk/sign-out", on="/desk/me")
    visitor.sign_in(cast["clerk"])
    assert "新设备" not in visitor.open("/desk/me").text
    assert visitor.cookies["zhengwu_device"]["httponly"]


def test_the_account_asks_few_questions(clerk, cast, django_assert_max_num_queries):
    for _ in range(5):
        Visitor().sign_in(cast["clerk"])
    with django_assert_max_num_queries(8):
        clerk.open("/desk/me")


@pytest.fixture
def demonstration(settings, tmp_path, cast):
    """A home with the file of a demonstration; the clerk's password is in it."""
    from tests.conftest import PASSWORD

    login = {"username": cast["clerk"].username, "post": "登记员", "name": cast["clerk"].name, "body": "审批局"}
    (tmp_path / "demonstration.json").write_text(json.dumps({"logins": [login], "password": PASSWORD}))
    settings.HOME = tmp_path
    entrance.demonstration.cache_clear()
    yield cast["clerk"]
    entrance.demonstration.cache_clear()


def test_in_a_demonstration_one_tap_signs_in(visitor, demonstration, settings):
    settings.MODE = "demo"
    assert f"<span>{demonstration.name}</span>" in visitor.open("/desk/sign-in").text
    done = visitor.send("/desk/sign-in/demo", on="/desk/sign-in", username=demonstration.username, next="/desk/me")
    assert (done.status_code, done.headers["Location"]) == (303, "/desk/me")
    assert demonstration.name in visitor.open("/desk/me").text


def test_in_a_demonstration_nobody_else_is_let_in(visitor, demonstration, settings, cast):
    settings.MODE = "demo"
    refused = visitor.send("/desk/sign-in/demo", on="/desk/sign-in", username=cast["head"].username)
    assert refused.status_code == 404
    assert visitor.get("/desk/sign-in/demo").status_code == 303
    assert visitor.post("/desk/sign-in/demo", {"username": demonstration.username}).status_code == 403


@pytest.mark.parametrize("mode", ["production", "test"])
def test_in_no_other_mode_is_it_shown_or_taken(visitor, demonstration, settings, mode):
    settings.MODE = mode
    page = visitor.open("/desk/sign-in").text
    assert demonstration.username not in page
    assert "/desk/sign-in/demo" not in page
    for answer in (
        visitor.send("/desk/sign-in/demo", on="/desk/sign-in", username=demonstration.username),
        visitor.get("/desk/sign-in/demo"),
    ):
        assert answer.status_code == 404
    assert not Session.objects.exists()
