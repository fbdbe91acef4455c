"""Passkeys by the pages, with a key in software; without script the pages say what to use instead."""

import pytest

from tests.conftest import PASSWORD
from tests.records.people.softkey import SoftKey
from tests.ui.conftest import TOKEN
from zhengwu.records.people.models import Passkey, Session

HOST = "localhost:8000"
ORIGIN = f"http://{HOST}"


@pytest.fixture
def visitor(visitor):
    """At an address for which browsers make passkeys."""
    visitor.defaults["HTTP_HOST"] = HOST
    return visitor


def add(clerk, key, name="办公室电脑"):
    options = clerk.get("/desk/me/passkeys/options")
    assert options.headers["Content-Type"] == "application/json"
    sent = key.made(options.content, ORIGIN)
    return clerk.send("/desk/me/passkeys/new", name=name, password=PASSWORD, credential=sent)


def enter(visitor, key, path="/desk/sign-in", to=""):
    token, form_key = TOKEN.search(visitor.open(path).text).groups()
    sent = key.signed(visitor.get(f"{path}/passkey").content, ORIGIN)
    return visitor.post(f"{path}/passkey", {"csrf": token, "key": form_key, "credential": sent, "next": to})


def test_it_works(clerk):
    key = SoftKey()
    assert "恢复码" in add(clerk, key).text
    assert add(clerk, SoftKey(), "安全密钥").status_code == 303
    clerk.send("/desk/sign-out", on="/desk/me")
    done = enter(clerk, key, to="/desk/me")
    assert (done.status_code, done.headers["Location"]) == (303, "/desk/me")
    page = clerk.open("/desk/me").text
    assert "办公室电脑" in page
    assert "安全密钥" in page
    assert Session.objects.get().way == "passkey"


def test_after_the_password_it_is_the_second_step(clerk, cast):
    key = SoftKey(verified=False)
    add(clerk, key)
    clerk.send("/desk/sign-out", on="/desk/me")
    assert clerk.sign_in(cast["clerk"]).headers["Location"] == "/desk/sign-in/second"
    assert "用通行密钥确认" in clerk.open("/desk/sign-in/second").text
    assert enter(clerk, key, "/desk/sign-in/second").headers["Location"] == "/desk/"
    assert Session.objects.get().way == "key"


def test_it_refuses_a_strange_key_in_words(visitor, db):
    answer = enter(visitor, SoftKey())
    assert answer.status_code == 401
    assert "这个通行密钥不能用来登录" in answer.content.decode()


@pytest.mark.parametrize("path", ["/desk/sign-in/passkey", "/desk/me/passkeys/new"])
def test_without_script_the_page_says_what_to_use(clerk, path):
    answer = clerk.send(path, on="/desk/me", name="x", password=PASSWORD)
    if path.startswith("/desk/sign-in"):  # whose form has another cookie
        clerk.send("/desk/sign-out", on="/desk/me")
        answer = clerk.send(path, on="/desk/sign-in")
    assert answer.status_code == 422
    assert "通行密钥需要浏览器开启脚本" in answer.text


def test_at_a_bare_address_the_page_says_why_there_are_none(clerk):
    clerk.defaults["HTTP_HOST"] = "127.0.0.1"
    assert "通行密钥只能在有域名的 https 网址上使用" in clerk.open("/desk/me/passkeys/new").text
    clerk.send("/desk/sign-out", on="/desk/me")
    assert "/desk/sign-in/passkey" not in clerk.open("/desk/sign-in").text


def test_naming_and_removing(clerk):
    add(clerk, SoftKey())
    place = f"/desk/me/passkeys/{Passkey.objects.get().pk}"
    assert clerk.send(place, name="家里的电脑").headers["Location"] == "/desk/me"
    assert "家里的电脑" in clerk.open("/desk/me").text
    assert clerk.send(place, name=" ").status_code == 422
    assert clerk.send(f"{place}/remove", on=place, password="wrong").status_code == 401
    assert clerk.send(f"{place}/remove", on=place, password=PASSWORD).headers["Location"] == "/desk/me"
    assert not Passkey.objects.exists()
    assert clerk.get(place).status_code == 404
