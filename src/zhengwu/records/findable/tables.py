"""The tables of words: made, written and asked, on SQLite by FTS5 and on PostgreSQL by a GIN index on a tsvector.

Both are given tokens that we made ourselves, so both find the same. A scope is one more token, such as the body that a
text belongs to: it narrows the search inside the index, before anything is counted or cut off.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection

from zhengwu.records.findable.tokens import phrases, plain, tokens

__all__ = ["Entry", "clear", "key", "making", "matching", "plain", "put", "replace"]
MARK = "§"  # begins the token of a scope; the tokeniser lets no such sign through from a text
MOST = 400  # rows in one statement


class Entry(NamedTuple):
    """A text on file under the id of the row that it belongs to, in its scope."""

    id: int
    scope: int
    text: str


def making(kind: str) -> list[str]:
    """The statements that make the table of a kind."""
    if connection.vendor == "sqlite":
        return [f"CREATE VIRTUAL TABLE findable_{kind} USING fts5(words, content='', tokenize='ascii')"]
    return [
        f"CREATE TABLE findable_{kind} (id bigint PRIMARY KEY, words tsvector NOT NULL)",
        f"ALTER TABLE findable_{kind} ALTER COLUMN words SET STATISTICS 1000",
        f"CREATE INDEX findable_{kind}_words ON findable_{kind} USING gin (words) WITH (fastupdate = off)",
    ]


def put(kind: str, entries: Sequence[Entry]) -> None:
    """Writes new texts, in the caller's transaction."""
    for start in range(0, len(entries), MOST):
        page = entries[start : start + MOST]
        values = [value for one in page for value in (one.id, _written(one))]
        with connection.cursor() as cursor:
            cursor.execute(_inserting(kind, len(page)), values)


def _inserting(kind: str, count: int) -> str:
    if connection.vendor == "sqlite":
        return f"INSERT INTO findable_{kind} (rowid, words) VALUES {', '.join(['(%s, %s)'] * count)}"
    rows = ", ".join(["(%s, %s::tsvector)"] * count)
    return f"INSERT INTO findable_{kind} VALUES {rows} ON CONFLICT (id) DO UPDATE SET words = excluded.words"


def clear(kind: str) -> None:
    """Takes every text out, before all are put anew."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO findable_{kind} (findable_{kind}) VALUES ('delete-all')")
        else:
            cursor.execute(f"TRUNCATE findable_{kind}")


def replace(kind: str, before: Entry, after: Entry) -> None:
    """Writes a text anew, in the caller's transaction; `before` is what was put."""
    if connection.vendor == "sqlite":
        drop(kind, before)
    put(kind, [after])


def drop(kind: str, before: Entry) -> None:
    """Takes a text out, in the caller's transaction; `before` is what was put."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"INSERT INTO findable_{kind} (findable_{kind}, rowid, words) VALUES ('delete', %s, %s)",
                [before.id, _written(before)],
            )
        else:
            cursor.execute(f"DELETE FROM findable_{kind} WHERE id = %s", [before.id])


def _written(one: Entry) -> str:
    words = [f"{MARK}{one.scope}", *tokens(one.text)]
    if connection.vendor == "sqlite":
        return " ".join(words)
    return " ".join(f"'{word}':{min(at, 16383)}" for at, word in enumerate(words, start=1))


def matching(kind: str, text: str, scopes: Iterable[int] | None) -> tuple[str, list[str]] | None:
    """A condition that a row of the table meets where the text is found in one of these scopes (None: in any), and its
    values; None where the text has no word or there is no scope. The row's id is `found(kind)`.
    """
    words, within = phrases(text), None if scopes is None else sorted(set(scopes))
    if not words or within == []:
        return None
    if connection.vendor == "sqlite":
        parts = [_phrase(run, begins) for run, begins in words]
        if within:
            parts.append("(" + " OR ".join(f'"{MARK}{scope}"' for scope in within) + ")")
        return f"findable_{kind} MATCH %s", [" AND ".join(parts)]
    parts = [f"({' <-> '.join(_lexeme(word) for word in run)}{':*' if begins else ''})" for run, begins in words]
    if within:
        parts.append("(" + " | ".join(_lexeme(f"{MARK}{scope}") for scope in within) + ")")
    return f"findable_{kind}.words @@ %s::tsquery", [" & ".join(parts)]


def _phrase(run: list[str], begins: bool) -> str:
    return '"' + " ".join(run) + '"' + (" *" if begins else "")


def _lexeme(word: str) -> str:
    return f"'{word}'"


def key(kind: str) -> str:
    """The column that holds the id."""
    return f"findable_{kind}.{'rowid' if connection.vendor == 'sqlite' else 'id'}"
