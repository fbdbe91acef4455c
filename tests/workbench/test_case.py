"""The page of a case: it offers what the law allows, says why not for the rest, and overwrites nobody's work."""

import pytest

from tests.ui.conftest import TOKEN
from tests.workbench.conftest import AT, STAGES, SUBMITTED, TODAY, told
from zhengwu.records.cases import actions, filing
from zhengwu.records.cases.models import Case
from zhengwu.records.unfinished.models import Begun
from zhengwu.statute.procedures import procedure
from zhengwu.workbench.cases.page import page_of


@pytest.mark.parametrize("stage", STAGES)
def test_each_step_has_a_page_with_its_form_or_the_reason(file, seat, actors, stage):
    case_id, head = file(stage), seat("head")
    offered = {one.href for one in page_of(actors["head"], case_id, TODAY).steps.offers}
    for step in procedure("information_request").steps:
        path = f"/desk/cases/{case_id}/steps/{step.key}"
        page = head.open(path)
        assert page.status_code == 200
        assert ('name="expected"' in page.text) is (path in offered), step.key


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(file, seat):
    case_id, head = file("in_handling"), seat("head")
    path = f"/desk/cases/{case_id}/steps/decided"
    typed = {"on": TODAY.isoformat(), "outcome": "not_exist", "responsible_body": "青禾区档案馆", "expected": "3"}
    answer = head.fill(path, **typed)
    assert answer.status_code == 422
    assert 'id="f-reasons-problem"' in answer.text
    assert "青禾区档案馆" in answer.text
    assert head.fill(path, **typed, reasons="经检索没有").status_code == 303


def test_somebody_elses_work_is_shown_and_not_overwritten(file, seat, actors):
    case_id, head = file("in_handling"), seat("head")
    path = f"/desk/cases/{case_id}/steps/search_recorded"
    typed = {"on": TODAY.isoformat(), "where": "档案室", "terms": "青禾路 征收"}
    actions.take(case_id, told("proposed", on=TODAY, outcome="granted"), by=actors["handler"], at=AT)
    answer = head.fill(path, **typed, expected="3")
    assert answer.status_code == 409
    assert "有人办理了此件" in answer.text
    assert "拟办" in answer.text
    assert "青禾路 征收" in answer.text
    assert 'name="expected" value="4"' in answer.text
    assert head.fill(path, **typed, expected="4").status_code == 303


