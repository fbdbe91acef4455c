"""Lists of bodies and people: who is in them, how they are narrowed, and that they end where a reach ends."""

from datetime import date, timedelta

import pytest

from tests.conftest import SINCE, START
from zhengwu.records.moments import day_of
from zhengwu.records.people import actions
from zhengwu.records.people.models import Appointment, Person
from zhengwu.records.staffing import attention, directory, substitutes
from zhengwu.records.staffing.directory import Wanted
from zhengwu.records.troubles import Trouble

TODAY = day_of(START)
EVERYBODY = Wanted()


def names(found):
    return {one.name for one in found}


def test_it_works(district, actors):
    found = directory.bodies(actors["administrator"], on=TODAY, limit=10)
    assert [one.short_name for one in found] == ["区政府", "审批局", "服务站", "民政局"]
    bureau = found[1]
    assert (bureau.units, bureau.people, bureau.leader) == (2, 5, "机关负责人甲")


@pytest.mark.parametrize(("text", "short"), [("审批", ["审批局"]), ("QHMZ", ["民政局"]), ("100%", []), ("_", [])])
def test_bodies_are_found_by_name_and_prefix(district, actors, text, short):
    found = directory.bodies(actors["administrator"], on=TODAY, text=text, limit=10)
    assert [one.short_name for one in found] == short


def test_bodies_are_paged_by_their_path(district, actors):
    by = actors["administrator"]
    first = directory.bodies(by, on=TODAY, limit=3)
    rest = directory.bodies(by, on=TODAY, after=first[-1].path, limit=3)
    assert [one.short_name for one in first + rest] == ["区政府", "审批局", "服务站", "民政局"]


def test_a_leader_whose_time_is_over_is_none(district, actors, cast):
    Appointment.objects.filter(person=cast["leader"]).update(until=TODAY - timedelta(days=1))
    lacking = directory.bodies(actors["administrator"], on=TODAY, lacking=True, limit=10)
    assert "审批局" in {one.short_name for one in lacking}


def test_people_end_where_a_reach_ends(district, actors, hire):
    hire("clerk", district.foreign, name="外区人")
    assert "外区人" not in names(directory.people_of(actors["administrator"], EVERYBODY, on=TODAY, limit=50))
    with pytest.raises(Trouble, match="forbidden"):
        directory.people_of(actors["clerk"], EVERYBODY, on=TODAY, limit=50)


def test_people_are_narrowed_by_body_post_state_and_text(district, actors, cast):
    by = actors["administrator"]

    def found(**wanted):
        return names(directory.people_of(by, Wanted(**wanted), on=TODAY, limit=50))

    assert found(body_id=district.bureau, post="head") == {"公开机构负责人甲"}
    assert found(text="handler") == {"承办人甲"}
    assert found(state="left") == set()
    Person.objects.filter(pk=cast["clerk"].pk).update(active=False)
    Appointment.objects.filter(person=cast["handler"]).update(until=SINCE)
    assert found(state="left") == {"登记员甲"}
    assert found(state="idle") == {"承办人甲"}


def test_the_account_tells_sessions_and_second_factor(cast, actors, district):
    by = actors["administrator"]
    cast["clerk"].sessions.create(digest="a", since=START, until=START + timedelta(hours=1), seen_at=START)
    found = directory.account(by, cast["clerk"].pk, START)
    assert (found.sessions, found.last_at, found.second_factor, found.cases) == (1, START, False, 0)
    assert not found.beyond
    Appointment.objects.create(person=cast["clerk"], body_id=district.foreign, post="clerk", since=TODAY)
    after = directory.account(by, cast["clerk"].pk, START + timedelta(hours=2))
    assert (after.sessions, after.beyond) == (0, True)


def test_what_wants_attention_is_counted(district, actors, cast):
    by = actors["administrator"]
    before = attention.attention(by, START)
    assert (before.bodies, before.leaderless, before.people, before.idle) == (4, 3, 8, 0)
    Appointment.objects.filter(person=cast["leader"]).update(until=SINCE)
    Person.objects.filter(pk=cast["clerk"].pk).update(must_change_password=True)
    after = attention.attention(by, START)
    assert (after.leaderless, after.idle, after.unused) == (4, 1, 1)
    assert attention.attention(actors["head"], START).bodies == 1


@pytest.fixture
def leave(actors, cast):
    """The reviewer is on leave for a week from today; the handler stands in."""
    held = Appointment.objects.get(person=cast["reviewer"])
    until = TODAY + timedelta(days=7)
    actions.substitute(
        held.pk, person_id=cast["handler"].pk, since=TODAY, until=until, by=actors["administrator"], at=START
    )
    return held, until


def test_who_stands_in_is_known_while_it_lasts(cast, leave):
    _held, until = leave
    (found,) = substitutes.standing_in(cast["handler"].pk, TODAY)
    assert (found.name, found.post, found.until) == (cast["reviewer"].name, "reviewer", until)
    assert substitutes.standing_in(cast["handler"].pk, until + timedelta(days=1)) == ()
    assert substitutes.standing_in(cast["reviewer"].pk, TODAY) == ()


def concerns(actors, held, person, since, until):
    by = actors["administrator"]
    posts = directory.posts_of(by, held.person_id) + directory.posts_of(by, person.pk)
    lent = directory.post(by, held.pk)
    return {one.code for one in substitutes.concerns(lent, posts, person.pk, person.name, since, until)}


def test_what_speaks_against_a_substitute_is_told(actors, cast, leave):
    held, until = leave
    day = timedelta(days=1)
    assert concerns(actors, held, cast["reviewer"], TODAY, until) == {"oneself", "held_already", "another", "away"}
    assert concerns(actors, held, cast["handler"], TODAY, until) == {"held_already", "own_proposals"}
    assert concerns(actors, held, cast["head"], TODAY, TODAY - day) >= {"backwards"}
    assert concerns(actors, held, cast["clerk"], until + day, until + day) == {"own_proposals"}
    audit = Appointment.objects.get(person=cast["auditor"])
    assert concerns(actors, audit, cast["administrator"], TODAY, until) == {"watches_oneself"}


def test_a_list_ends_with_its_limit_and_goes_on(actors):
    by = actors["administrator"]
    first = directory.people_of(by, EVERYBODY, on=date(2026, 1, 4), limit=5)
    rest = directory.people_of(by, EVERYBODY, on=date(2026, 1, 4), after=first[-1].id, limit=5)
    assert len(first + rest) == 8
