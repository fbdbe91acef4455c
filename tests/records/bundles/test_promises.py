"""Promises in a bundle: each part by what its item allows, told before one applies, carried into its case."""

from dataclasses import replace

import orjson
import pytest

from tests.records.bundles.conftest import ANSWERS, HOLDER, MATERIALS, MONDAY, RECORDS, rewritten
from zhengwu.records.approvals.models import BadFaith, Pledge
from zhengwu.records.bundles import matters
from zhengwu.records.bundles.models import Matter
from zhengwu.records.bundles.offers import version
from zhengwu.records.bundles.planning import planned
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.sealing import blind
from zhengwu.records.troubles import Trouble
from zhengwu.statute.catalogue.model import Commitment

SWORN = Commitment("conditions", ("场所符合经营条件",), "不实的撤销许可。")


@pytest.fixture
def sworn(bundle, items):
    """The bundle, in which a promise may stand for the drawing of the sign and for its lease."""
    one = RECORDS["sign"]
    papers = tuple(replace(each, replaced=each.key in ("drawing", "lease")) for each in one.materials)
    record = replace(one, materials=papers, commitment=SWORN)
    rewritten(items["sign"], record)
    return bundle


def test_it_works(sworn, applied):
    plan = planned(version(sworn), ANSWERS, MONDAY.date())
    assert [one.node.key for one in plan.committing] == ["sign"]
    assert "sign__drawing" in {one.key for one in plan.bring()}
    assert "sign__drawing" not in {one.key for one in plan.bring(("sign",))}
    assert "register__lease" in {one.key for one in plan.bring(("sign",))}  # others want it, too
    applied(commits=("sign",), materials=MATERIALS[:2])
    parts = orjson.loads(Matter.objects.get().filled)["parts"]
    assert {node: one["commits"] for node, one in parts.items()} == {
        "register": False, "food": False, "sign": True, "opening": False,
    }  # fmt: skip


def test_it_is_carried_into_its_case(sworn, applied, step):
    made = applied(commits=("sign",), materials=MATERIALS[:2])
    register = next(one for one in matters.matter(made.matter_id, by=PUBLIC).parts if one.node == "register")
    step(register, "accepted", "clerk")
    step(register, "decided", outcome="granted")
    sign = next(one for one in matters.matter(made.matter_id, by=PUBLIC).parts if one.node == "sign")
    assert Pledge.objects.get().case_id == sign.case_id
    assert "场所符合经营条件" in Pledge.objects.get().text


@pytest.mark.parametrize(
    ("said", "code", "where"),
    [
        ({"commits": ("food",)}, "no_commitment", "commits"),
        ({"commits": ("moon",)}, "no_commitment", "commits"),
        ({"deferred": ("sign__drawing",), "materials": MATERIALS[:2]}, "not_deferrable", "materials.sign__drawing"),
    ],
)
def test_it_refuses_a_promise_that_no_item_allows(sworn, applied, said, code, where):
    with pytest.raises(Trouble) as refused:
        applied(**said)
    assert (refused.value.code, refused.value.where) == (code, where)
    assert not Matter.objects.exists()


def test_who_broke_a_promise_cannot_make_another(sworn, applied, district):
    BadFaith.objects.create(
        holder_blind=blind(HOLDER.code), holder_name=HOLDER.name, bar="commitment", reason="虚假承诺", basis="条例",
        since=MONDAY.date(), by="test", body_id=district.bureau,
    )  # fmt: skip
    with pytest.raises(Trouble, match="barred"):
        applied(commits=("sign",))
