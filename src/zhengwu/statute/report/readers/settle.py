"""Weighs the attempts: which form each table follows, rows whose label was spoilt, tables printed twice.

What is left over is not dropped: it becomes `Unread`, with the raw texts and the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from zhengwu.statute.report.compose import status_of
from zhengwu.statute.report.formats import Format, TableForm
from zhengwu.statute.report.model import Cell, Key, Kind, Table, TableStatus, Unread
from zhengwu.statute.report.readers.heads import Head, block_columns
from zhengwu.statute.report.readers.lexicon import Lexicon, sole_columns
from zhengwu.statute.report.readers.numbers import is_value
from zhengwu.statute.report.readers.tables import Attempt
from zhengwu.statute.report.readers.words import core, numbering

LONGEST_CUT = 4  # a label with more characters fits one row only
MOST_SLIPS = 2  # rows of one table printed twice with different figures
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
    whole = Settled()
    for key in dict.fromkeys(table.key for form in lexicon.forms for table in form.tables):
        own = _without_blank_copies([attempt for attempt in attempts if attempt.table == key])
        _misnumbered(lexicon, key, own)
        form, certain = choose_form(lexicon, key, own, hint)
        hint = form if certain else hint
        if spoilt:
            own = [replace(attempt, cells={}, reason=spoilt) for attempt in own]
        _out_of_order(form, key, own)
        name_spoilt_rows(lexicon, form, key, own)
        settled = _settle_table(lexicon, form, key, own, any(head.table == key for head in heads))
        whole.tables |= settled.tables
        whole.unread += settled.unread
    return whole


def _without_blank_copies(attempts: list[Attempt]) -> list[Attempt]:
    """The attempts without blank rows, where these may belong to a blank form beside the filled one.

    So it is where a row was printed twice, or where figures were seen whose row is not known: a blank row claims that
    nothing was printed, and must not stand for a row that was printed and could not be read.
    """
    names = [attempt.row for attempt in attempts if attempt.row is not None or not attempt.label]
    printed = [attempt for attempt in attempts if any(is_value(cell) for cell in attempt.figures)]
    unknown = any(attempt.row is None and not attempt.cells for attempt in printed)
    return printed if printed and (unknown or len(set(names)) < len(names)) else attempts


def _may_be_cut(table: TableForm, word: str) -> bool:
    """Whether a label may be the beginning of a longer one."""
    if len(word) > LONGEST_CUT:
        return False
    return any(core(row.label).startswith(word) and core(row.label) != word for _, row in table.lines())


def _misnumbered(lexicon: Lexicon, table: str, attempts: list[Attempt]) -> None:
    """Takes the row from labels that may be cut and carry another row's number: （六）其他 is not 3.其他."""
    short = [attempt for attempt in attempts if attempt.row and len(core(attempt.label)) <= LONGEST_CUT]
    for form in lexicon.forms:
        for attempt in short if form.has(table) else ():
            found = form.table(table).find(attempt.row) if attempt.row else None
            if found and _may_be_cut(form.table(table), core(attempt.label)):
                printed, own = numbering(attempt.label), numbering(found[1].label)
                if printed and own and printed[0].isdigit() != own[0].isdigit():
                    attempt.row, attempt.cells = None, {}


def _out_of_order(form: Format, table: str, attempts: list[Attempt]) -> None:
    """Takes the row from short labels that stand where the form has another row: 2.其他, cut from a longer label."""
    if not form.has(table):
        return
    order = {row.key: number for number, (_, row) in enumerate(form.table(table).lines())}
    known = [attempt for attempt in attempts if attempt.row in order]
    places = [order[attempt.row or ""] for attempt in known]
    for attempt, low, here, high in zip(known[1:], places, places[1:], places[2:], strict=False):
        if low < high and not low <= here <= high and _may_be_cut(form.table(table), core(attempt.label)):
            attempt.row = None
            attempt.cells = {}


def choose_form(lexicon: Lexicon, table: str, attempts: Sequence[Attempt], hint: Format) -> tuple[Format, bool]:
    """The form that the printed rows and their heads fit best, and whether they could tell; else `hint`."""
    scores: dict[str, float] = {}
    for form in lexicon.forms:
        if form.has(table):
            scores[form.key] = sum(_fit(form, table, attempt) for attempt in attempts)
    if not scores:
        return hint, False
    best = max(scores.values())
    leaders = [form for form in lexicon.forms if scores.get(form.key) == best]
    form = hint if hint in leaders else leaders[-1]
    return form, len(leaders) == 1 and best > 0


