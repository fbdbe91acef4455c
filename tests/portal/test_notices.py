"""Being told of progress: only who opened the case agrees, by a code; a message's link stops its like and no more."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from tests.portal.test_asking import handed_in
from tests.portal.test_tracking import home, sent
from tests.ui.conftest import TOKEN, Visitor
from zhengwu.records.cases import parties
from zhengwu.records.cases.models import Case, Party
from zhengwu.records.cases.opening import Applicant
from zhengwu.records.notices import addresses, choices
from zhengwu.records.notices.models import Address, SwitchedOff
from zhengwu.records.outbox.models import Effect

__all__ = ["sent"]  # a fixture


@pytest.fixture(autouse=True)
def ways(monkeypatch):
    """Mail and short messages are open."""
    monkeypatch.setattr(settings, "MESSAGES", ("mail", "sms"))


def fill(visitor, path, **typed):
    """Sends the first form of a page."""
    return visitor.send(path, **typed)


def agreed(visitor):
    """The applicant's mailbox, confirmed on the pages."""
    path = f"{home()}/notices/mail"
    assert fill(visitor, path, value="zhou@example.cn").status_code == 303
    return fill(visitor, path, code=addresses.code_of(Address.objects.get()))


def test_it_works(sent):
    assert f"{home()}/notices" in sent.open(home()).text
    assert "没有设置" in sent.open(f"{home()}/notices").text
    answer = agreed(sent)
    assert answer.headers["Location"] == f"{home()}/notices"
    page = sent.open(f"{home()}/notices").text
    assert "z***@example.cn" in page
    assert "zhou@example.cn" not in page
    assert "不能关闭：条例第三十条" in page
    assert Effect.objects.filter(payload__occasion="receipt").count() == 1


def test_what_is_on_file_is_filled_in_and_nothing_more(sent):
    for party in Party.objects.all():
        party.email = "from-the-request@example.cn"
        party.save()
    page = sent.open(f"{home()}/notices/mail").text
    assert 'value="from-the-request@example.cn"' in page
    assert "表示您同意" in page
    assert not Address.objects.exists()


def test_what_is_typed_wrongly_is_told_and_kept(sent):
    page = fill(sent, f"{home()}/notices/mail", value="zhou-at-example")
    assert page.status_code == 422
    assert "这不是电子邮箱地址" in page.text
    assert 'value="zhou-at-example"' in page.text
    assert "请改正" in page.text


def test_choosing_and_stopping(sent):
    agreed(sent)
    fill(sent, f"{home()}/notices", wanted="registered:mail")
    off = set(SwitchedOff.objects.values_list("occasion", flat=True))
    assert "registered" not in off
    assert {"third_asked", "answer_ready"} <= off
    assert not off & {"answered", "correction_asked", "extended", "fee_asked"}
    sent.send(f"{home()}/notices/mail/stop", on=f"{home()}/notices/mail?anew=1")
    assert Address.objects.get().value == ""


def test_a_stranger_sees_and_changes_nothing(sent):
    agreed(sent)
    stranger = Visitor(raise_request_exception=False)
    for path in ("notices", "notices/mail"):
        assert stranger.open(f"{home()}/{path}").headers["Location"].startswith("/track")
    token = TOKEN.search(stranger.open("/track").text).group(1)
    stopped = stranger.post(f"{home()}/notices/mail/stop", {"csrf": token, "key": "k"})
    assert stopped.status_code == 401
    assert Address.objects.get().confirmed_at


def test_an_applicant_of_another_case_gets_nowhere(sent, district):
    other, number = Visitor(raise_request_exception=False), Case.objects.get().number
    handed_in(other, district.bureau)
    assert other.open(f"/track/{number}/notices").status_code == 303


def test_the_link_of_a_message_stops_its_like(sent):
    agreed(sent)
    path = f"/notices/stop/{choices.stop_token(Address.objects.get().pk, 'third_asked')}"
    somebody = Visitor(raise_request_exception=False)
    page = somebody.open(path).text
    assert "z***@example.cn" in page
    assert Case.objects.get().number not in page
    assert not SwitchedOff.objects.exists()
    assert "已停止" in somebody.send(path).text
    assert SwitchedOff.objects.get().occasion == "third_asked"
    assert somebody.open(path + "x").status_code == 404


def test_without_any_way_it_says_so(sent, monkeypatch):
    monkeypatch.setattr(settings, "MESSAGES", ())
    assert "不能发送邮件或短信" in sent.open(f"{home()}/notices").text
    assert sent.open(f"{home()}/notices/mail").status_code == 404


def test_a_third_party_can_be_told_too(sent, actors, district):
    case, at = Case.objects.get(), datetime.now(UTC)
    party = parties.add(case.pk, "third_party", "某公司", Applicant("某公司"), by=actors["head"], at=at)
    secret = parties.give_secret(case.pk, party, by=actors["head"], at=at).secret
    visitor = Visitor(raise_request_exception=False)
    visitor.send("/opinion", number=case.number, secret=secret)
    path = f"/opinion/{case.number}/notices/sms"
    assert fill(visitor, path, value="13900000000").status_code == 303
    assert fill(visitor, path, code=addresses.code_of(Address.objects.get())).status_code == 303
    assert (Address.objects.get().side, Address.objects.get().party) == ("third_party", "某公司")
