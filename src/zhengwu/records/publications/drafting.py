"""A publication as the staff work on it: what its register says, the version in preparation, what changed, where it is.

Everything here is asked within the reach of who asks; what they may not see is not there.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from zhengwu.records import rows
from zhengwu.records.cases.queries import posts_over, visible
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within_sql
from zhengwu.records.publications import carrying, numbers
from zhengwu.records.publications.actions import DESK, PUBLICATION, Draft, check_draft, prepared
from zhengwu.records.publications.models import Placement, Publication, Version
from zhengwu.records.publications.texts import Written
from zhengwu.records.publications.visible import STAFF, to_staff
from zhengwu.records.troubles import conflict, missing
from zhengwu.statute.disclosure import kinds
from zhengwu.statute.letters.differences import Change, differences

PREPARING = "preparing"
LASTING = tuple(key for key, one in kinds().items() if one.lasting)
LONGEST = 60_000  # signs of two versions together: more take too long to compare
LONGEST_LINE = 3_000
WORK = f"""
SELECT {rows.names(Publication, "p")}, COALESCE(c.number, ''), COALESCE(c.state, ''), b.name, COALESCE(u.name, ''),
  COALESCE(e.title, ''), COALESCE(i.title, '')
FROM publications_publication p JOIN organs_body b ON b.id = p.body_id LEFT JOIN cases_case c ON c.id = p.case_id
  LEFT JOIN organs_unit u ON u.id = p.unit_id LEFT JOIN publications_entry e ON e.id = p.entry_id
  LEFT JOIN publications_publication i ON i.id = p.interprets_id
WHERE p.id = %s
"""
SHOWN_PLACES = 100


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version: what it says, why there is one, and since when the public saw it (None: it does not yet)."""

    number: int
    title: str
    html: str
    text: str
    facts: tuple[tuple[str, str], ...]
    change: str
    reason: str
    by: str
    at: datetime
    published_at: datetime | None
    accepted: str = ""
    accepted_by: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class PlacementFacts:
    """Where it was published, and when; `ended_on` since when it is not there any more."""

    id: int
    channel: str
    place: str
    on: date
    by: str
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Work:
    """A publication with its versions, the newest first. `state` is that of its case, empty where it has none.

    `writes`: its reader may write the version in preparation; `places`: may put down other channels.
    """

    id: int
    case_id: int | None
    case_number: str
    state: str
    body_id: int
    body: str
    unit_id: int | None
    unit: str
    title: str
    summary: str
    document_number: str
    index_number: str
    kind: str
    column: str
    category: str
    field: str
    entry_id: int | None
    entry: str
    origin: str
    origin_body: str
    interprets_id: int | None
    interprets: str
    attribute: str
    attribute_basis: str
    made_on: date
    due_on: date | None
    status: str
    version: int
    published_on: date | None
    review_on: date | None
    scheduled_at: datetime | None
    validity: str
    repealed_on: date | None
    versions: tuple[VersionFacts, ...]
    placements: tuple[PlacementFacts, ...]
    writes: bool
    places: bool

    @property
    def newest(self) -> VersionFacts:
        """The version that was made last."""
        return self.versions[0]

    @property
    def public(self) -> VersionFacts | None:
        """The version that the public sees or saw last."""
        return next((one for one in self.versions if one.number == self.version), None)


def work(publication_id: int, *, by: Actor) -> Work:
    """A publication with all that its page shows. Three statements. Raises Trouble (missing)."""
    may, reach = within_sql(by.reach(STAFF), body="p.body_id", unit="p.unit_id")
    found = rows.told(f"{WORK} AND {may}", [publication_id, *reach])
    if not found:
        raise missing(PUBLICATION, where="publication_id")
    *values, number, state, body, unit, entry, explained = found[0]
    row = rows.read(Publication, values)
    made = tuple(map(_version, rows.several(Version, "t.publication_id = %s ORDER BY t.number DESC", [row.pk])))
    newest = f"t.publication_id = %s ORDER BY t.id DESC LIMIT {SHOWN_PLACES}"
    placed = rows.several(Placement, newest, [row.pk])
    desk = bool(posts_over(by, row.body_id, row.unit_id) & DESK)
    return Work(
        row.pk, row.case_id, number, state, row.body_id, body, row.unit_id, unit, row.title, row.summary,
        row.document_number, row.index_number or "", row.kind, row.column, row.category, row.field, row.entry_id,
        entry, row.origin, row.origin_body, row.interprets_id, explained, row.attribute, row.attribute_basis,
        row.made_on, row.due_on, row.status, row.version, row.published_on, row.review_on, row.scheduled_at,
        row.validity, row.repealed_on, made, tuple(_placed(one) for one in placed),
        desk and state == PREPARING and made[0].published_at is None, desk and row.status == "public",
    )  # fmt: skip


