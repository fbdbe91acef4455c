"""Index numbers (索引号) and document numbers (发文字号): one after another, without gaps and without doubles.

Both are given when a publication first goes public, in that transaction: what is discarded before takes none. Until
then a document number that is to be given stands as `审批局规〔〕号`, with its series and nothing in its brackets.
"""

from django.db import connection, transaction

from zhengwu.records.letters.numbers import next_number
from zhengwu.records.organs.models import Body

OPEN = "〔〕号"
SERIES = 20  # signs of the name of a series


def take(body: Body, year: int, count: int = 1) -> list[str]:
    """The next `count` index numbers of a body, in the caller's transaction: what is rolled back gives them back."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a number and what it is for belong in one transaction")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO publications_indexseries (body_id, year, last) VALUES (%s, %s, %s) "
            "ON CONFLICT (body_id, year) DO UPDATE SET last = publications_indexseries.last + %s RETURNING last",
            [body.pk, year, count, count],
        )
        (last,) = cursor.fetchone()
    return [f"{body.number_prefix}-{year}-{serial:06d}" for serial in range(last - count + 1, last + 1)]


def awaiting(body_short: str, series: str) -> str:
    """The mark of a document number that is given when it is published."""
    return f"{body_short}{series.strip()[:SERIES]}{OPEN}"


def awaits(document_number: str) -> bool:
    """Whether the number is given when it is published."""
    return document_number.endswith(OPEN)


def issue(body: Body, mark: str, year: int) -> str:
    """The next number of the series that a mark names, in the caller's transaction."""
    return next_number(body, mark.removesuffix(OPEN).removeprefix(body.short_name), year).printed
