"""Granting licences: new ones, new versions, ends; and what a holder has."""

from datetime import date

import pytest

from tests.records.licences.conftest import AT, CODE, ON, Holder
from zhengwu.records.licences import actions, queries
from zhengwu.records.licences.models import Licence, LicenceKind
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import CLOCKWORK, PUBLIC
from zhengwu.records.troubles import Trouble
from zhengwu.statute.licences import identifier

NEXT = date(2026, 6, 1)


def doing(**said):
    return {"reason": "检查发现", "on": ON, "by": CLOCKWORK, "at": AT, **said}


def test_a_licence_is_granted_with_an_identifier_that_checks(grant, district):
    found = queries.facts(grant())
    parts = identifier.parse(found.identifier)
    assert parts.issuer == Body.objects.get(pk=district.bureau).code
    assert parts.kind == LicenceKind.objects.get(key="food_operation").code
    assert (parts.serial, parts.version) == ("20260000001", 1)
    assert (found.number, found.valid_from, found.valid_to) == ("JY202600001", ON, date(2031, 3, 1))
    assert [one.key for one in queries.history(found.id)] == ["issued"]


def test_serials_have_no_gap_where_a_decision_was_rolled_back(grant):
    grant()
    with pytest.raises(Trouble):
        grant(about=999, action="renewal")
    assert queries.facts(grant()).number == "JY202600002"


def test_a_renewal_is_the_next_version_and_loses_no_day(grant):
    first = grant()
    second = queries.facts(grant(action="renewal", about=first, on=date(2031, 1, 10)))
    assert (second.version, second.replaces_id, second.valid_to) == (2, first, date(2036, 3, 1))
    assert queries.facts(first).state(ON).key == "superseded"
    assert queries.history(first)[-1].reason == second.identifier


def test_a_change_keeps_number_and_last_day(grant):
    first = queries.facts(grant())
    second = queries.facts(grant(action="change", about=first.id, on=NEXT, holder=Holder(name="青禾区湖畔饭店")))
    assert (second.number, second.valid_to) == (first.number, first.valid_to)
    assert second.holder_name == "青禾区湖畔饭店"
    assert second.identifier.split(".")[7] == first.identifier.split(".")[7]


def test_a_cancellation_ends_it(grant):
    first = grant()
    assert grant(action="cancellation", about=first, on=NEXT) == first
    assert queries.facts(first).state(NEXT).key == "cancelled"
    with pytest.raises(Trouble, match="nothing_to_cancel"):
        grant(action="cancellation")


@pytest.mark.parametrize("key", ["cancelled", "revoked", "withdrawn", "stripped", "transferred"])
def test_what_is_over_never_reopens(grant, key):
    first = grant()
    actions.act(first, key, **doing())
    for other in actions.BY_HAND:
        with pytest.raises(Trouble, match="not_from_here"):
            actions.act(first, other, **doing())
    with pytest.raises(Trouble, match="not_from_here"):
        grant(action="renewal", about=first)


def test_a_suspended_one_is_resumed(grant):
    first = grant()
    actions.act(first, "suspended", **doing())
    assert queries.satisfies("food_operation", CODE, ON) is None
    actions.act(first, "resumed", **doing())
    assert queries.satisfies("food_operation", CODE, ON).id == first


def test_it_refuses_a_direct_act_without_the_right(grant, actors):
    first = grant()
    for post in ("clerk", "handler", "auditor"):
        with pytest.raises(Trouble, match="forbidden"):
            actions.act(first, "revoked", **doing(by=actors[post]))
    with pytest.raises(Trouble, match="forbidden"):
        actions.act(first, "revoked", **doing(by=PUBLIC))
    actions.act(first, "cancelled", **doing(by=actors["head"]))


@pytest.mark.parametrize("key", ["suspended", "revoked", "withdrawn", "stripped"])
def test_it_takes_nothing_from_who_was_not_heard(grant, actors, key):
    first = grant()
    with pytest.raises(Trouble, match="wants_a_case"):
        actions.act(first, key, **doing(by=actors["head"]))
    assert queries.facts(first).status == "valid"


def test_it_refuses_no_reason_an_unknown_deed_and_an_earlier_day(grant):
    first = grant()
    for said in ({"reason": " "}, {"basis": "条" * 201}, {"on": date(2026, 1, 1)}):
        with pytest.raises(Trouble):
            actions.act(first, "revoked", **doing(**said))
    for key in ("issued", "superseded", "eaten"):
        with pytest.raises(Trouble, match="unknown_deed"):
            actions.act(first, key, **doing())
    assert queries.facts(first).status == "valid"


def test_it_refuses_an_unknown_kind_another_kind_and_a_body_without_a_code(grant, district):
    with pytest.raises(Trouble, match="no_such_kind"):
        grant("nothing")
    with pytest.raises(Trouble, match="another_kind"):
        grant("drug_retail", about=grant(), action="change")
    Body.objects.filter(pk=district.bureau).update(code="")
    with pytest.raises(Trouble, match="issuer_without_code"):
        grant()


def test_a_holder_sees_all_that_is_theirs_and_nothing_else(grant):
    mine = grant()
    grant(holder=Holder(name="青禾区别家店", code="92990101MA00000026"))
    assert [one.id for one in queries.of_holder(f" {CODE.lower()} ")] == [mine]
    assert queries.of_holder("") == []
    grant(holder=Holder(name="没有号码", code=""))
    assert len(queries.of_holder("")) == 0


def test_what_satisfies_is_in_force_on_the_day(grant):
    grant(months=3)
    assert queries.satisfies("food_operation", CODE, date(2026, 6, 1)) is not None
    assert queries.satisfies("food_operation", CODE, date(2026, 6, 2)) is None
    assert queries.satisfies("drug_retail", CODE, ON) is None


def test_the_number_of_a_holder_is_sealed_at_rest(grant):
    grant()
    raw = Licence.objects.extra(select={"raw": "holder_code"}).values_list("raw", flat=True)[0]
    assert CODE not in raw
