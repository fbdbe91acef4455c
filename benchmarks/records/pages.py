"""Pages on a ledger: whole requests in one process, from the address to the last byte, as each post asks for them.

`python -m benchmarks.records.pages TOWN TURNS` on a ground where the ledger was built prints, for each page, its times,
how many statements it takes and how much it weighs. The limit beside them is a bare Django view, asked by the same
client. CPU time is what counts: times by the clock suffer from whoever shares the cores.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.records.desk import cases_on_file, signed_in
from benchmarks.records.timing import timed
from benchmarks.records.town import Town, open_records

SOME = 20  # cases with a file of events, which the ledger leaves out
POSTS = ("clerk", "handler", "supervisor")


@dataclass(frozen=True)
class Page:
    """A page: its name in the table, who asks for it ("" is the public), and where it is."""

    name: str
    post: str
    path: str


def pages(town: Town, cases: list[int]) -> list[Page]:
    """What is asked for."""
    lists = [Page(f"inbox of the {post}", post, "/desk/?tab=open") for post in POSTS]
    return [
        *lists,
        Page("inbox, late", "clerk", "/desk/?tab=late"),
        Page("inbox, waiting for others", "clerk", "/desk/?tab=waiting"),
        Page("inbox, to approve", "clerk", "/desk/?tab=approve"),
        Page("inbox, sorted by receipt", "clerk", "/desk/?tab=open&sort=-received"),
        Page("inbox, narrowed by stage", "clerk", "/desk/?tab=open&state=consulting"),
        Page("inbox, narrowed by words", "clerk", "/desk/?tab=open&q=征收补偿"),
        Page("requests in the same words", "clerk", "/desk/groups"),
        Page("one wording", "clerk", "/desk/groups/77"),
        Page("search, a number", "clerk", "/desk/search?q=甲0000123"),
        Page("search, words", "clerk", "/desk/search?q=征收补偿"),
        Page("search, words, of the supervisor", "supervisor", "/desk/search?q=征收补偿"),
        Page("a case with four events", "clerk", f"/desk/cases/{cases[0]}"),
        Page("a case with eight events", "clerk", f"/desk/cases/{cases[4]}"),
        Page("the year's report", "clerk", f"/desk/reports/{town.office}/2025"),
        Page("portal, home", "", "/"),
        Page("portal, tracking", "", "/track"),
    ]


def statements(work: Callable[[], object]) -> int:
    """How many statements a request takes."""
    from django.db import connection

    count = 0

    def counted(execute: Any, *asked: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*asked)

    with connection.execute_wrapper(counted):
        work()
    return count


def measured(page: Page, cookie: dict[str, str], turns: int) -> dict[str, float]:
    """The times of a page; a page that is not there ends the measurement."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"} | cookie)
    answer = client.get(page.path)
    if answer.status_code != 200:
        raise SystemExit(f"benchmarks: {page.path} answered {answer.status_code}")
    times = timed(lambda: client.get(page.path), turns)
    weight = len(answer.content) / 1024
    return times.told() | {"statements": statements(lambda: client.get(page.path)), "weight": weight}


def bare(turns: int) -> dict[str, float]:
    """A view that answers two letters, without middleware and database."""
    from django.test import Client, override_settings

    with override_settings(ROOT_URLCONF="benchmarks.records.bare", MIDDLEWARE=[]):
        client = Client(headers={"host": "127.0.0.1"})
        return timed(lambda: client.get("/ok"), turns).told() | {"statements": 0, "weight": 0.0}


def main() -> None:
    """Asks and prints."""
    town, turns = Town(**json.loads(sys.argv[1])), int(sys.argv[2])
    open_records()
    cases = cases_on_file(town, SOME)
    cookies = {post: signed_in(town.people[post])[0] for post in POSTS}
    found = {"bare view": bare(turns)}
    for page in pages(town, cases):
        found[page.name] = measured(page, cookies.get(page.post, {}), turns)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
