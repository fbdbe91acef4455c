"""Random lives of cases: lawful steps and unlawful ones, on any day, and what must hold after each."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.statute.procedures.cast import CALENDAR
from zhengwu.statute.procedures import (
    Event,
    Refused,
    begin,
    due,
    event_from,
    explain,
    next_steps,
    procedures,
    replay,
    responsible_units,
    standing,
    strike,
    take,
    written,
)
from zhengwu.statute.procedures.model import FieldKind

STEPS = sorted({step.key for one in procedures() for step in one.steps})


def values(field, case):
    """What may stand in a field; mostly what it can hold."""
    kind = {
        FieldKind.TEXT: st.sampled_from(["说明", "甲", "乙"]),
        FieldKind.DAY: st.dates(date(2026, 1, 1), date(2027, 12, 31)).map(str),
        FieldKind.COUNT: st.integers(field.least, min(field.most, 60)),
        FieldKind.YUAN: st.sampled_from(["0", "100", "7.50"]),
        FieldKind.CHOICE: st.sampled_from(field.choices or ("x",)),
        FieldKind.FLAG: st.booleans(),
        FieldKind.TEXTS: st.lists(st.sampled_from(["预算", "决算", "名单"]), min_size=1, max_size=3),
        FieldKind.ITEM: st.sampled_from([item.number for item in case.items] or ["1"]),
    }[field.kind]
    return kind if field.required else st.one_of(st.none(), kind)


class Life(RuleBasedStateMachine):
    """One case from its draft on."""

    @initialize(
        which=st.sampled_from((*procedures()[:1] * 5, *procedures())),
        start=st.dates(date(2025, 1, 1), date(2026, 10, 1)),
    )
    def is_begun(self, which, start):
        self.procedure, self.case, self.day = which, begin(which), start

    @rule(data=st.data(), ahead=st.sampled_from([*range(15), 40]))
    def takes_a_lawful_step(self, data, ahead):
        self.day += timedelta(days=ahead)
        lawful = [
            entry.step for entry in next_steps(self.procedure, self.case, self.day, CALENDAR) if not entry.refused
        ]
        assert lawful or self.procedure.state(self.case.state).final
        if lawful:
            lasting = [step for step in lawful if step.key != "withdrawn"]  # which would end most lives early
            step = data.draw(st.sampled_from(lasting or lawful))
            says = {field.key: data.draw(values(field, self.case)) for field in step.fields}
            self.happens(Event(step.key, self.day, data.draw(st.sampled_from(step.who)), "某人", says))

    @rule(
        key=st.sampled_from(STEPS), by=st.sampled_from(["", "clerk", "head", "applicant"]), ahead=st.integers(-40, 40)
    )
    def tries_anything(self, key, by, ahead):
        self.happens(Event(key, self.day + timedelta(days=ahead), by))

    @rule(number=st.integers(0, 8))
    def strikes_an_entry(self, number):
        before = self.case
        after = strike(self.procedure, self.case, number, CALENDAR)
        assert self.case == before
        if not isinstance(after, Refused):
            self.case = after

    def happens(self, event):
        before = self.case
        after = take(self.procedure, before, event, CALENDAR)
        assert take(self.procedure, before, event, CALENDAR) == after
        if isinstance(after, Refused):
            assert after.reason.zh
            assert after.reason.en
            assert after.field
            return
        kept = {item.number: item.outcome for item in before.items if item.outcome}
        if before.state not in ("draft", "submitted"):
            assert kept.items() <= {item.number: item.outcome for item in after.items}.items()
        self.case, self.day = after, max(self.day, event.on)

    @invariant()
    def is_its_events(self):
        if hasattr(self, "case"):
            assert replay(self.procedure, self.case.events, CALENDAR) == self.case
            told = json.loads(json.dumps([written(event) for event in self.case.events], ensure_ascii=False))
            assert replay(self.procedure, map(event_from, told), CALENDAR) == self.case

    @invariant()
    def has_clocks_that_explain_themselves(self):
        for running in self.case.clocks if hasattr(self, "case") else ():
            found, lines = explain(self.procedure, self.case, running, CALENDAR)
            assert found == due(self.case, running, CALENDAR)
            assert found.on is None or (found.on >= running.since and found.earliest <= found.on)
            assert running.stopped_on is None or running.stopped_on >= running.since
            assert lines[0].kind == "start"
            assert found.on is None or any(line.kind == "end" and line.until == found.on for line in lines)

    @invariant()
    def stands_somewhere(self):
        if hasattr(self, "case"):
            state = self.procedure.state(self.case.state)
            told = standing(self.procedure, self.case, self.day, CALENDAR)
            assert told.stage == state.key
            if state.closed:
                assert all(running.stopped_on for running in self.case.clocks)
                assert told.waits is None
            responsible_units(self.procedure, self.case, CALENDAR, self.day)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


@pytest.mark.slow
class TestManyLives(Life.TestCase):
    settings = settings(max_examples=400, stateful_step_count=30, deadline=None)
