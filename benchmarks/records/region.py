"""A province at a glance: 800 bodies with three years of requests, and what each page of the supervising office costs.

`python -m benchmarks.records.region BODIES TURNS` on an empty ground builds the bodies and prints times as JSON. Every
body has one of twenty three-year stories of requests, reviews and suits, copied by the database; a publication list;
and its annual reports. *cold* is the first page of the region in a process that has shown another page; all others are
warm.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.records.desk import signed_in
from benchmarks.records.ledger import CLASSES, CLOSED, OPEN_END, OUTCOMES, _bulk
from benchmarks.records.pages import Page, measured
from benchmarks.records.town import AT, Town, founded, open_records

DAY = timedelta(days=1)
STORIES, YEARLY, LINES = 20, 150, 25
REMEDIES = {"administrative_review": ("upheld", "claim_rejected", "revoked"),
            "lawsuit": ("direct_suit_claim_rejected", "direct_suit_revoked")}  # fmt: skip
Row = dict[str, Any]


def stories(bodies: list[int], today: date) -> Iterator[tuple[Row, Row]]:
    """The cases of the first bodies, each with its item."""
    first = date(today.year - 2, 1, 1)
    days = (today - first).days
    for body_id in bodies[:STORIES]:
        dice = random.Random(body_id)  # noqa: S311 - repeatable, and nobody's secret
        share = dice.uniform(0.4, 1.6)
        for number in range(int(YEARLY * 3 * share)):
            yield _case(dice, body_id, number, first + DAY * dice.randrange(days), today)


def _case(dice: random.Random, body_id: int, number: int, entered: date, today: date) -> tuple[Row, Row]:
    key = dice.choices(("information_request", *REMEDIES), (92, 5, 3))[0]
    ended = entered + DAY * dice.randrange(3, 60)
    done, due = ended <= today, entered + DAY * dice.randrange(28, 60)
    outcome = dice.choice(REMEDIES.get(key, OUTCOMES)) if done else ""
    years = {"entered_year": entered.year, "concluded_year": ended.year if done else OPEN_END}
    shared: Row = {
        "body_id": body_id, "procedure": key, "counted_class": dice.choice(CLASSES), "outcome": outcome,
        "entered_on": entered, "concluded_on": ended if done else None, "answered_on": ended if done else None, **years,
    }  # fmt: skip
    case = shared | {
        "number": f"甲{body_id}-{number}", "title": f"第{number}号事项", "created_at": AT, "length": 0,
        "state": "delivered" if done else "in_handling", "is_open": not done, "due_on": None if done else due,
        "sort_on": CLOSED if done else due, "answered_due_on": due if done else None,
        "answered_within": (ended - entered).days * 5 // 7 if done else None,
    }  # fmt: skip
    return case, shared | {"number": "1"}


def bodies_of(town: Town, number: int) -> list[int]:
    """So many bodies below the government, in districts of twenty."""
    from zhengwu.records.organs.models import Body

    top = Body.objects.get(pk=town.government)
    first = (Body.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    rows, above = [], top
    for at in range(number):
        pk, leads = first + at, at % 20 == 0
        parent = top if leads else above
        rows.append(
            Body(id=pk, parent_id=parent.pk, path=f"{parent.path}{pk:04}.", name=f"青禾市第{at:03}机关", code="",
                 short_name=f"第{at:03}机关", kind="government" if leads else "department", number_prefix=f"B{at}",
                 established_on=date(2020, 1, 1))
        )  # fmt: skip
        above = rows[-1] if leads else above
    Body.objects.bulk_create(rows)
    return [row.pk for row in rows]


def filled(bodies: list[int], today: date) -> int:
    """Lays the stories down, copies them to all bodies, and gives each its list and its reports. How many cases."""
    from django.db import connection, transaction

    from zhengwu.records.cases.models import Case, Item

    with transaction.atomic():
        pairs = list(stories(bodies, today))
        for model, rows in ((Case, [case for case, _ in pairs]), (Item, [item for _, item in pairs])):
            plain = {one.column: one.get_default() for one in model._meta.concrete_fields if not one.primary_key}
            more = [{"case_id": at} for at in range(1, len(rows) + 1)] if model is Item else [{}] * len(rows)
            _bulk(model._meta.db_table, [plain | {"id": at} | row | more[at - 1] for at, row in enumerate(rows, 1)])
        for at, body_id in enumerate(bodies[STORIES:]):
            for table in ("cases_case", "cases_item"):
                _copied(table, bodies[at % STORIES], body_id, len(pairs) * (1 + at // STORIES))
        _lists(bodies, today)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE)")
    return Case.objects.count()


def _copied(table: str, source: int, body_id: int, shift: int) -> None:
    """The rows of one body once more for another one."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 0")
        told = {"id": f'"id" + {shift}', "body_id": f"{body_id}", "case_id": f'"case_id" + {shift}'}
        if table == "cases_case":
            told["number"] = f"\"number\" || '-{body_id}'"
        names = [column[0] for column in cursor.description]
        columns, chosen = (", ".join(f'"{name}"' for name in names), ", ".join(told.get(n, f'"{n}"') for n in names))
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {chosen} FROM {table} WHERE body_id = {source}")


