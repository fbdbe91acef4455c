"""A day like the busiest that a report tells of: 726 firms from the counter to the decision, on the real screens.

`python -m benchmarks.records.busiest FIRMS`, on one ground; prints JSON. Each firm takes five forms of the workbench,
each fetched and sent as a browser would: who, what is brought, proposed, decided, delivered; then the receipt is shown.
One process does it all, one form after the other.
"""

import json
import re
import sys
import time
from typing import Any

from benchmarks.records.desk import an_item, signed_in
from benchmarks.records.town import founded, open_records

FIRMS = 726
HIDDEN = re.compile(r'name="(csrf|key|expected)" value="([^"]*)"')
WHO = {"kind": "enterprise", "channel": "counter"}


def main() -> None:
    """Measures and prints."""
    firms = int(sys.argv[1])
    open_records(migrate=True)
    town = founded()
    item_id = an_item(town)
    seats = {post: _seat(town.people[post]) for post in ("clerk", "handler", "head")}
    for number in range(5):
        _firm(seats, item_id, number)
    begun, used = time.perf_counter(), time.process_time()
    pages = sum(_firm(seats, item_id, 100 + number) for number in range(firms))
    seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    print(json.dumps({"firms": firms, "seconds": seconds, "cpu": cpu, "pages": pages}))


def _seat(person_id: int) -> Any:
    from django.conf import settings
    from django.test import Client

    cookie, _ = signed_in(person_id)
    client = Client(headers={"host": "127.0.0.1", "accept-language": "zh-CN"})
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie["Cookie"].partition("=")[2]
    return client


def _firm(seats: dict[str, Any], item_id: int, number: int) -> int:
    """One firm; gives how many pages were asked for."""
    name = f"青禾第{number}餐饮有限公司"
    there = f"/desk/intake/{item_id}"
    _fill(seats["clerk"], there, name=name, phone="000-00000000", received_on=_today(), **WHO)
    filled = {"f-name": name, "f-phone": "000-00000000", "f-place": "青禾路1号"}
    _fill(seats["clerk"], f"{there}/bring", all="yes", does="accept", **filled)
    receipt = seats["clerk"].get(f"{there}/receipt").content.decode()
    found = re.search(r'href="/desk/cases/(\d+)', receipt)
    assert found is not None, receipt[:2000]
    case = f"/desk/cases/{found[1]}"
    for post, step, said in (
        ("handler", "proposed", {"outcome": "granted"}),
        ("head", "decided", {"outcome": "granted"}),
        ("clerk", "delivered", {"channel": "counter"}),
    ):
        _fill(seats[post], f"{case}/steps/{step}", on=_today(), **said)
    return 11


def _today() -> str:
    from datetime import UTC, datetime

    from zhengwu.records.moments import day_of

    return day_of(datetime.now(UTC)).isoformat()


def _fill(client: Any, path: str, **typed: str) -> None:
    """Fetches a form and sends it with what is typed."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code, page.content[:500])
    hidden = dict(HIDDEN.findall(page.content.decode()))
    sent = client.post(path, {**hidden, **typed})
    assert sent.status_code == 303, (path, sent.status_code, _wrong(sent.content.decode()))


def _wrong(page: str) -> str:
    at = page.find("error-summary")
    return re.sub(r"<[^>]*>|\s+", " ", page[at : at + 2000]) if at > 0 else page[:500]


if __name__ == "__main__":
    main()
