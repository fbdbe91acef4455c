"""Which changes of the tables this database has not had yet."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def pending() -> tuple[str, ...]:
    """The migrations still to be run, in order, as app.name."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _ in plan)
