"""Each step of a case is carried over to the register in its transaction: what is public, since when, counted where."""

from datetime import date, datetime, timedelta

import pytest

from tests.records.publications.office import AT, ON, approved, published, registered, step
from zhengwu.records.moments import OFFICE
from zhengwu.records.publications import drafting, numbers, timers
from zhengwu.records.publications.models import Placement, Publication, Tally
from zhengwu.records.publications.visible import publicly
from zhengwu.records.troubles import Trouble


def row_of(made):
    return Publication.objects.get(pk=made.publication_id)


def counted():
    return sum(Tally.objects.filter(channel="portal").values_list("count", flat=True))


def test_it_works(actors, district):
    made = registered(actors, district.bureau)
    assert (row_of(made).status, row_of(made).due_on) == ("draft", date(2026, 3, 30))
    approved(actors, made)
    assert not publicly().exists()
    step(made, "published", actors["clerk"])
    row = row_of(made)
    assert (row.status, row.version, row.published_on, row.attribute) == ("public", 1, ON, "proactive")
    assert row.index_number.endswith("-2026-000001")
    assert counted() == 1


def test_what_is_taken_down_is_gone_and_counted_no_more(actors, district):
    made = published(actors, district.bureau)
    step(made, "taken_down", actors["leader"], reason="含个人信息")
    assert row_of(made).status == "withdrawn"
    assert not publicly().exists()
    assert not Placement.objects.filter(ended_on=None).exists()
    assert counted() == 0


def test_a_change_leaves_the_public_version_until_it_is_published(actors, district):
    made = published(actors, district.bureau)
    step(made, "amended", actors["clerk"], reason="电话变更")
    found = drafting.work(made.publication_id, by=actors["clerk"])
    assert (found.status, found.version, found.newest.number, found.writes) == ("public", 1, 2, True)
    approved(actors, made)
    step(made, "published", actors["clerk"])
    assert row_of(made).version == 2
    assert row_of(made).index_number.endswith("000001")


def test_a_change_that_is_given_up_leaves_no_version(actors, district):
    made = published(actors, district.bureau)
    step(made, "amended", actors["clerk"], reason="电话变更")
    step(made, "discarded", actors["head"], reason="不改了")
    assert [one.number for one in drafting.work(made.publication_id, by=actors["clerk"]).versions] == [1]


def test_what_was_approved_for_a_time_publishes_itself_then(actors, district):
    made = approved(actors, registered(actors, district.bureau), publish_on=ON + timedelta(days=1), publish_at="08:30")
    early, due = (datetime(2026, 3, 3, 8, minute, tzinfo=OFFICE) for minute in (29, 30))
    assert timers.run(on=ON, at=early).published == 0
    assert timers.run(on=date(2026, 3, 3), at=due).published == 1
    assert timers.run(on=date(2026, 3, 3), at=due).published == 0
    assert row_of(made).published_on == date(2026, 3, 3)


def test_a_returned_draft_is_not_published_by_its_time(actors, district):
    made = approved(actors, registered(actors, district.bureau), publish_on=ON + timedelta(days=1))
    step(made, "returned", actors["leader"], reason="再核实")
    assert timers.run(on=date(2026, 3, 4), at=AT + timedelta(days=2)).published == 0
    assert row_of(made).status == "draft"


def test_what_is_withheld_is_told_of_once_when_its_day_comes(actors, district):
    made = registered(actors, district.bureau)
    says = {"attribute": "withheld", "ground": "deliberative", "basis_text": "讨论稿"}
    step(made, "attributed", actors["clerk"], **says)
    step(made, "reviewed", actors["head"], verdict="passed")
    step(made, "not_published", actors["leader"], review_on=date(2027, 3, 2))
    assert (row_of(made).status, row_of(made).review_on) == ("withheld", date(2027, 3, 2))
    assert timers.run(on=date(2027, 3, 1), at=AT + timedelta(days=364)).to_assess == 0
    assert timers.run(on=date(2027, 3, 2), at=AT + timedelta(days=365)).to_assess == 1
    assert timers.run(on=date(2027, 3, 3), at=AT + timedelta(days=366)).to_assess == 0


def test_it_refuses_to_put_forward_nothing(actors, district):
    made = registered(actors, district.bureau, text="")
    with pytest.raises(Trouble, match="nothing_to_publish"):
        step(made, "attributed", actors["clerk"], attribute="proactive")


def test_it_refuses_personal_data_that_nobody_has_decided_on(actors, district):
    made = registered(actors, district.bureau, text="联系人手机 13800138000。")
    with pytest.raises(Trouble, match="not_resolved"):
        step(made, "attributed", actors["clerk"], attribute="proactive")


def test_a_document_number_is_given_when_it_is_published_and_a_discarded_draft_takes_none(actors, district):
    short = "审批局"
    mark = numbers.awaiting(short, "规")
    gone = registered(actors, district.bureau, number=mark)
    first = published(actors, district.bureau, number=mark, kind="normative_document")
    step(gone, "discarded", actors["head"], reason="重复")
    second = published(actors, district.bureau, number=mark, kind="normative_document")
    given = [row_of(one).document_number for one in (gone, first, second)]
    assert given[0] == mark
    assert [one.partition("〔")[2] for one in given[1:]] == ["2026〕1号", "2026〕2号"]
