"""Messages leave by a real mail server: in words, once, to whom they concern; refused, late, badly encrypted ones."""

import email
import time
from datetime import UTC, datetime, timedelta
from email.policy import default

import pytest
from django.conf import settings

from tests.cli import postoffice
from zhengwu.cli.operate import mailing
from zhengwu.cli.operate.senders import senders
from zhengwu.records.cases import actions
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.moments import day_of
from zhengwu.records.notices import addresses, choices
from zhengwu.records.notices.addresses import Owner
from zhengwu.records.notices.models import Address, Notice, Sent
from zhengwu.records.outbox.actions import Drained, drain
from zhengwu.records.outbox.models import Effect
from zhengwu.statute.procedures import Event

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = day_of(AT)
ITEM = "青禾路改造征收补偿方案"


@pytest.fixture
def case(actors, district, cast, monkeypatch):
    """A request in the handler's hands whose applicant agreed to be told by mail; the messages so far are gone."""
    monkeypatch.setattr(settings, "MESSAGES", ("mail",))
    monkeypatch.setattr(settings, "SITE", "https://zw.example.cn")
    events = [Event("submitted", TODAY, says={"channel": "counter", "items": [ITEM]}), Event("received", TODAY)]
    opening = Opening(Applicant("周某某", id_kind="passport", id_number="X1234567", phone="13800000000"))
    made = actions.open_case("information_request", district.bureau, events, opening, by=actors["clerk"], at=AT)
    given = Event("assigned", TODAY, says={"handler": str(cast["handler"].pk)})
    actions.take(made.case_id, given, by=actors["head"], at=AT)
    confirmed(Owner(case_id=made.case_id, side="applicant"), "zhou@example.cn")
    Notice.objects.all().delete(), Effect.objects.all().delete()
    return made


def confirmed(owner, value, lang="zh"):
    """Somebody's mailbox, confirmed."""
    addresses.ask(owner, "mail", value, lang, at=AT)
    addresses.confirm(owner, "mail", addresses.code_of(Address.objects.get(**owner.row())), at=AT)


