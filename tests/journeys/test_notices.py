"""Being told, in a real browser: an officer reads notices and confirms a mailbox; an applicant agrees to be told."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from tests.journeys import chromium
from zhengwu.records.cases import actions
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.moments import day_of
from zhengwu.records.notices import addresses
from zhengwu.records.notices.models import Address, Notice
from zhengwu.statute.procedures import Event

SIZES = {"desk": chromium.DESK, "phone": chromium.PHONE}


@pytest.fixture
def made(actors, district, cast, monkeypatch):
    """A request in the handler's hands, of which the handler has been told. Gives what the counter got."""
    monkeypatch.setattr(settings, "MESSAGES", ("mail", "sms", "wechat"))
    at = datetime.now(UTC)
    events = [
        Event("submitted", day_of(at), says={"channel": "counter", "items": ["青禾路征收补偿方案"]}),
        Event("received", day_of(at)),
    ]
    opening = Opening(Applicant("周某", phone="000-00000000"))
    opened = actions.open_case("information_request", district.bureau, events, opening, by=actors["clerk"], at=at)
    given = Event("assigned", day_of(at), says={"handler": str(cast["handler"].pk)})
    actions.take(opened.case_id, given, by=actors["head"], at=at)
    return opened


def sound(page):
    """Nothing for axe to say, and nothing that sticks out."""
    chromium.opened(page)
    assert chromium.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", SIZES)
def test_an_officer_reads_opens_and_chooses(walk, cast, made, size):
    page = walk("/desk/notices", SIZES[size], person=cast["handler"])
    assert "有一件交您办理" in page.inner_text(".told")
    sound(page)
    page.click(".told-of a")
    assert page.url.endswith(f"/desk/cases/{made.case_id}")
    assert Notice.objects.get().read_at
    page.goto("/desk/notices/choices")
    sound(page)
    page.click(".ways a >> nth=0")
    page.fill("[name=value]", "wrong")
    page.click("main .send button")
    sound(page)
    page.fill("[name=value]", "li@example.cn")
    page.click("main .send button")
    sound(page)
    page.fill("[name=code]", addresses.code_of(Address.objects.get()))
    page.click("main .send button")
    assert "已确认" in page.inner_text(".ways")
    page.uncheck("[value='decided:mail']")
    page.click("main .send button")
    assert not page.is_checked("[value='decided:mail']")
    sound(page)


@pytest.mark.parametrize("size", SIZES)
def test_an_applicant_agrees_without_script(walk, made, size):
    page = walk("/track", SIZES[size], script=False)
    page.fill("[name=number]", made.number)
    page.fill("[name=secret]", made.secret)
    page.click("main .send button")
    page.click("text=有进展时通知我")
    page.click(".ways a >> nth=1")
    page.fill("[name=value]", "13900000000")
    page.click("main .send button")
    page.fill("[name=code]", addresses.code_of(Address.objects.get()))
    page.click("main .send button")
    assert "139****0000" in page.inner_text(".ways")
    assert page.is_disabled("tr:has-text('需要补正') input")


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sent_is_sound(walk, cast, made, size):
    page = walk("/desk/notices/sent", SIZES[size], person=cast["administrator"])
    sound(page)
    assert page.goto("/desk/notices").ok
    sound(page)
