"""Document numbers (发文字号): one after another in each body, year and series, without gaps and without doubles.

The row of the series is locked by the statement that counts it up, until the letter's transaction ends: a letter that
is not issued takes no number, and two that are issued at once wait for each other.
"""

from dataclasses import dataclass

from django.db import connection, transaction

from zhengwu.records.organs.models import Body

SERIES: dict[str, str] = {
    "information_request": "公开",
    "record_correction": "更正",
    "administrative_review": "复答",
    "lawsuit": "诉答",
    "licensing": "许",
    "benefit": "给",
    "confirmation": "确",
    "award": "奖",
    "adjudication": "裁",
    "other_power": "权",
    "filing": "备",
    "public_service": "服",
    "licence_action": "证",
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number that was given out: the series' row, the place in it, and how it is printed."""

    series_id: int
    serial: int
    printed: str


def next_number(body: Body, name: str, year: int) -> Numbered:
    """The next number of a series, in the caller's transaction. The series begins with its first letter."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a number and its letter belong in one transaction")
    prefix = f"{body.short_name}{SERIES.get(name, name)}"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO letters_numberseries (body_id, name, year, prefix, last) VALUES (%s, %s, %s, %s, 1) "
            "ON CONFLICT (body_id, name, year) DO UPDATE SET last = letters_numberseries.last + 1 "
            "RETURNING id, last, prefix",
            [body.pk, name, year, prefix],
        )
        series_id, serial, printed = cursor.fetchone()
    return Numbered(series_id, serial, f"{printed}〔{year}〕{serial}号")
