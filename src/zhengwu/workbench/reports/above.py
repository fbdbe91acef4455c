"""Over many bodies: the sum with who is in it, the findings by rule, one cell in every report, and these as files."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.http import HttpResponse

from zhengwu.records.documents.actions import Copy
from zhengwu.records.reports import across, exports, queries
from zhengwu.records.reports.across import LEAST, Found, Survey
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.drafting import form_for
from zhengwu.records.reports.territory import Territory
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.report.formats import Format
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Paging, Tab
from zhengwu.visits import Asked
from zhengwu.workbench.downloads import sent
from zhengwu.workbench.reports.cells import MEDIA
from zhengwu.workbench.reports.filed import State, asked_year, state_of, tabs_of
from zhengwu.workbench.reports.heads import Head, head_of
from zhengwu.workbench.reports.tables import change, label_of, outlying, shown

MOST = 200  # findings of one rule on a page
PAGE = 50
FIRST = CellKey("requests", "received", "total")


@dataclass(frozen=True, slots=True)
class Contributor:
    """A body in the sum: how far it is, whether its figures are in it, and what is doubtful about them."""

    body_id: int
    name: str
    state: State
    included: bool
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SumPage:
    """The sum of a territory: who is in it, who is missing, and which cells therefore state no number."""

    head: Head
    draft: bool
    contributors: tuple[Contributor, ...]
    missing: tuple[str, ...]
    gaps: int


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """The findings over a year by rule; with a rule, the bodies that it is about."""

    year: int
    years: tuple[Tab, ...]
    survey: Survey
    rule: str
    title: Words
    found: tuple[Found, ...]
    more: int


@dataclass(frozen=True, slots=True)
class CellRow:
    """What a cell says in the report of a body."""

    body: str
    href: str
    before: str
    now: str
    change: str
    outlying: bool
    rank: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A cell that may be chosen."""

    value: str
    label: Words
    here: bool


@dataclass(frozen=True, slots=True)
class AcrossPage:
    """One cell in every report of a year. `ranked`: there are enough of them for that."""

    year: int
    years: tuple[Tab, ...]
    cell: str
    label: Words
    choices: tuple[Choice, ...]
    rows: tuple[CellRow, ...]
    ranked: bool
    least: int
    paging: Paging


@staff
def summed(request: Asked, body_id: int, year: int) -> HttpResponse:
    """Who is in the sum of a government, and who is missing."""
    head = head_of(request.actor, body_id, year)
    found = queries.summed(request.actor, body_id, year)
    page = SumPage(
        head,
        found.aggregate.draft,
        tuple(_contributor(found, at, request) for at in range(len(found.filed))),
        found.aggregate.missing,
        len(found.aggregate.gaps),
    )
    return show(request, "workbench/reports/sum.html", page)


def _contributor(found: Territory, at: int, request: Asked) -> Contributor:
    one = found.filed[at]
    member = next((member for member in found.aggregate.members if member.name == one.name), None)
    doubts = tuple(doubt.value for doubt in member.doubts) if member else ()
    state = state_of(one, found.aggregate.report.year or 0, request.on)
    return Contributor(one.body_id, one.name, state, member is not None and member.included, doubts)


@staff
def findings(request: Asked) -> HttpResponse:
    """What the reports of a year have against them, by rule, worst first; `?rule=` names the bodies."""
    year, rule = asked_year(request.GET.get("year", ""), request.on), request.GET.get("rule", "")[:40]
    survey = across.survey(request.actor, year)
    known = {one.rule for one in survey.breaches}
    if rule and rule not in known:
        raise missing(Words("这条规则的发现", "findings by this rule"), where="rule")
    found = across.against(request.actor, year, rule) if rule else []
    title, more = across.title_of(rule, year), max(len(found) - MOST, 0)
    page = FindingsPage(year, tabs_of(request.on, year), survey, rule, title, tuple(found[:MOST]), more)
    return show(request, "workbench/reports/findings.html", page)


@staff
def one_cell(request: Asked) -> HttpResponse:
    """One cell in the report of every body, largest first where there are enough for a ranking."""
    year = asked_year(request.GET.get("year", ""), request.on)
    form, key = form_for(year), _cell(request.GET.get("cell", ""))
    found, after = across.stated(request.actor, year, key), request.GET.get("after", "")
    start = int(after) if after.isdecimal() and len(after) < 6 else 0
    ranked = any(one.rank for one in found)
    if ranked:
        found.sort(key=lambda one: (one.rank == 0, one.rank))
    address = f"{year}/cells/{'/'.join(key)}"
    rows = tuple(
        CellRow(
            one.body, f"/desk/reports/{one.body_id}/{address}", shown(one.before), shown(one.value),
            change(one.before, one.value), outlying(one.before, one.value), one.rank,
        )
        for one in found[start : start + PAGE]
    )  # fmt: skip
    following = str(start + PAGE) if len(found) > start + PAGE else ""
    paging = Paging(following, start == 0, {"year": str(year), "cell": ".".join(key)})
    tabs = tuple(
        Tab("?" + urlencode({"year": str(one.label.zh), "cell": ".".join(key)}), one.label, one.here)
        for one in tabs_of(request.on, year)
        if isinstance(one.label, Words)
    )
    page = AcrossPage(year, tabs, ".".join(key), label_of(form, *key), _choices(form, key), rows, ranked, LEAST, paging)
    return show(request, "workbench/reports/across.html", page)


def _cell(text: str) -> CellKey:
    names = text[:120].split(".")
    return CellKey(*names) if len(names) == 3 else FIRST


def _choices(form: Format, here: CellKey) -> tuple[Choice, ...]:
    return tuple(Choice(".".join(key), label, key == here) for key, label in _offered(form))


@cache
def _offered(form: Format) -> tuple[tuple[CellKey, Words], ...]:
    """The totals of each row, and every cell of the tables without totals."""
    keys = [CellKey(table.key, *key) for table in form.tables for key in table.keys]
    return tuple((key, label_of(form, *key)) for key in keys if key.table != "requests" or key.column == "total")


@staff
def export(request: Asked, what: str, kind: str) -> HttpResponse:
    """One of these lists as CSV or XLSX."""
    year = asked_year(request.GET.get("year", ""), request.on)
    match what:
        case "filed":
            sheet = exports.filing(request.actor, year, request.on)
        case "findings":
            sheet = exports.findings(request.actor, year, request.GET.get("rule", "")[:40])
        case "cell":
            key = _cell(request.GET.get("cell", ""))
            sheet = exports.stated(request.actor, year, key, f"{year} {label_of(form_for(year), *key).zh}")
        case _:
            raise missing(Words("这张表", "list"), where="what")
    content = exports.written(sheet, kind, by=request.actor, at=request.at)
    return sent(Copy(content, MEDIA[kind], f"{sheet.name}.{kind}"))
