"""Lays the figures of search out as tables: `python -m benchmarks search [--rows 600000] [--on sqlite]`."""

import json
from typing import Any

from benchmarks.finding import LENGTHS
from benchmarks.records.ground import Ground
from benchmarks.records.tables import Say, grounds

EACH, FEW = 200, 24
BARS = {"sqlite": 15, "postgresql": 30}  # ms, p95


def search(rows: int, only: str, quick: bool, say: Say) -> list[str]:
    """Search on each database of this machine."""
    lines = [
        "| Search, whole answers | 1 character | 2 | 4 | 8 | misses | more than 1,000 |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    notes = list[str]()
    with grounds("search") as found:
        for ground in found:
            if only in ("", ground.name.lower()):
                say(f"benchmarks: search in {rows:,} publications on {ground.name}")
                figures = _asked(ground, rows, FEW if quick else EACH)
                lines.append(_line(ground, figures))
                notes.append(_note(ground, figures))
    return [*lines, "", *notes]


def _asked(ground: Ground, rows: int, each: int) -> dict[str, Any]:
    with ground.python("-m", "benchmarks.finding", str(rows), str(each)) as process:
        said, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"benchmarks: search on {ground.name} ended with code {process.returncode}")
    figures: dict[str, Any] = json.loads(said)
    return figures


def _line(ground: Ground, figures: dict[str, Any]) -> str:
    times = [figures["times"][str(length)] for length in LENGTHS]
    cells = " | ".join(f"{one['p50']:.1f} / {one['p95']:.1f} / {one['p99']:.1f}" for one in times)
    plain, more = figures["plain"], sum(one["more"] for one in times)
    bar = BARS[ground.name.lower()]
    return (
        f"| {ground.name}, {figures['rows']:,}: ms, p50 / p95 / p99 (bar: p95 {bar}) | {cells} "
        f"| {len(plain['missed'])} of {plain['checked']} | {more} of {sum(one['count'] for one in times)} |"
    )


def _note(ground: Ground, figures: dict[str, Any]) -> str:
    text, rate = figures["text"], figures["rows"] / figures["build"]
    index, whole = figures["index"] / text, figures["whole"] / text
    plain = figures["plain"]["plain"]
    return (
        f"- {ground.name}: texts {text / 1e6:.0f} MB, index {index:.2f} × that, all that search keeps {whole:.2f} ×; "
        f"made from the register in {figures['build']:.0f} s ({rate:,.0f} a second); "
        f"substring search through the register takes {plain:,.0f} ms."
    )
