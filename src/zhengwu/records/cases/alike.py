"""Requests in the same words, and requests in similar ones: what keeps 45,000 identical requests one line of work."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import connection
from django.db.models import Max, Q

from zhengwu.records.cases import wordings
from zhengwu.records.cases.filing import as_day
from zhengwu.records.cases.models import Case, Wording
from zhengwu.records.cases.queries import visible
from zhengwu.records.cases.wanted import OPEN
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import Condition, within_sql
from zhengwu.records.troubles import Words, missing

CANDIDATES = 200
MOST = 1000  # a count beyond it is told as 1001, "more than 1000"
WORDING = Words("这种内容的在办件", "open case in these words")


@dataclass(frozen=True, slots=True)
class Group:
    """Open requests to one body in the same words, and the earliest last day among them.

    `cases` counts all that were ever made in these words; `open` those one may see, to 1001 at most.
    """

    wording_id: int
    body_id: int
    text: str
    open: int
    first_due_on: date | None
    cases: int


# Wordings by how many requests ever used them; in the index of a wording its open requests stand first, the most urgent
# at the top.
GROUPS = """
SELECT w.id, w.body_id, w.text,
    (SELECT COUNT(*) FROM (SELECT 1 FROM cases_case c WHERE {of_it} LIMIT {most}) n),
    (SELECT c.due_on FROM cases_case c WHERE {of_it} ORDER BY c.sort_on, c.id LIMIT 1), w.cases
FROM cases_wording w
WHERE {within} AND w.cases >= 2
    AND EXISTS (SELECT 1 FROM cases_case c WHERE {of_it} LIMIT 1 OFFSET %s)
ORDER BY w.cases DESC, w.id DESC LIMIT %s
"""


def groups(actor: Actor, *, least: int = 2, after: tuple[int, int] | None = None, limit: int = 50) -> list[Group]:
    """The wordings that at least `least` open requests share, the most used first, after one with its count and id.

    One statement.
    """
    beyond = ("1 = 1", ()) if after is None else ("(w.cases, w.id) < (%s, %s)", after)
    return _groups(actor, beyond, least, limit)


def group(actor: Actor, wording_id: int) -> Group:
    """One wording with its open requests. Raises Trouble: missing, where no open request in it is to be seen."""
    found = _groups(actor, ("w.id = %s", (wording_id,)), 1, 1)
    if not found:
        raise missing(WORDING, where="wording_id")
    return found[0]


def _groups(actor: Actor, which: Condition, least: int, limit: int) -> list[Group]:
    reach = actor.reach("case.read")
    # The body of a wording is that of its cases; only where a right ends at a unit is each case looked at.
    may, of_reach = within_sql(reach, body="w.body_id") if reach.units else ("1 = 1", ())
    held = tuple(held.body_id for held in actor.appointments) if reach.units else reach.bodies
    within, of_bodies = within_sql(replace(reach, bodies=held, units=()), body="w.body_id", unit="")
    statement = GROUPS.format(
        of_it=f"c.wording_id = w.id AND {OPEN} AND {may}", within=f"{within} AND {which[0]}", most=MOST + 1
    )
    values = [*of_reach, *of_reach, *of_bodies, *which[1], *of_reach, least - 1, limit]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Group(pk, body, text, count, as_day(first), cases) for pk, body, text, count, first, cases in cursor]


@dataclass(frozen=True, slots=True)
class Similar:
    """A wording like another: `likeness` from 0 to 1, how many requests use it, and the latest of them one may see."""

    wording_id: int
    text: str
    cases: int
    likeness: float
    case_id: int
    number: str
    outcome: str


def similar(actor: Actor, row: Case, *, least: float = 0.5, limit: int = 20) -> list[Similar]:
    """Wordings like that of the case, the likest first; its own wording comes with likeness 1 where others share it."""
    own = row.wording
    if own is None:
        return []
    same = Q(band_1=own.band_1) | Q(band_2=own.band_2) | Q(band_3=own.band_3) | Q(band_4=own.band_4)
    near = Wording.objects.filter(same, body_id=row.body_id).values_list("id", "text", "cases")[:CANDIDATES]
    scored = sorted(
        ((wordings.likeness(own.text, text), pk, text, cases) for pk, text, cases in near),
        key=lambda one: (-one[0], one[1]),
    )
    chosen = [one for one in scored if one[0] >= least and (one[1] != own.pk or one[3] > 1)][:limit]
    others = visible(actor).exclude(pk=row.pk).filter(wording_id__in=[one[1] for one in chosen])
    latest = others.values("wording_id").annotate(last=Max("id")).values_list("last", flat=True)
    rows = {case.wording_id: case for case in Case.objects.filter(pk__in=list(latest))}
    return [
        Similar(pk, text, cases, score, rows[pk].pk, rows[pk].number, rows[pk].outcome)
        for score, pk, text, cases in chosen
        if pk in rows
    ]
