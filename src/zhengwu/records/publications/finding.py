"""Search over what is public: whatever holds every word of a question, the newest first, with how many there are.

The index says where, the register says what, and whether it is still to be seen. A total is right up to `MOST`; beyond,
there are more than that.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from zhengwu.records.findable import dated
from zhengwu.records.findable.dated import Narrowed
from zhengwu.records.findable.grams import sought
from zhengwu.records.findable.marking import LOOKED, Piece, holds, marked, snippet
from zhengwu.records.moments import dated as as_day
from zhengwu.records.publications import words
from zhengwu.records.publications.visible import SEEN
from zhengwu.records.rows import told

MOST = 1000  # counted, and ranked
MOST_COUNTED = 500  # by what they are
PAGE = 20
FEW = 5
LOOKED_AT, PIECE, NEWEST = 40, 4, 200  # characters of a description, of a piece of it; publications with a piece
TITLES = f"SELECT p.id, p.title, p.document_number FROM publications_publication p WHERE {SEEN} AND p.id IN ({{some}})"
SHOWN = f"""
SELECT p.id, p.published_on, p.title, p.document_number, p.kind, p."column", p.body_id, p.validity, p.summary,
  substr(v.text, 1, {LOOKED}), v.facts
FROM publications_publication p JOIN publications_version v ON v.publication_id = p.id AND v.number = p.version
WHERE {SEEN} AND p.id IN ({{some}})
"""
COUNTED = (
    f'SELECT p.kind, p."column", p.body_id, p.published_on FROM publications_publication p WHERE {SEEN} '
    "AND p.id IN ({some})"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search is narrowed to; empty where it is not. `best`: what has the words in its title comes first."""

    bodies: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    kind: str = ""
    field: str = ""
    since: date | None = None
    until: date | None = None
    best: bool = False

    def narrowed(self) -> Narrowed:
        """The same for the index."""
        groups = (
            tuple(map(words.of_body, self.bodies)),
            tuple(map(words.of_column, self.columns)),
            (words.of_kind(self.kind),) if self.kind else (),
            (words.of_field(self.field),) if self.field else (),
        )
        return Narrowed(tuple(group for group in groups if group), self.since, self.until)


@dataclass(frozen=True, slots=True)
class Hit:
    """A publication that was found; title and `about`, some words around the hit, in pieces."""

    id: int
    published_on: date
    title: str
    document_number: str
    kind: str
    column: str
    body_id: int
    validity: str
    pieces: tuple[Piece, ...]
    about: tuple[Piece, ...]


