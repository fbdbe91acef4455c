"""What is asked of cases: which ones, one of them with everything on it, and those worded alike."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from zhengwu.records.cases.models import CLOSED, Case, Event
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.people.rights import RIGHTS
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.procedures.information_request.answering import DECIDABLE

CASE = Words("这一件", "case")
OPEN = Q(sort_on__lt=CLOSED)  # the same as `is_open`, by the column that every index of lists has


def visible(actor: Actor) -> QuerySet[Case]:
    """The cases an actor may see: the one rule that list, detail, search, export and attachment share."""
    return Case.objects.filter(within(actor.reach("case.read")))


def posts_over(actor: Actor, body_id: int, unit_id: int | None) -> frozenset[str]:
    """The posts an actor holds over a case of this body and unit; a handler of one unit is none of another."""
    seen = RIGHTS["case.read"]
    return frozenset(
        held.post
        for held in actor.appointments
        if held.body_id == body_id and (held.unit_id in (None, unit_id) or seen.get(held.post) != "unit")
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a list shows. `late_on` keeps those whose last day lies before it; for `text` see `named`.

    `due_since` keeps those whose last day is that one or later; `waiting` those that wait for somebody else; `proposed`
    those with a proposal on which nobody has decided since.
    """

    procedure: str = ""
    body_id: int | None = None
    unit_id: int | None = None
    handler_id: int | None = None
    state: str = ""
    outcome: str = ""
    is_open: bool | None = None
    due_through: date | None = None
    late_on: date | None = None
    wording_id: int | None = None
    about_id: int | None = None
    text: str = ""
    unit_ids: tuple[int, ...] = ()
    due_since: date | None = None
    waiting: bool = False
    proposed: bool = False

    def condition(self) -> Q:
        """The same as a condition of the query."""
        found = Q()
        for name in ("procedure", "state", "outcome"):
            if getattr(self, name):
                found &= Q(**{name: getattr(self, name)})
        for name in ("body_id", "unit_id", "handler_id", "wording_id", "about_id"):
            if getattr(self, name) is not None:
                found &= Q(**{name: getattr(self, name)})
        if self.is_open is not None:
            found &= OPEN if self.is_open else Q(sort_on=CLOSED)
        if self.due_through is not None:
            found &= Q(sort_on__lte=self.due_through, due_on__lte=self.due_through)
        if self.late_on is not None:
            found &= Q(sort_on__lt=self.late_on, due_on__lt=self.late_on)
        if self.text:
            found &= Q(pk__in=named(self.text))
        return found & self._stage()

    def _stage(self) -> Q:
        found = Q()
        if self.unit_ids:
            found &= Q(unit_id__in=self.unit_ids)
        if self.due_since is not None:
            found &= Q(sort_on__gte=self.due_since, due_on__gte=self.due_since)
        if self.waiting:
            found &= Q(due_on=None, waits_until__isnull=False) & OPEN
        if self.proposed:
            decided = Event.objects.filter(case_id=OuterRef("case_id"), key="decided", number__gt=OuterRef("number"))
            asked = Event.objects.filter(case_id=OuterRef("pk"), key="proposed").exclude(Exists(decided))
            found &= OPEN & Q(state__in=DECIDABLE) & Q(Exists(asked))
        return found


NEWEST = 50_000  # cases whose titles are looked through
MOST = 500  # cases that a number, a name or a word finds
NAMED = """
SELECT id FROM (SELECT id FROM cases_case WHERE {prefix} ORDER BY number LIMIT {most}) numbers
UNION
SELECT id FROM (SELECT id FROM cases_case WHERE applicant_name = %(text)s ORDER BY id DESC LIMIT {most}) applicants
UNION
SELECT id FROM (
    SELECT id FROM (SELECT id, title FROM cases_case ORDER BY id DESC LIMIT {newest}) latest
    WHERE title LIKE %(within)s ESCAPE '\\' LIMIT {most}
) titles
"""
# The unique index of numbers serves a range on SQLite, and on PostgreSQL, whose order is that of a language, LIKE.
PREFIX = {"sqlite": "number >= %(text)s AND number < %(end)s", "postgresql": "number LIKE %(begin)s"}


def named(text: str) -> list[int]:
    """The ids of cases by a text: the number or how it begins, the applicant's name, or words of the title.

    Titles are looked through in the newest 50,000 cases on file, and each of the three finds 500 cases at most, so
    that a list stays quick whatever is on file. One statement.
    """
    like = connection.ops.prep_for_like_query(text)
    values = {"text": text, "end": f"{text}\U0010ffff", "begin": f"{like}%", "within": f"%{like}%"}
    statement = NAMED.format(prefix=PREFIX[connection.vendor], most=MOST, newest=NEWEST)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [pk for (pk,) in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Line:
    """A case in a list. Lateness is for whoever shows it to derive, by its own day."""

    id: int
    number: str
    procedure: str
    body_id: int
    unit_id: int | None
    handler_id: int | None
    title: str
    applicant_name: str
    channel: str
    state: str
    outcome: str
    is_open: bool
    entered_on: date | None
    due_on: date | None
    provisional: bool
    waits_until: date | None
    sort_on: date
    answered_on: date | None
    wording_id: int | None
    alike: int | None


Place = tuple[date, int]  # where a page of the inbox ended: the last day and the id of its last line


def inbox(actor: Actor, wanted: Wanted, *, after: Place | None = None, limit: int = 50) -> list[Line]:
    """A page of cases, the most urgent first, after the place where the last page ended. One statement."""
    found = visible(actor).filter(wanted.condition()).order_by("sort_on", "id")
    if after is not None:
        found = found.filter(sort_on__gte=after[0]).exclude(sort_on=after[0], id__lte=after[1])
    columns = (*Line.__slots__[:-1], "wording__cases")
    return [Line(*row) for row in found.values_list(*columns)[:limit]]


def count(actor: Actor, wanted: Wanted, *, most: int = 1000) -> int:
    """How many cases the list has, counted to one more than `most`. One statement."""
    return visible(actor).filter(wanted.condition()).order_by()[: most + 1].count()


def row_of(actor: Actor, case_id: int) -> Case:
    """The row of a case that the actor may see. Raises Trouble (missing)."""
    row = visible(actor).filter(pk=case_id).select_related("body", "wording").first()
    if row is None:
        raise missing(CASE, where="case_id")
    return row
