"""One process, one core, after start: CPU time a report for reading, for checking, and for the yardsticks.

Run in a process of its own: `python -m benchmarks.single NAME FOLDER`; prints milliseconds as JSON.
"""

import io
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.inputs import reports
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.readers import read_bytes


def lxml_cells(content: bytes) -> object:
    """The machine's own limit for HTML: parse it and touch the text of every cell."""
    import lxml.html

    return [cell.text_content() for cell in lxml.html.fromstring(content).iter("td", "th")]


def pandas_tables(content: bytes) -> object:
    """What most people would write for HTML."""
    import pandas

    return pandas.read_html(io.BytesIO(content))


def openpyxl_cells(content: bytes) -> object:
    """What most people would write for XLSX."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return [list(sheet.values) for sheet in book]


def zhengwu_read(content: bytes) -> object:
    """Our reader, from bytes to a report."""
    return read_bytes(content, "report")


WORK: dict[str, Callable[[bytes], object]] = {
    "zhengwu": zhengwu_read,
    "lxml": lxml_cells,
    "pandas": pandas_tables,
    "openpyxl": openpyxl_cells,
}


def median_ms(work: Callable[[bytes], object], contents: list[bytes]) -> float:
    """The median CPU time of `work` in milliseconds, after a first round that warms up."""
    times = []
    for number, content in enumerate((*contents[:5], *contents)):
        begun = time.process_time()
        work(content)
        if number >= 5:
            times.append((time.process_time() - begun) * 1000)
    return statistics.median(times)


def checks_per_second(count: int = 10_000) -> float:
    """How many reports a second are checked, each against last year's, in one process."""
    now, before = list(reports(200)), list(reports(200, 2022))
    check(now[0], last_year=before[0])
    begun = time.process_time()
    for number in range(count):
        check(now[number % 200], last_year=before[number % 200])
    return count / (time.process_time() - begun)


def main() -> None:
    """Measures what the command line names."""
    if sys.argv[1] == "checks":
        print(json.dumps(checks_per_second()))
        return
    contents = [path.read_bytes() for path in sorted(Path(sys.argv[2]).iterdir())[:200]]
    print(json.dumps(median_ms(WORK[sys.argv[1]], contents)))


if __name__ == "__main__":
    main()
