"""Makes a report of a document: walks its blocks once, settles the tables, finds parts, title, body, year and day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from zhengwu.statute.report.formats import Format, format_for_year, formats
from zhengwu.statute.report.model import Kind, Part, Report, Table, Unread
from zhengwu.statute.report.readers.document import Document, Grid, Line
from zhengwu.statute.report.readers.flat import FlatReader
from zhengwu.statute.report.readers.lexicon import Lexicon, lexicon
from zhengwu.statute.report.readers.masthead import find_agency, find_published, find_title, find_year
from zhengwu.statute.report.readers.numbers import is_value, read_value
from zhengwu.statute.report.readers.parts import find_parts, heading_of, part_texts
from zhengwu.statute.report.readers.settle import Settled, settle
from zhengwu.statute.report.readers.stated import stated_none
from zhengwu.statute.report.readers.tables import TableReader
from zhengwu.statute.report.readers.words import normal

LONGEST_LABEL = 30  # characters of a line that may be a label or a value
LEAST_LABELS = 25  # words of a form among the lines of a text, before it can be said that none repeats


def read_document(document: Document, source: str = "") -> Report:
    """The report in a document."""
    words = lexicon()
    newest = formats()[-1]
    walk = _Walk(words, newest)
    walk.run(document)
    lines, used = walk.lines, frozenset(walk.used)
    headings = find_parts(newest, lines, walk.first_row, used)
    parts, before = part_texts(lines, headings, used)
    preface = "\n".join(before)
    overview = parts["overview"].text if "overview" in parts else "\n".join(line.text for line in lines[:40])
    title = find_title(before or [line.text for line in lines[:20]], document.title)
    year = find_year(title, preface, overview)
    hint = (format_for_year(year) if year else None) or newest
    spoilt = "lines_removed" if _lines_removed(walk) else ""
    settled = settle(words, walk.tables.attempts, walk.tables.heads, hint, spoilt)
    form = _form(settled, hint)
    silent = {key: part for key, part in parts.items() if key not in walk.figured}
    tables = {key: _or_stated(form, key, settled, silent) for key in settled.tables}
    remarks = [Unread("", None, (), remark) for remark in (*document.remarks, *([spoilt] if spoilt else []))]
    return Report(
        agency=find_agency(title, preface, overview),
        year=year,
        format=form.key,
        tables=tables,
        parts=parts,
        title=title,
        preface="\n".join(text for text in before if not _repeats(title, text)),
        published_on=find_published([line.text for line in lines], year),
        unread=(*settled.unread, *remarks),
        source=source,
        source_kind=document.kind,
    )


def _repeats(title: str, text: str) -> bool:
    """Whether a line is the title again, or a piece of it."""
    word = normal(text)
    return len(word) > 3 and word in normal(title)


class _Walk:
    """One pass over the blocks: tables to the table reader, the rest kept as lines with their index."""

    def __init__(self, words: Lexicon, form: Format) -> None:
        self.form = form
        self.tables = TableReader(words, self._part)
        self.flat = FlatReader(self.tables)
        self.lines: list[Line] = []
        self.used: set[int] = set()
        self.figured: set[str] = set()  # parts in which lone figures stand, placed or not
        self.first_row: dict[str, int] = {}  # table → index of the line before which it begins

    def run(self, document: Document) -> None:
        """Walks all blocks in reading order."""
        for block in document.blocks:
            if isinstance(block, Grid):
                self._grid(block)
            else:
                self._line(block)
        self.flat.close()
        self._note_first()

    def _part(self, text: str) -> str | None:
        found = heading_of(self.form, text)
        return found[0] if found and found[1] >= 2 else None

    def _line(self, line: Line) -> None:
        part = self._part(line.text)
        if part:
            self.flat.enter()
            self._note_first()
            self.tables.enter(part)
        else:
            self.flat.line(line)
            self._note_first()
            figure = read_value(line.text).kind in (Kind.NUMBER, Kind.ZERO, Kind.DASH)
            if figure and self.tables.part:
                self.figured.add(self.tables.part)
            row = any(attempt.place is line.place for attempt in self.tables.attempts[-2:])
            if figure or row or self.tables.lexicon.sense(line.text).known:
                self.used.add(len(self.lines))
        self.lines.append(line)

    def _grid(self, grid: Grid) -> None:
        self.flat.hand_over()
        for cells, used in self.tables.grid(grid):
            self._note_first()
            if used:
                continue
            alone = sum(bool(cell.text.strip()) for cell in cells) == 1
            for cell in cells:
                for text in filter(str.strip, cell.text.split("\n")):
                    line = Line(text, grid.place._replace(row=cell.row + 1))
                    if alone:
                        self._line(line)
                    else:
                        self.lines.append(line)
            self.flat.close()
        self._note_first()

    def _note_first(self) -> None:
        for attempt in self.tables.attempts[-3:]:
            self.first_row.setdefault(attempt.table, len(self.lines))


def _form(settled: Settled, hint: Format) -> Format:
    """The report's form: that of the first table which could tell."""
    by_key = {form.key: form for form in formats()}
    for table in settled.tables.values():
        if table.cells:
            return by_key.get(table.format, hint)
    return hint


def _or_stated(form: Format, key: str, settled: Settled, parts: Mapping[str, Part]) -> Table:
    """The table as read; where there is none, as its part's sentence states it. `parts` are those without figures."""
    table = settled.tables[key]
    if table.cells or any(item.table == key for item in settled.unread):
        return table
    if not form.has(key):
        return table
    spec = form.table(key)
    part = parts.get(spec.part)
    if part is None:
        return replace(table, format=form.key)
    stated = stated_none(spec, part.text, part.place)
    return replace(stated, format=form.key) if stated else replace(table, format=form.key)


def _lines_removed(walk: _Walk) -> bool:
    """Whether repeated lines were taken out of a text: words that every form repeats stand in it only once."""
    return _repeats_missing(walk.tables.lexicon, walk.lines)


def _repeats_missing(words: Lexicon, lines: Sequence[Line]) -> bool:
    short = [text for line in lines if len(text := line.text.strip()) < LONGEST_LABEL]
    if len(set(short)) < len(short) * 0.9:
        return False
    labels = [text for text in short if words.sense(text).known]
    values = [text for text in short if is_value(read_value(text))]
    return len(labels) >= LEAST_LABELS and len(set(labels)) == len(labels) and len(set(values)) == len(values)
