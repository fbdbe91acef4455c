"""A case taken down at the counter in four screens, from any channel; what is wrong stands at its field."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.workbench.conftest import TODAY
from zhengwu.records.cases.models import Case, Party
from zhengwu.records.documents.models import Attachment
from zhengwu.records.unfinished.models import Begun, Paper

NEW = "/desk/new/information_request"
CAME = {"on": TODAY.isoformat(), "channel": "counter", "identity_seen": "true"}
SAID = {
    "items": "青禾路改造方案\n2025年度采购合同",
    "name": "周某",
    "counted_class": "natural_person",
    "phone": "000-00000000",
}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "HOME", tmp_path)


@pytest.fixture
def taken(seat, district):
    """A function that goes through the screens as a clerk, as far as they let it: the seat and the last answer."""

    def taking(said=SAID, key="information_request", register=True, **came):
        clerk = seat("clerk")
        path = f"/desk/new/{key}"
        answer = clerk.fill(path, body=str(district.bureau), **{**CAME, **came})
        for told in (said, {"register_now": "true"} if register else {}):
            if answer.status_code != 303:
                return clerk, answer
            path = answer.headers["Location"]
            answer = clerk.fill(path, **told)
        return clerk, answer

    return taking


def test_it_works(taken):
    clerk, answer = taken(application=SimpleUploadedFile("申请书.txt", "申请公开".encode()))
    page = clerk.open(answer.headers["Location"]).text
    case = Case.objects.get()
    assert (case.state, case.due_on is not None) == ("received", True)
    assert case.number in page
    assert "查询码" in page
    assert "data:image/svg+xml" in page
    assert "期限是怎样算出的" in page
    assert [one.role for one in Attachment.objects.all()] == ["application"]
    assert not Begun.objects.filter(place__startswith="new/").exists()


@pytest.mark.parametrize(("channel", "state"), [("online", "submitted"), ("fax", "submitted"), ("oral", "received")])
def test_the_channel_decides_whether_it_may_be_registered_at_once(taken, channel, state):
    _, answer = taken(channel=channel, register=channel == "oral")
    assert answer.status_code == 303
    assert Case.objects.get().state == state


def test_it_refuses_a_name_that_is_missing_and_keeps_the_rest(taken):
    _, answer = taken({**SAID, "name": ""})
    assert answer.status_code == 422
    assert 'id="f-name-problem"' in answer.text
    assert "2025年度采购合同" in answer.text
    assert not Case.objects.exists()


def test_it_refuses_an_applicant_without_contact_at_the_field(taken):
    _, answer = taken({**SAID, "phone": ""})
    assert (answer.status_code, 'id="f-phone-problem"' in answer.text) == (422, True)


def test_an_agent_brings_a_mandate(taken):
    agent = {**SAID, "agent": "吴某", "agent_phone": "000-00000001"}
    _, refused = taken(agent)
    assert 'id="f-mandate-problem"' in refused.text
    mandate = SimpleUploadedFile("委托书.txt", "兹委托".encode())
    _, answer = taken({**agent, "mandate": mandate})
    assert answer.status_code == 303
    assert set(Party.objects.values_list("role", "name")) == {("applicant", "周某"), ("agent", "吴某")}


def test_who_is_interrupted_goes_on_where_they_were(seat, district):
    clerk = seat("clerk")
    scan = SimpleUploadedFile("身份证.txt", "证件".encode())
    first = clerk.fill(NEW, body=str(district.bureau), **CAME, identity=scan)
    clerk.fill(first.headers["Location"], **{**SAID, "phone": ""})
    back = clerk.open(NEW).text
    assert "继续：周某" in back
    assert "周某" in clerk.open(first.headers["Location"]).text
    assert "周某" not in seat("head").open(NEW).text
    assert "周某" not in Begun.objects.extra(select={"raw": "content"}).values_list("raw", flat=True)[0]
    assert clerk.fill(first.headers["Location"], drop="1").status_code == 303
    assert not Begun.objects.exists()
    assert not Paper.objects.exists()


def test_like_requests_are_told_before_it_is_registered(taken, seat, file):
    file(items=["青禾路改造方案", "2025年度采购合同"])
    _, answer = taken({**SAID}, register=False)
    assert answer.status_code == 422  # not yet said whether it is received
    assert "已有相同或者相似的申请" in answer.text
    assert Case.objects.get().number in answer.text


def test_the_check_sent_twice_makes_one_case(taken, seat):
    clerk, _ = taken()
    again = clerk.post(NEW + "/1/check", {"csrf": clerk.the_token(), "register_now": "true"})
    assert again.status_code == 303
    assert Case.objects.count() == 1
    assert "查询码" not in seat("head").open(NEW + "/1/receipt").content.decode()


@pytest.mark.parametrize("procedure", ["administrative_review", "lawsuit"])
def test_a_remedy_is_attached_to_the_case_that_it_attacks(taken, seat, file, procedure):
    about = file("delivered")
    _, answer = taken({"mode": "ordinary"}, procedure, register=False, about=str(about))
    assert answer.status_code == 303, answer.content.decode()
    assert Case.objects.get(procedure=procedure).about_id == about
    assert "关联办件" in seat("head").open(f"/desk/cases/{about}").text


def test_a_wrong_record_is_taken_down_too(taken):
    _, answer = taken({**SAID, "items": "登记的地址有误"}, "record_correction", register=False)
    assert answer.status_code == 303
    assert Case.objects.get().procedure == "record_correction"


def test_it_refuses_who_does_not_register(seat):
    assert seat("leader").open("/desk/new").status_code == 403
    assert seat("handler").open("/desk/new").status_code == 403
