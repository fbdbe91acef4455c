"""From one application to one delivery: parts begin when those before them are granted, and nothing hangs."""

import pytest

from tests.records.bundles.conftest import ANSWERS, HOLDER, MATERIALS, MONDAY, TUESDAY
from zhengwu.records.approvals.actions import Given
from zhengwu.records.bundles import acting, matters
from zhengwu.records.bundles.models import Matter
from zhengwu.records.cases.models import Case
from zhengwu.records.troubles import Trouble
from zhengwu.statute.bundles import Part

G, R, W, D, F = Part.GRANTED, Part.RUNNING, Part.WAITING, Part.DROPPED, Part.FAILED


def test_it_works(applied, parts, decide, now, office, district):
    made = applied()
    assert (made.number[:5], len(made.cases)) == ("QHSP套", 1)
    assert parts(made) == {"register": R, "food": W, "sign": W, "opening": W}
    decide(made, "register")
    assert parts(made) == {"register": G, "food": R, "sign": R, "opening": W}
    decide(made, "food")
    decide(made, "sign")
    decide(made, "opening")
    assert now(made).state == "decided"
    acting.deliver(made.matter_id, "counter", by=office[district.affairs]["clerk"], at=TUESDAY)
    done = acting.deliver(made.matter_id, "counter", by=office[district.bureau]["clerk"], at=TUESDAY)
    assert (len(done.cases), done.left) == (3, 0)
    assert now(made).state == "closed"
    assert now(made).delivered_on == TUESDAY.date()


def test_what_an_earlier_part_brings_is_on_file_for_the_next(applied, decide, now):
    made = applied()
    decide(made, "register")
    food = next(one for one in now(made).parts if one.node == "food")
    states = dict(Case.objects.get(pk=food.case_id).application.materials.values_list("key", "state"))
    assert states == {"licence": "reused", "plan": "given", "lease": "given"}


def test_a_refusal_ends_those_that_rest_on_it(applied, parts, decide, now, step):
    made = applied()
    decide(made, "register", "refused")
    assert parts(made) == {"register": F, "food": D, "sign": D, "opening": D}
    assert all(one.note for one in now(made).parts if one.part is D)
    assert now(made).state == "decided"
    step(next(one for one in now(made).parts if one.node == "register"), "delivered", "clerk", channel="counter")
    assert now(made).state == "closed"


def test_a_withdrawal_ends_those_that_rest_on_it_too(applied, parts, decide, now, step):
    made = applied()
    decide(made, "register")
    step(next(one for one in now(made).parts if one.node == "food"), "withdrawn", "clerk")
    assert parts(made) == {"register": G, "food": F, "sign": R, "opening": D}


def test_a_part_that_cannot_begin_any_more_ends_with_a_note(applied, parts, decide, items, now):
    from zhengwu.records.items.models import Item

    made = applied()
    Item.objects.filter(pk=items["food"]).update(status="paused")
    decide(made, "register")
    assert parts(made)["food"] is D
    assert "没有找到" in next(one.note for one in now(made).parts if one.node == "food")
    assert parts(made)["opening"] is D


def test_all_that_begins_at_once_is_accepted_in_one_act(applied, decide, parts, office, district):
    made = applied()
    done = acting.accept(made.matter_id, by=office[district.bureau]["clerk"], at=TUESDAY)
    assert (done.cases, done.left) == (made.cases, 0)
    with pytest.raises(Trouble, match="nothing_to_take"):
        acting.accept(made.matter_id, by=office[district.bureau]["clerk"], at=TUESDAY)
    with pytest.raises(Trouble, match="not_all_decided"):
        acting.deliver(made.matter_id, "counter", by=office[district.bureau]["clerk"], at=TUESDAY)


def test_repeated_by_its_key_it_is_the_same_matter(applied):
    first, again = applied(source_key="a-1"), applied(source_key="a-1")
    assert (again.matter_id, again.secret, again.cases) == (first.matter_id, "", first.cases)
    assert (Matter.objects.count(), Case.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("said", "code", "where"),
    [
        ({"answers": {}}, "question_open", "answers.sign"),
        ({"answers": ANSWERS | {"food__fresh": ""}}, "question_open", "answers.food__fresh"),
        ({"filled": {"shared__site_area": ["120"]}}, "form_field", "filled.food__cook"),
        ({"filled": {"shared__site_area": ["x"], "food__cook": ["3"]}}, "form_field", "filled.shared__site_area"),
        ({"materials": MATERIALS[:2]}, "material_missing", "materials.sign__drawing"),
        ({"materials": MATERIALS[1:]}, "material_missing", "materials.register__lease"),
        ({"materials": (*MATERIALS, Given("moon"))}, "material_unknown", "materials.moon"),
        ({"source_key": ""}, "source_key", "source_key"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_on_file(applied, said, code, where):
    with pytest.raises(Trouble) as refused:
        applied(**said)
    assert (refused.value.code, refused.value.where) == (code, where)
    assert not Matter.objects.exists()
    assert not Case.objects.exists()


def test_number_and_secret_open_it(applied):
    made = applied()
    assert matters.followed(made.number, made.secret, at=MONDAY, address="10.0.0.1") == made.matter_id
    with pytest.raises(Trouble, match="wrong_secret"):
        matters.followed(made.number, "ABCDEFGHJK", at=MONDAY, address="10.0.0.1")


def test_who_may_see_it(applied, actors, actor, hire, district):
    made = applied()
    assert matters.matter(made.matter_id, by=actors["clerk"]).holder_name == HOLDER.name
    assert [one.number for one in matters.listed(actors["supervisor"])] == [made.number]
    stranger = actor(hire("clerk", district.foreign))
    assert not matters.listed(stranger)
    with pytest.raises(Trouble, match="not_found"):
        matters.matter(made.matter_id, by=stranger)
