"""Measures the records and lays the figures out as tables, one function a group."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.records import serving
from benchmarks.records.busiest import FIRMS
from benchmarks.records.ground import Ground, kept, on_postgres, on_sqlite

Say = Callable[[str], None]
SMALL, LARGE = 20_000, 1_000_000
NO_POSTGRES = "- PostgreSQL: not measured, its server is not installed here."


@contextmanager
def grounds(name: str) -> Iterator[list[Ground]]:
    """The databases of this machine, empty, in a scratch folder that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix=f"zhengwu-bench-{name}-") as place, on_postgres(Path(place)) as postgres:
        yield [on_sqlite(Path(place)), *([postgres] if postgres else [])]


@contextmanager
def kept_grounds(folder: Path) -> Iterator[list[Ground]]:
    """The databases of this machine in a folder that stays, as they were left the last time."""
    folder = folder.absolute()
    with on_postgres(folder, keep=True) as postgres:
        yield [kept(folder, ground) for ground in (on_sqlite(folder), postgres) if ground]


def engine(quick: bool, say: Say) -> list[str]:
    """The engine alone."""
    say("benchmarks: engine")
    with grounds("engine") as (ground, *_):
        found = ground.ask("engine", 200 if quick else 2000)
    told = {
        "bare": "bare loop: 10 transitions looked up in a dict, events kept",
        "replay": "replay of a case of 10 events: law, clocks, items",
        "take": "take one step",
        "next_steps": "what is lawful next, all steps with their reasons",
        "standing": "stage, outcome, due date, lateness",
        "explain": "why the due date is that day, in two languages",
    }
    lines = ["| Engine, no database | CPU µs | a second |", "|---|--:|--:|"]
    return lines + [f"| {told[name]} | {micro:,.1f} | {1e6 / micro:,.0f} |" for name, micro in found.items()]


def steps(quick: bool, say: Say) -> list[str]:
    """Steps on file."""
    lines = ["| Steps, one officer at a time | a second | p50 ms | p95 ms | CPU ms |", "|---|--:|--:|--:|--:|"]
    told = {"bare": "bare transaction: INSERT and UPDATE, durable", "open": "open a case", "step": "take a step"}
    with grounds("steps") as found:
        for ground in found:
            say(f"benchmarks: steps on {ground.name}")
            times = ground.ask("steps", 120 if quick else 1200)
            lines += [_line(f"{ground.name}: {what}", times[name]) for name, what in told.items()]
    return lines + _unless(found)


