"""Reads plain text and Markdown: lines with pipes or tabs become grids, all other lines stay lines."""

import re
from dataclasses import dataclass, field

from zhengwu.statute.report.readers.document import Document, Draft, Span
from zhengwu.statute.report.readers.errors import Unreadable
from zhengwu.statute.report.readers.files.limits import MOST_LINES, check_rows, check_text, too_large
from zhengwu.statute.report.readers.words import one_line

_RULE = re.compile(r"[\s|:+=\-─━┄┈]+")  # |---|:-:|, +----+
_STROKES = re.compile(r"--|==|[─━┄┈]{2}")
_PADDING = re.compile(r"^\s*\|[\s|]*$")  # a line of nothing but empty cells
_EMPHASIS = re.compile(r"(\*\*|__|`)")
_MARK = re.compile(r"^(?:#{1,6}\s+|(?:>\s?|[-*+]\s+)(?=[\u4e00-\u9fff（(\[]))")
_BOXES = str.maketrans("│┃║｜￨¦", "||||||")


def read_text(text: str) -> Document:
    """The document in a text. Runs of lines with pipes or tabs are grids; only Markdown's columns mean something."""
    text = check_text(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    if text.count("\n") > MOST_LINES:
        raise too_large("文本", "The text")
    run = _Run(Draft())
    for number, line in enumerate(text.split("\n"), 1):
        if _PADDING.match(line):
            continue
        if run.rows and _is_rule(line):
            run.ruled = True
            continue
        cells = _cells(line)
        if cells is not None:
            run.add(number, cells)
        else:
            if line.strip():
                run.end()
            run.draft.lines = number - 1
            run.draft.line(_plain(line))
    run.end()
    if not run.draft.blocks:
        raise Unreadable("empty", "文件中没有可读的文字。", "The file holds no readable text.")
    return Document("text", tuple(run.draft.blocks))


@dataclass(slots=True)
class _Run:
    """Lines with pipes or tabs, one after the other."""

    draft: Draft
    rows: list[list[Span]] = field(default_factory=list)
    first: int = 0
    ruled: bool = False  # a rule under the head was seen: Markdown

    def add(self, number: int, cells: list[str]) -> None:
        """Takes one line's cells."""
        if not self.rows:
            self.first = number
        self.rows.append([Span(_EMPHASIS.sub("", cell).strip()) for cell in cells])

    def end(self) -> None:
        """Ends the run: a grid, or plain lines where no line holds two texts (pipes are then padding)."""
        if not self.rows:
            return
        if max(sum(bool(span.text) for span in row) for row in self.rows) > 1:
            self.draft.text_grid(check_rows(self.rows), self.first, aligned=self.ruled)
        else:
            self.draft.lines = self.first - 1
            for row in self.rows:
                self.draft.line("".join(span.text for span in row))
        self.rows, self.ruled = [], False


def _is_rule(line: str) -> bool:
    return bool(_STROKES.search(line) and _RULE.fullmatch(line.translate(_BOXES)))


def _plain(line: str) -> str:
    text = _EMPHASIS.sub("", _MARK.sub("", line.strip()))
    return one_line(text) if "\t" not in text else text


def _cells(line: str) -> list[str] | None:
    """The cells of a line that is a table row; None for a line of text, an empty list never."""
    line = line.translate(_BOXES)
    for mark in ("|", "\t"):
        if line.count(mark) >= (1 if mark == "|" else 2) and not _is_rule(line):
            pieces = line.strip(" \n").split(mark) if mark == "|" else line.split(mark)
            if mark == "|" and not pieces[0].strip() and line.lstrip().startswith("|"):
                pieces = pieces[1:]
                if pieces and not pieces[-1].strip():
                    pieces = pieces[:-1]
            return pieces or [""]
    return None
