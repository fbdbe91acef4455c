"""More than a password, as a person meets it: codes, recovery codes and passkeys, in a real browser with a real key."""

from datetime import UTC, datetime

import pyotp
import pytest

from tests.conftest import PASSWORD
from tests.journeys import chromium
from zhengwu.records.people.models import Passkey, Session

SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sound(page):
    """Nothing found by axe, nothing sticks out, nothing failed."""
    chromium.opened(page)
    assert chromium.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page sticks out"
    assert [one for one in page.faults if "status of 4" not in one] == []


def sign_in(page, person):
    """Types name and password."""
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")


def enrol(page):
    """Sets codes up by typing the secret; gives the clock of the telephone and the recovery codes."""
    page.goto("/desk/me/codes")
    clock = pyotp.TOTP(page.inner_text(".secret").replace(" ", ""))
    page.fill("[name=code]", clock.now())
    page.keyboard.press("Enter")
    page.wait_for_selector(".recovery")
    return clock, page.locator(".recovery code").all_inner_texts()


def sign_out(page):
    page.click("header .tools button")
    page.wait_for_url("**/desk/sign-in")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("script", [True, False])
def test_codes_from_setting_up_to_signing_in(walk, cast, size, script):
    page = walk("/desk/me/codes", SIZES[size], script=script, person=cast["clerk"])
    _, codes = enrol(page)
    assert len(codes) == 10
    page.click("text=我已经保存好，继续")
    sign_out(page)
    sign_in(page, cast["clerk"])
    page.wait_for_url("**/desk/sign-in/second")
    page.fill("[name=code]", "wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector(".problems")
    page.fill("[name=code]", codes[3].lower())
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    assert cast["clerk"].name in page.inner_text(".masthead")


@pytest.mark.parametrize("size", SIZES)
def test_its_pages_are_sound(walk, cast, size):
    page = walk("/desk/me/codes", SIZES[size], person=cast["clerk"])
    sound(page)
    enrol(page)
    sound(page)
    for path in ("/desk/me", "/desk/me/codes", "/desk/me/recovery-codes", "/desk/me/passkeys/new", "/desk/password"):
        page.goto(path)
        sound(page)
    sign_out(page)
    sign_in(page, cast["clerk"])
    page.wait_for_url("**/desk/sign-in/second")
    sound(page)


def test_recovery_codes_can_be_kept(walk, cast):
    page = walk("/desk/me/codes", person=cast["clerk"])
    _, codes = enrol(page)
    with page.expect_download() as caught:
        page.click("text=下载恢复码")
    assert caught.value.suggested_filename == "zhengwu-recovery-codes.txt"
    assert caught.value.path().read_text().split() == codes


@pytest.fixture
def held(walk, house, cast):
    """The clerk's browser at an address with a name, and a key in it that knows who holds it."""
    page = walk("/")
    page.key = page.context.new_cdp_session(page)
    page.key.send("WebAuthn.enable")
    page.key_id = page.key.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]
    page.place = house.replace("127.0.0.1", "localhost")
    page.goto(f"{page.place}/desk/sign-in?next=/desk/me")
    sign_in(page, cast["clerk"])
    page.wait_for_selector(".doors")
    return page


def add(page, name="办公室电脑"):
    page.goto(f"{page.place}/desk/me/passkeys/new")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")


def test_a_passkey_from_making_to_signing_in(held, cast):
    add(held)
    held.wait_for_selector(".recovery")
    sound(held)
    held.goto(f"{held.place}/desk/me")
    sign_out(held)
    sound(held)
    held.click("text=用通行密钥登录")
    held.wait_for_url("**/desk/")
    assert cast["clerk"].name in held.inner_text(".masthead")
    assert Session.objects.get().way == "passkey"
    assert Passkey.objects.get().used_at <= datetime.now(UTC)


def test_a_passkey_as_the_second_step(held, cast):
    add(held)
    held.wait_for_selector(".recovery")
    held.goto(f"{held.place}/desk/me")
    sign_out(held)
    sign_in(held, cast["clerk"])
    held.wait_for_url("**/desk/sign-in/second")
    sound(held)
    held.click("button:has-text('用通行密钥确认')")
    held.wait_for_url("**/desk/")
    assert Session.objects.get().way == "key"


def test_naming_and_removing_a_passkey(held):
    add(held)
    held.wait_for_selector(".recovery")
    held.goto(f"{held.place}/desk/me")
    held.click("text=办公室电脑")
    held.wait_for_selector("text=删除之后")
    sound(held)
    held.fill("[name=password]", PASSWORD)
    held.click("main form button.btn-danger")
    held.wait_for_selector(".notice-done")
    assert not Passkey.objects.exists()


def test_who_says_no_to_the_browser_is_told(held):
    add(held)
    held.wait_for_selector(".recovery")
    held.goto(f"{held.place}/desk/me")
    sign_out(held)
    held.key.send("WebAuthn.setUserVerified", {"authenticatorId": held.key_id, "isUserVerified": False})
    held.click("text=用通行密钥登录")
    held.wait_for_function("document.querySelector('.said').textContent.includes('没有完成')", timeout=70_000)
    assert "/desk/sign-in" in held.url


def test_the_same_device_twice_is_told(held):
    add(held)
    held.wait_for_selector(".recovery")
    add(held, "又一次")
    held.wait_for_selector(".said:has-text('已经有您的通行密钥')")
    assert Passkey.objects.count() == 1