def lists(quick: bool, say: Say) -> list[str]:
    """Inbox and report on ledgers of two sizes."""
    sizes = [SMALL // 4] if quick else [SMALL, LARGE]
    inboxes = ["| Inbox, 50 lines | open cases of a body | worst page | worst filter | words in titles | statements |",
               "|---|--:|--:|--:|--:|--:|"]  # fmt: skip
    reports = ["| Report of a year | bare GROUP BY | report | × | list behind a cell | its 40th page |",
               "|---|--:|--:|--:|--:|--:|"]  # fmt: skip
    notes = []
    for size in sizes:
        with grounds("lists") as found:
            for ground in found:
                say(f"benchmarks: a ledger of {size:,} requests on {ground.name}")
                built = ground.ask("ledger", size)
                town, name = json.dumps(built["town"]), f"{ground.name}, {built['cases']:,} cases"
                notes.append(f"- {name}, {built['items']:,} items: built in {built['seconds']:.0f} s.")
                inboxes.append(_inbox(name, ground.ask("inbox", town, 20 if quick else 100)))
                reports.append(_report(name, ground.ask("yearly", town, 3 if quick else 10)))
    return [*inboxes, "", *reports, "", *notes, *_unless(found)]


def _inbox(name: str, times: dict[str, dict[str, float]]) -> str:
    """p95 of the questions, by kind, with the names of the worst."""
    text = {one for one in times if one.split(": ")[-1] in ("a number", "an applicant", "words that no title has")}
    posts = ("clerk: ", "handler: ", "supervisor: ", "district supervisor: ")
    plain = ("open cases", "all cases", "closed cases", "page ")
    pages = {one for one in times if one.startswith(posts) and one.split(": ")[1].startswith(plain)}
    filters = set(times) - text - pages - {"bare page, SQL alone"}

    def worst(some: set[str]) -> str:
        which = max(some, key=lambda one: times[one]["p95"])
        return f"{times[which]['p95']:.1f} ({which})"

    own = times["clerk: open cases of the body"]
    count = sorted({int(one["statements"]) for one in times.values()})
    bare = times["bare page, SQL alone"]["p95"]
    return (
        f"| {name}: p95 ms | {own['p95']:.1f} (bare SQL {bare:.1f}) | {worst(pages)} | {worst(filters)} "
        f"| {worst(text)} | {' or '.join(map(str, count))} |"
    )


def _report(name: str, times: dict[str, Any]) -> str:
    bare, report = times["bare"]["p50"], times["report"]["p50"]
    return (
        f"| {name}: ms | {bare:.0f} | {report:.0f} | {report / bare:.2f} "
        f"| p95 {times['drill']:.1f} of {times['matters']:,} | p95 {times['deep']:.1f} |"
    )


def api(quick: bool, say: Say) -> list[str]:
    """The API over loopback."""
    clients = f"{serving.CONNECTIONS} clients, {serving.INTAKE} that hand in"
    lines = [
        f"| API, {serving.WORKERS} processes, {clients} | a second | p50 ms | p95 ms | CPU ms |",
        "|---|--:|--:|--:|--:|",
    ]
    with grounds("api") as found:
        for ground in found:
            say(f"benchmarks: API on {ground.name}")
            told = serving.measured(ground, 100 if quick else 1500)
            lines += [_line(f"{ground.name}: {what}", times) for what, times in told.items()]
    return lines + _unless(found)


def pages(quick: bool, say: Say) -> list[str]:
    """Whole pages on a ledger."""
    lines = ["| Pages, one process | p50 ms | p95 ms | CPU ms | statements | kB |", "|---|--:|--:|--:|--:|--:|"]
    size = SMALL // 4 if quick else LARGE
    with grounds("pages") as found:
        for ground in found:
            say(f"benchmarks: pages over {size:,} requests on {ground.name}")
            built = ground.ask("ledger", size)
            told = ground.ask("pages", json.dumps(built["town"]), 20 if quick else 100)
            lines += [
                f"| {ground.name}: {name} | {times['p50']:.2f} | {times['p95']:.2f} | {times['cpu']:.2f} "
                f"| {times['statements']:.0f} | {times['weight']:.0f} |"
                for name, times in told.items()
            ]
    return lines + _unless(found)


def worklist(quick: bool, say: Say, keep: Path | None = None) -> list[str]:
    """The worklists of approvals on a ledger of applications; those that `keep` has are asked again, not built."""
    lines = ["| Worklists of approvals (bar: p95 60 ms) | p50 ms | p95 ms | CPU ms | statements | kB |",
             "|---|--:|--:|--:|--:|--:|"]  # fmt: skip
    notes = []
    with kept_grounds(keep) if keep else grounds("worklist") as found:
        for ground in found:
            say(f"benchmarks: worklists on {ground.name}")
            told = ground.ask("worklist", SMALL // 4 if quick else LARGE, 10 if quick else 60)
            lines += [_page(ground, name, times) for name, times in told["pages"].items()]
            notes.append(f"- {ground.name}: {told['cases']:,} applications, built in {told['seconds']:.0f} s.")
    return [*lines, "", *notes, *_unless(found)]


def region(quick: bool, say: Say) -> list[str]:
    """A supervising office's pages over 800 bodies with three years of requests."""
    lines = ["| A region at a glance, one process | p50 ms | p95 ms | CPU ms | statements | kB |",
             "|---|--:|--:|--:|--:|--:|"]  # fmt: skip
    notes = []
    with grounds("region") as found:
        for ground in found:
            say(f"benchmarks: a region on {ground.name}")
            told = ground.ask("region", 40 if quick else 800, 20 if quick else 100)
            lines += [_page(ground, name, times) for name, times in told["pages"].items()]
            notes.append(
                f"- {ground.name}, {told['bodies']} bodies, {told['cases']:,} cases: the first page of the region in a "
                f"process, for which all is counted, takes {told['cold']:,.0f} CPU ms."
            )
    return [*lines, "", *notes, *_unless(found)]


def library(quick: bool, say: Say) -> list[str]:
    """A folder of mixed reports read, checked and taken in, and the pages of a full library."""
    lines = ["| A library of reports, one process | p50 ms | p95 ms | CPU ms | statements | kB |",
             "|---|--:|--:|--:|--:|--:|"]  # fmt: skip
    notes = []
    with grounds("library") as found:
        for ground in found:
            say(f"benchmarks: a library on {ground.name}")
            told = ground.ask("library", *((200, 1_000, 10) if quick else (2_000, 10_000, 100)))
            lines += [_page(ground, name, times) for name, times in told["pages"].items()]
            rates = ", ".join(f"{name} {rate:.0f} files/s" for name, rate in told["files/s"].items())
            notes.append(f"- {ground.name}, {told['papers']:,} papers: {rates}, on two cores.")
    return [*lines, "", *notes, *_unless(found)]


def busiest(quick: bool, say: Say) -> list[str]:
    """The busiest day that a report tells of, on the screens of the workbench."""
    lines = [
        "| The busiest day, one process (bar: 60 s) | firms | s | CPU s | pages a second |",
        "|---|--:|--:|--:|--:|",
    ]
    with grounds("busiest") as found:
        for ground in found:
            say(f"benchmarks: the busiest day on {ground.name}")
            told = ground.ask("busiest", 40 if quick else FIRMS)
            lines.append(
                f"| {ground.name}: counter, proposal, decision, delivery | {told['firms']} | {told['seconds']:.1f} "
                f"| {told['cpu']:.1f} | {told['pages'] / told['seconds']:.0f} |"
            )
    return lines + _unless(found)


def crash(kills: int, seed: int, say: Say) -> list[str]:
    """Writers killed so many times, on each database."""
    lines = ["| Writers killed by SIGKILL | kills | acknowledged events | files | cases | lost or half-written |",
             "|---|--:|--:|--:|--:|--:|"]  # fmt: skip
    with grounds("crash") as found:
        for ground in found:
            say(f"benchmarks: {kills} kills on {ground.name}")
            with ground.python(
                "-m", "tests.records.crash.rounds", "--kills", str(kills), "--seed", str(seed)
            ) as process:
                said, _ = process.communicate()
            if process.returncode:
                raise SystemExit(f"benchmarks: the writers on {ground.name} ended with code {process.returncode}")
            told = json.loads(said)
            for breach in told["wrong"]:
                say(f"benchmarks: {ground.name}: {breach}")
            lines.append(
                f"| {ground.name} | {told['kills']:,} | {told['told']:,} | {told['files']:,} | {told['cases']:,} "
                f"| {len(told['wrong'])} |"
            )
    return lines + _unless(found)


def _page(ground: Ground, name: str, times: dict[str, float]) -> str:
    return (
        f"| {ground.name}: {name} | {times['p50']:.2f} | {times['p95']:.2f} | {times['cpu']:.2f} "
        f"| {times['statements']:.0f} | {times['weight']:.0f} |"
    )


def _line(what: str, times: dict[str, float]) -> str:
    return f"| {what} | {times['per_second']:,.0f} | {times['p50']:.2f} | {times['p95']:.2f} | {times['cpu']:.2f} |"


def _unless(found: list[Ground]) -> list[str]:
    return [] if len(found) > 1 else ["", NO_POSTGRES]


GROUPS: dict[str, Callable[[bool, Say], list[str]]] = {
    "engine": engine,
    "steps": steps,
    "lists": lists,
    "api": api,
    "pages": pages,
    "worklist": worklist,
    "region": region,
    "library": library,
    "busiest": busiest,
}