def _fit(form: Format, table: str, attempt: Attempt) -> float:
    """How well a printed row fits a form: its row is in it, under a head with all its columns."""
    spec = form.table(table)
    found = spec.find(attempt.row) if attempt.row else None
    if found is None:
        return 0.0
    if attempt.head and not set(found[0].column_keys) <= set(attempt.head.columns):
        return 0.0
    exact = attempt.head is not None and set(found[0].column_keys) == set(attempt.head.columns)
    return 1.0 + 0.25 * exact


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


def _settle_table(lexicon: Lexicon, form: Format, table: str, attempts: list[Attempt], headed: bool) -> Settled:
    """One table from its attempts: what could be placed, and everything else with the reason."""
    sole = sole_columns(lexicon, table)
    counted = bool(sole) or (headed and _heads_hold(form, table, attempts))
    placed: list[tuple[Attempt, dict[Key, Cell]]] = []
    refused: list[Unread] = []
    for attempt in attempts:
        own = _cells(form, table, attempt, counted)
        if own:
            placed.append((attempt, own))
        elif any(figure.raw.strip() for figure in attempt.figures):
            reason = _miscount(attempt, sole) or attempt.reason or ("unknown_row" if attempt.row is None else "no_head")
            refused.append(Unread(table, attempt.row, _raw(attempt), reason, attempt.place))
    cells, clashes = _merge(placed)
    cells = _without_blanks_of(cells, {item.row for item in refused})
    done = {row for row, _ in cells}
    unread = [item for item in refused if item.row not in done]
    unread += [Unread(table, attempt.row, _raw(attempt), "conflict", attempt.place) for attempt in clashes]
    unread += [
        Unread(table, key[0], (c.raw,), "not_number", c.place) for key, c in cells.items() if c.kind is Kind.TEXT
    ]
    status = TableStatus.UNREAD if unread and not cells else status_of(form, table, cells)
    return Settled({table: Table(table, form.key, status, cells)}, unread)


def _heads_hold(form: Format, table: str, attempts: list[Attempt]) -> bool:
    """Whether every row with a head fitted it: only then may rows without a head be placed by their count."""
    headed = [attempt for attempt in attempts if attempt.head]
    return bool(headed) and all(_cells(form, table, attempt, counted=False) for attempt in headed)


def _without_blanks_of(cells: dict[Key, Cell], rows: set[str | None]) -> dict[Key, Cell]:
    """The cells without blank rows that were also printed with figures, though those could not be placed."""
    blank = {row for row in rows if all(cell.kind is Kind.BLANK for key, cell in cells.items() if key[0] == row)}
    return {key: cell for key, cell in cells.items() if key[0] not in blank}


def _miscount(attempt: Attempt, sole: tuple[str, ...]) -> str:
    """For a row without head whose columns are known all the same: which way its count of figures is wrong."""
    if attempt.reason != "no_head" or not sole or not attempt.figures:
        return ""
    return "too_few" if len(attempt.figures) < len(sole) else "too_many"


def _cells(form: Format, table: str, attempt: Attempt, counted: bool) -> dict[Key, Cell]:
    """The attempt's cells by (row, column) as far as the form has them."""
    if attempt.cells and attempt.head and attempt.head.across:
        pairs = ((key.split("/", 1), cell) for key, cell in attempt.cells.items())
        return {(key[0], key[1]): cell for key, cell in pairs}
    if attempt.row is None:
        return {}
    columns = block_columns(form, table, attempt.row)
    if attempt.cells and set(columns) <= set(attempt.cells) and columns:
        return {(attempt.row, column): attempt.cells[column] for column in columns}
    if attempt.reason == "no_head" and counted and columns and len(attempt.figures) == len(columns):
        return {(attempt.row, column): cell for column, cell in zip(columns, attempt.figures, strict=True)}
    return {}


def _raw(attempt: Attempt) -> tuple[str, ...]:
    return tuple(figure.raw for figure in attempt.figures)


def _merge(placed: list[tuple[Attempt, dict[Key, Cell]]]) -> tuple[dict[Key, Cell], list[Attempt]]:
    """All cells in one table, and the rows that were printed again with other figures, none of which is taken.

    One such row is a slip; several are two reports in one file, of which no row is to be believed.
    """
    merged: dict[Key, Cell] = {}
    clashes: dict[tuple[str, ...], Attempt] = {}
    for attempt, cells in placed:
        for key, cell in cells.items():
            known = merged.get(key)
            if known is None or known.kind is Kind.BLANK:
                merged[key] = cell
            elif cell.kind is not Kind.BLANK and (cell.value, cell.kind) != (known.value, known.kind):
                clashes[tuple(sorted({row for row, _ in cells}))] = attempt
    rows = {row for group in clashes for row in group}
    if len(rows) > MOST_SLIPS:
        return {}, list(clashes.values())
    return {key: cell for key, cell in merged.items() if key[0] not in rows}, list(clashes.values())
