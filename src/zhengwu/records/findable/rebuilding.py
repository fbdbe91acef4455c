"""An index of dated texts made anew beside the one that is asked, and put in its place at once: nobody waits for it.

First everybody who writes is told to write into both, then the register is gone through in short transactions, and at
the end the new tables take the names of the old ones. A row that is read here is locked until it is put: what somebody
takes down meanwhile is either not put any more or dropped from the new tables, too.
"""

from collections.abc import Callable, Sequence

from django.db import connection, transaction

from zhengwu.records.findable import dated, on_postgresql
from zhengwu.records.findable.dated import NEW, Dated
from zhengwu.records.rows import told

# The next entries after a place, their rows locked, with the last place that was looked at; nothing looked at: the end.
# By their days, at best.
Page = tuple[Sequence[Dated], int]
Read = Callable[[int], Page]
Report = Callable[[int], None]


def rebuild(kind: str, read: Read, report: Report) -> int:
    """Makes the index of a kind anew, outside of any transaction; gives how many texts the builder put.

    One that was cut off before is begun anew. Of two at a time the second one takes over.
    """
    _begin(kind)
    done = after = 0
    while True:
        with transaction.atomic():
            page, last = read(after)
            if last == after:
                break
            done += _put_missing(kind, page)
        after = last
        report(done)
    _finish(kind)
    return done


def _begin(kind: str) -> None:
    base = f"findable_{kind}"
    with transaction.atomic():
        _say(f"UPDATE {base}_state SET building = true")  # waits for whoever writes into one index only
        for table in dated.on_this().tables(base + NEW):
            _say(f"DROP TABLE IF EXISTS {table}")
        made = dated.on_this().making(base + NEW)
        if connection.vendor != "sqlite":
            made = on_postgresql.table(base + NEW)  # its index is made at the end, at once
        for statement in made:
            _say(statement)


def _put_missing(kind: str, page: Sequence[Dated]) -> int:
    """Puts what nobody else has put into the new tables meanwhile."""
    base = f"findable_{kind}{NEW}"
    there = dated.on_this().there(base, [one.id for one in page])
    fresh = [one for one in page if one.id not in there]
    dated.on_this().put(base, dated.lying(fresh))
    return len(fresh)


def _finish(kind: str) -> None:
    base = f"findable_{kind}"
    if connection.vendor == "sqlite":
        dated.on_this().settle(base + NEW)
    else:
        _index(base)
    with transaction.atomic():
        _say(f"UPDATE {base}_state SET building = false, folding = '{dated.form()}'")
        for table in dated.on_this().tables(base):
            _say(f"DROP TABLE {table}")
        for statement in dated.on_this().renaming(base + NEW, base):
            _say(statement)


def _index(base: str) -> None:
    """Makes the index of words while others write into the table."""
    for statement in on_postgresql.index(base + NEW):
        _say(statement.replace("CREATE INDEX", "CREATE INDEX CONCURRENTLY"))
    _say(f"ANALYZE {base}{NEW}_rows")


def is_building(kind: str) -> bool:
    """Whether the index is being made anew just now, or was when somebody was cut off."""
    return bool(told(f"SELECT building FROM findable_{kind}_state")[0][0])


def _say(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
