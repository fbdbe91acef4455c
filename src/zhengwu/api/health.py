"""/healthz: whether this installation can serve, for whoever watches it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from zhengwu.api import moment
from zhengwu.api.answers import answer
from zhengwu.records.moments import day_of
from zhengwu.records.outbox import queries as outbox
from zhengwu.records.timetable import queries as timetable

LATE_AFTER = 900  # seconds without a tick: timers no longer run


@dataclass(frozen=True, slots=True)
class Health:
    """How it is. `status` is "ok", "late" (it serves, timers do not run) or "down"; `tick_age` is in seconds.

    `waiting` effects are due and have not left, counted to 1001 at most, the oldest since `oldest`. `year_to_announce`
    is a year that due dates reach into soon and whose holidays are not entered.
    """

    status: str
    database: bool
    migrated: bool
    tick_age: int | None
    waiting: int
    oldest: datetime | None
    year_to_announce: int | None


class _Seen:
    """That the tables fit was seen once; they do not change under a running process."""

    migrated = False


def healthz(_: HttpRequest) -> HttpResponse:
    """200 while requests can be served, 503 otherwise."""
    if not outbox.reachable():
        return answer(Health("down", False, False, None, 0, None, None), 503)
    _Seen.migrated = _Seen.migrated or outbox.migrated()
    if not _Seen.migrated:
        return answer(Health("down", True, False, None, 0, None, None), 503)
    at = moment.now()
    beat, waiting = outbox.last_beat("tick"), outbox.waiting(at=at)
    age = None if beat is None else int((at - beat).total_seconds())
    status = "ok" if age is not None and age <= LATE_AFTER else "late"
    year = timetable.unannounced(day_of(at))
    return answer(Health(status, True, True, age, waiting.count, waiting.oldest, year))
