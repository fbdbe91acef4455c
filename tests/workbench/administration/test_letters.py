"""A body words its own letters: written with checks and a preview, compared, put into force, ended."""

from datetime import timedelta

import pytest

from tests.workbench.conftest import AT, TODAY
from zhengwu.records.letters import wordings
from zhengwu.records.letters.models import OfficeTemplate

TEXT = "@{applicant}：\n本局已登记你的申请（编号：{number}），将于{due_on}前答复。\n"
KEY = "information_request/receipt"


@pytest.fixture
def path(district):
    """The page of the receipt of the bureau."""
    return f"/desk/administration/letters/{district.bureau}/{KEY}"


@pytest.fixture
def leader(seat):
    """The leader, who approves what the head has written."""
    return seat("leader")


@pytest.fixture
def head(seat, path):
    """The head, who words letters, with a first draft on file."""
    officer = seat("head")
    assert officer.fill(f"{path}/write", text=TEXT, note="更短", save="1").status_code == 303
    return officer


def test_every_letter_is_listed_with_its_moment(seat, django_assert_max_num_queries):
    officer = seat("head")
    with django_assert_max_num_queries(8):
        page = officer.open("/desk/administration/letters")
    assert page.status_code == 200
    assert page.text.count("<tr>") > 15
    assert "默认文本（" in page.text
    assert "作出决定：" in page.text


def test_a_letter_shows_its_text_with_placeholders_explained(seat, path):
    page = seat("head").open(path)
    assert "<mark>申请人</mark>" in page.text
    assert "{applicant}" in page.text
    assert "林晓禾" in page.text


def test_it_works(head, leader, path):
    draft = OfficeTemplate.objects.get()
    page = head.open(f"/desk/administration/wordings/{draft.pk}")
    assert "<ins>" in page.text
    assert "与默认文本相比" in page.text
    done = leader.fill(f"/desk/administration/wordings/{draft.pk}", since=str(TODAY))
    assert done.headers["Location"] == path
    assert "本机关第 1 版" in head.open(path).text
    assert wordings.in_use(draft.body_id, *KEY.split("/"), TODAY).name == "office 1"
    assert head.fill(f"/desk/administration/wordings/{draft.pk}", retire="1").status_code == 303
    assert wordings.in_use(draft.body_id, *KEY.split("/"), TODAY).name.startswith("statute")


def test_a_version_begins_on_a_day_to_come_and_the_one_before_ends(head, leader, path):
    first = OfficeTemplate.objects.get()
    leader.fill(f"/desk/administration/wordings/{first.pk}", since=str(TODAY))
    head.fill(f"{path}/write", text=TEXT + "谢谢。", note="", save="1")
    second = OfficeTemplate.objects.get(version=2)
    later = TODAY + timedelta(days=10)
    assert leader.fill(f"/desk/administration/wordings/{second.pk}", since=str(later)).status_code == 303
    place = (first.body_id, *KEY.split("/"))
    names = [wordings.in_use(*place, day).name for day in (TODAY, later - timedelta(days=1), later)]
    assert names == ["office 1", "office 1", "office 2"]
    assert f"第 2 版自 {later} 起启用" in head.open("/desk/administration/letters").text
    head.fill(f"/desk/administration/wordings/{second.pk}", retire="1")
    assert wordings.in_use(*place, later).name == "office 1"


def test_a_letter_that_was_issued_keeps_its_wording(head, leader, actors, file):
    from zhengwu.records.letters import actions, serving
    from zhengwu.records.letters.gathering import Choosing
    from zhengwu.records.letters.models import Letter
    from zhengwu.records.letters.serving import Issue
    from zhengwu.statute.letters.renderers.text import to_text

    made = serving.issue_due(file("received"), Issue(Choosing("receipt"), TODAY), by=actors["head"], at=AT)
    before = to_text(actions.letter_of(Letter.objects.get(pk=made.id)))
    leader.fill(f"/desk/administration/wordings/{OfficeTemplate.objects.get().pk}", since=str(TODAY))
    assert to_text(actions.letter_of(Letter.objects.get(pk=made.id))) == before
    assert Letter.objects.get(pk=made.id).wording.startswith("statute")


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("receipt", "@{applicant}：\n你好。\n{nobody}", "第 3 段："),
        ("receipt", "@{applicant}：\n{大写}", "花括号不是占位符"),
        ("reply_refused", "@{applicant}：不予公开。", "请补回占位符 {remedy}"),
        ("receipt", "", "请填写"),
    ],
)
def test_it_refuses_a_text_with_faults_and_keeps_it(seat, district, key, text, said):
    page = seat("head").fill(
        f"/desk/administration/letters/{district.bureau}/information_request/{key}/write", text=text, save="1"
    )
    assert (page.status_code, said in page.text) == (422, True)
    assert not OfficeTemplate.objects.exists()


def test_a_preview_is_of_examples_or_of_a_case(head, path, file, actors):
    from zhengwu.records.cases.models import Case

    number = Case.objects.get(pk=file("received")).number
    assert "林晓禾" in head.fill(f"{path}/write", text=TEXT).text
    page = head.fill(f"{path}/write", text=TEXT, case=number).text
    assert "周某" in page
    assert "林晓禾：" not in page.split("<details>")[0]
    absent = head.fill(f"{path}/write", text=TEXT, case="没有这一件")
    assert (absent.status_code, 'id="f-case-problem"' in absent.text) == (422, True)


def test_a_preview_is_a_pdf_too(head, path):
    assert head.get(f"{path}/pdf").content[:5] == b"%PDF-"
    token = head.open(f"{path}/write").text.split('name="csrf" value="')[1][:40]
    assert head.post(f"{path}/pdf", {"csrf": token, "text": TEXT}).content[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("post", "status"), [("handler", 403), ("clerk", 403), ("auditor", 403), ("administrator", 404)]
)
def test_it_refuses_who_does_not_word_letters(seat, path, post, status):
    assert seat(post).open(f"{path}/write").status_code == status


def test_who_wrote_it_sees_approval_greyed_with_the_reason(head, leader):
    path = f"/desk/administration/wordings/{OfficeTemplate.objects.get().pk}"
    own = head.open(path).text
    assert "须由本机关另一位有批准权的人批准" in own
    assert 'name="since"' not in own
    assert head.fill(path, since=str(TODAY)).status_code == 403
    assert OfficeTemplate.objects.get().status == "draft"
    assert 'name="since"' in leader.open(path).text


def test_it_refuses_a_day_that_is_past(head, leader):
    answer = leader.fill(f"/desk/administration/wordings/{OfficeTemplate.objects.get().pk}", since="2020-01-01")
    assert answer.status_code == 422
    assert 'id="f-since-problem"' in answer.text
