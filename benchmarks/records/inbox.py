"""The inbox on a ledger: pages as each post sees them, with filters, and deep in the list.

`python -m benchmarks.records.inbox TOWN TURNS` on a ground where the ledger was built prints, for each question, its
times and its number of statements. TOWN is what the ledger printed. The limit beside them is the bare page: the same
columns of the office's open cases through the index, by SQL alone.
"""

import json
import sys
from collections.abc import Callable
from datetime import date

from benchmarks.records.timing import timed
from benchmarks.records.town import Town, actor_of, open_records

Question = Callable[[], object]
ON = date(2025, 12, 31)
DEEP = 40  # pages that are leafed through
BARE = """
SELECT c.id, c.number, c.procedure, c.body_id, c.unit_id, c.title, c.applicant_name, c.state, c.due_on, w.cases
FROM cases_case c LEFT JOIN cases_wording w ON w.id = c.wording_id
WHERE c.body_id = %s AND c.sort_on < '9999-12-31' ORDER BY c.sort_on, c.id LIMIT 50
"""


def questions(town: Town) -> dict[str, Question]:
    """What is asked, by name."""
    from django.db import connection

    from zhengwu.records.cases.queries import inbox
    from zhengwu.records.cases.wanted import Wanted

    clerk, handler, above, beside = (
        actor_of(town.people[post]) for post in ("clerk", "handler", "supervisor", "district supervisor")
    )
    is_open = Wanted(is_open=True)

    def bare() -> object:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [town.office])
            return cursor.fetchall()

    return {
        "bare page, SQL alone": bare,
        "clerk: open cases of the body": lambda: inbox(clerk, is_open),
        "clerk: all cases": lambda: inbox(clerk, Wanted()),
        "clerk: closed cases": lambda: inbox(clerk, Wanted(is_open=False)),
        "handler: open cases of the unit": lambda: inbox(handler, is_open),
        "handler: all cases": lambda: inbox(handler, Wanted()),
        "supervisor: open cases of the subtree": lambda: inbox(above, is_open),
        "supervisor: all cases": lambda: inbox(above, Wanted()),
        "district supervisor: open cases": lambda: inbox(beside, is_open),
        "district supervisor: all cases": lambda: inbox(beside, Wanted()),
        "district supervisor: one department": lambda: inbox(beside, Wanted(body_id=town.departments[3], is_open=True)),
        "supervisor: one body, closed": lambda: inbox(above, Wanted(body_id=town.departments[3], is_open=False)),
        "clerk: late today": lambda: inbox(clerk, Wanted(late_on=ON)),
        "clerk: awaiting correction": lambda: inbox(clerk, Wanted(state="awaiting_correction", is_open=True)),
        "clerk: one outcome": lambda: inbox(clerk, Wanted(outcome="unclear_after_correction")),
        "clerk: lawsuits, of which there are none": lambda: inbox(clerk, Wanted(procedure="lawsuit")),
        "supervisor: lawsuits, of which there are none": lambda: inbox(above, Wanted(procedure="lawsuit")),
        "clerk: a unit": lambda: inbox(clerk, Wanted(unit_id=town.units[1], is_open=True)),
        "clerk: same wording": lambda: inbox(clerk, Wanted(wording_id=77)),
        "clerk: a number": lambda: inbox(clerk, Wanted(text="甲0000123")),
        "clerk: an applicant": lambda: inbox(clerk, Wanted(text="申请人4711")),
        "clerk: words that no title has": lambda: inbox(clerk, Wanted(text="没有这几个字")),
        f"clerk: page {DEEP}": _deep(clerk, is_open),
        f"clerk: page {DEEP} of the closed": _deep(clerk, Wanted(is_open=False)),
        f"supervisor: page {DEEP}": _deep(above, is_open),
    }


def _deep(actor, wanted) -> Question:
    from zhengwu.records.cases.queries import inbox

    place = None
    for _ in range(DEEP - 1):
        lines = inbox(actor, wanted, after=place)
        if not lines:
            break
        place = (lines[-1].sort_on, lines[-1].id)
    return lambda: inbox(actor, wanted, after=place)


def statements(question: Question) -> int:
    """How many statements a question takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        question()
    return len(captured)


def main() -> None:
    """Measures and prints."""
    said, turns = json.loads(sys.argv[1]), int(sys.argv[2])
    town = Town(**{name: tuple(value) if isinstance(value, list) else value for name, value in said.items()})
    open_records()
    found = {}
    for name, question in questions(town).items():
        count = statements(question)
        first = timed(question, 1, warm=0)
        enough = max(
            3, min(turns, int(2000 / max(first.p50, 0.01)))
        )  # a question of a second is not asked for a minute
        found[name] = timed(question, enough, warm=0).told() | {"statements": count}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
