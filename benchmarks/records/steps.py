"""Steps on file, one officer at a time: a case opened, a step taken, on the database of this ground.

`python -m benchmarks.records.steps TURNS` prints times as JSON. The limit beside them is one bare transaction through
the database's own driver: one INSERT of an event and one UPDATE of a case, as wide as ours, made durable.
"""

import json
import sys
from collections.abc import Callable
from itertools import count

from benchmarks.records.engine import STORY
from benchmarks.records.timing import timed
from benchmarks.records.town import Town, actor_of, at_nine, founded, open_records

WIDE = "x" * 600  # what a case's row holds besides its key
SAYS = '{"what": "请写明项目的名称", "days": 15}'
TABLES = (
    "CREATE TABLE bare_case (id INTEGER PRIMARY KEY, length INTEGER, filled TEXT)",
    "CREATE TABLE bare_event (case_id INTEGER, number INTEGER, says TEXT, hash TEXT, UNIQUE (case_id, number))",
)
WRITES = (
    "INSERT INTO bare_event (case_id, number, says, hash) VALUES (%s, %s, %s, %s)",
    "UPDATE bare_case SET length = %s, filled = %s WHERE id = %s",
)


def bare_transaction() -> Callable[[], None]:
    """The limit: what the driver and the disk take for one event and one case."""
    from django.db import connection

    connection.ensure_connection()
    driver, lite = connection.connection, connection.vendor == "sqlite"
    cursor = driver.cursor() if not lite else None
    execute = cursor.execute if cursor else lambda sql, values=(): _lite(driver, sql, values)
    for sql in TABLES:
        execute(sql)
    execute("INSERT INTO bare_case (id, length, filled) VALUES (1, 0, '')")
    begin, numbers = "BEGIN IMMEDIATE" if lite else "BEGIN", count(1)

    def write() -> None:
        number = next(numbers)
        execute(begin)
        execute(WRITES[0], (1, number, SAYS, "f" * 64))
        execute(WRITES[1], (number, WIDE, 1))
        execute("COMMIT")

    return write


def _lite(driver, sql: str, values: tuple[object, ...]):
    """The driver's own cursor, not the one that Django wraps."""
    import sqlite3

    return sqlite3.Connection.execute(driver, sql.replace("%s", "?"), values)


def opening(town: Town) -> Callable[[], int]:
    """Opens a case with an applicant and two items, submitted and received."""
    from zhengwu.records.cases import actions
    from zhengwu.records.cases.opening import Applicant, Opening

    clerk, numbers = actor_of(town.people["clerk"]), count(1)

    def opened() -> int:
        applicant = Applicant(f"申请人{next(numbers)}", phone="000-00000000", address="青禾市某路1号")
        made = actions.open_case(
            "information_request",
            town.office,
            STORY[:2],
            Opening(applicant, town.units[0]),
            by=clerk,
            at=at_nine(STORY[1].on),
        )
        return made.case_id

    return opened


def walking(town: Town, opened: Callable[[], int]) -> Callable[[], None]:
    """Takes the next step of a case; a new case, not timed, whenever one has come to its end."""
    from zhengwu.records.cases import actions

    head = actor_of(town.people["head"])
    waiting: list[tuple[int, int]] = []

    def step() -> None:
        case_id, place = waiting.pop()
        actions.take(case_id, STORY[place], by=head, at=at_nine(STORY[place].on), expected=place)
        if place + 1 < len(STORY):
            waiting.append((case_id, place + 1))

    step.waiting = waiting  # type: ignore[attr-defined]
    return step


def main() -> None:
    """Measures and prints."""
    turns = int(sys.argv[1])
    open_records(migrate=True)
    town = founded()
    opened = opening(town)
    step = walking(town, opened)
    found = {"bare": timed(bare_transaction(), turns).told(), "open": timed(opened, max(turns // 4, 20)).told()}
    step.waiting += [(opened(), 2) for _ in range(turns // 8 + 4)]
    found["step"] = timed(step, turns).told()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
