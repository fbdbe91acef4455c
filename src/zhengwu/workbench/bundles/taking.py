"""The second screen of the counter for a bundle: whose it is, and every question that decides what is to be done.

The questions are those of the bundle and of its items. An answer may bring up further ones: these are put before one
goes on, and are nobody's mistake.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponse

from zhengwu.records.approvals import desk
from zhengwu.records.approvals.desk import Known
from zhengwu.records.bundles import offers
from zhengwu.records.bundles.planning import Plan, planned
from zhengwu.records.bundles.shown import Offered
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import forbidden, missing
from zhengwu.records.unfinished import actions as unfinished
from zhengwu.statute.catalogue import Record
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Filled, Form
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked
from zhengwu.workbench.approvals.finding import REGISTERS, progress
from zhengwu.workbench.approvals.taking import (
    ANSWER,
    PERSON,
    answers_of,
    checked,
    who_form,
    with_kind,
    with_known,
)

PLACE = "intake/bundles/"
NOT_ASKED = ("channel", "received_on")  # who stands at the counter has come today


@dataclass(frozen=True, slots=True)
class WhoPage:
    """Holder and questions; beside them what it comes to so far."""

    progress: Progress
    plan: Plan
    form: Filled
    known: Known | None
    at: str


@staff
def who(request: Asked, bundle_id: int) -> HttpResponse:
    """`/desk/intake/bundles/BUNDLE`: shows what was typed before; sent, goes on where nothing is open any more."""
    offered, place = taken_in(request.actor, bundle_id, request.on), f"{PLACE}{bundle_id}"
    if request.method != "POST":
        kept = unfinished.read(request.actor, place, at=request.at)
        values = dict(kept.values) if kept else {}
        plan = planned(offered, answers_of(values), request.on)
        beginning = {"kind": record_of(plan).objects[0]}
        return _shown(request, plan, _form(plan, request).empty(**{**beginning, **values}), None)
    if "drop" in request.POST:
        unfinished.drop(request.actor, place)
        return onward(request, "/desk/intake")
    sent = {name: str(value)[:80] for name, value in request.POST.items()}
    plan = planned(offered, answers_of(sent), request.on)
    filled = _form(plan, request).read(request.POST)
    code = filled["code"].upper()
    known = desk.known(request.actor, code, request.on) if code else None
    filled = checked(with_kind(record_of(plan), with_known(filled, known), request.on), request.on)
    filled = _first_put(filled, sent)
    values = {name: value[0] for name, value in filled.values.items() if value}
    unfinished.keep(request.actor, place, {**values, "code": code, "item": offered.content.name}, at=request.at)
    if not filled.sound or not plan.complete:
        return _shown(request, plan, filled, known, 422)
    return onward(request, f"/desk/{place}/bring")


def taken_in(actor: Actor, bundle_id: int, on: date) -> Offered:
    """The bundle on offer for which the actor takes applications in. Raises Trouble: missing, forbidden."""
    offered = offers.version(bundle_id)
    if offered.status != "published" or not offers.holds(offered, on):
        raise missing(offers.BUNDLE, where="bundle_id")
    reach = actor.reach(REGISTERS)
    if not (reach.everything or offered.body_id in reach.bodies):
        raise forbidden(REGISTERS)
    return offered


def record_of(plan: Plan) -> Record:
    """The plan as an item's record would say it: whom it serves, what is asked, the one form."""
    served = [set(one.held.record.objects) for one in plan.parts if one.held.record.objects]
    objects = tuple(sorted(set.intersection(*served))) if served else ()
    own = tuple(replace(one, when=()) for one in plan.put)
    posed = tuple(replace(one.question, key=one.key, when=()) for one in plan.posed)
    name = plan.offered.content.name
    return Record(name, "licence", objects=objects or (PERSON,), questions=(*own, *posed), form=plan.form.form)


def _form(plan: Plan, request: Asked) -> Form:
    fields = who_form(record_of(plan), request.on).fields
    return Form(tuple(one for one in fields if one.name not in NOT_ASKED))


def _first_put(filled: Filled, sent: Mapping[str, str]) -> Filled:
    """A question that only now turned up is asked in one sentence on top, beside what is really wrong."""
    new = {one for one in filled.problems if one.startswith(ANSWER) and f"put-{one}" not in sent}
    if not new:
        return filled
    problems = {name: said for name, said in filled.problems.items() if name not in new}
    return replace(filled, problems=problems, general=(*filled.general, words("bundles.counter.further")))


def _shown(request: Asked, plan: Plan, filled: Filled, known: Known | None, status: int = 200) -> HttpResponse:
    page = WhoPage(progress("who"), plan, filled, known, f"/desk/{PLACE}{plan.offered.id}")
    return show(request, "workbench/bundles/who.html", page, status)
