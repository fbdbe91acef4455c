"""Puts a report into the order of print: title, preface, parts with their text and tables, signature.

The renderers of documents (DOCX, HTML, PDF, XLSX) draw what `arrange` returns and decide nothing but looks.
"""

from dataclasses import dataclass
from datetime import date

from zhengwu.statute.paper.errors import RenderError
from zhengwu.statute.report.formats import Format, PartForm, format_of
from zhengwu.statute.report.model import Part, Report, Table, TableStatus
from zhengwu.statute.report.renderers.layout import Grid, lay_out, printable

TITLE_LENGTH = 20  # characters of type 二号 in a line of A4


@dataclass(frozen=True, slots=True)
class Section:
    """A part as it is printed: its heading, the paragraphs of its text, and its tables."""

    key: str
    heading: str
    paragraphs: tuple[str, ...]
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A report in the order of print. `signature` holds the body and the date, as far as the text does not say them."""

    title: str
    agency: str
    year: int | None
    preface: tuple[str, ...]
    sections: tuple[Section, ...]
    signature: tuple[str, ...]
    published_on: date | None

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The title; one that is too long for a line is broken after the body's name, not within a word."""
        rest = self.title.removeprefix(self.agency).strip()
        if len(self.title) > TITLE_LENGTH and self.agency and rest and self.title.startswith(self.agency):
            return self.agency, rest
        return (self.title,)

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Every table, in the order of print."""
        return tuple(grid for section in self.sections for grid in section.grids)


def arrange(report: Report) -> Document:
    """The report in the order of print; RenderError where it follows a form that is not known."""
    form = known_form(report.format)
    sections = tuple(section for part in form.parts if (section := _section(report, form, part)) is not None) + tuple(
        Section(part.key, printable(part.heading), paragraphs(part.text), ())
        for part in report.parts.values()
        if part.key not in {known.key for known in form.parts}
    )
    agency = printable(report.agency or "").strip()
    year = f"{report.year}年" if report.year else ""
    title = printable(report.title).strip() or f"{agency}{year}政府信息公开工作年度报告"
    last = sections[-1].paragraphs[-3:] if sections else ()
    closing = {line.replace(" ", "") for line in last}
    signature = tuple(
        line for line in (agency, date_text(report.published_on)) if line and line.replace(" ", "") not in closing
    )
    return Document(title, agency, report.year, paragraphs(report.preface), sections, signature, report.published_on)


def known_form(key: str) -> Format:
    """The form `key`; RenderError where none of that name is known."""
    try:
        return format_of(key)
    except KeyError as error:
        raise RenderError("unknown_form", f"没有编号为“{key}”的报告格式。", f"There is no form {key!r}.") from error


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: its lines without outer blanks, empty ones left out."""
    return tuple(line for raw in printable(text).splitlines() if (line := raw.strip()))


def date_text(day: date | None) -> str:
    """A date as documents write it: 2021年1月13日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _section(report: Report, form: Format, spec: PartForm) -> Section | None:
    """The part as printed; None where the report has neither the part nor a table of it."""
    part = report.parts.get(spec.key)
    tables = [report.table(table.key) for table in form.tables if table.part == spec.key]
    if part is None and all(table.status is TableStatus.MISSING and not table.cells for table in tables):
        return None
    part = part or Part(spec.key, spec.title, "")
    text = paragraphs(part.text)
    grids = tuple(grid for table in tables if not _said(grid := _grid(form, table), text))
    return Section(spec.key, printable(part.heading).strip() or spec.title, text, grids)


def _grid(form: Format, table: Table) -> Grid:
    own = form if table.format == form.key else known_form(table.format)
    return lay_out((own if own.has(table.key) else form).table(table.key), table)


def _said(grid: Grid, text: tuple[str, ...]) -> bool:
    """True where the sentence that replaces the table stands in the part's text already."""
    return bool(grid.sentence) and any(grid.sentence in paragraph for paragraph in text)
