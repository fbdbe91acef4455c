"""By which words a case is found: its title and its applicant's name, in the scope of its body; and its number.

The words are put on file with the case, in the same transaction. What an actor may see narrows the search before
anything is cut off: the bodies inside the index of words, the units beside it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from zhengwu.records.cases.models import Case, Party
from zhengwu.records.findable import tables
from zhengwu.records.findable.tables import Entry
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import Condition, within_sql

KIND = "cases"
MOST = 500  # cases that a number or a word finds
LOOKED = 50_000  # of the newest cases with a word, so many are looked at for those of one's own unit
OTHERS = "SELECT name FROM cases_party WHERE case_id = %s AND role <> 'applicant' ORDER BY id"
LAST = 2**62  # beyond every id
MANY_BODIES = 200  # a reach over more is no condition of the index
# The unique index of numbers serves a range on SQLite, and on PostgreSQL, whose order is that of a language, LIKE.
PREFIX = {"sqlite": "c.number >= %s AND c.number < %s", "postgresql": "c.number LIKE %s"}


def entry(row: Case, others: Iterable[str] = ()) -> Entry:
    """What a case is found by: its title, its applicant, and the other parties, in the order of their ids."""
    return Entry(row.pk, row.body_id, " ".join((row.title, row.applicant_name, *others)))


def others(case_id: int) -> list[str]:
    """The names of the parties beside the applicant. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS, [case_id])
        return [name for (name,) in cursor.fetchall()]


def lay(rows: Sequence[Case]) -> None:
    """Puts the words of new cases on file, in the caller's transaction."""
    tables.put(KIND, [entry(row) for row in rows])


def change(before: Entry, after: Entry) -> None:
    """Puts the words of a case on file anew, in the caller's transaction."""
    tables.replace(KIND, before, after)


def lay_all() -> int:
    """Puts the words of every case on file, where they are not yet or may be wrong; gives how many cases there are."""
    tables.clear(KIND)
    count, page = 0, Case.objects.order_by("id").only("body_id", "title", "applicant_name")
    rows = list(page[:5000])
    while rows:
        beside: dict[int, list[str]] = {}
        among = Party.objects.filter(case_id__gte=rows[0].pk, case_id__lte=rows[-1].pk).exclude(role="applicant")
        for case_id, name in among.order_by("id").values_list("case_id", "name"):
            beside.setdefault(case_id, []).append(name)
        tables.put(KIND, [entry(row, beside.get(row.pk, ())) for row in rows])
        count += len(rows)
        rows = list(page.filter(pk__gt=rows[-1].pk)[:5000])
    return count


def named(actor: Actor, text: str, *, before: int = LAST, most: int = MOST) -> list[int]:
    """The ids of the cases that the actor may see by a text, the newest first, those before `before`: by the number or
    how it begins, by words of the title, by a party's name. Two statements, a third where a right goes over a tree.
    """
    reach = actor.reach("case.read")
    may, values = within_sql(reach)
    numbered = f"{PREFIX[connection.vendor]} AND c.id < %s AND {may} ORDER BY c.number DESC LIMIT %s"
    by_number = f"SELECT c.id FROM cases_case c WHERE {numbered}"
    found = dict.fromkeys(_ids(by_number, [*_prefix(text), before, *values, most]))
    scopes = bodies_within(actor)
    matching = tables.matching(KIND, text, scopes)
    if matching is not None:
        in_part = bool(reach.units) or (scopes is None and not reach.everything)
        found |= dict.fromkeys(_by_word(matching, (may, values), before, most, in_part=in_part))
    return sorted(found, reverse=True)[:most]


def _by_word(matching: Condition, may: Condition, before: int, most: int, *, in_part: bool) -> list[int]:
    """The newest cases with the words; where only a part of a body is to be seen, among so many of its newest."""
    table, key = f"findable_{KIND}", tables.key(KIND)
    newest = f"SELECT {key} AS id FROM {table} WHERE {matching[0]} AND {key} < %s ORDER BY {key} DESC LIMIT %s"
    seen = f"SELECT c.id FROM ({newest}) f JOIN cases_case c ON c.id = f.id WHERE {may[0]} ORDER BY f.id DESC LIMIT %s"
    found: list[int] = []
    for looked in (most * 6, LOOKED) if in_part else (most,):
        found = _ids(seen, [*matching[1], before, looked, *may[1], most])
        if len(found) == most:
            break
    return found


def _prefix(text: str) -> list[str]:
    if connection.vendor == "sqlite":
        return [text, f"{text}\U0010ffff"]
    return [f"{connection.ops.prep_for_like_query(text)}%"]


def bodies_within(actor: Actor) -> list[int] | None:
    """The bodies whose cases the actor may see or see in part; None for all of them, or for too many to name."""
    reach = actor.reach("case.read")
    if reach.everything:
        return None
    found = {held.body_id for held in actor.appointments}
    for path in reach.paths:
        below = list(Body.objects.filter(path__startswith=path).values_list("id", flat=True)[: MANY_BODIES + 1])
        found |= set(below)
    return None if len(found) > MANY_BODIES else sorted(found)


def _ids(statement: str, values: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [pk for (pk,) in cursor.fetchall()]
