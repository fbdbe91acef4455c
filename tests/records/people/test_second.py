"""The second factor: codes of a telephone, codes on paper; taken once, slowed down, not got around by the password."""

from datetime import timedelta
from functools import partial

import pyotp
import pytest
from django.db import connection

from tests.conftest import PASSWORD, START
from tests.together import at_once
from zhengwu.records.journal.models import Entry
from zhengwu.records.people import actions, entering, second, sessions, tickets, totp
from zhengwu.records.people.actors import CLOCKWORK
from zhengwu.records.people.devices import Device
from zhengwu.records.people.entering import SignedIn
from zhengwu.records.people.loading import by_session
from zhengwu.records.people.models import Authenticator, Person, RecoveryCode, Session, Spent
from zhengwu.records.troubles import Trouble

HERE = Device("192.0.2.7")
STEP = timedelta(seconds=30)


@pytest.fixture
def clerk(cast, actor):
    return actor(cast["clerk"])


def enrol(by, at=START):
    """Sets codes up; gives the clock of the telephone and the recovery codes."""
    offer = totp.offer(by.id, "clerk", "desk.example", at=at)
    clock = pyotp.TOTP(offer.secret)
    made = second.enrol(offer.ticket, clock.at(at), session_id=0, by=by, device=HERE, at=at)
    return clock, made


def begin(person, at=START):
    return second.begin(person.username, PASSWORD, device=HERE, hours=12, at=at)


def finish(ticket, code, at=START):
    return second.finish(ticket, code, device=HERE, hours=12, at=at)


def test_it_works(clerk, cast):
    clock, made = enrol(clerk)
    assert len(set(made)) == 10
    later = START + STEP * 2
    halfway = begin(cast["clerk"], later)
    assert (halfway.codes, halfway.passkeys) == (True, False)
    assert not Session.objects.exists()
    signed = finish(halfway.ticket, clock.at(later), later)
    assert by_session(signed.secret, at=later).actor.id == clerk.id
    assert Session.objects.get().way == "code"


def test_without_one_the_password_is_enough(cast):
    assert isinstance(begin(cast["clerk"]), SignedIn)


def test_a_code_is_taken_once(clerk, cast):
    clock, _ = enrol(clerk)
    later = START + STEP * 2
    finish(begin(cast["clerk"], later).ticket, clock.at(later), later)
    with pytest.raises(Trouble, match="wrong_code"):
        finish(begin(cast["clerk"], later).ticket, clock.at(later), later)


def test_the_code_that_set_it_up_does_not_open_the_door(clerk, cast):
    clock, _ = enrol(clerk)
    with pytest.raises(Trouble, match="wrong_code"):
        finish(begin(cast["clerk"]).ticket, clock.at(START))


