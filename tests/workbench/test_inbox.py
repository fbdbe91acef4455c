"""The inbox: what stands in each tab, in which order, and at what price."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.workbench.conftest import AT, TODAY, told
from zhengwu.records.cases import actions
from zhengwu.workbench.cases.page import page_of


def queries_of(visitor, path):
    visitor.open(path)  # warm: the calendar and the words are at hand
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert visitor.open(path).status_code == 200
    return len(seen)


def test_it_works(file, seat):
    case_id = file("received")
    page = seat("head").open("/desk/").text
    assert f"/desk/cases/{case_id}" in page
    assert "青禾路改造征收补偿方案" in page
    assert "在期限内" in page


def test_a_proposal_waits_for_approval_until_it_is_decided(file, seat, actors):
    case_id, reviewer = file("in_handling"), seat("reviewer")
    assert f"/desk/cases/{case_id}" not in reviewer.open("/desk/?tab=approve").text
    actions.take(case_id, told("proposed", on=TODAY, outcome="granted"), by=actors["handler"], at=AT)
    assert f"/desk/cases/{case_id}" in reviewer.open("/desk/?tab=approve").text
    actions.take(case_id, told("decided", on=TODAY, outcome="granted"), by=actors["head"], at=AT)
    assert f"/desk/cases/{case_id}" not in reviewer.open("/desk/?tab=approve").text


def test_mine_is_what_was_given_to_me(file, seat, cast, actors):
    given, other = file("received"), file("received")
    handler = str(cast["handler"].pk)
    actions.take(given, told("assigned", on=TODAY, handler=handler), by=actors["head"], at=AT)
    page = seat("handler").open("/desk/?tab=mine").text
    assert f'/desk/cases/{given}"' in page
    assert f'/desk/cases/{other}"' not in page


def test_requests_in_the_same_words_are_one_line(file, seat):
    for _ in range(4):
        file("received")
    page = seat("head").open("/desk/?tab=open").text
    assert page.count("data-row") == 1
    assert "本页另有 3 件内容相同" in page
    assert "4 件在办" in page


def test_it_is_paged_by_key(file, seat, monkeypatch):
    monkeypatch.setattr("zhengwu.workbench.inbox.PAGE", 2)
    for name in "甲乙丙":
        file(items=[f"{name}地块的规划许可与验收材料，{name * 9}"])
    visitor = seat("head")
    first = visitor.open("/desk/?tab=open").text
    assert first.count("data-row") == 2
    onward = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert visitor.open(f"/desk/{onward}").text.count("data-row") == 1


@pytest.mark.parametrize("place", ["nonsense", "2026-13-01_1", "_", "2026-01-01_x", "9" * 60])
def test_it_bears_an_address_that_makes_no_sense(seat, place):
    head = seat("head")
    assert head.open(f"/desk/?tab=nothing&after={place}&body=x&state=x&procedure=x&wording=x").status_code == 200


def test_the_inbox_costs_the_same_however_much_is_in_it(file, seat):
    head = seat("head")
    file()
    before = queries_of(head, "/desk/?tab=open")
    for name in "甲乙丙丁戊":
        file(items=[f"{name}地块的规划许可与验收材料，{name * 9}"])
    assert queries_of(head, "/desk/?tab=open") == before <= 14


def test_the_page_of_a_case_costs_the_same_however_long_its_file(file, seat, actors):
    short, long, head = file("in_handling"), file("in_handling"), seat("head")
    for number in range(6):
        search = told("search_recorded", on=TODAY, where=f"第{number}库房", terms="征收")
        actions.take(long, search, by=actors["handler"], at=AT)
    assert len(page_of(actors["head"], long, TODAY).sheet.searches) == 6
    assert queries_of(head, f"/desk/cases/{long}") == queries_of(head, f"/desk/cases/{short}") <= 26
