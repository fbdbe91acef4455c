"""The page of a case: it offers what the law allows, says why not for the rest, and overwrites nobody's work."""

import pytest

from tests.workbench.conftest import AT, STAGES, TODAY, told
from zhengwu.records.cases import actions, filing
from zhengwu.records.cases.queries import posts_over
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.statute.procedures import next_steps, procedure
from zhengwu.workbench.cases.page import page_of
from zhengwu.workbench.naming import step_name

READERS = ("clerk", "handler", "reviewer", "head", "leader", "supervisor", "auditor")


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("post", READERS)
def test_what_is_offered_is_what_the_law_allows(file, actors, district, stage, post):
    case_id, rules = file(stage), procedure("information_request")
    case = filing.replayed(rules.key, filing.read(case_id), calendar_of(district.bureau))
    assert case.state == stage
    posts = posts_over(actors[post], district.bureau, None)
    law = next_steps(rules, case, TODAY, calendar_of(district.bureau), posts)
    page = page_of(actors[post], case_id, TODAY).steps
    offered = {one.href.rsplit("/", 1)[1] for one in page.offers}
    assert offered == {one.step.key for one in law if one.refused is None}
    assert sorted(one.title.zh for one in page.refusals) == sorted(
        step_name(rules.key, one.step.key).zh for one in law if one.refused is not None
    )
    assert all(one.reason.zh and one.reason.en for one in page.refusals)


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
