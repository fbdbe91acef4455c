"""Search over everything that somebody may see, kind by kind; what one may see decides before anything is cut off."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from zhengwu.records.cases import queries, words
from zhengwu.records.cases.filing import as_day
from zhengwu.records.cases.queries import Line
from zhengwu.records.cases.shelving import MARKS
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.findable import tables
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import one_of, within_sql

FEW = 10  # of a kind beside the cases
NEWEST = 200  # letters and files with the words that are looked at for those one may see
YEAR = re.compile(r"(?:19|20)\d\d")
ASKED_NUMBER = re.compile(r"((?:19|20)\d\d)\D{0,3}(\d{1,6})\D*$")
LETTERS = """
SELECT l.id, l.case_id, l.document_number, l.title, l.issued_on
FROM ({newest}) f JOIN letters_letter l ON l.id = f.id JOIN cases_case c ON c.id = l.case_id
WHERE {may} ORDER BY l.id DESC LIMIT %s
"""
FILES = """
SELECT a.id, a.case_id, a.title, a.name, c.number
FROM ({newest}) f JOIN documents_attachment a ON a.id = f.id JOIN cases_case c ON c.id = a.case_id
WHERE {may} AND a.withdrawn_at IS NULL ORDER BY a.id DESC LIMIT %s
"""
ESCAPED = "ESCAPE '\\'"
BODIES = f"""
SELECT id, name FROM organs_body WHERE name LIKE %s {ESCAPED} OR short_name LIKE %s {ESCAPED} ORDER BY path LIMIT %s
"""
REPORTS = """
SELECT r.body_id, b.name, r.year, r.status FROM reports_annualreport r JOIN organs_body b ON b.id = r.body_id
WHERE (r.status = 'published' OR {may}) AND {asked} ORDER BY r.year DESC, b.path, r.version DESC LIMIT %s
"""
STAFF = f"""
SELECT p.id, p.name FROM people_person p WHERE p.name LIKE %s {ESCAPED} AND {{seen}} ORDER BY p.name, p.id LIMIT %s
"""
APPOINTED = "SELECT a.person_id FROM people_appointment a WHERE {may}"

Scopes = list[int] | None  # what `words.bodies_within` says


@dataclass(frozen=True, slots=True)
class LetterFound:
    """A letter found by its number or title."""

    id: int
    case_id: int
    number: str
    title: str
    issued_on: date


@dataclass(frozen=True, slots=True)
class FileFound:
    """A file found by its title or name, with the number of its case."""

    id: int
    case_id: int
    title: str
    name: str
    case_number: str


@dataclass(frozen=True, slots=True)
class BodyFound:
    """A body found by its name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ReportFound:
    """A report on file: of which body and year."""

    body_id: int
    body: str
    year: int
    status: str


@dataclass(frozen=True, slots=True)
class PersonFound:
    """Somebody of the staff whom the actor may look up."""

    id: int
    name: str


def cases(actor: Actor, text: str, *, after: int | None = None, limit: int = 20) -> list[Line]:
    """The cases of a text, the newest first, after the case of that id: four statements at most."""
    found = words.named(actor, text, before=words.LAST if after is None else after, most=limit)
    if not found:
        return []
    lines = queries.inbox(actor, Wanted(case_ids=tuple(found)), limit=len(found))
    return sorted(lines, key=lambda line: -line.id)


def near_numbers(actor: Actor, text: str) -> list[str]:
    """Numbers on file that somebody may have meant who mistyped one: without its noughts, with two figures exchanged,
    or of another series or body. At most five. One statement, or none where the text is no number.
    """
    told = ASKED_NUMBER.search(tables.plain(text).upper())
    if told is None:
        return []
    year, serial = told.groups()
    held = [held.body_id for held in actor.appointments]
    prefixes = list(Body.objects.filter(pk__in=held).values_list("number_prefix", flat=True)[:FEW])
    swapped = {serial[:at] + serial[at + 1] + serial[at] + serial[at + 2 :] for at in range(len(serial) - 1)}
    meant = [int(one) for one in (serial, *sorted(swapped))]
    numbers = [f"{prefix}{mark}{year}-{one:06d}" for one in meant for prefix in prefixes for mark in MARKS.values()]
    may, values = within_sql(actor.reach("case.read"))
    if not numbers:
        return []
    statement = f"SELECT c.number FROM cases_case c WHERE {one_of('c.number', numbers)} AND {may} LIMIT %s"
    there = {number for (number,) in _rows(statement, [*dict.fromkeys(numbers), *values, 50])} - {text}
    return [number for number in dict.fromkeys(numbers) if number in there][:5]


def letters(actor: Actor, text: str, scopes: Scopes) -> list[LetterFound]:
    """Letters by parts of their number or title, the newest first. One statement."""
    rows = _by_words(actor, "letters", LETTERS, text, scopes)
    return [LetterFound(pk, case, number, title, as_day(on)) for pk, case, number, title, on in rows]


def files(actor: Actor, text: str, scopes: Scopes) -> list[FileFound]:
    """Files of cases by their title or name, the newest first. One statement."""
    return [FileFound(*row) for row in _by_words(actor, "files", FILES, text, scopes)]


def bodies(actor: Actor, text: str) -> list[BodyFound]:
    """Bodies by a part of their name. One statement."""
    if len(text) < 2 or actor.kind == "public":
        return []
    return [BodyFound(*row) for row in _rows(BODIES, [_holding(text), _holding(text), FEW])]


def reported(actor: Actor, text: str) -> list[ReportFound]:
    """Annual reports on file by year, by a part of the body's name, or both. One statement."""
    year = YEAR.search(text)
    named = "".join(YEAR.sub("", text).replace("年度", "").replace("年报", "").split()).strip("年")
    if year is None and len(named) < 2:
        return []
    may, values = within_sql(actor.reach("report.read"), body="r.body_id", unit="")
    asked = [(f"r.year = {int(year[0])}" if year else "1 = 1"), (f"b.name LIKE %s {ESCAPED}" if named else "1 = 1")]
    statement = REPORTS.format(may=may, asked=" AND ".join(asked))
    newest: dict[tuple[int, int], ReportFound] = {}
    for row in _rows(statement, [*values, *([_holding(named)] if named else []), FEW * 3]):
        newest.setdefault((row[0], row[2]), ReportFound(*row))
    return list(newest.values())[:FEW]


def staff(actor: Actor, text: str) -> list[PersonFound]:
    """People of the staff by a part of their name, as far as the actor may look them up. One statement."""
    reach = actor.reach("people.read")
    if not reach:
        return []
    may, values = within_sql(reach, body="a.body_id", unit="")
    seen = "1 = 1" if reach.everything else f"(p.id = %s OR p.id IN ({APPOINTED.format(may=may)}))"
    values = () if reach.everything else (actor.id if actor.kind == "person" else 0, *values)
    return [PersonFound(*row) for row in _rows(STAFF.format(seen=seen), [_holding(text), *values, FEW])]


def _holding(text: str) -> str:
    return f"%{connection.ops.prep_for_like_query(text)}%"


def _by_words(actor: Actor, kind: str, statement: str, text: str, scopes: Scopes) -> list[tuple[Any, ...]]:
    matching = tables.matching(kind, text, scopes)
    if matching is None:
        return []
    may, values = within_sql(actor.reach("case.read"))
    key = tables.key(kind)
    newest = f"SELECT {key} AS id FROM findable_{kind} WHERE {matching[0]} ORDER BY {key} DESC LIMIT %s"
    return _rows(statement.format(newest=newest, may=may), [*matching[1], NEWEST, *values, FEW])


def _rows(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
