"""The list of a library, a page by its key; how much there is of what; and what is found next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from zhengwu.records.library import reader, shelves
from zhengwu.records.library.models import STANDINGS
from zhengwu.records.moments import dated

PAGE = 40
STANDS = tuple(key for key, _ in STANDINGS)
SORTS = ("taken", "name", "year", "open")
# Each order follows an index: what a page begins after, and the order itself.
KEYS = {
    "taken": ("p.id < %s", "p.id DESC"),
    "year": ("(p.year, p.id) < (%s, %s)", "p.year DESC, p.id DESC"),
    "open": ("(p.open, p.id) < (%s, %s)", "p.open DESC, p.id DESC"),
    "name": ("(r.name, p.id) > (%s, %s)", "r.name, p.id"),
}
COLUMNS = """p.id, COALESCE(r.name, ''), p.proposed, p.agency, p.name, p.year, p.version, p.newest, p.format, p.kind,
p.standing, p.errors, p.open, p.decided, p.placed, p.expected, p.published_on, p.zh, p.en, p.reader"""


@dataclass(frozen=True, slots=True)
class Asking:
    """What of a library is asked for; empty is all of it."""

    standing: str = ""
    year: int | None = None
    format: str = ""
    words: str = ""
    sort: str = "taken"


class Line(NamedTuple):
    """A paper in the list. `reporter` is empty where it is matched to none; `zh`, `en` say why it was not read."""

    id: int
    reporter: str
    proposed: str
    agency: str
    file: str
    year: int | None
    version: int
    newest: bool
    format: str
    kind: str
    standing: str
    errors: int
    open: int
    decided: int
    placed: int
    expected: int
    published_on: date | None
    zh: str
    en: str
    reader: str

    def spot(self, sort: str) -> str:
        """Where the next page begins."""
        match sort:
            case "name":
                return f"{self.id}|{self.reporter}"
            case "year" | "open":
                return f"{self.id}|{(self.year if sort == 'year' else self.open) or 0}"
        return str(self.id)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is: papers by what is to be done, by year and by form; open findings; read by an older reader."""

    standings: Mapping[str, int] = field(default_factory=dict)
    years: tuple[tuple[int, int], ...] = ()
    formats: tuple[str, ...] = ()
    open: int = 0
    decided: int = 0
    older: int = 0
    reporters: int = 0

    @property
    def papers(self) -> int:
        """How many papers there are."""
        return sum(self.standings.values())


_counted: dict[tuple[int, int, str], Counts] = {}
REMEMBERED = 32


def papers(holder_id: int, asked: Asking, *, after: str = "", limit: int = PAGE) -> list[Line]:
    """Papers of a library in the order asked for. One statement."""
    where, values = _where(holder_id, asked)
    begins, order = KEYS[asked.sort]
    if after:
        where.append(begins)
        values += _after(asked.sort, after)
    join = "JOIN" if asked.sort == "name" else "LEFT JOIN"
    if asked.sort == "year":
        where.append("p.year IS NOT NULL")
    if asked.sort == "name":
        where.append("r.holder_id = p.holder_id")
    statement = f"""SELECT {COLUMNS} FROM library_paper p {join} library_reporter r ON r.id = p.reporter_id
        WHERE {" AND ".join(where)} ORDER BY {order} LIMIT %s"""
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, limit])
        return [_line(row) for row in cursor.fetchall()]


def _line(row: Sequence[Any]) -> Line:
    found = Line(*row)
    published = found.published_on
    return found._replace(newest=bool(found.newest), published_on=dated(published) if published else None)


def _where(holder_id: int, asked: Asking) -> tuple[list[str], list[Any]]:
    where, values = ["p.holder_id = %s"], list[Any]([holder_id])
    told: list[tuple[str, Any]] = [("p.standing = %s", asked.standing), ("p.format = %s", asked.format)]
    for condition, value in told:
        if value:
            where.append(condition)
            values.append(value)
    if asked.year is not None:
        where.append("p.year = %s")
        values.append(asked.year)
    if asked.words:
        sign = "%" + asked.words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        where.append("(r.name LIKE %s ESCAPE '\\' OR p.name LIKE %s ESCAPE '\\' OR p.agency LIKE %s ESCAPE '\\')")
        values += [sign] * 3
    return where, values


def _after(sort: str, after: str) -> list[Any]:
    spot, _, rest = after.partition("|")
    pk = int(spot) if spot.isdecimal() and len(spot) < 19 else 0
    if sort == "taken":
        return [pk]
    return [rest[:100] if sort == "name" else int(rest) if rest.isdecimal() and len(rest) < 6 else 0, pk]


STANDING = "SELECT standing, COUNT(*) FROM library_paper WHERE holder_id = %s GROUP BY standing"
YEARS = """SELECT year, COUNT(*) FROM library_paper WHERE holder_id = %s AND year IS NOT NULL GROUP BY year
ORDER BY year DESC"""
SUMS = """SELECT COALESCE(SUM(open), 0), COALESCE(SUM(decided), 0),
COALESCE(SUM(CASE WHEN reader <> %s AND reader <> '' THEN 1 ELSE 0 END), 0) FROM library_paper WHERE holder_id = %s"""
FORMATS = "SELECT DISTINCT format FROM library_paper WHERE holder_id = %s AND format <> '' ORDER BY format"


def counts(holder_id: int) -> Counts:
    """How much there is of what; remembered until the library changes. One statement then, six otherwise."""
    now = reader.version()
    key = (holder_id, shelves.changes(holder_id), now)
    found = _counted.get(key)
    if found is None:
        found = _counted[key] = _count(holder_id, now)
        while len(_counted) > REMEMBERED:
            del _counted[next(iter(_counted))]
    return found


def _count(holder_id: int, now: str) -> Counts:
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [holder_id])
        standings = dict(cursor.fetchall())
        cursor.execute(YEARS, [holder_id])
        years = tuple((year, count) for year, count in cursor.fetchall())
        cursor.execute(SUMS, [now, holder_id])
        still, decided, older = cursor.fetchone()
        cursor.execute(FORMATS, [holder_id])
        formats = tuple(key for (key,) in cursor.fetchall())
        cursor.execute("SELECT COUNT(*) FROM library_reporter WHERE holder_id = %s", [holder_id])
        reporters = cursor.fetchone()[0]
    return Counts(standings, years, formats, int(still), int(decided), int(older), reporters)


def forget() -> None:
    """Forgets what was counted."""
    _counted.clear()


NEXT = """SELECT f.id FROM library_found f WHERE f.holder_id = %s AND f.open
AND (f.paper_id, f.id) > (%s, %s) ORDER BY f.paper_id, f.id LIMIT 1"""


def next_open(holder_id: int, paper_id: int = 0, found_id: int = 0) -> int | None:
    """The next finding to decide about, after this one; from the beginning again where none follows."""
    with connection.cursor() as cursor:
        for spot in dict.fromkeys(((paper_id, found_id), (0, 0))):
            cursor.execute(NEXT, [holder_id, *spot])
            row = cursor.fetchone()
            if row:
                return int(row[0])
    return None
