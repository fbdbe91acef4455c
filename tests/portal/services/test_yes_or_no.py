"""A question with yes and no: nothing is chosen beforehand, one of them is answered, either may steer the form."""

import re
from dataclasses import replace

import pytest

from tests.conftest import START
from tests.portal.services.conftest import FIRM, SHOP, SINCE, Applying
from zhengwu.records.approvals.queries import application
from zhengwu.records.cases.models import Case
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.people.actors import PUBLIC
from zhengwu.statute.forms.model import Field, Form, Kind, Section, When

OWN = Field("own", "场所是自有的吗？", Kind.YES)
LANDLORD = Field("landlord", "出租人", when=(When("own", ("no",)),))
SIGN = Field("sign", "要设置户外招牌吗？", Kind.YES, required=False)


@pytest.fixture
def asking(services, district, visitor):
    """Somebody at an item whose form asks yes or no, and more where it is no."""
    form = Form((Section("place", "场所", (OWN, LANDLORD, SIGN)),))
    record = replace(SHOP, name="公共场所卫生许可", handle_code="WS-0001", form=form, materials=(), variants=())
    record = replace(record, questions=(), commitment=type(record.commitment)())
    made = load([Loaded(district.bureau, record, SINCE, district.other_unit)], by="test", at=START)
    there = Applying(visitor, f"/services/{made[0]}/apply")
    assert there.led("who", **FIRM) == "form-place"
    return there


def radios(page, name):
    """The answers that can be chosen for a field, and those that are chosen."""
    found = re.findall(rf'<input type="radio"[^>]*name="{name}" value="(\w+)"( checked)?', page)
    return [value for value, _ in found], [value for value, chosen in found if chosen]


def test_both_answers_are_there_and_none_is_chosen(asking):
    page = asking.visitor.open(f"{asking.home}/form-place").text
    assert radios(page, "own") == (["yes", "no"], [])
    assert radios(page, "sign") == (["yes", "no"], [])
    assert 'name="landlord"' not in page


def test_it_refuses_no_answer(asking):
    answer = asking.send("form-place")
    assert answer.status_code == 422
    assert 'href="#f-own"' in answer.text
    assert 'href="#f-sign"' not in answer.text


def test_no_asks_for_more_and_is_on_file_as_no(asking):
    answer = asking.send("form-place", own="no")
    assert answer.status_code == 422
    assert 'name="landlord"' in answer.text
    assert radios(answer.text, "own") == (["yes", "no"], ["no"])
    assert asking.led("form-place", own="no", landlord="周某") == "check"
    assert "<dd>否</dd>" in asking.visitor.open(f"{asking.home}/check").text
    assert asking.led("check", declared="yes") == "receipt"
    found = application(Case.objects.get().pk, by=PUBLIC)
    assert {one.key: one.value for one in found.answers} == {"own": "否", "landlord": "周某"}


def test_yes_asks_for_nothing_more_and_is_kept_in_the_draft(asking):
    assert asking.led("form-place", own="yes", sign="no") == "check"
    page = asking.visitor.open(f"{asking.home}/form-place").text
    assert (radios(page, "own")[1], radios(page, "sign")[1]) == (["yes"], ["no"])
