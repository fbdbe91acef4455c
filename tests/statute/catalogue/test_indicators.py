"""Figures with what they are made of; published percentages that no whole number gives."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu.statute.catalogue.indicators import (
    FOUR,
    INDICATORS,
    Attained,
    Light,
    OnTime,
    attainable,
    figure,
    figures,
    on_application,
    six_and_one,
)  # fmt: skip


def light(pk: int, **said: object) -> Light:
    """An item on the spot, fully online, without visits."""
    usual = {
        "id": pk, "type": "licence", "level": "county", "case_type": "on_the_spot", "depth": 4, "visits": 0,
        "statutory_days": 20, "promised_days": 0, "stages": 5, "personal": True, "nearby": False, "kiosk": False,
        "faults": 0,
    }  # fmt: skip
    return Light(**(usual | said))  # type: ignore[arg-type]


SPOT = light(1)
SLOW = light(2, case_type="promised_time", depth=3, visits=1, promised_days=15, stages=4, nearby=True)
FIRM = light(3, personal=False, nearby=True, depth=1, visits=2, statutory_days=10, promised_days=5, faults=2)
MUTE = light(4, depth=0, visits=None, statutory_days=None, promised_days=None, stages=0, personal=False)
ROWS = (SPOT, SLOW, FIRM, MUTE)


def test_each_figure_says_what_it_is_made_of() -> None:
    told = figures(ROWS)
    spot = told["on_the_spot"]
    assert (spot.numerator, spot.denominator, spot.ids, spot.shown()) == (3, 4, (1, 3, 4), "75.00%")
    assert (told["visits"].numerator, told["visits"].denominator, told["visits"].missing) == (3, 3, 1)
    assert told["visits"].shown() == "1.00"
    assert told["stages"].value == Fraction(14, 3)
    assert [told[f"depth_{level}"].ids for level in (1, 2, 3, 4)] == [(3,), (), (2,), (1,)]
    assert told["accuracy"].value == Fraction(3, 4)


def test_time_saved_has_two_values_and_each_has_its_name() -> None:
    told = figures(ROWS)
    assert told["time_saved"].value == Fraction(20 + 5 + 5, 50)
    assert told["time_saved_mean"].value == Fraction(1 + Fraction(1, 4) + Fraction(1, 2), 3)
    assert told["time_saved"].indicator.zh != told["time_saved_mean"].indicator.zh


def test_nearby_counts_only_what_natural_persons_come_for() -> None:
    nearby = figure(INDICATORS["nearby"], ROWS)
    assert (nearby.numerator, nearby.denominator, nearby.ids, nearby.below) == (1, 2, (2,), (1, 2))
    assert [figure(INDICATORS[key], ROWS).denominator for key in FOUR] == [4, 4, 2, 4]


def test_what_is_fully_online_counts_as_no_visit() -> None:
    assert figure(INDICATORS["no_visit"], (light(1, visits=1), SLOW)).ids == (1,)


def test_nothing_below_the_line_is_no_figure() -> None:
    assert figure(INDICATORS["on_the_spot"], ()).value is None
    assert figure(INDICATORS["on_the_spot"], ()).shown() == "—"
    assert OnTime(0, 0).value is None
    assert OnTime(9, 10).value == Fraction(9, 10)


def test_the_usual_scope_is_what_people_apply_for() -> None:
    assert len(six_and_one()) == 7
    assert set(on_application()) - set(six_and_one()) == {"filing"}


@pytest.mark.parametrize(
    ("percent", "n", "found"),
    [
        ("62.5%", 832, Attained(520, 520)), ("86.6%", 832, None), ("89.81%", 832, None),
        ("91.3", 4388, Attained(4005, 4008)),
        ("92.1％", 4388, Attained(4040, 4043)), ("73.05", 835, Attained(610, 610)), ("100%", 835, Attained(831, 835)),
        ("95%", 1727, Attained(1633, 1649)), ("0", 7, Attained(0, 0)), ("120%", 10, None),
    ],
)  # fmt: skip
def test_which_counts_give_a_percentage(percent: str, n: int, found: Attained | None) -> None:
    assert attainable(percent, n) == found


def test_what_was_cut_off_is_another_question() -> None:
    assert attainable("86.6%", 832, cut=True) == Attained(721, 721)
    assert attainable("89.81%", 832, cut=True) is None


@pytest.mark.parametrize("percent", ["", "many", "NaN", "Infinity", "-1", "1e9"])
def test_it_refuses_what_is_no_percentage(percent: str) -> None:
    with pytest.raises(ValueError, match="no percentage"):
        attainable(percent, 100)


@given(st.integers(1, 3000), st.data(), st.integers(0, 3))
def test_what_a_count_gives_is_attainable_by_it(n: int, data: st.DataObject, digits: int) -> None:
    k = data.draw(st.integers(0, n))
    shown = (Decimal(100 * k) / Decimal(n)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    found = attainable(f"{shown}%", n)
    assert found is not None
    assert found.first <= k <= found.last
