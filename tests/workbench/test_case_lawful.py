"""No page offers a step that the law refuses and none hides one that it allows: every procedure, stage and post.

What is offered can also be done: each form that a head is shown is filled in soundly, sent, and taken.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from tests.workbench.conftest import APPLICANT, AT, TODAY
from zhengwu.records.approvals.holders import Holder
from zhengwu.records.cases import actions
from zhengwu.records.cases.opening import Opening
from zhengwu.records.cases.queries import posts_over
from zhengwu.records.cases.sheet import opened
from zhengwu.records.licences import actions as licences
from zhengwu.records.licences import kinds
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.publications import actions as publications
from zhengwu.records.publications.actions import Draft
from zhengwu.records.publications.texts import Written
from zhengwu.statute.calendar import national
from zhengwu.statute.procedures import Event, Refused, next_steps, procedure, procedures, take
from zhengwu.statute.procedures.approval import KEYS
from zhengwu.workbench.cases.fields import beginning, form_of
from zhengwu.workbench.cases.page import page_of
from zhengwu.workbench.naming import step_name

READERS = ("clerk", "handler", "reviewer", "head", "leader", "supervisor", "auditor")
LONG_AGO = national().add_working_days(TODAY - timedelta(days=200), 1)
NOW = TODAY.isoformat()


def typed(name, value):
    """A value as an event has it."""
    if name == "review_on":
        return date.fromisoformat(value)
    return [value] if name == "items" else int(value) if name in ("days", "licence") else value


def story(text):
    """Steps in short: `key` or `key field=value …`, parted by semicolons, all on one day; `!` before those of today."""
    found = []
    for part in text.split(";"):
        key, *said = part.split()
        on = TODAY if key.startswith("!") else LONG_AGO
        says = {name: typed(name, value) for name, value in (one.split("=") for one in said)}
        found.append(Event(key.removeprefix("!"), on, says=says))
    return found


ASKED = "submitted channel=counter items=方案;received"
GIVEN = ASKED + ";assigned note=请办理"
ANSWERED = GIVEN + ";decided outcome=granted"
ATTACKED = "notified"
SUED = "notified way=direct_suit"
JUDGED = SUED + ";defended;judged outcome=direct_suit_claim_rejected"
PUT = "registered;attributed attribute=proactive"
PASSED = PUT + ";reviewed aspect=secrecy verdict=passed;reviewed aspect=legal verdict=passed"
OUT = PASSED + ";approved;published"
KEPT = "registered;attributed attribute=withheld ground=deliberative basis_text=讨论稿;reviewed verdict=passed"
ENDED = ";appealed;finally_judged outcome=direct_suit_claim_rejected"
APPLIED = "submitted channel=counter items=食品经营许可"
TAKEN = APPLIED + ";accepted"
LATE = ";correction_requested what=签字 days=10;!correction_lapsed"
GRANTED = TAKEN + ";decided outcome=granted"
ACTED = "opened items=虚假材料 kind=cancel licence=1;told reasons=虚假;proposed outcome=carried_out"
APPROVAL = {
    "submitted": APPLIED,
    "awaiting_correction": APPLIED + ";correction_requested what=签字 days=10",
    "in_review": TAKEN,
    "in_special_procedure": TAKEN + ";special_begun kind=testing days=5",
    "decided": GRANTED,
    "delivered": GRANTED + ";delivered channel=counter",
    "rejected_at_intake": APPLIED + ";rejected ground=not_needed reasons=不需要",
    "withdrawn": TAKEN + ";withdrawn",
    "deemed_withdrawn": APPLIED + LATE,
    "terminated": TAKEN + ";terminated reasons=主体消灭",
    "archived": GRANTED + ";delivered channel=counter;archived",
}
STORIES = {
    "information_request": {
        "submitted": "submitted channel=counter items=方案",
        "received": ASKED,
        "in_handling": GIVEN,
        "awaiting_correction": GIVEN + ";correction_requested what=年份 days=10",
        "consulting": GIVEN + ";consultation_sent party=某公司",
        "awaiting_reason": GIVEN + ";reason_requested note=次数过多",
        "awaiting_fee": GIVEN + ";fee_notice_sent amount=100.00",
        "decided": ANSWERED,
        "delivered": ANSWERED + ";delivered channel=counter",
        "abandoned_no_correction": GIVEN + ";correction_requested what=年份 days=10;!correction_lapsed",
        "abandoned_no_fee": GIVEN + ";fee_notice_sent amount=100.00;fee_notice_delivered;!fee_lapsed",
        "withdrawn": GIVEN + ";withdrawn",
        "archived": ANSWERED + ";delivered channel=counter;archived",
    },
    "record_correction": {
        "received": "received items=地址有误",
        "in_handling": "received items=地址有误;assigned",
        "decided": "received items=地址有误;assigned;decided outcome=corrected",
        "delivered": "received items=地址有误;assigned;decided outcome=corrected;delivered",
        "withdrawn": "received items=地址有误;withdrawn",
        "archived": "received items=地址有误;withdrawn;archived",
    },
    "administrative_review": {
        "notified": ATTACKED,
        "answered": ATTACKED + ";answered",
        "suspended": ATTACKED + ";suspended",
        "decided": ATTACKED + ";answered;decided outcome=upheld",
        "archived": ATTACKED + ";answered;decided outcome=upheld;archived",
    },
    "lawsuit": {
        "notified": SUED,
        "defended": SUED + ";defended",
        "judged": JUDGED,
        "appealed": JUDGED + ";appealed",
        "concluded": JUDGED + ENDED,
        "archived": JUDGED + ENDED + ";archived",
    },
    "proactive_disclosure": {
        "preparing": "registered",
        "reviewing": PASSED,
        "approved": PASSED + ";approved",
        "public": OUT,
        "withheld": KEPT + f";not_published review_on={TODAY + timedelta(days=300)}",
        "taken_down": OUT + ";taken_down reason=含个人信息",
        "discarded": "registered;discarded reason=重复",
        "archived": OUT + ";taken_down reason=含个人信息;archived",
    },
    **{key: APPROVAL for key in KEYS if key != "filing"},
    "filing": {state: told for state, told in APPROVAL.items() if state != "in_special_procedure"},
    "licence_action": {
        "opened": "opened items=虚假材料 kind=cancel licence=1",
        "told": "opened items=虚假材料 kind=cancel licence=1;told reasons=虚假",
        "decided": ACTED + ";decided outcome=carried_out reasons=虚假",
        "delivered": ACTED + ";decided outcome=carried_out reasons=虚假;delivered channel=counter",
        "dropped": ACTED + ";decided outcome=dropped reasons=属实",
        "archived": ACTED + ";decided outcome=dropped reasons=属实;archived",
    },
}
PLACES = [(key, state) for key, states in STORIES.items() for state in states]


@pytest.fixture
def on_file(actors, district):
    """A function that puts a case of a procedure on file in a state, and gives its id."""

    def filed(key, state):
        events = story(STORIES[key][state])
        if key == "proactive_disclosure":
            return published(events, district.bureau, actors)
        if key == "licence_action":
            return acted(events, district.bureau, actors)
        applicant = APPLICANT if key in ("information_request", "record_correction", *KEYS) else None
        made = actions.open_case(key, district.bureau, events[:1], Opening(applicant), by=actors["head"], at=AT)
        for event in events[1:]:
            actions.take(made.case_id, event, by=actors["head"], at=AT)
        return made.case_id

    return filed


def acted(events, body, actors):
    """A licence that the head proposes to act on and the leader decides about."""
    kinds.ship(body, by=CLOCKWORK, at=AT, on=date(2020, 1, 1))
    with transaction.atomic():
        licence = licences.grant(
            "food_operation", case_id=None, event_id=None, body_id=body, holder=Holder("青禾小馆"), facts=(), months=60,
            about=None, action="new", on=LONG_AGO, by=CLOCKWORK, at=AT,
        )  # fmt: skip
    first = replace(events[0], says={**events[0].says, "licence": licence})
    opening = Opening(title="注销许可")
    made = actions.open_case("licence_action", body, [first], opening, by=actors["head"], at=AT)
    for event in events[1:]:
        by = actors["leader" if event.key == "decided" else "head"]
        actions.take(made.case_id, event, by=by, at=AT)
    return made.case_id


def published(events, body, actors):
    """A document that the clerk puts forward and the head decides on: nobody reviews what they put forward."""
    draft = Draft("normative_document", LONG_AGO, Written("办理规定", "第一条　为了方便群众，制定本规定。"))
    made = publications.register(body, draft, by=actors["clerk"], at=AT)
    for event in events[1:]:
        by = actors["clerk" if event.key == "attributed" else "head"]
        actions.take(made.case_id, event, by=by, at=AT)
    return made.case_id


def test_every_state_that_can_be_reached_is_here():
    for one in procedures():
        assert set(STORIES[one.key]) == {state.key for state in one.states[1:]}, one.key


GROUNDS = {"reasons": "经核对属实", "responsible_body": "档案馆", "override_reason": "公共利益", "document": "1号"}


def some_decision_is_taken(found, actor, posts):
    """Whether the engine takes any decision at all from this person: each outcome, on each matter and on all."""
    step = found.rules.step("decided")
    known = {name: value for name, value in GROUNDS.items() if step.field(name)}
    by = next(post for post in step.who if post in posts)
    for outcome in step.field("outcome").choices:
        for item in (*(one.number for one in found.case.items), ""):
            says = {"outcome": outcome, **known, **({"item": item} if item and step.field("item") else {})}
            event = Event("decided", TODAY, by, f"person:{actor.id}", says)
            if not isinstance(take(found.rules, found.case, event, found.calendar), Refused):
                return True
    return False


@pytest.mark.parametrize(("key", "state"), PLACES)
def test_what_is_offered_is_what_the_law_allows(on_file, actors, district, key, state):
    case_id, rules = on_file(key, state), procedure(key)
    for post in READERS:
        found = opened(actors[post], case_id)
        assert found.case.state == state
        posts = posts_over(actors[post], district.bureau, None)
        law = {one.step.key: one.refused is None for one in next_steps(rules, found.case, TODAY, found.calendar, posts)}
        law["decided"] = law.get("decided", False) and some_decision_is_taken(found, actors[post], posts)
        page = page_of(actors[post], case_id, TODAY).steps
        offered = {one.href.rsplit("/", 1)[1] for one in page.offers}
        assert offered == {step for step, lawful in law.items() if lawful}, post
        refused = {step_name(key, one.key).zh for one in rules.steps if not law[one.key]}
        assert {one.title.zh for one in page.refusals} == refused, post
        assert all(one.reason.zh and one.reason.en for one in page.refusals)


# What a sound form says beyond its defaults, where the law wants something in particular.
SAID = {
    "deemed_accepted": {"on": LONG_AGO.isoformat(), "noted_on": NOW},
    "inspected": {"inspectors": "甲\n乙"},
    "received": {"on": LONG_AGO.isoformat()},
    "deferred": {"due_on": (TODAY + timedelta(days=60)).isoformat()},
    "decided": {"outcome": "granted", "reasons": "经核对属实"},
    "consultation_sent": {"party": "另一公司"},
    "consultation_lapsed": {"undeliverable": "查无此人"},
    "correction_requested": {"late_reason": "申请人失去联系"},
    "not_published": {"review_on": (TODAY + timedelta(days=300)).isoformat()},
    "reassessed": {"review_on": (TODAY + timedelta(days=300)).isoformat()},
}
OUTCOMES = {
    "record_correction": "corrected",
    "administrative_review": "upheld",
    "lawsuit": "direct_suit_claim_rejected",
}


def sound(found, step, actor):
    """The form of a step filled in: what it begins with, and something for each field that must be filled in."""
    values = beginning(found, step, TODAY)
    form = form_of(found, step, actor, TODAY)
    for one in form.fields:
        if one.required and not values.get(one.name):
            chosen = one.choices[0].value if one.choices else ""
            values[one.name] = chosen or {"date": NOW, "number": "10"}.get(one.kind, "1")
    names = {one.name for one in form.fields}
    said = {**SAID.get(step.key, {}), **({"outcome": OUTCOMES[found.rules.key]} if found.rules.key in OUTCOMES else {})}
    return values | {name: value for name, value in said.items() if name in names}


@pytest.mark.parametrize(("key", "state"), PLACES)
def test_what_is_offered_can_be_done(on_file, actors, seat, key, state):
    case_id, head = on_file(key, state), seat("head")
    found = opened(actors["head"], case_id)
    for offer in page_of(actors["head"], case_id, TODAY).steps.offers:
        step = found.rules.step(offer.href.rsplit("/", 1)[1])
        with transaction.atomic():
            answer = head.fill(offer.href, **sound(found, step, actors["head"]))
            assert answer.status_code == 303, (step.key, answer.text.split('class="problems"')[-1][:600])
            transaction.set_rollback(True)
