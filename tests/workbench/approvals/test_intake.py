"""The counter: four screens from the item to the receipt; nothing asked twice, nothing lost."""

from dataclasses import replace

from tests.workbench.approvals.conftest import CODE, QUICK
from tests.workbench.conftest import AT, TODAY
from tests.workbench.items.conftest import LATER
from zhengwu.records.approvals.models import Application
from zhengwu.records.cases.models import Case
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.moments import day_of
from zhengwu.statute.forms.model import Field, Form, Kind, Section, When

WHO = {"code": CODE, "name": "周某", "kind": "natural_person", "channel": "counter", "received_on": TODAY}


def test_it_works(seat, simple):
    clerk = seat("clerk")
    found = clerk.get("/desk/intake?q=HW-0001")
    assert found["Location"] == f"/desk/intake/{simple}"
    assert clerk.fill(f"/desk/intake/{simple}", **WHO)["Location"].endswith("/bring")
    taken = clerk.fill(f"/desk/intake/{simple}/bring", all="yes", does="accept")
    assert taken["Location"] == f"/desk/intake/{simple}/receipt", taken.text
    page = clerk.open(f"/desk/intake/{simple}/receipt")
    case = Case.objects.get(application__item_id=simple)
    assert case.state == "in_review"
    assert case.number in page.text
    assert Application.objects.get(case=case).materials.get().original_seen_by


def test_what_ends_on_the_spot_ends_in_the_same_visit(seat, quick):
    clerk = seat("clerk")
    clerk.fill(f"/desk/intake/{quick}", **WHO)
    assert "受理并当场办结" in clerk.open(f"/desk/intake/{quick}/bring").text
    assert clerk.fill(f"/desk/intake/{quick}/bring", all="yes", does="finish").status_code == 303
    assert Case.objects.get(application__item_id=quick).state == "delivered"
    assert "已当场办结" in clerk.open(f"/desk/intake/{quick}/receipt").text


def test_who_was_here_before_is_known_by_the_code(seat, simple, quick):
    clerk = seat("clerk")
    clerk.fill(f"/desk/intake/{simple}", **WHO)
    clerk.fill(f"/desk/intake/{simple}/bring", all="yes", does="accept")
    again = clerk.fill(f"/desk/intake/{quick}", **{**WHO, "name": ""})
    assert again.status_code == 303
    assert "周某" in clerk.open(f"/desk/intake/{quick}/bring").text


def test_the_situation_decides_what_is_to_be_brought(seat, published):
    clerk = seat("clerk")
    clerk.fill(f"/desk/intake/{published}", **WHO, **{"q-premises": "own"})
    assert "租赁合同" not in clerk.open(f"/desk/intake/{published}/bring").text
    clerk.fill(f"/desk/intake/{published}", **WHO, **{"q-premises": "rented"})
    assert "租赁合同" in clerk.open(f"/desk/intake/{published}/bring").text


def test_what_is_deferred_is_promised(seat, published):
    clerk = seat("clerk")
    clerk.fill(f"/desk/intake/{published}", **WHO, **{"q-premises": "own"})
    typed = {"m-layout": "follows", "all": "yes", "f-address": "青禾路1号", "f-kind": "noodles"}
    assert clerk.fill(f"/desk/intake/{published}/bring", **typed, does="accept").status_code == 303
    assert "承诺自受理之日起" in clerk.open(f"/desk/intake/{published}/receipt").text


def test_it_refuses_what_is_not_complete_and_keeps_what_was_typed(seat, published):
    clerk, at = seat("clerk"), f"/desk/intake/{published}/bring"
    clerk.fill(f"/desk/intake/{published}", **WHO, **{"q-premises": "own"})
    refused = clerk.fill(at, **{"m-layout": "wanting", "f-address": "青禾路1号"}, does="accept")
    assert refused.status_code == 422
    for part in ('href="#f-m-application"', 'href="#f-m-layout"', 'href="#f-f-kind"', "青禾路1号"):
        assert part in refused.text, part
    assert not Application.objects.exists()


