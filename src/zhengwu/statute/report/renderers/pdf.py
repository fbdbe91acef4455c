"""A report as PDF, set by typst from `report.typ`: A4, official layout, tagged, the same bytes for the same report.

The report travels to the template as JSON and is only ever inserted as text there; nothing in it is read as code.
"""

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from zhengwu.statute.report.model import Report
from zhengwu.statute.report.renderers.document import Document, arrange
from zhengwu.statute.report.renderers.errors import RenderError
from zhengwu.statute.report.renderers.fonts import TITLE_SONG, FontSet, find_fonts
from zhengwu.statute.report.renderers.layout import GROUP, Grid, GridCell, Role

SMALL_FROM = 10  # a table with more columns is set in smaller type


def to_pdf(report: Report, fonts: tuple[Path, ...] = ()) -> bytes:
    """The document; RenderError where no Chinese font is found. `fonts` names font files or folders to prefer."""
    document = arrange(report)
    compiler, found = _compiler(fonts)
    inputs = {"report": json.dumps(_plain(document, found), ensure_ascii=False)}
    try:
        made = compiler.compile(_template(), format="pdf", sys_inputs=inputs, timestamp=0)
    except typst.TypstError as error:
        raise RenderError("typst", f"排版失败：{error.message}", f"Typesetting failed: {error.message}") from error
    if not isinstance(made, bytes):
        raise RenderError("typst", "排版没有结果。", "Typesetting gave nothing.")
    return made


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("report.typ").read_bytes()


@cache
def _compiler(fonts: tuple[Path, ...]) -> tuple[typst.Compiler, FontSet]:
    """One compiler a set of fonts is kept: the first run scans the fonts, the others take milliseconds."""
    found = find_fonts(fonts)
    return typst.Compiler(font_paths=found.fonts, ignore_system_fonts=True), found


def _plain(document: Document, fonts: FontSet) -> dict[str, Any]:
    return {
        "fonts": {"body": fonts.body, "heading": fonts.heading, "title": fonts.title},
        "bold_title": fonts.title[0] not in TITLE_SONG,
        "title": document.title_lines,
        "agency": document.agency,
        "preface": document.preface,
        "sections": [
            {
                "heading": section.heading,
                "paragraphs": [*section.paragraphs, *(grid.sentence for grid in section.grids if grid.sentence)],
                "pieces": [_piece(grid, cells) for grid in section.grids for cells in _blocks(grid)],
            }
            for section in document.sections
        ],
        "signature": document.signature,
    }


def _blocks(grid: Grid) -> list[list[GridCell]]:
    """The cells of each block; each is set as a table of its own, so that its head can be repeated with it."""
    blocks: dict[int, list[GridCell]] = {}
    for cell in grid.cells():
        blocks.setdefault(cell.block, []).append(cell)
    return list(blocks.values())


def _piece(grid: Grid, cells: list[GridCell]) -> dict[str, Any]:
    top = cells[0].row
    return {
        "first": top == 0,
        "last": cells[-1].row == len(grid.rows) - 1,
        "shares": grid.shares,
        "small": grid.width > SMALL_FROM,
        "whole": cells[-1].row - top < GROUP,
        "head_rows": max(cell.row + cell.rowspan - top for cell in cells if cell.role in (Role.TITLE, Role.HEAD)),
        "cells": [
            {
                "text": cell.text.split("\n"),
                "head": cell.role in (Role.TITLE, Role.HEAD),
                "left": cell.role is Role.LABEL and cell.leaf,
                "breakable": cell.rowspan > GROUP,
                "x": cell.column,
                "y": cell.row - top,
                "rowspan": cell.rowspan,
                "colspan": cell.colspan,
            }
            for cell in cells
        ],
    }
