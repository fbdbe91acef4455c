"""Whatever comes in, the answer is one of ours: the same shape for every failure, and never a 500."""

import json

import orjson
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhengwu.api import faults

SHAPE = {"code", "message", "where", "advice", "id"}
DEEP = b'{"username":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
HOSTILE = {
    b'{"username":"a\\u0000","password":"x"}': 422,
    b'{"username":"\\ud800","password":"x"}': 422,
    b'{"username":"\xff","password":"x"}': 422,
    b'{"username":"a","password":"x","admin":true}': 422,
    b'{"username":1e400,"password":"x"}': 422,
    b'{"username":' + b"9" * 5000 + b',"password":"x"}': 422,
    b'{"username":NaN,"password":"x"}': 422,
    b'{"username":"a","password":null}': 422,
    b'{"username":"","password":"x"}': 422,
    b'{"username":{"a":{}},"password":[]}': 422,
    b'{"username":"' + b"a" * 201 + b'","password":"x"}': 422,
    DEEP: 422,
    b'{"a":' * 40 + b"1" + b"}" * 40: 422,
    b"[]": 422, b"null": 422, b'"text"': 422, b"1": 422, b"": 422, b"{": 422, b"\x00": 422, b"\xef\xbb\xbf{}": 422,
    b'{"username":"a","password":"x"}' + b" " * 3_000_000: 413,
}  # fmt: skip


def sane(response, status=None):
    said = orjson.loads(response.content)
    assert set(said) == SHAPE, said
    assert set(said["message"]) == set(said["advice"]) == {"zh", "en"}
    assert b"Traceback" not in response.content
    assert response.headers["Content-Type"] == "application/json"
    assert response.status_code == status or (status is None and response.status_code in faults.PLAIN), said
    assert response.status_code != 500
    return said


@pytest.mark.parametrize(("body", "status"), HOSTILE.items(), ids=lambda value: str(value)[:40])
def test_it_refuses_a_hostile_body(db, desk, body, status):
    sane(desk().generic("POST", "/api/session", body, content_type="application/json"), status)


@pytest.mark.parametrize(
    "kind",
    ["", "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"],
)
def test_it_refuses_another_media_type(db, desk, kind):
    sane(desk().generic("POST", "/api/session", b'{"username":"a","password":"b"}', content_type=kind), 415)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/nothing", 404), ("GET", "/api/bodies/9", 404), ("PATCH", "/api/bodies/9", 405),
        ("GET", "/api/bodies/0", 422), ("GET", "/api/bodies/-1", 422), ("GET", "/api/bodies/x", 422),
        ("GET", "/api/me", 401), ("BREW", "/api/me", 405), ("GET", "/api/bodies/../me", 404),
        ("GET", "/api/bodies/" + "9" * 30, 422), ("GET", "/api/bodies/%00", 400), ("GET", "/api/bodies?after=%00", 400),
        ("GET", "/api/bodies?after=%FF%FE", 422), ("GET", "/api/bodies?limit=0", 422),
        ("GET", "/api/bodies?limit=201", 422), ("GET", "/api/bodies?limit=1e9", 422),
        ("GET", "/api/bodies?parent_id=" + "9" * 40, 422), ("GET", "/api/bodies?after=" + "A" * 500, 422),
        ("GET", "/api/bodies/%E5%B1%80", 422),
    ],
)  # fmt: skip
def test_it_refuses_an_address_that_is_none(db, desk, method, path, status):
    response = desk().generic(method, path)
    sane(response, status)
    assert (status == 405) == ("Allow" in response.headers)


@pytest.mark.parametrize(
    "after",
    ["x", "WzFd", "WyIxIl0", "W10", "WzEsMl0", "Wy0xXQ", "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5XQ", "WzEuNV0", "W3RydWVd", "密"],
)
def test_a_cursor_that_is_none_of_ours_is_refused(db, desk, after):
    response = desk().get("/api/bodies", {"after": after})
    if after == "WzFd":  # the one that is: [1]
        assert response.status_code == 200
    else:
        assert sane(response, 422)["code"] == "bad_cursor"


def test_a_mistake_names_its_place_in_both_languages(cast, desk, district):
    post = {"post": "king", "body_id": 1, "since": "2026-01-01"}
    said = sane(
        desk(cast["administrator"]).ask("POST", "/api/people", {"username": "x", "name": "x", "post": post}), 422
    )
    assert said["where"] == "body.said.post.post"
    assert "不在可选范围内" in said["message"]["zh"]


def test_a_bad_token_is_refused_whatever_cookie_comes_with_it(cast, desk):
    clerk = desk(cast["clerk"])
    for header in ("Bearer x", "Bearer", "Basic eDp5", "", "Bearer \xff"):
        sane(clerk.ask("GET", "/api/me", Authorization=header), 401)
        sane(clerk.ask("GET", "/api/bodies", Authorization=header), 401)


def test_a_foreign_host_is_refused(db, desk):
    sane(desk().get("/api/bodies", headers={"host": "evil.example"}), 400)


def test_every_answer_carries_the_security_headers(db, desk):
    for path in ("/api/bodies", "/api/none", "/healthz", "/api/openapi.json"):
        headers = desk().get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert int(headers["Content-Length"]) > 0
        assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_a_fault_of_ours_is_logged_under_the_id_that_is_told(cast, desk, caplog):
    administrator = desk(cast["administrator"])
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE people_token")
    response = administrator.ask("GET", "/api/tokens")
    assert (response.status_code, set(response.said)) == (500, SHAPE)
    assert response.said["id"] in caplog.text
    assert "people_token" in caplog.text
    assert "people_token" not in response.content.decode()


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()))
    | st.just("2026-01-01"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["name", "post", "body_id", "parent_id", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)
BODIES = st.dictionaries(
    st.sampled_from(["name", "short_name", "username", "post", "parent_id", "scopes", "until", "since"]), VALUES
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=BODIES,
    path=st.sampled_from(
        ["bodies", "bodies/1/move", "bodies/1/units", "people", "people/1/appointments", "tokens", "me/password"]
    ),
)
def test_no_body_makes_a_fault(administrator, body, path):
    response = administrator.generic("POST", f"/api/{path}", json.dumps(body).encode(), content_type="application/json")
    if response.status_code >= 400:
        sane(response)


@pytest.fixture
def administrator(cast, desk):
    return desk(cast["administrator"])
