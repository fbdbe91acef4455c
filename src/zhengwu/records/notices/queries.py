"""Reading notices: how many are unread, a page of them, and what was sent to whom."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import connection

from zhengwu.records.cases.filing import as_day, as_moment
from zhengwu.records.notices.messages import place
from zhengwu.records.notices.models import Notice, Sent
from zhengwu.records.notices.table import CHANNELS, occasions
from zhengwu.records.notices.telling import KIND
from zhengwu.records.outbox.actions import MOST_TRIES
from zhengwu.records.outbox.models import Effect
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within, within_sql
from zhengwu.records.troubles import Words, missing

MOST = 99  # a count beyond it is told as "99+"
UNREAD = """
SELECT COUNT(*) FROM (SELECT 1 FROM notices_notice WHERE person_id = %s AND read_at IS NULL LIMIT %s) unread
"""
EVER = 2**62
# Two ranges of one index, then what the reader may see of the cases, and the names of bodies.
PAGE = """
SELECT n.id, n.case_id, n.body_id, n.occasion, n.number, n.until, n.at, n.read_at, c.number, c.title, b.name FROM (
SELECT * FROM (SELECT id, case_id, body_id, occasion, number, until, at, read_at FROM notices_notice
WHERE person_id = %s AND read_at IS NULL AND id < %s ORDER BY id DESC LIMIT %s) fresh
UNION ALL
SELECT * FROM (SELECT id, case_id, body_id, occasion, number, until, at, read_at FROM notices_notice
WHERE person_id = %s AND (read_at, id) < (%s, %s) ORDER BY read_at DESC, id DESC LIMIT %s) earlier) n
LEFT JOIN cases_case c ON c.id = n.case_id AND {may}
LEFT JOIN organs_body b ON b.id = n.body_id AND n.case_id IS NULL
ORDER BY CASE WHEN n.read_at IS NULL THEN 0 ELSE 1 END, n.read_at DESC, n.id DESC LIMIT %s
"""
LAST = datetime(9999, 12, 31, tzinfo=UTC)
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
    read_at: datetime | None
    href: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of notices ended: when its last one was read, None if it is unread; and its id."""

    read_at: datetime | None
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
    """Messages that wait to be sent, and those given up, among the newest 1001 that have not left."""

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
    """A page of one's own notices: unread ones first, the newest first; then those read, the latest first.

    One statement.
    """
    may, reach = within_sql(actor.reach("case.read"))
    among_read = after is not None and after.read_at is not None
    unread_below = 0 if among_read else after.id if after else EVER
    read_at = connection.ops.adapt_datetimefield_value(after.read_at if after and after.read_at else LAST)
    person = actor.id or 0
    mine = (person, unread_below, limit, person, read_at, after.id if after and among_read else EVER, limit)
    with connection.cursor() as cursor:
        cursor.execute(PAGE.format(may=may), [*mine, *reach, limit])
        return [_facts(*row) for row in cursor.fetchall()]


def _facts(
    pk: int, case: int | None, body: int | None, key: str, number: int, until: object, at: object, read_at: object,
    about: str | None, title: str | None, name: str | None,
) -> NoticeFacts:  # fmt: skip
    one, hidden = occasions()[key], case is not None and about is None
    href = "" if hidden else place(one, {"case": case, "body": body, "number": number}, "")
    return NoticeFacts(
        pk, case, one.title, one.do, about or "", title or "", name or "", number, as_day(until), as_moment(at),
        as_moment(read_at) if read_at else None, href, hidden,
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
    """Messages that have not left, of the bodies that the actor looks after. One statement."""
    found = Effect.objects.filter(
        within(actor.reach("people.manage"), unit=None), done_at=None, kind__in=[KIND + way for way in CHANNELS[1:]]
    )
    rows = list(found.order_by("-id").values_list("tries", "last_error")[:1001])
    over = [error for tries, error in rows if tries >= MOST_TRIES]
    return Stuck(len(rows) - len(over), len(over), over[0] if over else "")
