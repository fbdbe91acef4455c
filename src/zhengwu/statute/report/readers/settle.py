"""Weighs the attempts: which form each table follows, rows whose label was spoilt, tables printed twice.

What is left over is not dropped: it becomes `Unread`, with the raw texts and the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from zhengwu.statute.report.compose import status_of
from zhengwu.statute.report.formats import Format
from zhengwu.statute.report.model import Cell, Key, Kind, Table, TableStatus, Unread
from zhengwu.statute.report.readers.heads import Head, block_columns
from zhengwu.statute.report.readers.lexicon import Lexicon, sole_columns
from zhengwu.statute.report.readers.tables import Attempt
from zhengwu.statute.report.readers.words import core

LIKE_IN_GAP = 40.0  # how like a spoilt label must be where its neighbours leave only one row for it


@dataclass(slots=True)
class Settled:
    """The tables as read, and what could not be placed."""

    tables: dict[str, Table] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)


def settle(
    lexicon: Lexicon, attempts: Sequence[Attempt], heads: Sequence[Head], hint: Format, spoilt: str = ""
) -> Settled:
    """The tables of a document. `hint` is the form to take where nothing tells; `spoilt` a reason to refuse all."""
    settled = Settled()
    keys = list(dict.fromkeys(table.key for form in lexicon.forms for table in form.tables))
    for key in keys:
        own = [attempt for attempt in attempts if attempt.table == key]
        form, certain = choose_form(lexicon, key, own, heads, hint)
        hint = form if certain else hint
        if spoilt:
            own = [replace(attempt, cells={}, reason=spoilt) for attempt in own]
        name_spoilt_rows(lexicon, form, key, own)
        _settle_table(lexicon, form, key, own, settled, headed=any(head.table == key for head in heads))
    return settled


def choose_form(
    lexicon: Lexicon, table: str, attempts: Sequence[Attempt], heads: Sequence[Head], hint: Format
) -> tuple[Format, bool]:
    """The form that the printed rows and heads fit best, and whether they could tell; else `hint`."""
    scores: dict[str, float] = {}
    for form in lexicon.forms:
        if not form.has(table):
            continue
        spec = form.table(table)
        score = 0.0
        for attempt in attempts:
            found = spec.find(attempt.row) if attempt.row else None
            if found:
                fits = not attempt.head or set(block_columns(form, table, attempt.row or "")) <= set(attempt.head.columns)
                score += (0.5 if found[1].optional else 1.0) if fits else 0.0
        blocks = [{column.key for column in block.columns} for block in spec.blocks]
        score += 0.25 * sum(head.table == table and set(head.columns) in blocks for head in heads)
        scores[form.key] = score
    if not scores:
        return hint, False
    best = max(scores.values())
    leaders = [form for form in lexicon.forms if scores.get(form.key) == best]
    if hint in leaders:
        return hint, len(leaders) == 1 and best > 0
    return leaders[-1], best > 0 and len(leaders) == 1


def name_spoilt_rows(lexicon: Lexicon, form: Format, table: str, attempts: list[Attempt]) -> None:
    """Gives rows with a spoilt label the row that their neighbours leave for them, if it is at all like it."""
    if not form.has(table) or form.table(table).layout == "across":
        return
    order = [row.key for _, row in form.table(table).lines() if not row.optional]
    seen = {attempt.row for attempt in attempts}
    start = 0
    while start < len(attempts):
        if attempts[start].row is not None or not attempts[start].label:
            start += 1
            continue
        end = start
        while end < len(attempts) and attempts[end].row is None and attempts[end].label:
            end += 1
        before = attempts[start - 1].row if start else None
        after = attempts[end].row if end < len(attempts) else None
        _name_gap(lexicon, table, attempts[start:end], _between(order, before, after, seen))
        start = end


def _between(order: list[str], before: str | None, after: str | None, seen: set[str | None]) -> list[str]:
    """The rows of the form between two rows, if none of them was seen elsewhere."""
    first = order.index(before) + 1 if before in order else (0 if before is None else len(order))
    last = order.index(after) if after in order else (len(order) if after is None else 0)
    gap = order[first:last]
    return [] if any(row in seen for row in gap) else gap


def _name_gap(lexicon: Lexicon, table: str, attempts: list[Attempt], gap: list[str]) -> None:
    if len(gap) != len(attempts):
        return
    for attempt, row in zip(attempts, gap, strict=True):
        likely = dict(lexicon.likely_rows(core(attempt.label), table))
        if likely.get(row, 0.0) >= LIKE_IN_GAP and likely[row] >= max(likely.values()) - 5:
            attempt.row = row


def _settle_table(lexicon: Lexicon, form: Format, table: str, attempts: list[Attempt], settled: Settled, headed: bool) -> None:
    placed: list[tuple[Attempt, dict[Key, Cell]]] = []
    unread: list[Unread] = []
    sole = sole_columns(lexicon, table)
    for attempt in attempts:
        cells = _cells(form, table, attempt, headed or bool(sole))
        if cells:
            placed.append((attempt, cells))
        elif any(figure.raw.strip() for figure in attempt.figures):
            reason = _miscount(attempt, sole) or attempt.reason or ("unknown_row" if attempt.row is None else "no_head")
            unread.append(Unread(table, attempt.row, _raw(attempt), reason, attempt.place))
    cells, clash = _merge(placed)
    if clash:
        first = placed[0][0]
        unread.append(Unread(table, None, _raw(first), "conflict", first.place))
    unread = [item for item in unread if item.row is None or not any(row == item.row for row, _ in cells)]
    status = TableStatus.UNREAD if unread and not cells else status_of(form, table, cells)
    settled.tables[table] = Table(table, form.key, status, cells)
    settled.unread.extend(unread)


def _miscount(attempt: Attempt, sole: tuple[str, ...]) -> str:
    """For a row without head whose columns are known all the same: which way its count of figures is wrong."""
    if attempt.reason != "no_head" or not sole or not attempt.figures:
        return ""
    return "too_few" if len(attempt.figures) < len(sole) else "too_many"


def _cells(form: Format, table: str, attempt: Attempt, headed: bool) -> dict[Key, Cell]:
    """The attempt's cells by (row, column) as far as the form has them."""
    if attempt.cells and attempt.head and attempt.head.across:
        pairs = ((key.split("/", 1), cell) for key, cell in attempt.cells.items())
        return {(key[0], key[1]): cell for key, cell in pairs}
    if attempt.row is None:
        return {}
    columns = block_columns(form, table, attempt.row)
    if attempt.cells and set(columns) <= set(attempt.cells) and columns:
        return {(attempt.row, column): attempt.cells[column] for column in columns}
    if attempt.reason == "no_head" and headed and columns and len(attempt.figures) == len(columns):
        return {(attempt.row, column): cell for column, cell in zip(columns, attempt.figures, strict=True)}
    return {}


def _raw(attempt: Attempt) -> tuple[str, ...]:
    return tuple(figure.raw for figure in attempt.figures)


def _merge(placed: list[tuple[Attempt, dict[Key, Cell]]]) -> tuple[dict[Key, Cell], bool]:
    """All cells in one table. A table printed again must say the same, or be blank; else nothing of it is taken."""
    merged: dict[Key, Cell] = {}
    for _, cells in placed:
        for key, cell in cells.items():
            known = merged.get(key)
            if known is None or known.kind is Kind.BLANK:
                merged[key] = cell
            elif cell.kind is not Kind.BLANK and (cell.value, cell.kind) != (known.value, known.kind):
                return {}, True
    return merged, False
