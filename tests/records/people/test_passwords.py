from datetime import timedelta

import pytest

from tests.conftest import PASSWORD, START
from tests.together import at_once
from zhengwu.records.people import passwords, sessions, throttle
from zhengwu.records.people.models import OldPassword, Person, Session
from zhengwu.records.people.sessions import Device
from zhengwu.records.troubles import Trouble

HERE = Device("192.0.2.7")


def sign_in(person, password=PASSWORD, at=START, device=HERE):
    return sessions.sign_in(person.username, password, device=device, hours=12, at=at)


def change(person, actor, old, new, at=START):
    sessions.change_password(old, new, session_id=0, by=actor(person), device=HERE, at=at)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short-9-x", "password_length"), ("x" * 129, "password_length"), ("password123", "password_common"),
        ("qwertyuiop", "password_common"), ("clerk1-clerk1", "password_like_name"), (PASSWORD, "password_used"),
    ],
)  # fmt: skip
def test_it_refuses_a_weak_password(cast, actor, password, code):
    person = cast["clerk"]
    Person.objects.filter(pk=person.pk).update(username="clerk1clerk1")
    OldPassword.objects.create(person=person, password=person.password, since=START)
    person.refresh_from_db()
    with pytest.raises(Trouble) as refused:
        passwords.check(password, person)
    assert refused.value.code == code


def test_the_last_five_passwords_are_not_taken_again(cast, actor):
    person, current = cast["clerk"], PASSWORD
    for turn in range(6):
        change(person, actor, current, f"moon-over-hill-{turn}")
        current = f"moon-over-hill-{turn}"
    for turn in range(1, 6):
        with pytest.raises(Trouble, match="password_used"):
            change(person, actor, current, f"moon-over-hill-{turn}")
        throttle.succeed(person.username, HERE.address)
    change(person, actor, current, "moon-over-hill-0")
    assert OldPassword.objects.filter(person=person).count() <= 6


def test_a_secret_is_never_stored(cast):
    secret = sign_in(cast["clerk"]).secret
    row = Session.objects.get()
    assert secret not in (row.digest, row.device)
    assert row.digest == passwords.digest(secret)


def test_guessing_gets_slower_and_says_how_long(cast):
    codes, waits, at = [], [], START
    for _ in range(20):
        with pytest.raises(Trouble) as refused:
            sign_in(cast["clerk"], "wrong-wrong-1", at, Device(f"192.0.2.{len(codes)}"))
        codes.append(refused.value.code)
        waits.append(refused.value.wait)
        at += timedelta(seconds=refused.value.wait)
    assert codes[:5] == ["wrong_password"] * 5
    assert codes[5:] == ["throttled", "wrong_password"] * 7 + ["throttled"]
    assert [wait for wait in waits if wait] == [31, 61, 121, 241, 481, 901, 901, 901]


def test_while_waiting_even_the_right_password_waits(cast):
    for _ in range(5):
        with pytest.raises(Trouble, match="wrong_password"):
            sign_in(cast["clerk"], "wrong-wrong-1")
    with pytest.raises(Trouble) as refused:
        sign_in(cast["clerk"])
    assert (refused.value.kind, refused.value.wait) == ("throttled", 31)
    assert sign_in(cast["clerk"], at=START + timedelta(seconds=31))
    assert sign_in(cast["clerk"], at=START + timedelta(seconds=31))
    assert sign_in(cast["head"])


def test_one_address_that_tries_many_names_waits_too(cast):
    for turn in range(30):
        with pytest.raises(Trouble, match="wrong_password"):
            sessions.sign_in(f"name{turn}", "wrong", device=HERE, hours=1, at=START)
    with pytest.raises(Trouble, match="throttled"):
        sign_in(cast["clerk"])
    assert sign_in(cast["clerk"], device=Device("192.0.2.8"))
    assert throttle.forget(before=START + timedelta(days=2)) > 30


def test_a_day_of_quiet_forgets(cast):
    for _ in range(4):
        with pytest.raises(Trouble, match="wrong_password"):
            sign_in(cast["clerk"], "wrong")
    for _ in range(4):
        with pytest.raises(Trouble, match="wrong_password"):
            sign_in(cast["clerk"], "wrong", START + timedelta(days=1, seconds=1))


@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_gain_nothing(cast):
    results = at_once(*[lambda: sign_in(cast["clerk"], "wrong") for _ in range(12)])
    codes = [trouble.code for trouble in results]
    assert codes.count("wrong_password") == 5
    assert codes.count("throttled") == 7
