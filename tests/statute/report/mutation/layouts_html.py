"""Prints a page as HTML in the ways seen on government sites."""

import html
from collections.abc import Callable

from tests.statute.report.mutation.page import Box, Page, Para, Printed

Cell = Callable[[Box], str]


def _text(text: str) -> str:
    return html.escape(text, quote=False).replace("⟦", "<sup>").replace("⟧", "</sup>").replace("\n", "<br>")


def _spans(box: Box) -> str:
    rows = f' rowspan="{box.rows}"' if box.rows > 1 else ""
    return rows + (f' colspan="{box.cols}"' if box.cols > 1 else "")


def _plain_cell(box: Box) -> str:
    return f"<td{_spans(box)}>{_text(box.text)}</td>"


def _table(table: Printed, cell: Cell, attributes: str = "") -> str:
    rows = "".join("<tr>" + "".join(cell(box) for box in line) + "</tr>\n" for line in table.lines)
    return f"<table{attributes}><tbody>\n{rows}</tbody></table>"


def _body(page: Page, cell: Cell = _plain_cell, attributes: str = "") -> str:
    if page.twin:
        twin, page.twin = page.twin, None
        return (
            f"<table><tr><td>{_body(page, cell, attributes)}</td><td>{_body(twin, cell, attributes)}</td></tr></table>"
        )
    pieces = []
    for item in page.items:
        if isinstance(item, Printed):
            pieces.append(_table(item, cell, attributes))
        else:
            pieces.append(_para(item))
    return "\n".join(pieces)


def _para(item: Para) -> str:
    tag = {"title": "h1", "h": "h3"}.get(item.kind, "p")
    return f"<{tag}>{_text(item.text)}</{tag}>"