Count = tuple[tuple[str, int], ...]  # the most first


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of each kind, column, body (its id) and year of what was found."""

    kind: Count = ()
    column: Count = ()
    body: Count = ()
    year: Count = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found; `next` is the key of the next one, empty on the last. `counts`: where asked for, and
    not beyond `MOST_COUNTED`.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    is_exact: bool = True
    next: str = ""
    counts: Counts | None = None


NOTHING = Found()
ALL = Wanted()


def find(text: str, wanted: Wanted = ALL, *, after: str = "", most: int = PAGE, count: bool = False) -> Found:
    """A page of what holds every word of the text. `after` is the `next` of the page before; one that makes no sense
    begins anew. Two statements on SQLite for the index, up to four on PostgreSQL, and one for the page; one for counts.
    """
    asked = sought(text)
    if not asked:
        return NOTHING
    narrowed = wanted.narrowed()
    places = dated.find(words.KIND, text, narrowed, most=MOST + 1)
    key = int(after) if after.isascii() and after.isdecimal() and len(after) < 19 else 0
    if wanted.best:
        page, following = _best(places[:MOST], asked, key, most)
    else:
        page, following = _newest(text, narrowed, places, key, most)
    is_exact = len(places) <= MOST
    count = count and len(places) <= MOST_COUNTED
    ids = dated.ids_at(words.KIND, places if count else page)
    hits = _shown([ids[place] for place in page if place in ids], asked)
    counts = _counts(ids.values()) if count and hits else None
    return Found(hits, min(len(places), MOST), is_exact, following, counts)


def _counts(ids: Iterable[int]) -> Counts:
    rows = _of(COUNTED, ids)
    kinds, columns, bodies = (tuple(Counter(str(row[at]) for row in rows).most_common()) for at in range(3))
    years = Counter(str(row[3])[:4] for row in rows)
    return Counts(kinds, columns, bodies, tuple(sorted(years.items(), reverse=True)))


def _newest(text: str, narrowed: Narrowed, places: list[int], key: int, most: int) -> tuple[list[int], str]:
    page = [place for place in places if not key or place < key][: most + 1]
    if len(page) <= most and len(places) > MOST:  # beyond what was counted
        page = dated.find(words.KIND, text, narrowed, before=key or None, most=most + 1)
    return page[:most], str(page[most - 1]) if len(page) > most else ""


def _best(places: list[int], asked: Sequence[str], key: int, most: int) -> tuple[list[int], str]:
    """Of the newest so many: those that have the words in their title or number first, each the newest first."""
    ids = dated.ids_at(words.KIND, places)
    called = {row[0]: f"{row[1]}\n{row[2]}" for row in _of(TITLES, ids.values())}
    titled = {place for place in places if holds(called.get(ids.get(place, 0), ""), asked)}
    ranked = sorted(places, key=lambda place: (place not in titled, -place))
    page = ranked[key : key + most]
    return page, str(key + most) if len(ranked) > key + most else ""


def _ids(places: list[int]) -> list[int]:
    """The ids of what lies at these places, in their order."""
    found = dated.ids_at(words.KIND, places)
    return [found[place] for place in places if place in found]


def _shown(ids: list[int], asked: Sequence[str]) -> tuple[Hit, ...]:
    """The publications of these ids, in their order, as far as everybody may see them now."""
    rows = {row[0]: row for row in _of(SHOWN, ids)}
    return tuple(_hit(rows[pk], asked) for pk in ids if pk in rows)


def _hit(row: tuple[Any, ...], asked: Sequence[str]) -> Hit:
    facts = orjson.loads(row[10]) if isinstance(row[10], str | bytes) else row[10]
    told_of = (row[9], *(f"{label} {value}" for label, value in facts), row[8], row[3])
    about = snippet(told_of, asked)
    return Hit(*(row[0], as_day(row[1]), *row[2:8], marked(row[2], asked), about))


def _of(statement: str, ids: Iterable[int]) -> list[tuple[Any, ...]]:
    some = ", ".join(map(str, ids))
    return told(statement.format(some=some)) if some else []


def named(text: str, most: int = FEW) -> tuple[tuple[int, str], ...]:
    """The ids and titles of the newest publications that hold every word of a text."""
    found = _ids(dated.find(words.KIND, text, most=most))
    titles = {row[0]: row[1] for row in _of(TITLES, found)}
    return tuple((pk, titles[pk]) for pk in found if pk in titles)


def near(text: str, most: int = FEW) -> tuple[tuple[int, str], ...]:
    """The ids and titles of publications that hold much of a longer text, the most first: for somebody who describes
    what they look for. Pieces of it are looked for, a bounded number of them; half of them must be there.
    """
    asked = " ".join(sought(text))[:LOOKED_AT]
    pieces = {run[at : at + PIECE] for run in asked.split() for at in range(0, max(len(run) - 1, 1), PIECE // 2)}
    pieces = {piece for piece in pieces if len(piece) > 1}
    counts = Counter(place for piece in pieces for place in dated.find(words.KIND, piece, most=NEWEST))
    best = sorted((place for place in counts if counts[place] * 2 >= len(pieces)), key=lambda at: (-counts[at], -at))
    found = _ids(best[:most])
    titles = {row[0]: row[1] for row in _of(TITLES, found)}
    return tuple((pk, titles[pk]) for pk in found if pk in titles)
