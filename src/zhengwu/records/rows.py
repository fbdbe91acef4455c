"""Rows in plain SQL, where a request cannot wait for it to be built: laid down, read, and written where they changed.

A statement is made once for a model and its columns and kept. Values go through the model's own fields, so that
moments, JSON and sealed texts are on file exactly as the ORM writes them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

Row = TypeVar("Row", bound=models.Model)
Values = tuple[Any, ...]
PLAIN = (models.CharField, models.IntegerField, models.BooleanField, models.DateField, models.ForeignKey)
MOST = 10_000  # values in one statement; SQLite takes 32,766


def lay(model: type[Row], rows: Sequence[Row], *, over: tuple[str, ...] = ()) -> None:
    """Lays new rows down in the caller's transaction, and gives each its id. A row that is there already, alike in the
    columns `over`, which are unique together, is written over.
    """
    columns = _columns(model)
    size = max(1, MOST // len(columns))
    for start in range(0, len(rows), size):
        page = rows[start : start + size]
        values = [value for row in page for value in _written(row, columns)]
        with connection.cursor() as cursor:
            cursor.execute(_insert(model, len(page), over), values)
            for row, (pk,) in zip(page, cursor.fetchall(), strict=True):
                row.pk = pk
                row._state.adding = False


def write(row: models.Model, before: Mapping[str, Any]) -> None:
    """Writes the columns in which a row differs from `before`, a copy of its `__dict__`, by one statement."""
    model, now = type(row), row.__dict__
    changed = tuple(one for one in _columns(model) if now[one[0]] != before[one[0]])
    if changed:
        statement = _update(model, tuple(name for name, _ in changed))
        with connection.cursor() as cursor:
            cursor.execute(statement, [*_written(row, changed), row.pk])


def read(model: type[Row], values: Iterable[Any]) -> Row:
    """The row of which these are the values, in the order of `names`."""
    found = [value if read is None else read(value) for value, read in zip(values, _readers(model), strict=True)]
    return model.from_db(connection.alias, [field.attname for field in model._meta.concrete_fields], found)


def one(model: type[Row], condition: str, values: Sequence[Any]) -> Row | None:
    """The first row that meets a condition written as SQL, or None."""
    statement = f"SELECT {names(model, 't')} FROM {connection.ops.quote_name(model._meta.db_table)} t WHERE {condition}"
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchone()
    return read(model, found) if found else None


def several(model: type[Row], condition: str, values: Sequence[Any]) -> list[Row]:
    """The rows that meet a condition written as SQL, which may say their order; the row's table is `t`."""
    statement = f"SELECT {names(model, 't')} FROM {connection.ops.quote_name(model._meta.db_table)} t WHERE {condition}"
    return [read(model, found) for found in told(statement, values)]


def told(statement: str, values: Sequence[Any] = ()) -> list[Values]:
    """What a statement answers, every row of it as the database gives it."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def prepared(statement: str, values: Sequence[Any] = ()) -> list[Values]:
    """What `told` answers, for a statement that every request asks: the driver's own, which the database plans once."""
    here = connections[DEFAULT_DB_ALIAS]
    if here.queries_logged or here.execute_wrappers:
        return told(statement, values)
    here.ensure_connection()
    with here.wrap_database_errors:
        if here.vendor == "sqlite":
            return list(here.connection.execute(_question_marks(statement), values))
        return _on_postgresql(here.connection, statement, values)


def _on_postgresql(driver: Any, statement: str, values: Sequence[Any]) -> list[Values]:
    from psycopg import Cursor

    with Cursor(driver) as cursor:
        return list(cursor.execute(statement.encode(), values, prepare=True).fetchall())


@lru_cache
def _question_marks(statement: str) -> str:
    return statement.replace("%s", "?")


@lru_cache
def names(model: type[models.Model], table: str) -> str:
    """The columns of a model for a SELECT, under the table's name in it."""
    return ", ".join(f"{table}.{_quoted(field)}" for field in model._meta.concrete_fields)


Column = tuple[str, Callable[[Any], Any] | None]


@lru_cache
def _columns(model: type[models.Model]) -> tuple[Column, ...]:
    """What a row writes, all but its id: the attribute, and how its value is written where it is not as it is."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    return tuple((field.attname, None if _is_plain(field) else _writer(field)) for field in fields)


def _is_plain(field: "models.Field[Any, Any]") -> bool:
    return isinstance(field, PLAIN) and not isinstance(field, models.DateTimeField)


def _writer(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    return lambda value: field.get_db_prep_save(value, connection)


def _written(row: models.Model, columns: Iterable[Column]) -> list[Any]:
    now = row.__dict__
    return [now[name] if write is None else write(now[name]) for name, write in columns]


@lru_cache
def _readers(model: type[models.Model]) -> tuple[Callable[[Any], Any] | None, ...]:
    return tuple(_reader(field) for field in model._meta.concrete_fields)


def _reader(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """The field's and the database's own ways of reading a value, one after the other."""
    column = field.get_col(field.model._meta.db_table)
    ways = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
    if not ways:
        return None

    def read(value: Any) -> Any:
        for way in ways:
            value = way(value, column, connection)
        return value

    return read


@lru_cache
def _insert(model: type[models.Model], count: int, over: tuple[str, ...]) -> str:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    one = f"({', '.join(['%s'] * len(fields))})"
    table, key = connection.ops.quote_name(model._meta.db_table), _quoted(model._meta.pk)
    columns = ", ".join(map(_quoted, fields))
    others = [_quoted(field) for field in fields if field.column not in over]
    sets = ", ".join(f"{name} = excluded.{name}" for name in others)
    there = f"ON CONFLICT ({', '.join(map(connection.ops.quote_name, over))}) DO UPDATE SET {sets} " if over else ""
    return f"INSERT INTO {table} ({columns}) VALUES {', '.join([one] * count)} {there}RETURNING {key}"


@lru_cache
def _update(model: type[models.Model], changed: tuple[str, ...]) -> str:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    sets = ", ".join(f"{_quoted(fields[name])} = %s" for name in changed)
    return f"UPDATE {connection.ops.quote_name(model._meta.db_table)} SET {sets} WHERE {_quoted(model._meta.pk)} = %s"


def _quoted(field: "models.Field[Any, Any]") -> str:
    return connection.ops.quote_name(field.column or "")
