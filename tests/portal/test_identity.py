"""An applicant proves who they are: there and back, sealed, for this browser, for half an hour; nothing is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from tests.conftest import START
from tests.portal.conftest import NUMBER
from tests.ui.conftest import Visitor
from zhengwu.portal import identity
from zhengwu.records.people import proof
from zhengwu.records.people.models import Person, Session
from zhengwu.records.people.proof import Proof
from zhengwu.visits import received


@pytest.fixture
def citizen(db):
    """Somebody with a browser."""
    return Visitor(raise_request_exception=False)


def come(citizen, there, to="/request/identity"):
    back = there.authorize(citizen.get(f"/identity?next={to}").headers["Location"])
    answer = citizen.get(back[back.index("/identity/back") :])
    answer.text = answer.content.decode()
    return answer


def proven(citizen, later=timedelta()):
    """What the house knows of the browser by its cookies."""
    request = RequestFactory().get("/")
    request.COOKIES = {name: one.value for name, one in citizen.cookies.items()}
    received(request, at=datetime.now(UTC) + later, address="192.0.2.7")
    return identity.proven(request)


def test_it_works(citizen, there):
    assert identity.offered() == "省统一身份认证"
    assert proven(citizen) is None
    answer = come(citizen, there)
    assert answer.status_code == 200
    assert 'content="0; url=/request/identity"' in answer.text
    found = proven(citizen)
    assert (found.name, found.number, found.issuer) == ("周某", NUMBER, there.issuer)
    assert NUMBER not in citizen.cookies["zhengwu_proof"].value
    assert not Person.objects.exists()
    assert not Session.objects.exists()


def test_it_lasts_half_an_hour(citizen, there):
    come(citizen, there)
    assert proven(citizen, timedelta(minutes=29))
    assert proven(citizen, timedelta(minutes=31)) is None


def test_it_is_nobodys_in_another_browser(citizen, there):
    come(citizen, there)
    other = Visitor()
    other.cookies["zhengwu_proof"] = citizen.cookies["zhengwu_proof"].value
    other.cookies["zhengwu_form"] = "another secret"
    assert proven(other) is None


def test_it_refuses_to_lead_elsewhere(citizen, there):
    assert 'content="0; url=/"' in come(citizen, there, "//evil.example").text


def test_who_says_no_is_told_what_else_there_is(citizen, there):
    address = citizen.get("/identity").headers["Location"]
    state = address.split("state=")[1].split("&")[0]
    answer = citizen.open(f"/identity/back?error=access_denied&state={state}")
    assert answer.status_code == 401
    assert "改为上传身份证明" in answer.text
    assert proven(citizen) is None


def test_it_refuses_a_service_that_tells_too_little(citizen, there):
    there.more = {"name": "周某"}
    answer = come(citizen, there)
    assert answer.status_code == 401
    assert "没有给出姓名和证件号码" in answer.text


def test_where_none_is_set_up_there_is_no_such_page(citizen):
    assert identity.offered() == ""
    assert citizen.get("/identity").status_code == citizen.get("/identity/back").status_code == 404


def test_a_proof_cannot_be_forged():
    kept = proof.sealed(Proof("周某", NUMBER, "https://id.example"), "browser", at=START)
    assert proof.opened(kept, "browser", at=START)
    for wrong in (kept[:-5] + "AAAA=", "", "k1.x"):
        assert proof.opened(wrong, "browser", at=START) is None
    assert proof.opened(kept, "", at=START) is None
