"""Which words of a report are words of a form: rows, columns, heads over columns, block titles, part headings.

A label is found by its core, exactly or as one of its aliases; cut labels by their beginning; misprinted ones by
likeness, and then only where nothing else is nearly as like.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from zhengwu.statute.report.formats import Block, Column, Format, Row, TableForm, formats
from zhengwu.statute.report.readers.words import core, normal, squeeze

MOST_SEEN = 20_000  # texts whose meaning is remembered
LIKE = 78.0  # how like (of 100) a misprinted label must be
LEAD = 12.0  # how much more like than the second best
SHORTEST = 4  # a label with fewer characters is never found by likeness
_SENTENCE = re.compile("[。；！？].*[\u4e00-\u9fff]", re.DOTALL)  # no label holds the end of a sentence
_LATIN = re.compile(r"\([A-Za-z\u00c0-\u024f]+\)|[A-Za-z\u00c0-\u024f]+")  # pinyin
_INSIDE = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]+)[)\]】〕]")
LONGEST = 80  # no label is longer, explanations in brackets not counted


@dataclass(frozen=True, slots=True)
class Sense:
    """What a label may mean. `rows` are (table, row), `columns` (table, column); `likeness` is 100 for an exact fit."""

    core: str
    rows: frozenset[tuple[str, str]] = frozenset()
    columns: frozenset[tuple[str, str]] = frozenset()
    head: bool = False  # a word that stands over columns or before rows, or a block's title or stub
    title: bool = False  # the title of a block: a new head follows
    likeness: float = 100.0

    @property
    def known(self) -> bool:
        """Whether the label is any word of a form."""
        return bool(self.rows or self.columns or self.head)


@dataclass(slots=True)
class Lexicon:
    """All words of all known forms, by core."""

    forms: tuple[Format, ...]
    rows: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    columns: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)
    titles: dict[str, str] = field(default_factory=dict)  # title in normal form → table
    seen: dict[str, Sense] = field(default_factory=dict, repr=False)
    heads_seen: dict[object, object] = field(default_factory=dict, repr=False)  # what heads.find_head found

    def __post_init__(self) -> None:
        for form in self.forms:
            for table in form.tables:
                self._take_table(table)

    def _take_table(self, table: TableForm) -> None:
        self.heads |= {core(text) for text in (table.corner, table.heading) if text}
        for block in table.blocks:
            if block.title:
                self.titles[normal(block.title)] = table.key
            if block.stub:
                self.heads.add(core(block.stub))
            for column in block.columns:
                self._take(self.columns, table, column)
            for row in block.rows:
                self._take(self.rows, table, row)

    def _take(self, words: dict[str, set[tuple[str, str]]], table: TableForm, line: Row | Column) -> None:
        for label in (line.label, *line.aliases):
            words.setdefault(core(label), set()).add((table.key, line.key))
        self.heads |= {core(label) for label in line.under}

    def sense(self, text: str) -> Sense:
        """What `text` means, as far as it is a label at all."""
        known = self.seen.get(text)
        if known is None:
            if len(self.seen) >= MOST_SEEN:
                self.seen.clear()
            known = self.seen[text] = _sense(self, text)
        return known

    def likely_rows(self, word: str, table: str) -> list[tuple[str, float]]:
        """The rows of `table` by likeness to `word`, best first."""
        scored: dict[str, float] = {}
        for label, meanings in self.rows.items():
            for found, row in meanings:
                if found == table:
                    scored[row] = max(scored.get(row, 0.0), fuzz.ratio(word, label))
        return sorted(scored.items(), key=lambda pair: -pair[1])

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


def _sense(lexicon: Lexicon, text: str) -> Sense:
    word = core(text) if len(text) <= 4 * LONGEST and not _SENTENCE.search(text) else ""
    if not word or len(word) > LONGEST:
        return Sense(word)
    if title := _block_title(lexicon, text):
        return Sense(title, head=True, title=True)
    exact = _exact(lexicon, word)
    if exact.known:
        return _with_bracket(lexicon, exact, text) if not (exact.rows or exact.columns) else exact
    if text.rstrip().endswith(("。", "；")):
        return Sense(word)  # a sentence that is like a label is none
    return _cut(lexicon, word, text) or _like(lexicon, word) or Sense(word)


def _exact(lexicon: Lexicon, word: str) -> Sense:
    return Sense(
        word,
        frozenset(lexicon.rows.get(word, ())),
        frozenset(lexicon.columns.get(word, ())),
        word in lexicon.heads,
    )


def _with_bracket(lexicon: Lexicon, head: Sense, text: str) -> Sense:
    """A head that names its row in brackets: 行政诉讼（复议后起诉）."""
    inside = _INSIDE.search(normal(text))
    named = _exact(lexicon, core(inside.group(1))) if inside else head
    return Sense(head.core, named.rows, head.columns, head=True) if named.rows else head


def _block_title(lexicon: Lexicon, text: str) -> str:
    """The block title that `text` is ("第二十条第(五)项", brackets or not), in normal form; else an empty string."""
    plain = _LATIN.sub("", normal(text)).strip("、:：.")
    for title in lexicon.titles:
        if plain == title or plain == title.replace("(", "").replace(")", ""):
            return title
    return ""


def _cut(lexicon: Lexicon, word: str, text: str) -> Sense | None:
    """A label cut short (本年增/, 本年新): every row and column that begins with it. Too short a rest means nothing."""
    if len(word) < 3:
        return None
    columns = frozenset(m for label, ms in lexicon.columns.items() if label.startswith(word) for m in ms)
    rows = frozenset(m for label, ms in lexicon.rows.items() if len(word) >= 5 and label.startswith(word) for m in ms)
    if len({row for _, row in rows}) > 1:
        rows = frozenset()
    if not columns and not rows:
        return None
    return Sense(word, rows, columns, likeness=90.0)


def _like(lexicon: Lexicon, word: str) -> Sense | None:
    """A misprinted label: the one it is most like, if it is like enough and no other is nearly as like."""
    if len(word) < SHORTEST:
        return None
    sense = Sense(word)
    for words in (lexicon.rows, lexicon.columns):
        best = process.extract(word, list(words), scorer=fuzz.ratio, limit=3, score_cutoff=LIKE - LEAD)
        if not best or best[0][1] < LIKE:
            continue
        meanings = frozenset(words[best[0][0]])
        others = [score for label, score, _ in best[1:] if frozenset(words[label]) != meanings]
        if others and best[0][1] - others[0] < LEAD:
            continue
        if words is lexicon.rows:
            sense = Sense(word, meanings, sense.columns, likeness=best[0][1])
        else:
            sense = Sense(word, sense.rows, meanings, likeness=best[0][1])
    return sense if sense.known else None


@lru_cache(maxsize=64)
def _lexicon(forms: tuple[Format, ...]) -> Lexicon:
    return Lexicon(forms)


def lexicon() -> Lexicon:
    """The lexicon of all known forms."""
    return _lexicon(formats())


def blocks_with(lexicon: Lexicon, table: str, row: str) -> list[tuple[Format, Block]]:
    """Each form's block that has `row`, oldest form first."""
    found = []
    for form in lexicon.forms:
        if form.has(table) and (hit := form.table(table).find(row)):
            found.append((form, hit[0]))
    return found


@lru_cache(maxsize=256)
def sole_columns(lexicon: Lexicon, table: str) -> tuple[str, ...]:
    """The columns of a table whose every block in every form has the same; empty where they differ."""
    found = {
        tuple(column.key for column in block.columns)
        for form in lexicon.forms
        if form.has(table)
        for block in form.table(table).blocks
    }
    return found.pop() if len(found) == 1 else ()


def is_long(text: str) -> bool:
    """Whether a text is too long for a label (its brackets not counted), so that it must be narrative."""
    if len(text) <= LONGEST:
        return False
    return len(text) > 4 * LONGEST or (len(squeeze(text)) > LONGEST and len(core(text)) > LONGEST)
