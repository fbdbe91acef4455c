"""The second step, and setting it up, by the pages: what was typed is kept, and who must is led there."""

import re

import pyotp
import pytest

from tests.conftest import PASSWORD
from tests.ui.conftest import Visitor
from zhengwu.records.people.models import Authenticator, Person, RecoveryCode, Session

SECRET = re.compile(r'<code class="secret">([A-Z2-7 ]+)</code>')
OFFER = re.compile(r'name="offer" value="([^"]+)"')
CODES = re.compile(r"<li><code>([0-9A-Z]{5}-[0-9A-Z]{5})</code></li>")
STEP = "/desk/sign-in/second"


def step(visitor, code, to=""):
    """Types a code at the second step."""
    return visitor.send(STEP, code=code, next=to)


def test_it_works(visitor, cast, phone):
    held = phone(cast["clerk"])
    asked = visitor.sign_in(cast["clerk"])
    assert (asked.status_code, asked.headers["Location"]) == (303, STEP)
    assert not Session.objects.exists()
    assert visitor.get("/desk/").status_code == 303
    done = step(visitor, held.code())
    assert (done.status_code, done.headers["Location"]) == (303, "/desk/")
    assert visitor.get("/desk/me").status_code == 200
    assert "zhengwu_step" not in {name for name, one in visitor.cookies.items() if one.value}


def test_one_comes_back_to_where_one_wanted_to_go(visitor, cast, phone):
    held = phone(cast["clerk"])
    sent = {"username": cast["clerk"].username, "password": PASSWORD, "next": "/desk/me"}
    asked = visitor.send("/desk/sign-in", **sent)
    assert asked.headers["Location"] == f"{STEP}?next=/desk/me"
    assert 'name="next" value="/desk/me"' in visitor.open(asked.headers["Location"]).text
    assert step(visitor, held.code(), "/desk/me").headers["Location"] == "/desk/me"


def test_it_refuses_a_wrong_code_and_a_second_use(visitor, cast, phone):
    held = phone(cast["clerk"])
    visitor.sign_in(cast["clerk"])
    wrong = step(visitor, "123" if held.code() != "123" else "")
    assert wrong.status_code == 401
    assert "验证码不对" in wrong.text
    assert 'aria-invalid="true"' in wrong.text
    assert step(visitor, "").status_code == 422
    code = held.code()
    assert step(visitor, code).status_code == 303
    other = Visitor()
    other.sign_in(cast["clerk"])
    assert step(other, code).status_code == 401


def test_a_recovery_code_opens_it_too(visitor, cast, phone):
    held = phone(cast["clerk"])
    visitor.sign_in(cast["clerk"])
    assert step(visitor, held.codes[0].lower()).status_code == 303
    assert "还有 9 个没有用过" in visitor.open("/desk/me").text


def test_who_guesses_is_told_to_wait(visitor, cast, phone):
    phone(cast["clerk"])
    visitor.sign_in(cast["clerk"])
    answers = [step(visitor, f"x{n}") for n in range(6)]
    assert [one.status_code for one in answers] == [401] * 5 + [429]
    assert 25 <= int(answers[-1].headers["Retry-After"]) <= 31
    assert re.search(r"请等待 \d+ 秒", answers[-1].text)


@pytest.mark.parametrize("cookie", ["", "x", "k1.AAAA"])
def test_without_the_first_step_there_is_no_second(visitor, db, cookie):
    visitor.cookies["zhengwu_step"] = cookie
    for answer in (visitor.get(STEP), visitor.get("/desk/sign-in/second/passkey")):
        assert answer.status_code in (303, 401)
    token = re.search(r'name="csrf" value="([0-9a-f]+)"', visitor.open("/desk/sign-in").text)[1]
    answer = visitor.post(STEP, {"csrf": token, "code": "000000"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/sign-in")
    assert "登录已超时" in visitor.open("/desk/sign-in").text


def enrol(visitor):
    """Sets codes up as a person does, by typing the secret; gives the answer, and the clock of the telephone."""
    page = visitor.open("/desk/me/codes").text
    clock = pyotp.TOTP(SECRET.search(page)[1].replace(" ", ""))
    sent = visitor.send("/desk/me/codes", code=clock.now(), offer=OFFER.search(page)[1])
    return sent, clock


def test_setting_up_and_switching_off(clerk):
    assert "data:image/svg+xml" in clerk.open("/desk/me/codes").text
    done, _ = enrol(clerk)
    codes = CODES.findall(done.text)
    assert (done.status_code, len(set(codes))) == (200, 10)
    assert codes[0] in done.text.split('href="data:text/plain,')[1]
    assert codes[0] not in clerk.open("/desk/me").text
    assert "已启用" in clerk.open("/desk/me").text
    refused = clerk.send("/desk/me/codes", password="wrong", code=codes[0])
    assert refused.status_code == 401
    assert clerk.send("/desk/me/codes", password=PASSWORD, code=codes[0]).headers["Location"] == "/desk/me"
    assert not Authenticator.objects.exists()


def test_a_wrong_first_code_keeps_the_picture(clerk):
    page = clerk.open("/desk/me/codes").text
    again = clerk.send("/desk/me/codes", code="12", offer=OFFER.search(page)[1])
    assert again.status_code == 422
    assert SECRET.search(again.text)[1] == SECRET.search(page)[1]
    assert not Authenticator.objects.exists()


def test_looking_at_the_page_writes_nothing(clerk, django_assert_max_num_queries):
    with django_assert_max_num_queries(6) as caught:
        clerk.open("/desk/me/codes")
    assert not [one["sql"] for one in caught if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_new_recovery_codes(clerk, cast, phone):
    assert clerk.send("/desk/me/recovery-codes", password=PASSWORD).status_code == 409
    held = phone(cast["clerk"])
    made = clerk.send("/desk/me/recovery-codes", password=PASSWORD)
    assert len(CODES.findall(made.text)) == 10
    assert not set(CODES.findall(made.text)) & set(held.codes)
    assert RecoveryCode.objects.count() == 10


def test_whose_post_asks_for_it_is_led_to_set_it_up(visitor, cast, settings):
    settings.SECOND_FACTOR_POSTS = frozenset({"clerk"})
    visitor.sign_in(cast["clerk"])
    for path in ("/desk/", "/desk/me", "/desk/search"):
        assert visitor.get(path).headers["Location"] == "/desk/me/codes"
    assert "您的岗位须先启用两步验证" in visitor.open("/desk/me/codes").text
    assert visitor.get("/desk/me/passkeys/new").status_code == 200
    done, _ = enrol(visitor)
    assert done.status_code == 200
    assert visitor.get("/desk/me").status_code == 200


def test_a_password_to_be_changed_comes_before_that(visitor, cast, settings):
    settings.SECOND_FACTOR_POSTS = frozenset({"clerk"})
    Person.objects.filter(pk=cast["clerk"].pk).update(must_change_password=True)
    visitor.sign_in(cast["clerk"])
    assert visitor.get("/desk/").headers["Location"] == "/desk/password"
    assert visitor.get("/desk/password").status_code == 200
