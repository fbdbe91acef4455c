"""The limits of the law and the shorter ones that bodies set themselves: shown, previewed, set, taken back."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from zhengwu.records.organs import limits as organs
from zhengwu.records.organs.limits import LimitFacts
from zhengwu.records.troubles import Trouble, Words, forbidden
from zhengwu.statute.procedures import procedures
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Column, Table
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration import promises

HOME = "/desk/administration/limits"
FORM = Form((Field("local_due_on", words("limits.local"), hint=words("limits.hint"), required=False, most=5, width=4),))


@dataclass(frozen=True, slots=True)
class LimitsPage:
    """The reports' days body by body, what bodies promise for their cases, and the periods of every procedure."""

    reports: Table
    promises: Table
    periods: Table


@dataclass(frozen=True, slots=True)
class LimitPage:
    """The limit of a body being set: what holds, and what would follow."""

    limit: LimitFacts
    form: Filled
    effect: Words | None


@staff
def limits(request: Asked) -> HttpResponse:
    """`/desk/administration/limits`: what the law gives, and what each body has made shorter."""
    if not request.actor.reach(organs.RIGHT):
        raise forbidden(organs.RIGHT)
    rows = tuple(
        (
            Link(f"{HOME}/{one.body_id}", same(one.name)),
            words("limits.law_day", month=one.law.month, day=one.law.day, basis=one.law.basis),
            one.local_due_on or None,
            one.since,
            one.by or None,
        )
        for one in organs.limits(request.actor)
    )
    heads = ("body", "law", "local", "since", "by")
    columns = tuple(Column(words(f"limits.column.{one}")) for one in heads)
    page = LimitsPage(
        Table(words("limits.reports"), columns, rows), promises.table(request.actor, request.on), periods()
    )
    return show(request, "workbench/administration/limits.html", page)


@staff
@once
def limit(request: Asked, body_id: int) -> HttpResponse:
    """`/desk/administration/limits/BODY`: previews a day, then sets it."""
    facts = organs.limit(request.actor, body_id)
    if request.method != "POST":
        return _shown(request, LimitPage(facts, FORM.empty(local_due_on=facts.local_due_on), None), 200)
    filled = FORM.read(request.POST)
    try:
        kept = organs.read(filled["local_due_on"], facts.law)
        if not filled.sound or "set" not in request.POST:
            return _shown(request, LimitPage(facts, filled, _effect(facts, kept, request.on)), 200)
        kept = organs.set_limit(body_id, filled["local_due_on"], by=request.actor, at=request.at)
    except Trouble as trouble:
        return _shown(request, LimitPage(facts, filled.refused(trouble), None), STATUS[trouble.kind])
    said = words("limits.set", name=facts.name, day=kept) if kept else words("limits.taken_back", name=facts.name)
    return onward(request, HOME, Notice("done", said))


def periods() -> Table:
    """Every period of every procedure with its article, as the engine counts it today."""
    rows = []
    for rules in procedures():
        for clock in rules.clocks:
            current = clock.limits[-1]
            length = words(f"limits.unit.{current.unit.value}", n=current.length)
            duty = words(f"limits.duty.{clock.duty.value}")
            rows.append((Words(*rules.name), Words(*clock.name), length, current.basis, duty))
    columns = tuple(Column(words(f"limits.column.{one}")) for one in ("procedure", "period", "length", "basis", "duty"))
    return Table(words("limits.periods"), columns, tuple(rows))


def _effect(facts: LimitFacts, kept: str, on: date) -> Words:
    """The next day on which a report is due by the limit that was typed, and how much earlier than by the law."""
    law = date(on.year, facts.law.month, facts.law.day)
    law = law if law >= on else facts.law.after(on.year)
    if not kept:
        return words("limits.effect_none", day=law)
    month, day = (int(part) for part in kept.split("-"))
    local = date(law.year, month, min(day, 28) if month == 2 else day)
    return words("limits.effect", day=local, n=(law - local).days)


def _shown(request: Asked, page: LimitPage, status: int) -> HttpResponse:
    return show(request, "workbench/administration/limit.html", page, status)
