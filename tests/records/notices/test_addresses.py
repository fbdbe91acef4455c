"""Addresses: only a code opens them, agreeing is kept by the journal, and what was chosen holds."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from tests.records.notices.conftest import AT, applicant, told
from zhengwu.records.cases import actions
from zhengwu.records.journal.models import Entry
from zhengwu.records.notices import addresses, choices
from zhengwu.records.notices.addresses import MOST_ASKS, MOST_TRIES, Owner
from zhengwu.records.notices.models import Address, SwitchedOff
from zhengwu.records.notices.table import chosen_by
from zhengwu.records.outbox.models import Effect
from zhengwu.records.troubles import Trouble


def waiting(key=None):
    """The messages that wait, by occasion."""
    found = Effect.objects.filter(kind__startswith="notice.")
    return sorted(row.payload["occasion"] for row in found if key in (None, row.payload["occasion"]))


def test_it_works(held, agree):
    agree(applicant(held))
    facts = addresses.of(applicant(held))["mail"]
    assert (facts.masked, facts.confirmed, facts.refused) == ("z***@example.cn", True, False)
    assert [row.action for row in Entry.objects.filter(action__startswith="contact")] == ["contact.agreed"]


def test_an_address_is_sealed_at_rest_and_not_in_the_outbox(held, agree):
    agree(applicant(held))
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM notices_address")
        (kept,) = cursor.fetchone()
    assert kept.startswith("k")
    assert "zhou" not in kept
    assert "zhou" not in str([row.payload for row in Effect.objects.all()])


def test_without_its_code_nothing_goes_there(held, actors, ways):
    addresses.ask(applicant(held), "mail", "zhou@example.cn", "zh", at=AT)
    actions.take(held, told("correction_requested", what="写明年份", days=10), by=actors["handler"], at=AT)
    assert waiting() == ["code"]


def test_a_wrong_code_is_refused_and_too_many_end_it(held, ways):
    owner = applicant(held)
    addresses.ask(owner, "mail", "zhou@example.cn", "zh", at=AT)
    right = addresses.code_of(Address.objects.get())
    for _ in range(MOST_TRIES):
        with pytest.raises(Trouble, match="code_wrong"):
            addresses.confirm(owner, "mail", "AAAA AAAA", at=AT)
    with pytest.raises(Trouble, match="code_over"):
        addresses.confirm(owner, "mail", right, at=AT)


def test_a_code_ends_by_itself_and_that_of_another_address_is_none(held, ways):
    owner = applicant(held)
    addresses.ask(owner, "mail", "zhou@example.cn", "zh", at=AT)
    right = addresses.code_of(Address.objects.get())
    with pytest.raises(Trouble, match="code_over"):
        addresses.confirm(owner, "mail", right, at=AT + timedelta(minutes=31))
    addresses.ask(owner, "mail", "other@example.cn", "zh", at=AT + timedelta(hours=1))
    with pytest.raises(Trouble, match="code_wrong"):
        addresses.confirm(owner, "mail", right, at=AT + timedelta(hours=1))


def test_nobody_is_flooded_with_codes(held, ways):
    owner, at = applicant(held), AT
    for _ in range(MOST_ASKS):
        addresses.ask(owner, "mail", "zhou@example.cn", "zh", at=at)
        with pytest.raises(Trouble, match="code_too_often"):
            addresses.ask(owner, "mail", "zhou@example.cn", "zh", at=at + timedelta(seconds=59))
        addresses.take_back(owner, "mail", at=at)
        at += timedelta(minutes=2)
    with pytest.raises(Trouble, match="code_too_often"):
        addresses.ask(owner, "mail", "zhou@example.cn", "zh", at=at)
    addresses.ask(owner, "mail", "zhou@example.cn", "zh", at=at + timedelta(days=1))


@pytest.mark.parametrize(
    ("channel", "value"),
    [
        ("mail", "zhou"),
        ("mail", "a@b@c"),
        ("mail", "x@y.cn\nBcc: z@y.cn"),
        ("sms", "abc"),
        ("wechat", "微信"),
        ("fax", "1"),
    ],
)
def test_it_refuses_what_is_no_address(held, ways, channel, value):
    with pytest.raises(Trouble):
        addresses.ask(applicant(held), channel, value, "zh", at=AT)
    assert not Address.objects.exists()


def test_a_way_that_is_not_open_is_refused(held, monkeypatch):
    monkeypatch.setattr(settings, "MESSAGES", ("mail",))
    with pytest.raises(Trouble, match="no_such_channel"):
        addresses.ask(applicant(held), "sms", "13800000000", "zh", at=AT)


def test_what_is_on_file_is_only_suggested(held, ways):
    assert addresses.on_file(applicant(held), "mail") == "zhou@example.cn"
    assert addresses.on_file(applicant(held), "sms") == "13800000000"
    assert addresses.on_file(Owner(person_id=1), "mail") == ""
    assert addresses.of(applicant(held)) == {}


def test_taking_back_ends_it_and_is_kept(held, actors, agree):
    agree(applicant(held))
    addresses.take_back(applicant(held), "mail", at=AT)
    Effect.objects.all().delete()
    actions.take(held, told("correction_requested", what="写明年份", days=10), by=actors["handler"], at=AT)
    assert waiting() == []
    assert Address.objects.get().value == ""
    assert Entry.objects.filter(action="contact.taken_back").count() == 1


def test_a_choice_holds_but_not_against_the_law(held, actors, agree):
    agree(applicant(held))
    choices.choose(applicant(held), chosen_by("applicant"), set())
    Effect.objects.all().delete()
    actions.take(held, told("consultation_sent", party="某公司"), by=actors["handler"], at=AT)
    assert waiting() == []
    actions.take(held, told("opinion_received", party="某公司"), by=actors["clerk"], at=AT)
    actions.take(held, told("extended", days=20), by=actors["head"], at=AT)
    assert waiting() == ["extended"]


def test_a_token_stops_one_kind_at_one_address(held, agree):
    address = agree(applicant(held))
    token = choices.stop_token(address, "third_asked")
    assert choices.stopped_by(token)[0] == "z***@example.cn"
    choices.stop(token, at=AT)
    choices.stop(token, at=AT)
    assert SwitchedOff.objects.get().occasion == "third_asked"
    for bad in (token + "x", "nothing", choices.stop_token(address, "answered"), choices.stop_token(999, "receipt")):
        with pytest.raises(Trouble):
            choices.stopped_by(bad)
