"""A year's report on a ledger, and the way back from its cells, beside the bare statement that the figures need.

`python -m benchmarks.records.yearly TOWN TURNS` prints times as JSON. TOWN is what the ledger printed. The bare
statement groups the items of the office by the columns from which the report's rows and columns follow, in SQL alone,
and fetches the groups; the report does that, folds the groups into the form, adds up, and counts the fees.
"""

import json
import sys
from typing import Any

from benchmarks.records.timing import timed
from benchmarks.records.town import Town, open_records

YEAR = 2025
BARE = """
SELECT procedure, concluded_year, outcome, counted_class, entered_year, COUNT(*) FROM cases_item
WHERE body_id = %s AND procedure IN ('information_request', 'record_correction', 'administrative_review', 'lawsuit')
  AND concluded_year >= %s AND entered_year <= %s
GROUP BY procedure, concluded_year, outcome, counted_class, entered_year
"""
CELLS = 12  # of the report's largest, whose lists are asked for


def bare(body_id: int) -> list[tuple[Any, ...]]:
    """The statement, and nothing else."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(BARE, [body_id, YEAR, YEAR])
        return cursor.fetchall()


def last_page(body_id: int, form: Any, cell: Any) -> Any:
    """Where the fortieth page of a cell's list begins."""
    from zhengwu.records.reports.drill import drill

    spot = None
    for _ in range(39):
        rows = drill(body_id, YEAR, form, cell, after=spot, limit=50)
        if len(rows) < 50:
            break
        spot = rows[-1].spot
    return spot


def main() -> None:
    """Measures and prints."""
    said, turns = json.loads(sys.argv[1]), int(sys.argv[2])
    town = Town(**said)
    open_records()
    from zhengwu.records.reports.count import count
    from zhengwu.records.reports.drill import drill
    from zhengwu.statute.report.formats import format_of

    form, office = format_of("2021"), town.office
    report = count(office, YEAR, form)
    found = {"bare": timed(lambda: bare(office), turns, 1).told(), "report": timed(
        lambda: count(office, YEAR, form), turns, 1).told()}  # fmt: skip
    largest = sorted(report.figures, key=lambda cell: -report.figures[cell])[:CELLS]
    lists, deep = [], []
    for cell in largest:
        lists.append(timed(lambda cell=cell: drill(office, YEAR, form, cell, limit=50), 5, 1).p95)
        spot = last_page(office, form, cell)
        deep.append(timed(lambda cell=cell, spot=spot: drill(office, YEAR, form, cell, after=spot, limit=50), 5, 1).p95)
    found |= {"drill": max(lists), "deep": max(deep), "matters": max(report.figures.values())}
    found["groups"] = len(bare(office))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
