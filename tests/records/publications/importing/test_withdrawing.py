"""What an import brought is gone as a whole, a single result by itself; and what is gone is gone everywhere."""

import pytest

from tests.records.publications.importing.files import AT, licence
from tests.records.publications.importing.proofs import found, right
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.publications.importing import withdrawing
from zhengwu.records.publications.models import Import, Publication, Tally, Version
from zhengwu.records.troubles import Trouble

ROWS = [licence(at) for at in range(12)]


def taken_down(run_id, **more):
    return withdrawing.withdraw(run_id, "数据有误", by=CLOCKWORK, at=AT, **more)


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