def _lists(bodies: list[int], today: date) -> None:
    """Publication lists, some lines of them late, and three years of reports."""
    from zhengwu.records.publications.models import Entry
    from zhengwu.records.reports.models import AnnualReport

    Entry.objects.bulk_create(
        Entry(body_id=pk, number=f"{line}", category="art20_01", title="某项", cadence="yearly", by="余某", at=AT,
              since=date(2023, 1, 1), latest_on=today - DAY * 30 if line % 7 else None,
              owed_on=today + DAY * (line * 11 % 90 - (9 if (line + pk) % 9 == 0 else 0)))
        for pk in bodies for line in range(LINES)
    )  # fmt: skip
    AnnualReport.objects.bulk_create(
        AnnualReport(body_id=pk, year=year, version=1, status="published" if pk % 11 else "draft", format="2021",
                     made_by="余某", made_at=AT, published_on=date(year + 1, 1, 20) if pk % 11 else None)
        for pk in bodies for year in range(today.year - 3, today.year)
    )  # fmt: skip


def pages(bodies: list[int], today: date) -> list[Page]:
    """What is asked for."""
    some = "&".join(f"body={pk}" for pk in bodies[:5])
    return [
        Page("region, 800 bodies", "supervisor", "/desk/region"),
        Page("ranked by a share", "supervisor", "/desk/region?sort=-late_share"),
        Page("another page of it", "supervisor", f"/desk/region?sort=-late_share&after={bodies[400]}"),
        Page("only what is late", "supervisor", "/desk/region?late=1"),
        Page("end of last year", "supervisor", f"/desk/region?on={today.year - 1}-12-31"),
        Page("one body", "supervisor", f"/desk/region/{bodies[5]}"),
        Page("five side by side", "supervisor", f"/desk/region/compare?{some}"),
        Page("behind a figure", "supervisor", f"/desk/region/{bodies[5]}/concluded"),
        Page("behind a late one", "supervisor", f"/desk/region/{bodies[5]}/answered_late"),
    ]


def main() -> None:
    """Builds, asks and prints."""
    open_records(migrate=True)
    from django.test import Client

    today, town = datetime.now(UTC).date(), founded()
    bodies = bodies_of(town, int(sys.argv[1]))
    cases = filled(bodies, today)
    cookie = signed_in(town.people["supervisor"])[0]
    visitor = Client(headers={"host": "127.0.0.1"} | cookie)
    assert visitor.get("/desk/").status_code == 200  # the process itself has begun; what is cold is the region
    begun = time.process_time()
    assert visitor.get("/desk/region").status_code == 200
    found: dict[str, Any] = {"cold": (time.process_time() - begun) * 1000, "cases": cases, "bodies": len(bodies)}
    found["pages"] = {page.name: measured(page, cookie, int(sys.argv[2])) for page in pages(bodies, today)}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
