"""What an applicant does with a matter: takes a part back or the whole, answers a correction once for all parts."""

import orjson
import pytest
from django.conf import settings

from tests.records.bundles.conftest import MATERIALS, TUESDAY
from tests.records.bundles.test_story import D, F, G, R, W
from zhengwu.records.approvals.actions import Given
from zhengwu.records.approvals.models import Supplied
from zhengwu.records.bundles import acting, answering
from zhengwu.records.bundles.models import Matter
from zhengwu.records.documents import store
from zhengwu.records.troubles import Trouble


@pytest.fixture
def facts(now):
    """A function that tells one part of a matter."""
    return lambda made, node: next(one for one in now(made).parts if one.node == node)


def test_the_whole_is_taken_back(applied, parts, now):
    made = applied()
    assert acting.withdraw(made.matter_id, at=TUESDAY) == ("register", "food", "sign", "opening")
    assert parts(made) == {"register": F, "food": D, "sign": D, "opening": D}
    assert now(made).state == "closed"
    with pytest.raises(Trouble, match="too_late"):
        acting.withdraw(made.matter_id, at=TUESDAY)


def test_a_part_is_taken_back_and_the_others_go_on(applied, parts, decide, now):
    made = applied()
    acting.withdraw(made.matter_id, ["sign"], "不做店招了", at=TUESDAY)
    assert parts(made) == {"register": R, "food": W, "sign": D, "opening": D}
    decide(made, "register")
    assert parts(made) == {"register": G, "food": R, "sign": D, "opening": D}
    assert "撤回" in next(one.note for one in now(made).parts if one.node == "sign")


def test_what_is_decided_or_not_there_is_not_taken_back(applied, decide):
    made = applied()
    decide(made, "register")
    for nodes, code in ((["register"], "too_late"), (["moon"], "no_such_part"), (["register", "food"], "too_late")):
        with pytest.raises(Trouble, match=code):
            acting.withdraw(made.matter_id, nodes, at=TUESDAY)


def test_a_correction_is_answered_once_for_all_parts(applied, decide, facts, step, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "HOME", tmp_path)
    made = applied(incomplete=True, materials=MATERIALS[:0])
    step(facts(made, "register"), "correction_requested", "clerk", what="请提交住所使用证明")
    asked = answering.waiting(made.matter_id, TUESDAY.date())
    assert [(one.body_name, one.said) for one in asked.asking] == [("青禾区行政审批局", "请提交住所使用证明")]
    (lease,) = asked.owed
    assert (lease.name, sorted(lease.later)) == ("住所使用证明", [("food", "lease"), ("sign", "lease")])
    file = store.keep(b"lease", "lease.txt", at=TUESDAY).pk
    reached = answering.answer(made.matter_id, {lease.key: Given("", file, "lease.txt")}, at=TUESDAY)
    assert reached == (facts(made, "register").case_id,)
    assert facts(made, "register").state == "submitted"
    kept = orjson.loads(Matter.objects.get().filled)["parts"]
    assert [kept[node]["materials"][0]["file_id"] for node in ("food", "sign")] == [file, file]
    decide(made, "register")
    assert set(Supplied.objects.filter(key="lease").values_list("state", "file_id")) == {("given", file)}


def test_it_refuses_an_answer_that_nobody_asked_for(applied, facts, step):
    made = applied()
    with pytest.raises(Trouble, match="nothing_waited_for"):
        answering.answer(made.matter_id, {}, "好", at=TUESDAY)
    step(facts(made, "register"), "correction_requested", "clerk", what="看不清")
    for given, text, code in (({}, " ", "nothing_sent"), ({"moon": Given("")}, "", "material_unknown")):
        with pytest.raises(Trouble, match=code):
            answering.answer(made.matter_id, given, text, at=TUESDAY)
    answering.answer(made.matter_id, {}, "已经重新拍照", at=TUESDAY)
    assert facts(made, "register").state == "submitted"
