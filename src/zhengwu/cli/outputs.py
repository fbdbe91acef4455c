"""Where the readings of `zhengwu report read` go: tables for people, JSON, CSV or Parquet for machines."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from zhengwu.cli import exits
from zhengwu.cli.readings import Reading, Want
from zhengwu.cli.runs import Effort, readings
from zhengwu.cli.sources import Source
from zhengwu.cli.troubles import Refusal, Trouble, cannot_write
from zhengwu.cli.words import words

if TYPE_CHECKING:
    from zhengwu.statute.report.renderers.facts import Fact


def refusal_line(name: str, refusal: Refusal) -> str:
    """The JSON object of an input that gave no report."""
    import json

    error = {"code": refusal.code, "sentence": refusal.sentence, "gloss": refusal.gloss}
    return json.dumps({"source": name, "error": error}, ensure_ascii=False)


def put_line(line: str) -> None:
    """One line on standard output, in UTF-8 whatever the locale says."""
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")


def complain(name: str, refusal: Refusal, lang: str) -> None:
    """Says on standard error that an input could not be read, and why."""
    sys.stdout.flush()
    sentence = words(lang)("cannot_read", name=name, why=refusal.text(lang))
    sys.stderr.buffer.write(f"zhengwu: {sentence}\n".encode("utf-8", "replace"))
    sys.stderr.flush()


class Outputs:
    """The outputs that one `read` was asked for."""

    def __init__(self, *, as_json: bool, csv: str | None, parquet: Path | None, one: bool, lang: str) -> None:
        if as_json and csv == "-":
            raise Trouble(
                "--json 和 --csv - 都要写到标准输出。请给 --csv 指定文件名。",
                "--json and --csv - both write to standard output. Give --csv a file name.",
            )
        self.as_json, self.csv, self.parquet, self.one, self.lang = as_json, csv, parquet, one, lang
        self.lines: list[Reading] = []
        self.unreadable = 0

    def read(self, sources: Sequence[Source], effort: Effort, *, everything: bool) -> int:
        """Reads the sources and writes every output; returns the exit code."""
        people = not self.as_json and self.csv != "-"
        wants = {
            Want.REPORT: people and self.one,
            Want.FINDINGS: people and self.one,
            Want.JSON: self.as_json,
            Want.CSV: self.csv is not None,
            Want.FACTS: self.parquet is not None,
        }
        bar = people or not sys.stdout.isatty()
        results = readings(sources, {want for want, wanted in wants.items() if wanted}, effort, self.lang, bar=bar)
        with ExitStack() as stack:
            self._write_files(self._pass(results, people), stack)
        if people:
            self._show(everything)
        return exits.UNREADABLE if self.unreadable else exits.CLEAN

    def _pass(self, results: Iterator[Reading], people: bool) -> Iterator[Reading]:
        """Sends each reading on, prints its JSON or its refusal, and keeps what the list for people needs."""
        for reading in results:
            if reading.refusal:
                self.unreadable += 1
                if self.as_json:
                    put_line(refusal_line(reading.name, reading.refusal))
                complain(reading.name, reading.refusal, self.lang)
            elif self.as_json:
                put_line(reading.json)
            elif people:
                self.lines.append(reading)
            yield reading

    def _write_files(self, results: Iterator[Reading], stack: ExitStack) -> None:
        if self.csv is not None:
            results = self._csv(results, stack)
        if self.parquet is None:
            for _ in results:
                pass
            return
        from zhengwu.statute.report.renderers.facts import to_parquet

        write(self.parquet, to_parquet(_facts(results)))

    def _csv(self, results: Iterator[Reading], stack: ExitStack) -> Iterator[Reading]:
        from zhengwu.statute.report.renderers.facts import to_csv

        out = sys.stdout.buffer if self.csv == "-" else stack.enter_context(opened(Path(str(self.csv))))
        out.write(to_csv((), bom=self.csv != "-"))
        for reading in results:
            out.write(reading.csv)
            yield reading

    def _show(self, everything: bool) -> None:
        if not self.lines:
            return
        from zhengwu.cli.lists import show_readings
        from zhengwu.cli.screen import Screen

        screen = Screen(self.lang)
        report = self.lines[0].report
        if self.one and report is not None:
            from zhengwu.cli.sheets import show_report
            from zhengwu.cli.verdicts import counts_text

            show_report(screen, report, everything=everything)
            screen.gap()
            counts = self.lines[0].counts
            screen.line(counts_text(screen, counts) if any(counts) else screen.say("clean"))
            if any(counts):
                screen.line((screen.say("hint_check", name=report.source), "dim"))
            return
        show_readings(screen, self.lines, self.unreadable, everything=everything)


def _facts(results: Iterator[Reading]) -> "Iterator[Fact]":
    for reading in results:
        yield from reading.facts


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """The file opened for writing, or Trouble. It appears whole or not at all; a device is written as it is."""
    part = path if path.exists() and not path.is_file() else path.with_name(f"{path.name}.part")
    try:
        file = part.open("wb")
    except OSError as error:
        raise cannot_write(str(path), error) from error
    try:
        with file:
            yield file
        if part != path:
            part.replace(path)
    finally:
        if part != path:
            part.unlink(missing_ok=True)


def write(path: Path, content: bytes) -> None:
    """Writes a whole file, or raises Trouble."""
    with opened(path) as file:
        file.write(content)
