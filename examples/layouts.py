"""The layouts in which bodies publish their reports, drawn from the document that the renderers arrange."""

import html
from collections.abc import Callable

from zhengwu.statute.report.renderers.document import Document
from zhengwu.statute.report.renderers.layout import Grid, GridCell, Role


def printed(cell: GridCell) -> str:
    """What the body typed into the cell, where that is known: a damaged report is printed as it is."""
    return cell.cell.raw or cell.text


def pipes(document: Document) -> str:
    """Text with one line a row and bars between the cells, as site exports give it."""
    return _text(document, _pipe_lines)


def flat(document: Document) -> str:
    """Text with one value a line, as copying from a page gives it."""
    return _text(document, lambda grid: [printed(cell) or " " for cell in _reading_order(grid)])


def markdown(document: Document) -> str:
    """Markdown with pipe tables."""
    lines = [f"# {document.title}", "", *document.preface]
    for section in document.sections:
        lines += ["", f"## {section.heading}", "", *section.paragraphs]
        for grid in section.grids:
            rows = _full_rows(grid)
            lines += ["", _bar(rows[0]), "|" + " --- |" * len(rows[0]), *(_bar(row) for row in rows[1:])]
    return "\n".join([*lines, "", *document.signature, ""])


def furniture(document: Document) -> str:
    """A page of the old kind: everything inside one layout table, with menus and a foot around the report."""
    body = "".join(
        f"<p><strong>{html.escape(section.heading)}</strong></p>"
        + "".join(f"<p>{html.escape(text)}</p>" for text in section.paragraphs)
        + "".join(_html_table(grid) for grid in section.grids)
        for section in document.sections
    )
    menu = "".join(f"<td><a href='#'>{name}</a></td>" for name in ("首页", "政务公开", "办事服务", "互动交流"))
    preface = "".join(f"<p>{html.escape(text)}</p>" for text in document.preface)
    published = document.published_on.isoformat() if document.published_on else ""
    foot = "".join(f"<p align=right>{html.escape(text)}</p>" for text in document.signature)
    return (
        f"<!DOCTYPE html><html><head><meta charset='gb18030'><title>{html.escape(document.title)}</title></head><body>"
        f"<table width='1000'><tr>{menu}</tr><tr><td colspan='4'><h1>{html.escape(document.title)}</h1>"
        f"<p>发布日期：{published} 来源：{html.escape(document.agency)} 浏览次数：318</p>"
        f"{preface}{body}{foot}</td></tr>"
        "<tr><td colspan='4'>网站地图 | 联系我们 | 打印本页 | 关闭窗口</td></tr></table></body></html>"
    )


def _text(document: Document, draw: Callable[[Grid], list[str]]) -> str:
    lines = [document.title, *document.preface]
    for section in document.sections:
        lines += [section.heading, *section.paragraphs]
        for grid in section.grids:
            lines += draw(grid)
    return "\n".join([*lines, *document.signature, ""])


def _reading_order(grid: Grid) -> list[GridCell]:
    return [cell for row in grid.rows for cell in row]


def _pipe_lines(grid: Grid) -> list[str]:
    return [" | ".join(printed(cell) for cell in row) for row in grid.rows]


def _full_rows(grid: Grid) -> list[list[str]]:
    """The rows with spans filled by empty cells, since Markdown has none."""
    rows = [[""] * grid.width for _ in grid.rows]
    for cell in grid.cells():
        rows[cell.row][cell.column] = printed(cell)
    return rows


def _bar(row: list[str]) -> str:
    return "| " + " | ".join(row) + " |"


def _html_table(grid: Grid) -> str:
    rows = "".join("<tr>" + "".join(_html_cell(cell) for cell in row) + "</tr>" for row in grid.rows)
    return f"<table border='1'>{rows}</table>"


def _html_cell(cell: GridCell) -> str:
    spans = f" rowspan='{cell.rowspan}'" * (cell.rowspan > 1) + f" colspan='{cell.colspan}'" * (cell.colspan > 1)
    align = " align='center'" if cell.role is Role.VALUE else ""
    return f"<td{spans}{align}>{html.escape(printed(cell))}</td>"