def test_what_is_not_complete_is_taken_in_without_being_accepted(seat, simple):
    clerk = seat("clerk")
    clerk.fill(f"/desk/intake/{simple}", **WHO)
    assert clerk.fill(f"/desk/intake/{simple}/bring", does="receive").status_code == 303
    page = clerk.open(f"/desk/intake/{simple}/receipt")
    assert Case.objects.get(application__item_id=simple).state == "submitted"
    assert "steps/correction_requested" in page.text


def test_it_refuses_a_wrong_code_a_day_to_come_and_nobody(seat, simple):
    wrong = {**WHO, "code": "110105194912310021", "name": "", "received_on": "2199-01-01"}
    page = seat("clerk").fill(f"/desk/intake/{simple}", **wrong)
    assert page.status_code == 422
    for name in ("code", "name", "received_on"):
        assert f'href="#f-{name}"' in page.text, name


def test_what_was_begun_is_gone_on_with_or_dropped(seat, simple):
    clerk = seat("clerk")
    clerk.fill(f"/desk/intake/{simple}", **WHO)
    assert "周某" in clerk.open("/desk/intake").text
    clerk.fill(f"/desk/intake/{simple}", drop="1")
    assert "周某" not in clerk.open("/desk/intake").text


def test_sent_twice_it_is_taken_in_once(seat, simple):
    clerk, at = seat("clerk"), f"/desk/intake/{simple}/bring"
    clerk.fill(f"/desk/intake/{simple}", **WHO)
    token = clerk.the_token(at)
    sent = [clerk.post(at, {"csrf": token, "key": "once", "all": "yes", "does": "accept"}) for _ in range(2)]
    assert [one["Location"] for one in sent] == [f"/desk/intake/{simple}/receipt"] * 2
    assert Application.objects.count() == 1


def test_who_does_not_register_is_refused(seat, simple):
    handler = seat("handler")
    assert handler.get("/desk/intake").status_code == 403
    assert handler.get(f"/desk/intake/{simple}").status_code == 403


def test_the_page_of_the_case_shows_what_was_applied_for(seat, published):
    clerk = seat("clerk")
    clerk.fill(f"/desk/intake/{published}", **WHO, **{"q-premises": "own"})
    typed = {"m-layout": "follows", "all": "yes", "f-address": "青禾路1号", "f-kind": "noodles"}
    clerk.fill(f"/desk/intake/{published}/bring", **typed, does="accept")
    page = clerk.open(f"/desk/cases/{Case.objects.get(application__item_id=published).pk}").text
    for part in ("经营场所平面图", "容缺后补", "容缺受理承诺书", "自有", "面馆", "承诺办结时限", "法定办结时限"):
        assert part in page, part


def test_the_code_tells_what_kind_of_applicant_it_is(seat, published):
    typed = {**WHO, "kind": "enterprise", "q-premises": "own"}
    assert seat("clerk").fill(f"/desk/intake/{published}", **typed).status_code == 303


def test_a_question_with_yes_and_no_is_answered_by_either(seat, district):
    own = Field("own", "场所是自有的吗？", Kind.YES)
    form = Form((Section("place", "场所", (own, Field("landlord", "出租人", when=(When("own", ("no",)),)))),))
    record = replace(QUICK, name="场所证明", handle_code="GG-0002", form=form)
    made = load([Loaded(district.bureau, record, day_of(LATER))], by="局长", at=AT)[0]
    clerk, at = seat("clerk"), f"/desk/intake/{made}/bring"
    clerk.fill(f"/desk/intake/{made}", **WHO)
    page = clerk.open(at).text
    assert page.count('type="radio" id="f-f-own') == 2
    assert 'href="#f-f-own"' in clerk.fill(at, all="yes", does="accept").text
    assert 'href="#f-f-landlord"' in clerk.fill(at, all="yes", does="accept", **{"f-own": "no"}).text
    assert clerk.fill(at, all="yes", does="accept", **{"f-own": "yes"}).status_code == 303
