"""Whose turn it is: the caller's own address, or what a proxy says of it where that proxy is named, and nobody else."""

import pytest

from tests.portal.test_asking import filled
from tests.ui.conftest import Visitor
from zhengwu.records.drafts import turns
from zhengwu.records.drafts.turns import Limit


@pytest.fixture(autouse=True)
def once_an_hour(monkeypatch):
    """One request an hour from an address."""
    whole = turns.LIMITS["submit"]
    monkeypatch.setitem(turns.LIMITS, "submit", Limit(1, whole.within, whole.name))


def handed_in(district, forwarded=""):
    """What somebody is answered who hands in a request, through a proxy or not."""
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    visitor = Visitor(headers=headers)
    filled(visitor, district.bureau)
    return visitor.send("/request/check", declared="yes").status_code


def test_behind_a_named_proxy_each_address_has_its_own(district, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    assert handed_in(district, "203.0.113.7") == 303
    assert handed_in(district, "203.0.113.8") == 303
    assert handed_in(district, "203.0.113.7") == 422
    assert handed_in(district, "198.51.100.1, 203.0.113.8") == 422  # what the caller itself made up is not believed


def test_without_one_nobody_gains_by_making_up_an_address(district, settings):
    settings.TRUSTED_PROXIES = []
    assert handed_in(district, "203.0.113.7") == 303
    assert handed_in(district, "203.0.113.8") == 422


def test_a_refused_request_is_kept_and_goes_out_when_there_is_room(district, monkeypatch):
    handed_in(district)
    visitor = Visitor()
    filled(visitor, district.bureau)
    assert visitor.send("/request/check", declared="yes").status_code == 422
    monkeypatch.setitem(turns.LIMITS, "submit", Limit(9, turns.LIMITS["submit"].within, turns.LIMITS["submit"].name))
    assert visitor.send("/request/check", declared="yes").headers["Location"] == "/request/receipt"


def test_the_api_has_the_same_limit(district, desk):
    person = {"name": "周某", "phone": "000-1"}
    said = {"body_id": district.bureau, "items": ["中标通知书"], "applicant": person}
    answers = [desk().ask("POST", "/api/requests", said) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 429]
    assert int(answers[1].headers["Retry-After"]) > 3_000
