"""Asking how the outbox and the database are: what somebody who watches the house wants to know."""

from dataclasses import dataclass
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from zhengwu.records.outbox.models import Beat, Effect


@dataclass(frozen=True, slots=True)
class Waiting:
    """Effects that are due and not done: how many, and since when the oldest is."""

    count: int
    oldest: datetime | None


def waiting(*, at: datetime) -> Waiting:
    """What should have left by now."""
    due = Effect.objects.filter(done_at=None, due_at__lte=at)
    return Waiting(due.count(), due.order_by("due_at").values_list("due_at", flat=True).first())


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
