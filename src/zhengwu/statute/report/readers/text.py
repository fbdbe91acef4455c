"""Reads plain text and Markdown: lines with pipes or tabs become grids, all other lines stay lines."""

import re

from zhengwu.statute.report.readers.document import Document, Draft, Span
from zhengwu.statute.report.readers.words import one_line

_RULE = re.compile(r"^[\s|:+=\-–—─━┄┈]+$")
_PADDING = re.compile(r"^\s*\|[\s|]*$")  # a line of nothing but empty cells
_EMPHASIS = re.compile(r"(\*\*|__|`)")
_MARK = re.compile(r"^(#{1,6}\s+|>\s?|[-*+]\s+(?=[\u4e00-\u9fff（(\[]))")
_BOXES = str.maketrans("│┃║｜￨¦", "||||||")


def read_text(text: str) -> Document:
    """The document in a text. Runs of lines with pipes (or tabs) are grids whose columns are not to be trusted."""
    draft = Draft()
    rows: list[list[Span]] = []
    first = 0
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        if _PADDING.match(line):
            continue
        cells = _cells(line)
        if cells is None and rows and _RULE.match(line) and line.strip():
            continue
        if cells is None:
            if rows and line.strip():
                _flush(draft, rows, first)
            draft.lines = number - 1
            draft.line(_plain(line))
            continue
        if not rows:
            first = number
        rows.append([Span(_EMPHASIS.sub("", cell).strip()) for cell in cells])
    _flush(draft, rows, first)
    return Document("text", tuple(draft.blocks))


def _flush(draft: Draft, rows: list[list[Span]], first: int) -> None:
    """Ends a run of lines with pipes: a grid, or plain lines where no line holds two texts (pipes are then padding)."""
    if not rows:
        return
    draft.lines = first - 1
    if max(sum(bool(span.text) for span in row) for row in rows) > 1:
        draft.lines = first
        draft.grid(list(rows), aligned=False)
    else:
        for row in rows:
            draft.line("".join(span.text for span in row))
    rows.clear()


def _plain(line: str) -> str:
    text = _EMPHASIS.sub("", _MARK.sub("", line.strip()))
    return one_line(text) if "\t" not in text else text


def _cells(line: str) -> list[str] | None:
    """The cells of a line that is a table row; None for a line of text, an empty list never."""
    line = line.translate(_BOXES)
    for mark in ("|", "\t"):
        if line.count(mark) >= (1 if mark == "|" else 2) and not _RULE.match(line):
            pieces = line.strip(" \n").split(mark) if mark == "|" else line.split(mark)
            if mark == "|" and not pieces[0].strip() and line.lstrip().startswith("|"):
                pieces = pieces[1:]
                if pieces and not pieces[-1].strip():
                    pieces = pieces[:-1]
            return pieces or [""]
    return None
