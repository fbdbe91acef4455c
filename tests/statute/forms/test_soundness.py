"""A form that cannot be filled in is told before anybody sees it."""

from dataclasses import replace

import pytest
from hypothesis import given

from tests.statute.forms.samples import CHOOSE, RESTAURANT, forms
from zhengwu.statute.forms import faults_of
from zhengwu.statute.forms.model import Field, Form, Kind, Rule, Section, When

YES = Field("y", "是否", Kind.YES)


def form(*these: Field, rules: tuple[Rule, ...] = (), when: tuple[When, ...] = ()) -> Form:
    """A form of one section."""
    return Form((Section("s", "节", these, when=when),), rules)


@given(forms())
def test_a_sound_form_has_no_faults(any_form: Form) -> None:
    """What the tests make forms of is sound, and so is the restaurant's."""
    assert not faults_of(any_form)
    assert not faults_of(RESTAURANT)


@pytest.mark.parametrize(
    "wrong",
    [
        form(YES, YES),
        form(Field("A b", "甲")),
        form(Field("a", " ")),
        form(Field("a", "甲", Kind.CHOICE)),
        form(Field("a", "甲", options=CHOOSE)),
        form(Field("a", "甲", Kind.CHOICE, options=(*CHOOSE, CHOOSE[0]))),
        form(Field("a", "甲", Kind.COUNT, least=3, most=2)),
        form(Field("a", "甲", Kind.CHOICES, options=CHOOSE, least=4)),
        form(Field("a", "甲", when=(When("y", ("yes",)),)), YES),
        form(YES, Field("a", "甲", when=(When("y", ("perhaps",)),))),
        form(Field("b", "乙"), Field("a", "甲", when=(When("b", ("x",)),))),
        form(YES, when=(When("y", ("yes",)),)),
        form(YES, Field("a", "甲"), rules=(Rule("y", "above", "a", "不符"),)),
        form(YES, rules=(Rule("y", "equals", "gone", "不符"),)),
        form(YES, Field("a", "甲"), rules=(Rule("y", "before", "a", "不符"),)),
        form(YES, Field("a", "甲"), rules=(Rule("y", "equals", "a", ""),)),
        form(YES, Field("a", "甲", required=False), rules=(Rule("y", "one_of_two", "a", "不符"),)),
        form(),
        replace(RESTAURANT, sections=(RESTAURANT.sections[0], RESTAURANT.sections[0])),
    ],
)
def test_it_refuses_an_unsound_form(wrong: Form) -> None:
    """Each fault is told in both languages."""
    assert faults_of(wrong)
    assert all(one.zh and one.en for one in faults_of(wrong))
