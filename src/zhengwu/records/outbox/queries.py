"""Asking how the outbox and the database are: what somebody who watches the house wants to know."""

from dataclasses import dataclass
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from zhengwu.records.outbox.models import Beat, Effect

MOST = 1_000  # a count beyond it is told as "more than 1000"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Effects that are due and not done: how many, counted to 1001 at most, and since when the oldest is."""

    count: int
    oldest: datetime | None


def waiting(*, at: datetime) -> Waiting:
    """What should have left by now. A statement for each kind that waits, of which there are few, and one more."""
    count = Effect.objects.filter(done_at=None, due_at__lte=at)[: MOST + 1].count()
    return Waiting(count, _oldest(at) if count else None)


def _oldest(at: datetime) -> datetime | None:
    """The first of each kind in turn, as the index has them; the others are not gone through."""
    found, after = list[datetime](), ""
    while first := _first(after):
        after, due_at = first
        found += [due_at] if due_at <= at else []
    return min(found, default=None)


def _first(after: str) -> tuple[str, datetime] | None:
    """The next kind that waits, and since when its oldest does."""
    rows = Effect.objects.filter(done_at=None, kind__gt=after).order_by("kind", "due_at", "id")
    return rows.values_list("kind", "due_at").first()


def last_beat(name: str) -> datetime | None:
    """When a regular worker ran last, or None if never."""
    return Beat.objects.filter(name=name).values_list("at", flat=True).first()


def reachable() -> bool:
    """Whether the database answers."""
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrated() -> bool:
    """Whether the tables are those of this version. Costs some ten milliseconds."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
