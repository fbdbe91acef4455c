"""Handing all open cases of a person over to another: each shown, each by the lawful step, each told."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.people.queries import PersonFacts
from zhengwu.records.staffing import directory, handover
from zhengwu.records.staffing.handover import Handing
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.visits import Asked
from zhengwu.workbench.administration.people import address, place
from zhengwu.workbench.naming import procedure_name, stage

TEMPLATE = "workbench/administration/handing.html"


@dataclass(frozen=True, slots=True)
class Row:
    """A case that is to go over, or stays, and why."""

    case: Handing
    procedure: Words
    stage: Words


@dataclass(frozen=True, slots=True)
class HandingPage:
    """The open cases of a person: those that go over, those that stay; `beyond` are open but not to be seen here."""

    person: PersonFacts
    crumbs: tuple[Link, ...]
    going: tuple[Row, ...]
    staying: tuple[Row, ...]
    beyond: int
    form: Filled


@staff
def hand_over(request: Asked, person_id: int) -> HttpResponse:
    """Shows what would go over, and hands it over; every case for itself, so that sending twice does nothing twice."""
    person = directory.person(request.actor, person_id)
    found = handover.to_hand_over(request.actor, person_id)
    form = _form(request, found, person_id)
    if request.method != "POST":
        return _shown(request, person, found, form.empty())
    filled = form.read(request.POST)
    if not filled.sound:
        return _shown(request, person, found, filled, 422)
    told = handover.hand_over(
        request.actor, [one.id for one in found if one.refused is None], to=int(filled["to"]), note=filled["note"],
        at=request.at, person_id=person_id,
    )  # fmt: skip
    said = [Notice("done", words("people_pages.cases.done", n=told.done))] if told.done else []
    said += [Notice("warning", _stayed(one)) for one in told.kept[:5]]
    return onward(request, f"{address(person_id)}/cases", *said)


def _stayed(one: Handing) -> Words:
    why = one.refused or Words("", "")
    number = one.number
    return Words(words("people_pages.cases.stayed", number=number, why=why.zh).zh,
                 words("people_pages.cases.stayed", number=number, why=why.en).en)  # fmt: skip


def _form(request: Asked, found: list[Handing], person_id: int) -> Form:
    bodies = {one.body_id for one in found if one.refused is None}
    people = handover.receivers(request.actor, bodies, person_id, request.on) if bodies else []
    to = Field("to", words("people_pages.cases.to"), "select", words("people_pages.cases.to_hint"),
               choices=tuple(Choice(str(pk), same(name)) for pk, name in people))  # fmt: skip
    return Form((to, Field("note", words("people_pages.cases.note"), required=False, most=500)))


def _shown(
    request: Asked, person: PersonFacts, found: list[Handing], filled: Filled, status: int = 200
) -> HttpResponse:
    rows = [Row(one, procedure_name(one.procedure), stage(one.procedure, one.state)) for one in found]
    page = HandingPage(
        person,
        place(person.id, person.name),
        tuple(row for row in rows if row.case.refused is None),
        tuple(row for row in rows if row.case.refused is not None),
        max(0, handover.held_by(person.id) - len(found)),
        filled,
    )
    return show(request, TEMPLATE, page, status)
