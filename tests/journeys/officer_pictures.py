"""Takes the pictures of the officer's guide anew: python -m tests.journeys.officer_pictures [HOME]

Walks from the counter to the answer over the demonstration, built in a temporary folder, or kept in HOME.
"""

import sys
import tempfile
from pathlib import Path

from tests.journeys import chromium, officer_walk
from tests.journeys.pictures import FOLDER, _packed

MOST = 150_000  # bytes a picture
HANDLER = "邹某甲"
SHOWN = ("said", "receipt", "assign", "inbox", "propose", "proposal", "approve", "letter", "serve", "done", "applicant")


def main() -> int:
    """Walks, and writes a picture a station; 1 where there is no Chromium or a picture is too large."""
    from examples.district.running import running

    if chromium.found() is None:
        sys.stderr.write(f"{chromium.ABSENT}\n")
        return 1
    with tempfile.TemporaryDirectory() as made:
        home = Path(sys.argv[1]) if sys.argv[1:] else Path(made) / "demo"
        with running(home) as demo, chromium.browsing() as browser:
            return _walked(browser, demo)


def _walked(browser, demo) -> int:
    sizes = []

    def seat(login="", size=chromium.DESK):
        page = browser.new_context(viewport=size, locale="zh-CN", base_url=demo.url).new_page()
        if login:
            page.goto("/desk/sign-in")
            page.fill("[name=username]", login)
            page.fill("[name=password]", demo.kept["password"])
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda url: "sign-in" not in url)
        return page, lambda name: sizes.append(_kept(page, name)) if name in SHOWN else None

    clerk, handler, head = seat("sp-clerk"), seat("sp-handler"), seat("sp-head")
    number, secret, at = officer_walk.registered(*clerk)
    officer_walk.assigned(clerk[0], HANDLER, clerk[1])
    officer_walk.proposed(handler[0], number, handler[1])
    officer_walk.approved(head[0], number, head[1])
    officer_walk.answered(handler[0], at, handler[1])
    applicant, seen = seat(size=chromium.PHONE)
    officer_walk.followed(applicant, number, secret, seen)
    return int(max(sizes) > MOST)


def _kept(page, name) -> int:
    page.evaluate("document.activeElement.blur()")
    content = _packed(page.screenshot(full_page=name in ("receipt", "serve", "applicant")))
    (FOLDER / f"officer-{name}.png").write_bytes(content)
    sys.stdout.write(f"officer-{name}.png: {len(content):,} bytes\n")
    return len(content)


if __name__ == "__main__":
    raise SystemExit(main())
