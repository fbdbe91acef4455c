"""Promises of bodies for their cases: tried on the cases that are open, made from a day on, ended."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse

from zhengwu.records.cases import promising
from zhengwu.records.organs import promises
from zhengwu.records.organs.limits import RIGHT
from zhengwu.records.organs.promises import PromiseFacts
from zhengwu.records.people.actors import Actor
from zhengwu.records.staffing.asking import needed
from zhengwu.records.troubles import Trouble, Words, invalid
from zhengwu.statute.calendar import Unit
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Column, Fact, Table
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import HOME, Deed, Done, bodies_within, carry_out
from zhengwu.workbench.naming import procedure_name

LIMITS = Link("/desk/administration/limits", words("limits.title"))
HEADS = ("body", "procedure", "promised", "law", "begins", "until", "announced", "by", "deed")


@dataclass(frozen=True, slots=True)
class PromisePage:
    """A promise being made; `effect` says what it would mean, once it can be made."""

    form: Filled
    effect: tuple[Words, ...]


def table(actor: Actor, on: date) -> Table:
    """The promises that hold or will, body by body."""
    rows = tuple(
        (
            same(one.name), procedure_name(one.procedure), _days(one.law.unit, one.length),
            _days(one.law.unit, one.law.length), one.since, one.until, same(one.basis), same(one.by), _deed(one),
        )
        for one in promises.listed(actor, on)
    )  # fmt: skip
    return Table(words("limits.promises"), tuple(Column(words(f"limits.column.{one}")) for one in HEADS), rows)


def _deed(one: PromiseFacts) -> Link:
    return Link(f"/desk/administration/promises/{one.id}/end", words("limits.end.title"))


def _days(unit: Unit, length: int) -> Words:
    return words(f"limits.unit.{unit.value}", n=length)


@staff
@once
def make(request: Asked) -> HttpResponse:
    """`/desk/administration/promises/new`: tries a promise on the cases that are open, then makes it."""
    needed(request.actor, RIGHT)
    form = _form(request.actor)
    if request.method != "POST":
        tomorrow = (request.on + timedelta(days=1)).isoformat()
        return _shown(request, PromisePage(form.empty(since=tomorrow), ()), 200)
    filled = form.read(request.POST)
    if not filled.sound:
        return _shown(request, PromisePage(filled, ()), 422)
    try:
        length, since = _number(filled["length"]), filled.day("since") or request.on
        law = promises.check(filled["procedure"], length, since, request.on)
        if "set" not in request.POST:
            return _shown(request, PromisePage(filled, _effect(filled, length, since, request.on)), 200)
        asked = (int(filled["body_id"]), filled["procedure"], length, since, filled["basis"])
        made = promises.make(*asked, by=request.actor, at=request.at)
    except Trouble as trouble:
        return _shown(request, PromisePage(filled.refused(trouble), ()), STATUS[trouble.kind])
    said = words("limits.made", name=made.name, since=made.since, n=length, law=law.length)
    return onward(request, LIMITS.href, Notice("done", said))


def _form(actor: Actor) -> Form:
    kinds = tuple(Choice(key, procedure_name(key)) for key in promises.promisable())
    return Form(
        (
            Field("body_id", words("limits.column.body"), "select", choices=bodies_within(actor, RIGHT)),
            Field("procedure", words("limits.column.procedure"), "select", choices=kinds),
            Field("length", words("limits.length"), hint=words("limits.length_hint"), most=3, width=4),
            Field("since", words("limits.received_since"), "date", words("limits.since_hint"), width=8),
            Field("basis", words("limits.column.announced"), hint=words("limits.basis_hint"), most=200),
        )
    )


def _number(text: str) -> int:
    if text.isascii() and text.isdecimal():
        return int(text)
    raise invalid("no_number", "请输入天数，例如 15。", "Write a number of days, such as 15.", where="length")


def _effect(filled: Filled, length: int, since: date, on: date) -> tuple[Words, ...]:
    """What the promise says, and what it would mean for the cases that are open now."""
    law = promises.law_of(filled["procedure"], since)
    found = promising.effect(int(filled["body_id"]), filled["procedure"], length, law, on)
    unit = "working" if law.unit is Unit.WORKING_DAYS else "days"
    said = words(f"limits.tried.{unit}", since=since, n=length, law=law.length)
    if not found.open:
        return said, words("limits.tried_none")
    more = "most" if found.open > promising.MOST else "all"
    return said, words(f"limits.tried_on.{more}", n=min(found.open, promising.MOST), past=found.past)


@staff
@once
def end(request: Asked, promise_id: int) -> HttpResponse:
    """`/desk/administration/promises/ID/end`: ends it with today, or takes back what has not begun."""
    needed(request.actor, RIGHT)
    one = promises.one(request.actor, promise_id)
    touched = (
        Fact(words("limits.column.body"), one.name),
        Fact(words("limits.column.procedure"), procedure_name(one.procedure)),
        Fact(words("limits.column.promised"), _days(one.law.unit, one.length)),
        Fact(words("limits.column.begins"), one.since),
        Fact(words("limits.column.announced"), one.basis),
    )
    about = words("limits.end.about" if one.since <= request.on else "limits.end.about_coming")
    title = words("limits.end.title")
    deed = Deed(title, about, title, (HOME, LIMITS), touched=touched, grave=True)

    def act(_filled: Filled) -> Done:
        promises.end(promise_id, by=request.actor, at=request.at)
        return Done(LIMITS.href, words("limits.ended", name=one.name))

    return carry_out(request, deed, act)


def _shown(request: Asked, page: PromisePage, status: int) -> HttpResponse:
    return show(request, "workbench/administration/promise.html", page, status)
