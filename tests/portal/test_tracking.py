"""Following a case: only with its secret, nothing of others, no decision before it is delivered, no foreign paper."""

from urllib.parse import quote

import pytest

from tests.portal.test_asking import handed_in
from tests.ui.conftest import Visitor
from zhengwu.records.cases.models import Case
from zhengwu.records.drafts import actions as drafts


@pytest.fixture
def sent(db, district):
    """A visitor who has handed in a request."""
    visitor = Visitor(raise_request_exception=False)
    handed_in(visitor, district.bureau)
    return visitor


def home():
    return f"/track/{quote(Case.objects.get().number)}"


def test_who_handed_in_sees_the_case_and_nobody_else_does(sent):
    assert "甲公司" not in sent.open(home()).text
    assert "中标通知书" in sent.open(home()).text
    stranger = Visitor(raise_request_exception=False)
    assert stranger.open(home()).status_code == 303
    assert stranger.open(f"{home()}/withdrawn").status_code == 401


def test_a_wrong_secret_is_told_and_slowed_down(sent):
    number = Case.objects.get().number
    stranger = Visitor(raise_request_exception=False)
    answers = [stranger.send("/track", number=number, secret="WRONGWRONG") for _ in range(7)]
    assert {answer.status_code for answer in answers} == {422}
    assert "编号或者查询码不对" in answers[0].text
    assert "请等待" in answers[-1].text


def test_whoever_leaves_has_to_be_told_again(sent):
    sent.send(f"{home()}/leave", on=home())
    assert sent.open(home()).status_code == 303


def test_withdrawing_sent_twice_takes_effect_once(sent):
    answer = sent.send(f"{home()}/withdrawn", expected="1")
    assert answer.status_code == 303
    entries = Case.objects.get().length
    again = sent.send(f"{home()}/withdrawn", expected="1")
    assert again.status_code < 500
    row = Case.objects.get()
    assert (row.state, row.length) == ("withdrawn", entries)
    assert sent.open(f"{home()}/letters/1/pdf").status_code == 404
    assert sent.open(f"{home()}/files/1").status_code == 404


def test_a_step_that_is_no_applicants_is_not_there(sent):
    assert sent.open(f"{home()}/decided").status_code == 404


def test_the_receipt_is_gone_after_an_hour(sent):
    from datetime import UTC, datetime, timedelta

    later = datetime.now(UTC) + timedelta(hours=2)
    assert drafts.read(sent.cookies["zhengwu_draft"].value, at=later).receipt is None
