"""A case taken down at the counter, from any channel; what is wrong stands at its field."""

import pytest

from tests.workbench.conftest import TODAY
from zhengwu.records.cases.models import Case

SAID = {
    "on": TODAY.isoformat(),
    "channel": "counter",
    "items": "青禾路改造方案\n2025年度采购合同",
    "name": "周某",
    "counted_class": "natural_person",
    "phone": "000-00000000",
    "register_now": "true",
}


def test_it_works(seat, district):
    answer = seat("clerk").fill("/desk/new/information_request", body=str(district.bureau), **SAID)
    assert answer.status_code == 200
    case = Case.objects.get()
    assert case.number in answer.text
    assert "查询码" in answer.text
    assert case.state == "received"
    assert case.due_on is not None


@pytest.mark.parametrize(("channel", "state"), [("online", "submitted"), ("fax", "submitted"), ("oral", "received")])
def test_the_channel_decides_whether_it_may_be_registered_at_once(seat, district, channel, state):
    said = {**SAID, "channel": channel, "body": str(district.bureau)}
    assert seat("clerk").fill("/desk/new/information_request", **said).status_code == 200
    assert Case.objects.get().state == state


def test_it_refuses_a_name_that_is_missing_and_keeps_the_rest(seat, district):
    answer = seat("clerk").fill("/desk/new/information_request", body=str(district.bureau), **{**SAID, "name": ""})
    assert answer.status_code == 422
    assert 'id="f-name-problem"' in answer.text
    assert "2025年度采购合同" in answer.text
    assert not Case.objects.exists()


def test_it_refuses_an_applicant_without_contact_at_the_field(seat, district):
    answer = seat("clerk").fill("/desk/new/information_request", body=str(district.bureau), **{**SAID, "phone": ""})
    assert (answer.status_code, 'id="f-phone-problem"' in answer.text) == (422, True)


def test_a_form_sent_twice_makes_one_case_and_shows_no_secret_again(seat, district):
    clerk = seat("clerk")
    said = {**SAID, "body": str(district.bureau), "key": "one-key-for-both-of-them"}
    first, second = (clerk.fill("/desk/new/information_request", **said) for _ in range(2))
    assert Case.objects.count() == 1
    assert "查询码" in first.text
    assert "只显示这一次" not in second.text


@pytest.mark.parametrize("procedure", ["administrative_review", "lawsuit"])
def test_a_remedy_is_attached_to_the_case_that_it_attacks(seat, district, file, procedure):
    about = file("delivered")
    said = {"on": TODAY.isoformat(), "body": str(district.bureau), "about": str(about), "mode": "ordinary"}
    assert seat("clerk").fill(f"/desk/new/{procedure}", **said).status_code == 200
    assert Case.objects.get(procedure=procedure).about_id == about
    assert "关联办件" in seat("head").open(f"/desk/cases/{about}").text


def test_it_refuses_who_does_not_register(seat):
    assert seat("leader").open("/desk/new").status_code == 403
    assert seat("handler").open("/desk/new").status_code == 403
