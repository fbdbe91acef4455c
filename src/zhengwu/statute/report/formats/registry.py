"""Reads the forms from their TOML files and proves that they are sound before anything relies on them."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from zhengwu.statute.report.formats.model import (
    Block,
    Column,
    Equation,
    Format,
    FormatError,
    PartForm,
    Row,
    TableForm,
    Term,
)

_added: ContextVar[tuple[Format, ...]] = ContextVar("added", default=())


@cache
def _shipped() -> tuple[Format, ...]:
    files = sorted(file for file in _folder() if file.name.endswith(".toml"))
    return tuple(sorted((_build(tomllib.loads(file.read_text("utf-8"))) for file in files), key=lambda f: f.since))


def _folder() -> list[Any]:
    return list(resources.files(__package__).iterdir())


def formats() -> tuple[Format, ...]:
    """Every known form, oldest first."""
    added = _added.get()
    return tuple(sorted(_shipped() + added, key=lambda form: form.since)) if added else _shipped()


@contextmanager
def using(*forms: Format) -> Iterator[None]:
    """Makes further forms known within the block: a draft under discussion, or a local one."""
    token = _added.set(_added.get() + forms)
    try:
        yield
    finally:
        _added.reset(token)


def format_of(key: str) -> Format:
    """The form `key`; KeyError names the known ones."""
    for form in formats():
        if form.key == key:
            return form
    raise KeyError(f"no form {key!r}; known: {', '.join(form.key for form in formats())}")


def format_for_year(year: int) -> Format | None:
    """The form for reports on `year`; the newest in force where two are, None where none is."""
    fitting = [form for form in formats() if form.in_force(year)]
    return fitting[-1] if fitting else None


def load_format(path: Path) -> Format:
    """Reads one form from a TOML file; FormatError says what is wrong with it."""
    try:
        return _build(tomllib.loads(path.read_text("utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"{path.name}: {error}") from error
    except (KeyError, TypeError) as error:
        raise FormatError(f"{path.name}: {error} is missing or not known") from error


def _build(raw: dict[str, Any]) -> Format:
    form = Format(
        key=raw["key"],
        title=raw["title"],
        gloss=raw["gloss"],
        document=raw["document"],
        since=raw["since"],
        until=raw.get("until"),
        parts=tuple(
            PartForm(p["key"], p["title"], p["gloss"], tuple(tuple(words) for words in p["words"]))
            for p in raw["parts"]
        ),
        tables=tuple(_table(table) for table in raw["tables"]),
        equations=tuple(_equation(equation) for equation in raw.get("equations", ())),
    )
    _prove(form)
    return form


def _tuples(raw: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items()}


def _table(raw: dict[str, Any]) -> TableForm:
    blocks = tuple(
        Block(
            block.get("title", ""),
            block.get("basis", raw["basis"]),
            block.get("stub", ""),
            tuple(Column(**_tuples(column)) for column in block["columns"]),
            tuple(Row(**_tuples(row)) for row in block["rows"]),
        )
        for block in raw["blocks"]
    )
    plain = {key: value for key, value in raw.items() if key != "blocks"}
    return TableForm(**plain, blocks=blocks)


def _equation(raw: dict[str, Any]) -> Equation:
    left, right = (tuple(_term(term) for term in raw[side]) for side in ("left", "right"))
    plain = {key: value for key, value in _tuples(raw).items() if key not in ("left", "right")}
    return Equation(**plain, left=left, right=right)


def _term(raw: str | dict[str, Any]) -> Term:
    return Term(raw) if isinstance(raw, str) else Term(**raw)


def _prove(form: Format) -> None:
    """Raises FormatError where keys repeat, or an equation names what the form does not have."""
    part_keys = [part.key for part in form.parts]
    for what, keys in (("part", part_keys), ("table", [table.key for table in form.tables])):
        if len(set(keys)) != len(keys):
            raise FormatError(f"form {form.key}: a {what} key is used twice in {keys}")
    for table in form.tables:
        _prove_table(form, table, part_keys)
    for equation in form.equations:
        _prove_equation(form, equation)


def _prove_table(form: Format, table: TableForm, part_keys: list[str]) -> None:
    where = f"form {form.key}, table {table.key}"
    if table.part not in part_keys:
        raise FormatError(f"{where}: there is no part {table.part!r}")
    if table.layout not in ("rows", "across"):
        raise FormatError(f"{where}: layout must be 'rows' or 'across', not {table.layout!r}")
    if len(set(table.all_keys)) != len(table.all_keys):
        raise FormatError(f"{where}: a row or column key is used twice")
    rows = {row.key for _, row in table.lines()}
    for _, row in table.lines():
        if not set(row.replaces) <= rows:
            raise FormatError(f"{where}, row {row.key}: it replaces rows that the table does not have")


def _prove_equation(form: Format, equation: Equation) -> None:
    where = f"form {form.key}, equation {equation.id}"
    if not form.has(equation.table):
        raise FormatError(f"{where}: there is no table {equation.table!r}")
    table = form.table(equation.table)
    rows, columns = ({key[i] for key in table.all_keys} for i in (0, 1))
    terms, lines = (rows, columns) if equation.of == "rows" else (columns, rows)
    if equation.of not in ("rows", "columns") or equation.relation not in ("=", "<="):
        raise FormatError(f"{where}: 'of' must be rows or columns, 'relation' = or <=")
    unknown = {term.key for term in equation.left + equation.right} - terms | set(equation.within) - lines
    if unknown:
        raise FormatError(f"{where}: the table has no {', '.join(sorted(unknown))}")
