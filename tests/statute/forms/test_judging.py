"""Answers are judged after the logic ran, whatever was sent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.statute.forms.samples import ANSWERS, CHOOSE, GOOD, RESTAURANT, forms
from zhengwu.statute.forms import as_sent, asked, judged, prefilled
from zhengwu.statute.forms.model import Field, Form, Kind, Rule, Section

ON = date(2026, 3, 2)


def of(**answers: str) -> set[str]:
    """The fields that are wrong in the restaurant's form, with these answers in the stead of the good ones."""
    return {one.field for one in judged(RESTAURANT, {**GOOD, **{k: [v] for k, v in answers.items()}}, on=ON).faults}


def test_it_works() -> None:
    """Sound answers are kept in one form each, however they were typed."""
    found = judged(RESTAURANT, GOOD, on=ON)
    assert found.sound
    assert found.values["seats"] == "40"
    assert found.values["capital"] == "1200.50"
    assert found.values["opens"] == "2026-04-01"
    assert found.values["extras"] == ("a", "b")
    assert found.values["phone"] == "13800138000"
    assert "agent_id" not in found.shown


def test_what_is_not_asked_for_is_ignored() -> None:
    """An answer to a field whose condition does not hold counts neither as right nor as wrong."""
    found = judged(RESTAURANT, {**GOOD, "agent_id": ["nonsense"], "cold": ["-1"]}, on=ON)
    assert found.sound
    assert not {"agent_id", "cold"} & found.values.keys()
    assert of(agent="yes") == {"agent_id"}
    assert of(kind="c") == {"cold"}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""), ("name", "  "), ("name", "青" * 61), ("name", "a\x07b"), ("code", "91110000600037341X"),
        ("phone", "12"), ("seats", "0"), ("seats", "5001"), ("seats", "3.5"), ("seats", "三"), ("seats", "١٢"),
        ("capital", "-1"), ("capital", "1.234"), ("capital", "1,23"), ("kind", "d"), ("kind", ""), ("extras", "d"),
        ("opens", "2026-02-30"), ("opens", "2026-03-01"), ("opens", "2027-03-03"), ("agent", "maybe"),
    ],
)  # fmt: skip
def test_it_refuses_each_wrong_answer(field: str, typed: str) -> None:
    """The fault names the field, and says in both languages what to do."""
    assert of(**{field: typed}) == {field}
    (fault,) = judged(RESTAURANT, {**GOOD, field: [typed]}, on=ON).faults
    assert fault.zh
    assert fault.en


def test_a_rule_between_two_fields() -> None:
    """A rule is looked at where both are given and sound, and its message stands at the left one."""
    assert of(lease="2026-04-02") == {"lease"}
    assert of(lease="") == set()
    assert of(lease="2026-04-02", opens="2020-01-01") == {"opens"}


@pytest.mark.parametrize(
    ("relation", "left", "right", "holds"),
    [("equals", "3", "3", True), ("equals", "3", "4", False), ("differs", "3", "3", False),
     ("at_most", "3", "3", True), ("at_most", "4", "3", False), ("one_of_two", "", "", False),
     ("one_of_two", "", "3", True)],
)  # fmt: skip
def test_every_relation(relation: str, left: str, right: str, holds: bool) -> None:
    """Each relation tells what keeps it from what breaks it."""
    pair = (Field("l", "左", Kind.COUNT, required=False), Field("r", "右", Kind.COUNT, required=False))
    form = Form((Section("s", "节", pair),), (Rule("l", relation, "r", "不符"),))
    assert judged(form, {"l": [left], "r": [right]}, on=ON).sound is holds


def test_one_page_at_a_time() -> None:
    """With a section only its own faults are told; a page that is not reached is no fault yet."""
    first = {key: GOOD[key] for key in ("name", "code", "phone", "agent")}
    assert judged(RESTAURANT, first, on=ON, section="holder").sound
    assert not judged(RESTAURANT, first, on=ON, section="premises").sound
    assert [one.key for one in asked(RESTAURANT, {"kind": ["c"]}, on=ON)] == ["holder", "premises", "raw"]
    assert [one.key for one in asked(RESTAURANT, {}, on=ON)] == ["holder", "premises"]


def test_what_is_known_is_filled_in() -> None:
    """By what a field means, not by how it is called."""
    assert prefilled(RESTAURANT, {"applicant.name": "青禾面馆", "other": "x"}) == {"name": ("青禾面馆",)}


def test_too_many_are_not_chosen() -> None:
    """The bound of a field with several answers is how many are chosen."""
    found = judged(RESTAURANT, {**GOOD, "extras": [one.key for one in CHOOSE]}, on=ON)
    assert [one.field for one in found.faults] == ["extras"]


@given(forms(), st.dictionaries(st.text("fs_0123", max_size=5), st.lists(ANSWERS, max_size=3)))
def test_values_judged_again_are_the_same(form: Form, raw: dict[str, list[str]]) -> None:
    """What is on file is judged like what was sent: nothing changes, and nothing new is wrong."""
    first = judged(form, raw, on=ON)
    again = judged(form, as_sent(first.values), on=ON)
    assert again.values == first.values
    assert {one.field for one in again.faults} <= {one.field for one in first.faults}


ANYTHING = st.recursive(st.none() | st.booleans() | st.integers() | st.text() | st.binary(), st.lists, max_leaves=5)


@given(st.none() | st.integers() | st.dictionaries(st.sampled_from(sorted(GOOD)) | st.text(), ANYTHING))
def test_it_never_raises(raw: object) -> None:
    """Whatever comes, there is an answer to it."""
    found = judged(RESTAURANT, raw, on=ON)
    assert found.sound or all(one.field in found.shown for one in found.faults)
