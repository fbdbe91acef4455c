"""The staff's notices: the bell, the list, reading, choosing how to be told, and what was sent."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.workbench.conftest import AT, TODAY, told
from zhengwu.cli.operate.tick import round_of
from zhengwu.records.cases import actions
from zhengwu.records.cases.models import Case
from zhengwu.records.notices import addresses
from zhengwu.records.notices.models import Address, Notice, Sent, SwitchedOff


@pytest.fixture
def given(file, actors, cast):
    """A case that was given to the handler, who has been told of it. Gives its id."""
    case_id = file("received")
    actions.take(case_id, told("assigned", on=TODAY, handler=str(cast["handler"].pk)), by=actors["head"], at=AT)
    return case_id


@pytest.fixture
def ways(monkeypatch):
    """Every way of telling is open."""
    monkeypatch.setattr(settings, "MESSAGES", ("mail", "sms", "wechat"))


def test_it_works(given, seat):
    handler = seat("handler")
    page = handler.open("/desk/notices").text
    assert "有一件交您办理" in page
    assert Case.objects.get(pk=given).number in page
    assert 'class="bell-count">1<' in page
    notice = Notice.objects.get()
    assert handler.open(f"/desk/notices/{notice.pk}").headers["Location"] == f"/desk/cases/{given}"
    assert 'class="bell-count"' not in handler.open("/desk/notices").text


def test_opening_a_case_reads_what_was_told_of_it_before(given, seat, actors):
    actions.take(given, told("extended", on=TODAY, days=20), by=actors["head"], at=AT)
    actions.take(given, told("proposed", on=TODAY, outcome="granted"), by=actors["head"], at=AT)
    actions.strike(given, 5, "误登", by=actors["head"], at=AT, on=TODAY)
    handler = seat("handler")
    newest = Notice.objects.filter(person__name="承办人甲").order_by("-id").first()
    handler.open(f"/desk/notices/{newest.pk}")
    assert not Notice.objects.filter(person__name="承办人甲", read_at=None).exists()


def test_one_is_read_and_unread_again_and_all_are(given, seat):
    handler, notice = seat("handler"), Notice.objects.get()
    handler.send("/desk/notices/read", on="/desk/notices", one=notice.pk)
    assert Notice.objects.get().read_at
    handler.send("/desk/notices/read", on="/desk/notices", again=notice.pk)
    assert Notice.objects.get().read_at is None
    answer = handler.send("/desk/notices/read", on="/desk/notices", all=notice.pk)
    assert answer.status_code == 303
    assert "1 条通知已标为已读" in handler.open("/desk/notices").text


def test_nobody_opens_or_reads_the_notice_of_another(given, seat):
    head, notice = seat("head"), Notice.objects.get()
    assert head.open(f"/desk/notices/{notice.pk}").status_code == 404
    assert head.send("/desk/notices/read", on="/desk/me", one=notice.pk).status_code == 404
    assert Notice.objects.get().read_at is None
    assert "有一件交您办理" not in head.open("/desk/notices").text


def test_a_case_that_is_no_longer_seen_is_not_named(given, seat, cast, district):
    handler = seat("handler")
    cast["handler"].appointments.update(unit_id=district.other_unit)
    Case.objects.filter(pk=given).update(unit_id=district.intake_unit)
    page = handler.open("/desk/notices").text
    assert "不在您的岗位范围内" in page
    assert Case.objects.get().number not in page
    assert "青禾路" not in page


def test_an_empty_list_says_what_will_be_here(seat):
    assert "还没有通知" in seat("clerk").open("/desk/notices").text


def test_it_is_paged_unread_ones_first(given, seat, monkeypatch, cast):
    monkeypatch.setattr("zhengwu.workbench.notices.listing.PAGE", 3)
    person = cast["handler"].pk
    for number in range(6):
        Notice.objects.create(
            person_id=person, occasion="digest", number=number, at=AT, read_at=AT if number < 4 else None
        )
    handler, seen, path = seat("handler"), [], "/desk/notices"
    for _ in range(3):
        page = handler.open(path).text
        seen += [('class="new"' in line) for line in page.split('class="told-head"')[1:]]
        if 'rel="next" href="' not in page:
            break
        path = "/desk/notices" + page.split('rel="next" href="')[1].split('"')[0]
    assert seen == [True] * 3 + [False] * 4


def queries_of(visitor, path):
    visitor.open(path)
    with CaptureQueriesContext(connection) as seen:
        assert visitor.open(path).status_code == 200
    return [one["sql"] for one in seen]


def test_the_list_costs_the_same_however_long_and_the_bell_one_statement(given, seat, cast, file, actors):
    handler = seat("handler")
    before = len(queries_of(handler, "/desk/notices"))
    for _ in range(5):
        other = file("received")
        actions.take(other, told("assigned", on=TODAY, handler=str(cast["handler"].pk)), by=actors["head"], at=AT)
    assert len(queries_of(handler, "/desk/notices")) == before <= 7
    assert sum("notices_" in one for one in queries_of(handler, "/desk/")) == 1


def test_the_bell_counts_to_ninety_nine(seat, cast):
    person = cast["handler"].pk
    Notice.objects.bulk_create(Notice(person_id=person, occasion="digest", number=n, at=AT) for n in range(150))
    assert 'class="bell-count">99+<' in seat("handler").open("/desk/notices").text


def test_a_mailbox_is_confirmed_by_its_code(ways, seat, cast):
    handler, path = seat("handler"), "/desk/notices/addresses/mail"
    assert "这不是电子邮箱地址" in handler.fill(path, value="nobody").text
    assert handler.fill(path, value="li@example.cn").status_code == 303
    row = Address.objects.get(person=cast["handler"])
    assert "l***@example.cn" in handler.open(path).text
    assert "确认码不对" in handler.fill(path, code="AAAAAAAA").text
    assert handler.fill(path, code=addresses.code_of(row).lower()).status_code == 303
    assert "已确认" in handler.open("/desk/notices/choices").text
    handler.send("/desk/notices/addresses/mail/stop", on=path)
    assert Address.objects.get().value == ""


def test_what_the_law_wants_cannot_be_switched_off(ways, seat, cast):
    handler = seat("handler")
    page = handler.open("/desk/notices/choices").text
    assert "不能关闭：条例第三十三条第二款" in page
    assert 'name="wanted" value="late:app"' not in page
    assert 'name="wanted" value="decided:app" checked' in page
    handler.send("/desk/notices/choices", on="/desk/notices/choices")
    off = set(SwitchedOff.objects.filter(person=cast["handler"]).values_list("occasion", flat=True))
    assert "decided" in off
    assert not off & {"late", "assigned", "new_sign_in"}
    handler.send("/desk/notices/choices", on="/desk/notices/choices", wanted="decided:app")
    assert not SwitchedOff.objects.filter(person=cast["handler"], occasion="decided").exists()


def test_what_was_sent_is_for_administrators(ways, seat, cast, monkeypatch):
    monkeypatch.setenv("ZHENGWU_MODE", "demo")
    handler, administrator = seat("handler"), seat("administrator")
    assert "还没有发出过消息" in administrator.open("/desk/notices/sent").text
    handler.fill("/desk/notices/addresses/sms", value="13900000000")
    round_of(AT + timedelta(hours=1))
    page = administrator.open("/desk/notices/sent").text
    assert "139****0000" in page
    assert "演示，未发出" in page
    assert addresses.code_of(Address.objects.get()) in page
    assert "13900000000" not in page + Sent.objects.get().to
    assert handler.open("/desk/notices/sent").status_code == 403


@pytest.mark.parametrize("place", ["x", "1_x", "_", "9" * 30, "1_1e400", "1_nan", "-1", "1_-99999999999999"])
def test_it_bears_an_address_that_makes_no_sense(given, seat, place):
    assert seat("handler").open(f"/desk/notices?after={place}").status_code == 200
