"""Identifiers of licences, their states, and how long they hold."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengwu.statute.identifiers.problem import Problem
from zhengwu.statute.licences import DEEDS, STATES, identifier, lawful, state
from zhengwu.statute.licences.kinds import shipped
from zhengwu.statute.licences.masking import masked, masked_code
from zhengwu.statute.licences.validity import last_day, renewed

# Published ones; what they have in common is the rule.
SOUND = (
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
    "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S",
    "1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0",
    "1.2.156.3005.2.11100000000013338W011.11110000000021135M.20230329701.003.Y",
    "1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F",
    "1.2.156.3005.2.11100000000013338W087.11370800MB28559184.37080001202411010001.001.3",
)
SHORT_ISSUER = "1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9"  # test data of a city
EXAMPLE = "1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M"
GOOD = SOUND[0]
SIGNS = st.text(identifier.ALPHABET, min_size=1, max_size=40)


def code_of(text):
    found = identifier.problem(text)
    return found.code if found else None


@pytest.mark.parametrize("text", SOUND)
def test_a_published_identifier_is_sound_and_built_again_from_its_parts(text):
    parts = identifier.parse(f" {text}\n")
    assert str(parts) == text
    assert identifier.build(parts.kind, parts.issuer, parts.serial, parts.version) == text


def test_a_short_issuer_has_the_right_check_sign_and_is_told_by_its_length():
    *parts, check = SHORT_ISSUER[len(identifier.ROOT) + 1 :].split(".")
    assert identifier.check_sign("".join(parts)) == check
    assert code_of(SHORT_ISSUER) == "length"


def test_the_example_of_a_published_api_documentation_does_not_fit():
    assert code_of(EXAMPLE) == "check"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "root"),
        ("1.2.156.3005.3" + GOOD[14:], "root"),
        (GOOD[15:], "root"),
        (GOOD.lower(), "case"),
        (GOOD[:-2], "parts"),
        (GOOD + ".1", "parts"),
        (GOOD.replace("W011", "W01"), "length"),
        (GOOD.replace("L.2023", "LL.2023"), "length"),
        (GOOD.replace("W011", "W0-1"), "signs"),
        (GOOD.replace(".20230000403.", ".2023_403."), "serial"),
        (GOOD.replace(".20230000403.", ".."), "serial"),
        (GOOD.replace(".001.", ".1."), "version"),
        (GOOD.replace(".001.", ".000."), "version"),
        (GOOD.replace(".001.", ".00一."), "version"),
        (GOOD[:-1] + "V", "check"),
        (GOOD[:-1], "check"),
        ("1.2.156.3005.2." + "1" * 300, "length"),
    ],
)
def test_what_is_wrong_is_told_by_its_kind(text, code):
    assert code_of(text) == code


@given(SIGNS, st.data())
def test_the_check_sign_catches_every_wrong_sign(text, data):
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from([sign for sign in identifier.ALPHABET if sign != text[at]]))
    assert identifier.check_sign(text[:at] + other + text[at + 1 :]) != identifier.check_sign(text)


def test_the_check_sign_catches_nearly_all_neighbours_that_changed_places():
    """ISO 7064 says "all or nearly all": of 630 pairs after each beginning just one stays unseen."""
    for begun in identifier.ALPHABET:
        pairs = [(a, b) for a in identifier.ALPHABET for b in identifier.ALPHABET if a < b]
        unseen = [one for one in pairs if len({identifier.check_sign(begun + a + b) for a, b in (one, one[::-1])}) == 1]
        assert len(unseen) == 1


@given(st.text(max_size=130))
def test_no_text_makes_an_exception(text):
    assert isinstance(identifier.parse(text), identifier.Identifier | Problem)
    assert isinstance(identifier.parse(f"{identifier.ROOT}.{text}"), identifier.Identifier | Problem)


@pytest.mark.parametrize("version", [0, 1000, -1])
def test_it_refuses_to_build_what_is_none(version):
    with pytest.raises(ValueError, match="version"):
        identifier.build("1" * 21, "1" * 18, "1", version)
    with pytest.raises(ValueError, match="kind"):
        identifier.build("1", "1" * 18, "1", 1)


def test_states_are_told_by_the_codes_of_the_exchange():
    assert {one.key: one.code for one in STATES.values()} == {
        "valid": "01", "suspended": "02", "revoked": "03", "cancelled": "04", "expired": "05", "superseded": "05",
        "transferred": "06", "stripped": "07", "withdrawn": "99",
    }  # fmt: skip


def test_end_states_never_reopen_and_every_state_can_be_reached():
    assert all(lawful(key) == () for key, one in STATES.items() if one.over)
    assert {one.to for one in DEEDS.values()} | {"expired"} == set(STATES)
    assert {one.key for one in lawful("suspended")} == {"resumed", "withdrawn", "revoked", "cancelled", "stripped"}


def test_expiry_follows_from_the_last_day_and_changes_nothing_that_is_over():
    last = date(2026, 5, 31)
    assert state("valid", last, last).key == "valid"
    assert state("valid", last, date(2026, 6, 1)).key == "expired"
    assert state("suspended", last, date(2026, 6, 1)).key == "expired"
    assert state("revoked", last, date(2030, 1, 1)).key == "revoked"
    assert state("valid", None, date(2099, 1, 1)).key == "valid"


def test_months_are_counted_to_the_day_before():
    assert last_day(date(2026, 1, 5), 60) == date(2031, 1, 4)
    assert last_day(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert last_day(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert renewed(date(2026, 5, 1), 12, date(2026, 6, 30)) == date(2027, 6, 30)
    assert renewed(date(2026, 8, 1), 12, date(2026, 6, 30)) == date(2027, 7, 31)


def test_a_holder_is_masked_only_where_it_is_a_person():
    assert [masked(name, "natural_person") for name in ("李四", "欧阳小明", "")] == ["李*", "欧**明", ""]
    assert masked("青禾餐饮有限公司", "enterprise") == "青禾餐饮有限公司"
    assert masked_code("11010519491231002X", "natural_person") == "110*************2X"


def test_the_shipped_kinds_have_names_of_their_own():
    found = shipped()
    assert len({one.name for one in found}) == len(found) >= 41
    assert all(one.months is None or one.months > 0 for one in found)