def of_case(case_id: int, *, by: Actor) -> int | None:
    """The id of the publication that a case is about; None where it is about none, or not to be seen. One statement."""
    may, values = within_sql(by.reach(STAFF), body="p.body_id", unit="p.unit_id")
    found = rows.told(f"SELECT p.id FROM publications_publication p WHERE p.case_id = %s AND {may}", [case_id, *values])
    return found[0][0] if found else None


def key_of_request(case_id: int) -> str:
    """By which key a publication out of an answered request is known."""
    return f"request:{case_id}"


def of_request(case_id: int, body_id: int, *, by: Actor) -> int | None:
    """The publication that a request led to (条例第四十四条); None for none, or none to be seen. One statement."""
    found = to_staff(by).filter(body_id=body_id, source_key=key_of_request(case_id))
    return found.values_list("id", flat=True).first()


def request_of(publication_id: int, *, by: Actor) -> int | None:
    """The case of the request that a publication came out of; None for none, or none to be seen."""
    key = to_staff(by).filter(pk=publication_id).values_list("source_key", flat=True).first() or ""
    _, colon, number = key.partition("request:")
    if not colon or not number.isdecimal():
        return None
    return visible(by).filter(pk=int(number)).values_list("id", flat=True).first()


def numbered(index_number: str, *, by: Actor) -> int | None:
    """The publication of an index or document number that may be explained by another; None where there is none."""
    asked = index_number.strip()
    found = to_staff(by).filter(index_number=asked).values_list("id", flat=True).first()
    return found if found is not None else (
        to_staff(by).filter(kind__in=LASTING, document_number=asked).values_list("id", flat=True).first()
    )  # fmt: skip


def _version(one: Version) -> VersionFacts:
    facts = tuple((str(label), str(value)) for label, value in one.facts)
    return VersionFacts(
        one.number, one.title, one.html, one.text, facts, one.change, one.reason, one.by, one.at, one.published_at,
        one.accepted, one.accepted_by, one.summary,
    )  # fmt: skip


def _placed(one: Placement) -> PlacementFacts:
    return PlacementFacts(one.pk, one.channel, one.place, one.on, one.by, one.ended_on)


def changed(before: VersionFacts, after: VersionFacts) -> tuple[Change, ...] | None:
    """What two versions differ in, a paragraph for each line; None where they are too long to be compared."""
    texts = [_told(one) for one in (before, after)]
    longest = max((len(line) for text in texts for line in text.splitlines()), default=0)
    if sum(map(len, texts)) > LONGEST or longest > LONGEST_LINE:
        return None
    return differences(*texts)


def _told(one: VersionFacts) -> str:
    return "\n".join((one.title, *(f"{label}：{value}" for label, value in one.facts), one.text))


def describe(publication_id: int, draft: Draft, *, by: Actor, at: datetime, seen: datetime | None = None) -> None:
    """Writes what the register says of a publication, and its version, while it is in preparation.

    What has once been public keeps its kind, its place and its numbers: they are what it was counted and found by.
    The day on which it was made stays as it was registered. Raises Trouble as `actions.write` and `actions.register`.
    """
    with transaction.atomic():
        row, version = prepared(publication_id, by)
        check_draft(row.body_id, draft)
        written = draft.written
        if seen is not None and seen != version.at:
            raise conflict(
                "changed_meanwhile",
                f"{version.by}已在您打开后修改过；没有作任何改动。",
                f"{version.by} has changed it since you opened it; nothing was changed.",
                where="seen",
            )
        was = row.__dict__.copy()
        if not row.version:
            kind = kinds()[draft.kind]
            row.kind, row.column, row.category = (
                draft.kind,
                draft.column or kind.column,
                draft.category or kind.category,
            )
            row.field, row.entry_id, row.unit_id = draft.field, draft.entry_id, row.unit_id
            row.origin, row.origin_body = draft.origin, draft.origin_body.strip()
            row.interprets_id = draft.interprets_id
            row.title = written.title.strip()
            row.summary, row.document_number = written.summary.strip(), written.document_number.strip()
        rows.write(row, was)
        carrying.rewrite(version, written, by=by.name, at=at)


def copied(one: Work) -> Draft:
    """What is on file as a draft, to be changed field by field."""
    said = one.newest
    written = Written(said.title, said.text, said.summary, one.document_number, said.facts, said.html)
    return Draft(
        one.kind, one.made_on, written, one.unit_id, one.column, one.category, one.field, one.entry_id, one.origin,
        one.origin_body, one.interprets_id,
    )  # fmt: skip


def with_number(one: Draft, series: str, body_short: str) -> Draft:
    """The same, to get the next document number of a series when it is published."""
    return replace(one, written=replace(one.written, document_number=numbers.awaiting(body_short, series)))
