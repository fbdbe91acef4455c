"""A request begun on one device goes on at another, by its code and by nothing else; a shared computer forgets it."""

import re

import pytest

from tests.portal.test_asking import asked
from tests.ui.conftest import Visitor
from zhengwu.records.drafts import turns


@pytest.fixture
def visitor(db):
    """Somebody nobody knows."""
    return Visitor(raise_request_exception=False)


def code_of(visitor):
    """The code that the page shows."""
    return re.search(r'<dd id="code">([^<]+)</dd>', visitor.open("/request/keep").text)[1]


def test_it_goes_on_elsewhere_however_the_code_is_written(visitor, district):
    asked(visitor, district.bureau)
    code = code_of(visitor)
    assert re.fullmatch(r"(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}", code)
    other = Visitor()
    answer = other.send("/request/resume", code=f" {code.lower().replace('-', ' ')} ")
    assert answer.headers["Location"] == "/request/who"
    assert "中标通知书" in other.open("/request/what").text


def test_the_address_brings_the_code_but_opens_nothing_by_itself(visitor, district):
    asked(visitor, district.bureau)
    code, other = code_of(visitor), Visitor()
    page = other.open(f"/request/resume?code={code}")
    assert f'value="{code}"' in page.text
    assert "zhengwu_draft" not in other.cookies


def test_a_wrong_code_is_told_and_kept(visitor):
    answer = visitor.send("/request/resume", code="AAAA-BBBB-CCCC-DDDD")
    assert answer.status_code == 422
    assert 'value="AAAA-BBBB-CCCC-DDDD"' in answer.text
    assert 'href="#f-code"' in answer.text


def test_a_shared_computer_forgets_and_the_code_still_opens(visitor, district):
    asked(visitor, district.bureau)
    code = code_of(visitor)
    visitor.send("/request/keep")
    assert visitor.open("/request/who").headers["Location"] == "/request/office"
    assert visitor.send("/request/resume", code=code).headers["Location"] == "/request/who"


def test_guessing_is_slowed_down(visitor):
    most = turns.LIMITS["resume"].most
    answers = [visitor.send("/request/resume", code="AAAA") for _ in range(most + 1)]
    assert "继续码不对" in answers[0].text
    assert "分钟后再试" in answers[-1].text


def test_before_anything_is_typed_there_is_nothing_to_keep(visitor):
    assert visitor.open("/request/keep").headers["Location"] == "/request"
