"""A report as one web page that needs nothing else: no script, no network, readable aloud, on a phone and on paper.

Tables carry their structure (caption, scope, headers), scroll within their own frame, and print like the official form.
Findings are listed at the end, linked from a line at the top and from each cell that they are about.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib import resources

from zhengwu.statute.report.model import CellRef, Finding, Key, Kind, Report, Severity
from zhengwu.statute.report.renderers.document import Document, Section, arrange, date_text
from zhengwu.statute.report.renderers.layout import Grid, GridCell, Role, belongs, printable
from zhengwu.statute.report.renderers.words import MARKS, WORDS, cell_name, place_text, said

Marks = dict[tuple[str, Key], list[int]]  # table and cell -> numbers of the findings about it
Names = dict[tuple[int, int], tuple[GridCell, str]]  # place of a head or label -> that cell and its id


def to_html(report: Report, findings: Sequence[Finding] = (), lang: str = "zh") -> str:
    """The page. `lang` sets the words around the report; with "en" the statutory labels also get an English gloss."""
    document = arrange(report)
    marks: Marks = {}
    for number, finding in enumerate(findings, 1):
        for ref in finding.cells:
            marks.setdefault((ref.table, (ref.row, ref.column)), []).append(number)
    page = _Page(report, document, tuple(findings), marks, lang)
    return "\n".join(page.lines()) + "\n"


@cache
def _style() -> str:
    return resources.files(__package__).joinpath("page.css").read_text("utf-8")


def _e(text: str) -> str:
    return escape(printable(text), quote=True)


def _id(*keys: str) -> str:
    """An id of these keys; signs that an id should not have are written as their number."""
    return "-".join(re.sub(r"[^A-Za-z0-9_]", lambda sign: f".{ord(sign[0]):x}", key) for key in keys)


class _Page:
    """What the parts of the page need to know of one another."""

    def __init__(
        self, report: Report, document: Document, findings: tuple[Finding, ...], marks: Marks, lang: str
    ) -> None:
        self.report = report
        self.document = document
        self.findings = findings
        self.marks = marks
        self.lang = lang
        self.words = WORDS[lang]
        self.gaps = any(cell.key and cell.cell.kind is Kind.MISSING for grid in document.grids for cell in grid.cells())
        self.shown = {(grid.key, cell.key) for grid in document.grids for cell in grid.cells() if cell.key}

    def lines(self) -> Iterator[str]:
        """The whole page."""
        title = _e(self.document.title)
        yield '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{title}</title>\n<style>\n{_style()}</style>\n</head>\n<body>"
        yield f'<a class="skip" href="#report">{self.words["skip"]}</a>'
        if self.findings or self.gaps:
            yield self._summary()
        yield f'<main id="report" tabindex="-1">\n<article>\n<h1>{title}</h1>'
        yield from (f"<p>{_e(paragraph)}</p>" for paragraph in self.document.preface)
        for section in self.document.sections:
            yield from self._section(section)
        yield from self._signature()
        yield "</article>\n</main>"
        if self.findings:
            yield from self._findings()
        yield "</body>\n</html>"

    def _section(self, section: Section) -> Iterator[str]:
        name = _id("part", section.key)
        yield f'<section aria-labelledby="{name}">\n<h2 id="{name}">{_e(section.heading)}</h2>'
        yield from (f"<p>{_e(paragraph)}</p>" for paragraph in section.paragraphs)
        for grid in section.grids:
            if grid.sentence:
                yield f"<p>{_e(grid.sentence)}</p>"
            else:
                yield from self._table(grid)
        yield "</section>"

    def _table(self, grid: Grid) -> Iterator[str]:
        year = f"{self.report.year}年" if self.report.year else ""
        wide = " wide" if grid.width > 6 else ""
        caption = f"{self.words['table']}：{_e(grid.title)}（{year}）" if year else _e(grid.title)
        yield f'<div class="scroll" role="region" tabindex="0" aria-label="{caption}">'
        yield f'<table class="labels-{grid.labels}{wide}" id="{_id("table", grid.key)}">\n<caption>{caption}</caption>'
        values = grid.width - grid.labels
        if grid.labels:
            yield f'<colgroup span="{grid.labels}"></colgroup>'
        yield f'<colgroup span="{values}"></colgroup>'
        heads = [cell for cell in grid.cells() if cell.role is not Role.VALUE]
        names = {(cell.row, cell.column): (cell, _id("h", grid.key, str(n))) for n, cell in enumerate(heads)}
        if grid.head_rows:
            yield "<thead>"
            yield from (self._row(grid, line, names) for line in grid.rows[: grid.head_rows])
            yield "</thead>"
        block = -1
        for line in grid.rows[grid.head_rows :]:
            if line[0].block != block:
                yield "<tbody>" if block < 0 else "</tbody>\n<tbody>"
                block = line[0].block
            yield self._row(grid, line, names)
        yield "</tbody>\n</table>\n</div>"

    def _row(self, grid: Grid, line: tuple[GridCell, ...], names: Names) -> str:
        return (
            "<tr>"
            + "".join(
                self._value(grid, cell, names)
                if cell.role is Role.VALUE
                else self._head(cell, names[cell.row, cell.column][1])
                for cell in line
            )
            + "</tr>"
        )

    def _head(self, cell: GridCell, name: str) -> str:
        scope = {
            Role.TITLE: "rowgroup",
            Role.HEAD: "col" if cell.leaf else "colgroup",
            Role.LABEL: "row" if cell.leaf else "rowgroup",
        }[cell.role]
        kind = ' class="title"' if cell.role is Role.TITLE else ""
        gloss = f'<span class="gloss" lang="en">{_e(cell.gloss)}</span>' if self.lang == "en" and cell.gloss else ""
        return f'<th id="{name}" scope="{scope}"{kind}{_spans(cell)}>{_e(cell.text)}{gloss}</th>'

    def _value(self, grid: Grid, cell: GridCell, names: Names) -> str:
        key = cell.key or ("", "")
        numbers = self.marks.get((grid.key, key), [])
        classes = [] if cell.cell.value is not None and not cell.cell.note else ["words"]
        if cell.cell.kind is Kind.MISSING:
            classes = ["missing"]
        text, mark = _e(cell.text), ""
        if numbers:
            gravest = min((self.findings[number - 1].severity for number in numbers), key=list(Severity).index)
            classes.append("flag")
            mark = f' data-mark="{MARKS[gravest]}{numbers[0]}"'
            name = "" if text else f' aria-label="{self.words["see"]} {numbers[0]}"'
            text = f'<a href="#finding-{numbers[0]}" aria-describedby="said-{numbers[0]}"{name}>{text}</a>'
        kind = f' class="{" ".join(classes)}"' if classes else ""
        heads = " ".join(name for head, name in names.values() if belongs(head, cell))
        return f'<td id="{_id("cell", grid.key, *key)}" headers="{heads}"{kind}{mark}{_spans(cell)}>{text}</td>'

    def _signature(self) -> Iterator[str]:
        day = self.document.published_on
        for line in self.document.signature:
            text = _e(line)
            if day and line == date_text(day):
                text = f'<time datetime="{day.isoformat()}">{text}</time>'
            yield f'<p class="signature">{text}</p>'

    def _summary(self) -> str:
        words = self.words
        lines = []
        if self.findings:
            counts = [(s, sum(f.severity is s for f in self.findings)) for s in Severity]
            told = words["comma"].join(f"{MARKS[s]} {words[s]} {count}" for s, count in counts if count)
            told += f'{words["stop"]}<a href="#findings">{words["list"]}</a>'
            lines.append(f"{words['findings']}{words['colon']}{told}")
        if self.gaps:
            lines.append(f'<span class="missing sample" aria-hidden="true"></span> {words["missing"]}')
        inner = "".join(f"<p>{line}</p>" for line in lines)
        return f'<aside class="summary" aria-label="{words["remarks"]}">{inner}</aside>'

    def _findings(self) -> Iterator[str]:
        yield '<section class="findings" id="findings" aria-labelledby="findings-title">'
        yield f'<h2 id="findings-title">{self.words["findings"]}</h2>\n<ol>'
        for number, finding in enumerate(self.findings, 1):
            yield from self._finding(number, finding)
        yield "</ol>\n</section>"

    def _finding(self, number: int, finding: Finding) -> Iterator[str]:
        words = self.words
        yield f'<li id="finding-{number}">'
        head = (
            f"{MARKS[finding.severity]}{number} {words[finding.severity]} · {words[finding.cause]} · {_e(finding.rule)}"
        )
        yield f'<p class="detail">{head}</p>'
        lang = ' lang="en"' if self.lang == "en" else ""
        yield f'<p class="what" id="said-{number}"{lang}>{_e(said(finding, self.lang))}</p>'
        pairs = (("expected", finding.expected), ("found", finding.found), ("basis", finding.basis))
        told = words["comma"].join(f"{words[name]}{words['colon']}{_e(text)}" for name, text in pairs if text)
        if place := place_text(finding.place, self.lang):
            told += f"{words['comma'] if told else ''}{_e(place)}"
        if told:
            yield f'<p class="detail">{told}</p>'
        if finding.cells:
            yield f"<p>{words['cells']}{words['colon']}" + words["comma"].join(map(self._ref, finding.cells)) + "</p>"
        yield "</li>"

    def _ref(self, ref: CellRef) -> str:
        name = _e(cell_name(self.report, ref))
        place = place_text(ref.place, self.lang)
        told = f"（{_e(place)}）" if place else ""
        if (ref.table, (ref.row, ref.column)) not in self.shown:
            return name + told
        return f'<a href="#{_id("cell", ref.table, ref.row, ref.column)}">{name}</a>{told}'


def _spans(cell: GridCell) -> str:
    down = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    return down + (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "")
