"""Passkeys: what is signed for this site, this browser, this purpose and this moment, once, is taken; nothing else."""

import json
from datetime import timedelta

import pytest

from tests.conftest import PASSWORD, START
from tests.records.people.softkey import SoftKey, text
from zhengwu.records.journal.models import Entry
from zhengwu.records.people import passkeys, second
from zhengwu.records.people.devices import Device
from zhengwu.records.people.models import Passkey, Person, RecoveryCode, Session
from zhengwu.records.people.passkeys import Made, Site
from zhengwu.records.troubles import Trouble

HERE, SITE, BROWSER = Device("192.0.2.7"), Site("desk.example", "https://desk.example"), "secret of a cookie"


@pytest.fixture
def clerk(cast, actor):
    return actor(cast["clerk"])


def add(key, by, *, origin=SITE.origin, name="办公室电脑", secret=BROWSER, at=START):
    options = passkeys.options_to_make(SITE, BROWSER, by=by, at=START)
    made = Made(key.made(options, origin), name, secret)
    return passkeys.add(made, PASSWORD, SITE, session_id=0, by=by, device=HERE, at=at)


def enter(key, *, origin=SITE.origin, secret=BROWSER, at=START, site=SITE):
    options = passkeys.options_to_enter(SITE, BROWSER, at=START)
    return passkeys.enter(key.signed(options, origin), site, secret, device=HERE, hours=12, at=at)


def test_it_works(clerk, cast):
    key = SoftKey()
    assert len(add(key, clerk)) == 10
    assert [one.name for one in passkeys.mine(clerk)] == ["办公室电脑"]
    signed = enter(key)
    assert signed.person_id == cast["clerk"].pk
    assert Session.objects.get().way == "passkey"
    assert Passkey.objects.get().sign_count == 1
    assert Passkey.objects.get().used_at == START


def test_several_are_kept_and_only_the_first_brings_recovery_codes(clerk):
    first, other = SoftKey(), SoftKey()
    add(first, clerk)
    assert add(other, clerk, name="安全密钥") == ()
    assert enter(first).person_id == enter(other).person_id == clerk.id
    assert RecoveryCode.objects.count() == 10


def test_it_refuses_the_same_one_twice(clerk):
    key = SoftKey()
    add(key, clerk)
    with pytest.raises(Trouble, match="known_already"):
        add(key, clerk)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"origin": "https://desk.example.evil"}, "passkey_unsound"),
        ({"secret": "another cookie"}, "passkey_unsound"),
        ({"at": START + timedelta(minutes=6)}, "passkey_unsound"),
        ({"name": " "}, "invalid_value"),
        ({"name": "x" * 61}, "invalid_value"),
    ],
)
def test_it_refuses_to_keep_what_was_made_elsewhere_or_too_long_ago(clerk, change, code):
    with pytest.raises(Trouble, match=code):
        add(SoftKey(), clerk, **change)
    assert not Passkey.objects.exists()
    assert not Person.objects.get(pk=clerk.id).second_factor


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://desk.example.evil"},
        {"secret": "another cookie"},
        {"secret": ""},
        {"at": START + timedelta(minutes=6)},
        {"at": START - timedelta(minutes=1)},
        {"site": Site("other.example", "https://other.example")},
    ],
)
def test_it_refuses_what_was_signed_elsewhere_or_too_long_ago(clerk, change):
    key = SoftKey()
    add(key, clerk)
    with pytest.raises(Trouble, match="wrong_passkey"):
        enter(key, **change)
    assert not Session.objects.exists()
    assert Entry.objects.filter(action="session.refused", reason="passkey").count() == 1


def test_it_refuses_what_was_sent_before(clerk):
    key = SoftKey()
    add(key, clerk)
    sent = key.signed(passkeys.options_to_enter(SITE, BROWSER, at=START), SITE.origin)
    passkeys.enter(sent, SITE, BROWSER, device=HERE, hours=12, at=START)
    key.count = 0  # even if the counter did not tell
    Passkey.objects.update(sign_count=0)
    with pytest.raises(Trouble, match="wrong_passkey"):
        passkeys.enter(sent, SITE, BROWSER, device=HERE, hours=12, at=START)


def test_it_refuses_a_copy_whose_counter_stayed_behind(clerk):
    key = SoftKey()
    add(key, clerk)
    enter(key)
    enter(key)
    key.count = 0
    with pytest.raises(Trouble, match="wrong_passkey"):
        enter(key)


