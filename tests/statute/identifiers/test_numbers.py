"""Numbers of organizations and people: sound ones pass, every single slip is found, masks hide what they must.

The sound numbers are the examples printed in the standards, or made by a second way of computing the check sign.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu.statute.identifiers import citizen_id, phone, uscc, written

CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PROVINCES = ("11", "21", "33", "44", "51", "65", "71", "81", "82", "83")


@st.composite
def credit_codes(draw):
    sign = st.sampled_from(CREDIT_SIGNS)
    body = "".join([draw(sign), draw(sign), f"{draw(st.integers(0, 999_999)):06}", *(draw(sign) for _ in range(9))])
    rest = sum(CREDIT_SIGNS.index(one) * weight for one, weight in zip(body, CREDIT_WEIGHTS, strict=True)) % 31
    return body + CREDIT_SIGNS[(31 - rest) % 31]


@st.composite
def citizen_ids(draw):
    born = draw(st.dates(date(1900, 1, 1), date(2026, 11, 22)))
    start = draw(st.sampled_from(PROVINCES)) + f"{draw(st.integers(0, 9999)):04}"
    body = f"{start}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    rest = sum(int(one) * weight for one, weight in zip(body, PERSON_WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[rest]


def test_it_works():
    assert uscc.problem("91350100M000100Y43") is None  # the example of GB 32100-2015
    assert citizen_id.problem("11010519491231002X") is None  # the examples of GB 11643-1999
    assert citizen_id.problem("440524188001010014") is None


@given(credit_codes())
def test_a_sound_credit_code_passes(code):
    assert uscc.problem(code) is None
    assert uscc.problem(f" {code[:8].lower()} {code[8:]} ") is None


@given(citizen_ids())
def test_a_sound_identity_number_passes(number):
    assert citizen_id.problem(number, on=date(2026, 11, 22)) is None
    assert citizen_id.problem(f"{number[:6]} {number[6:14]}-{number[14:].lower()}") is None


@given(credit_codes(), st.integers(0, 17), st.sampled_from(CREDIT_SIGNS))
def test_one_wrong_sign_in_a_credit_code_is_found(code, place, sign):
    changed = code[:place] + sign + code[place + 1 :]
    assert (uscc.problem(changed) is None) == (changed == code)


@given(citizen_ids(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_sign_in_an_identity_number_is_found(number, place, sign):
    changed = number[:place] + sign + number[place + 1 :]
    assert (citizen_id.problem(changed) is None) == (changed == number)


@given(citizen_ids(), st.integers(0, 16))
def test_two_neighbours_changed_about_are_found(number, place):
    changed = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert (citizen_id.problem(changed) is None) == (changed == number)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", "length"),
        ("110105194912310021", "check"),
        ("110105491231002", "old"),
        ("1101051949123100", "length"),
        ("11010519491231002A", "signs"),
        ("1101051949X231002X", "signs"),
        ("99010519491231002X", "division"),
        ("110105194902310020", "birth"),
        ("110105179912310020", "birth"),
        ("１１０１０５１９４９１２３１００２１", "check"),
        ("壹贰叁", "length"),
    ],
)
def test_it_refuses_an_identity_number_with_its_reason(number, code):
    found = citizen_id.problem(number)
    assert found.code == code
    assert found.zh.endswith("。")
    assert found.en.endswith(".")


@given(citizen_ids())
def test_it_refuses_a_birth_after_the_day_of_application(number):
    born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    assert citizen_id.problem(number, on=born) is None
    assert citizen_id.problem(number, on=born.replace(year=born.year - 1, day=1)).code == "birth"


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("", "length"),
        ("91350100M000100Y4", "length"),
        ("91350100M000100Y44", "check"),
        ("91350100M000I00Y43", "signs"),
        ("9135O100M000100Y43", "signs"),
        ("91350100M000100Z43", "signs"),
        ("9135010ＩM000100Y43", "signs"),
    ],
)
def test_it_refuses_a_credit_code_with_its_reason(code, problem):
    found = uscc.problem(code)
    assert found.code == problem
    assert found.zh.endswith("。")
    assert found.en.endswith(".")


@given(st.text(max_size=40))
def test_nothing_anybody_types_raises(text):
    for answer in (uscc.problem(text), citizen_id.problem(text)):
        assert answer is None or (answer.code and answer.zh and answer.en)
    assert len(citizen_id.mask(text)) == len(written(text))
    assert len(phone.mask(text)) == len(written(text))


@given(citizen_ids())
def test_a_mask_keeps_three_and_two_and_never_the_birth(number):
    masked = citizen_id.mask(number)
    assert masked == number[:3] + "*" * 13 + number[-2:]
    assert citizen_id.mask(masked) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13800001234", "138****1234"),
        ("+86 138 0000 1234", "+86*******1234"),
        ("0417-1234567", "041****4567"),
        ("1234567", "*****67"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_a_telephone_is_masked(number, masked):
    assert phone.mask(number) == masked


def test_what_is_no_identity_number_is_hidden_whole():
    assert citizen_id.mask("110105491231002") == "*" * 15
    assert citizen_id.mask("") == ""
