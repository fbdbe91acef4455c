"""Cases for whoever follows them, and a year of reports that is published."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.conf import settings

from tests.records.people import service
from tests.records.reports.story import JANUARY, enter_figures
from tests.ui.conftest import Visitor
from zhengwu.portal import comparing, finding
from zhengwu.portal import reports as reports_pages
from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.moments import day_of
from zhengwu.records.people import discovery
from zhengwu.records.reports import actions as reports
from zhengwu.records.reports import issuing
from zhengwu.records.reports.published import _frozen as frozen
from zhengwu.statute.procedures import Event

AT = datetime.now(UTC)
TODAY = day_of(AT)
ITEM = "2025年绿化工程的中标通知书"
NUMBER = "110101190001011009"


@pytest.fixture(autouse=True)
def reports_forgotten():
    """Ids of a test that was rolled back come again, which those of a database never do."""
    yield
    for kept in (frozen, reports_pages._issued, reports_pages._head, reports_pages._parts, comparing._compared,
                 finding._of_report, finding._indexed):  # fmt: skip
        kept.cache_clear()


def told(key, **says):
    """An event of today."""
    return Event(key, TODAY, says=says)


RECEIVED = (told("submitted", channel="counter", items=[ITEM]), told("received"), told("assigned", note="请办理"))


@dataclass(frozen=True)
class Sent:
    """A case and the browser of whoever sent it."""

    case_id: int
    number: str
    home: str
    visitor: Visitor


@pytest.fixture
def sent(district, actors, tmp_path, monkeypatch):
    """A function that puts a case on file with these steps after its receipt, and opens it as its applicant does."""
    monkeypatch.setattr(settings, "HOME", tmp_path)

    def opened(*later, procedure="information_request", first=RECEIVED):
        opening = Opening(Applicant("周某", phone="000-00000000", email="zhou@example.cn"))
        made = cases.open_case(procedure, district.bureau, first[:1], opening, by=actors["clerk"], at=AT)
        for event in (*first[1:], *later):
            cases.take(made.case_id, event, by=actors["head"], at=AT)
        visitor = Visitor(raise_request_exception=False)
        assert visitor.send("/track", number=made.number, secret=made.secret).status_code == 303
        return Sent(made.case_id, made.number, f"/track/{quote(made.number)}", visitor)

    return opened


@pytest.fixture
def published(district, actors):
    """A function that publishes the report of a body's year; the bureau's of 2026 without another word."""

    def issued(body_id=None, year=2026, at=JANUARY, by="clerk", **figures):
        body_id = body_id or district.bureau
        enter_figures(body_id, actors[by], year=year, at=at, **figures)
        reports.check(body_id, year, by=actors[by], at=at)
        issuing.sign(body_id, year, by=actors["leader"], at=at)
        issuing.publish(body_id, year, by=actors["head"], at=at)
        return body_id

    return issued


@pytest.fixture
def there(settings):
    """The provincial service, set up here."""
    discovery.forget()
    with service.serving() as found:
        found.now = int(datetime.now(UTC).timestamp())
        found.more = {"name": "周某", "id_number": NUMBER}
        settings.CITIZEN_PROVIDER = {
            "issuer": found.issuer,
            "client_id": service.CLIENT,
            "client_secret": service.SECRET,
            "name": "省统一身份认证",
            "number_claim": "id_number",
        }
        yield found
    discovery.forget()
