"""Entering what changes the calendar: a notice of the State Council, an adjustment, a withdrawal; what moves is shown.

An open case is counted anew when the change is entered. Where there are very many, the first ones are at once and the
others by the clockwork; what is shown before is then told of the first ones only, and says so.
"""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from zhengwu.records.timetable import actions, queries
from zhengwu.records.timetable.actions import NewOverlay, Preview
from zhengwu.records.timetable.queries import Keeping, OverlayFacts
from zhengwu.records.timetable.shifts import Shift
from zhengwu.records.troubles import Trouble, Words, forbidden
from zhengwu.statute.calendar import Doubt, YearPlan, notice_from, plan_from, plan_of
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Column, Table
from zhengwu.visits import Asked
from zhengwu.workbench.naming import choices

PAGE = 50
AT_ONCE = 2_000  # cases counted while somebody waits
ALL = "all"
TEXT = Form(
    (
        Field(
            "text", words("timetable.notice.text"), "textarea", words("timetable.notice.text_hint"), most=9_000, rows=14
        ),
        Field("year", words("timetable.year"), "number", words("timetable.notice.year_hint"), False, most=4, width=4),
    )
)
PLAN = Form(
    (
        Field(
            "number", words("timetable.notice.number"), hint=words("timetable.notice.number_hint"), most=60, width=20
        ),
        Field("issued", words("timetable.notice.issued"), "date", required=False, width=8),
        Field(
            "plan", words("timetable.notice.plan"), "textarea", words("timetable.notice.plan_hint"), most=9_000, rows=18
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Moving:
    """What a change would move: how many cases were looked at, what becomes of them, and a page of the list."""

    looked_at: int
    moved: int
    late: int
    saved: int
    told_worse: int
    whole: bool
    broken: int
    table: Table
    first: int
    last: int
    next: int


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A notice being entered: its text, then what was understood of it and what it would move."""

    form: Filled
    reading: bool
    understood: Table | None
    doubts: tuple[Doubt, ...]
    moving: Moving | None


@dataclass(frozen=True, slots=True)
class AdjustPage:
    """An adjustment being entered, and what it would move."""

    form: Filled
    moving: Moving | None


@dataclass(frozen=True, slots=True)
class WithdrawPage:
    """An adjustment that would be taken back, and what that would move."""

    overlay: OverlayFacts
    form: Filled
    moving: Moving


@staff
def notice(request: Asked) -> HttpResponse:
    """`/desk/calendar/notice`: the text of a notice, read, looked at, entered."""
    if not queries.keeping(request.actor).nationwide:
        raise forbidden(actions.RIGHT)
    if request.method != "POST":
        return _noticed(request, NoticePage(TEXT.empty(), True, None, (), None))
    if "text" in request.POST:
        return _read(request)
    filled = PLAN.read(request.POST)
    if not filled.sound:
        return _noticed(request, NoticePage(filled, False, None, (), None), 422)
    plan = plan_of(filled["plan"], filled["number"], filled.day("issued"))
    try:
        if "enter" not in request.POST:
            return _looked(request, filled, plan, ())
        done = actions.enter_year(plan, "csv", by=request.actor, at=request.at, most=AT_ONCE)
    except Trouble as trouble:
        return _noticed(request, NoticePage(filled.refused(trouble), False, None, (), None), STATUS[trouble.kind])
    year = plan_from(plan, "csv").plan
    return onward(request, f"/desk/calendar?year={year.year if year else ''}", *_done(done))


def _read(request: Asked) -> HttpResponse:
    filled = TEXT.read(request.POST)
    if not filled.sound:
        return _noticed(request, NoticePage(filled, True, None, (), None), 422)
    read = notice_from(filled["text"], filled.number("year") or 0)
    if not read.off:
        for doubt in read.doubts or (Doubt("", *_pair(words("timetable.notice.nothing"))),):
            filled = filled.wrong("text" if read.year else "year", Words(doubt.zh, doubt.en))
        return _noticed(request, NoticePage(filled, True, None, (), None), 422)
    issued = read.issued.isoformat() if read.issued else ""
    known = PLAN.empty(number=read.notice, issued=issued, plan=read.days())
    if not read.notice:
        known = known.wrong("number", words("timetable.notice.no_number"))
        return _noticed(request, NoticePage(known, False, None, read.doubts, None), 422)
    plan = plan_of(read.days(), read.notice, read.issued)
    try:
        return _looked(request, known, plan, read.doubts)
    except Trouble as trouble:
        page = NoticePage(known.refused(trouble), False, None, read.doubts, None)
        return _noticed(request, page, STATUS[trouble.kind])


def _looked(request: Asked, filled: Filled, plan: str, doubts: tuple[Doubt, ...]) -> HttpResponse:
    preview = actions.preview_year(plan, "csv", by=request.actor, most=AT_ONCE)
    read = plan_from(plan, "csv").plan
    page = NoticePage(filled, False, _understood(read) if read else None, doubts, _moving(request, preview))
    return _noticed(request, page)


def _noticed(request: Asked, page: NoticePage, status: int = 200) -> HttpResponse:
    return show(request, "workbench/administration/notice.html", page, status)


def _understood(plan: YearPlan) -> Table:
    """The days in the order of the year, as a person reads them."""
    rows: list[tuple[date, tuple[object, ...]]] = []
    for span in plan.off:
        days = (span.last - span.first).days + 1
        said = words("timetable.notice.off", n=days)
        rows.append((span.first, (span.first, span.last if days > 1 else None, said, span.name)))
    for made in plan.work:
        rows.append((made.on, (made.on, None, words("timetable.notice.on"), made.name)))
    heads = ("first", "last", "what", "name")
    columns = tuple(Column(words(f"timetable.column.{one}")) for one in heads)
    ordered = tuple(row for _, row in sorted(rows, key=lambda one: one[0]))
    return Table(words("timetable.notice.understood", year=plan.year), columns, ordered)


@staff
def adjust(request: Asked) -> HttpResponse:
    """`/desk/calendar/adjust`: days that a document makes free or working for a body or for everybody."""
    keeping = queries.keeping(request.actor)
    if not keeping.bodies:
        raise forbidden(actions.RIGHT)
    form = _adjusting(keeping)
    if request.method != "POST":
        return _adjusted(request, AdjustPage(form.empty(working="false", emergency="false"), None))
    filled = form.read(request.POST)
    first, last = filled.day("first"), filled.day("last")
    if not filled.sound or first is None or last is None:
        return _adjusted(request, AdjustPage(filled, None), 422)
    wanted = NewOverlay(
        first, last, filled["working"] == "true", filled["reason"], filled["document"],
        emergency=filled["emergency"] == "true", body_id=filled.number("holds_for"),
    )  # fmt: skip
    try:
        if "enter" not in request.POST:
            preview = actions.preview_overlay(wanted, by=request.actor, most=AT_ONCE)
            return _adjusted(request, AdjustPage(filled, _moving(request, preview)))
        done = actions.overlay(wanted, by=request.actor, at=request.at, most=AT_ONCE)
    except Trouble as trouble:
        return _adjusted(request, AdjustPage(filled.refused(trouble), None), STATUS[trouble.kind])
    of = f"&body={wanted.body_id}" if wanted.body_id else ""
    return onward(request, f"/desk/calendar?year={first.year}{of}", *_done(done))


def _adjusting(keeping: Keeping) -> Form:
    everybody = (Choice(ALL, words("timetable.everybody")),) if keeping.nationwide else ()
    bodies = (*everybody, *(Choice(str(one), same(name)) for one, name in keeping.bodies))
    return Form(
        (
            Field("holds_for", words("timetable.holds_for"), "select", choices=bodies),
            Field("first", words("timetable.first"), "date", width=8),
            Field("last", words("timetable.last"), "date", width=8),
            Field("working", words("timetable.working"), "radios", choices=choices("working", ("false", "true"))),
            Field("reason", words("timetable.reason"), most=200),
            Field("document", words("timetable.document"), hint=words("timetable.document_hint"), most=200),
            Field("emergency", words("timetable.emergency"), "radios", choices=choices("flag", ("false", "true"))),
        )
    )


def _adjusted(request: Asked, page: AdjustPage, status: int = 200) -> HttpResponse:
    return show(request, "workbench/administration/adjust.html", page, status)


@staff
def withdraw(request: Asked, overlay_id: int) -> HttpResponse:
    """`/desk/calendar/adjustments/ID/withdraw`: shows what a withdrawal would move, then withdraws."""
    preview = actions.preview_withdrawal(overlay_id, by=request.actor, most=AT_ONCE)
    if request.method == "POST" and "enter" in request.POST:
        done = actions.withdraw_overlay(overlay_id, by=request.actor, at=request.at, most=AT_ONCE)
        return onward(request, "/desk/calendar", Notice("done", words("timetable.withdraw.done")), *_done(done)[1:])
    page = WithdrawPage(queries.overlay_of(overlay_id), Form(()).empty(), _moving(request, preview))
    return show(request, "workbench/administration/withdraw.html", page)


def _moving(request: Asked, preview: Preview) -> Moving:
    """The moves in the order in which they matter: late by it, no longer late, told otherwise, the rest by day."""
    turns = [(one, one.turn(request.on)) for one in preview.shifts]
    weight = {"late": 0, "saved": 1, "": 2}
    turns.sort(key=lambda one: (weight[one[1]], not one[0].told_worse, one[0].old or date.max, one[0].number))
    wanted = request.POST.get("from", "0")
    first = int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 0
    first = first if first < len(turns) else 0
    last = min(first + PAGE, len(turns))
    heads = ("number", "old", "new", "turn")
    columns = tuple(Column(words(f"timetable.column.{one}")) for one in heads)
    sees = bool(request.actor.reach("case.read"))
    rows = tuple(_moved(one, turn, sees) for one, turn in turns[first:last])
    return Moving(
        preview.looked_at,
        len(turns),
        sum(turn == "late" for _, turn in turns),
        sum(turn == "saved" for _, turn in turns),
        sum(one.told_worse for one, _ in turns),
        preview.whole,
        len(preview.broken),
        Table(words("timetable.moving.caption"), columns, rows),
        first + 1,
        last,
        last if last < len(turns) else 0,
    )


def _moved(one: Shift, turn: str, sees: bool) -> tuple[object, ...]:
    number = Link(f"/desk/cases/{one.case_id}", same(one.number)) if sees else one.number
    said = words(f"timetable.turn.{turn}") if turn else words("timetable.told_worse") if one.told_worse else None
    return (number, one.old, one.new, said)


def _done(done: Preview) -> tuple[Notice, ...]:
    told = [Notice("done", words("timetable.done", n=len(done.shifts)))]
    told += [] if done.whole else [Notice("note", words("timetable.done_rest"))]
    return tuple(told)


def _pair(said: Words) -> tuple[str, str]:
    return said.zh, said.en
