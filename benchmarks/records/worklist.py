"""The worklists of approvals on a ledger of a million applications: whole pages, as each post asks for them.

`python -m benchmarks.records.worklist CASES TURNS` on an empty database builds the ledger and prints, for each page,
its times, its statements and its weight. One office has all the cases; one item has most of them, one item hardly any.
What lists do not read is left out: events, materials, answers.
"""

import json
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.records import ledger
from benchmarks.records.desk import signed_in
from benchmarks.records.ledger import CLOSED, DAY, OPEN_END, Row
from benchmarks.records.pages import Page, measured
from benchmarks.records.town import AT, Town, founded, open_records

PROCEDURES = ["licensing"] * 6 + ["filing"] * 2 + ["confirmation", "public_service"]
STATES = ["submitted"] * 3 + ["in_review"] * 6 + ["decided"] * 2 + ["awaiting_correction"]
ITEMS, RARE = 40, 20_000  # items of the office; every so many cases one is of the item that hardly anybody asks for
POSTS = ("clerk", "handler", "head", "supervisor")
INBOXES = {
    "late": "tab=late",
    "soon due": "tab=soon",
    "promised": "tab=promise",
    "waiting for others": "tab=waiting",
    "all, closed too": "tab=all",
    "far among the closed": f"tab=all&after={CLOSED}_500000",
    "latest received first": "tab=open&sort=-received",
    "of a kind, by number": "tab=open&procedure=filing&sort=number",
    "of a kind and stage": "tab=open&procedure=licensing&state=in_review",
    "given to nobody": "tab=open&handler=nobody",
    "at the counter, received this year": "tab=open&channel=counter&received_from=2026-01-01",
    "words": "tab=open&q=青禾第77店",
}
APPLICATIONS = """
INSERT INTO approvals_application (case_id, body_id, item_id, version_id, type, action, answers, filled, holder_name,
    holder_code, holder_blind, holder_kind, mandate, node, submitted_at, outcome)
SELECT c.id, c.body_id, v.item_id, v.id, 'licence', 'new', '{}', '', c.applicant_name, '', '', 'enterprise', '', '',
    c.created_at, c.outcome
FROM cases_case c JOIN items_itemversion v ON v.item_id = c.item_id
"""
TASKS = """
INSERT INTO approvals_task (case_id, key, name, body_id, unit_id, due_on, verdict, opinion, by)
SELECT c.id, 'site', '现场核查', c.body_id, c.unit_id, c.due_on, '', '', '' FROM cases_case c
WHERE c.state = 'in_review'
"""
PLEDGES = """
INSERT INTO approvals_pledge (case_id, body_id, kind, text, holder_blind, signed_at, due_on, outcome, finding, by)
SELECT c.id, c.body_id, CASE WHEN c.id % 80 = 0 THEN 'deferred' ELSE 'conditions' END, '承诺', '', c.created_at,
    c.entered_on, '', '', '' FROM cases_case c WHERE c.id % 40 = 0
"""


