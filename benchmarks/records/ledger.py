"""A ledger of a million requests, in seconds: rows written in bulk, as the actions would have left them.

`python -m benchmarks.records.ledger CASES` on an empty database. One large office has CASES requests that came in or
were carried in during 2025; eleven other bodies share a quarter of that number over three years. A twelfth is open. The
rows are those that lists and reports read: cases, items, wordings, the index of words. Their events are left out, which
no list reads.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from benchmarks.records.town import AT, Town, founded, open_records

DAY = timedelta(days=1)
CLOSED, OPEN_END = date(9999, 12, 31), 9999
CLASSES = (["natural_person"] * 82 + ["enterprise"] * 9 + ["legal_service_org"] * 4 + ["nonprofit"] * 2
           + ["research_institution"] + ["other_org"] * 2)  # fmt: skip
OUTCOMES = (["granted"] * 38 + ["partial"] * 8 + ["not_exist"] * 17 + ["not_responsible"] * 9 + ["already_public"] * 9
            + ["refused_internal_affairs"] * 3 + ["refused_third_party_rights"] * 2 + ["petition"] * 4
            + ["repeat"] * 3 + ["needs_creation"] * 2 + ["unclear_after_correction"] * 2 + ["withdrawn"] * 3
            )  # fmt: skip
OPEN_STATES = ["received"] * 3 + ["in_handling"] * 6 + ["consulting"] * 2 + ["awaiting_correction"]
CHANNELS = ["online"] * 6 + ["registered_mail"] * 3 + ["counter"]
SUBJECTS = ("批复文件", "征收补偿方案", "招标文件", "验收材料", "会议纪要", "环境影响评价报告", "预算执行明细")
WORDINGS = 500  # wordings that requests share; each is a row

BLOCKS = 20  # of the same rows under other ids and numbers: a block is made by Python, the others by the database
INDEXES = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
    "AND tbl_name IN ('cases_case', 'cases_item')",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ('cases_case', 'cases_item')",
}

Row = dict[str, Any]


def rows(town: Town, cases: int) -> Iterator[tuple[Row, list[Row]]]:
    """Cases with their items, in the order in which they came in."""
    dice = random.Random(cases)  # noqa: S311 - repeatable, and nobody's secret
    others = (*town.departments, town.district)
    for place in range(cases):
        entered = date(2024, 12, 1) + DAY * (place * 395 // cases)
        yield _case(dice, town.office, dice.choice(town.units), f"甲{place:07d}", entered)
    for place in range(cases // 4):
        entered = date(2023, 1, 1) + DAY * (place * 1095 // max(cases // 4, 1))
        yield _case(dice, others[place % len(others)], None, f"乙{place:07d}", entered)


def _case(dice: random.Random, body: int, unit: int | None, number: str, entered: date) -> tuple[Row, list[Row]]:
    is_open = dice.random() < (0.6 if entered >= date(2025, 11, 20) else 0.01)
    due = entered + DAY * dice.randrange(28, 60)
    concluded = None if is_open else entered + DAY * dice.randrange(3, 55)
    outcome = "" if is_open else dice.choice(OUTCOMES)
    counted = dice.choice(CLASSES)
    years = {"entered_year": entered.year, "concluded_year": concluded.year if concluded else OPEN_END}
    state = dice.choice(OPEN_STATES) if is_open else "delivered"
    waits = is_open and state == "awaiting_correction"
    title, due_on = (
        f"关于第{dice.randrange(99999)}号事项的{dice.choice(SUBJECTS)}",
        due if is_open and not waits else None,
    )
    shared: Row = {
        "body_id": body, "procedure": "information_request", "counted_class": counted, "outcome": outcome,
        "entered_on": entered, "concluded_on": concluded, "answered_on": concluded, **years,
    }  # fmt: skip
    case = shared | {
        "unit_id": unit, "number": number, "title": title, "channel": dice.choice(CHANNELS), "created_at": AT,
        "length": 4,
        "applicant_name": f"申请人{dice.randrange(300_000)}", "wording_id": dice.randrange(WORDINGS) + 1,
        "state": state, "is_open": is_open, "proposed": state == "in_handling" and dice.random() < 0.1,
        "due_on": due_on, "earliest_on": due_on, "waits_until": due if waits else None,
        "sort_on": due if is_open else CLOSED,
    }  # fmt: skip
    item = shared | {"description": title}
    return case, [{"number": str(place), **item} for place in range(1, 3 if dice.random() < 0.08 else 2)]


Rows = Callable[[Town, int], Iterator[tuple[Row, list[Row]]]]


def built(town: Town, cases: int, made: Rows = rows, *, searched: bool = True) -> dict[str, float]:
    """Writes the ledger, with its words where it is `searched`; gives how many cases and items there are, and the
    seconds that it took.
    """
    from django.db import connection, transaction

    from zhengwu.records.cases import words

    begun = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")  # keys are checked by whoever made the rows
        indexes = _dropped(cursor)
        _wordings(town)
        number, items = _block(made(town, cases // BLOCKS))
        for block in range(1, BLOCKS):
            for table, shifted in (("cases_case", {"id": number}), ("cases_item", {"id": items, "case_id": number})):
                _copied(cursor, table, {name: by * block for name, by in shifted.items()}, block)
        for sql in indexes:
            cursor.execute(sql)
        if searched:
            words.lay_all()
        if connection.vendor == "postgresql":
            for table in ("cases_case", "cases_item", "cases_wording"):
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT MAX(id) FROM {table}))")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE)")
    seconds = round(time.monotonic() - begun, 1)
    return {"cases": number * BLOCKS, "items": items * BLOCKS, "seconds": seconds}


def _block(made: Iterator[tuple[Row, list[Row]]]) -> tuple[int, int]:
    """The first block, row by row; gives how many cases and items it has."""
    number, items = 0, 0
    batch: tuple[list[Row], list[Row]] = ([], [])
    for number, (case, its) in enumerate(made, start=1):
        batch[0].append({"id": number, **case})
        batch[1].extend({"id": (items := items + 1), "case_id": number, **item} for item in its)
        if len(batch[0]) == 20_000:
            batch = _written(batch)
    _written(batch)
    return number, items


def _copied(cursor: Any, table: str, shifted: dict[str, int], block: int) -> None:
    """The first block once more, under other ids and numbers."""
    cursor.execute(f"SELECT * FROM {table} LIMIT 0")
    names = [column[0] for column in cursor.description]
    told = {name: f'"{name}" + {by}' for name, by in shifted.items()}
    if table == "cases_case":
        told["number"] = f"\"number\" || '-{block}'"
    chosen = ", ".join(told.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    last = shifted["id"] // block
    cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {chosen} FROM {table} WHERE id <= {last}")


def _dropped(cursor: Any) -> list[str]:
    """Drops the indexes that no constraint needs; gives the statements that make them again."""
    from django.db import connection

    cursor.execute(INDEXES[connection.vendor])
    found = [(name, sql) for name, sql in cursor.fetchall() if "UNIQUE" not in sql]
    for name, _ in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in found]


def _written(batch: tuple[list[Row], list[Row]]) -> tuple[list[Row], list[Row]]:
    """Puts the rows away; columns that they do not name hold what the models say."""
    from zhengwu.records.cases.models import Case, Item

    for model, some in zip((Case, Item), batch, strict=True):
        plain = {field.column: field.get_default() for field in model._meta.concrete_fields if not field.primary_key}
        _bulk(model._meta.db_table, [plain | row for row in some])
    return [], []


def _bulk(table: str, some: Sequence[Row]) -> None:
    """Many rows by the quickest way that the database has."""
    from django.db import connection

    if not some:
        return
    columns = ", ".join(f'"{name}"' for name in some[0])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in some:
                    copy.write_row(tuple(row.values()))
            return
        marks = ", ".join(["%s"] * len(some[0]))
        values = [tuple(str(one) if isinstance(one, date) else one for one in row.values()) for row in some]
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)


def _wordings(town: Town) -> None:
    texts = [
        {"id": number, "body_id": town.office, "digest": f"{number:064x}", "text": f"第{number}种问法", "cases": 2000}
        | {f"band_{band}": number * band % 65536 for band in range(1, 5)}
        for number in range(1, WORDINGS + 1)
    ]
    _bulk("cases_wording", texts)


def main() -> None:
    """Builds and prints."""
    open_records(migrate=True)
    town = founded()
    print(json.dumps({"town": asdict(town), **built(town, int(sys.argv[1]))}))


if __name__ == "__main__":
    main()
