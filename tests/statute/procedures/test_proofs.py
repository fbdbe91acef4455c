"""A procedure is proved when it is loaded: each kind of fault, planted in a sound one, is found and named."""

from dataclasses import replace
from datetime import date

import pytest

from zhengwu.statute.calendar import Unit
from zhengwu.statute.procedures import procedure, procedures
from zhengwu.statute.procedures.model import (
    Does,
    Effect,
    Field,
    FieldKind,
    Limit,
    Move,
    Outcome,
    Place,
    State,
    Words,
)
from zhengwu.statute.procedures.proofs import faults, unfed
from zhengwu.statute.report.formats import formats

REQUEST, NAME = procedure("information_request"), Words("甲", "one")


def with_step(key, **changes):
    """The procedure with one step changed."""
    return replace(REQUEST, steps=tuple(replace(s, **changes) if s.key == key else s for s in REQUEST.steps))


def with_clock(key, **changes):
    return replace(REQUEST, clocks=tuple(replace(c, **changes) if c.key == key else c for c in REQUEST.clocks))


def with_outcome(key, **changes):
    return replace(REQUEST, outcomes=tuple(replace(o, **changes) if o.key == key else o for o in REQUEST.outcomes))


def effects_of(key, *more):
    return (*REQUEST.step(key).effects, *more)


def without_step(*keys):
    return replace(REQUEST, steps=tuple(step for step in REQUEST.steps if step.key not in keys))


LIMIT = Limit(5, Unit.WORKING_DAYS, "条例")
OLD = replace(LIMIT, until=date(2025, 12, 31))
TO_LIMBO = (Move(("awaiting_fee",), "limbo"), Move(("limbo",), "awaiting_fee"))
BOTH = REQUEST.outcome("granted").places
PLANTED = {
    "states hold draft twice": replace(REQUEST, states=(*REQUEST.states, State("draft", NAME))),
    "is for king, whom nobody knows": with_step("archived", who=("king",)),
    "names the state heaven, which is not there": with_step("archived", moves=(Move(("delivered",), "heaven"),)),
    "has the field note twice": with_step("confirmed", fields=(Field("note", NAME), Field("note", NAME))),
    "relies on the field unit, which it does not have": with_step("assigned", fields=()),
    "relies on the field side, which it does not have": with_step("confirmed", fields=()),
    "may find no move from consulting": with_step("opinion_received", moves=REQUEST.step("opinion_received").moves[:1]),
    "has a move from draft that is never made": with_step(
        "submitted", moves=(Move(("draft",), "submitted"), Move(("draft",), "received"))
    ),
    "has the field by, which every event has": with_step("archived", fields=(Field("by", NAME),)),
    "offers choices for note wrongly": with_step("archived", fields=(Field("note", NAME, FieldKind.CHOICE),)),
    "has for note a default that it refuses": with_step(
        "archived", fields=(Field("note", NAME, FieldKind.CHOICE, choices=("a",), default="b"),)
    ),
    "state limbo cannot be reached": replace(REQUEST, states=(*REQUEST.states, State("limbo", NAME, final=True))),
    "state withdrawn cannot be left": with_step("archived", moves=(Move(("delivered",), "archived"),)),
    "no way leads from state awaiting_fee to an end": replace(
        without_step("fee_paid", "fee_lapsed", "withdrawn"),
        states=(*REQUEST.states, State("limbo", NAME)),
        steps=(*without_step("fee_paid", "fee_lapsed", "withdrawn").steps,
               replace(REQUEST.step("fee_paid"), moves=TO_LIMBO)),
    ),
    "the main clock answer is not there": replace(REQUEST, main="answer"),
    "turns the clock patience, which is not there": with_step("archived", effects=(Effect(Does.STOP, "patience"),)),
    "takes the field weeks for a clock, but does not have it": with_step(
        "redo_ordered", effects=(Effect(Does.START, "reply", amount="weeks"),)
    ),
    "takes the field document for a clock, but it holds a text": with_step(
        "redo_ordered", effects=(Effect(Does.START, "reply", amount="document"),)
    ),
    "needs the field days for a clock, but it may stay empty": with_step(
        "redo_ordered", effects=effects_of("redo_ordered", Effect(Does.EXTEND, "reply", amount="days"))
    ),
    "clock payment is never started": with_step("fee_notice_delivered", effects=()),
    "clock payment is never stopped": replace(
        REQUEST,
        steps=tuple(
            replace(s, effects=tuple(e for e in s.effects if (e.does, e.clock) != (Does.STOP, "payment")))
            for s in REQUEST.steps
        ),
    ),
    "clock payment is paused, but never resumed": with_step(
        "fee_notice_delivered", effects=effects_of("fee_notice_delivered", Effect(Does.PAUSE, "payment"))
    ),
    "lapses into the step heaven, which is not there": with_clock("payment", lapse="heaven"),
    "clock payment has a length without its law": with_clock("payment", limits=(replace(LIMIT, basis=""),)),
    "clock payment has no length on 2026-01-01": with_clock("payment", limits=(OLD,)),
    "clock payment has two lengths on 2026-01-01": with_clock(
        "payment", limits=(LIMIT, replace(LIMIT, since=date(2026, 1, 1)))
    ),
    "outcome lost is not given by any step": replace(
        REQUEST, outcomes=(*REQUEST.outcomes, Outcome("lost", NAME, "条例", places=BOTH))
    ),
    "the outcome withdrawn is given, but not described": replace(
        REQUEST, outcomes=tuple(o for o in REQUEST.outcomes if o.key != "withdrawn")
    ),
    "step withdrawn concludes without an outcome": with_step("withdrawn", outcome=""),
    "outcome granted has no place in form 2021": with_outcome("granted", places={"2019": BOTH["2019"]}),
    "outcome granted has a place in form 1999, which is not there": with_outcome(
        "granted", places={**BOTH, "1999": BOTH["2021"]}
    ),
    "in form 2021, which that form does not have": with_outcome(
        "granted", places={**BOTH, "2021": Place("requests", "no_such_row")}
    ),
    "the letter love_letter has no template": with_step("archived", notices=("love_letter",)),
    "the remedy prayer has no wording": with_outcome("granted", remedy="prayer"),
}  # fmt: skip


@pytest.mark.parametrize("sentence", PLANTED)
def test_a_planted_fault_is_found(sentence):
    assert any(sentence in fault for fault in faults(PLANTED[sentence])), faults(PLANTED[sentence])


def test_the_procedures_are_sound():
    assert [fault for one in procedures() for fault in faults(one)] == []


@pytest.mark.parametrize("form", formats(), ids=lambda form: form.key)
def test_every_row_of_results_is_fed(form):
    assert unfed(form, procedures()) == []
    starved = replace(REQUEST, outcomes=tuple(o for o in REQUEST.outcomes if o.key != "petition"))
    assert unfed(form, [starved]) == [f"form {form.key}: nothing is ever counted in declined_petition"]


def test_every_outcome_stands_in_exactly_one_row_of_each_form():
    for one in procedures():
        for outcome in one.outcomes:
            assert set(outcome.places) == ({form.key for form in formats()} if one.table else set())
