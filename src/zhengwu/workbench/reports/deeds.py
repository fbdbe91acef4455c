"""What is done with a report: checked, signed with reasons, published, corrected; its figures and texts."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.http import HttpResponse

from zhengwu.records.reports import actions, issuing, queries
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.checking import Checked
from zhengwu.records.reports.drill import Behind, Spot
from zhengwu.records.reports.queries import CellFacts, PartFacts
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.statute.report.formats import format_for_year
from zhengwu.statute.report.model import Number
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.reports.report import ReportPage, label_of, page_of, plain

PAGE = 50
REASON = "r-"
CORRECT = Form((Field("reason", words("reporting.correct.reason"), "textarea", most=1000, rows=3),))
FIGURE = Form(
    (
        Field(
            "value",
            words("reporting.figure.value"),
            hint=words("reporting.figure.value_hint"),
            required=False,
            most=20,
            width=8,
        ),
        Field("note", words("reporting.figure.note"), hint=words("reporting.figure.note_hint"), most=500),
    )
)


@dataclass(frozen=True, slots=True)
class DeedPage:
    """A report about to be signed, published or corrected."""

    report: ReportPage
    key: str
    form: Filled
    errors: tuple[Checked, ...]


@dataclass(frozen=True, slots=True)
class CellPage:
    """A cell: its figure, where it comes from, the matters behind it, and the form where it is entered by hand."""

    report_title: str
    base: str
    label: Words
    value: Number | None
    facts: CellFacts
    behind: tuple[Behind, ...]
    next: str
    form: Filled | None


@dataclass(frozen=True, slots=True)
class TextPage:
    """A part of the text: as it is edited, and as it is printed with the figures of this moment."""

    base: str
    year: int
    agency: str
    part: PartFacts
    form: Filled


@staff
@once
def deed(request: Asked, body_id: int, year: int, key: str) -> HttpResponse:
    """Checks, signs, publishes or corrects; what takes a reason asks for it first."""
    report = page_of(request.actor, body_id, year, request.on)
    if key not in {one.key for one in report.deeds}:
        raise missing(Words("这个操作", "deed"), where="deed")
    errors = tuple(one for one in report.findings if one.blocks) if key == "sign" else ()
    form = _form(key, errors)
    if request.method != "POST":
        return show(request, "workbench/reports/deed.html", DeedPage(report, key, form.empty(), errors))
    filled = form.read(request.POST)
    if not filled.sound:
        return show(request, "workbench/reports/deed.html", DeedPage(report, key, filled, errors), 422)
    try:
        said = _done(request, body_id, year, key, filled)
    except Trouble as trouble:
        page = DeedPage(report, key, filled.refused(trouble), errors)
        return show(request, "workbench/reports/deed.html", page, STATUS[trouble.kind])
    return onward(request, report.base, Notice("done", said))


def _form(key: str, errors: tuple[Checked, ...]) -> Form:
    if key == "correct":
        return CORRECT
    hint = words("reporting.sign.reason_hint")
    told = ((one.id, Words(one.sentence, one.gloss)) for one in errors)
    return Form(tuple(Field(REASON + pk, said, "textarea", hint, most=500, rows=2) for pk, said in told))


def _done(request: Asked, body_id: int, year: int, key: str, filled: Filled) -> Words:
    by, at = request.actor, request.at
    match key:
        case "check":
            found = actions.check(body_id, year, by=by, at=at)
            wrong = sum(one.blocks for one in found)
            return words("reporting.check.done", n=wrong, notes=len(found) - wrong)
        case "sign":
            reasons = {name.removeprefix(REASON): filled[name] for name in filled.values if name.startswith(REASON)}
            version = issuing.sign(body_id, year, reasons=reasons, by=by, at=at)
            return words("reporting.sign.done", version=version)
        case "publish":
            issuing.publish(body_id, year, by=by, at=at)
            return words("reporting.publish.done")
    actions.correct(body_id, year, reason=filled["reason"], by=by, at=at)
    return words("reporting.correct.done")


@staff
@once
def cell(request: Asked, body_id: int, year: int, table: str, row: str, column: str) -> HttpResponse:
    """Where a cell comes from; enters its figure where no ledger has one."""
    key = CellKey(table, row, column)
    facts = queries.cell_of(request.actor, body_id, year, key)
    report = page_of(request.actor, body_id, year, request.on)
    may = report.may_write and not facts.listed and facts.stated.source in ("", "entered")
    if request.method != "POST":
        filled = FIGURE.empty(value=_text(facts.stated.value)) if may else None
        return _cell(request, report, key, facts, filled, 200)
    filled = FIGURE.read(request.POST)
    value = _number(filled["value"])
    if filled["value"] and value is None:
        filled = filled.wrong("value", words("reporting.figure.no_number"))
    if not filled.sound:
        return _cell(request, report, key, facts, filled, 422)
    try:
        actions.put_figure(body_id, year, key, value, note=filled["note"], by=request.actor, at=request.at)
    except Trouble as trouble:
        return _cell(request, report, key, facts, filled.refused(trouble), STATUS[trouble.kind])
    return onward(request, f"{report.base}#c-{table}-{row}-{column}", Notice("done", words("reporting.figure.done")))


def _cell(
    request: Asked, report: ReportPage, key: CellKey, facts: CellFacts, filled: Filled | None, status: int
) -> HttpResponse:
    after = request.GET.get("after", "").split("~")
    spot = (
        Spot(after[0], int(after[1]), int(after[2])) if len(after) == 3 and (after[1] + after[2]).isdecimal() else None
    )
    found = (
        queries.behind(request.actor, report.body.id, report.year, key, after=spot, limit=PAGE + 1)
        if facts.listed and not facts.addends
        else []
    )
    following = "~".join(map(str, found[PAGE - 1].spot)) if len(found) > PAGE else ""
    form = format_for_year(report.year)
    label = label_of(form, *key) if form else Words("", "")
    value = facts.stated.value
    number = None if value is None else plain(value)
    page = CellPage(report.facts.title, report.base, label, number, facts, tuple(found[:PAGE]), following, filled)
    return show(request, "workbench/reports/cell.html", page, status)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "")) if text else None
    except InvalidOperation:
        return None


def _text(value: Number | None) -> str:
    return "" if value is None else str(plain(value))


@staff
@once
def text(request: Asked, body_id: int, year: int, key: str) -> HttpResponse:
    """Writes the text of a part; figures stand in braces and update themselves."""
    report = page_of(request.actor, body_id, year, request.on)
    part = next((one for one in report.facts.parts if one.key == key), None)
    if part is None or not report.may_write:
        raise missing(Words("这个部分", "part"), where="part")
    hint = words("reporting.text.hint")
    form = Form((Field("text", Words(part.heading, part.heading), "textarea", hint, False, most=9_000, rows=14),))
    filled = form.empty(text=part.template) if request.method != "POST" else form.read(request.POST)
    page = TextPage(report.base, year, report.body.name, part, filled)
    if request.method != "POST":
        return show(request, "workbench/reports/text.html", page)
    if not filled.sound:
        return show(request, "workbench/reports/text.html", page, 422)
    try:
        actions.put_text(body_id, year, key, filled["text"], by=request.actor, at=request.at)
    except Trouble as trouble:
        page = TextPage(report.base, year, report.body.name, part, filled.refused(trouble))
        return show(request, "workbench/reports/text.html", page, STATUS[trouble.kind])
    return onward(request, f"{report.base}#part-{key}", Notice("done", words("reporting.text.done")))
