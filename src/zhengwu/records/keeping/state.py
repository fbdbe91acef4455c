"""How the system is, line by line: what is as it should be, what wants attention, what is broken."""

import platform
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import django
from django.conf import settings
from django.db import connection

from zhengwu import __version__
from zhengwu.records.keeping import effects, remembered
from zhengwu.records.moments import day_of
from zhengwu.records.outbox import queries as outbox
from zhengwu.records.publications import reindexing
from zhengwu.records.timetable import queries as timetable
from zhengwu.statute.paper.errors import RenderError
from zhengwu.statute.paper.fonts import FANGSONG, TITLE_SONG, find_fonts

Light = Literal["good", "warn", "bad"]
TICK_LATE = timedelta(minutes=15)
PROOF_OLD = timedelta(days=31)
ROOM_LITTLE, ROOM_NONE = 5 * 1024**3, 512 * 1024**2  # bytes
KINDS = ("cases", "journal", "files", "reports", "publications", "items", "approvals", "licences", "search")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is watched: its key, its light, and what was found, by name: what the sentence about it needs."""

    key: str
    light: Light
    state: str
    moment: datetime | None = None
    number: int = 0
    text: str = ""


class _Seen:
    """That the tables fit was seen once; they do not change under a running process."""

    migrated = False


def lines(*, at: datetime) -> tuple[Line, ...]:
    """Every line, in the order in which one looks: about eight statements."""
    return (
        _database(),
        _tables(),
        _tick(at),
        *_unsent(at),
        _room(),
        _calendar(at),
        _fonts(),
        _search(),
        *_proofs(at),
        backup(at),
        _version(),
    )


def overview(*, at: datetime) -> tuple[int, bool]:
    """How many lines want attention, and whether one is broken."""
    found = [one.light for one in lines(at=at)]
    return sum(light != "good" for light in found), "bad" in found


def backup(at: datetime) -> Line:
    """The last backup: there, whole, and new enough."""
    last = next(iter(remembered.backups(1)), None)
    if last is None:
        return Line("backup", "bad", "none")
    if last.problem:
        return Line("backup", "bad", "broken", last.at, text=last.problem)
    old = remembered.is_old(last, settings.BACKUP_DAYS, at=at)
    return Line("backup", "warn" if old else "good", "old" if old else "well", last.at, settings.BACKUP_DAYS)


def _version() -> Line:
    libraries = f"Python {platform.python_version()} · Django {django.VERSION[0]}.{django.VERSION[1]}"
    return Line("version", "good", "here", text=f"{__version__} · {libraries}")


def _database() -> Line:
    version = f"{connection.Database.sqlite_version}" if connection.vendor == "sqlite" else str(connection.pg_version)  # type: ignore[attr-defined]
    name = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    return Line("database", "good", "here", text=f"{name} {version}")


def _tables() -> Line:
    _Seen.migrated = _Seen.migrated or outbox.migrated()
    return Line("tables", "good", "well") if _Seen.migrated else Line("tables", "bad", "behind")


def _tick(at: datetime) -> Line:
    beat = outbox.last_beat("tick")
    if beat is None:
        return Line("tick", "bad", "never")
    late = beat + TICK_LATE < at
    return Line("tick", "bad" if late else "good", "late" if late else "well", beat)


def _unsent(at: datetime) -> tuple[Line, Line]:
    found = effects.unsent(at=at)
    waiting = Line(
        "waiting",
        "warn" if found.waiting > outbox.MOST else "good",
        "some" if found.waiting else "none",
        number=found.waiting,
    )
    return waiting, Line(
        "given_up", "warn" if found.given_up else "good", "some" if found.given_up else "none", number=found.given_up
    )


def _room() -> Line:
    free = shutil.disk_usage(Path(settings.HOME)).free
    light: Light = "bad" if free < ROOM_NONE else "warn" if free < ROOM_LITTLE else "good"
    return Line("room", light, "well" if light == "good" else "little", number=free)


def _calendar(at: datetime) -> Line:
    year = timetable.unannounced(day_of(at))
    return Line("calendar", "warn", "owed", number=year) if year else Line("calendar", "good", "well")


def _fonts() -> Line:
    try:
        found = find_fonts()
    except RenderError:
        return Line("fonts", "bad", "none")
    proper = found.body[0] in FANGSONG and found.title[0] in TITLE_SONG
    return Line(
        "fonts", "good" if proper else "warn", "well" if proper else "others", text=f"{found.body[0]}, {found.title[0]}"
    )


def _search() -> Line:
    return Line("words", "warn", "earlier") if reindexing.is_earlier() else Line("words", "good", "well")


def _proofs(at: datetime) -> list[Line]:
    known, found = remembered.proofs(), list[Line]()
    for kind in KINDS:
        last = known.get(kind)
        key = f"proof_{kind}"
        if last is None:
            found.append(Line(key, "warn", "never"))
        elif last.defects:
            found.append(Line(key, "bad", "broken", last.at, last.defects, last.first))
        else:
            old = last.at + PROOF_OLD < at
            found.append(Line(key, "warn" if old else "good", "old" if old else "whole", last.at, last.checked))
    return found
