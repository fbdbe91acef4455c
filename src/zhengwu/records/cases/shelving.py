"""Putting new cases on the shelf, one or many at a time: numbers without gaps, shared wordings, and all their rows.

An opening is first prepared, which asks nothing of the database but what it names, then written: so many cases cost
hardly more statements than one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from zhengwu.records import rows
from zhengwu.records.cases import filing, projections, wordings
from zhengwu.records.cases import words as found_by
from zhengwu.records.cases.models import Case, Event, Item, Party
from zhengwu.records.cases.opening import Opened, Opening, digest, fresh_secret, sealed
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.promised import Promised
from zhengwu.records.people.actors import Actor
from zhengwu.statute.calendar import Calendar
from zhengwu.statute.procedures import model as statute

MARKS = {
    "information_request": "依",
    "record_correction": "更",
    "administrative_review": "复",
    "lawsuit": "诉",
    "proactive_disclosure": "主",
    "licensing": "许",
    "benefit": "给",
    "confirmation": "确",
    "award": "奖",
    "adjudication": "裁",
    "other_power": "权",
    "filing": "备",
    "public_service": "服",
    "licence_action": "证",
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A case that wants only its number, its wording and its ids. `secret` is for the applicant, once."""

    row: Case
    events: list[Event]
    items: list[Item]
    party: Party | None
    year: int
    text: str
    secret: str


def prepare(
    body: Body,
    case: statute.Case,
    opening: Opening,
    *,
    by: Actor,
    at: datetime,
    calendar: Calendar,
    promised: Sequence[Promised],
) -> Prepared:
    """The rows of a case; `promised` is what its body promised for its procedure. No statement."""
    secret = fresh_secret() if opening.applicant else ""
    text = wordings.joined(item.description for item in case.items)
    row = Case(
        procedure=case.procedure,
        body_id=body.pk,
        unit_id=opening.unit_id,
        secret=digest(secret) if secret else "",
        title=(opening.title or text.split("\n")[0])[:200],
        channel=str(case.facts.get("channel") or "")[:20],
        counted_class=_class(case, opening),
        applicant_name=opening.applicant.name.strip()[:100] if opening.applicant else "",
        about_id=opening.about_id,
        source_key=opening.source_key,
        item_id=opening.item_id,
        created_at=at,
    )
    filing.write_cache(row, case, calendar, promised)
    events = [filing.append(row, event, actor_name=by.name, at=at) for event in case.events]
    for event in events:
        projections.hand_over(row, event)
    party = Party(role="applicant", **sealed(opening.applicant)) if opening.applicant else None
    shared = text if case.procedure == "information_request" else ""
    return Prepared(row, events, filing.items_of(row, case), party, case.events[0].on.year, shared, secret)


def shelve(body: Body, procedure_key: str, prepared: Sequence[Prepared]) -> list[Opened]:
    """Writes the rows, in the caller's transaction; numbers follow the order of the list.

    Others who want a number of the series wait from here on, so it is taken as late as can be.
    """
    words = _wordings(body.pk, [one.text for one in prepared if one.text])
    last: dict[int, int] = {}
    for year, count in sorted(Counter(one.year for one in prepared).items()):
        last[year] = _numbers(body, procedure_key, year, count) - count
    for one in prepared:
        last[one.year] += 1
        one.row.number = f"{body.number_prefix}{MARKS.get(procedure_key, 'X')}{one.year}-{last[one.year]:06d}"
        one.row.wording_id = words.get(wordings.digest(one.text)) if one.text else None
    rows.lay(Case, [one.row for one in prepared])
    found_by.lay([one.row for one in prepared])
    for one in prepared:
        for event in one.events:
            event.case_id = one.row.pk
        for item in one.items:
            item.case_id = one.row.pk
        if one.party:
            one.party.case_id = one.row.pk
    rows.lay(Event, [event for one in prepared for event in one.events])
    rows.lay(Item, [item for one in prepared for item in one.items])
    rows.lay(Party, [one.party for one in prepared if one.party])
    for one in prepared:
        for event in one.events:
            projections.project(one.row, event)
    return [Opened(one.row.pk, one.row.number, one.secret, one.row.length) for one in prepared]


def _numbers(body: Body, procedure_key: str, year: int, count: int) -> int:
    """Takes `count` numbers of a series, and returns the last of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_series (body_id, name, year, last) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (body_id, name, year) DO UPDATE SET last = cases_series.last + %s RETURNING last",
            [body.pk, procedure_key, year, count, count],
        )
        (last,) = cursor.fetchone()
    return int(last)


def _wordings(body_id: int, texts: Sequence[str]) -> dict[str, int]:
    """The ids of the wordings by their digests, each counted once more for every text; in one order for all writers."""
    counted: dict[str, list[str]] = {}
    for text in texts:
        counted.setdefault(wordings.digest(text), []).append(text)
    found = {}
    with connection.cursor() as cursor:
        for key, same in sorted(counted.items()):
            cursor.execute(
                "INSERT INTO cases_wording (body_id, digest, text, cases, band_1, band_2, band_3, band_4) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s, %s) "
                "ON CONFLICT (body_id, digest) DO UPDATE SET cases = cases_wording.cases + excluded.cases RETURNING id",
                [body_id, key, same[0], len(same), *wordings.bands(same[0][:2000])],
            )
            (found[key],) = cursor.fetchone()
    return found


def _class(case: statute.Case, opening: Opening) -> str:
    if case.procedure == "lawsuit":
        return str(case.facts.get("way") or "")
    if case.procedure == "administrative_review":
        return "review"
    return opening.applicant.counted_class if opening.applicant else opening.counted_class
