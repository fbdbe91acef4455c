"""Annual reports: who has published, one report as the official form, two years side by side, the documents."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from django.http import HttpResponse
from markupsafe import Markup

from zhengwu.portal.report_charts import Drawn, charts
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.reports import published, queries
from zhengwu.records.reports.published import Published
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.statute.report.compare import Comparison, Difference, compare
from zhengwu.statute.report.renderers.document import arrange
from zhengwu.statute.report.renderers.layout import number_text
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import public
from zhengwu.ui.environment import environment
from zhengwu.ui.forms import Choice
from zhengwu.ui.links import Link
from zhengwu.ui.looks import look_of
from zhengwu.ui.pages import show
from zhengwu.ui.parts.statutory import StatutoryTable, statutory
from zhengwu.ui.parts.tables import Column, Table
from zhengwu.visits import Asked

KINDS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
LISTED = 200
NO_TABLE = Words("", "")


@dataclass(frozen=True, slots=True)
class ListPage:
    """The reports of a year, and the years that there are."""

    year: int
    years: tuple[int, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a report as it is shown: heading, paragraphs, tables."""

    heading: str
    paragraphs: tuple[str, ...]
    tables: tuple[StatutoryTable, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report: its parts made ready once, its charts, its documents, and the other years of the body."""

    about: Published
    title: str
    preface: tuple[str, ...]
    parts: Markup
    charts: tuple[Drawn, ...]
    downloads: tuple[Link, ...]
    others: tuple[Published, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two reports of a body: where they differ, in how many cells they agree, and what else may be chosen."""

    about: Published
    left: Published
    right: Published
    years: tuple[Choice, ...]
    table: Table
    equal: int
    unknown: int


@public
def listing(request: Asked) -> HttpResponse:
    """`/reports`: the reports of a year, the newest year first."""
    years = published.years()
    asked = str(request.GET.get("year", ""))
    year = int(asked) if asked.isdecimal() and int(asked[:4]) in years else (years[0] if years else 0)
    rows = tuple(
        (
            Link(f"/reports/{one.body_id}/{one.year}", same(one.name)),
            one.on,
            words("reports.corrected") if one.correction else "",
        )
        for one in published.of_year(year)
    )
    columns = tuple(Column(words(f"reports.columns.{name}")) for name in ("body", "published", "note"))
    table = Table(words("reports.of_year", year=year), columns, rows[:LISTED])
    return show(request, "portal/reports.html", ListPage(year, years, table))


@public
def one(request: Asked, body_id: int, year: int) -> HttpResponse:
    """`/reports/BODY/YEAR`: the report as the official form, with charts."""
    about = published.one(body_id, year)
    title, preface, drawn = _head(about.id, body_id, year)
    downloads = tuple(
        Link(f"/reports/{body_id}/{year}/{kind}", words(f"reports.kinds.{kind}"))
        for kind in KINDS
        if kind in _issued(about.id, body_id, year)
    )
    others = tuple(other for other in published.of_body(body_id) if other.year != year)
    parts = _parts(about.id, body_id, year, look_of(request).lang)
    page = ReportPage(about, title, preface, parts, drawn, downloads, others)
    return show(request, "portal/report.html", page)


@lru_cache(maxsize=256)
def _issued(_: int, body_id: int, year: int) -> frozenset[str]:
    """The kinds of document that were issued with a version, which never changes."""
    return frozenset(one.kind for one in queries.shown(PUBLIC, body_id, year).documents)


@lru_cache(maxsize=64)
def _head(_: int, body_id: int, year: int) -> tuple[str, tuple[str, ...], tuple[Drawn, ...]]:
    """Title, preface and charts of a published version, which never change."""
    report = published.frozen(published.one(body_id, year))
    document = arrange(report)
    return document.title, document.preface, charts(report)


@lru_cache(maxsize=64)
def _parts(_: int, body_id: int, year: int, lang: str) -> Markup:
    """The parts of a published version in a language, which never change."""
    document = arrange(published.frozen(published.one(body_id, year)))
    parts = [Part(one.heading, one.paragraphs, tuple(map(statutory, one.grids))) for one in document.sections]
    return Markup(environment(lang).get_template("portal/report-parts.html").render(parts=parts))


@public
def document(request: Asked, body_id: int, year: int, kind: str) -> HttpResponse:
    """A document as it was issued."""
    if kind not in KINDS:
        raise missing(Words("这个文件", "document"), where="kind")
    found = queries.document(PUBLIC, body_id, year, kind)
    headers = {"ETag": f'"{found.sha256}"', "Cache-Control": "public, max-age=300"}
    if f'"{found.sha256}"' in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return HttpResponse(status=304, headers=headers)
    response = HttpResponse(found.content, content_type=KINDS[kind], headers=headers)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    return response


@public
def comparison(request: Asked, body_id: int) -> HttpResponse:
    """`/reports/BODY/compare?left=2024&right=2025`: two years of a body side by side."""
    rows = published.of_body(body_id)
    if len(rows) < 2:
        raise _alone()
    by_year = {str(row.year): row for row in rows}
    left = by_year.get(str(request.GET.get("left", "")), rows[1])
    right = by_year.get(str(request.GET.get("right", "")), rows[0])
    found = _compared(left, right)
    columns = (
        Column(words("reports.columns.cell")),
        Column(str(left.year), numeric=True),
        Column(str(right.year), numeric=True),
        Column(words("reports.columns.change"), numeric=True),
    )
    lines = tuple(_line(one) for one in (*found.differences, *found.one_sided))
    table = Table(words("reports.differences", left=left.year, right=right.year), columns, lines)
    years = tuple(Choice(year, same(year)) for year in by_year)
    return show(
        request, "portal/compare.html", ComparePage(right, left, right, years, table, found.equal, found.unknown)
    )


@lru_cache(maxsize=64)
def _compared(left: Published, right: Published) -> Comparison:
    return compare(published.frozen(left), published.frozen(right))


def _line(one: Difference) -> tuple[object, ...]:
    label = Words(f"{one.row_label}·{one.column_label}", f"{one.row_gloss}, {one.column_gloss}")
    change = "" if one.change is None else f"{'+' if one.change > 0 else ''}{number_text(one.change)}"
    numbers = (None if value is None else number_text(value) for value in (one.left, one.right))
    return (label, *numbers, change)


def _alone() -> Trouble:
    message = words("reports.alone")
    return Trouble("missing", "nothing_to_compare", message, words("reports.alone_how"), "body_id")
