"""Dates, lights, timelines, steps and statutory tables to look at: what the engine and the forms really say."""

from datetime import date
from functools import cache

from zhengwu.records.cases.shown import PromisedFacts
from zhengwu.records.troubles import Words
from zhengwu.statute.calendar import Unit, explained, national
from zhengwu.statute.procedures import Case, Event, event_from, explain, follow, next_steps, procedure
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.model import Cause, CellRef, Finding, Severity, Table, TableStatus, number_cell
from zhengwu.statute.report.renderers.layout import lay_out
from zhengwu.ui.links import Link
from zhengwu.ui.parts.dates import Reasoned, of_due, of_period
from zhengwu.ui.parts.lights import KINDS, Light
from zhengwu.ui.parts.statutory import StatutoryTable, statutory
from zhengwu.ui.parts.steps import Steps, steps_of
from zhengwu.ui.parts.timeline import Drawn, Happening, Segment, drawn

TODAY = date(2026, 10, 15)
RECEIVED = {"event": "received", "on": "2026-09-21"}
ASKED = {"event": "consultation_sent", "on": "2026-09-24", "party": "青禾某公司", "kind": "third_party"}
ANSWERED = {"event": "opinion_received", "on": "2026-10-13", "party": "青禾某公司", "opinion": "agrees"}
DAYS = {"calm": 12, "soon": 2, "promise": -1, "late": -4, "waiting": None, "closed": None}
LIGHTS = tuple(Light(kind, DAYS[kind]) for kind in KINDS)

PROMISED = PromisedFacts(date(2026, 10, 22), 15, True, "示范区政务服务承诺（2026年）")


@cache
def _case(*events: str) -> Case:
    told = {"received": RECEIVED, "asked": ASKED, "answered": ANSWERED}
    law = procedure("information_request")
    found = [event_from(told[name]) for name in events]
    case, refused = follow(law, [one for one in found if isinstance(one, Event)], national())
    if refused is not None:
        raise ValueError(refused.reason.en)
    return case


def _reasoned(*events: str, today: date = TODAY) -> Reasoned:
    law, case = procedure("information_request"), _case(*events)
    running = case.clocks[0]
    found, lines = explain(law, case, running, national())
    return of_due(found, lines, national(), today)


@cache
def dates() -> tuple[tuple[str, Reasoned], ...]:
    """Running, over, paused and resumed, in an open pause; moved off a holiday; in a year not announced."""
    made = [
        ("running", _reasoned("received")),
        ("over", _reasoned("received", today=date(2026, 11, 9))),
        ("resumed", _reasoned("received", "asked", "answered")),
        ("paused", _reasoned("received", "asked")),
    ]
    for name, start, length, unit in (
        ("moved", date(2026, 9, 11), 20, Unit.CALENDAR_DAYS),
        ("provisional", date(2026, 12, 21), 20, Unit.WORKING_DAYS),
    ):
        end, lines = explained(national(), start, length, unit, "条例第三十三条第二款")
        made.append((name, of_period(end, start, unit, lines, national(), TODAY)))
    return tuple(made)


CLERK, HANDLER = Words("王登记（登记员）", "Wang, clerk"), Words("李承办（承办人）", "Li, handler")
HEAD, SYSTEM = Words("赵负责（公开机构负责人）", "Zhao, head"), Words("系统", "System")
HAPPENINGS = (
    Happening(
        date(2026, 9, 21),
        Words("收到申请", "Request received"),
        CLERK,
        letter=Link("#", Words("受理回执", "Receipt")),
        rail="runs",
        clock=Words("自次日起算", "runs from the next day"),
    ),
    Happening(
        date(2026, 9, 24),
        Words("征求第三方意见", "Third party consulted"),
        HANDLER,
        Words("青禾某公司", "A company in Qinghe"),
        Link("#", Words("征求意见书", "Letter")),
        "paused",
        Words("已计 3 个工作日，暂停", "3 working days counted; paused"),
    ),
    Happening(date(2026, 10, 9), Words("误登的意见", "An opinion by mistake"), HANDLER, rail="paused", struck=True),
    Happening(
        date(2026, 10, 13),
        Words("收到第三方意见", "Opinion received"),
        HANDLER,
        Words("同意公开", "Agrees"),
        rail="runs",
        clock=Words("恢复计算", "resumed"),
    ),
    Happening(date(2026, 11, 6), Words("期限届满", "The period ended"), SYSTEM, rail="late"),
    Happening(
        date(2026, 11, 10),
        Words("答复", "Answered"),
        HEAD,
        letter=Link("#", Words("信息公开告知书", "Answer")),
    ),
)
CLOCK: tuple[Drawn, ...] = drawn(
    (
        Segment(date(2026, 9, 21), date(2026, 9, 24), "runs", 3),
        Segment(date(2026, 9, 24), date(2026, 10, 13), "paused", 8),
        Segment(date(2026, 10, 13), date(2026, 11, 6), "runs", 17),
        Segment(date(2026, 11, 6), date(2026, 11, 10), "late", 2),
    )
)


@cache
def steps() -> tuple[Steps, ...]:
    """What a head may do with a request that runs; and a case in which nothing may be done."""
    law = procedure("information_request")
    found = steps_of(next_steps(law, _case("received"), TODAY, national(), {"head", "handler"}), "#{step}")
    return found, Steps((), found.refusals[:2])


@cache
def statutory_tables() -> tuple[StatutoryTable, ...]:
    """Tables of the form in force: with figures, links and two findings; one that is stated to be none."""
    form = format_of("2021")
    requests, remedies, published = (form.table(key) for key in ("requests", "remedies", "publications"))
    columns = ("natural_person", "enterprise", "total")
    cells = {("received", column): number_cell(value) for column, value in zip(columns, (41, 7, 48), strict=True)}
    cells |= {("granted", column): number_cell(value) for column, value in zip(columns, (20, 4, 25), strict=True)}
    findings = (
        Finding("sample-1", Severity.ERROR, Cause.REPORT, "条例第五十条", "予以公开：总计 25 与各列之和 24 不一致。",
                "Granted: the total 25 is not the sum 24.", (CellRef("requests", "granted", "total"),)),
        Finding("sample-2", Severity.WARNING, Cause.REPORT, "", "新收申请比上年多一倍以上，请核对。",
                "More than twice last year's requests: check.", (CellRef("requests", "received", "total"),)),
    )  # fmt: skip
    filled = lay_out(requests, Table("requests", form.key, TableStatus.READ, cells))
    none = lay_out(
        remedies, Table("remedies", form.key, TableStatus.STATED_NONE, sentence="本年度无行政复议、行政诉讼。")
    )
    first = lay_out(
        published, Table("publications", form.key, TableStatus.READ, {("licensing", "decisions"): number_cell(312)})
    )
    return (
        statutory(first),
        statutory(filled, findings, lambda key: "#" if key in cells else ""),
        statutory(none),
    )
