"""Reading notices: how many are unread, a page of them, and what was sent to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from zhengwu.records.cases.queries import visible
from zhengwu.records.notices.messages import place
from zhengwu.records.notices.models import Notice, Sent
from zhengwu.records.notices.table import occasions
from zhengwu.records.organs import queries as organs
from zhengwu.records.outbox.actions import MOST_TRIES
from zhengwu.records.outbox.models import Effect
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.troubles import Words, missing

MOST = 99  # a count beyond it is told as "99+"
UNREAD = """
SELECT COUNT(*) FROM (SELECT 1 FROM notices_notice WHERE person_id = %s AND read_at IS NULL LIMIT %s) unread
"""
NOTICE = Words("这条通知", "notice")


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice as its reader sees it. `about` and `title` are empty where it is no case, or one they see no more.

    `hidden` says the latter; then there is nothing to open.
    """

    id: int
    case_id: int | None
    title: Words
    do: Words
    about: str
    case_title: str
    body: str
    number: int
    until: date | None
    at: datetime
    is_read: bool
    href: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of notices ended: among the unread or the read ones, and the id of its last."""

    is_read: bool
    id: int


@dataclass(frozen=True, slots=True)
class SentFacts:
    """A message that left, as it is shown to who looks after the system."""

    id: int
    channel: str
    to: str
    title: Words
    about: str
    text: str
    result: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Stuck:
    """Messages that wait to be sent, and those given up; each counted to 1001."""

    waiting: int
    given_up: int
    last_error: str


def unread(person_id: int) -> int:
    """How many notices somebody has not read, counted to 100 at most. One statement, by an index of these alone."""
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, [person_id, MOST + 1])
        (count,) = cursor.fetchone()
    return int(count)


def page(actor: Actor, *, after: Place | None = None, limit: int = 50) -> list[NoticeFacts]:
    """A page of one's own notices, unread ones first, the newest first. Four statements at most."""
    mine, rows = Notice.objects.filter(person_id=actor.id or 0).order_by("-id"), list[Notice]()
    if after is None or not after.is_read:
        found = mine.filter(read_at=None)
        rows += (found.filter(id__lt=after.id) if after else found)[:limit]
    if len(rows) < limit:
        found = mine.filter(read_at__isnull=False)
        rows += (found.filter(id__lt=after.id) if after and after.is_read else found)[: limit - len(rows)]
    wanted = [row.case_id for row in rows if row.case_id]
    seen = visible(actor).filter(pk__in=wanted).values_list("id", "number", "title") if wanted else ()
    cases = {pk: (number, title) for pk, number, title in seen}
    bodies = organs.names([row.body_id for row in rows if row.body_id and not row.case_id])
    return [_facts(row, cases, bodies) for row in rows]


def _facts(row: Notice, cases: Mapping[int, tuple[str, str]], bodies: Mapping[int, str]) -> NoticeFacts:
    one, hidden = occasions()[row.occasion], row.case_id is not None and row.case_id not in cases
    number, title = cases.get(row.case_id or 0, ("", ""))
    said = {"case": row.case_id, "body": row.body_id, "number": row.number}
    return NoticeFacts(
        row.pk, row.case_id, one.title, one.do, number, title, bodies.get(row.body_id or 0, ""), row.number, row.until,
        row.at, row.read_at is not None, "" if hidden else place(one, said, ""), hidden,
    )  # fmt: skip


def href(actor: Actor, notice_id: int) -> str:
    """Where one's own notice leads to. Raises Trouble (missing)."""
    row = Notice.objects.filter(pk=notice_id, person_id=actor.id or 0).first()
    if row is None:
        raise missing(NOTICE, where="notice_id")
    said = {"case": row.case_id, "body": row.body_id, "number": row.number}
    return place(occasions()[row.occasion], said, "")


def sent(actor: Actor, *, after: int | None = None, limit: int = 50) -> list[SentFacts]:
    """What was sent for the bodies that the actor looks after, the newest first. One statement."""
    reach = actor.reach("people.manage")
    found = Sent.objects.filter(within(reach, unit=None)).order_by("-id")
    if after is not None:
        found = found.filter(id__lt=after)
    columns = ("id", "channel", "to", "occasion", "about", "text", "result", "why", "at")
    rows = found.values_list(*columns)[:limit]
    return [SentFacts(pk, way, to, occasions()[key].title, *more) for pk, way, to, key, *more in rows]


def stuck(actor: Actor) -> Stuck:
    """Messages that have not left, of the bodies that the actor looks after."""
    found = Effect.objects.filter(
        within(actor.reach("people.manage"), unit=None), done_at=None, kind__startswith="notice."
    )
    over = found.filter(tries__gte=MOST_TRIES)
    last = over.order_by("-id").values_list("last_error", flat=True).first()
    waiting = found.filter(tries__lt=MOST_TRIES).order_by()[:1001].count()
    return Stuck(waiting, over.order_by()[:1001].count(), last or "")
