"""A licence is renewed by one tap: the item is found, what is known stands in it already, nothing private leaks."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.conftest import START
from tests.portal.services.conftest import SHOP, SINCE
from tests.portal.services.test_mine import AT, granted  # noqa: F401
from tests.ui.conftest import Visitor
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.licences import reminding
from zhengwu.records.licences.models import Licence
from zhengwu.records.moments import day_of
from zhengwu.records.notices.models import Address
from zhengwu.records.outbox.models import Effect
from zhengwu.statute.forms.model import Field, Form, Kind, Section

FORM = Form((Section("old", "原证照", (
    Field("number", "原证件编号", means="licence.number"), Field("place", "经营场所", Kind.ADDRESS, means="premises"),
    Field("called", "电话", Kind.PHONE, means="holder.phone"),
)),))  # fmt: skip


@pytest.fixture
def renewal(services, district):
    """The item by which the licence is renewed online."""
    record = replace(SHOP, name="食品经营许可延续", handle_code="SP-0009", action="renewal", form=FORM, materials=(),
                     questions=(), variants=(), commitment=type(SHOP.commitment)())  # fmt: skip
    return load([Loaded(district.bureau, record, SINCE, district.other_unit)], by="test", at=START)[0]


def ending(licence, days):
    """The licence ends in so many days."""
    Licence.objects.filter(pk=licence.id).update(valid_to=day_of(AT) + timedelta(days=days))


def test_it_works(granted, renewal):  # noqa: F811
    visitor, licence = granted
    ending(licence, 60)
    assert "申请延续" in visitor.open(f"/my/licences/{licence.id}").text
    begun = visitor.send(f"/my/licences/{licence.id}/renew", on=f"/my/licences/{licence.id}")
    assert begun.headers["Location"] == f"/services/{renewal}/apply"
    page = visitor.open(f"/services/{renewal}/apply/who").text
    assert 'value="青禾小馆"' in page
    assert f'value="{licence.number}"' in page


def test_what_is_personal_is_typed_again(granted, renewal):  # noqa: F811
    visitor, licence = granted
    visitor.send(f"/my/licences/{licence.id}/renew", on=f"/my/licences/{licence.id}")
    page = visitor.open(f"/services/{renewal}/apply/who").text
    assert "13800000000" not in page
    assert "91110000600037341L" not in page


def test_where_no_item_renews_it_one_is_told(granted):  # noqa: F811
    visitor, licence = granted
    answer = visitor.send(f"/my/licences/{licence.id}/renew", on=f"/my/licences/{licence.id}")
    assert answer.headers["Location"].startswith("/services?action=renewal")


def test_a_stranger_renews_nothing(granted, renewal):  # noqa: F811
    _, licence = granted
    stranger = Visitor(raise_request_exception=False)
    assert stranger.send(f"/my/licences/{licence.id}/renew", on="/my").status_code == 404


def test_the_holder_is_told_in_time(granted):  # noqa: F811
    _, licence = granted
    ending(licence, 60)
    Address.objects.create(case_id=licence.case_id, side="applicant", channel="mail", value="a@example.cn",
                           asked_at=AT, confirmed_at=AT, lang="zh")  # fmt: skip
    days = [
        reminding.holders(on=day_of(AT) + timedelta(days=one), at=AT + timedelta(days=one)) for one in (0, 0, 30, 31)
    ]
    assert days == [1, 0, 1, 0]
    sent = Effect.objects.filter(kind="notice.mail", payload__occasion="licence_ends")
    assert {one.payload["until"] for one in sent} == {(day_of(AT) + timedelta(days=60)).isoformat()}
