"""The statutory tables of one report on the screen."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from zhengwu.cli.readings import TableLine, lines_of
from zhengwu.cli.screen import Screen, grid, head_label
from zhengwu.statute.report.formats import Block, Column, Row, TableForm, format_of
from zhengwu.statute.report.model import Cell, Kind, Report, Table, TableStatus
from zhengwu.statute.report.renderers.layout import number_text

MARKS = {
    Kind.BLANK: ("空", "yellow"),
    Kind.MISSING: ("缺", "red"),
    Kind.STATED_NONE: ("无", "dim"),
}
UNPLACED_SHOWN = 6


def show_report(screen: Screen, report: Report, *, everything: bool) -> None:
    """Prints who and when, each table, and what could not be placed."""
    show_title(screen, report)
    lines = {line.key: line for line in lines_of(report)}
    form = format_of(report.format)
    odd: set[Kind] = set()
    for number, table in enumerate(form.tables, start=1):
        screen.gap()
        read = report.table(table.key)
        _show_table(screen, f"{number}", table, read, lines[table.key], everything)
        odd |= {cell.kind for cell in read.cells.values()} if read.cells else set()
        if read.status is TableStatus.PARTIAL:
            odd.add(Kind.MISSING)
    if odd & MARKS.keys():
        screen.gap()
        screen.line((screen.say("legend"), "dim"))
    _show_unplaced(screen, report)


def show_title(screen: Screen, report: Report) -> None:
    """Prints whose report it is, its year, its form, its date and where it came from."""
    say, form = screen.say, format_of(report.format)
    agency = report.agency or say("no_agency")
    year = say("year", year=report.year) if report.year else say("no_year")
    screen.line((agency, "bold"), " · ", (year, "bold"))
    published = say("published", date=report.published_on) if report.published_on else say("no_date")
    screen.line((f"{say('form', key=form.key, document=form.document)} · {published}", "dim"))
    if report.source:
        screen.line((say("source", name=report.source), "dim"))


def _show_table(screen: Screen, number: str, form: TableForm, table: Table, line: TableLine, everything: bool) -> None:
    read = (
        ""
        if table.status is TableStatus.STATED_NONE
        else screen.say("cells", placed=line.placed, expected=line.expected)
    )
    note = " · ".join(filter(None, (screen.say(table.status), read)))
    gloss = f" {form.gloss}" if screen.lang == "en" else ""
    screen.heading(f"{form.title}{gloss}", note)
    if table.sentence:
        screen.line(f"“{table.sentence}”", indent=2)
    if all(cell.kind in (Kind.MISSING, Kind.STATED_NONE) for cell in table.cells.values()):
        return
    shown = [block for block in form.blocks if any(_printed(block, row, table) for row in block.rows)]
    zeros = sum(_show_block(screen, block, table, everything) for block in shown)
    if zeros:
        screen.line((screen.say("all_zero", count=zeros), "dim"), indent=2)


def _printed(block: Block, row: Row, table: Table) -> bool:
    """Rows of the form are shown even where nothing was read; rows that the form lacks only where something was."""
    return not row.optional or any((row.key, column.key) in table.cells for column in block.columns)


def _show_block(screen: Screen, block: Block, table: Table, everything: bool) -> int:
    """Prints one block; returns how many rows of nothing but zeros were left out."""
    rows = _rows(block, table)
    folded = [] if everything else [row for row in rows if _all_zero(block, row, table)]
    shown = [row for row in rows if row not in folded]
    if not shown:
        return len(folded)
    many = len(block.columns) > 4
    per_line = (2 if many else 4) if screen.narrow else (4 if many else 8)
    heads = [_head(screen, column, per_line) for column in block.columns]
    made = grid([Text(block.title), *heads], numbers=len(heads), pad=1 if screen.narrow else 2)
    for row in shown:
        cells = [mark(table.cell(row.key, column.key), column) for column in block.columns]
        made.add_row(row_label(screen, row), *cells)
    screen.show(made, indent=0 if screen.narrow else 2)
    return len(folded)


def _rows(block: Block, table: Table) -> list[Row]:
    """The rows to show: those of the form, without the ones that a printed row stands for."""
    printed = [row for row in block.rows if _printed(block, row, table)]
    replaced = {key for row in printed if row.optional for key in row.replaces}
    return [row for row in printed if row.key not in replaced or (row.key, block.columns[0].key) in table.cells]


def _all_zero(block: Block, row: Row, table: Table) -> bool:
    return all(table.cell(row.key, column.key).kind is Kind.ZERO for column in block.columns)


def row_label(screen: Screen, row: Row) -> Text:
    """What a row is called, with the group it belongs to where its own words do not say that."""
    label = row.label.split("（区分")[0]
    if row.under and row.under[-1].startswith("（") and label[:1].isdigit():
        label = row.under[-1][:3] + label  # （三）1.属于国家秘密: the number alone would not say of what
    return screen.label(label, row.gloss)


def _head(screen: Screen, column: Column, per_line: int) -> Text:
    unit = f"\n{column.unit}" if column.amount else ""
    return screen.label(head_label(column.label, per_line) + unit)


def mark(cell: Cell, column: Column) -> Text:
    """A cell as it is shown: its number, with a unit that is not the column's, or the sign of what stands there."""
    if cell.value is not None:
        unit = cell.unit if column.amount and cell.unit not in (None, column.unit) else ""
        style = "yellow" if unit else "dim" if cell.kind is Kind.ZERO else ""
        return Text(f"{number_text(cell.value)}{unit}", style=style, no_wrap=True)
    if cell.kind in MARKS:
        sign, style = MARKS[cell.kind]
        return Text(sign, style=style, no_wrap=True)
    raw = cell.raw.strip()
    return Text(raw if cell_len(raw) <= 8 else raw[:4] + "…", style="yellow", no_wrap=True)


def _show_unplaced(screen: Screen, report: Report) -> None:
    if not report.unread:
        return
    from zhengwu.statute.report.readers.reasons import REASONS

    screen.gap()
    screen.heading(screen.say("unplaced"))
    form = format_of(report.format)
    for item in report.unread[:UNPLACED_SHOWN]:
        reason = REASONS.get(item.reason, (item.reason, item.reason))[screen.lang == "en"]
        found = form.table(item.table).find(item.row) if item.row and form.has(item.table) else None
        name = f"{found[1].label}：" if found else ""
        screen.line("· ", name, f"{_raw(item.raw)} ", (reason, "dim"), indent=2)
    if len(report.unread) > UNPLACED_SHOWN:
        screen.line((screen.say("more", count=len(report.unread) - UNPLACED_SHOWN), "dim"), indent=2)


def _raw(raw: Sequence[str]) -> str:
    text = " | ".join(raw)
    return text if len(text) <= 40 else text[:39] + "…"
