"""Blank forms and samples at the desk: put into the draft, pinned by versions, inspected, taken away, shown to all."""

import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from tests.statute.catalogue.samples import FOOD
from tests.workbench.conftest import AT
from zhengwu.records.items import actions, desk, papers
from zhengwu.records.items.models import ItemFile
from zhengwu.records.moments import day_of

SLOT = "material-application-blank"


@pytest.fixture(autouse=True)
def _home(tmp_path, settings):
    settings.HOME = tmp_path


def word(text="申请表：经营者姓名＿＿＿＿", author=""):
    """A document of Word."""
    made, out = Document(), io.BytesIO()
    made.add_paragraph(text)
    made.core_properties.author = author
    made.save(out)
    return SimpleUploadedFile("申请表.docx", out.getvalue())


def put(officer, item, file, slot=SLOT, **typed):
    """Sends the form of a place with a file."""
    return officer.fill(f"/desk/items/{item}/papers/{slot}", file=file, **typed)


def standing(actors, item):
    """The item with its versions."""
    return desk.standing(actors["head"], item, day_of(AT))


def blank(version):
    """The paper that a version names for the application."""
    return next(one.blank for one in version.record.materials if one.key == "application")


def test_it_works(seat, published, actors):
    head = seat("head")
    assert put(head, published, word())["Location"] == f"/desk/items/{published}/papers"
    assert "申请表.docx" in head.open(f"/desk/items/{published}/papers").text
    found = standing(actors, published)
    assert found.drafted
    assert blank(found.newest) != blank(found.held)
    assert head.get(f"/desk/items/{published}/papers/{SLOT}/file").content[:2] == b"PK"


def test_the_public_gets_it_when_the_draft_is_published(seat, published, actors):
    put(seat("head"), published, word())
    key = blank(standing(actors, published).newest)
    public = seat("clerk")
    assert key not in public.open(f"/services/{published}").text
    actions.publish(published, by=actors["leader"], at=AT)
    page = public.open(f"/services/{published}").text
    assert f"/services/{published}/files/{key}" in page
    assert "DOCX" in page
    assert key in public.open(f"/services/{published}/apply").text


def test_a_version_keeps_its_paper_when_another_takes_its_place(seat, published, actors):
    head = seat("head")
    put(head, published, word())
    actions.publish(published, by=actors["leader"], at=AT)
    before = blank(standing(actors, published).held)
    put(head, published, word("申请表（新）"))
    found = standing(actors, published)
    assert blank(found.held) == before != blank(found.newest)
    assert papers.fetch(published, before).content


def test_what_is_taken_away_is_out_of_the_draft_only(seat, published, actors):
    head = seat("head")
    put(head, published, word())
    actions.publish(published, by=actors["leader"], at=AT)
    head.fill(f"/desk/items/{published}/papers/{SLOT}", remove="1")
    found = standing(actors, published)
    assert blank(found.newest) == ""
    assert papers.fetch(published, blank(found.held)).name == "申请表.docx"


def test_what_is_hidden_is_taken_out(seat, published, actors):
    answer = put(seat("head"), published, word(author="周某某"))
    assert answer.status_code == 303
    copy = papers.fetch(published, blank(standing(actors, published).newest))
    assert not Document(io.BytesIO(copy.content)).core_properties.author


def test_it_refuses_what_is_personal_unless_it_is_made_up(seat, published):
    head, text = seat("head"), "申请人：周小禾，身份证号码：11010519491231002X"
    refused = put(head, published, word(text))
    assert refused.status_code == 422
    assert 'href="#f-accepted"' in refused.text
    assert not ItemFile.objects.exists()
    assert put(head, published, word(text), accepted="姓名和号码均为虚构").status_code == 303


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00" + b"\0" * 80, b"PK\x03\x04broken"])
def test_it_refuses_what_is_no_document(seat, published, content):
    refused = put(seat("head"), published, SimpleUploadedFile("申请表.docx", content))
    assert refused.status_code == 422
    assert 'href="#f-file"' in refused.text
    assert not ItemFile.objects.exists()


def test_it_refuses_who_does_not_manage_items(seat, published):
    clerk = seat("clerk")
    assert clerk.get(f"/desk/items/{published}/papers/{SLOT}").status_code == 403
    assert clerk.get(f"/desk/items/{published}/papers/nothing").status_code in (403, 404)


def test_the_finding_leads_there(seat, published, actors):
    bare = replace(FOOD, materials=tuple(replace(one, kind="form", blank="") for one in FOOD.materials))
    actions.draft(published, bare, by=actors["head"], at=AT)
    page = seat("head").open(f"/desk/items/{published}/edit/materials").text
    assert "H01" in page
    assert f'/desk/items/{published}/papers"' in page
