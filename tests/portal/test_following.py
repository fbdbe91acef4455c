"""What an applicant sees and does in every stage, with real letters and files, and what is open to them afterwards."""

from datetime import timedelta

import pytest

from tests.portal.conftest import AT, TODAY, told
from tests.ui.conftest import TOKEN
from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.models import Case, Party
from zhengwu.records.documents.models import Attachment
from zhengwu.records.documents.releasing import Releasing, release
from zhengwu.records.letters import due, serving, words
from zhengwu.records.letters.gathering import Choosing
from zhengwu.records.letters.serving import Issue, Serving

DECIDED = told("decided", outcome="refused_deliberative", reasons="属于讨论记录")
ANSWERED = (DECIDED, told("delivered", channel="counter"))


def test_a_correction_notice_is_what_stands_first(sent):
    case = sent(told("correction_requested", what="请写明工程名称", days=10))
    text = case.visitor.open(case.home).text
    assert text.index("请您补正申请") < text.index("应当答复的最后一日")
    assert "请写明工程名称" in text.split('id="demand"')[1][:300]
    assert "视为放弃申请" in text
    answer = case.visitor.send(
        f"{case.home}/correction_received", **{"item-1": "望湖大道绿化工程", "expected": str(Case.objects.get().length)}
    )
    assert answer.status_code == 303
    assert "请您补正申请" not in case.visitor.open(case.home).text


def test_reasons_are_asked_and_given(sent):
    case = sent(told("reason_requested", note="一年内申请百余次"))
    text = case.visitor.open(case.home).text
    assert "请您说明理由" in text
    assert "一年内申请百余次" in text
    length = str(Case.objects.get().length)
    assert case.visitor.send(f"{case.home}/reason_received", text="用于研究", expected=length).status_code == 303
    assert Case.objects.get().state == "in_handling"


def test_a_fee_says_how_much_and_how(sent, actors, district):
    said = {"payment": "政务大厅6号窗口"}
    words.say(district.bureau, said, by=actors["head"], at=AT)
    case = sent(told("fee_notice_sent", amount="510.00"))
    text = case.visitor.open(case.home).text
    assert "应缴信息处理费 510.00 元" in text
    assert "缴费方式：政务大厅6号窗口" in text


def test_a_letter_that_came_is_downloaded_and_no_other(sent, actors):
    case = sent(told("correction_requested", what="请写明工程名称", days=10))
    wanted = next(one for one in due.due_letters(actors["head"], case.case_id) if one.key == "correction_notice")
    typed = {"reasons": "描述不清", "contact": "公开科", "phone": "000-1"}
    choosing, by, at = Choosing("correction_notice", wanted.event, typed=typed), actors["head"], AT
    letter = serving.issue_due(case.case_id, Issue(choosing, TODAY), by=by, at=at)
    assert case.visitor.open(f"{case.home}/letters/{letter.id}/pdf").status_code == 404  # it has not come yet
    serving.serve(letter.id, Serving("counter", TODAY, TODAY), by=by, at=at)
    for kind, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = case.visitor.get(f"{case.home}/letters/{letter.id}/{kind}")
        assert answer.content.startswith(start)
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert f"{case.home}/letters/{letter.id}/pdf" in case.visitor.open(case.home).text
    other = sent()
    assert other.visitor.get(f"{other.home}/letters/{letter.id}/pdf").status_code == 404


def test_a_released_file_comes_with_the_answer_and_not_before(sent, actors):
    case = sent()
    row = release(case.case_id, Releasing("1", "公开的内容".encode(), "公开件.txt"), by=actors["head"], at=AT)
    assert case.visitor.get(f"{case.home}/files/{row.id}").status_code == 404
    for event in (told("decided", outcome="granted"), told("delivered", channel="counter")):
        cases.take(case.case_id, event, by=actors["head"], at=AT)
    assert "公开件.txt" in case.visitor.open(case.home).text
    assert case.visitor.get(f"{case.home}/files/{row.id}").content.decode() == "公开的内容"


def test_a_refusal_goes_to_review_first_with_body_and_day(sent, district):
    case = sent(*ANSWERED)
    text = case.visitor.open(case.home).text
    assert "青禾区人民政府" in text
    assert "区政府一楼" in text
    last = TODAY + timedelta(days=60)
    assert "申请行政复议的最后一日" in text
    assert f'datetime="{last.isoformat()}"' in text or "顺延" in text
    assert "直接向法院起诉的最后一日" not in text


def test_another_answer_may_go_to_court_at_once(sent):
    case = sent(told("decided", outcome="not_exist", reasons="经检索没有"), told("delivered", channel="counter"))
    text = case.visitor.open(case.home).text
    assert "直接向法院起诉的最后一日" in text
    assert "申请行政复议的最后一日" in text


@pytest.mark.parametrize(("kind", "start"), [("docx", b"PK"), ("pdf", b"%PDF"), ("text", "行政复议申请书".encode())])
def test_an_application_for_review_is_made_and_kept_nowhere(sent, kind, start):
    case = sent(*ANSWERED)
    before = Attachment.objects.count(), Case.objects.count()
    typed = {"name": "周某", "contact": "000-1", "request": "撤销", "reasons": "不是讨论记录\n而是结果"}
    page = case.visitor.send(f"{case.home}/review/1", kind="", **typed)
    assert "不是讨论记录；而是结果" in page.text
    csrf = TOKEN.search(page.text)[1]
    answer = case.visitor.post(f"{case.home}/review/1", {"csrf": csrf, "kind": kind, **typed})
    assert answer.content.startswith(start)
    assert (Attachment.objects.count(), Case.objects.count()) == before


def test_there_is_no_review_before_an_answer(sent):
    case = sent(DECIDED)
    assert "属于讨论记录" not in case.visitor.open(case.home).text
    assert case.visitor.open(f"{case.home}/review/1").status_code == 404


def test_contacts_are_shown_masked_and_said_anew(sent):
    case = sent()
    text = case.visitor.open(f"{case.home}/contact").text
    assert "zhou@example.cn" not in text
    assert "@example.cn" in text
    assert case.visitor.send(f"{case.home}/contact", phone="", email="", address="").status_code == 422
    assert case.visitor.send(f"{case.home}/contact", phone="111-22222222").status_code == 303
    row = Party.objects.get(role="applicant")
    assert (row.name, row.phone, row.email) == ("周某", "111-22222222", "")


def test_a_correction_of_records_is_followed_too(sent):
    first = (told("received", items=["不动产登记信息中的面积有误"], channel="counter"), told("assigned"))
    case = sent(procedure="record_correction", first=first)
    text = case.visitor.open(case.home).text
    assert "政府信息更正申请" in text
    assert "面积有误" in text
    length = str(Case.objects.get().length)
    assert case.visitor.send(f"{case.home}/withdrawn", expected=length).status_code == 303
    assert Case.objects.get().state == "withdrawn"


def test_a_page_costs_few_statements(sent, django_assert_max_num_queries):
    case = sent(*ANSWERED)
    case.visitor.open(case.home)
    with django_assert_max_num_queries(9):
        case.visitor.open(case.home)
