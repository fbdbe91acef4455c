"""What comes of a decision, of promises kept and broken, and of materials that come in later."""

from datetime import UTC, date, datetime

import pytest

from tests.records.approvals.conftest import FULL, HOLDER, MONDAY, TUESDAY
from zhengwu.records.approvals import checklist, following, queries
from zhengwu.records.approvals.actions import Given
from zhengwu.records.approvals.holders import Holder
from zhengwu.records.approvals.models import Application, Pledge
from zhengwu.records.cases import actions as cases
from zhengwu.records.items.queries import holding
from zhengwu.records.licences.models import Licence
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.publications.models import Publication
from zhengwu.records.troubles import Trouble
from zhengwu.statute.procedures import Event

APRIL = datetime(2026, 4, 20, 2, tzinfo=UTC)
WITHOUT = tuple(one for one in FULL if one.key != "layout")


def test_a_grant_gives_the_licence_and_is_published(granted, step):
    case_id = granted()
    licence = Licence.objects.get(case_id=case_id)
    assert (licence.holder_name, licence.valid_to) == ("青禾小馆", date(2031, 3, 2))
    kept = Application.objects.get(case_id=case_id)
    assert (kept.outcome, kept.due_on, kept.promised_on) == ("granted", date(2026, 3, 31), date(2026, 3, 13))
    step(case_id, "delivered", "clerk")
    shown = Publication.objects.get(source_key=f"case:{case_id}")
    assert (shown.kind, shown.status, shown.title) == ("licence_result", "public", "食品经营许可（青禾小馆）")
    assert not any("91110000600037341L" in value for _, value in shown.versions.get().facts)


def test_what_was_rightly_undone_is_not_public_any_more(granted, step, actors, district):
    case_id = granted()
    step(case_id, "delivered", "clerk")
    licence = Licence.objects.get(case_id=case_id)
    first = Event("opened", TUESDAY.date(), says={"items": ["虚假材料"], "kind": "revoke", "licence": licence.pk})
    opening = cases.Opening(unit_id=district.other_unit, title="撤销许可")
    made = cases.open_case("licence_action", district.bureau, [first], opening, by=actors["head"], at=TUESDAY)
    step(made.case_id, "proposed", "handler", outcome="carried_out")
    with pytest.raises(Trouble, match="not_told"):
        step(made.case_id, "decided", "head", outcome="carried_out", reasons="材料虚假")
    step(made.case_id, "told", "handler", reasons="材料虚假")
    step(made.case_id, "hearing_waived", "clerk")
    assert step(made.case_id, "decided", "head", outcome="carried_out", reasons="材料虚假").state == "decided"
    licence.refresh_from_db()
    assert licence.status == "revoked"
    assert Publication.objects.get(source_key=f"case:{case_id}").status == "withdrawn"


def test_a_material_that_may_follow_is_promised_and_comes(applied, step):
    case_id = applied(materials=WITHOUT, deferred=("layout",)).case_id
    step(case_id, "accepted", "clerk")
    pledge = Pledge.objects.get()
    assert (pledge.kind, pledge.due_on) == ("deferred", date(2026, 3, 17))
    step(case_id, "reviewed", "handler", stage="site", verdict="passed")
    with pytest.raises(Trouble, match="materials_open"):
        step(case_id, "decided", "head", outcome="granted")
    following.supply(case_id, (Given("layout", file_name="图.pdf"),), by=PUBLIC, at=TUESDAY)
    pledge.refresh_from_db()
    assert pledge.outcome == "kept"
    assert step(case_id, "decided", "head", outcome="granted").state == "decided"


def test_one_that_never_comes_ends_the_case_as_published(applied, step):
    case_id = applied(materials=WITHOUT, deferred=("layout",)).case_id
    step(case_id, "accepted", "clerk")
    with pytest.raises(Trouble, match="still_in_time"):
        step(case_id, "supplement_lapsed", "handler", outcome="deemed_withdrawn")
    with pytest.raises(Trouble, match="other_consequence"):
        step(case_id, "supplement_lapsed", "handler", at=APRIL, outcome="acceptance_cancelled")
    taken = step(case_id, "supplement_lapsed", "handler", at=APRIL, outcome="deemed_withdrawn")
    assert (taken.state, Pledge.objects.get().outcome) == ("deemed_withdrawn", "broken")


