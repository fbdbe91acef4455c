"""Numbers of licences: the serial in the identifier, and the one printed on the licence by the pattern of its kind.

A pattern is text with `{year}`, `{serial}` or `{serial:06d}`, `{region}` and `{prefix}` (that of the body's numbers) in
it, year and serial always, and nothing else: it is typed by people, and nothing that looks into objects ever gets it.
"""

import re

from django.db import connection, transaction

from zhengwu.records.licences.models import LicenceKind
from zhengwu.records.organs.models import Body

PLACE = re.compile(r"\{(year|region|prefix|serial(?::0?([1-9]|1[0-2])d)?)\}")
LONGEST = 60


def sound(pattern: str) -> bool:
    """Whether a pattern has year and serial in it, no place that is unknown, and no stray brace."""
    bare = PLACE.sub("", pattern)
    whole = "{serial" in pattern and "{year}" in pattern  # serials begin anew each year
    return whole and not set("{}") & set(bare) and 0 < len(pattern) <= LONGEST and pattern.isprintable()


def printed(pattern: str, *, year: int, serial: int, region: str, prefix: str) -> str:
    """The number by a pattern."""

    def said(found: re.Match[str]) -> str:
        if found[1].startswith("serial"):
            return str(serial).zfill(int(found[2] or 1))
        return {"year": str(year), "region": region, "prefix": prefix}[found[1]]

    return PLACE.sub(said, pattern)[:LONGEST]


def take(kind: LicenceKind, body: Body, year: int, count: int = 1) -> int:
    """The first of the next `count` serials, in the caller's transaction: what is rolled back gives them back."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a serial and its licence belong in one transaction")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO licences_licenceseries (kind_id, body_id, year, last) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (kind_id, body_id, year) DO UPDATE SET last = licences_licenceseries.last + %s "
            "RETURNING last",
            [kind.pk, body.pk, year, count, count],
        )
        (last,) = cursor.fetchone()
    return int(last) - count + 1


def serial(year: int, place: int) -> str:
    """The serial in an identifier: the year and seven digits."""
    return f"{year}{place:07d}"
