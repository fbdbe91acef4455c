"""Cases, officers and addresses for the tests of notices."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from zhengwu.records.cases import actions
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.moments import day_of
from zhengwu.records.notices import addresses
from zhengwu.records.notices.addresses import Owner
from zhengwu.records.notices.models import Address, Notice
from zhengwu.statute.procedures import Event

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
TODAY = day_of(AT)
APPLICANT = Applicant("周某", phone="13800000000", email="zhou@example.cn")


def told(key, on=TODAY, **says):
    """An event of that day."""
    return Event(key, on, says=says)


SUBMITTED = told("submitted", channel="counter", items=["青禾路改造征收补偿方案"])
RECEIVED = told("received")


@pytest.fixture
def opened(actors, district):
    """A function that opens a request that was received, in a unit if one is named; gives what the counter gets."""

    def opening(unit=None, events=(SUBMITTED, RECEIVED), by=None):
        about = Opening(APPLICANT, unit_id=unit)
        return actions.open_case("information_request", district.bureau, events, about, by=by or actors["clerk"], at=AT)

    return opening


@pytest.fixture
def held(opened, actors, cast):
    """A request that the handler of the cast has; nobody has been told of anything yet. Gives its id."""
    made = opened()
    actions.take(made.case_id, told("assigned", handler=str(cast["handler"].pk)), by=actors["head"], at=AT)
    Notice.objects.all().delete()
    return made.case_id


@pytest.fixture
def ways(monkeypatch):
    """Every way of telling is open."""
    monkeypatch.setattr(settings, "MESSAGES", ("mail", "sms", "wechat"))


@pytest.fixture
def agree(ways):
    """A function that puts an address down for somebody and confirms it."""

    def agreed(owner, channel="mail", value="zhou@example.cn", lang="zh", at=AT):
        addresses.ask(owner, channel, value, lang, at=at)
        row = Address.objects.get(**owner.row(), channel=channel)
        addresses.confirm(owner, channel, addresses.code_of(row), at=at)
        return row.pk

    return agreed


def applicant(case_id):
    """The applicant of a case, as an owner of addresses."""
    return Owner(case_id=case_id, side="applicant")
