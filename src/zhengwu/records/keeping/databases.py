"""One database as one file, and back: SQLite by its own online copy, PostgreSQL by pg_dump and pg_restore.

A copy is of one moment. SQLite's is taken inside a read transaction, so that a server may go on writing; PostgreSQL's
tool does the same by itself.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from zhengwu.records.troubles import Trouble, Words, conflict

PAGES = 2048  # of a database, between two reports of progress
Report = Callable[[int, int], None]


def file_name() -> str:
    """What the copy of this database is called in a backup."""
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"


def copied(target: Path, report: Report) -> None:
    """Writes the copy. Raises Trouble where a tool is missing or fails."""
    if connection.vendor != "sqlite":
        _run([_tool("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"])
        return
    with closing(sqlite3.connect(_place(), isolation_level=None)) as source, closing(sqlite3.connect(target)) as copy:
        source.execute("BEGIN DEFERRED")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=PAGES, progress=lambda _, left, total: report(total - left, total))
        source.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode=DELETE")


def problem(copy: Path) -> str:
    """What is the matter with a copy; empty where it can be read."""
    if copy.name == "database.sqlite3":
        try:
            with closing(sqlite3.connect(copy)) as opened:
                found = str(opened.execute("PRAGMA quick_check(1)").fetchone()[0])
                return "" if found == "ok" else found
        except sqlite3.DatabaseError as error:
            return str(error)
    done = subprocess.run([_tool("pg_restore"), "--list", str(copy)], capture_output=True, text=True, check=False)
    return done.stderr.strip()[:300] if done.returncode else ""


def is_empty() -> bool:
    """Whether the present database holds no body, so that nothing is lost with it."""
    tables = connection.introspection.table_names()
    if "organs_body" not in tables:
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organs_body")
        return not cursor.fetchone()[0]


def replace_by(copy: Path, *, at: datetime) -> Path | None:
    """Puts the copy in the place of the present database, at once; returns where the old one is kept, if there was one.

    Raises Trouble where a server still uses the database, or a tool is missing or fails.
    """
    aside = Path(settings.HOME) / f"before-restore-{at:%Y%m%d-%H%M%S}.{copy.suffix[1:]}"
    if connection.vendor == "sqlite":
        return _swapped(copy, aside)
    kept = None
    if not is_empty():
        copied(aside, lambda _done, _total: None)
        aside.chmod(0o600)
        kept = aside
    connections.close_all()
    _run([_tool("pg_restore"), "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
          f"--dbname={connection.settings_dict['NAME']}", str(copy)])  # fmt: skip
    return kept


def _swapped(copy: Path, aside: Path) -> Path | None:
    connections.close_all()
    place = Path(_place())
    there = place.exists() and place.stat().st_size > 0
    if there:
        _let_go(place)
        os.link(place, aside)
    with copy.open("rb") as content:
        os.fsync(content.fileno())
    copy.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return aside if there else None


def _let_go(place: Path) -> None:
    """Works the log into the database and ends it, which only the last user of a database can do."""
    try:
        with closing(sqlite3.connect(place, timeout=2)) as opened:
            if opened.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete":
                return
    except sqlite3.OperationalError:
        pass
    except sqlite3.DatabaseError:
        return  # no database any more: it is kept aside as it is
    raise conflict(
        "in_use", "数据库正在使用中。", "The database is in use.",
        advice=Words("请先停止 zhengwu serve 和 zhengwu tick，再恢复。", "Stop zhengwu serve and zhengwu tick first."),
    )  # fmt: skip


def _place() -> str:
    return str(connection.settings_dict["NAME"])


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Trouble(
            "conflict",
            "tool_missing",
            Words(f"本机没有 {name}，不能备份或恢复 PostgreSQL。", f"{name} is not on this machine."),
            Words(
                "请安装 postgresql-client（Debian：apt-get install postgresql-client）。", "Install postgresql-client."
            ),
        )
    return found


def _run(command: list[str]) -> None:
    """Runs a tool of PostgreSQL; the connection goes through the environment, where no list of processes shows it."""
    facts = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = os.environ | {key: str(facts[name]) for key, name in named.items() if facts.get(name)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["?"])[-1][:300]
        name = Path(command[0]).name
        raise conflict("tool_failed", f"{name} 失败：{why}", f"{name} failed: {why}")
