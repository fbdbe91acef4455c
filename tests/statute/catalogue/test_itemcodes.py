"""Codes of items: those of the standard are built and taken apart alike; slips are seen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu.statute.catalogue import codes, itemcodes
from zhengwu.statute.identifiers import uscc

SHANDONG, GUANGDONG = "11370800MB285591843370117002011", "12441500196720244T3442199806003"  # published ones
BODY = "11440100000000001"
BODY += uscc.check_sign(BODY)


@pytest.mark.parametrize("code", [SHANDONG, GUANGDONG])
def test_published_codes_are_sound(code: str) -> None:
    assert itemcodes.task_problem(code) is None
    taken = itemcodes.implemented(code)
    assert taken is not None
    assert (taken.body, taken.level, taken.serial) == (code[:18], "city", "")


def test_a_published_code_says_what_it_is() -> None:
    taken = itemcodes.catalogued(SHANDONG[19:])
    assert taken == itemcodes.Catalogued("37", "01", "licence", "17", "002", "011")
    assert taken.split
    local = itemcodes.catalogued(GUANGDONG[19:])
    assert local is not None
    assert local.type is None


@given(
    st.sampled_from(sorted(itemcodes.PROVINCES)), st.sampled_from(list(codes("item_type"))), st.integers(0, 99),
    st.integers(1, 999), st.integers(0, 999), st.sampled_from(list(codes("level"))), st.integers(0, 99),
)  # fmt: skip
def test_what_is_built_is_taken_apart_alike(
    province: str, kind: str, department: int, main: int, sub: int, level: str, serial: int
) -> None:
    base = itemcodes.catalog(province, kind, f"{department:02d}", main, sub)
    code = itemcodes.handle(itemcodes.task(BODY, level, base), serial)
    taken = itemcodes.implemented(code)
    assert (len(base), len(code)) == (12, 33)
    assert taken is not None
    assert (taken.body, taken.level, taken.catalogued.type, taken.serial) == (BODY, level, kind, f"{serial:02d}")


def test_a_case_number_has_the_day_in_it() -> None:
    number = itemcodes.project_no(SHANDONG, date(2026, 11, 22), 7)
    assert number == f"{SHANDONG}202611220007"
    assert itemcodes.project_problem(number) is None
    assert itemcodes.project_problem(number.replace("20261122", "20261132")) is not None


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (SHANDONG[:-1], "length"), (SHANDONG.replace("3370117", "9370117"), "level"),
        (SHANDONG.replace("MB28559184", "MB28559148"), "check"), (SHANDONG[:19] + "990117002011", "province"),
        (SHANDONG[:19] + "370117000011", "main"), (SHANDONG[:19] + "37011700201X", "length"), ("", "length"),
    ],
)  # fmt: skip
def test_it_refuses_slips(wrong: str, why: str) -> None:
    problem = itemcodes.task_problem(wrong)
    assert problem is not None
    assert problem.code == why
    assert itemcodes.implemented(wrong) is None


def test_spaces_and_full_width_digits_do_not_matter() -> None:
    assert itemcodes.catalog_problem("３７０１ 1700 2011") is None


def test_it_refuses_to_build_what_does_not_fit() -> None:
    for parts in (("99", "licence", "17", 2), ("37", "licence", "1", 2), ("37", "licence", "17", 0)):
        with pytest.raises(ValueError, match=r"."):
            itemcodes.catalog(*parts)
    with pytest.raises(ValueError, match="33 characters"):
        itemcodes.handle(SHANDONG, 100)
