"""Index numbers (索引号): one after another in each body and year, without gaps and without doubles."""

from django.db import connection, transaction

from zhengwu.records.organs.models import Body


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
