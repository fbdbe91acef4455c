"""The parts that do something: why a date is that date, a dropped file, a filter that asks at once, the search key."""

from tests.journeys import chromium


def test_a_date_says_why(walk):
    page = walk("/parts", script=False)
    assert not page.locator(".strip").first.is_visible()
    page.click("summary >> nth=0")
    assert page.locator(".strip").first.is_visible()
    assert "国庆节" in page.locator(".reasons").first.inner_text()


def test_a_file_is_listed_and_its_upload_shown(walk, tmp_path):
    page = walk("/parts", chromium.PHONE)
    proof = tmp_path / "身份证明.pdf"
    proof.write_bytes(b"%PDF-1.4" + b"0" * 200_000)
    page.set_input_files("#f-proofs", proof)
    assert "身份证明.pdf · 195 KB" in page.locator(".dropped").first.inner_text()
    for name, value in {"title": "补偿方案", "phone": "000", "since": "2026-01-31", "pages": "12"}.items():
        page.fill(f"#f-{name}", value)
    page.select_option("#f-body", "1")
    page.check("#f-way")
    page.click("main form[data-progress] button >> nth=0")
    page.wait_for_selector(".notice-done")
    assert "表单没有问题" in page.inner_text(".notices")
    assert page.faults == []


def test_what_is_wrong_with_an_upload_is_shown_too(walk, tmp_path):
    page = walk("/parts")
    page.set_input_files("#f-proofs", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x"})
    page.click("main form[data-progress] button >> nth=0")
    page.wait_for_selector(".problems")
    assert page.title().startswith("部件")
    assert page.locator(".field.wrong").count() >= 5
    assert page.faults == ["Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"]


def test_a_filter_asks_at_once(walk):
    page = walk("/parts")
    page.select_option("#filter-light", "late")
    page.wait_for_url("**/parts?state=open&light=late")


def test_a_stroke_leads_to_the_search_box(walk):
    page = walk("/parts")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("a/b")
    assert page.input_value("#q") == "a/b"


def test_the_phone_shows_the_whole_strip(walk):
    page = walk("/parts", chromium.PHONE)
    chromium.opened(page)
    wide = page.evaluate(
        "[...document.querySelectorAll('.strip')].map((one) => one.scrollWidth - one.parentElement.clientWidth)"
    )
    assert max(wide) <= 0


def test_print_leaves_the_navigation_out(walk):
    page = walk("/parts")
    page.emulate_media(media="print")
    assert not page.locator(".masthead").is_visible()
    assert page.locator("h1").is_visible()
