"""A report as PDF, set by typst from `report.typ`: A4, official layout, tagged, the same bytes for the same report.

The report travels to the template as JSON and is only ever inserted as text there; nothing in it is read as code.
"""

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from zhengwu.statute.paper.fonts import TITLE_SONG, FontSet
from zhengwu.statute.paper.typeset import fonts_for, typeset
from zhengwu.statute.report.model import Report
from zhengwu.statute.report.renderers.document import Document, arrange
from zhengwu.statute.report.renderers.layout import GROUP, Grid, GridCell, Role

SMALL_FROM = 10  # a table with more columns is set in smaller type


def to_pdf(report: Report, fonts: tuple[Path, ...] = ()) -> bytes:
    """The document; RenderError where no Chinese font is found. `fonts` names font files or folders to prefer."""
    document = _plain(arrange(report), fonts_for(fonts))
    return typeset(_template(), "report", document, fonts)


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath("report.typ").read_bytes()


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