@pytest.mark.parametrize(("drift", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_differ_by_one_step(clerk, cast, drift, taken):
    clock, _ = enrol(clerk)
    later = START + STEP * 10
    ticket = begin(cast["clerk"], later).ticket
    if taken:
        assert finish(ticket, clock.at(later + STEP * drift), later)
    else:
        with pytest.raises(Trouble, match="wrong_code"):
            finish(ticket, clock.at(later + STEP * drift), later)


@pytest.mark.parametrize("shape", ["{0}", " {0} ", "{1}", "{2}"])
def test_a_recovery_code_is_taken_once_however_it_is_typed(clerk, cast, shape):
    _, made = enrol(clerk)
    code = shape.format(made[3], made[3].lower(), made[3].replace("-", ""))
    assert finish(begin(cast["clerk"]).ticket, code)
    assert Session.objects.get().way == "recovery"
    assert second.standing(clerk).recovery_codes == 9
    with pytest.raises(Trouble, match="wrong_code"):
        finish(begin(cast["clerk"]).ticket, code)


def test_it_refuses_another_persons_recovery_code(clerk, cast, actor):
    enrol(clerk)
    _, theirs = enrol(actor(cast["head"]))
    with pytest.raises(Trouble, match="wrong_code"):
        finish(begin(cast["clerk"]).ticket, theirs[0])


def test_nothing_secret_lies_open(clerk):
    clock, made = enrol(clerk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM people_authenticator")
        kept = cursor.fetchone()[0]
    assert clock.secret not in kept
    assert Authenticator.objects.get().secret == clock.secret
    assert not [one for one in RecoveryCode.objects.values_list("mark", flat=True) if one in made]


def test_who_guesses_codes_waits_and_the_password_does_not_help(clerk, cast):
    enrol(clerk)
    for _ in range(5):
        with pytest.raises(Trouble, match="wrong_code"):
            finish(begin(cast["clerk"]).ticket, "000000")
    ticket = begin(cast["clerk"]).ticket  # the password is right, and takes nothing back
    with pytest.raises(Trouble) as caught:
        finish(ticket, "000000")
    assert (caught.value.kind, caught.value.wait) == ("throttled", 31)
    with pytest.raises(Trouble, match="wrong_code"):
        finish(begin(cast["clerk"], START + STEP * 2).ticket, "000000", START + STEP * 2)


def test_a_right_code_ends_the_counting(clerk, cast):
    clock, _ = enrol(clerk)
    later = START + STEP * 2
    for _ in range(4):
        with pytest.raises(Trouble, match="wrong_code"):
            finish(begin(cast["clerk"], later).ticket, "000000", later)
    finish(begin(cast["clerk"], later).ticket, clock.at(later), later)
    for _ in range(4):
        with pytest.raises(Trouble, match="wrong_code"):
            finish(begin(cast["clerk"], later).ticket, "000000", later)


def test_the_api_signs_in_by_password_and_code_only(clerk, cast):
    clock, _ = enrol(clerk)
    later, name = START + STEP * 2, cast["clerk"].username
    with pytest.raises(Trouble, match="second_factor_required"):
        sessions.sign_in(name, PASSWORD, device=HERE, hours=1, at=later)
    with pytest.raises(Trouble, match="wrong_password"):
        sessions.sign_in(name, "wrong", code=clock.at(later), device=HERE, hours=1, at=later)
    assert sessions.sign_in(name, PASSWORD, code=clock.at(later), device=HERE, hours=1, at=later)


def test_half_a_sign_in_does_not_last(clerk, cast):
    clock, _ = enrol(clerk)
    ticket, later = begin(cast["clerk"], START).ticket, START + timedelta(minutes=11)
    with pytest.raises(Trouble, match="step_expired"):
        finish(ticket, clock.at(later), later)


def test_half_a_sign_in_cannot_be_forged(clerk, cast):
    _, made = enrol(clerk)
    ticket, until = begin(cast["clerk"]).ticket, START + timedelta(hours=1)
    for forged in ("", "x", ticket[:-6] + "AAAAA=", tickets.issue("something else", {"person": 1}, until=until)):
        with pytest.raises(Trouble, match="step_expired"):
            finish(forged, made[0])


def test_half_a_sign_in_is_good_once(clerk, cast):
    _, made = enrol(clerk)
    ticket = begin(cast["clerk"]).ticket
    finish(ticket, made[0])
    with pytest.raises(Trouble, match="used_already"):
        finish(ticket, made[1])


def test_half_a_sign_in_ends_with_the_password(clerk, cast):
    _, made = enrol(clerk)
    ticket = begin(cast["clerk"]).ticket
    sessions.change_password(PASSWORD, "moon-over-hill-88", session_id=0, by=clerk, device=HERE, at=START)
    with pytest.raises(Trouble, match="step_expired"):
        finish(ticket, made[0])


def test_setting_up_ends_the_other_sessions(clerk, cast):
    here = begin(cast["clerk"])
    there = begin(cast["clerk"])
    offer = totp.offer(clerk.id, "clerk", "desk", at=START)
    code = pyotp.TOTP(offer.secret).at(START)
    second.enrol(offer.ticket, code, session_id=here.session_id, by=clerk, device=HERE, at=START)
    assert by_session(here.secret, at=START)
    assert by_session(there.secret, at=START) is None


def test_it_refuses_to_set_up_by_a_wrong_code_too_late_or_for_another(clerk, cast, actor):
    offer = totp.offer(clerk.id, "clerk", "desk", at=START)
    code = pyotp.TOTP(offer.secret).at(START)
    for by, typed, at, wrong in (
        (clerk, "000000" if code != "000000" else "000001", START, "wrong_code"),
        (actor(cast["head"]), code, START, "offer_expired"),
        (clerk, pyotp.TOTP(offer.secret).at(START + STEP * 70), START + STEP * 70, "offer_expired"),
    ):
        with pytest.raises(Trouble, match=wrong):
            second.enrol(offer.ticket, typed, session_id=0, by=by, device=HERE, at=at)
    assert not Authenticator.objects.exists()


def test_a_wrong_code_leaves_the_picture_as_it_was(clerk):
    offer = totp.offer(clerk.id, "clerk", "desk", at=START)
    assert totp.offer(clerk.id, "clerk", "desk", at=START, ticket=offer.ticket) == offer
    assert totp.offer(clerk.id + 1, "other", "desk", at=START, ticket=offer.ticket).secret != offer.secret


def test_switching_off_needs_password_and_code(clerk, cast):
    clock, _ = enrol(clerk)
    later = START + STEP * 2
    for password, code, wrong in (("wrong", clock.at(later), "wrong_password"), (PASSWORD, "000000", "wrong_code")):
        with pytest.raises(Trouble, match=wrong):
            second.switch_off(password, code, session_id=0, by=clerk, device=HERE, at=later)
    second.switch_off(PASSWORD, clock.at(later), session_id=0, by=clerk, device=HERE, at=later)
    assert isinstance(begin(cast["clerk"], later), SignedIn)
    assert not RecoveryCode.objects.exists()
    kept = Entry.objects.filter(action__startswith="second_factor").values_list("action", flat=True)
    assert list(kept.order_by("id")) == ["second_factor.added", "second_factor.removed"]


def test_new_recovery_codes_end_the_old_ones(clerk, cast):
    _, old = enrol(clerk)
    new = second.new_recovery_codes(PASSWORD, by=clerk, device=HERE, at=START)
    with pytest.raises(Trouble, match="wrong_code"):
        finish(begin(cast["clerk"]).ticket, old[0])
    assert finish(begin(cast["clerk"]).ticket, new[0])


def test_who_is_locked_out_is_let_in_by_who_may(clerk, cast, actors):
    enrol(clerk)
    with pytest.raises(Trouble, match="forbidden"):
        actions.take_second_factor(clerk.id, reason="x", by=actors["head"], at=START)
    actions.take_second_factor(clerk.id, reason="手机丢失", by=actors["administrator"], at=START)
    assert isinstance(begin(cast["clerk"]), SignedIn)
    entry = Entry.objects.get(action="second_factor.taken_away")
    assert (entry.actor_name, entry.reason) == (actors["administrator"].name, "手机丢失")
    with pytest.raises(Trouble, match="not_enrolled"):
        actions.take_second_factor(clerk.id, reason="x", by=CLOCKWORK, at=START)


def test_a_post_may_ask_for_one(clerk, cast, settings):
    signed = begin(cast["clerk"])
    assert not by_session(signed.secret, at=START).must_enrol
    settings.SECOND_FACTOR_POSTS = frozenset({"clerk"})
    assert by_session(signed.secret, at=START).must_enrol
    head = begin(cast["head"])
    assert not by_session(head.secret, at=START).must_enrol
    Person.objects.filter(pk=clerk.id).update(second_factor=True)
    assert not by_session(signed.secret, at=START).must_enrol


def test_what_is_past_is_forgotten(clerk, cast):
    _, made = enrol(clerk)
    finish(begin(cast["clerk"]).ticket, made[0])
    assert Spent.objects.count() == 1
    sessions.forget(before=START + timedelta(days=2))
    assert not Spent.objects.exists()
    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_code_opens_one_door_of_many_at_once(cast, actor):
    _, made = enrol(actor(cast["clerk"]))
    held = [begin(cast["clerk"]).ticket for _ in range(4)]

    found = at_once(*(partial(finish, ticket, made[0]) for ticket in held))
    assert sum(isinstance(one, SignedIn) for one in found) == 1, found
    assert {one.code for one in found if isinstance(one, Trouble)} == {"wrong_code"}


def test_the_session_check_is_one_statement_and_writes_seldom(cast, django_assert_num_queries):
    signed = begin(cast["clerk"])
    with django_assert_num_queries(1):
        by_session(signed.secret, at=START + timedelta(minutes=9))
    with django_assert_num_queries(2):
        by_session(signed.secret, at=START + timedelta(minutes=11))
    with django_assert_num_queries(1):
        by_session(signed.secret, at=START + timedelta(minutes=12))
    assert Session.objects.get().seen_at == START + timedelta(minutes=11)


def test_an_unfamiliar_device_is_told(cast):
    person = Person.objects.get(pk=cast["clerk"].pk)
    first = entering.opened(person, way="password", device=HERE, hours=1, at=START)
    entering.opened(person, way="password", device=Device(key=first.device_key), hours=1, at=START)
    entering.opened(person, way="password", device=HERE, hours=1, at=START)
    assert list(Session.objects.order_by("id").values_list("unfamiliar", flat=True)) == [False, False, True]
