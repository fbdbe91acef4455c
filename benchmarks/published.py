"""The public's pages of publications: a page beside a bare view behind the same server, lists at 600,000, all as data.

`published(rows, turns, say)` gives the lines of the table. The bare view has no middleware and no database; both are
served with the settings of `zhengwu serve`, asked by 16 clients one after the other in the same run.
"""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.records.ground import Ground, on_postgres, on_sqlite
from benchmarks.records.serving import WORKERS, loaded, served

CLIENTS = 16
HOT, WIDE = 50, 2_000  # pages that are asked for again and again, and pages that hardly come again
Say = Callable[[str], None]


def published(rows: int, turns: int, say: Say) -> list[list[str]]:
    """On both databases: what is served, and what each page costs in one process."""
    found: list[list[str]] = []
    with tempfile.TemporaryDirectory(prefix="zhengwu-bench-") as place, on_postgres(Path(place)) as postgres:
        for ground in (on_sqlite(Path(place)), postgres):
            if ground is None:
                found.append(["PostgreSQL: not measured, its programs are not on this machine."])
                continue
            say(f"benchmarks: {rows:,} publications on {ground.name}")
            town = ground.ask("register", rows)
            say("benchmarks: served")
            found.append(_served(ground, _rates(ground, rows, turns * 20)))
            say("benchmarks: pages")
            found += _tables(ground, ground.ask("register", "pages", json.dumps(town), turns), rows)
    return found


def _rates(ground: Ground, rows: int, turns: int) -> dict[str, dict[str, Any]]:
    """Requests a second and CPU a request: the bare view, pages that are kept, pages that are made."""
    warm, found = max(HOT * 8, turns // 10), {}
    with served(ground, "/ok", "-m", "benchmarks.records.bare", "{port}", str(WORKERS)) as (port, processes):
        found["bare view"] = loaded(port, processes, [("GET", "/ok", {}, "")] * (turns + warm), warm, CLIENTS)
    command = ("-m", "zhengwu", "serve", "--port", "{port}", "--workers", str(WORKERS))
    with served(ground, "/healthz", *command) as (port, processes):
        for name, pages in (("published pages, kept", HOT), ("published pages, each another", min(WIDE, rows))):
            asked = [("GET", f"/publications/{1 + number % pages}", {}, "") for number in range(turns + warm)]
            found[name] = loaded(port, processes, asked, warm, CLIENTS)
    return found


def _served(ground: Ground, rates: dict[str, dict[str, Any]]) -> list[str]:
    bare = rates["bare view"]["per_second"]
    lines = [
        f"| {ground.name}, served, {CLIENTS} clients | requests/s | of the bare view | ms p50 | p95 | p99 | CPU ms |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, one in rates.items():
        share = one["per_second"] / bare
        lines.append(
            f"| {name} | {one['per_second']:,.0f} | {share:.0%} | {one['p50']:.1f} | {one['p95']:.1f} "
            f"| {one['p99']:.1f} | {one['cpu']:.2f} |"
        )
    return lines


def _tables(ground: Ground, found: dict[str, Any], rows: int) -> list[list[str]]:
    pages = [
        f"| {ground.name}, {rows:,} publications, in one process | CPU ms | statements | KB |",
        "|---|--:|--:|--:|",
    ]
    for name, one in found["pages"].items():
        pages.append(f"| {name} | {one['cpu']:.2f} | {one['statements']} | {one['weight']:.0f} |")
    data = [f"| {ground.name}, all as data | CPU s | MB | MB the process grew |", "|---|--:|--:|--:|"]
    for name, one in found["data"].items():
        data.append(f"| {name} | {one['seconds']:.1f} | {one['megabytes']:.0f} | {one['grown']:.0f} |")
    return [pages, data]
