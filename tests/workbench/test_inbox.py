"""The inbox: what stands in each tab, in which order, narrowed to what, and at what price."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.workbench.conftest import AT, TODAY, told
from zhengwu.records.cases import actions
from zhengwu.records.cases.models import CLOSED, Case
from zhengwu.records.journal.models import Entry
from zhengwu.workbench.cases.page import page_of


def queries_of(visitor, path):
    visitor.open(path)  # warm: the calendar and the words are at hand
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert visitor.open(path).status_code == 200
    return len(seen)


@pytest.fixture
def three(file):
    """Three requests, each worded its own way."""
    return [file(items=[f"{name}地块的规划许可与验收材料，{name * 9}"]) for name in "甲乙丙"]


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
    head = seat("head")
    page = head.open("/desk/?tab=open").text
    assert page.count("data-row") == 1
    assert "本页另有 3 件内容相同" in page
    assert ">4<" in head.open("/desk/groups").text


@pytest.mark.parametrize("sort", ["", "received", "-received", "number", "-number"])
def test_it_is_paged_by_key_in_each_order(three, seat, monkeypatch, sort):
    monkeypatch.setattr("zhengwu.workbench.lists.inbox.PAGE", 2)
    visitor = seat("head")
    first = visitor.open(f"/desk/?tab=open&sort={sort}").text
    onward = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = visitor.open(f"/desk/{onward}").text
    assert (first.count("<tr data-row"), second.count("<tr data-row")) == (2, 1)
    assert sum(f'/desk/cases/{pk}"' in first + second for pk in three) == 3


def test_the_closed_ones_are_paged_too(three, seat, monkeypatch):
    monkeypatch.setattr("zhengwu.workbench.lists.inbox.PAGE", 2)
    Case.objects.update(sort_on=CLOSED, is_open=False)
    visitor = seat("head")
    first = visitor.open("/desk/?tab=all").text
    onward = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = visitor.open(f"/desk/{onward}").text
    assert (first.count("<tr data-row"), second.count("<tr data-row")) == (2, 1)
    assert sum(f'/desk/cases/{pk}"' in first + second for pk in three) == 3


def test_it_is_sorted_by_number(three, seat):
    numbers = list(Case.objects.order_by("-number").values_list("number", flat=True))
    page = seat("head").open("/desk/?tab=open&sort=-number").text
    assert [page.index(number) for number in numbers] == sorted(page.index(number) for number in numbers)


@pytest.mark.parametrize(
    ("narrowed", "shown"),
    [
        ("q=补偿", True),
        ("q=补偿方案", True),
        ("q=周某", True),
        ("q=规划许可", False),
        ("state=received", True),
        ("state=consulting", False),
        ("channel=counter", True),
        ("channel=fax", False),
        ("handler=nobody", True),
        (f"received_from={TODAY}", False),
        (f"received_to={TODAY}", True),
        ("due_to=2001-01-01", False),
        ("procedure=lawsuit", False),
        ("outcome=granted", False),
    ],
)
def test_it_is_narrowed_and_says_to_what(file, seat, narrowed, shown):
    case_id = file("received")
    page = seat("clerk").open(f"/desk/?tab=all&{narrowed}").text
    assert (f'href="/desk/cases/{case_id}"' in page) is shown
    assert page.count('class="chip"') == 1


def test_a_chip_takes_its_condition_away(file, seat):
    file("received")
    page = seat("clerk").open("/desk/?tab=open&q=补偿&state=received").text
    assert 'class="chip" href="/desk/?tab=open&amp;state=received"' in page


def test_it_shows_more_conditions_when_asked(file, seat, actors):
    file("received")
    page = seat("clerk").open("/desk/?tab=open&more=1").text
    for name in ("outcome", "channel", "unit", "handler", "received_from", "due_to"):
        assert f'name="{name}"' in page


PLACES = ["nonsense", "2026-13-01_1", "_", "2026-01-01_x", "9" * 60]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("sort", ["", "received", "number", "x"])
def test_it_bears_an_address_that_makes_no_sense(seat, place, sort):
    head, wrong = seat("head"), "body=x&state=x&procedure=x&wording=x&due_to=2026-99-99&handler=x&unit=9999999"
    assert head.open(f"/desk/?tab=nothing&after={place}&sort={sort}&{wrong}").status_code == 200


def test_a_list_leaves_by_who_may_and_the_journal_knows(three, seat):
    head = seat("head")
    token = head.open("/desk/").text.split('name="csrf" value="')[1].split('"')[0]
    answer = head.post("/desk/export/csv?tab=open&state=submitted", {"csrf": token})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert (len(lines), "submitted" in lines[1], "政府信息公开" in lines[1]) == (4, False, True)
    book = head.post("/desk/export/xlsx?tab=open", {"csrf": token})
    assert book.content.startswith(b"PK")
    assert Entry.objects.filter(action="cases.exported").count() == 2


def test_a_clerk_takes_no_list_out(three, seat):
    clerk = seat("clerk")
    page = clerk.open("/desk/").text
    token = page.split('name="csrf" value="')[1].split('"')[0]
    assert "/desk/export/" not in page
    assert clerk.post("/desk/export/csv?tab=open", {"csrf": token}).status_code == 403


def test_the_inbox_costs_the_same_however_much_is_in_it(file, seat):
    head = seat("head")
    file()
    before = queries_of(head, "/desk/?tab=open")
    for name in "甲乙丙丁戊":
        file(items=[f"{name}地块的规划许可与验收材料，{name * 9}"])
    assert queries_of(head, "/desk/?tab=open") == before <= 6


def test_the_page_of_a_case_costs_the_same_however_long_its_file(file, seat, actors):
    short, long, head = file("in_handling"), file("in_handling"), seat("head")
    for number in range(6):
        search = told("search_recorded", on=TODAY, where=f"第{number}库房", terms="征收")
        actions.take(long, search, by=actors["handler"], at=AT)
    assert len(page_of(actors["head"], long, TODAY).sheet.searches) == 6
    assert queries_of(head, f"/desk/cases/{long}") == queries_of(head, f"/desk/cases/{short}") <= 26


def test_a_condition_without_an_index_is_looked_for_a_part_at_a_time(three, seat, monkeypatch):
    monkeypatch.setattr("zhengwu.workbench.lists.inbox.LOOKED", 2)
    last = Case.objects.order_by("-id").first()
    Case.objects.filter(pk=last.pk).update(channel="fax")
    head = seat("head")
    page = head.open("/desk/?tab=open&channel=fax").text
    assert "<tr data-row" not in page
    assert "接着找" in page
    onward = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    page = head.open(f"/desk/{onward}").text
    assert f'href="/desk/cases/{last.pk}"' in page
    assert 'rel="next"' not in page