def _page(body: str, head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head>{head}<title>年度报告</title></head><body>{body}</body></html>".encode()


def proper(page: Page) -> bytes:
    """Proper tables with spans."""
    return _page(_body(page))


def proper_list(page: Page) -> bytes:
    """Proper tables with heads in th, sections and captions."""

    def cell(box: Box) -> str:
        tag = "td" if box.key else "th"
        return f"<{tag}{_spans(box)} scope='row'>{_text(box.text)}</{tag}>"

    return _page(
        "<article>" + _body(page, cell).replace("<tbody>", "<caption>单位：件</caption><tbody>") + "</article>"
    )


def pasted(page: Page) -> bytes:
    """Pasted from Word or WPS: labels cut into nested spans, `<o:p>`, several paragraphs a cell, styles everywhere."""
    style = "font-family:仿宋_GB2312;font-size:10.5pt;mso-bidi-font-size:12.0pt"

    def piece(text: str) -> str:
        cut = f'</span><span style="{style}"><font face="仿宋_GB2312">'
        parts = [text[at : at + 2] for at in range(0, len(text), 2)]
        return f'<span style="{style}"><font>' + f"</font>{cut}".join(map(_text, parts)) + "</font></span>"

    def cell(box: Box) -> str:
        plain = box.text if "⟦" not in box.text else ""
        lines = plain.split("\n") if plain else []
        if not box.key and len(plain) in (4, 6) and "\n" not in plain:
            lines = [plain[: len(plain) // 2], plain[len(plain) // 2 :]]
        inner = "".join(
            f'<p class="MsoNormal" style="text-align:center">{piece(line)}<o:p></o:p></p>' for line in lines
        )
        inner = inner or f'<p class="MsoNormal"><span lang="EN-US">{_text(box.text)}<o:p>&nbsp;</o:p></span></p>'
        return f'<td width="61" valign="center"{_spans(box)} style="border:1px solid windowtext">{inner}</td>'

    return _page(_body(page, cell, ' class="MsoNormalTable" border="1" cellspacing="0"'))


def spaced(page: Page) -> bytes:
    """Indented source, blanks as `&nbsp;`, single-quoted attributes, capitals in tags."""

    def cell(box: Box) -> str:
        return f"<TD{_spans(box).replace(chr(34), chr(39))}>\n     {_text(box.text) or '&nbsp;'}\n  </TD>"

    return _page(_body(page, cell, " BORDER='1'"))


def spans_lost(page: Page) -> bytes:
    """Every span lost: only the cells that begin in a row, as a careless editor leaves them."""
    return _page(_body(page, lambda box: f"<td>{_text(box.text)}</td>"))


def spans_filled(page: Page) -> bytes:
    """Empty cells instead of spans, so that the full grid is there."""

    def table(item: Printed) -> str:
        rows = ""
        for row in item.spread():
            cells = (_text(box.text) if begins and across else "" for box, begins, across in row)
            rows += "<tr>" + "".join(f"<td>{text}</td>" for text in cells) + "</tr>"
        return f"<table>{rows}</table>"

    return _page("\n".join(table(i) if isinstance(i, Printed) else _para(i) for i in page.items))


def head_empty(page: Page) -> bytes:
    """The lines of the head have empty cells where spans down should be; labels keep their spans across."""

    def table(item: Printed) -> str:
        rows = ""
        for row in item.spread():
            cells = [(box, begins) for box, begins, across in row if across]
            rows += "<tr>"
            for box, begins in cells:
                across = f' colspan="{box.cols}"' if box.cols > 1 else ""
                rows += f"<td{across}>{_text(box.text) if begins else ''}</td>"
            rows += "</tr>"
        return f"<table border=1>{rows}</table>"

    return _page("\n".join(table(i) if isinstance(i, Printed) else _para(i) for i in page.items))


def framed(page: Page) -> bytes:
    """The whole page inside layout tables, three deep."""
    body = _body(page)
    for _ in range(3):
        body = f"<table width='1000'><tr><td>&nbsp;</td></tr><tr><td>{body}</td><td></td></tr></table>"
    return _page(body)


def gb18030(page: Page) -> bytes:
    """GB18030 bytes under a meta that says gb2312."""
    head = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    return _page(_body(page), head).decode().encode("gb18030")


def furnished(page: Page) -> bytes:
    """A site's furniture around the report: menus, a table of metadata, counts, links to other reports, a footer."""
    menu = "<ul>" + "".join(f"<li><a href='#'>{word}</a></li>" for word in MENU) + "</ul>"
    metadata = (
        "<table><tr><td>索 引 号</td><td>LJ-2022-00017</td><td>信息分类</td><td>政府信息公开年报</td></tr>"
        "<tr><td>发布机构</td><td>临江县</td><td>其他</td><td>12</td></tr></table>"
    )
    foot = (
        "<div>浏览次数：3187 次 【打印】【关闭】</div><p>上一篇：2018年政府信息公开年报</p>"
        "<table><tr><td>行政许可</td><td>行政处罚</td><td>行政强制</td></tr><tr><td>查询</td><td>查询</td>"
        "<td>查询</td></tr></table><div>备案号 00000000号-1</div><script>var total = 99;</script>"
    )
    return _page(f"<div>{menu}</div>{metadata}<div>{_body(page)}</div>{foot}")


MENU = [
    "首页",
    "政务公开",
    "主动公开",
    "依申请公开",
    "政府信息公开年报",
    "行政许可",
    "行政处罚",
    "收费项目",
    "政府采购",
]


def divs(page: Page) -> bytes:
    """Tables made of div elements: every cell a div, which a reader sees as one cell a line."""

    def table(item: Printed) -> str:
        rows = (
            "".join(f"<div class=c>{_text(box.text.replace(chr(10), ''))}</div>" for box in line) for line in item.lines
        )
        return "<div class=t>" + "".join(f"<div class=r>{row}</div>" for row in rows) + "</div>"

    return _page("\n".join(table(i) if isinstance(i, Printed) else _para(i) for i in page.items))


def hidden(page: Page) -> bytes:
    """Cells, rows and comments that no browser shows, with figures in them."""

    def cell(box: Box) -> str:
        trap = '<td style="display: none">7771</td><!-- <td>7772</td> -->' if box.key else ""
        return f"{trap}<td{_spans(box)}>{_text(box.text)}<span style='display:none'>7773</span></td>"

    rows = '<tr style="display:none"><td>行政许可</td><td>7774</td><td>7775</td><td>7776</td></tr>'
    return _page(_body(page, cell).replace("<tbody>", f"<tbody>{rows}"))


def unclosed(page: Page) -> bytes:
    """Cells, rows and paragraphs without end tags, empty rows at the head of each table."""
    body = _body(page).replace("</td>", "").replace("</tr>", "").replace("</p>", "")
    return _page(body.replace("<tbody>", "<tr></tr>").replace("</tbody>", ""))


def captioned(page: Page) -> bytes:
    """Headings and titles in cells of the tables themselves: one table for the whole report."""
    width = max(table.width for table in page.tables())
    rows = ""
    for item in page.items:
        if isinstance(item, Para):
            rows += f"<tr><td colspan={width}>{_text(item.text)}</td></tr>"
        else:
            rows += "".join("<tr>" + "".join(_plain_cell(box) for box in line) + "</tr>" for line in item.lines)
    return _page(f"<table>{rows}</table>")
