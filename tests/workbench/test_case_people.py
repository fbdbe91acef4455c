"""The people of a case on the screen: added with a mandate, amended without being looked at, given a secret once."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.workbench.conftest import AT
from zhengwu.records.cases import parties
from zhengwu.records.cases.models import Party
from zhengwu.records.former.models import FormerParty

AGENT = {"role": "agent", "name": "吴某", "counted_class": "natural_person", "phone": "000-00000001"}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "HOME", tmp_path)


def scan():
    return SimpleUploadedFile("委托书.txt", "兹委托吴某办理".encode())


def test_an_agent_comes_with_a_mandate(file, seat):
    case_id, clerk = file(), seat("clerk")
    path = f"/desk/cases/{case_id}/parties/new"
    refused = clerk.fill(path, **AGENT)
    assert (refused.status_code, 'id="f-mandate-problem"' in refused.text, "吴某" in refused.text) == (422, True, True)
    assert clerk.fill(path, **AGENT, mandate=scan()).status_code == 303
    page = clerk.open(f"/desk/cases/{case_id}").text
    assert "吴某" in page
    assert "授权委托书（吴某）" in page


@pytest.mark.parametrize("kind", ["slip", "change"])
def test_an_amendment_keeps_what_was_there(file, seat, kind):
    case_id, clerk = file(), seat("clerk")
    party = Party.objects.get(case_id=case_id)
    path = f"/desk/cases/{case_id}/parties/{party.pk}/amend"
    assert clerk.fill(path, kind=kind, name="周某某", phone="-", email="a@b.cn", reason="核对身份证").status_code == 303
    now = Party.objects.get(pk=party.pk)
    assert (now.name, now.phone, now.email, now.id_number) == ("周某某", "", "a@b.cn", "X1234567")
    former = FormerParty.objects.get(party=party)
    assert (former.kind, former.name, "000-00000000" in former.content) == (kind, "周某", True)
    page = clerk.open(path).text
    assert "核对身份证" in page
    assert "X1234567" not in page


def test_it_refuses_to_leave_nobody_to_reach(file, seat):
    case_id, clerk = file(), seat("clerk")
    path = f"/desk/cases/{case_id}/parties/{Party.objects.get(case_id=case_id).pk}/amend"
    answer = clerk.fill(path, kind="slip", phone="-", reason="打错了")
    assert (answer.status_code, 'id="f-phone-problem"' in answer.text) == (422, True)
    assert clerk.fill(path, kind="slip", reason="没有变化").status_code == 422
    assert not FormerParty.objects.exists()


def test_a_secret_is_shown_once_and_ends_the_one_before(file, seat, actors):
    case_id, clerk = file(), seat("clerk")
    facts = parties.Applicant("青禾某公司", "enterprise")
    pk = parties.add(case_id, "third_party", "青禾某公司", facts, by=actors["clerk"], at=AT)
    path = f"/desk/cases/{case_id}/parties/{pk}/secret"
    assert "查询码只显示这一次" not in clerk.open(path).text
    before = Party.objects.get(pk=pk).secret
    assert "查询码只显示这一次" in clerk.fill(path).text
    assert Party.objects.get(pk=pk).secret != before
    assert "查询码只显示这一次" not in clerk.open(path).text
    assert seat("leader").fill(path).status_code == 403
