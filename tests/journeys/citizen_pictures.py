"""Takes the pictures of the citizen's guides anew: python -m tests.journeys.citizen_pictures [ADDRESS]

Walks through a request on a phone, in Chinese and in English, over the demonstration, built in a temporary folder, or
over one that is served.
"""

import sys
import tempfile
from pathlib import Path

from tests.journeys import chromium
from tests.journeys.pictures import FOLDER, MOST, _packed
from zhengwu.ui.catalogue import text

GO_ON = "main form .send button"
LOCALES = {"zh": ("zh-CN", "citizen"), "en": ("en-GB", "citizen-en")}
SUBJECT, ITEM = "2025年行政复议的情况", "望湖大道绿化工程的中标通知书和验收报告"


def main() -> int:
    """Walks, and writes a picture a station; 1 where there is no Chromium or a picture is too large."""
    if chromium.found() is None:
        sys.stderr.write(f"{chromium.ABSENT}\n")
        return 1
    with chromium.browsing() as browser:
        if sys.argv[1:]:
            return max([_walked(browser, sys.argv[1], lang) for lang in LOCALES])
        from examples.district.running import running

        with tempfile.TemporaryDirectory() as home, running(Path(home) / "demo") as demo:
            return max([_walked(browser, demo.url, lang) for lang in LOCALES])


def _walked(browser, address: str, lang: str) -> int:
    locale, place = LOCALES[lang]
    page = browser.new_context(viewport=chromium.PHONE, locale=locale, base_url=address).new_page()
    sizes = []

    def kept(name: str) -> None:
        page.evaluate("document.activeElement.blur()")
        content = _packed(page.screenshot(full_page=True))
        (FOLDER / f"{place}-{name}.png").write_bytes(content)
        sys.stdout.write(f"{place}-{name}.png: {len(content):,} bytes\n")
        sizes.append(len(content))

    page.goto("/request/subject")
    page.fill("#f-subject", SUBJECT)
    page.click(GO_ON)
    kept("found")
    page.click(f"text={text(lang, 'asking.found.none')}")
    _answered(page, kept)
    kept("receipt")
    page.click(f"a.btn:text-is('{text(lang, 'asking.follow')}')")
    page.wait_for_url("**/track/*")
    kept("case")
    page.goto("/deadline?from=2026-09-24&length=20&unit=working_days")
    kept("deadline")
    return int(max(sizes) > MOST)


def _answered(page, kept) -> None:
    page.select_option("#f-office", label="青禾区行政审批局")
    page.click(GO_ON)
    page.fill("#f-item-1", ITEM)
    kept("what")
    page.click(GO_ON)
    for value in ("electronic", "natural_person", "self"):
        page.check(f"input[value={value}]")
        page.click(GO_ON)
    page.fill("#f-name", "张三")
    page.check("input[value=citizen_id]")
    page.fill("#f-id_number", "11010519491231002X")
    page.click(GO_ON)
    page.fill("#f-phone", "000-12345678")
    page.click(GO_ON)
    page.click(GO_ON)
    page.check("#f-declared")
    kept("check")
    page.click(GO_ON)
    page.wait_for_url("**/request/receipt")


if __name__ == "__main__":
    raise SystemExit(main())
