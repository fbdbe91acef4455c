"""Verification: forged, altered, expired, revoked and all the rest are told apart."""

from datetime import date, timedelta

import pytest

from tests.records.licences.conftest import AT, ON, Holder
from zhengwu.records.licences import actions, digests, queries, verifying
from zhengwu.records.licences.models import Licence
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.statute.licences import identifier

LATER = date(2031, 3, 2)


def code_of(licence_id):
    row = Licence.objects.get(pk=licence_id)
    return row.identifier, digests.code(row.identifier, row.digest)


def verdict(licence_id, on=ON):
    return verifying.verify(*code_of(licence_id), on).verdict


def test_a_genuine_one_is_valid_and_its_holder_named(grant):
    found = verifying.verify(*code_of(grant()), ON)
    assert (found.verdict, found.proved, found.holder) == ("valid", True, "青禾区湖畔小吃店")
    assert found.licence.number == "JY202600001"


def test_a_person_is_masked(grant):
    person = Holder("欧阳小明", "11010519491231002X", "natural_person")
    assert verifying.verify(*code_of(grant("physician", person)), ON).holder == "欧**明"


def test_without_the_code_there_is_but_the_state(grant):
    name, _ = code_of(grant())
    found = verifying.verify(name, "", ON)
    assert (found.verdict, found.proved, found.licence, found.holder) == ("valid", False, None, "")


def test_a_forged_one_is_unknown_and_one_of_another_issuer_is_told_so(grant):
    parts = identifier.parse(code_of(grant())[0])
    forged = identifier.build(parts.kind, parts.issuer, "20269999999", 1)
    assert verifying.verify(forged, "A" * 12, ON).verdict == "unknown"
    foreign = identifier.build(parts.kind, "11430000006122244L", parts.serial, 1)
    assert verifying.verify(foreign, "", ON).verdict == "foreign"


def test_a_wrong_code_and_the_code_of_another_licence_are_altered(grant):
    name, code = code_of(grant())
    other = code_of(grant())[1]
    for wrong in (other, code[:-1] + ("A" if code[-1] != "A" else "B"), code[:-1], "证" * 12, "A" * 1000):
        found = verifying.verify(name, wrong, ON)
        assert (found.verdict, found.licence, found.holder) == ("altered", None, "")
    assert verifying.verify(name, f" {code[:4]}-{code[4:8]} {code[8:].lower()} ", ON).verdict == "valid"


def test_what_was_changed_behind_our_back_is_told(grant):
    licence = grant()
    Licence.objects.filter(pk=licence).update(valid_to=date(2099, 1, 1))
    assert verdict(licence) == "damaged"


@pytest.mark.parametrize("key", ["suspended", "revoked", "cancelled", "stripped", "withdrawn", "transferred"])
def test_every_state_is_told(grant, key):
    licence = grant()
    actions.act(licence, key, reason="检查发现", on=ON, by=CLOCKWORK, at=AT)
    assert verdict(licence) == key


def test_an_expired_one_is_told_with_its_last_day(grant):
    licence = grant()
    assert verdict(licence, date(2031, 3, 1)) == "valid"
    found = verifying.verify(*code_of(licence), LATER)
    assert (found.verdict, found.since) == ("expired", date(2031, 3, 1))


def test_a_superseded_one_tells_the_state_of_the_newest_and_no_more(grant):
    first = grant()
    third = grant(action="change", about=grant(action="change", about=first))
    found = verifying.verify(*code_of(first), ON)
    assert (found.verdict, found.newer.key) == ("superseded", "valid")
    actions.act(third, "revoked", reason="骗取许可", on=ON, by=CLOCKWORK, at=AT)
    assert verifying.verify(*code_of(first), ON).newer.key == "revoked"


@pytest.mark.parametrize("text", ["", "hello", "1.2.156.3005.2", "\0" * 50, "证" * 500])
def test_nonsense_is_malformed_with_words(db, text):
    found = verifying.verify(text, "x", ON)
    assert found.verdict == "malformed"
    assert found.problem.zh


def test_a_code_stays_good_while_keys_are_changed_over(grant, settings):
    licence = grant()
    name, code = code_of(licence)
    old = settings.SEAL_KEYS
    settings.SEAL_KEYS = {"k9": bytes(range(32)), **old}
    assert verifying.verify(name, code, ON).verdict == "valid"
    assert digests.code(name, Licence.objects.get(pk=licence).digest) != code


def test_seven_months_before_it_begins_it_does_not_satisfy(grant):
    grant(on=ON)
    assert queries.satisfies("food_operation", Holder().code, ON - timedelta(days=1)) is None
