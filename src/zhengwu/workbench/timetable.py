"""The calendar by which the office counts: notices, adjustments, and what moves when one is entered, shown before."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.timetable import actions, queries
from zhengwu.records.timetable.actions import NewOverlay, Preview
from zhengwu.records.timetable.queries import NoticeFacts, OverlayFacts, YearFacts
from zhengwu.records.troubles import Trouble
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.naming import choices

FORM = Form(
    (
        Field("first", words("timetable.first"), "date", width=8),
        Field("last", words("timetable.last"), "date", width=8),
        Field("working", words("timetable.working"), "radios", choices=choices("working", ("false", "true"))),
        Field("reason", words("timetable.reason"), most=200),
        Field("document", words("timetable.document"), hint=words("timetable.document_hint"), most=200),
    )
)


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """The years around today, what was entered, and, for who keeps the calendar, a form with what it would move."""

    years: tuple[YearFacts, ...]
    notices: tuple[NoticeFacts, ...]
    overlays: tuple[OverlayFacts, ...]
    form: Filled | None
    preview: Preview | None


@staff
@once
def calendar(request: Asked) -> HttpResponse:
    """Shows the calendar; previews an adjustment, then enters it."""
    may = bool(request.actor.reach("calendar.manage"))
    if request.method != "POST" or not may:
        return _shown(request, FORM.empty(working="false") if may else None, None, 200)
    filled = FORM.read(request.POST)
    first, last = filled.day("first"), filled.day("last")
    if not filled.sound or first is None or last is None:
        return _shown(request, filled, None, 422)
    wanted = NewOverlay(first, last, filled["working"] == "true", filled["reason"], filled["document"])
    try:
        if "enter" not in request.POST:
            return _shown(request, filled, actions.preview_overlay(wanted, by=request.actor), 200)
        done = actions.overlay(wanted, by=request.actor, at=request.at)
    except Trouble as trouble:
        return _shown(request, filled.refused(trouble), None, STATUS[trouble.kind])
    return onward(request, "/desk/calendar", Notice("done", words("timetable.done", n=len(done.shifts))))


def _shown(request: Asked, filled: Filled | None, preview: Preview | None, status: int) -> HttpResponse:
    this = request.on.year
    page = CalendarPage(
        tuple(queries.year_of(year) for year in (this - 1, this, this + 1)),
        tuple(queries.notices()),
        tuple(queries.overlays()),
        filled,
        preview,
    )
    return show(request, "workbench/calendar.html", page, status)
