"""The pages as a browser meets them: first paint, what is fetched, over the demonstration in a headless Chromium.

Each page is opened with an empty cache; a page of one line from the same server, `/healthz`, stands beside them in the
same run: what the machine and the browser need by themselves.
"""

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Name, who looks (none: everybody), address. {places} come from what the demonstration was built with.
PAGES = (
    ("one line of JSON", "", "/healthz"),
    ("home", "", "/"),
    ("request, first question", "", "/request"),
    ("deadline calculator", "", "/deadline?from=2026-09-24&days=20"),
    ("a year's report", "", "/reports/{bureau}/{last_year}"),
    ("years compared", "", "/reports/compare?a={bureau}-{year_before}&b={bureau}-{last_year}"),
    ("sign-in", "", "/desk/sign-in"),
    ("inbox, open cases", "sp-head", "/desk/?tab=open"),
    ("inbox, all bodies", "qh-supervisor", "/desk/?tab=open"),
    ("an open case", "sp-head", "/desk/cases/{urgent}"),
    ("a step's form", "sp-handler", "/desk/cases/{urgent}/steps/search_recorded"),
    ("report desk, live", "sp-head", "/desk/reports/{bureau}/{year}"),
    ("report desk, published", "sp-head", "/desk/reports/{bureau}/{last_year}"),
    ("reports of the district", "qh-supervisor", "/desk/reports"),
    ("calendar", "qh-supervisor", "/desk/calendar"),
    ("administration", "qh-administrator", "/desk/administration"),
)
PAINTED = "performance.getEntriesByName('first-contentful-paint').map((one) => one.startTime)[0] ?? 0"
WEIGHT = "performance.getEntriesByType('{}').reduce((sum, one) => sum + one.decodedBodySize, 0)"
Say = Callable[[str], None]


def screens(turns: int, say: Say) -> list[str]:
    """One line a page: first paint in ms (median, worst), kilobytes unpacked with all that is fetched."""
    from examples.district.running import running
    from tests.journeys import chromium

    if chromium.found() is None:
        return [f"Not measured: {chromium.ABSENT}."]
    lines = ["| Page | first paint ms | worst | KB, all unpacked |", "|---|--:|--:|--:|"]
    with tempfile.TemporaryDirectory(prefix="zhengwu-bench-") as place:
        say("benchmarks: building the demonstration")
        with running(Path(place) / "demo") as demo, chromium.browsing() as browser:
            cookies: dict[str, list[dict[str, Any]]] = {"": []}
            for name, login, path in PAGES:
                say(f"benchmarks: {name}")
                if login not in cookies:
                    cookies[login] = _signed_in(browser, demo, login)
                address = demo.url + path.format(**demo.facts)
                found = [_opened(browser, cookies[login], address) for _ in range(turns)]
                paints = [paint for paint, _ in found]
                kilobytes = found[-1][1] / 1000
                lines.append(f"| {name} | {statistics.median(paints):.0f} | {max(paints):.0f} | {kilobytes:.0f} |")
    return lines


def _signed_in(browser: Any, demo: Any, login: str) -> list[dict[str, Any]]:
    context = browser.new_context(locale="zh-CN", base_url=demo.url)
    page = context.new_page()
    page.goto("/desk/sign-in")
    page.fill("[name=username]", login)
    page.fill("[name=password]", demo.kept["password"])
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
    cookies: list[dict[str, Any]] = context.cookies()
    context.close()
    return cookies


def _opened(browser: Any, cookies: list[dict[str, Any]], address: str) -> tuple[float, float]:
    """First paint and bytes of one visit with nothing in the cache."""
    context = browser.new_context(locale="zh-CN")
    context.add_cookies(cookies)
    page = context.new_page()
    answer = page.goto(address, wait_until="load")
    if answer is None or answer.status != 200:
        raise SystemExit(f"benchmarks: {address} answered {answer and answer.status}")
    painted = 0.0
    while not painted:  # it may be told a moment after the page has loaded
        page.wait_for_timeout(25)
        painted = float(page.evaluate(PAINTED))
    weight = float(sum(page.evaluate(WEIGHT.format(kind)) for kind in ("navigation", "resource")))
    context.close()
    return painted, weight
