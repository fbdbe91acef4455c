"""Annual reports: who has published, one report as the official form, the documents."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from django.http import HttpResponse
from markupsafe import Markup

from zhengwu.portal.report_charts import Drawn, charts
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.reports import published, queries
from zhengwu.records.reports.published import Published
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.report.renderers.document import arrange
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import public
from zhengwu.ui.environment import environment
from zhengwu.ui.forms import Choice
from zhengwu.ui.links import Link
from zhengwu.ui.looks import look_of
from zhengwu.ui.pages import show
from zhengwu.ui.parts.statutory import StatutoryTable, statutory
from zhengwu.ui.parts.tables import Column, Filter, Table
from zhengwu.visits import Asked

KINDS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
LISTED = 200


@dataclass(frozen=True, slots=True)
class ListPage:
    """The reports of a year or a body, and what else may be chosen."""

    filters: tuple[Filter, ...]
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


@public
def listing(request: Asked) -> HttpResponse:
    """`/reports`: the reports of a year, or of a body; the newest year first."""
    years, asked, body = published.years(), str(request.GET.get("year", "")), str(request.GET.get("body", ""))
    bodies = published.bodies()
    if body.isdecimal() and int(body[:12]) in dict(bodies):
        year, found = 0, published.of_body(int(body[:12]))
        if asked.isdecimal() and int(asked[:4]) in years:
            year = int(asked[:4])
            found = tuple(one for one in found if one.year == year)
    else:
        body = ""
        year = int(asked[:4]) if asked.isdecimal() and int(asked[:4]) in years else (years[0] if years else 0)
        found = published.of_year(year)
    rows = tuple(
        (
            Link(f"/reports/{one.body_id}/{one.year}", same(one.name if year else str(one.year))),
            one.on,
            words("reports.corrected") if one.correction else "",
        )
        for one in found
    )
    columns = (
        Column(words("reports.columns.body" if year else "reports.columns.year")),
        Column(words("reports.columns.published")),
        Column(words("reports.columns.note")),
    )
    title = (
        words("reports.of_year", year=year)
        if year
        else words("reports.of_body", name=dict(bodies)[int(body)] if body else "")
    )
    filters = (
        Filter("year", words("reports.years"), tuple(Choice(str(one), same(one)) for one in years), str(year or "")),
        Filter("body", words("reports.columns.body"), tuple(Choice(str(at), same(name)) for at, name in bodies), body),
    )
    return show(request, "portal/reports.html", ListPage(filters, Table(title, columns, rows[:LISTED])))


@public
def one(request: Asked, body_id: int, year: int) -> HttpResponse:
    """`/reports/BODY/YEAR`: the report as the official form, with charts."""
    about = published.one(body_id, year)
    lang = look_of(request).lang
    title, preface, drawn = _head(about.id, body_id, year, lang)
    downloads = tuple(
        Link(f"/reports/{body_id}/{year}/{kind}", words(f"reports.kinds.{kind}"))
        for kind in KINDS
        if kind in _issued(about.id, body_id, year)
    )
    others = tuple(other for other in published.of_body(body_id) if other.year != year)
    parts = _parts(about.id, body_id, year, lang)
    page = ReportPage(about, title, preface, parts, drawn, downloads, others)
    return show(request, "portal/report.html", page)


@lru_cache(maxsize=256)
def _issued(_: int, body_id: int, year: int) -> frozenset[str]:
    """The kinds of document that were issued with a version, which never changes."""
    return frozenset(one.kind for one in queries.shown(PUBLIC, body_id, year).documents)


@lru_cache(maxsize=64)
def _head(_: int, body_id: int, year: int, lang: str) -> tuple[str, tuple[str, ...], tuple[Drawn, ...]]:
    """Title, preface and charts of a published version, which never change."""
    report = published.frozen(published.one(body_id, year))
    document = arrange(report)
    return document.title, document.preface, charts(report, lang)


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
