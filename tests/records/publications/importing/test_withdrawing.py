"""What an import brought is gone as a whole, a single result by itself; and what is gone is gone everywhere."""

from datetime import timedelta

import pytest

from tests.records.publications.importing.files import AT, HEADING, licence
from tests.records.publications.importing.proofs import found, right
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.publications import shown
from zhengwu.records.publications.importing import withdrawing
from zhengwu.records.publications.models import Import, Placement, Publication, Tally, Version
from zhengwu.records.troubles import Trouble

WIDE = (*HEADING, "渠道")
LATER = AT + timedelta(days=2)
ROWS = [licence(at) for at in range(12)]


def taken_down(run_id, at=AT, **more):
    return withdrawing.withdraw(run_id, "数据有误", by=CLOCKWORK, at=at, **more)


def test_it_works(load):
    done = load(ROWS)
    assert taken_down(done.run_id) == 12
    assert set(Publication.objects.values_list("status", flat=True)) == {"withdrawn"}
    assert found("商贸") == set()
    assert not Tally.objects.exclude(count=0).exists()
    assert Import.objects.get().state == "withdrawn"
    right()


def test_broken_off_it_goes_on(load, monkeypatch):
    monkeypatch.setattr(withdrawing, "PAGE", 5)
    done = load(ROWS)
    assert taken_down(done.run_id, enough=lambda: True) == 5
    right()
    run = Import.objects.get()
    assert run.state == "withdrawing"
    assert withdrawing.go_on(run) == 7
    right()


def test_the_mended_file_publishes_again(load):
    taken_down(load(ROWS).run_id)
    done = load([licence(at, **({"许可内容": "乳制品"} if at == 3 else {})) for at in range(12)])
    assert (done.made, done.changed, done.same) == (0, 12, 0)
    assert Publication.objects.filter(status="public").count() == 12
    assert Version.objects.count() == 13
    right()


def test_what_the_staff_took_down_does_not_come_back(load, actors):
    load(ROWS)
    one = Publication.objects.get(source_key="XK000003")
    withdrawing.take_down(one.pk, "当事人申请", by=actors["head"], at=AT)
    assert one.pk not in found("商贸")
    right()
    done = load([licence(3, 许可内容="乳制品"), licence(4)])
    assert [(fault.row, fault.code) for fault in done.faults] == [(2, "taken_down")]
    withdrawing.put_back(one.pk, by=actors["head"], at=AT)
    assert one.pk in found("商贸")
    right()


@pytest.mark.parametrize(("post", "code"), [("clerk", "forbidden"), ("auditor", "forbidden"), ("handler", "forbidden")])
def test_it_refuses_other_posts(load, actors, post, code):
    load(ROWS)
    one = Publication.objects.first()
    with pytest.raises(Trouble, match=code):
        withdrawing.take_down(one.pk, "理由", by=actors[post], at=AT)
    with pytest.raises(Trouble, match="forbidden"):
        withdrawing.withdraw(Import.objects.get().pk, "理由", by=actors[post], at=AT)


def test_it_wants_a_reason(load):
    run_id = load(ROWS).run_id
    with pytest.raises(Trouble, match="reason_missing"):
        withdrawing.withdraw(run_id, "  ", by=CLOCKWORK, at=AT)


def test_a_run_that_is_withdrawn_goes_no_further(load):
    rows = [licence(at) for at in range(40)]
    done = load(rows, enough=lambda: True)
    taken_down(done.run_id)
    assert Import.objects.get().state == "withdrawn"
    assert load(rows).made == 30  # a new run: the ten of the first are back as well
    assert Publication.objects.filter(status="public").count() == 40
    right()


def changed(content, **more):
    """The third and fourth row, which say something else."""
    return [licence(at, 许可内容=content, **more) for at in (3, 4)]


def stand():
    """What the register says of the fourth row now, without when it changed."""
    row = Publication.objects.filter(source_key="XK000003").values().get()
    return {name: value for name, value in row.items() if name not in ("changed_at", "withdrawn_at")}


def test_what_an_import_changed_becomes_again_what_it_was(load):
    load(ROWS)
    before, places = stand(), Placement.objects.filter(ended_on=None).count()
    done = load([*changed("乳制品", 决定书文号="青审乳〔2026〕9号", 渠道="政府网站；微信"), licence(20)], heading=WIDE)
    assert (done.made, done.changed, len(found("乳制品"))) == (1, 2, 2)
    assert taken_down(done.run_id, LATER) == 3
    assert stand() == before
    assert found("乳制品") == found("青审乳") == set()
    assert (len(found("预包装")), Publication.objects.filter(status="public").count()) == (12, 12)
    assert Placement.objects.filter(ended_on=None).count() == places
    right()


def test_a_version_that_was_withdrawn_is_never_shown_again(load):
    load(ROWS)
    taken_down(load(changed("乳制品")).run_id, LATER)
    pk = stand()["id"]
    assert [one.number for one in shown.editions(pk)] == [1]
    assert shown.said(pk, 2) is None
    assert load(changed("茶叶"), at=LATER + timedelta(hours=1)).changed == 2
    assert [one.number for one in shown.editions(pk)] == [3]
    right()


def test_it_goes_back_past_imports_that_were_withdrawn_before(load):
    first, second, third = load(ROWS), load(changed("乳制品")), load(changed("茶叶"))
    assert taken_down(second.run_id, LATER) == 0
    assert len(found("茶叶")) == 2
    assert taken_down(third.run_id, LATER) == 2
    assert (stand()["version"], stand()["run_id"]) == (1, first.run_id)
    assert taken_down(first.run_id, LATER) == 12
    assert stand()["status"] == "withdrawn"
    right()


def test_with_nothing_older_that_holds_it_is_gone(load):
    first, second = load(ROWS), load(changed("乳制品"))
    taken_down(first.run_id, LATER)
    assert len(found("乳制品")) == 2
    taken_down(second.run_id, LATER)
    assert Publication.objects.filter(status="withdrawn").count() == 12
    assert load(ROWS).changed == 12
    assert len(found("预包装")) == 12
    right()
