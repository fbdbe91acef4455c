"""A long import as one watches it: a bar on a terminal, a line now and then elsewhere; on standard error."""

import sys
import time
from types import TracebackType

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

EVERY = 5.0  # seconds between two lines where there is no terminal


class Watch:
    """How far an import is: rows, rows a second, faulty ones, and how long it will take."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.faulty = self.first = self.rows = 0
        self.began = self.last = time.monotonic()
        self.bar: Progress | None = None
        if sys.stderr.isatty():
            rows, wrong = ("rows/s", "faulty") if lang == "en" else ("行/秒", "有误")
            columns = (
                BarColumn(28),
                MofNCompleteColumn(),
                TextColumn(f"{{task.fields[rate]:,.0f}} {rows} · {wrong} {{task.fields[faulty]:,}}"),
                TimeRemainingColumn(),
            )
            self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self.task = self.bar.add_task("", total=None, rate=0.0, faulty=0)

    def __enter__(self) -> "Watch":
        if self.bar:
            self.bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.bar:
            self.bar.stop()

    def begin(self, rows: int, faulty: int) -> None:
        """That it goes on after so many rows."""
        self.first, self.faulty = rows, faulty

    def __call__(self, rows: int, expected: int, faulty: int) -> None:
        """That so many rows are done, of about so many; and how many more were faulty."""
        moment = time.monotonic()
        self.faulty += faulty
        rate = (rows - self.first) / max(moment - self.began, 0.001)
        if self.bar:
            total = max(expected, rows)
            self.bar.update(self.task, completed=rows, total=total, rate=rate, faulty=self.faulty)
        elif moment - self.last >= EVERY:
            self.last = moment
            left = max(expected - rows, 0) / max(rate, 1)
            zh = f"已处理 {rows:,}/{expected:,} 行，{rate:,.0f} 行/秒，有误 {self.faulty:,}，约余 {left:,.0f} 秒"
            en = f"{rows:,} of {expected:,} rows, {rate:,.0f} rows/s, {self.faulty:,} faulty, some {left:,.0f} s left"
            click.echo(f"zhengwu: {en if self.lang == 'en' else zh}", err=True)