def rows(items: list[int], town: Town, cases: int) -> Iterator[tuple[Row, list[Row]]]:
    """Cases of approval with their one matter, in the order in which they came in."""
    dice = random.Random(cases)  # noqa: S311 - repeatable, and nobody's secret
    today = datetime.now(UTC).date()
    first, *others, last = items
    for place in range(cases):
        entered = today - timedelta(days=395) + DAY * (place * 395 // cases)
        case, matters = _case(dice, town, f"许{place:07d}", entered, today)
        of = last if place % RARE == 7 else first if place % 10 < 6 else others[place % len(others)]
        yield case | {"item_id": of}, matters


def _case(dice: random.Random, town: Town, number: str, entered: date, today: date) -> tuple[Row, list[Row]]:
    is_open = dice.random() < (0.6 if entered >= today - timedelta(days=40) else 0.01)
    state = dice.choice(STATES) if is_open else "delivered"
    due = entered + DAY * dice.randrange(10, 45)
    concluded = None if is_open and state != "decided" else entered + DAY * dice.randrange(1, 20)
    outcome = "granted" if concluded else ""
    years = {"entered_year": entered.year, "concluded_year": concluded.year if concluded else OPEN_END}
    shared: Row = {
        "body_id": town.office, "procedure": dice.choice(PROCEDURES), "counted_class": "enterprise", "outcome": outcome,
        "entered_on": entered, "concluded_on": concluded, "answered_on": concluded, **years,
    }  # fmt: skip
    runs = is_open and state != "awaiting_correction"
    given = is_open and dice.random() < 0.05
    case = shared | {
        "unit_id": dice.choice(town.units), "handler_id": town.people["handler"] if given else None, "number": number,
        "title": "公共场所卫生许可（新办）", "channel": dice.choice(("online", "counter", "system")), "created_at": AT,
        "length": 3, "applicant_name": f"青禾第{dice.randrange(300_000)}店", "state": state, "is_open": is_open,
        "due_on": due if runs else None, "promised_on": due - DAY * 5 if runs else None,
        "waits_until": None if runs or not is_open else due, "sort_on": due if is_open else CLOSED,
    }  # fmt: skip
    return case, [{"number": "1", "description": case["title"], **shared}]


def offered(town: Town) -> list[int]:
    """The items of the office, the most wanted one first and the least wanted one last."""
    from zhengwu.records.items.loading import Loaded, load
    from zhengwu.statute.catalogue.model import Limit, Record

    record = Record("公共场所卫生许可（新办）", "licence", statutory=Limit(20), promised=Limit(5))
    return load(
        [Loaded(town.office, record, date(2023, 1, 1), town.units[0])] * ITEMS, by="承办人", at=datetime.now(UTC)
    )


def beside() -> None:
    """What applications have beside their cases."""
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in (APPLICATIONS, TASKS, PLEDGES):
            cursor.execute(statement)
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE)")


def pages(first: int, last: int, deep: str) -> list[Page]:
    """What is asked for."""
    tabs = {"clerk": ("accept", "open"), "handler": ("mine", "unit", "open"), "head": ("decide", "deliver"),
            "supervisor": ("open", "accept")}  # fmt: skip
    found = [Page(f"{post}, {tab}", post, f"/desk/approvals?tab={tab}") for post in tabs for tab in tabs[post]]
    for name, item in (("most", first), ("least", last)):
        for post, tab in (("clerk", "accept"), ("handler", "unit"), ("head", "decide"), ("supervisor", "open")):
            path = f"/desk/approvals?tab={tab}&item={item}"
            found.append(Page(f"{post}, {tab}, of the item that is wanted {name}", post, path))
    for post, tab in (("clerk", "accept"), ("supervisor", "open")):
        found.append(Page(f"{post}, {tab}, far down", post, f"/desk/approvals?tab={tab}&after={deep}"))
    for name, query in INBOXES.items():
        found += [
            Page(f"{post}, inbox, {name}", post, f"/desk/?{query}") for post in ("clerk", "handler", "supervisor")
        ]
    for key in ("reviews", "deferred", "verify"):
        found += [Page(f"{post}, {key}", post, f"/desk/approvals/{key}") for post in ("handler", "head", "supervisor")]
    return found


def _built(cases: int) -> dict[str, Any]:
    """Town, items and size of the ledger; one that was built before and kept is taken as it stands."""
    note = Path(os.environ["ZHENGWU_HOME"]) / f"worklist-{cases}.json"
    if not note.exists():
        open_records(migrate=True)
        town = founded()
        items = offered(town)
        told: dict[str, Any] = ledger.built(town, cases, partial(rows, items), searched=False)
        beside()
        note.write_text(json.dumps({"town": asdict(town), "items": (items[0], items[-1]), "told": told}), "utf-8")
    open_records()
    found: dict[str, Any] = json.loads(note.read_text("utf-8"))
    return found


def main() -> None:
    """Builds, asks and prints."""
    cases, turns = int(sys.argv[1]), int(sys.argv[2])
    found = _built(cases)
    people = found["town"]["people"]
    deep = f"{datetime.now(UTC).date() + timedelta(days=20)}_1"
    cookies = {post: signed_in(people[post])[0] for post in POSTS}
    asked = {page.name: measured(page, cookies[page.post], turns) for page in pages(*found["items"], deep)}
    print(json.dumps(found["told"] | {"pages": asked}))


if __name__ == "__main__":
    main()
