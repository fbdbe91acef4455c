"""Every step in every state by every post: lawful exactly where the handbook's table says so."""

from itertools import product

import pytest

from tests.statute.procedures.cast import CALENDAR, D
from tests.statute.procedures.law import LAW, POSTS, STATES, rows
from zhengwu.statute.procedures import Case, Event, Refused, next_steps, procedure, procedures, take

NOT_HERE, NOT_YOURS = "not_from_this_state", "not_yours"


STEPS = [(key, step) for key in LAW for step in rows(key)]


@pytest.mark.parametrize("key", LAW)
def test_the_procedure_has_these_states_and_steps_and_no_others(key):
    one = procedure(key)
    assert [state.key for state in one.states] == STATES[key].split()
    assert {step.key for step in one.steps} == set(rows(key))
    assert {one.key for one in procedures()} == set(LAW)


@pytest.mark.parametrize(("key", "step"), STEPS)
def test_who_may_do_what_and_from_where(key, step):
    who, ways = rows(key)[step]
    for state, post in product(STATES[key].split(), POSTS.values()):
        answer = take(procedure(key), Case(key, state), Event(step, D("2026-03-02"), post), CALENDAR)
        code = answer.code if isinstance(answer, Refused) else ""
        if state not in ways:
            assert code == NOT_HERE, (state, post)
        elif post not in who:
            assert code == NOT_YOURS, (state, post)
        else:
            assert code not in (NOT_HERE, NOT_YOURS), (state, post)


@pytest.mark.parametrize(("key", "step"), STEPS)
def test_where_each_step_leads(key, step):
    ways = rows(key)[step][1]
    for state in STATES[key].split():
        led = {move.target or state for move in procedure(key).ways(step, state)}
        assert led == ways.get(state, set()), state


@pytest.mark.parametrize("key", LAW)
@pytest.mark.parametrize("post", POSTS.values())
def test_the_next_steps_agree_with_the_table(key, post):
    for state in STATES[key].split():
        told = next_steps(procedure(key), Case(key, state), D("2026-03-02"), CALENDAR, [post])
        for entry in told:
            who, ways = rows(key)[entry.step.key]
            code = entry.refused.code if entry.refused else ""
            assert (code == NOT_HERE) == (state not in ways)
            assert (code == NOT_YOURS) == (state in ways and post not in who)