def test_alone_it_must_have_looked_at_who_holds_it_but_not_after_the_password(clerk, cast):
    key = SoftKey(verified=False)
    add(key, clerk)
    with pytest.raises(Trouble, match="wrong_passkey"):
        enter(key)
    halfway = second.begin(cast["clerk"].username, PASSWORD, device=HERE, hours=12, at=START)
    options = passkeys.options_to_enter(SITE, "", ticket=halfway.ticket, at=START)
    assert [one["id"] for one in json.loads(options)["allowCredentials"]] == [text(key.id)]
    sent = key.signed(options, SITE.origin)
    signed = passkeys.finish(sent, SITE, halfway.ticket, device=HERE, hours=12, at=START)
    assert (signed.person_id, Session.objects.get().way) == (clerk.id, "key")


def test_it_refuses_another_persons_key_at_the_second_step(clerk, cast, actor):
    mine, theirs = SoftKey(), SoftKey()
    add(mine, clerk)
    add(theirs, actor(cast["head"]))
    halfway = second.begin(cast["clerk"].username, PASSWORD, device=HERE, hours=12, at=START)
    options = passkeys.options_to_enter(SITE, "", ticket=halfway.ticket, at=START)
    with pytest.raises(Trouble, match="wrong_passkey"):
        passkeys.finish(theirs.signed(options, SITE.origin), SITE, halfway.ticket, device=HERE, hours=12, at=START)


def test_a_challenge_for_one_step_is_not_good_for_the_other(clerk):
    key = SoftKey()
    add(key, clerk)
    options = json.loads(passkeys.options_to_make(SITE, BROWSER, by=clerk, at=START))
    sent = key.signed(json.dumps({"challenge": options["challenge"], "rpId": SITE.host}), SITE.origin)
    with pytest.raises(Trouble, match="wrong_passkey"):
        passkeys.enter(sent, SITE, BROWSER, device=HERE, hours=12, at=START)


def test_who_left_does_not_come_in(clerk):
    key = SoftKey()
    add(key, clerk)
    Person.objects.filter(pk=clerk.id).update(active=False)
    with pytest.raises(Trouble, match="wrong_passkey"):
        enter(key)


def test_naming_and_removing(clerk, cast, actor):
    key = SoftKey()
    add(key, clerk)
    one = passkeys.mine(clerk)[0]
    passkeys.rename(one.id, "  家里的电脑 ", by=clerk)
    assert passkeys.mine(clerk)[0].name == "家里的电脑"
    head = actor(cast["head"])
    with pytest.raises(Trouble, match="not_found"):
        passkeys.rename(one.id, "x", by=head)
    with pytest.raises(Trouble, match="not_found"):
        passkeys.remove(one.id, PASSWORD, session_id=0, by=head, device=HERE, at=START)
    with pytest.raises(Trouble, match="wrong_password"):
        passkeys.remove(one.id, "wrong", session_id=0, by=clerk, device=HERE, at=START)
    passkeys.remove(one.id, PASSWORD, session_id=0, by=clerk, device=HERE, at=START)
    assert not Person.objects.get(pk=clerk.id).second_factor
    assert not RecoveryCode.objects.exists()


HOSTILE = ["", "x", "[]", "{}", "null", '{"response": 1}', '{"response": {"clientDataJSON": "%%%"}}', "x" * 30_000]
HOSTILE += ['{"response": {"clientDataJSON": "eyJ0eXBlIjogMX0"}}', '{"response": {"clientDataJSON": ""}}', "\ud800"]


@pytest.mark.parametrize("sent", HOSTILE)
def test_whatever_is_sent_is_refused_in_words(clerk, sent):
    with pytest.raises(Trouble, match="wrong_passkey"):
        passkeys.enter(sent, SITE, BROWSER, device=HERE, hours=12, at=START)
    with pytest.raises(Trouble, match="passkey_unsound"):
        passkeys.add(Made(sent, "x", BROWSER), PASSWORD, SITE, session_id=0, by=clerk, device=HERE, at=START)


@pytest.mark.parametrize("part", ["attestationObject", "clientDataJSON"])
def test_a_broken_part_is_refused_in_words(clerk, part):
    for broken in ("", "AAAA", "_w", 7, None, [], "%" * 9):
        options = passkeys.options_to_make(SITE, BROWSER, by=clerk, at=START)
        sent = json.loads(SoftKey().made(options, SITE.origin))
        sent["response"][part] = broken
        with pytest.raises(Trouble, match="passkey_unsound"):
            passkeys.add(
                Made(json.dumps(sent), "x", BROWSER), PASSWORD, SITE, session_id=0, by=clerk, device=HERE, at=START
            )


@pytest.mark.parametrize(
    ("host", "origin", "usable"),
    [
        ("desk.example", "https://desk.example", True),
        ("localhost", "http://localhost:8000", True),
        ("desk.example", "http://desk.example", False),
        ("127.0.0.1", "http://127.0.0.1:8000", False),
        ("[::1]", "https://[::1]", False),
    ],
)
def test_where_browsers_make_passkeys(host, origin, usable):
    assert Site(host, origin).usable is usable
