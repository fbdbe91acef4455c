"""Drafts written by several, other channels, numbers taken at the same moment."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from tests.records.concurrency.apart import apart
from tests.records.publications.office import AT, ON, TEXT, published, registered, step
from tests.together import at_once
from zhengwu.records.organs.models import Body
from zhengwu.records.publications import actions, drafting, numbers
from zhengwu.records.publications.models import Tally
from zhengwu.records.publications.texts import Written
from zhengwu.records.troubles import Trouble


def in_channel(channel):
    return sum(Tally.objects.filter(channel=channel).values_list("count", flat=True))


def test_the_same_key_gives_the_same_publication(actors, district):
    draft = actions.Draft("notice", ON, Written("通知", "正文"))
    first, again = (
        actions.register(district.bureau, draft, by=actors["clerk"], at=AT, source_key="request:1") for _ in range(2)
    )
    assert first == again


def test_nobody_writes_over_somebody_elses_words(actors, district):
    made = registered(actors, district.bureau)
    seen = drafting.work(made.publication_id, by=actors["clerk"]).newest.at
    later = AT + timedelta(minutes=5)
    actions.write(made.publication_id, Written("一", "head"), by=actors["head"], at=later, seen=seen)
    with pytest.raises(Trouble, match="changed_meanwhile"):
        actions.write(made.publication_id, Written("二", "clerk"), by=actors["clerk"], at=later, seen=seen)
    assert drafting.work(made.publication_id, by=actors["clerk"]).newest.text == "head"


def test_what_has_been_public_keeps_what_it_is_counted_and_found_by(actors, district):
    made = published(actors, district.bureau)
    step(made, "amended", actors["clerk"], reason="电话变更")
    found = drafting.work(made.publication_id, by=actors["clerk"])
    wanted = actions.Draft("news", ON, Written("新标题", "新正文", summary="另一摘要"), column="news")
    drafting.describe(made.publication_id, wanted, by=actors["clerk"], at=AT, seen=found.newest.at)
    now = drafting.work(made.publication_id, by=actors["clerk"])
    assert (now.kind, now.column, now.summary, now.title) == (found.kind, found.column, "", "办事规定")
    assert (now.newest.title, now.newest.text) == ("新标题", "新正文")
    changes = drafting.changed(now.public, now.newest)
    assert any(one.how != "same" for one in changes)


def test_another_channel_is_counted_until_it_ends(actors, district):
    made = published(actors, district.bureau)
    placed = actions.place(made.publication_id, "reading_point", "区档案馆", ON, by=actors["clerk"], at=AT)
    assert in_channel("reading_point") == 1
    actions.end_placement(placed.pk, ON, by=actors["clerk"], at=AT)
    assert in_channel("reading_point") == 0
    with pytest.raises(Trouble, match="ended_before"):
        actions.end_placement(placed.pk, ON, by=actors["clerk"], at=AT)


def test_it_refuses_days_that_cannot_be_and_what_is_not_public(actors, district):
    made = published(actors, district.bureau)
    for day in (date(2026, 3, 1), date(2026, 3, 3)):
        with pytest.raises(Trouble, match="wrong_day"):
            actions.place(made.publication_id, "wechat", "", day, by=actors["clerk"], at=AT)
    draft = registered(actors, district.bureau, title="另一件")
    with pytest.raises(Trouble, match="not_public"):
        actions.place(draft.publication_id, "wechat", "", ON, by=actors["clerk"], at=AT)


def test_a_reader_does_not_write(actors, district):
    made = registered(actors, district.bureau)
    with pytest.raises(Trouble, match="forbidden"):
        actions.write(made.publication_id, Written("一", TEXT), by=actors["leader"], at=AT)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("side_by_side", [at_once, apart], ids=["threads", "processes"])
def test_numbers_taken_at_once_have_no_gap_and_no_double(district, side_by_side):
    def taken(series, gives_up):
        def run():
            found = []
            for turn in range(6):
                with transaction.atomic():
                    body = Body.objects.get(pk=district.bureau)
                    index = numbers.take(body, 2026)[0]
                    number = numbers.issue(body, numbers.awaiting(body.short_name, series), 2026)
                    if gives_up and turn % 2:
                        transaction.set_rollback(True)
                    else:
                        found.append((index, number))
            return found

        return run

    told = side_by_side(*(taken("规", gives_up=turn % 2 == 1) for turn in range(4)))
    found = [pair for one in told for pair in one]
    assert len(found) == 18
    indices = sorted(int(index.rpartition("-")[2]) for index, _ in found)
    printed = sorted(int(number.partition("〕")[2].removesuffix("号")) for _, number in found)
    assert indices == printed == list(range(1, 19))
