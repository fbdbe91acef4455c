"""A report as a workbook: a sheet 文字 with the text, a sheet a table, and a sheet 核查 with the findings.

Numbers are numbers. A unit that the statutory head does not say is put into the head, as in 采购总金额（单位：万元）,
so that the cells stay numbers; a figure with a note or with another unit is written as the words that the report has.
"""

import io
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeVar

import xlsxwriter
from xlsxwriter.format import Format as Style
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from zhengwu.statute.report.model import Finding, Report
from zhengwu.statute.report.renderers.document import Document, arrange
from zhengwu.statute.report.renderers.layout import Grid, GridCell, Role, number_text, printable
from zhengwu.statute.report.renderers.words import WORDS, cell_name, place_text

TEXT_SHEET, FINDINGS_SHEET = "文字", "核查"
A4 = 9  # the number of the paper size in the file format
LONGEST = 32_767  # characters that a cell can hold
NARROW, WIDE, PLAIN = 12.0, 34.0, 11.0  # widths in characters: outer label, innermost label, value
LINE = 17.0  # points
LANDSCAPE_FROM = 9  # a table with more columns is printed across the page
EXACT_DIGITS = 15  # that a spreadsheet keeps

Styles = dict[str, Style]
T = TypeVar("T")


def to_xlsx(report: Report, findings: Sequence[Finding] = (), lang: str = "zh") -> bytes:
    """The workbook."""
    document = arrange(report)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": document.title[:255], "author": document.agency[:255]})
        styles = _styles(book)
        _text(book, document, styles)
        tables = [grid for grid in document.grids if not grid.sentence]
        for grid in tables:
            _table(book, grid, styles)
        if findings:
            _findings(book, report, findings, styles, lang)
        if tables:
            book.worksheets()[1].activate()
    return out.getvalue()


def _styles(book: Workbook) -> Styles:
    plain = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "text_wrap": True}
    ruled = plain | {"border": 1}
    return {
        "name": book.add_format(plain | {"bold": True, "font_size": 16, "align": "center", "font_name": "黑体"}),
        "heading": book.add_format(plain | {"bold": True, "font_size": 12, "font_name": "黑体"}),
        "text": book.add_format(plain | {"valign": "top"}),
        Role.TITLE: book.add_format(ruled | {"bold": True, "align": "center"}),
        Role.HEAD: book.add_format(ruled | {"bold": True, "align": "center", "bg_color": "#F1F4F7"}),
        Role.LABEL: book.add_format(ruled | {"align": "left"}),
        Role.VALUE: book.add_format(ruled | {"align": "right"}),
    }


def _sheet(book: Workbook, name: str) -> Worksheet:
    """A sheet of this name, made fit for the file format and unlike the others."""
    name = re.sub(r"[\[\]:*?/\\']", " ", printable(name)).strip()[:31] or "表"
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    number, free = 1, name
    while free.lower() in taken:
        number += 1
        free = f"{name[:27]} ({number})"
    sheet = book.add_worksheet(free)
    sheet.set_paper(A4)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C— &P —")
    return sheet


def _text(book: Workbook, document: Document, styles: Styles) -> None:
    sheet = _sheet(book, TEXT_SHEET)
    sheet.set_column(0, 0, 80)
    lines = [(document.title, "name"), *((text, "text") for text in document.preface)]
    for section in document.sections:
        lines.append((section.heading, "heading"))
        lines.extend((text, "text") for text in section.paragraphs)
        lines.extend((grid.sentence, "text") for grid in section.grids if grid.sentence)
    lines.extend((text, "text") for text in document.signature)
    for row, (text, style) in enumerate(lines):
        _string(sheet, row, 0, text, styles[style])


