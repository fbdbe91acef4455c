"""One step in many cases: what is offered, what is looked at, what is done, and what is not done twice."""

import re

import pytest

from tests.workbench.conftest import AT, TODAY, told
from zhengwu.records.batches import actions as batches
from zhengwu.records.batches.models import Batch, BatchLine
from zhengwu.records.cases import actions
from zhengwu.records.cases.models import Case
from zhengwu.statute.procedures import Event

GIVE = "/desk/together/information_request/assigned?"
SEEN = re.compile(r'name="seen" value="([^"]*)"')
KEY = re.compile(r'name="csrf" value="([^"]*)"><input type="hidden" name="key" value="([^"]*)"')


def chosen(*ids):
    return "&".join(f"case={pk}" for pk in ids)


def begin(visitor, path, **typed):
    """Sends the form of a preview with what is typed into it."""
    page = visitor.open(path).text
    token, key = KEY.findall(page)[-1]
    sent = {"csrf": token, "key": key, "seen": SEEN.search(page)[1], "on": str(TODAY), **typed}
    return visitor.post(path, sent), sent


def states():
    return list(Case.objects.order_by("id").values_list("state", flat=True))


def test_it_works(file, seat, cast):
    ids = [file("received") for _ in range(3)]
    head = seat("head")
    offered = head.open(f"/desk/together?{chosen(*ids)}").text
    assert "/desk/together/information_request/assigned?" in offered
    answer, _ = begin(head, GIVE + chosen(*ids), handler=str(cast["handler"].pk))
    page = head.open(answer.headers["Location"]).text
    assert "共 3 件：已办 3 件" in page
    assert set(Case.objects.values_list("handler_id", flat=True)) == {cast["handler"].pk}


def test_each_case_is_looked_at_by_itself(file, seat):
    ready, done = file("received"), file("delivered")
    page = seat("head").open(GIVE + chosen(ready, done)).text
    assert "1 件将办理。" in page
    assert "不能办的 1 件" in page
    assert page.index(f"/desk/cases/{done}") < page.index(f"/desk/cases/{ready}")


def test_what_was_done_meanwhile_is_refused_and_the_rest_done(file, seat, cast, actors):
    first, second = file("received"), file("received")
    head = seat("head")
    page = head.open(GIVE + chosen(first, second)).text
    actions.take(first, told("assigned", on=TODAY, note="先办"), by=actors["clerk"], at=AT)
    token, key = KEY.findall(page)[-1]
    sent = {"csrf": token, "key": key, "seen": SEEN.search(page)[1], "on": str(TODAY)}
    answer = head.post(GIVE + chosen(first, second), sent)
    said = head.open(answer.headers["Location"]).text
    assert "已办 1 件，未办成 1 件" in said
    assert "此件已由他人办理" in said
    assert BatchLine.objects.get(status="refused").case_id == first


def test_the_same_form_sent_twice_is_one_batch(file, seat):
    ids = [file("received") for _ in range(2)]
    head = seat("head")
    first, sent = begin(head, GIVE + chosen(*ids))
    again = head.post(GIVE + chosen(*ids), sent)
    assert (first.headers["Location"], Batch.objects.count()) == (again.headers["Location"], 1)
    assert list(Case.objects.values_list("length", flat=True)) == [3, 3]


def test_many_are_done_a_part_at_a_time_and_gone_on_with(file, seat, monkeypatch):
    monkeypatch.setattr(batches.go_on, "__kwdefaults__", {"most": 2})
    ids = [file("received") for _ in range(5)]
    head = seat("head")
    answer, sent = begin(head, GIVE + chosen(*ids))
    place = answer.headers["Location"]
    assert "待办 3 件" in head.open(place).text
    for _ in range(2):
        head.post(place, {"csrf": sent["csrf"]})
    assert "待办 0 件" in head.open(place).text
    assert "data-go-on" not in head.open(place).text


def test_decisions_are_for_one_wording_only(file, seat, actors):
    alike, other = [file("in_handling") for _ in range(2)], file(items=["另一项完全不同的内容，与前者无关"])
    actions.take(other, told("received"), by=actors["head"], at=AT)
    head = seat("head")
    assert "/information_request/proposed?" in head.open(f"/desk/together?{chosen(*alike)}").text
    mixed = chosen(*alike, other)
    assert "/information_request/proposed?" not in head.open(f"/desk/together?{mixed}").text
    assert head.open(f"/desk/together/information_request/proposed?{mixed}").status_code == 404


def test_a_group_is_proposed_together(file, seat):
    for _ in range(3):
        file("in_handling")
    handler, wording = seat("handler"), Case.objects.first().wording_id
    assert f"/desk/together?wording={wording}" in handler.open(f"/desk/groups/{wording}").text
    path = f"/desk/together/information_request/proposed?wording={wording}"
    answer, _ = begin(handler, path, outcome="granted")
    assert "已办 3 件" in handler.open(answer.headers["Location"]).text
    assert Case.objects.filter(proposed=True).count() == 3


def test_what_is_wrong_is_said_and_nothing_begun(file, seat):
    ids = [file("in_handling") for _ in range(2)]
    answer, _ = begin(seat("handler"), f"/desk/together/information_request/proposed?{chosen(*ids)}")
    assert answer.status_code == 422
    assert "请改正以下内容" in answer.content.decode()
    assert not Batch.objects.exists()


def test_foreign_cases_are_neither_shown_nor_done(file, seat, district, actors):
    own = file("received")
    Case.objects.filter(pk=file("received")).update(body_id=district.foreign)
    head, ids = seat("head"), list(Case.objects.values_list("id", flat=True))
    page = head.open(GIVE + chosen(*ids)).text
    assert "1 件将办理。" in page
    sent = {"csrf": KEY.findall(page)[-1][0], "key": "k", "on": str(TODAY), "seen": ".".join(f"{pk}-2" for pk in ids)}
    assert head.post(GIVE + chosen(*ids), sent).status_code == 303
    assert list(BatchLine.objects.values_list("case_id", flat=True)) == [own]


def test_a_batch_is_its_owners(file, seat):
    answer, _ = begin(seat("head"), GIVE + chosen(file("received")))
    clerk = seat("clerk")
    assert clerk.open(answer.headers["Location"]).status_code == 404
    token = clerk.open("/desk/").text.split('name="csrf" value="')[1].split('"')[0]
    assert clerk.post(answer.headers["Location"], {"csrf": token}).status_code == 404


def test_nothing_chosen_says_how_to_choose(seat):
    page = seat("head").open("/desk/together").text
    assert "还没有选中办件。" in page


@pytest.mark.parametrize("wrong", ["case=x", "case=99999999", "wording=99999", "all=1&tab=late", "seen=1"])
def test_it_bears_addresses_that_make_no_sense(seat, wrong):
    head = seat("head")
    assert head.open(f"/desk/together?{wrong}").status_code == 200
    assert head.open(GIVE + wrong).status_code == 404


def test_an_interrupted_batch_takes_no_step_twice(file, actors):
    case_id = file("received")
    event = Event("assigned", TODAY, says={"note": "请办理"})
    begun = batches.begin("k", "information_request", event, [(case_id, 2)], by=actors["head"], at=AT)
    assert batches.go_on(begun, by=actors["head"], at=AT) == 0
    assert batches.go_on(begun, by=actors["head"], at=AT) == 0
    assert Case.objects.get(pk=case_id).length == 3
