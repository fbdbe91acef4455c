"""Every table of the installation as it is written out: its columns with their meaning, and its rows in order.

What is never written out: passwords, second factors and other secrets, sessions, attempts to sign in, answers kept for
repetition, drafts of requests, forms that staff have begun.
Sealed columns stay sealed unless asked otherwise. With bodies named, only rows of those bodies leave; a table that
belongs to no body leaves only if it holds nobody's data.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from zhengwu.records.organs.models import Body
from zhengwu.records.organs.queries import BODY
from zhengwu.records.sealing import SealedField
from zhengwu.records.troubles import missing

KEPT_BACK = {"people_session", "people_oldpassword", "people_attempt", "people_token", "outbox_answered"} | {
    "people_familiardevice",
    "people_authenticator",
    "people_recoverycode",
    "people_passkey",
    "people_provideraccount",
    "people_spent",
    "drafts_draft",
    "drafts_draftfile",
    "drafts_turn",
    "reports_incoming",
    "unfinished_begun",
    "unfinished_paper",
}
SECRETS = {"password", "secret", "digest"}
FRAMEWORK = ("contenttypes", "auth", "sessions", "admin")
ROWS, LARGE_ROWS = 2000, 20  # at a time; the second where a row holds a whole document


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, kind (integer, decimal, text, boolean, date, moment, json, bytes), and what it refers to."""

    name: str
    kind: str
    null: bool
    refers_to: str
    choices: tuple[tuple[str, str], ...]
    sealed: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name in the database and what a row of it is."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    model: type[models.Model]


KINDS: "tuple[tuple[type[models.Field[Any, Any]], str], ...]" = (
    (models.DateTimeField, "moment"),
    (models.DateField, "date"),
    (models.DecimalField, "decimal"),
    (models.BooleanField, "boolean"),
    (models.JSONField, "json"),
    (models.BinaryField, "bytes"),
    (models.FloatField, "real"),
    (models.IntegerField, "integer"),
)


def tables() -> tuple[Table, ...]:
    """Every table that is written out, in the order of their names."""
    found = [_table(model) for model in apps.get_models() if model._meta.app_label not in FRAMEWORK]
    return tuple(sorted((one for one in found if one.name not in KEPT_BACK), key=lambda one: one.name))


def _table(model: type[models.Model]) -> Table:
    fields = [field for field in model._meta.concrete_fields if field.column not in SECRETS]
    return Table(model._meta.db_table, " ".join((model.__doc__ or "").split()), tuple(map(_column, fields)), model)


def _column(field: "models.Field[Any, Any]") -> Column:
    target: Any = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    kind = next((name for kind_, name in KINDS if isinstance(target, kind_)), "text")
    refers = field.related_model._meta.db_table if isinstance(field, models.ForeignKey) else ""
    choices = tuple((str(key), str(name)) for key, name in (getattr(field, "choices", None) or ()))
    return Column(str(field.column), kind, field.null, refers, choices, isinstance(field, SealedField))


def bodies_named(names: tuple[str, ...]) -> tuple[int, ...]:
    """The ids of the bodies of these names or ids, with all bodies below them. Raises Trouble (missing)."""
    found: set[int] = set()
    for name in names:
        wanted = models.Q(pk=int(name)) if name.isdecimal() else models.Q(name=name) | models.Q(short_name=name)
        path = Body.objects.filter(wanted).values_list("path", flat=True).first()
        if path is None:
            raise missing(BODY, where=name)
        found |= set(Body.objects.filter(path__startswith=path).values_list("pk", flat=True))
    return tuple(sorted(found))


def rows(table: Table, *, bodies: tuple[int, ...] = (), unsealed: bool = False) -> Iterator[tuple[Any, ...]]:
    """The rows of a table in the order of their key, streamed. A sealed column is such as `k1.…` unless unsealed."""
    found = table.model._default_manager.order_by("pk")
    if bodies:
        condition = _of(table.model, bodies)
        if condition is None:
            return
        found = found.filter(condition).distinct() if table.name == "people_person" else found.filter(condition)
    names: list[Any] = []
    for column in table.columns:
        if column.sealed and not unsealed:
            found = found.annotate(**{f"raw_{column.name}": Cast(column.name, models.TextField())})
            names.append(f"raw_{column.name}")
        else:
            names.append(column.name)
    yield from found.values_list(*names).iterator(at_a_time(table))


def at_a_time(table: Table) -> int:
    """How many rows are held in memory at once."""
    return LARGE_ROWS if any(column.kind == "bytes" for column in table.columns) else ROWS


def count(table: Table, bodies: tuple[int, ...] = ()) -> int:
    """How many rows leave."""
    condition = _of(table.model, bodies) if bodies else models.Q()
    return 0 if condition is None else table.model._default_manager.filter(condition).distinct().count()


def _of(model: type[models.Model], bodies: tuple[int, ...], depth: int = 3) -> models.Q | None:
    """The condition that a row belongs to one of the bodies; None where nothing leads from the table to a body."""
    if model is Body:
        return models.Q(pk__in=bodies)
    if model._meta.db_table == "people_person":
        return models.Q(appointments__body_id__in=bodies)
    if model._meta.db_table in ("journal_entry", "journal_chain"):
        return models.Q(**{"body_id__in" if model._meta.db_table == "journal_entry" else "key__in": bodies})
    path = path_to_body(model, depth)
    return None if path is None else models.Q(**{f"{path}_id__in": bodies})


def path_to_body(model: type[models.Model], depth: int) -> str | None:
    """How a row leads to its body, as a lookup such as `case__body`: the shortest way over keys that are never null."""
    keys = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    for field in keys:
        if field.related_model is Body:
            return field.name
    for field in keys if depth > 1 else ():
        if not field.null and isinstance(field.related_model, type) and field.related_model is not model:
            further = path_to_body(field.related_model, depth - 1)
            if further is not None:
                return f"{field.name}__{further}"
    return None
