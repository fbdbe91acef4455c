"""Looking through the audit trail: who, what, to which object, when. The newest first, by pages; the trail may be long.

Every question follows one index, newest first: of a person, an action, a kind, a body or of all; and looks at 600
entries of it at most. Where fewer fit than asked for, the answer says from where to look further. What was found can
leave the house, which is itself entered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.expressions import RawSQL

from zhengwu.records.cases.models import Party
from zhengwu.records.cases.queries import visible as visible_cases
from zhengwu.records.documents.models import Attachment, Release
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.journal.models import Entry
from zhengwu.records.journal.queries import EntryFacts, visible
from zhengwu.records.letters.models import Letter
from zhengwu.records.moments import OFFICE
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.models import Person, Token
from zhengwu.records.people.reach import one_of, within
from zhengwu.records.troubles import forbidden

RIGHT = "audit.read"
LOOKED_AT = 600  # entries of an index in one answer
FEW_BODIES = 5  # up to so many, the index of each is followed
MOST_OUT = 20_000  # entries that leave at once
LOOKS = ("personal.unmasked", "personal.searched", "secret.given", "export.unsealed")
REFUSALS = ("session.refused",)
SAID_ACTORS = {"公众": "public", "系统定时任务": "clockwork"}
Place = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; what is empty does not narrow. `who` is a name or a user name, `about` a number of a case or
    a letter, or an object's own. `only` is "looks" (personal data seen) or "refusals"."""

    who: str = ""
    action: str = ""
    kind: str = ""
    about: str = ""
    first: date | None = None
    last: date | None = None
    only: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """What an entry is about, in words a person knows: a number or a name, and the case that it belongs to."""

    name: str
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The entries that fit, newest first, and the place from which to look further; None where there are no more."""

    entries: tuple[EntryFacts, ...]
    further: Place | None


def found(actor: Actor, search: Search, *, after: Place | None, limit: int, most: int = LOOKED_AT) -> Found:
    """The newest entries that the actor may see and that fit, older than the place `after`."""
    index, rest = _split(actor, search)
    if not index.values:
        return Found((), None)
    statement, values = _newest(index, search, after, most)
    rows = visible(actor).filter(rest, pk__in=RawSQL(f"SELECT id FROM ({statement}) newest", values))
    listed = rows.order_by("-at", "-id").values_list(*EntryFacts.__slots__)[: limit + 1]
    entries = tuple(EntryFacts(*row) for row in listed)
    if len(entries) > limit:
        return Found(entries[:limit], (entries[limit - 1].at, entries[limit - 1].id))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM ({statement}) newest LIMIT 1 OFFSET %s", [*values, most - 1])
        last = cursor.fetchone()
    return Found(entries, Entry.objects.values_list("at", "id").get(pk=last[0]) if last else None)


def taken_out(actor: Actor, search: Search, *, told: str, at: datetime) -> Iterator[EntryFacts]:
    """The entries that fit, 20,000 at most, to leave the house; that they do is entered first.

    Raises Trouble: forbidden.
    """
    reach = actor.reach(RIGHT)
    if not reach:
        raise forbidden(RIGHT)
    held = [one.body_id for one in actor.appointments if reach.covers(one.body_id, one.path)]
    with transaction.atomic():
        record(Deed("journal.exported", held[0] if held else None, "journal", "", told), by=actor, at=at)
    return _all(actor, search)


def _all(actor: Actor, search: Search) -> Iterator[EntryFacts]:
    after, left = None, MOST_OUT
    while left:
        page = found(actor, search, after=after, limit=min(left, 1_000), most=50_000)
        yield from page.entries
        after, left = page.further, left - len(page.entries)
        if after is None:
            return


def names_of(actor: Actor, entries: Sequence[EntryFacts]) -> dict[tuple[str, str], Named]:
    """What the entries are about, by kind and id: one statement for each kind that is among them."""
    wanted: dict[str, set[int]] = {}
    for one in entries:
        if one.object_id.isascii() and one.object_id.isdecimal() and len(one.object_id) < 19:
            wanted.setdefault(one.kind, set()).add(int(one.object_id))
    told: dict[tuple[str, str], Named] = {}
    for kind, ids in wanted.items():
        if kind in NAMES:
            told |= {(kind, str(pk)): Named(name, case) for pk, name, case in NAMES[kind](ids)}
    return told


OF_CASE = "SELECT o.id, c.number, o.case_id FROM {} o JOIN cases_case c ON c.id = o.case_id WHERE {{}}"
Rows = Sequence[tuple[int, str, int | None]]


def _cases(ids: set[int]) -> Rows:
    return _named("SELECT c.id, c.number, c.id FROM cases_case c WHERE {}", "c.id", ids)


def _letters(ids: set[int]) -> Rows:
    return _named("SELECT l.id, l.document_number, l.case_id FROM letters_letter l WHERE {}", "l.id", ids)


def _parties(ids: set[int]) -> Rows:
    return _named(OF_CASE.format("cases_party"), "o.id", ids)


def _attachments(ids: set[int]) -> Rows:
    return _named(OF_CASE.format("documents_attachment"), "o.id", ids)


def _releases(ids: set[int]) -> Rows:
    return _named(OF_CASE.format("documents_release"), "o.id", ids)


def _people(ids: set[int]) -> Rows:
    return _named("SELECT p.id, p.name, NULL FROM people_person p WHERE {}", "p.id", ids)


def _named(statement: str, column: str, ids: set[int]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(one_of(column, ids)), list(ids))
        rows: Rows = cursor.fetchall()
    return rows


NAMES = {
    "case": _cases,
    "letter": _letters,
    "party": _parties,
    "attachment": _attachments,
    "release": _releases,
    "person": _people,
}


@dataclass(frozen=True, slots=True)
class _Index:
    """Which index is followed: a column and the values of it; the column `1` is that of all entries."""

    column: str
    values: tuple[object, ...]


def _split(actor: Actor, search: Search) -> tuple[_Index, Q]:
    """The index to follow, and what the entries on it must meet besides."""
    rest = Q()
    if search.about:
        about = _about(actor, search)
        ids = Entry.objects.filter(about).order_by("-id").values_list("id", flat=True)[:MOST_OUT] if about else ()
        index = _Index("id", tuple(ids))
        rest &= Q(action=search.action) if search.action else Q()
    elif search.kind:
        index = _Index("kind", (search.kind,))
        rest &= Q(action=search.action) if search.action else Q()
    elif search.action:
        index = _Index("action", (search.action,))
    else:
        index = _of_bodies(actor)
    if search.only:
        actions = LOOKS if search.only == "looks" else REFUSALS
        index, rest = (
            (_Index("action", actions), rest)
            if index.column in ("1", "body_id")
            else (index, rest & Q(action__in=actions))
        )
    if search.who:
        actors = tuple(_actors(search.who))
        if index.column == "id":
            rest &= Q(actor__in=actors)
        else:
            rest &= Q(**{f"{index.column}__in": index.values}) if index.column not in ("1", "body_id") else Q()
            index = _Index("actor", actors)
    return index, rest


def _of_bodies(actor: Actor) -> _Index:
    """The index of each body where there are few, else that of all entries."""
    if _whole(actor):
        return _Index("1", (1,))
    near = within(actor.reach(RIGHT), body="", unit=None)
    few = tuple(Body.objects.filter(near).values_list("id", flat=True)[: FEW_BODIES + 1])
    return _Index("body_id", few) if len(few) <= FEW_BODIES else _Index("1", (1,))


def _whole(actor: Actor) -> bool:
    """Whether the actor audits a tree from its top, and so the entries of no body."""
    reach = actor.reach(RIGHT)
    return reach.everything or any(path.count(".") == 1 for path in reach.paths)


def _newest(index: _Index, search: Search, after: Place | None, most: int) -> tuple[str, list[Any]]:
    """The ids and moments of the newest entries of an index, `most` of them, as SQL with its values."""
    bounds, given = ["1 = 1"], list[Any]()
    moment = connection.ops.adapt_datetimefield_value
    if search.first:
        bounds.append("at >= %s")
        given.append(moment(datetime.combine(search.first, time(), OFFICE)))
    if search.last:
        bounds.append("at < %s")
        given.append(moment(datetime.combine(search.last + timedelta(days=1), time(), OFFICE)))
    if after is not None:
        bounds.append("at <= %s AND (at < %s OR id < %s)")
        given += [moment(after[0]), moment(after[0]), after[1]]
    within_ = " AND ".join(bounds)
    if index.column == "id":
        marks = ", ".join(["%s"] * len(index.values))
        parts, values = (
            [f"SELECT id, at FROM journal_entry WHERE id IN ({marks}) AND {within_}"],
            [*index.values, *given],
        )
    else:
        order = f"ORDER BY at DESC, id DESC LIMIT {most}"
        one = f"SELECT id, at FROM journal_entry WHERE {index.column} = %s AND {within_} {order}"
        parts = [f"SELECT id, at FROM ({one}) part_{number}" for number in range(len(index.values))]
        values = [value for each in index.values for value in (each, *given)]
    return f"{' UNION ALL '.join(parts)} ORDER BY at DESC, id DESC LIMIT {most}", values


def _actors(name: str) -> list[str]:
    """Who is called so: people and systems by name, people by user name, the public and the clock by theirs."""
    people = Person.objects.filter(Q(name=name) | Q(username=name)).values_list("id", flat=True)[:50]
    systems = Token.objects.filter(name=name).values_list("id", flat=True)[:50]
    said = [SAID_ACTORS[name]] if name in SAID_ACTORS else []
    return [*(f"person:{one}" for one in people), *(f"system:{one}" for one in systems), *said]


def _about(actor: Actor, search: Search) -> Q | None:
    """The objects of that number: a case with all that hangs on it, a letter, or the object itself of the kind."""
    case_id = visible_cases(actor).filter(number=search.about).values_list("id", flat=True).first()
    if case_id is not None:
        hangs = {"letter": Letter, "party": Party, "attachment": Attachment, "release": Release}
        found = Q(kind="case", object_id=str(case_id))
        for kind, model in hangs.items():
            ids = [str(pk) for pk in model._default_manager.filter(case_id=case_id).values_list("pk", flat=True)[:500]]
            found |= Q(kind=kind, object_id__in=ids) if ids else Q(pk__in=[])
        return found & Q(kind=search.kind) if search.kind else found
    letter = Letter.objects.filter(document_number=search.about).values_list("id", flat=True).first()
    if letter is not None:
        return Q(kind="letter", object_id=str(letter))
    return Q(kind=search.kind, object_id=search.about) if search.kind else None