@pytest.fixture
def way(monkeypatch):
    """A function that names the mail server to us, and gives its port."""

    def named(more="?tls=off", user="", port=None):
        port = port or postoffice.free_port()
        monkeypatch.setenv("ZHENGWU_MAIL", f"smtp://{user}127.0.0.1:{port}/{more}")
        for name in ("ZHENGWU_MAIL_TO", "ZHENGWU_WEBHOOK"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("ZHENGWU_MODE", "test")
        return port

    return named


def ask_for_correction(made, actors):
    asked = Event("correction_requested", TODAY, says={"what": "写明年份", "days": 10})
    actions.take(made.case_id, asked, by=actors["handler"], at=AT)


def read(envelope):
    """A mail as a person sees it."""
    return email.message_from_bytes(envelope.content, policy=default)


def test_it_works(case, actors, way):
    box = postoffice.Postbox()
    ask_for_correction(case, actors)
    with postoffice.serving(box, way()):
        assert drain(senders(), at=AT) == Drained(sent=1)
        assert drain(senders(), at=AT + timedelta(days=1)) == Drained()
    (envelope,) = box.got
    mail = read(envelope)
    text = mail.get_content()
    assert envelope.rcpt_tos == ["zhou@example.cn"]
    assert mail["Subject"] == f"【政务】您的申请需要补正 · {case.number}"
    assert "期限：2026年3月16日（周一）" in text
    assert "https://zw.example.cn/track?number=" in text
    assert mail["List-Unsubscribe"] is None  # the law wants this told
    assert not [word for word in ("周某某", "X1234567", "13800000000", ITEM, "写明年份", case.secret) if word in text]
    assert [(one.to, one.result, one.text) for one in Sent.objects.all()] == [("z***@example.cn", "sent", "")]


def test_what_may_be_switched_off_says_how_and_in_the_language_chosen(case, actors, way):
    Address.objects.update(lang="en")
    box, consulted = postoffice.Postbox(), Event("consultation_sent", TODAY, says={"party": "某公司"})
    actions.take(case.case_id, consulted, by=actors["handler"], at=AT)
    with postoffice.serving(box, way()):
        drain(senders(), at=AT)
    mail = read(box.got[0])
    link = mail["List-Unsubscribe"].strip("<>")
    assert "Somebody else is being asked" in mail["Subject"]
    assert link in mail.get_content()
    choices.stop(link.rpartition("/")[2], at=AT)
    actions.take(case.case_id, Event("consultation_lapsed", TODAY, says={"party": "某公司", "undeliverable": "迁址"}),
                 by=actors["handler"], at=AT)  # fmt: skip
    again = Event("consultation_sent", TODAY, says={"party": "另一公司"})
    actions.take(case.case_id, again, by=actors["handler"], at=AT)
    assert not Effect.objects.filter(kind="notice.mail", done_at=None).exists()


def test_what_is_switched_off_or_taken_back_meanwhile_is_not_sent(case, actors, way):
    box = postoffice.Postbox()
    ask_for_correction(case, actors)
    addresses.take_back(Owner(case_id=case.case_id, side="applicant"), "mail", at=AT)
    with postoffice.serving(box, way()):
        assert drain(senders(), at=AT) == Drained(sent=1)
    assert box.got == []
    assert not Sent.objects.exists()


def test_a_recipient_refused_for_good_is_given_up_and_the_handler_is_told(case, actors, way, cast):
    box = postoffice.Postbox({"zhou@example.cn": "550 no such mailbox"})
    ask_for_correction(case, actors)
    with postoffice.serving(box, way()):
        assert drain(senders(), at=AT) == Drained(given_up=1)
        assert drain(senders(), at=AT + timedelta(days=9)) == Drained()
    assert [(row.person, row.occasion) for row in Notice.objects.all()] == [(cast["handler"], "message_refused")]
    assert Sent.objects.get().why == "550 no such mailbox"
    assert addresses.of(Owner(case_id=case.case_id, side="applicant"))["mail"].refused


def test_a_recipient_refused_for_now_is_tried_again(case, actors, way):
    box = postoffice.Postbox({"zhou@example.cn": "450 try again"})
    ask_for_correction(case, actors)
    with postoffice.serving(box, way()):
        assert drain(senders(), at=AT) == Drained(failed=1)
        box.refuses.clear()
        assert drain(senders(), at=AT + timedelta(minutes=2)) == Drained(sent=1)
    assert len(box.got) == 1


def test_a_server_that_is_down_is_waited_for_and_nothing_is_lost_or_doubled(case, actors, way):
    box, port = postoffice.Postbox(), way()
    ask_for_correction(case, actors)
    actions.take(case.case_id, Event("withdrawn", TODAY), by=actors["clerk"], at=AT)
    assert drain(senders(), at=AT) == Drained(failed=1)
    with postoffice.serving(box, way(port=port)):
        assert drain(senders(), at=AT + timedelta(minutes=2)) == Drained(sent=1)
    assert len(box.got) == 1


def test_a_certificate_that_nobody_vouches_for_stops_the_mail(case, actors, way, tmp_path):
    ca, context = postoffice.certificate(tmp_path)
    box, port = postoffice.Postbox(), postoffice.free_port()
    ask_for_correction(case, actors)
    with postoffice.serving(box, port, context, auth=True):
        way("", "office:p%40ss@", port)
        begun = time.monotonic()
        assert drain(senders(), at=AT) == Drained(failed=1)
        assert time.monotonic() - begun < mailing.TIMEOUT  # nobody is waited for
        assert "CERTIFICATE_VERIFY_FAILED" in Effect.objects.get(kind="notice.mail").last_error
        way(f"?ca={ca}", "office:wrong@", port)
        assert drain(senders(), at=AT + timedelta(minutes=2)) == Drained(failed=1)
        assert box.got == []
        way(f"?ca={ca}", "office:p%40ss@", port)
        assert drain(senders(), at=AT + timedelta(minutes=9)) == Drained(sent=1)
    assert len(box.got) == 1


def test_a_server_without_encryption_gets_nothing_unless_told_so(case, actors, way):
    box, port = postoffice.Postbox(), postoffice.free_port()
    ask_for_correction(case, actors)
    with postoffice.serving(box, port):
        way("", port=port)
        assert drain(senders(), at=AT) == Drained(failed=1)
    assert box.got == []
