"""The deadline calculator: a period by itself, or a request for information told by what happened to it.

Both are asked by address (GET), so that a result can be sent to somebody. Nothing is put on file.
"""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, QueryDict

from zhengwu.portal.happened import Told, told
from zhengwu.records.organs import queries as organs
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.timetable.queries import asked_calendar
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.calendar import CalendarError, Unit, explained
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.pages import show
from zhengwu.ui.parts.dates import Reasoned, of_period
from zhengwu.visits import Asked

LONGEST = {Unit.WORKING_DAYS: 2_000, Unit.CALENDAR_DAYS: 20_000, Unit.MONTHS: 600}
MOST_BODIES = 300
USUAL = ((20, "reply"), (7, "correction"), (15, "opinion"), (20, "extension"))
DAYS = ("received", "correction_requested", "correction_received", "consultation_sent", "opinion_received", "extended")


@dataclass(frozen=True, slots=True)
class Usual:
    """A period of the Regulations with one tap: its length in working days, and what it is for."""

    length: int
    about: Words


@dataclass(frozen=True, slots=True)
class PeriodPage:
    """The form, the result where everything was filled in, and the periods that people ask for most."""

    filled: Filled
    result: Reasoned | None
    usual: tuple[Usual, ...]
    since: date
    link: str


@dataclass(frozen=True, slots=True)
class EventsPage:
    """The form, and what the events that were told lead to."""

    filled: Filled
    result: Told | None
    link: str = ""


def _body() -> Field:
    found = organs.bodies(PUBLIC, limit=MOST_BODIES)
    choices = tuple(Choice(str(one.id), Words(one.name, one.name)) for one in found)
    label, hint = words("calculator.body.label"), words("calculator.body.hint")
    return Field("body", label, "select", hint, required=False, choices=choices)


def _period_form() -> Form:
    units = tuple(Choice(unit.value, words(f"calculator.unit.{unit.value}")) for unit in LONGEST)
    return Form(
        (
            Field("from", words("calculator.from.label"), "date", words("calculator.from.hint"), width=12),
            Field("length", words("calculator.length.label"), "number", width=4, most=5),
            Field("unit", words("calculator.unit.label"), "radios", choices=units),
            _body(),
        )
    )


@public
def period(request: Asked) -> HttpResponse:
    """`/deadline`: the last day of a period that begins the day after `from`."""
    form, asked = _period_form(), "from" in request.GET
    filled = (
        form.read(request.GET) if asked else form.empty(length="20", unit="working_days", **{"from": str(request.on)})
    )
    result: Reasoned | None = None
    if asked and filled.sound:
        filled, result = _counted(filled, request.on)
    usual = tuple(Usual(length, words(f"calculator.usual.{name}")) for length, name in USUAL)
    page = PeriodPage(filled, result, usual, filled.day("from") or request.on, _link(request))
    return show(request, "portal/deadline.html", page)


def _counted(filled: Filled, today: date) -> tuple[Filled, Reasoned | None]:
    start, length, unit = filled.day("from") or today, filled.number("length") or 0, Unit(filled["unit"])
    if not 0 <= length <= LONGEST[unit]:
        return filled.wrong("length", words("calculator.length.wrong", most=LONGEST[unit])), None
    try:
        calendar = asked_calendar(filled.number("body"))
        end, lines = explained(calendar, start, length, unit)
        return filled, of_period(end, start, unit, lines, calendar, today)
    except CalendarError as error:
        return filled.wrong("from", Words(error.zh, error.en)), None
    except Trouble as trouble:
        return filled.wrong("body", trouble.message), None


def _events_form() -> Form:
    days = (
        Field(name, words(f"calculator.events.{name}"), "date", required=name == "received", width=12) for name in DAYS
    )
    return Form((*days, _body()))


@public
def events(request: Asked) -> HttpResponse:
    """`/deadline/events`: when a request must be answered that went through corrections, opinions, an extension."""
    form = _events_form()
    if not request.GET:
        return show(request, "portal/deadline-events.html", EventsPage(form.empty(), None))
    filled = form.read(_without_empty(request.GET))
    if not filled.sound:
        return show(request, "portal/deadline-events.html", EventsPage(filled, None))
    days = {name: on for name in DAYS if (on := filled.day(name)) is not None}
    try:
        result = told(days, asked_calendar(filled.number("body")), request.on)
    except CalendarError as error:
        return show(
            request,
            "portal/deadline-events.html",
            EventsPage(filled.wrong("received", Words(error.zh, error.en)), None),
        )
    except Trouble as trouble:
        return show(request, "portal/deadline-events.html", EventsPage(filled.refused(trouble), None))
    return show(request, "portal/deadline-events.html", EventsPage(filled, result, _link(request)))


def _link(request: Asked) -> str:
    """The address of this result, for whoever is to see it too."""
    return request.build_absolute_uri(request.get_full_path())


def _without_empty(sent: QueryDict) -> QueryDict:
    kept = sent.copy()
    for name in [name for name in kept if not kept[name]]:
        del kept[name]
    return kept