def test_a_form_sent_twice_takes_one_step(file, seat):
    case_id, head = file("in_handling"), seat("head")
    path = f"/desk/cases/{case_id}/steps/search_recorded"
    typed = {"on": TODAY.isoformat(), "where": "档案室", "terms": "征收", "expected": "3", "key": "the-same-key-twice"}
    answers = [head.fill(path, **typed) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert len(filing.read(case_id)) == 4


def test_only_a_head_strikes_an_entry_and_it_stays_on_file(file, seat):
    case_id = file("in_handling")
    path = f"/desk/cases/{case_id}/events/3/strike"
    assert "更正的原因" in seat("head").open(path).text
    assert "/strike" not in seat("clerk").open(f"/desk/cases/{case_id}").text
    assert seat("clerk").fill(path, reason="登错了件", expected="3").status_code == 403
    assert seat("head").fill(path, reason="登错了件", expected="3").status_code == 303
    assert "已撤下" in seat("head").open(f"/desk/cases/{case_id}").text


def test_a_party_is_shown_in_clear_for_a_reason_only(file, seat):
    case_id, clerk = file(), seat("clerk")
    page = clerk.open(f"/desk/cases/{case_id}").text
    assert "X1234567" not in page
    path = f"/desk/cases/{case_id}/parties/" + page.split(f"/desk/cases/{case_id}/parties/")[1].split('"')[0]
    assert clerk.fill(path, reason="").status_code == 422
    shown = clerk.fill(path, reason="电话核实申请内容")
    assert (shown.status_code, "X1234567" in shown.text) == (200, True)
    assert seat("leader").fill(path, reason="想看看").status_code == 403


def test_what_is_not_mine_is_not_there(file, desk, hire, district, seat):
    case_id = file()
    stranger = hire("head", district.foreign)
    visitor = seat("head").__class__(raise_request_exception=False)
    assert visitor.sign_in(stranger).status_code == 303
    for path in ("", "/steps/received", "/letters/new?letter=receipt", "/files/new", "/events/1/strike", "/parties/1"):
        assert visitor.open(f"/desk/cases/{case_id}{path}").status_code == 404


def test_an_approval_is_anothers_and_a_return_says_why(file, seat, actors):
    case_id, handler, head = file("in_handling"), seat("handler"), seat("head")
    path = f"/desk/cases/{case_id}/proposals/4"
    told_now = told("proposed", on=TODAY, outcome="not_exist", reasons="经检索没有")
    actions.take(case_id, told_now, by=actors["handler"], at=AT)
    own = handler.open(path).text
    assert ("审批" in own, 'value="decided"' in own) == (True, False)
    assert 'id="f-remarks-problem"' in head.fill(path, deed="assigned", expected="4").text
    assert head.fill(path, deed="assigned", remarks="请再查档案馆", expected="4").status_code == 303
    assert "请再查档案馆" in handler.open(f"/desk/cases/{case_id}").text
    assert not Case.objects.get(pk=case_id).proposed  # it waits for a new proposal, not for approval
    assert head.fill(path, deed="decided", expected="4").status_code == 409
    assert head.fill(path, deed="decided", expected="5").status_code == 303
    assert filing.read(case_id)[-1].says == {"outcome": "not_exist", "reasons": "经检索没有"}


def test_who_proposed_is_not_offered_to_decide(file, seat, actors):
    case_id = file("in_handling")
    actions.take(case_id, told("proposed", on=TODAY, outcome="granted"), by=actors["head"], at=AT)
    mine = page_of(actors["head"], case_id, TODAY).steps
    assert not any(one.href.endswith("/decided") for one in mine.offers)
    assert any("拟办人不能审批" in one.reason.zh for one in mine.refusals)
    assert any(one.href.endswith("/decided") for one in page_of(actors["reviewer"], case_id, TODAY).steps.offers)
    assert 'value="decided"' not in seat("head").open(f"/desk/cases/{case_id}/proposals/4").text


def test_what_was_typed_survives_leaving_for_who_typed_it(file, seat, actors):
    case_id, head = file("in_handling"), seat("head")
    path = f"/desk/cases/{case_id}/steps/search_recorded"
    token, key = TOKEN.search(head.open(path).text).groups()
    typed = {"csrf": token, "key": key, "on": TODAY.isoformat(), "where": "地下档案室", "expected": "3"}
    assert head.post(path + "/draft", typed).status_code == 303
    assert "地下档案室" in head.open(path).text
    assert "地下档案室" not in seat("handler").open(path).text
    actions.take(case_id, told("proposed", on=TODAY, outcome="granted"), by=actors["handler"], at=AT)
    back = head.open(path).text
    assert ("有人办理了此件" in back, 'name="expected" value="4"' in back) == (True, True)
    assert head.fill(path, **{**typed, "terms": "征收", "expected": "4", "key": "fresh-key-for-it"}).status_code == 303
    assert not Begun.objects.exists()


def test_the_answer_to_a_like_request_is_taken_over(file, seat, actors):
    before, now, head = file("decided"), file("in_handling"), seat("head")
    page = head.open(f"/desk/cases/{now}").text
    assert f"/desk/cases/{now}/steps/proposed?like={before}" in page
    form = head.open(f"/desk/cases/{now}/steps/proposed?like={before}").text
    assert 'value="granted" selected' in form
    stranger = seat("auditor").open(f"/desk/cases/{now}/steps/proposed?like=999999")
    assert stranger.status_code in (200, 404)


def test_a_matter_is_decided_by_itself(file, seat):
    case_id, head = file(items=["方案", "合同"]), seat("head")
    assert head.fill(f"/desk/cases/{case_id}/steps/received", on=SUBMITTED.isoformat(), expected="1").status_code == 303
    page = head.open(f"/desk/cases/{case_id}").text
    assert f"/desk/cases/{case_id}/steps/decided?item=2" in page
    form = head.open(f"/desk/cases/{case_id}/steps/decided?item=2").text
    assert 'value="2" selected' in form


def test_the_page_asks_few_questions(file, seat, django_assert_max_num_queries):
    case_id, head = file("decided"), seat("head")
    head.open(f"/desk/cases/{case_id}")
    with django_assert_max_num_queries(14):
        head.open(f"/desk/cases/{case_id}")
