"""Search: every kind, as far as one may see it; a mistyped number; and the price."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.workbench.conftest import AT
from zhengwu.records.cases import actions, parties, words
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.documents import actions as documents
from zhengwu.records.documents.actions import Receiving
from zhengwu.statute.procedures import Event


@pytest.fixture
def found(seat):
    """A function from a post and a text to the page that it finds."""
    return lambda post, text: seat(post).open(f"/desk/search?q={text}").text


@pytest.mark.parametrize("text", ["征收", "征", "改造征收补偿", "周某", "青禾路 方案", "QHSP依"])
def test_a_case_is_found_by(file, found, text):
    case_id = file("received")
    assert f'href="/desk/cases/{case_id}"' in found("clerk", text)


@pytest.mark.parametrize("text", ["收征", "不在其中", "%", "'", '"', "\\", "AND", "*"])
def test_it_is_not_found_by(file, found, text):
    case_id = file("received")
    assert f'href="/desk/cases/{case_id}"' not in found("clerk", text)


def test_what_was_looked_for_is_marked(file, found):
    file("received")
    assert "<mark>征收</mark>" in found("clerk", "征收")


def test_a_case_is_found_by_its_other_parties(file, found, actors):
    case_id = file("received")
    parties.add(case_id, "third_party", "甲", Applicant("远山建材公司", phone="000"), by=actors["head"], at=AT)
    assert f'href="/desk/cases/{case_id}"' in found("clerk", "远山建材")


def test_an_amended_name_is_found_and_the_old_one_no_more(file, found, actors):
    case_id = file("received")
    party = Case.objects.get(pk=case_id).parties.get()
    facts = Applicant("吴某某", id_kind="passport", id_number="X1234567", phone="000-00000000")
    parties.amend(case_id, party.pk, facts, "更正", by=actors["clerk"], at=AT)
    assert f'href="/desk/cases/{case_id}"' in found("clerk", "吴某某")
    assert f'href="/desk/cases/{case_id}"' not in found("clerk", "周某")


def test_the_words_can_be_laid_anew(file, found):
    case_id = file("received")
    assert words.lay_all() == 1
    assert f'href="/desk/cases/{case_id}"' in found("clerk", "征收补偿")


def test_rights_come_before_limits(file, seat, district, hire, actors, actor):
    mine = file("received", unit=district.intake_unit)
    for _ in range(4):
        file("received", unit=district.other_unit)
    handler = actor(hire("handler", district.bureau, district.intake_unit))
    assert words.named(handler, "征收", most=2) == [mine]


def test_what_others_may_see_is_not_found(file, found, district):
    case_id = file("received")
    assert f'href="/desk/cases/{case_id}"' in found("supervisor", "征收")
    Case.objects.filter(pk=case_id).update(body_id=district.foreign)
    assert f'href="/desk/cases/{case_id}"' not in found("clerk", "征收")
    assert f'href="/desk/cases/{case_id}"' not in found("administrator", "征收")


def test_files_and_bodies_and_people_are_found(file, found, actors):
    case_id = file("received")
    documents.receive(case_id, Receiving(b"x", "勘测定界图.txt", "original"), by=actors["head"], at=AT)
    assert f"/desk/cases/{case_id}#files" in found("head", "定界图")
    assert "民政局" in found("head", "民政局")
    assert "/desk/administration/people/" in found("head", "承办人甲")
    assert "/desk/administration/people/" not in found("clerk", "承办人甲")


@pytest.mark.parametrize("typed", ["2026-1", "QHSP依{year}-1", "依{year}-000010", "QHSP{year}01"])
def test_a_mistyped_number_is_asked_about(file, found, typed):
    case = Case.objects.get(pk=file("received"))
    year = case.number[-11:-7]
    page = found("clerk", typed.replace("2026", year).format(year=year))
    assert case.number in page


def test_a_suit_is_found_like_a_request(actors, found, district):
    event = Event("notified", AT.date(), says={"way": "direct_suit", "court": "青禾区人民法院"})
    opened = actions.open_case(
        "lawsuit", district.bureau, [event], Opening(None, title="诉青禾公司答复案"), by=actors["head"], at=AT
    )
    assert f'href="/desk/cases/{opened.case_id}"' in found("clerk", "答复案")


def test_it_is_paged(file, seat, monkeypatch):
    monkeypatch.setattr("zhengwu.workbench.lists.search.PAGE", 2)
    for _ in range(3):
        file("received")
    clerk = seat("clerk")
    first = clerk.open("/desk/search?q=征收").text
    onward = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert first.count("<tr data-row") == 2
    assert clerk.open(f"/desk/search{onward}").text.count("<tr data-row") == 1


def test_it_costs_the_same_however_much_it_finds(file, seat):
    file("received")
    clerk = seat("clerk")
    clerk.open("/desk/search?q=征收")
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            clerk.open("/desk/search?q=征收")
        costs.append(len(seen))
        for _ in range(3):
            file("received")
    assert costs[0] == costs[1] <= 12
