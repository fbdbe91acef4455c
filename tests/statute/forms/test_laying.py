"""A form on paper: blank it says what each field depends on, filled in it has only what was asked for."""

from datetime import date

from hypothesis import given

from tests.statute.forms.samples import ANSWERS, GOOD, RESTAURANT, forms
from zhengwu.statute.forms import judged
from zhengwu.statute.forms.judging import fields
from zhengwu.statute.forms.laying import Box, Condition, blank, filled_in

ON = date(2026, 3, 2)


def test_blank_it_has_every_field_with_what_it_depends_on():
    holder, premises, raw = blank(RESTAURANT)
    assert [one.key for group in (holder, premises, raw) for one in group.lines] == [
        one.key for one in fields(RESTAURANT)
    ]
    assert holder.lines[3].boxes == (Box("是"), Box("否"))
    assert holder.lines[4].conditions == (Condition("是否委托他人办理", "是"),)
    assert raw.conditions == (Condition("业态", "丙"),)
    assert not premises.lines[1].required


def test_filled_in_it_has_what_the_answers_ask_for():
    groups = filled_in(RESTAURANT, judged(RESTAURANT, GOOD, on=ON).values, on=ON)
    assert [one.title for one in groups] == ["申请人", "经营场所"]
    lines = {one.key: one for group in groups for one in group.lines}
    assert "agent_id" not in lines
    assert lines["extras"].boxes == (Box("甲", True), Box("乙", True), Box("丙"))
    assert (lines["opens"].value, lines["capital"].value) == ("2026年4月1日", "1200.50元")


def test_a_field_left_empty_stays_an_empty_box():
    values = dict(judged(RESTAURANT, GOOD, on=ON).values)
    del values["lease"]
    lines = {one.key: one for group in filled_in(RESTAURANT, values, on=ON) for one in group.lines}
    assert lines["lease"].value == ""


def test_what_may_not_be_seen_is_shown_otherwise():
    values = judged(RESTAURANT, GOOD, on=ON).values
    groups = filled_in(RESTAURANT, values, on=ON, instead={"phone": "138****"})
    assert groups[0].lines[2].value == "138****"
    assert "13800138000" not in repr(groups)


@given(forms(), ANSWERS)
def test_on_paper_is_what_would_be_on_the_screen(form, answer):
    sent = {one.key: [answer] for one in fields(form)}
    found = judged(form, sent, on=ON)
    shown = [line.key for group in filled_in(form, found.values, on=ON) for line in group.lines]
    assert shown == list(found.shown)
