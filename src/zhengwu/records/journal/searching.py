"""Looking through the audit trail: who, what, to which object, when. The newest first, by pages; the trail may be long.

Every question is answered from an index: by moment, by person, by action, by object or by body. A count stops at a
thousand. What was found can leave the house, which is itself entered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from zhengwu.records.cases.models import Case, Party
from zhengwu.records.cases.queries import visible as visible_cases
from zhengwu.records.documents.models import Attachment, Release
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.journal.models import Entry
from zhengwu.records.journal.queries import EntryFacts, visible
from zhengwu.records.letters.models import Letter
from zhengwu.records.moments import OFFICE
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.models import Person, Token
from zhengwu.records.troubles import forbidden

RIGHT = "audit.read"
MOST = 1_000  # a count beyond it is told as "more than 1000"
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


def found(actor: Actor, search: Search, *, after: Place | None, limit: int) -> list[EntryFacts]:
    """The newest entries that the actor may see and that fit, older than the place `after`."""
    rows = _fitting(actor, search)
    if rows is None:
        return []
    if after is not None:
        at, last = after
        rows = rows.filter(at__lte=at).filter(Q(at__lt=at) | Q(id__lt=last))
    listed = rows.order_by("-at", "-id").values_list(*EntryFacts.__slots__)
    return [EntryFacts(*row) for row in listed[:limit]]


def count(actor: Actor, search: Search) -> int:
    """How many fit; 1001 where there are more than a thousand."""
    rows = _fitting(actor, search)
    return 0 if rows is None else rows.order_by()[: MOST + 1].count()


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
    return iter(found(actor, search, after=None, limit=MOST_OUT))


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


Rows = Sequence[tuple[int, str, int | None]]


def _cases(ids: set[int]) -> Rows:
    return [(pk, number, pk) for pk, number in Case.objects.filter(pk__in=ids).values_list("id", "number")]


def _letters(ids: set[int]) -> Rows:
    return list(Letter.objects.filter(pk__in=ids).values_list("id", "document_number", "case_id"))


def _parties(ids: set[int]) -> Rows:
    return list(Party.objects.filter(pk__in=ids).values_list("id", "case__number", "case_id"))


def _attachments(ids: set[int]) -> Rows:
    return list(Attachment.objects.filter(pk__in=ids).values_list("id", "case__number", "case_id"))


def _releases(ids: set[int]) -> Rows:
    return list(Release.objects.filter(pk__in=ids).values_list("id", "case__number", "case_id"))


def _people(ids: set[int]) -> Rows:
    return [(pk, name, None) for pk, name in Person.objects.filter(pk__in=ids).values_list("id", "name")]


NAMES = {
    "case": _cases,
    "letter": _letters,
    "party": _parties,
    "attachment": _attachments,
    "release": _releases,
    "person": _people,
}


def _fitting(actor: Actor, search: Search) -> QuerySet[Entry] | None:
    """The entries that fit; None where nothing can."""
    rows = visible(actor)
    if search.who:
        actors = _actors(search.who)
        if not actors:
            return None
        rows = rows.filter(actor__in=actors)
    if search.about:
        about = _about(actor, search)
        if about is None:
            return None
        rows = rows.filter(about)
    elif search.kind:
        rows = rows.filter(kind=search.kind)
    if search.action:
        rows = rows.filter(action=search.action)
    if search.only:
        rows = rows.filter(action__in=LOOKS if search.only == "looks" else REFUSALS)
    if search.first:
        rows = rows.filter(at__gte=datetime.combine(search.first, time(), OFFICE))
    if search.last:
        rows = rows.filter(at__lt=datetime.combine(search.last + timedelta(days=1), time(), OFFICE))
    return rows


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
