"""Any annual report checked by uploading it: read, judged by every rule, shown with its findings, kept nowhere."""

from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError

from zhengwu.records.troubles import Words
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.model import Finding, Report, Severity
from zhengwu.statute.report.readers import Unreadable, read_bytes
from zhengwu.statute.report.readers.reasons import REASONS
from zhengwu.statute.report.renderers.document import arrange
from zhengwu.statute.report.renderers.words import place_text
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.pages import show
from zhengwu.ui.parts.statutory import StatutoryTable, statutory
from zhengwu.visits import Asked

MOST_BYTES = 20_000_000
MB = 1_000_000
MOST_SHOWN = 200


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
    try:
        sent = request.FILES.getlist("report")
    except (MultiPartParserError, SuspiciousOperation):
        sent = []
    if len(sent) != 1:
        filled = filled.wrong("report", words("reports.check.one"))
    elif (sent[0].size or 0) > MOST_BYTES:
        filled = filled.wrong("report", words("reports.check.large", most=MOST_BYTES // MB))
    if not filled.sound:
        return show(request, "portal/report-check.html", CheckPage(filled, None), 422)
    try:
        report = read_bytes(sent[0].read(), sent[0].name or "")
        result = _checked(report, sent[0].name or "")
    except Unreadable as error:
        filled = filled.wrong("report", Words(error.sentence, error.gloss))
        return show(request, "portal/report-check.html", CheckPage(filled, None), 422)
    return show(request, "portal/report-check.html", CheckPage(filled, result))


def _checked(report: Report, name: str) -> Checked:
    findings = check(report, reasons=REASONS)
    errors, warnings, notices = (sum(one.severity is grave for one in findings) for grave in Severity)
    tables = tuple(statutory(grid, findings) for grid in arrange(report).grids)
    shown = tuple(map(_found, findings[:MOST_SHOWN]))
    more = max(len(findings) - MOST_SHOWN, 0)
    return Checked(name, report.agency or "", report.year, errors, warnings, notices, shown, more, tables)


def _found(one: Finding) -> Found:
    place = one.place or next((cell.place for cell in one.cells if cell.place), None)
    where = Words(place_text(place, "zh"), place_text(place, "en"))
    said = Words(one.sentence, one.gloss or one.sentence)
    return Found(one.severity.value, one.cause.value, said, where, one.basis, one.expected, one.found)
