"""Any annual report checked by uploading it: read, judged by every rule, shown with its findings, kept nowhere.

The findings go to the browser in a signed field of the page, and come back when they are wanted as a file.
"""

import csv
import io
from dataclasses import dataclass

import orjson
from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse
from django.http.multipartparser import MultiPartParserError

from zhengwu.portal.files import Upload
from zhengwu.portal.papers import download
from zhengwu.records.documents.actions import Copy
from zhengwu.records.documents.store import plain_name
from zhengwu.records.drafts import turns
from zhengwu.records.troubles import Trouble, Words, invalid
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.model import Finding, Report, Severity
from zhengwu.statute.report.readers import Unreadable, read_bytes
from zhengwu.statute.report.readers.reasons import REASONS
from zhengwu.statute.report.renderers.document import arrange
from zhengwu.statute.report.renderers.words import place_text
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.statutory import StatutoryTable, statutory
from zhengwu.visits import Asked

MOST_BYTES = 20_000_000
MB = 1_000_000
MOST_SHOWN = 200
MOST_PACKED = 1_000
SALT = "zhengwu.portal.report_check"
DAY = 86_400
COLUMNS = ("grave", "cause", "said", "gloss", "place", "place_gloss", "basis", "expected", "found")
FORMULA = ("=", "+", "-", "@", "\t")  # what a spreadsheet would run


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as it is listed: how grave, what, where in the file, the law."""

    grave: str
    cause: str
    said: Words
    place: Words
    basis: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A report that was read: what it is, what is the matter with it, and its tables with marks."""

    name: str
    agency: str
    year: int | None
    errors: int
    warnings: int
    notices: int
    findings: tuple[Found, ...]
    more: int
    tables: tuple[StatutoryTable, ...]
    packed: str


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The form, and the result once a file was sent."""

    filled: Filled
    result: Checked | None


def _form() -> Form:
    label, hint = words("reports.check.file.label"), words("reports.check.file.hint", most=MOST_BYTES // MB)
    return Form((Field("report", label, "files", hint),))


@public
def upload(request: Asked) -> HttpResponse:
    """`/reports/check`: a report is sent, and told what is the matter with it."""
    filled = _form().empty()
    if request.method != "POST":
        return show(request, "portal/report-check.html", CheckPage(filled, None))
    filled, sent = _sent(request, filled)
    if not filled.sound or sent is None:
        return show(request, "portal/report-check.html", CheckPage(filled, None), 422)
    try:
        turns.take("check", request.address, at=request.at)
        result = _checked(read_bytes(sent.content, sent.name), sent.name)
    except Unreadable as error:
        filled = filled.wrong("report", Words(error.sentence, error.gloss))
    except Trouble as trouble:
        filled = filled.refused(trouble)
    else:
        return show(request, "portal/report-check.html", CheckPage(filled, result))
    return show(request, "portal/report-check.html", CheckPage(filled, None), 422)


def _sent(request: Asked, filled: Filled) -> tuple[Filled, Upload | None]:
    """The one file that was sent; nothing of it is left once it is read."""
    try:
        sent = request.FILES.getlist("report")
    except (MultiPartParserError, SuspiciousOperation):
        sent = []
    if len(sent) != 1:
        return filled.wrong("report", words("reports.check.one")), None
    if (sent[0].size or 0) > MOST_BYTES:
        return filled.wrong("report", words("reports.check.large", most=MOST_BYTES // MB)), None
    with sent[0] as file:
        return filled, Upload(file.read(), plain_name(file.name or ""))


@public
def findings(request: Asked, kind: str) -> HttpResponse:
    """`/reports/check/findings/KIND`: the findings that this browser was shown, as a file: csv or json."""
    if kind not in ("csv", "json"):
        raise Http404(kind)
    if request.method != "POST":
        return onward(request, "/reports/check")
    try:
        name, rows = signing.loads(str(request.POST.get("packed", "")), salt=SALT, max_age=DAY)
    except signing.BadSignature:
        zh, en = "校验结果已过期，请重新校验。", "These findings are too old: check the report again."
        raise invalid("findings_gone", zh, en) from None
    names = [words(f"reports.check.columns.{one}") for one in COLUMNS]
    if kind == "json":
        content = orjson.dumps([dict(zip(COLUMNS, row, strict=True)) for row in rows], option=orjson.OPT_INDENT_2)
        return download(Copy(content, "application/json", f"{name}.json"))
    text = io.StringIO()
    csv.writer(text).writerows([[one.zh for one in names], *([_plain(cell) for cell in row] for row in rows)])
    return download(Copy(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"{name}.csv"))


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _checked(report: Report, name: str) -> Checked:
    findings = check(report, reasons=REASONS)
    errors, warnings, notices = (sum(one.severity is grave for one in findings) for grave in Severity)
    tables = tuple(statutory(grid, findings) for grid in arrange(report).grids)
    shown = tuple(map(_found, findings[:MOST_PACKED]))
    packed = signing.dumps([name, [_row(one) for one in shown]], salt=SALT, compress=True)
    more = max(len(findings) - MOST_SHOWN, 0)
    counts = (errors, warnings, notices)
    return Checked(name, report.agency or "", report.year, *counts, shown[:MOST_SHOWN], more, tables, packed)


def _row(one: Found) -> list[str]:
    """A finding as texts, in the order of `COLUMNS`."""
    said, place = one.said, one.place
    return [one.grave, one.cause, said.zh, said.en, place.zh, place.en, one.basis, one.expected, one.found]


def _found(one: Finding) -> Found:
    place = one.place or next((cell.place for cell in one.cells if cell.place), None)
    where = Words(place_text(place, "zh"), place_text(place, "en"))
    said = Words(one.sentence, one.gloss or one.sentence)
    return Found(one.severity.value, one.cause.value, said, where, one.basis, one.expected, one.found)
