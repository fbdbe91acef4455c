"""What is done with forms begun: kept, read again, papers put to them and taken away, forgotten."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from zhengwu.records.cases.filing import as_moment
from zhengwu.records.documents.kinds import kind_of
from zhengwu.records.documents.store import plain_name
from zhengwu.records.people.actors import Actor
from zhengwu.records.sealing import unseal
from zhengwu.records.troubles import Words, conflict, forbidden
from zhengwu.records.unfinished.models import Begun, Paper

KEPT = timedelta(days=7)
MOST_PAPERS = 20
MOST_BYTES = 60_000_000  # of all papers of a form together


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper of a form begun."""

    id: int
    role: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A form begun: where, when it was last touched, what was typed by the name of the field, its papers."""

    place: str
    at: datetime
    values: Mapping[str, str]
    papers: tuple[PaperFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Scanned:
    """A paper with its bytes."""

    role: str
    name: str
    content: bytes


def read(by: Actor, place: str, *, at: datetime) -> Kept | None:
    """The form that somebody has begun at this place within the week; None where there is none. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT content, at FROM unfinished_begun WHERE person_id = %s AND place = %s AND at >= %s",
            [_person(by), place, at - KEPT],
        )
        row = cursor.fetchone()
    return Kept(place, as_moment(row[1]), _opened(unseal(row[0]))) if row else None


def of_place(by: Actor, begins: str, *, at: datetime) -> tuple[Kept, ...]:
    """The forms begun at places whose name begins so, with their papers, the latest first. Two statements."""
    rows = Begun.objects.filter(person_id=_person(by), place__startswith=begins, at__gte=at - KEPT).order_by("-at")
    found = []
    for row in rows.prefetch_related("papers")[:20]:
        papers = sorted(row.papers.all(), key=lambda one: one.pk)
        told = tuple(PaperFacts(one.pk, one.role, one.name, one.size) for one in papers)
        found.append(Kept(row.place, row.at, _opened(row.content), told))
    return tuple(found)


def keep(by: Actor, place: str, values: Mapping[str, str], *, at: datetime) -> None:
    """Keeps what was typed, in the stead of what was kept there before."""
    content = json.dumps(dict(values), ensure_ascii=False)
    Begun.objects.update_or_create(person_id=_person(by), place=place, defaults={"content": content, "at": at})


def drop(by: Actor, place: str) -> None:
    """Forgets a form begun, with its papers."""
    Begun.objects.filter(person_id=_person(by), place=place).delete()


def attach(by: Actor, place: str, papers: Iterable[Scanned], *, at: datetime) -> None:
    """Puts papers to a form begun. Trouble: invalid (a kind that is not taken), conflict (too many, too much)."""
    with transaction.atomic():
        row, _ = Begun.objects.get_or_create(person_id=_person(by), place=place, defaults={"at": at})
        for one in papers:
            kind_of(one.content)
            Paper.objects.create(
                begun=row, role=one.role, name=plain_name(one.name), size=len(one.content), content=one.content
            )
        sizes = list(row.papers.values_list("size", flat=True))
        if len(sizes) > MOST_PAPERS or sum(sizes) > MOST_BYTES:
            zh, en = f"至多{MOST_PAPERS}份、合计60 MB。", f"At most {MOST_PAPERS} papers, 60 MB together."
            raise conflict("too_much", zh, en, where="papers", advice=Words("请先去掉一些。", "Take some away first."))


def detach(by: Actor, place: str, paper_id: int) -> None:
    """Takes a paper away; one that is not there is away already."""
    Paper.objects.filter(pk=paper_id, begun__person_id=_person(by), begun__place=place).delete()


def papers(by: Actor, place: str) -> tuple[Scanned, ...]:
    """The papers of a form with their bytes, in the order in which they came."""
    rows = Paper.objects.filter(begun__person_id=_person(by), begun__place=place).order_by("id")
    return tuple(Scanned(one.role, one.name, bytes(one.content)) for one in rows)


def forget(*, at: datetime) -> int:
    """Forgets the forms that nobody has touched for a week. Returns how many."""
    return Begun.objects.filter(at__lt=at - KEPT).delete()[0]


def _opened(content: str | None) -> Mapping[str, str]:
    found: Mapping[str, str] = json.loads(content or "{}")
    return found


def _person(by: Actor) -> int:
    """The person; Trouble (forbidden) where it is somebody else's counter."""
    if by.kind != "person" or by.id is None:
        raise forbidden("unfinished")
    return by.id
