"""Every operation of the foundation × every post × what is within reach and what is not."""

import re

import pytest

from zhengwu.api.door import api
from zhengwu.records.organs.models import Unit
from zhengwu.records.people.models import Appointment
from zhengwu.records.people.rights import POSTS

ALL = frozenset(POSTS)
ADMINISTRATOR = frozenset({"administrator"})
READERS = frozenset({"head", "leader", "supervisor", "auditor", "administrator"})  # of other people
NAME = {"name": "新名"}
BODY = {"name": "青禾区新局", "short_name": "新局", "kind": "agency", "number_prefix": "QHX"}
POST = {"post": "clerk", "body_id": "{body}", "since": "2026-01-01"}
LEAVE = {"person_id": "{other}", "since": "2026-01-01", "until": "2026-01-02"}
TOKEN = {"name": "系统", "body_id": "{body}", "scopes": ["case.read"], "until": "2000-01-01T00:00:00Z"}

# Method, path, what is sent, who may; what others and what a foreign object get (None: there is no such distinction).
TABLE = [
    ("GET", "/api/me", None, ALL, None, None),
    ("GET", "/api/sessions", None, ALL, None, None),
    ("DELETE", "/api/sessions/999", None, frozenset(), 404, None),
    ("POST", "/api/me/password", {"old": "x", "new": "y"}, frozenset(), 401, None),
    ("DELETE", "/api/session", None, ALL, None, None),
    ("GET", "/api/bodies", None, ALL, None, None),
    ("GET", "/api/bodies/tree", None, ALL, None, None),
    ("GET", "/api/bodies/{body}", None, ALL, None, None),
    ("GET", "/api/bodies/{body}/units", None, ALL, None, None),
    ("POST", "/api/bodies", {**BODY, "parent_id": "{body}"}, ADMINISTRATOR, 403, 403),
    ("PUT", "/api/bodies/{body}", BODY, ADMINISTRATOR, 403, 403),
    ("POST", "/api/bodies/{body}/move", {"parent_id": "{affairs}"}, ADMINISTRATOR, 403, 403),
    ("POST", "/api/bodies/{station}/close", None, ADMINISTRATOR, 403, 403),
    ("POST", "/api/bodies/{body}/units", NAME, ADMINISTRATOR, 403, 403),
    ("PUT", "/api/units/{unit}", NAME, ADMINISTRATOR, 403, 403),
    ("POST", "/api/units/{unit}/close", None, ADMINISTRATOR, 403, 403),
    ("GET", "/api/people", None, ALL, None, None),
    ("GET", "/api/people/{person}", None, READERS, 404, 404),
    ("GET", "/api/people/{person}/appointments", None, READERS, 404, 404),
    ("POST", "/api/people", {"username": "neu", "name": "新人", "post": POST}, ADMINISTRATOR, 403, 403),
    ("POST", "/api/people/{person}/appointments", {**POST, "post": "head"}, ADMINISTRATOR, 403, 403),
    ("POST", "/api/people/{person}/password", None, ADMINISTRATOR, {403, 404}, 404),
    ("POST", "/api/people/{person}/retire", None, ADMINISTRATOR, {403, 404}, 404),
    ("POST", "/api/appointments/{held}/dismiss", {"last_day": "2026-01-01"}, ADMINISTRATOR, {403, 404}, 404),
    ("POST", "/api/appointments/{held}/substitute", LEAVE, ADMINISTRATOR, {403, 404}, 404),
    ("GET", "/api/tokens", None, ALL, None, None),
    ("POST", "/api/tokens", TOKEN, ADMINISTRATOR, {403, 422}, None),
    ("DELETE", "/api/tokens/999", None, frozenset(), 404, None),
    ("GET", "/api/journal", None, ALL, None, None),
    ("GET", "/api/journal/verify", None, ALL, None, None),
]


@pytest.fixture
def things(district, cast, hire):
    """Ids within the reach of the administrator, and the same kinds of things in a foreign district."""
    own, foreign = hire("clerk", district.bureau), hire("clerk", district.foreign)
    held = {person.pk: Appointment.objects.get(person=person).pk for person in (own, foreign)}
    near = {
        "body": district.bureau, "station": district.station, "affairs": district.affairs,
        "unit": district.other_unit, "person": own.pk, "held": held[own.pk], "other": cast["handler"].pk,
    }  # fmt: skip
    far = {
        **near,
        "body": district.foreign,
        "station": district.foreign,
        "person": foreign.pk,
        "held": held[foreign.pk],
    }
    far["unit"] = Unit.objects.create(body_id=district.foreign, name="远方科").pk
    return near, far


def filled(value, ids):
    """The value with its {names} replaced; a value that is nothing else becomes the number."""
    match value:
        case dict():
            return {key: filled(inner, ids) for key, inner in value.items()}
        case str() if re.fullmatch(r"\{\w+\}", value):
            return ids[value[1:-1]]
        case str() if "{" in value:
            return value.format(**ids)
    return value


def said(status, wanted):
    return status in (wanted if isinstance(wanted, set) else {wanted})


def test_the_table_names_every_operation_of_the_foundation():
    ours = {"sessions", "bodies", "people", "tokens", "journal"}
    described = {
        (method.upper(), len(path.split("/")), path.split("/")[2])
        for path, ways in api.get_openapi_schema(path_prefix="/api/")["paths"].items()
        for method, operation in ways.items()
        if set(operation["tags"]) & ours
    }
    table = {(method, len(path.split("/")), path.split("/")[2]) for method, path, *_ in TABLE}
    assert described - table == {("POST", 3, "session")}


@pytest.mark.parametrize("post", POSTS)
@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]} {row[1]}")
def test_a_post_does_what_it_may_and_nothing_else(things, cast, desk, post, row):
    method, path, sent, may, otherwise, foreign = row
    near, far = things
    person = desk(cast[post])
    if foreign is not None:
        response = person.ask(method, filled(path, far), filled(sent, far))
        assert said(response.status_code, {foreign, 404, 403}), response.said
        assert post != "administrator" or response.status_code == foreign, response.said
    response = person.ask(method, filled(path, near), filled(sent, near))
    if post not in may:
        assert said(response.status_code, otherwise), response.said
    elif path == "/api/tokens" and sent:
        assert response.said["where"] == "until"  # the shape and the right hold; the time is past on purpose
    else:
        assert response.status_code in {200, 201, 204}, response.said
