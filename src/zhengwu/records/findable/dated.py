"""Texts that have a day, found the newest first: whatever holds what is looked for, and how many there are up to a cap.

What an index is made of differs from database to database: `on_sqlite` and `on_postgresql` have the same functions.
While an index is made anew (`rebuilding`), what is put and dropped goes into both, so that neither misses anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from types import ModuleType
from typing import NamedTuple

from django.db import connection

from zhengwu.records.findable import on_postgresql, on_sqlite
from zhengwu.records.findable.compact import compact
from zhengwu.records.findable.folding import fingerprint, fold
from zhengwu.records.findable.grams import MOST_TEXT, Shaped, sought, tokens
from zhengwu.records.findable.places import Asked, Lying
from zhengwu.records.rows import told

NEW = "_new"  # the tables of an index that is being made
BLANK = "\ue020"  # stands for a blank in a mark
MARK = "§"
SAMPLE = "許可〔2026〕12号A座b-7, 《公告》\n第3條 𠮷ñ"  # of each kind of character, for `form`


class Dated(NamedTuple):
    """A text on file under the id of the row that it belongs to.

    `marks` are what a search may be narrowed by, such as `b12`; `texts` its parts: what is found lies within one.
    `shape` is that of the texts, where it was made beforehand.
    """

    id: int
    on: date
    marks: tuple[str, ...]
    texts: tuple[str, ...]
    shape: Shaped | None = None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """To what a search is narrowed: one of each group of `marks`; days, both included."""

    marks: tuple[tuple[str, ...], ...] = ()
    since: date | None = None
    until: date | None = None


NOT_NARROWED = Narrowed()


def on_this() -> ModuleType:
    """The functions of this database."""
    return on_sqlite if connection.vendor == "sqlite" else on_postgresql


def making(kind: str) -> list[str]:
    """The statements that make the index of a kind, with the row that says whether another one is being made."""
    state = f"findable_{kind}_state"
    return [
        *on_this().making(_base(kind)),
        f"CREATE TABLE {state} (id integer PRIMARY KEY, building boolean NOT NULL, folding varchar(16) NOT NULL)",
        f"INSERT INTO {state} VALUES (1, false, '{form()}')",
    ]


def put(kind: str, entries: Sequence[Dated]) -> None:
    """Puts texts into the index that are not there, in the caller's transaction. The more at a time, the cheaper."""
    if entries:
        rows = lying(entries)
        for base in _bases(kind):
            on_this().put(base, rows)


def drop(kind: str, entries: Sequence[Dated]) -> None:
    """Takes texts out of the index, in the caller's transaction; they are what was put. What is not there is left."""
    if entries:
        rows = lying(entries)
        for base in _bases(kind):
            on_this().drop(base, rows)


def find(
    kind: str, text: str, within: Narrowed = NOT_NARROWED, *, before: int | None = None, most: int = 1000
) -> list[int]:
    """Where the newest `most` texts lie that hold every word of a question, before that place; without one, none."""
    words = sought(text)
    if not words:
        return []
    marks = tuple(tuple(map(_mark, group)) for group in within.marks)
    found: list[int] = on_this().find(_base(kind), Asked(words, marks, within.since, within.until, before), most)
    return found


def ids_at(kind: str, places: Sequence[int]) -> dict[int, int]:
    """The ids of the texts that lie at these places."""
    found: dict[int, int] = on_this().ids_at(_base(kind), places)
    return found


def finds(kind: str, one: Dated) -> bool:
    """Whether a text is found by the first words of its parts, and by its marks and day: for proving the index."""
    words = " ".join(part.split()[0] for part in one.texts if part.split())
    within = Narrowed(tuple((mark,) for mark in one.marks), one.on, one.on)
    return one.id in ids_at(kind, find(kind, words, within, most=2**31)).values()


def ids(kind: str) -> set[int]:
    """The ids of all that is in the index."""
    found: set[int] = on_this().ids(_base(kind))
    return found


def settle(kind: str) -> None:
    """Tidies the index up after much was put at once, in short transactions of its own; searches go on."""
    on_this().settle(_base(kind))


def is_scattered(kind: str) -> bool:
    """Whether texts came in no order of days, and the index would be quicker if it were made anew; after `settle`."""
    return bool(on_this().is_scattered(_base(kind)))


def is_of_earlier_form(kind: str) -> bool:
    """Whether the index was made by other rules than those of now: it still answers, and should be made anew."""
    return str(told(f"SELECT folding FROM findable_{kind}_state")[0][0]) != form()


@cache
def form() -> str:
    """What an index is made by, in short: how characters are folded, how texts are cut, and what its tables are."""
    folded = fold(SAMPLE)
    cut = " ".join(sorted(tokens(folded).split()))
    rules = (fingerprint(), *on_this().making(""), cut, compact(folded).hex(), str(MOST_TEXT))
    return sha256("\n".join(rules).encode()).hexdigest()[:16]


def _base(kind: str) -> str:
    return f"findable_{kind}"


def _bases(kind: str) -> list[str]:
    """The index, and the one that is being made; whoever begins or ends that waits for the caller's transaction."""
    share = " FOR SHARE" if connection.features.has_select_for_update else ""
    building = told(f"SELECT building FROM findable_{kind}_state{share}")[0][0]
    return [_base(kind), _base(kind) + NEW] if building else [_base(kind)]


def lying(entries: Sequence[Dated]) -> list[Lying]:
    """The entries as they lie in an index."""
    return [
        Lying(one.id, one.on, tuple(map(_mark, one.marks)), "\n".join(filter(None, one.texts))[:MOST_TEXT], one.shape)
        for one in entries
    ]


@lru_cache(maxsize=4096)
def _mark(mark: str) -> str:
    """A mark as the index holds it: longer than any pair, in one piece, and not to be had from a text."""
    return MARK + BLANK.join(fold(mark).split())