def _table(book: Workbook, grid: Grid, styles: Styles) -> None:
    sheet = _sheet(book, grid.title)
    widths = [*([NARROW] * (grid.labels - 1)), *([WIDE] * (grid.labels > 0)), *([PLAIN] * (grid.width - grid.labels))]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width * 2 if grid.width <= 4 and column else width)
    if grid.width > LANDSCAPE_FROM:
        sheet.set_landscape()
    sheet.set_header("&C&14" + printable(grid.title).replace("&", "&&")[:200])
    units = _units(grid)
    for cell in grid.cells():
        area = (cell.row, cell.column, cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
        style = styles[cell.role]
        if cell.role is Role.VALUE:
            _area(sheet, area, (cell, units.get((cell.block, cell.column))), style, _figure)
        else:
            unit = units.get((cell.block, cell.column)) if cell.role is Role.HEAD and cell.leaf else None
            _area(sheet, area, f"{cell.text}（单位：{unit}）" if unit else cell.text, style, _string)
    for row in range(len(grid.rows)):
        sheet.set_row(row, LINE * _lines(grid, row, widths))
    if grid.head_rows:
        sheet.repeat_rows(0, grid.head_rows - 1)
    sheet.freeze_panes(grid.head_rows, grid.labels)
    sheet.print_area(0, 0, len(grid.rows) - 1, grid.width - 1)


def _lines(grid: Grid, row: int, widths: list[float]) -> int:
    """How many lines the longest text of a row needs; a text over several rows is left to them."""
    needed = 1
    for cell in grid.rows[row]:
        if cell.rowspan == 1:
            width = sum(widths[cell.column : cell.column + cell.colspan])
            needed = max(needed, -(-len(cell.text) * 2 // max(int(width) - 1, 1)))
    return needed


def _units(grid: Grid) -> dict[tuple[int, int], str]:
    """The unit to add to a head, by block and column: where all figures below have the unit that the form says."""
    units: dict[tuple[int, int], set[str | None]] = {}
    for cell in grid.cells():
        if cell.spec and cell.cell.value is not None and cell.spec.unit not in cell.spec.label:
            known = cell.cell.unit if cell.cell.unit == cell.spec.unit else None
            units.setdefault((cell.block, cell.column), set()).add(known)
    return {place: unit for place, found in units.items() if len(found) == 1 and (unit := next(iter(found)))}


def _area(
    sheet: Worksheet,
    area: tuple[int, int, int, int],
    content: T,
    style: Style,
    write: Callable[[Worksheet, int, int, T, Style], None],
) -> None:
    """Writes the content into the area, merged where it is more than one cell."""
    if area[:2] != area[2:]:
        sheet.merge_range(*area, "", style)
    write(sheet, area[0], area[1], content, style)


def _figure(sheet: Worksheet, row: int, column: int, figure: tuple[GridCell, str | None], style: Style) -> None:
    """Writes a number where digits and the unit in the head say all that the cell says, its text otherwise."""
    cell, unit = figure
    value = cell.cell.value
    if value is not None and _exact(value) and cell.text == f"{number_text(value)}{unit or ''}":
        sheet.write_number(row, column, value, style)
    else:
        _string(sheet, row, column, cell.text, style)


def _exact(value: int | Decimal) -> bool:
    return len(number_text(value).strip("-").replace(".", "").lstrip("0")) <= EXACT_DIGITS


def _string(sheet: Worksheet, row: int, column: int, text: str, style: Style) -> None:
    """Writes a text as a text: what looks like a formula or an address stays what it is."""
    if text:
        sheet.write_string(row, column, printable(text)[:LONGEST], style)
    else:
        sheet.write_blank(row, column, None, style)


def _findings(book: Workbook, report: Report, findings: Sequence[Finding], styles: Styles, lang: str) -> None:
    sheet = _sheet(book, FINDINGS_SHEET)
    words = WORDS[lang]
    names = ("number", "severity", "cause", "sentence", "expected", "found", "cells", "place", "basis", "rule")
    for column, (name, width) in enumerate(zip(names, (6, 8, 12, 60, 14, 14, 50, 30, 40, 18), strict=True)):
        sheet.set_column(column, column, width)
        _string(sheet, 0, column, words[name], styles[Role.HEAD])
    for row, finding in enumerate(findings, 1):
        places = [finding.place, *(cell.place for cell in finding.cells)]
        sheet.write_number(row, 0, row, styles["text"])
        texts = (
            words[finding.severity],
            words[finding.cause],
            "\n".join(filter(None, (finding.sentence, finding.gloss if lang == "en" else ""))),
            finding.expected,
            finding.found,
            "\n".join(cell_name(report, cell) for cell in finding.cells),
            "\n".join(dict.fromkeys(filter(None, (place_text(place, lang) for place in places)))),
            finding.basis,
            finding.rule,
        )
        for column, text in enumerate(texts, 1):
            _string(sheet, row, column, text, styles["text"])
    sheet.set_landscape()
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