def test_a_broken_commitment_bars_the_next_until_repaired(granted, applied, step, actors):
    lease = tuple(one for one in FULL if one.key != "lease")
    case_id = granted(materials=lease, commits=True)
    assert Pledge.objects.get().due_on == date(2026, 4, 15)
    step(case_id, "verified", "handler", result="broken", finding="没有租赁合同")
    with pytest.raises(Trouble, match="barred") as refused:
        applied(materials=lease, commits=True, at=TUESDAY)
    assert refused.value.where == "commits"
    (found,) = queries.bad_faith(actors["head"], on=TUESDAY.date())
    following.repair(found.id, "已补办并复核", by=actors["head"], at=TUESDAY)
    assert applied(materials=lease, commits=True, at=TUESDAY).number


def test_who_lied_may_not_apply_again_for_a_year(applied, step, actors):
    case_id = applied().case_id
    step(case_id, "rejected", "clerk", ground="other_ground", reasons="材料虚假")
    following.bar(case_id, "提供虚假材料", years=1, by=actors["head"], at=TUESDAY)
    with pytest.raises(Trouble, match="barred"):
        applied(at=TUESDAY)
    assert applied(at=TUESDAY, incomplete=True, by=actors["clerk"], channel="counter").number
    assert applied(at=datetime(2027, 3, 4, 2, tzinfo=UTC)).number


def test_a_correction_is_handed_in_by_the_applicant(applied, step):
    case_id = applied().case_id
    step(case_id, "correction_requested", "clerk", what="申请书未签字", days=10)
    taken = following.supply(case_id, (Given("form", file_name="签字.pdf"),), "已签字", by=PUBLIC, at=TUESDAY)
    assert (taken.state, taken.due_on) == ("submitted", date(2026, 3, 10))
    with pytest.raises(Trouble, match="told_once"):
        step(case_id, "correction_requested", "clerk", what="还缺一份")


def test_nothing_is_asked_for_twice(granted, items, district):
    granted(materials=(*FULL[:1], Given("layout", file_id=None, original_seen=True), *FULL[2:]))
    record = holding(items["restaurant"], MONDAY.date()).record
    lines = checklist.of(record, {"premises": "own"}, HOLDER.code, on=TUESDAY.date(), body_id=district.bureau)
    assert [line.material.key for line in lines] == ["form", "layout", "licence"]
    assert [line.may_follow for line in lines] == [False, True, False]
    assert all(line.must_bring for line in lines)


def test_a_review_waits_for_its_unit_and_is_made_there(applied, step, actors, hire, actor, district):
    case_id = applied().case_id
    step(case_id, "accepted", "clerk")
    reviewer = actor(hire("reviewer", district.bureau, district.other_unit))
    stranger = actor(hire("reviewer", district.bureau, district.intake_unit))
    (task,) = queries.waiting(reviewer)
    assert queries.waiting(stranger) == ()
    with pytest.raises(Trouble, match="not_found"):
        following.review(task.id, "passed", by=stranger, at=TUESDAY)
    following.review(task.id, "passed", by=reviewer, at=TUESDAY)
    assert queries.waiting(reviewer) == ()
    facts = queries.application(case_id, by=actors["head"])
    assert (facts.tasks[0].verdict, facts.situation) == ("passed", (("经营场所是自有还是租赁？", "租赁"),))
    assert facts.holder_code == HOLDER.code


def test_the_licence_of_another_is_nobodys_material_or_matter(granted, applied):
    licence = Licence.objects.get(case_id=granted())
    stranger = Holder("湖畔书店", "92990101MA00000018", "enterprise", "13800000001")
    with pytest.raises(Trouble, match="not_found") as refused:
        applied(holder=stranger, about=licence.pk, at=TUESDAY)
    assert refused.value.where == "about"
    nobody = Holder("青禾小馆", "", "enterprise", "13800000001")
    with pytest.raises(Trouble, match="not_found"):
        applied(holder=nobody, about=licence.pk, at=TUESDAY)
    theirs = (*FULL[:2], Given("licence", licence_id=licence.pk), *FULL[3:])
    with pytest.raises(Trouble, match="not_found") as refused:
        applied(holder=stranger, materials=theirs, at=TUESDAY)
    assert refused.value.where == "materials.licence"
    assert applied(materials=theirs, at=TUESDAY).number


def test_the_public_cannot_say_that_somebody_saw_the_originals(applied):
    with pytest.raises(Trouble, match="material_missing"):
        applied(by=PUBLIC)
    from_elsewhere = tuple(Given(one.key, reused_from="别处") for one in FULL)
    with pytest.raises(Trouble, match="material_missing"):
        applied(by=PUBLIC, materials=from_elsewhere)
