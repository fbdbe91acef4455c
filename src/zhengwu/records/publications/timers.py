"""What time does to publications: what was approved for a time goes public, what is withheld is due again.

Each case is its own transaction: one that fails leaves the others done, and is tried again in the next round.
"""

from dataclasses import dataclass
from datetime import date, datetime

from zhengwu.records.cases.models import Case
from zhengwu.records.notices import telling
from zhengwu.records.publications.actions import publish_due
from zhengwu.records.publications.models import Publication

PAGE = 500


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: how many went public by themselves, how many came to be assessed again, what failed."""

    published: int = 0
    to_assess: int = 0
    failed: tuple[str, ...] = ()


def run(*, on: date, at: datetime) -> Round:
    """One round at this moment."""
    published, wrong = publish_due(at)
    return Round(published, _assessments(on, at), tuple(wrong))


def _assessments(on: date, at: datetime) -> int:
    """Tells once of each day of assessment that has come (条例第十八条)."""
    told, after = 0, 0
    due = Publication.objects.filter(status="withheld", review_on__lte=on, case__isnull=False).order_by("pk")
    while page := list(due.filter(pk__gt=after).values_list("pk", "case_id", "review_on")[:PAGE]):
        cases = Case.objects.in_bulk([case_id for _, case_id, _ in page])
        for _, case_id, day in page:
            told += day is not None and telling.dated(cases[case_id], "reassess_due", day, at)
        after = page[-1][0]
    return told
