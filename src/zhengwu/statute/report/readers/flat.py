"""Reads tables from running text: one value a line, or a label and its values on one line.

Spans and blank cells are lost in such text, so a row is only placed when it holds exactly as many values as columns.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from zhengwu.statute.report.model import Cell, Place
from zhengwu.statute.report.readers.document import Line
from zhengwu.statute.report.readers.heads import Head, HeadCell, find_head
from zhengwu.statute.report.readers.lexicon import Sense, is_long, sole_columns
from zhengwu.statute.report.readers.numbers import is_value, read_value
from zhengwu.statute.report.readers.rows import Placing
from zhengwu.statute.report.readers.tables import TableReader
from zhengwu.statute.report.readers.words import core

MOST_IDLE = 3  # rows named one after the other without figures, before labels and figures are taken to come apart
MOST_JOINED = 4  # a label may be broken over so many lines
_PAGE_MARK = re.compile(
    r"^\s*(?:[-–—－·~]{1,2}\s*\d{1,3}\s*[-–—－·~]{1,2}|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?)\s*$"
)
_UNIT = re.compile(r"(\d)[ \u00a0\u3000]+(万元|亿元|元|件|项|条|个|份|次|宗|起)(?=\s|$)")
_NUMBER = re.compile(r"^\d{1,2}[.、]?$")
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")


@dataclass(slots=True)
class FlatReader:
    """Feeds lines to a table reader; call `line` in order and `close` at the end."""

    tables: TableReader
    texts: list[tuple[str, Place]] = field(default_factory=list)
    figures: list[Cell] = field(default_factory=list)
    serial: bool = False  # whether the table in hand has a first column 序号
    lost: bool = False  # whether labels and figures of the table in hand come apart

    def line(self, line: Line) -> None:
        """Takes one line of text. Page numbers that say so (- 3 -) may stand anywhere, even within a row."""
        if _PAGE_MARK.match(line.text):
            return
        if is_long(line.text):
            self.close()
            self.texts.clear()
            return
        for text, value in tokens(self.tables, line.text):
            if value is not None:
                self.figures.append(value.at(line.place))
            else:
                self._text(text, line.place)
        if len(self.figures) > 1 and self.texts and self.texts[-1][1] is line.place:
            self._figures_end()  # figures on their label's own line end with it

    def _text(self, text: str, where: Place) -> None:
        self._figures_end()
        sense = self.tables.lexicon.sense(text)
        if sense.title:
            self.tables.title(sense)
            self.texts.clear()
            self.serial = self.lost = False
        self.serial = self.serial or sense.core == "序号"
        self.texts.append((text, where))
        del self.texts[:-60]

    def enter(self) -> None:
        """A part begins: what was known of the table before is over."""
        self.close()
        self.texts.clear()
        self.serial = self.lost = False

    def hand_over(self) -> None:
        """A grid follows: the words right above it may belong to its head."""
        self.close()
        self.tables.older = len(self.tables.waiting)
        for text, _ in self.texts[-2:]:
            sense = self.tables.lexicon.sense(text)
            if sense.rows:
                self.tables.waiting.append(HeadCell(text, sense, -1, 0, 1000))
        self.texts.clear()

    def close(self) -> None:
        """The text ends or is interrupted: figures that wait are settled."""
        self._figures_end()

    def _figures_end(self) -> None:
        if not self.figures:
            return
        figures, self.figures = self.figures, []
        reader = self.tables
        self.lost = self.lost or self._come_apart()
        label, where, used, row = self._label()
        if self._across(figures):
            return
        names_row = any(table == reader.context for table, _ in row.rows) or (bool(row.rows) and not row.columns)
        self._take_head(self.texts[: len(self.texts) - used] if names_row else self.texts)
        table, key = reader.row_of(row, label) if used else ("", None)
        if key is not None and (reader.head is None or reader.head.table != table):
            reader.headless(table, key, label, figures, where, "order_lost" if self.lost else "no_head")
        elif key is not None:
            self._attempt(key, label, figures, where)
        elif reader.head is None:
            reader.bare(figures, figures[0].place or Place())
        elif core(label) and used == 1 and _near(figures, where):
            self._attempt(None, label, figures, where)
        self.texts.clear()

    def _come_apart(self) -> bool:
        """Whether rows were named one right after the other without figures, as in text that lost its order."""
        lexicon = self.tables.lexicon
        rows = [lexicon.sense(text).rows for text, _ in self.texts]
        pairs = [below for above, below in pairwise(rows) if above and below and above != below]
        sole = sum(any(sole_columns(lexicon, table) for table, _ in below) for below in pairs)
        return sole > MOST_IDLE or len(pairs) > sole

    def _across(self, figures: list[Cell]) -> bool:
        """Takes the figures as a line under a head that names rows too, if the texts before them end in such a head."""
        head = self._head(self.texts) if self.texts else self.tables.head
        if head is None or not head.across or not self._ends_in(head):
            return False
        if self.texts:
            self.tables.take(head)
            self.texts.clear()
        self._attempt(None, "", figures, figures[0].place or Place())
        return True

    def _ends_in(self, head: Head) -> bool:
        """Whether the last text is a word of that head, so that no label stands between it and the figures."""
        if not self.texts:
            return True
        last = self.tables.lexicon.sense(self.texts[-1][0])
        return any(table == head.table for table, _ in last.columns | last.rows)

    def _label(self) -> tuple[str, Place, int, Sense]:
        """The label in front of the figures: its text and place, from how many pieces, and its meaning."""
        joined = ""
        for count, (text, where) in enumerate(reversed(self.texts[-MOST_JOINED:]), 1):
            joined = text + joined
            sense = self.tables.lexicon.sense(joined)
            if sense.rows and (count == 1 or sense.likeness >= 90.0):
                return joined, where, count, sense
        if self.texts:
            text, where = self.texts[-1]
            return text, where, 1, self.tables.lexicon.sense(text)
        return "", Place(), 0, Sense("")

    def _take_head(self, texts: list[tuple[str, Place]]) -> None:
        head = self._head(texts)
        if head:
            self.tables.take(head)

    def _head(self, texts: list[tuple[str, Place]]) -> Head | None:
        sense = self.tables.lexicon.sense
        cells = [HeadCell(text, sense(text), where.line or 0, number) for number, (text, where) in enumerate(texts)]
        if any(cell.sense.columns for cell in cells) or self.tables.loose or len(cells) > 2:
            return find_head(self.tables.lexicon, cells, aligned=False)
        return None

    def _attempt(self, row: str | None, label: str, figures: list[Cell], where: Place) -> None:
        head = self.tables.head
        assert head is not None
        wanted = len(head.slots)
        if self.lost:
            self.tables.add(row, label, figures, Placing(reason="order_lost"), where)
            return
        if self.serial and len(figures) == wanted + 1:
            figures = figures[:-1]  # the next row's number
        reason = "" if len(figures) == wanted else ("too_few" if len(figures) < wanted else "too_many")
        placing = Placing((), reason if wanted else "head_order") if reason or not wanted else Placing(tuple(figures))
        self.tables.add(row, label, figures, placing, where)


def tokens(reader: TableReader, text: str) -> list[tuple[str, Cell | None]]:
    """The labels and values of a line, in order: (text, None) or (raw, value). A line of narrative is one text."""
    whole = read_value(text)
    if is_value(whole):
        return [(text, whole)]
    text = _UNIT.sub(r"\1\2", text)
    pieces = [piece for piece in _SPACES.split(text.strip()) if piece]
    if len(pieces) == 1:
        return [(text.strip(), None)]
    if _NUMBER.match(pieces[0]) and reader.lexicon.sense(_until_value(pieces[1:])).rows:
        pieces = pieces[1:]  # the row's own number
    values = [read_value(piece) for piece in pieces]
    found: list[tuple[str, Cell | None]] = []
    words: list[str] = []
    for piece, value in zip(pieces, values, strict=True):
        if is_value(value):
            found += _labels(reader, words)
            words = []
            found.append((piece, value))
        else:
            words.append(piece)
    if words and found:  # text behind values: another table beside this one, or narrative
        behind = _labels(reader, words)
        return found + behind if all(reader.lexicon.sense(label).known for label, _ in behind) else [(text, None)]
    return found + _labels(reader, words) if words else found


def _until_value(pieces: list[str]) -> str:
    """The words before the first value, joined."""
    return "".join(takewhile(lambda piece: not is_value(read_value(piece)), pieces))


def _labels(reader: TableReader, words: list[str]) -> list[tuple[str, Cell | None]]:
    """The labels that words in a row make: one, spaced out; or several; or one behind words that are none."""
    joined = "".join(words)
    if len(words) < 2 or reader.lexicon.sense(joined).known:
        return [(joined, None)] if words else []
    known = sum(reader.lexicon.sense(word).known for word in words)
    if known >= 2 and known * 2 >= len(words):
        return [(word, None) for word in words]
    for start in range(1, len(words)):
        if reader.lexicon.sense("".join(words[start:])).rows:
            return [("".join(words[:start]), None), ("".join(words[start:]), None)]
    return [(joined, None)]


def _near(figures: list[Cell], where: Place) -> bool:
    """Whether the figures follow the label at once."""
    first = figures[0].place
    return bool(first and first.line and where.line and first.line - where.line <= 4)
