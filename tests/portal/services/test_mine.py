"""One sees one's own licences and cases and nobody else's; a copy for one purpose is made, and taken back."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.ui.conftest import Visitor
from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.models import Case
from zhengwu.records.licences.models import LicenceCopy
from zhengwu.records.licences.queries import several
from zhengwu.records.moments import day_of
from zhengwu.statute.procedures import Event

AT = datetime.now(UTC)


@pytest.fixture
def granted(applying, actors):
    """The applicant's browser, and the licence that they were granted."""
    applying.handed_in()
    case_id = Case.objects.get().pk
    for key, by, says in (
        ("accepted", "head", {}), ("proposed", "handler", {"outcome": "granted", "reasons": "符合条件"}),
        ("decided", "leader", {"outcome": "granted"}), ("delivered", "head", {"channel": "online"}),
    ):  # fmt: skip
        cases.take(case_id, Event(key, day_of(AT), says=says), by=actors[by], at=AT)
    return applying.visitor, several("l.case_id = %s", [case_id])[0]


def test_it_works(granted):
    visitor, licence = granted
    page = visitor.open("/my").text
    assert licence.number in page
    assert "已办结" in page
    one = visitor.open(f"/my/licences/{licence.id}").text
    assert licence.identifier in one
    assert f"/verify/{licence.identifier}?m=" in one


def test_a_stranger_sees_nothing(granted):
    _, licence = granted
    stranger = Visitor(raise_request_exception=False)
    assert licence.number not in stranger.open("/my").text
    assert stranger.open(f"/my/licences/{licence.id}").status_code == 404
    assert stranger.open(f"/my/licences/{licence.id}/pdf").status_code == 404


def test_number_and_secret_open_it_anywhere(granted, applying):
    visitor, licence = granted
    secret = visitor.open(f"{applying.home}/receipt").text.split('id="secret">')[1].split("<")[0]
    other = Visitor(raise_request_exception=False)
    assert other.send("/my", number=Case.objects.get().number, secret="WRONG").status_code == 422
    assert other.send("/my", number=Case.objects.get().number, secret=secret).status_code == 303
    assert licence.number in other.open("/my").text


def test_a_copy_is_made_and_withdrawn(granted):
    visitor, licence = granted
    home = f"/my/licences/{licence.id}"
    until = (day_of(AT) + timedelta(days=10)).isoformat()
    assert visitor.send(home, purpose="贷款", receiver="某银行", until=until).status_code == 303
    made = LicenceCopy.objects.get()
    assert "某银行" in visitor.open(home).text
    assert visitor.get(f"{home}/copies/{made.pk}").headers["Content-Type"] == "application/pdf"
    assert visitor.send(f"{home}/copies/{made.pk}", on=home).status_code == 303
    assert "已撤回" in visitor.open(home).text


def test_a_copy_without_a_purpose_is_refused(granted):
    visitor, licence = granted
    answer = visitor.send(f"/my/licences/{licence.id}", receiver="某银行", until="2000-01-01")
    assert answer.status_code == 422
    assert 'href="#f-purpose"' in answer.text


def test_whoever_leaves_has_to_show_it_again(granted):
    visitor, licence = granted
    assert visitor.send("/my/leave", on="/my").status_code == 303
    assert visitor.open(f"/my/licences/{licence.id}").status_code == 404


def test_the_document_is_a_pdf(granted):
    visitor, licence = granted
    assert visitor.get(f"/my/licences/{licence.id}/pdf").content.startswith(b"%PDF")
