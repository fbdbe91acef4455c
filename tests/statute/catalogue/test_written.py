"""A record goes out as JSON and comes back the same; whatever is no record is told with its place."""

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.statute.catalogue.samples import FOOD
from zhengwu.statute.catalogue import Limit, Record, codes
from zhengwu.statute.catalogue.written import LISTS, Unreadable, as_json, record_from


def test_a_record_comes_back_the_same() -> None:
    assert record_from(json.loads(json.dumps(as_json(FOOD)))) == FOOD


def test_what_is_empty_by_default_is_not_written_and_what_is_not_is() -> None:
    plain = Record("公共场所卫生许可", "licence")
    assert "faqs" not in as_json(plain)
    assert as_json(plain)["case_type"] == "promised_time"
    assert as_json(replace(plain, in_hall=False))["in_hall"] is False
    assert as_json(replace(plain, statutory=Limit(0)))["statutory"] == {"length": 0, "unit": "working_days"}
    assert record_from(as_json(replace(plain, channels=(), charged=False))) == replace(
        plain, channels=(), charged=False
    )


def test_it_refuses_all_that_is_wrong_at_once_and_says_where() -> None:
    wrong = as_json(FOOD) | {"surprise": 1, "visits": -1, "charged": "是", "type": "magic"}
    wrong["materials"] = [{"key": "a", "name": "甲", "necessity": "perhaps"}, {"key": "b"}]
    with pytest.raises(Unreadable) as told:
        record_from(wrong)
    paths = {one.path for one in told.value.faults}
    assert paths == {"surprise", "visits", "charged", "type", "materials[0].necessity", "materials[1].name"}


@pytest.mark.parametrize(
    "said", [{}, {"name": "甲"}, {"name": "甲\x00", "type": "licence"}, {"name": ["甲"], "type": 1}]
)
def test_it_refuses_what_is_no_record(said: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        record_from(said)


NAMES = [*as_json(FOOD), "x"]
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*as_json(FOOD), "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(list(as_json(FOOD))), json_values, max_size=5))
def test_nothing_that_json_can_say_breaks_it(said: dict[str, object]) -> None:
    with suppress(Unreadable):
        assert isinstance(record_from(as_json(FOOD) | said), Record)


def test_every_list_that_is_named_is_there() -> None:
    assert all(codes(name) for name in LISTS.values())
