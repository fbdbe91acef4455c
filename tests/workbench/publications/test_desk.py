"""The desk of publications: drafts written, their files decided on, other channels, lists, the ledger."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from tests.records.publications import office
from tests.workbench.conftest import AT, TODAY
from zhengwu.records.publications import drafting
from zhengwu.records.publications.models import Placement, Publication, PublishedFile

NEW = "/desk/publications/new"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


def drafted(clerk):
    """What the form of a new draft holds, with a title and a kind."""
    body = re.search(r'name="body" value="(\d+)"', clerk.open(NEW).text).group(1)
    return {"body": body, "title": "停水通知", "kind": "notice", "made_on": TODAY.isoformat(), "origin": "made"}


def begun(clerk, **typed):
    """A draft by the form, and its id."""
    answer = clerk.fill(NEW, **{**drafted(clerk), "text": "明日停水。", **typed})
    assert answer.status_code == 303, answer.text
    return int(re.search(r"publications/(\d+)", answer.headers["Location"]).group(1))


def released(actors, district, **more):
    """A document that is public today."""
    made = office.registered(actors, district.bureau, **more)
    steps = [("attributed", "clerk", {"attribute": "proactive"}), ("reviewed", "head", {"verdict": "passed"}),
             ("approved", "leader", {}), ("published", "clerk", {})]  # fmt: skip
    for key, post, says in steps:
        office.step(made, key, actors[post], on=TODAY, at=AT, **says)
    return made


def test_it_works(seat):
    clerk = seat("clerk")
    pk = begun(clerk)
    page = clerk.open(f"/desk/publications/{pk}")
    assert "明日停水。" in page.text
    assert "停水通知" in clerk.open("/desk/publications?tab=preparing").text
    assert clerk.fill(f"/desk/publications/{pk}/edit", **editing(clerk, pk, title="停水公告")).status_code == 303
    assert Publication.objects.get(pk=pk).title == "停水公告"


def editing(clerk, pk, **typed):
    """What the form of a draft holds, with something else in it."""
    found = Publication.objects.get(pk=pk)
    seen = re.search(r'name="seen" value="([^"]+)"', clerk.open(f"/desk/publications/{pk}/edit").text).group(1)
    said = {"title": found.title, "kind": found.kind, "origin": "made", "text": "明日停水。", "seen": seen}
    return {**said, **typed}


def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_is_kept(seat):
    clerk = seat("clerk")
    answer = clerk.fill(NEW, **{**drafted(clerk), "title": "", "text": "一段话"})
    assert answer.status_code == 422
    assert 'href="#f-title"' in answer.text
    assert "一段话" in answer.text
    answer = clerk.fill(NEW, **{**drafted(clerk), "origin": "from_agency", "text": "话"})
    assert 'href="#f-origin_body"' in answer.text


def test_what_somebody_else_changed_meanwhile_is_shown_and_not_overwritten(seat):
    clerk, head = seat("clerk"), seat("head")
    pk = begun(clerk)
    mine = editing(clerk, pk, text="我的")
    assert head.fill(f"/desk/publications/{pk}/edit", **editing(head, pk, text="别人的")).status_code == 303
    answer = clerk.fill(f"/desk/publications/{pk}/edit", **mine)
    assert answer.status_code == 409
    assert "别人的" in answer.text
    assert "我的" in answer.text
    seen = re.search(r'name="seen" value="([^"]+)"', answer.text).group(1)
    assert clerk.fill(f"/desk/publications/{pk}/edit", **{**mine, "seen": seen}).status_code == 303


def word(*, tracked=False):
    """A Word file with a heading and a table; one with an insertion that nobody accepted."""
    document, out = Document(), io.BytesIO()
    document.add_heading("第一章", 1)
    document.add_table(1, 2).cell(0, 0).text = "事项"
    if tracked:
        paragraph = document.add_paragraph()._p
        paragraph.append(paragraph.makeelement(paragraph.tag[:-1] + "ins", {}))
    document.save(out)
    return SimpleUploadedFile("正文.docx", out.getvalue())


def test_a_word_file_becomes_the_text_and_stays_when_other_fields_change(seat):
    clerk = seat("clerk")
    pk = begun(clerk, text="", text_file=word())
    text = drafting.Version.objects.get(publication_id=pk)
    assert "<h2>第一章</h2>" in text.html
    assert "<table>" in text.html
    assert clerk.fill(f"/desk/publications/{pk}/edit", **editing(clerk, pk, text=text.text)).status_code == 303
    assert "<table>" in drafting.Version.objects.get(publication_id=pk).html


def test_a_word_file_with_changes_that_nobody_accepted_is_refused(seat):
    clerk = seat("clerk")
    answer = clerk.fill(NEW, **drafted(clerk), text_file=word(tracked=True))
    assert answer.status_code == 422
    assert 'href="#f-text_file"' in answer.text


def test_script_that_was_pasted_does_not_survive(seat):
    pk = begun(seat("clerk"), text="<p>通知</p><script>alert(1)</script>")
    assert "script" not in drafting.Version.objects.get(publication_id=pk).html


def test_what_was_found_in_a_file_is_decided_on_before_it_goes_out(seat):
    clerk = seat("clerk")
    pk = begun(clerk)
    file = SimpleUploadedFile("名单.txt", "联系人手机 13800138000".encode())
    answer = clerk.fill(f"/desk/publications/{pk}/files/new", file=file)
    assert answer.status_code == 303
    one = PublishedFile.objects.get()
    page = clerk.open(f"/desk/publications/{pk}/files/{one.pk}")
    assert "13800138000" not in page.text
    assert clerk.fill(f"/desk/publications/{pk}/files/{one.pk}", why="").status_code == 422
    assert clerk.fill(f"/desk/publications/{pk}/files/{one.pk}", why="公开的值班电话").status_code == 303
    assert PublishedFile.objects.get().accepted == "公开的值班电话"
    assert clerk.fill(f"/desk/publications/{pk}/files/{one.pk}", remove="1").status_code == 303
    assert PublishedFile.objects.get().removed_at


def test_a_hostile_file_is_refused_with_its_reason(seat):
    clerk = seat("clerk")
    pk = begun(clerk)
    answer = clerk.fill(f"/desk/publications/{pk}/files/new", file=SimpleUploadedFile("a.pdf", b"MZ\x90\x00" * 40))
    assert answer.status_code == 422
    assert not PublishedFile.objects.exists()


def test_another_channel_is_entered_and_ended_and_stands_in_the_ledger(seat, actors, district):
    made, clerk = released(actors, district), seat("clerk")
    at = f"/desk/publications/{made.publication_id}"
    answer = clerk.fill(f"{at}/places/new", channel="reading_point", place="区档案馆", on=TODAY.isoformat())
    assert answer.status_code == 303, answer.text
    assert "区档案馆" in clerk.open(f"/desk/publications/ledger?since={TODAY}&until={TODAY}").text
    placed = Placement.objects.get(channel="reading_point")
    assert clerk.fill(f"{at}/places/{placed.pk}/end", on=TODAY.isoformat()).status_code == 303
    wrong = clerk.fill(f"{at}/places/new", channel="wechat", on=(TODAY + timedelta(days=9)).isoformat())
    assert wrong.status_code == 422


def test_the_lists_hold_what_belongs_to_them(seat, actors, district):
    released(actors, district, title="已公开的办法")
    office.registered(actors, district.bureau, title="起草中的办法")
    clerk = seat("clerk")
    for tab in ("public", "preparing", "late"):
        there, not_there = ("已公开的", "起草中的") if tab == "public" else ("起草中的", "已公开的")
        text = clerk.open(f"/desk/publications?tab={tab}").text
        assert there in text
        assert not_there not in text
    assert "起草中的办法" in clerk.open("/desk/publications?tab=preparing&q=办法").text
    assert "起草中的办法" not in clerk.open("/desk/publications?tab=preparing&kind=news").text


@pytest.mark.parametrize("tab", ["preparing", "reviewing", "approved", "late", "public", "withheld", "down"])
def test_an_empty_list_says_what_will_be_there(seat, tab):
    assert 'class="empty"' in seat("clerk").open(f"/desk/publications?tab={tab}").text


def test_a_list_leaves_the_house_as_a_file(seat, actors, district):
    released(actors, district, title="=已公开的办法")
    head = seat("head")
    csrf = {"csrf": head.the_token(), "key": "1"}
    told = b"".join(head.post("/desk/publications/export/csv?tab=public", csrf).streaming_content).decode()
    assert "'=已公开的办法" in told
    assert head.post("/desk/publications/export/xlsx?tab=public", {**csrf, "key": "2"}).content[:2] == b"PK"
    ledger = f"/desk/publications/ledger/csv?since={TODAY}&until={TODAY}"
    assert "政府网站" in b"".join(head.post(ledger, {**csrf, "key": "3"}).streaming_content).decode()


def test_taking_down_shows_what_will_vanish(seat, actors, district):
    made = released(actors, district)
    text = seat("leader").open(f"/desk/cases/{made.case_id}/steps/taken_down").text
    assert f"/publications/{made.publication_id}" in text
    assert "站内搜索" in text
