"""The cast: a fictional district, 青禾区, with a person for every post. Nobody here exists."""

import gc
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import _lru_cache_wrapper, lru_cache

import orjson
import pytest
from django.db import transaction
from django.test import Client

from tests import tables
from zhengwu.records.journal.models import Chain, Entry
from zhengwu.records.library import across as library_across
from zhengwu.records.library import listing as library_listing
from zhengwu.records.organs import actions as organs
from zhengwu.records.organs.actions import Describing
from zhengwu.records.organs.models import Body, Unit
from zhengwu.records.people.actors import CLOCKWORK, Actor, Held
from zhengwu.records.people.models import Appointment, Person
from zhengwu.records.people.rights import POSTS
from zhengwu.records.reports import checking, standing, territory
from zhengwu.records.timetable.queries import forget
from zhengwu.statute.identifiers import uscc

REMEMBERING = (
    "zhengwu.records.reports",
    "zhengwu.records.items",
    "zhengwu.records.bundles",
    "zhengwu.portal",
)  # a bounded cache there is keyed by ids of rows
LEFT = (Body, Unit, Chain, Entry)  # of what the district is made on file
_left = []
START = datetime(2026, 1, 4, 1, tzinfo=UTC)
SINCE = date(2020, 1, 1)
PASSWORD = "qinghe-lake-7431"  # of everybody in the tests


def pytest_collection_modifyitems(items):
    """What takes long comes first, so that no process is left alone with it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish():
    """What was collected stays to the end: the garbage collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The database of this process, where pytest-django would make one anew."""
    with django_db_blocker.unblock():
        database = tables.made()
        database.__enter__()
    yield
    with django_db_blocker.unblock():
        database.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def memories_forgotten():
    """What this process remembers of the calendar and of issued reports ends with the test that put it there."""
    yield
    forget()
    for one in (checking, standing, territory, library_across, library_listing):
        one.forget()
    for one in _memories(len(sys.modules)):
        one.cache_clear()


@lru_cache(maxsize=1)
def _memories(_modules):
    """The bounded caches of what is loaded: looked for again only when another module has come."""
    names = [name for name in sys.modules if name.startswith(REMEMBERING)]
    found = [one for name in names for one in vars(sys.modules[name]).values() if isinstance(one, _lru_cache_wrapper)]
    return [one for one in found if one.cache_parameters()["maxsize"]]


@dataclass(frozen=True)
class District:
    """Ids of the bodies: a government, two departments below it, an agency below the first, and a foreign district."""

    government: int
    bureau: int
    affairs: int
    station: int
    foreign: int
    intake_unit: int
    other_unit: int


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    """What a module puts on file once, for all of its tests: what a test adds is undone after it, the rest at the end.

    Fixtures of a module's scope that ask for this one may write; beside them its tests need `db`, as always.
    """
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        yield
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


def establish_district():
    """The district of the tests. Where nothing is on file yet, its rows are those that `_established` once left."""
    if any(model.objects.exists() for model in LEFT):
        return _established()
    if not _left:
        district = _established()
        _left.append((district, [list(model.objects.order_by("pk")) for model in LEFT]))
        return district
    district, rows = _left[0]
    for model, left in zip(LEFT, rows, strict=True):
        model.objects.bulk_create(left)
    return district


def _established():
    """青禾区人民政府 › 行政审批局 (› 政务服务站), 民政局; and 云溪区人民政府, which has nothing to do with it."""

    def body(name, short, kind, prefix, parent=None):
        code = f"11990101MB{Body.objects.count() + 1:07d}"
        code += uscc.check_sign(code)
        facts = Describing(name, short, kind, prefix, code, address=f"{short}一楼", phone="000-00000000")
        return organs.establish(facts, parent_id=parent, by=CLOCKWORK, at=START)

    government = body("青禾区人民政府", "区政府", "government", "QH")
    bureau = body("青禾区行政审批局", "审批局", "department", "QHSP", government)
    affairs = body("青禾区民政局", "民政局", "department", "QHMZ", government)
    station = body("青禾区政务服务站", "服务站", "agency", "QHFW", bureau)
    foreign = body("云溪区人民政府", "云溪", "government", "YX")
    units = [organs.establish_unit(body_id=bureau, name=name, by=CLOCKWORK, at=START) for name in ("公开科", "审批科")]
    return District(government, bureau, affairs, station, foreign, *units)


@pytest.fixture
def district(db):
    """青禾区 and its foreign neighbour."""
    return establish_district()


def appointed(post, body_id, unit_id=None, name=None):
    """Puts a person into a post, and gives the person."""
    count = Person.objects.count() + 1
    person = Person(username=f"{post}{count}", name=name or f"{POSTS[post]}{count}")
    person.set_password(PASSWORD)
    person.save()
    Appointment.objects.create(person=person, body_id=body_id, unit_id=unit_id, post=post, since=SINCE)
    return person


@pytest.fixture
def hire(db):
    """A function that puts a person into a post, and gives the person."""
    return appointed


def everybody(district):
    """One person for every post of 行政审批局, by post; administrator, supervisor and auditor at the government."""
    above = {"supervisor", "auditor", "administrator"}
    place = {post: district.government if post in above else district.bureau for post in POSTS}
    return {post: appointed(post, place[post], name=f"{POSTS[post]}甲") for post in POSTS}


@pytest.fixture
def cast(district):
    """The people of 青禾区, by post."""
    return everybody(district)


def acting(person):
    """The actor that a person is."""
    rows = Appointment.objects.filter(person=person).select_related("body").order_by("id")
    held = tuple(Held(row.post, row.body_id, row.body.path, row.unit_id) for row in rows)
    return Actor("person", person.pk, person.name, held)


@pytest.fixture
def actor(db):
    """A function from a person to the actor they are."""
    return acting


@pytest.fixture
def actors(cast, actor):
    """The cast as actors, by post."""
    return {post: actor(person) for post, person in cast.items()}


class Desk(Client):
    """A browser that speaks JSON and, once signed in, carries its anti-forgery token."""

    def ask(self, method, path, said=None, **headers):
        """Sends JSON; gives the response, whose `said` is what it answers."""
        content = b"" if said is None else orjson.dumps(said)
        response = self.generic(method, path, content, content_type="application/json", headers=headers)
        response.said = orjson.loads(response.content) if response.content else None
        return response

    def sign_in(self, person, password=PASSWORD):
        """Signs in and remembers the token."""
        response = self.ask("POST", "/api/session", {"username": person.username, "password": password})
        assert response.status_code == 201, response.said
        self.defaults["HTTP_X_CSRF_TOKEN"] = response.said["csrf"]
        return self


@pytest.fixture
def desk(db):
    """A function that signs a person in and gives their desk; nobody's desk without a person."""

    def seated(person=None):
        desk = Desk(raise_request_exception=False)
        return desk.sign_in(person) if person else desk

    return seated
