"""Signing in as a person does: with the keyboard, without script, sent twice, at the wrong moment."""

from tests.conftest import PASSWORD
from tests.journeys import chromium


def test_with_the_keyboard_alone(walk, cast):
    page = walk("/desk/")
    assert "/desk/sign-in" in page.url
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(cast["head"].username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/")
    assert cast["head"].name in page.inner_text(".masthead")


def test_focus_is_seen(walk):
    page = walk("/desk/sign-in")
    for _ in range(8):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.boxShadow; })()"
        )
        assert seen != "nonenone", page.evaluate("document.activeElement.outerHTML")


def test_without_script(walk, cast):
    page = walk("/desk/me", chromium.PHONE, script=False)
    page.click("main button")
    assert "请改正以下内容" in page.inner_text(".problems")
    page.click(".problems a >> nth=0")
    page.fill("[name=username]", cast["clerk"].username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    assert page.url.endswith("/desk/me")
    assert page.inner_text("h1") == cast["clerk"].name
    page.click("header button")
    assert "您已退出" in page.inner_text(".notice-done")


def test_the_summary_of_what_is_wrong_has_the_focus(walk):
    page = walk("/desk/sign-in")
    page.click("main button")
    page.wait_for_selector(".problems")
    assert page.evaluate("document.activeElement.className") == "problems"
    assert page.title().startswith("有误：")


def test_a_second_click_sends_nothing(walk, cast):
    page = walk("/parts")
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    twice = (
        "(() => { const f = document.querySelector('main form[data-once]'); f.requestSubmit(); f.requestSubmit(); })()"
    )
    with page.expect_navigation():
        page.evaluate(twice)
    assert len(sent) == 1
