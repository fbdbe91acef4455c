"""Giving out from the screen: the proof is read page by page, and only what is proved leaves."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.statute.redaction.files import KEPT, SECRET, pdf, word
from zhengwu.records.documents.models import Attachment, Release


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "HOME", tmp_path)


def upload(seat, case_id, original, copy, suffix="docx", **more):
    """Puts both on file and gives the address of the proof."""
    files = {
        "original_file": SimpleUploadedFile(f"记录.{suffix}", original),
        "copy": SimpleUploadedFile(f"记录（公开）.{suffix}", copy),
    }
    answer = seat.fill(f"/desk/cases/{case_id}/releases/new", item="1", how="redacted", **files, **more)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def said(path, **more):
    query = dict(pair.split("=") for pair in path.split("?")[1].split("&"))
    return {**query, "reassess_on": "2031-11-01", "passages": SECRET, **more}


def test_it_works(file, seat):
    case_id, head = file("in_handling"), seat("head")
    path = upload(head, case_id, word(), word(KEPT))
    checked = head.fill(path, **said(path, check="1"))
    assert (checked.status_code, "可以提供" in checked.text, Release.objects.exists()) == (200, True, False)
    assert head.fill(path, **said(path, release="1")).status_code == 303
    release = Release.objects.get()
    assert (release.item_number, len(release.passages)) == ("1", 1)
    page = head.open(f"/desk/cases/{case_id}").text
    assert f"/desk/releases/{release.pk}" in page
    assert SECRET not in page


def test_what_still_stands_is_told_with_its_page_and_does_not_leave(file, seat):
    case_id, head = file("in_handling"), seat("head")
    path = upload(head, case_id, pdf(), pdf(covered=KEPT[1]), "pdf")
    checked = head.fill(path, **said(path, check="1"))
    assert "没有通过核验" in checked.text
    assert "仍然留在文件中（第 1 页）" in checked.text
    assert 'name="release"' not in checked.text
    assert head.fill(path, **said(path, release="1")).status_code == 422
    assert not Release.objects.exists()


def test_a_file_is_given_whole_after_it_was_cleaned(file, seat):
    case_id, head = file("in_handling"), seat("head")
    whole = SimpleUploadedFile("方案.docx", word())
    path = f"/desk/cases/{case_id}/releases/new"
    assert head.fill(path, item="1", how="whole", copy=whole).status_code == 303
    assert Release.objects.get().proof == {"kind": "whole", "cleaned": True}
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("post", ["clerk", "leader", "auditor"])
def test_it_refuses_who_may_not_give_out(file, seat, post):
    case_id = file("in_handling")
    status = seat(post).open(f"/desk/cases/{case_id}/releases/new").status_code
    assert status == (200 if post == "leader" else 403)


def test_it_refuses_without_an_original(file, seat):
    case_id, head = file("in_handling"), seat("head")
    copy = SimpleUploadedFile("方案.docx", word(KEPT))
    answer = head.fill(f"/desk/cases/{case_id}/releases/new", item="1", how="redacted", copy=copy)
    assert (answer.status_code, 'id="f-original_file-problem"' in answer.text) == (422, True)
