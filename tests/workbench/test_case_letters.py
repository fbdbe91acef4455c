"""Letters on the screen: why one is due, how it will read, how it went out, what came of it."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.workbench.conftest import TODAY
from zhengwu.records.cases.models import Case
from zhengwu.records.letters.models import Delivery, Letter

ON = TODAY.isoformat()


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "HOME", tmp_path)


@pytest.fixture
def issued(file, seat):
    """A granted request whose answer is issued: the head's seat, the case, the letter."""
    case_id, head = file("decided"), seat("head")
    path = f"/desk/cases/{case_id}/letters/new?letter=reply_granted&event=4"
    said = {"v-contents": "青禾路改造征收补偿方案", "v-channel": "电子文本", "v-court": "云溪市人民法院"}
    assert "因“作出决定”" in head.open(path).text
    answer = head.fill(path, letter="reply_granted", event="4", issued_on=ON, **said)
    assert answer.status_code == 303, answer.text
    return head, case_id, Letter.objects.get()


def test_it_works(issued):
    head, case_id, letter = issued
    page = head.open(f"/desk/cases/{case_id}").text
    timeline = page.split('id="e4"')[1].split("</li>")[0]
    assert letter.document_number in timeline
    assert f'href="#l{letter.pk}"' in timeline
    read = head.open(f"/desk/cases/{case_id}/letters/{letter.pk}").text
    assert "青禾路改造征收补偿方案" in read
    assert letter.document_number in read


def test_what_came_back_is_told_and_another_way_is_named(issued):
    head, case_id, letter = issued
    path = f"/desk/cases/{case_id}/letters/{letter.pk}/serve"
    said = {"channel": "mail", "how": "failed", "sent_on": ON, "with_step": "true"}
    assert 'id="f-note-problem"' in head.fill(path, **said).text
    assert head.fill(path, **said, note="查无此人").status_code == 303
    assert (Delivery.objects.get().note, Case.objects.get().state) == ("未送达：查无此人", "decided")
    assert "下一步可以：当面送达" in head.open(path).text
    assert "尚未送达" in head.open(f"/desk/cases/{case_id}").text


def test_a_receipt_takes_the_step_and_keeps_the_proof(issued):
    head, case_id, letter = issued
    path = f"/desk/cases/{case_id}/letters/{letter.pk}/serve"
    proof = SimpleUploadedFile("回执.txt", "已签收".encode())
    said = {"channel": "counter", "how": "signed", "sent_on": ON, "with_step": "true", "recipient": "周某"}
    assert 'id="f-signed_on-problem"' in head.fill(path, **said).text
    assert head.fill(path, **said, signed_on=ON, proof=proof).status_code == 303
    assert Case.objects.get().state == "delivered"
    page = head.open(f"/desk/cases/{case_id}").text
    assert f"/desk/files/{Delivery.objects.get().proof_id}" in page
    assert f"/letters/{letter.pk}/withdraw" not in page


def test_a_letter_made_void_stays_on_the_page_with_its_reason(issued):
    head, case_id, letter = issued
    assert head.fill(f"/desk/cases/{case_id}/letters/{letter.pk}/withdraw", reason="日期写错").status_code == 303
    page = head.open(f"/desk/cases/{case_id}").text
    assert "日期写错" in page
    assert "letters/new?letter=reply_granted" in page
    assert "已作废" in head.open(f"/desk/cases/{case_id}/letters/{letter.pk}").text
