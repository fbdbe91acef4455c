"""Imports at volume: `zhengwu import publications` as an operator runs it, on both databases, beside their limits.

The file is made first. The time is that of the whole command: start, reading, judging, writing with durable commits,
the index of words and tidying it up. CPU time is told beside it, ours and that of the database's own processes: on a
machine that does other things as well it says more than the clock. Beside these, what the database takes for the same
bytes with nothing around: one table, no index.
"""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import unquote

import orjson
import xlsxwriter

from benchmarks.corpus import made
from benchmarks.records import ground

BODY = "青禾区行政审批局"
HEADING = (
    "编号", "标题", "信息种类", "公开机关", "文号", "发布日期", "正文", "行政相对人名称", "许可类别", "许可编号",
    "有效期至", "许可内容",
)  # fmt: skip
HEADS = (
    "Database", "File", "Rows", "rows/s", "again, rows/s", "CPU µs a row: ours, the server's", "peak MB",
    "plain insert, rows/s",
)  # fmt: skip
LONGEST = 200  # characters of a text
PAGE = 4_000
TICKS = os.sysconf("SC_CLK_TCK")


def results(count: int) -> Iterator[tuple[str, ...]]:
    """Rows as offices bring them: a title of some 20 characters, five facts, a text of up to 200."""
    chance = Random(3)  # noqa: S311 - repeatable, and nobody's secret
    for at, one in enumerate(made(count)):
        text = one.text[: chance.randint(0, LONGEST)]
        facts = (f"{one.title[:6]}商贸有限公司", "普通", f"JY{at:012d}", "2031-03-01", one.text[:16])
        said = (one.title[:40], "licence_result", BODY, one.document_number, one.on.isoformat(), text)
        yield (f"XK{at:08d}", *said, *facts)


def _csv(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADING)
        writer.writerows(results(count))


def _json(path: Path, count: int) -> None:
    with path.open("wb") as out:
        for row in results(count):
            out.write(orjson.dumps(dict(zip(HEADING, row, strict=True))) + b"\n")


def _workbook(path: Path, count: int) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADING)
        for at, row in enumerate(results(count), 1):
            page.write_row(at, 0, row)


@dataclass(frozen=True)
class Took:
    """What a run took: seconds by the clock, CPU seconds of the command and of the database's processes, memory."""

    seconds: float
    ours: float
    server: float
    peak: float


def importing(sizes: Sequence[int], on: str, say: Callable[[str], None]) -> list[str]:
    """A table: rows a second of the whole command and of a second run, CPU time a row, peak memory; and the limit."""
    lines = [
        f"| {' | '.join(HEADS)} |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    with tempfile.TemporaryDirectory(prefix="zhengwu-import-") as name:
        for rows in sizes:
            for kind, write in (("csv", _csv), ("jsonl", _json), ("xlsx", _workbook)):
                folder = Path(name) / f"{kind}-{rows}"
                folder.mkdir()
                path = folder / f"results.{kind}"
                write(path, rows)
                if on in ("", "sqlite"):
                    say(f"benchmarks: {rows:,} rows of {kind} on SQLite")
                    lines.append(_measured(ground.on_sqlite(folder), path, rows, _plain_sqlite(folder, rows)))
                if on in ("", "postgresql"):
                    with ground.on_postgres(folder) as place:
                        if place:
                            say(f"benchmarks: {rows:,} rows of {kind} on PostgreSQL")
                            lines.append(_measured(place, path, rows, _plain_copy(place, rows)))
                shutil.rmtree(folder)
    return lines


def _measured(place: ground.Ground, path: Path, rows: int, plain: float) -> str:
    facts = ("--body", BODY, "--short", "审批局", "--prefix", "QHSP", "--username", "root", "--name", "管理员")
    _zhengwu(place, "found", "--migrate", *facts)
    first = _timed(place, path, rows)
    again = _timed(place, path, 0)
    cpu = f"{first.ours / rows * 1e6:,.0f}, {first.server / rows * 1e6:,.0f}"
    return (
        f"| {place.name} | {path.suffix[1:]} | {rows:,} | {rows / first.seconds:,.0f} | {rows / again.seconds:,.0f} "
        f"| {cpu} | {first.peak:.0f} | {plain:,.0f} |"
    )


def _timed(place: ground.Ground, path: Path, fresh: int) -> Took:
    """What a whole run takes, its reader and the database's processes included."""
    began, begin = _of_server(place), time.monotonic()
    said = json.loads(_zhengwu(place, "import", "publications", str(path), "--json", timed=True).splitlines()[0])
    seconds = time.monotonic() - begin
    if said["new"] != fresh or said["faulty"]:
        raise SystemExit(f"benchmarks: {said}")
    return Took(seconds, said["cpu"], _of_server(place) - began, said["peak"])


def _of_server(place: ground.Ground) -> float:
    """CPU seconds of PostgreSQL's processes so far, those that have ended included; 0 on SQLite."""
    url = place.environment["DATABASE_URL"]
    if not url:
        return 0.0
    folder = Path(unquote(url.partition("@")[2].rpartition("/")[0]))
    first = (folder / "tables" / "postmaster.pid").read_text().split()[0]
    total = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        if first in (status.parent.name, fields[1]):
            total += sum(map(int, fields[11:15]))
    return total / TICKS


MEASURE = """
import json, resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "zhengwu", *sys.argv[1:]], stdout=subprocess.PIPE)
said = json.loads(done.stdout) if done.stdout else {}
used = resource.getrusage(resource.RUSAGE_CHILDREN)
told = {"peak": used.ru_maxrss / 1024, "cpu": used.ru_utime + used.ru_stime}
print(json.dumps({name: said.get(name) for name in ("new", "faulty")} | told))
"""


def _zhengwu(place: ground.Ground, *args: str, timed: bool = False) -> str:
    command = [sys.executable, "-c", MEASURE, *args] if timed else [sys.executable, "-m", "zhengwu", *args]
    done = subprocess.run(command, env=place.environment, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout


def _plain_sqlite(folder: Path, rows: int) -> float:
    """Rows a second into one table without an index, in transactions of the same size, as durable."""
    with sqlite3.connect(folder / "plain.sqlite3", isolation_level=None) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute(f"CREATE TABLE plain ({', '.join(f'c{at} text' for at in range(len(HEADING)))})")
        source, begin, left = list(results(rows)), time.monotonic(), rows
        while left > 0:
            database.execute("BEGIN IMMEDIATE")
            start = rows - left
            places = ", ".join("?" * len(HEADING))
            database.executemany(f"INSERT INTO plain VALUES ({places})", source[start : start + PAGE])
            database.execute("COMMIT")
            left -= PAGE
        return rows / (time.monotonic() - begin)


def _plain_copy(place: ground.Ground, rows: int) -> float:
    """Rows a second by COPY into one table without an index."""
    import psycopg

    source = list(results(rows))
    with psycopg.connect(place.environment["DATABASE_URL"]) as database:
        database.execute(f"CREATE TABLE plain ({', '.join(f'c{at} text' for at in range(len(HEADING)))})")
        begin = time.monotonic()
        with database.cursor().copy("COPY plain FROM STDIN") as copy:
            for row in source:
                copy.write_row(row)
        database.commit()
        return rows / (time.monotonic() - begin)
