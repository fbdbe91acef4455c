"""Who proved at the identity service who they are: filled in, put to the papers, and only as long as it is the same."""

from datetime import UTC, datetime

import pytest

from tests.portal.test_asking import PERSON, asked
from tests.ui.conftest import Visitor
from zhengwu.portal.identity import COOKIE
from zhengwu.records.documents.models import Attachment
from zhengwu.records.people import proof
from zhengwu.records.people.proof import Proof
from zhengwu.ui.pages import FORM_COOKIE


@pytest.fixture
def visitor(district):
    """Somebody who was asked who they are and has proved it."""
    visitor = Visitor(raise_request_exception=False)
    asked(visitor, district.bureau)
    visitor.send("/request/who", **{"class": "natural_person"})
    visitor.send("/request/behalf", behalf="self")
    found = Proof(PERSON["name"], PERSON["id_number"], "https://id.example.cn")
    visitor.cookies[COOKIE] = proof.sealed(found, visitor.cookies[FORM_COOKIE].value, at=datetime.now(UTC))
    return visitor


def test_name_and_number_are_filled_in(visitor):
    page = visitor.open("/request/identity").text
    assert f'value="{PERSON["id_number"]}"' in page
    assert "身份已经核验" in page


def test_what_was_proved_goes_to_the_case(visitor):
    visitor.send("/request/identity", **PERSON)
    visitor.send("/request/contact", phone="000-1")
    visitor.send("/request/identity", **PERSON)
    assert visitor.open("/request/files").text.count("身份核验结果.txt") == 2  # its name, and the button's
    visitor.send("/request/check", declared="yes")
    assert list(Attachment.objects.values_list("role", "title")) == [("identity", "身份核验结果")]
    assert not visitor.cookies[COOKIE].value


def test_another_name_is_not_proved_by_it(visitor):
    visitor.send("/request/identity", **PERSON)
    visitor.send("/request/identity", **{**PERSON, "name": "李四"})
    visitor.send("/request/contact", phone="000-1")
    assert "身份核验结果" not in visitor.open("/request/files").text


def test_another_browser_has_proved_nothing(visitor, district):
    other = Visitor(raise_request_exception=False)
    asked(other, district.bureau)
    other.send("/request/who", **{"class": "natural_person"})
    other.send("/request/behalf", behalf="self")
    other.cookies[COOKIE] = visitor.cookies[COOKIE].value
    assert "身份已经核验" not in other.open("/request/identity").text
