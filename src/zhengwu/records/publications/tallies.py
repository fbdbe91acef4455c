"""How many publications were placed where: counted as it happens, so that no page has to count them."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

from zhengwu.records.publications.models import Publication

COUNTED = ("body_id", "year", "channel", "kind", "column", "category", "field")


class Cell(NamedTuple):
    """What is counted together."""

    body_id: int
    year: int
    channel: str
    kind: str
    column: str
    category: str
    field: str


def cell(publication: Publication, channel: str, year: int) -> Cell:
    """Where a publication placed in that channel and year is counted."""
    one = publication
    return Cell(one.body_id, year, channel, one.kind, one.column, one.category, one.field)


def move(changes: Iterable[tuple[Cell, int]]) -> None:
    """Adds to the tallies, in the caller's transaction; a negative number takes away. In one order for all writers."""
    total: Counter[Cell] = Counter()
    for where, count in changes:
        total[where] += count
    statement = (
        'INSERT INTO publications_tally (body_id, year, channel, kind, "column", category, field, count) '
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s) "
        'ON CONFLICT (body_id, year, channel, kind, "column", category, field) '
        "DO UPDATE SET count = publications_tally.count + excluded.count"
    )
    with connection.cursor() as cursor:
        for where, count in sorted(total.items()):
            if count:
                cursor.execute(statement, [*where, count])
