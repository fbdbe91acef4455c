"""`python -m benchmarks [reports|records|crash|screens|inspection|search|importing|published] [--quick] [--write]`."""

import argparse
import signal
import statistics
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks import measures
from benchmarks.records import tables

COUNTS = {"html": 3000, "html, layout table": 3000, "docx": 400, "xlsx": 600, "pdf": 24,
          "text, bars": 3000, "text, one value a line": 3000}  # fmt: skip
README = Path(__file__).with_name("README.md")
END = "<!-- end of results -->"
BEGINS = {
    "reports": "<!-- results -->",
    "records": "<!-- results of the records -->",
    "crash": "<!-- results of the kills -->",
    "screens": "<!-- results of the screens -->",
    "search": "<!-- results of the search -->",
    "inspection": "<!-- results of the inspection -->",
    "importing": "<!-- results of the imports -->",
    "published": "<!-- results of the published pages -->",
}


def say(line: str) -> None:
    """Progress, on standard error."""
    print(line, file=sys.stderr, flush=True)


def kinds_table(folder: Path, share: int, cores: int) -> list[str]:
    """One line a kind of file."""
    lines = [
        f"| Input | KB | reports/s, 1 core | reports/s, {cores} cores | × | peak MB | CPU ms a report |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for kind, files in COUNTS.items():
        count = max(8, files // share)
        place = folder / kind.replace(", ", "-").replace(" ", "-")
        say(f"benchmarks: {kind}: {count} files")
        size = measures.filled(place, kind, count)
        if not size:
            lines.append(f"| {kind} | – | not measured: no Chinese font on this machine | | | | |")
            continue
        one, many = measures.read_folder(place, 1), measures.read_folder(place, cores)
        each = measures.number_from("zhengwu", str(place))
        peak = max(one.peak, many.peak)
        lines.append(
            f"| {kind} | {size / 1024:.0f} | {count / one.seconds:.0f} | {count / many.seconds:.0f} "
            f"| {one.seconds / many.seconds:.2f} | {peak:.0f} | {each:.2f} |"
        )
    return lines


def yardsticks_table(folder: Path) -> list[str]:
    """Our reader beside the bare parser and what most people would write, in CPU time."""
    cases = (
        ("html", "zhengwu: cells, places, parts, text", "zhengwu"),
        ("html", "lxml: parse and touch every cell", "lxml"),
        ("html", "pandas.read_html", "pandas"),
        ("xlsx", "zhengwu: cells, places, parts, text", "zhengwu"),
        ("xlsx", "openpyxl: every value", "openpyxl"),
    )
    lines = ["| Input | What does it | CPU ms a report |", "|---|---|--:|"]
    for kind, what, name in cases:
        say(f"benchmarks: {what}")
        lines.append(f"| {kind} | {what} | {measures.number_from(name, str(folder / kind)):.2f} |")
    return lines


def single_figures(folder: Path, share: int, cores: int) -> list[str]:
    """Checks a second, memory over a long run, start time, and what the machine itself gives."""
    say("benchmarks: checks")
    checks = measures.number_from("checks")
    count = max(200, 10_000 // share)
    say(f"benchmarks: {count} HTML reports in one run")
    measures.filled(folder / "long", "html, layout table", count)
    marks = {"start": count // 20, "middle": count // 2, "end": count - 1}
    memory = measures.memory_of_run(folder / "long", cores, marks)
    say("benchmarks: start")
    start = measures.start_times("-m", "zhengwu", "--help")
    bare = measures.start_times("-c", "pass")
    return [
        f"- Checks: {checks:,.0f} reports a second on one core, each against last year's (10,000 checks).",
        f"- {count:,} HTML reports in one run, all processes together: "
        + ", ".join(f"{memory[name]:.0f} MB at the {name}" for name in marks) + ".",
        f"- Start of `zhengwu --help`: {statistics.median(start):.0f} ms (best {start[0]:.0f}).",
        f"- Start of `python -c pass`: {statistics.median(bare):.0f} ms.",
        f"- {cores} processes of plain arithmetic: {measures.parallel_limit(cores):.2f} × one core, just now.",
    ]  # fmt: skip


def write(results: str, begin: str) -> None:
    """Puts the results between the marks in README.md."""
    before, _, rest = README.read_text("utf-8").partition(begin)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{begin}\n\n{results}\n\n{END}{after}", "utf-8")
    say(f"benchmarks: written to {README}")


def reports(arguments: argparse.Namespace, cores: int) -> list[list[str]]:
    """The statute: reading, checking, and the yardsticks."""
    share = 10 if arguments.quick else 1
    with tempfile.TemporaryDirectory(prefix="zhengwu-bench-") as place:
        folder = Path(place)
        return [kinds_table(folder, share, cores), yardsticks_table(folder), single_figures(folder, share, cores)]


def records(arguments: argparse.Namespace, cores: int) -> list[list[str]]:
    """The records: engine, steps, lists and the year's report, API."""
    begun = time.monotonic()
    groups = tables.GROUPS | {"worklist": partial(tables.worklist, keep=arguments.keep)}
    parts = [groups[name](arguments.quick, say) for name in arguments.only or groups]
    limit = measures.parallel_limit(cores)
    last = [
        f"- {cores} processes of plain arithmetic: {limit:.2f} × one core, just now.",
        f"- All of this took {time.monotonic() - begun:.0f} s.",
    ]
    return [*parts, last]


def crash(arguments: argparse.Namespace, _: int) -> list[list[str]]:
    """Writers killed in the middle of their work."""
    return [tables.crash(20 if arguments.quick else arguments.kills, arguments.seed, say)]


def inspection(arguments: argparse.Namespace, _: int) -> list[list[str]]:
    """Files inspected before release, hostile ones among them."""
    from benchmarks.inspection import inspection as measured

    return measured(10 if arguments.quick else 1, say)


def screens(arguments: argparse.Namespace, _: int) -> list[list[str]]:
    """Pages in a browser."""
    from benchmarks.screens import screens as measured

    return [measured(3 if arguments.quick else 9, say)]


def search(arguments: argparse.Namespace, _: int) -> list[list[str]]:
    """Search in publications."""
    from benchmarks.search import search as measured

    return [measured(10_000 if arguments.quick else arguments.rows, arguments.on, arguments.quick, say)]


def published(arguments: argparse.Namespace, _: int) -> list[list[str]]:
    """Published pages beside a bare view; lists and data of the register."""
    from benchmarks.published import published as measured

    return measured(5_000 if arguments.quick else 600_000, 20 if arguments.quick else 100, say)


def importing(arguments: argparse.Namespace, _: int) -> list[list[str]]:
    """Imports at volume."""
    from benchmarks.importing import importing as measured

    sizes = (10_000,) if arguments.quick else (100_000, 600_000) if arguments.full else (100_000,)
    return [measured(sizes, arguments.on, say)]


WHAT = {
    "reports": reports,
    "records": records,
    "crash": crash,
    "screens": screens,
    "inspection": inspection,
    "search": search,
    "importing": importing,
    "published": published,
}


def main() -> None:
    """Measures what is asked for and prints it."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("what", nargs="?", choices=WHAT, default="reports", help="which benchmarks")
    parser.add_argument("--quick", action="store_true", help="a tenth of the work: to see that it runs, not to measure")
    parser.add_argument("--write", action="store_true", help="put the results into benchmarks/README.md")
    parser.add_argument("--only", nargs="+", choices=tables.GROUPS, help="of the records, these groups only")
    parser.add_argument("--keep", type=Path, help="of the worklists: the folder where their ledgers are kept")
    parser.add_argument("--rows", type=int, default=600_000, help="of search: how many")
    parser.add_argument("--full", action="store_true", help="of imports: 600,000 rows as well")
    parser.add_argument("--on", choices=("", "sqlite", "postgresql"), default="", help="of both: one database")
    parser.add_argument("--kills", type=int, default=1000, help="how many writers are killed on each database")
    parser.add_argument("--seed", type=int, default=1, help="of the moments at which they are killed")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers are stopped and folders removed
    machine = measures.machine()
    head = f"{machine['cores']} cores of {machine['cpu']}, {machine['memory']} GB, Python {machine['python']}."
    parts = [[head], *WHAT[arguments.what](arguments, machine["cores"])]
    results = "\n\n".join("\n".join(lines) for lines in parts)
    print(results)
    if arguments.write:
        write(results, BEGINS[arguments.what])


if __name__ == "__main__":
    main()
