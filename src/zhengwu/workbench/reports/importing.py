"""A report from elsewhere: handed in, looked at cell by cell beside what is on file, agreed to or given up."""

from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError

from zhengwu.records.reports import incoming
from zhengwu.records.reports.drafting import form_for
from zhengwu.records.reports.incoming import Preview, Read
from zhengwu.records.reports.issuing import LARGEST_FILE
from zhengwu.records.troubles import Trouble, Words, forbidden
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.reports.heads import Head, head_of
from zhengwu.workbench.reports.tables import label_of, shown

MB = 1_000_000
MOST = 60  # findings on the page
SURE = ("number", "none")


@dataclass(frozen=True, slots=True)
class ImportPage:
    """The form that takes the file."""

    head: Head
    form: Filled


@dataclass(frozen=True, slots=True)
class Row:
    """A cell as it was read, beside what is on file."""

    label: Words
    raw: str
    value: str
    sure: str
    on_file: str
    differs: bool
    enterable: bool


@dataclass(frozen=True, slots=True)
class IncomingPage:
    """What was read, before anything is agreed to. `unsure` counts the cells without a certain number."""

    head: Head
    preview: Preview
    rows: tuple[Row, ...]
    unsure: int
    differing: int
    enterable: int
    more: int
    form: Filled
    only: bool


def _form() -> Form:
    hint = words("reporting.import.hint", most=LARGEST_FILE // MB)
    return Form((Field("file", words("reporting.import.file"), "files", hint),))


def _writer(request: Asked, body_id: int, year: int) -> Head:
    head = head_of(request.actor, body_id, year)
    if not head.may_write:
        raise forbidden("report.compile")
    return head


@staff
@once
def hand_in(request: Asked, body_id: int, year: int) -> HttpResponse:
    """Takes a file and reads it."""
    head, filled = _writer(request, body_id, year), _form().empty()
    form_for(year)
    if request.method != "POST":
        return show(request, "workbench/reports/import.html", ImportPage(head, filled))
    try:
        sent = request.FILES.getlist("file")
    except (MultiPartParserError, SuspiciousOperation):
        sent = []
    status = 422
    if len(sent) != 1:
        filled = filled.wrong("file", words("reporting.import.one"))
    elif (sent[0].size or 0) > LARGEST_FILE:
        filled = filled.wrong("file", words("reporting.import.large", most=LARGEST_FILE // MB))
    else:
        try:
            name = sent[0].name or "report"
            made = incoming.hand_in(body_id, year, sent[0].read(), name, by=request.actor, at=request.at)
            return onward(request, f"{head.base}/import/{made}")
        except Trouble as trouble:
            filled = filled.refused(trouble if trouble.where == "file" else _at_file(trouble))
            status = STATUS[trouble.kind]
    return show(request, "workbench/reports/import.html", ImportPage(head, filled), status)


def _at_file(trouble: Trouble) -> Trouble:
    return Trouble(trouble.kind, trouble.code, trouble.message, trouble.advice, "file")


@staff
@once
def look(request: Asked, body_id: int, year: int, file_id: int) -> HttpResponse:
    """What was read; a POST agrees (`keep`, `enter`) or gives it up."""
    head, filled = _writer(request, body_id, year), Form(()).empty()
    deed = str(request.POST.get("deed", "")) if request.method == "POST" else ""
    by, at = request.actor, request.at
    try:
        if deed == "keep":
            incoming.keep(body_id, year, file_id, by=by, at=at)
            return onward(request, head.base, Notice("done", words("reporting.import.kept", year=year)))
        if deed == "enter":
            count = incoming.enter(body_id, year, file_id, by=by, at=at)
            return onward(request, head.base, Notice("done", words("reporting.import.entered", n=count)))
        if deed == "drop":
            incoming.drop(body_id, year, file_id, by=by, at=at)
            return onward(request, f"{head.base}/import", Notice("done", words("reporting.import.dropped")))
    except Trouble as trouble:
        if trouble.kind == "missing":
            raise
        filled = filled.refused(trouble)
    preview = incoming.look(body_id, year, file_id, by=by, at=at)
    only = request.GET.get("only") == "unsure"
    page = _page(head, preview, filled, only=only)
    return show(request, "workbench/reports/incoming.html", page, 200 if filled.sound else 409)


def _page(head: Head, found: Preview, filled: Filled, *, only: bool) -> IncomingPage:
    rows = tuple(_row(one, head.year) for one in found.cells)
    shown_rows = tuple(one for one in rows if not only or one.sure not in SURE or one.differs)
    return IncomingPage(
        head,
        found,
        shown_rows,
        sum(one.sure not in SURE for one in rows),
        sum(one.differs for one in rows),
        sum(one.enterable and one.sure == "number" and one.differs for one in rows),
        max(len(found.findings) - MOST, 0),
        filled,
        only,
    )


def _row(one: Read, year: int) -> Row:
    differs = one.value is not None and one.value != one.on_file
    label = label_of(form_for(year), *one.cell)
    return Row(label, one.raw[:60], shown(one.value), one.sure, shown(one.on_file), differs, one.enterable)
