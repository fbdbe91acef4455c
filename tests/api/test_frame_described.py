"""What the API says of itself, and whether it keeps its word."""

import re
from datetime import timedelta

import pytest

from zhengwu.api import moment
from zhengwu.api.door import FAILURES, api
from zhengwu.records.moments import day_of
from zhengwu.records.outbox import actions as outbox
from zhengwu.records.timetable import queries as timetable

METHODS = {"get", "post", "put", "delete", "patch"}


@pytest.fixture(scope="module")
def described():
    return api.get_openapi_schema(path_prefix="/api/")


def operations(described):
    return [(path, method, said) for path, ways in described["paths"].items() for method, said in ways.items()]


def test_it_works(db, desk):
    response = desk().get("/api/openapi.json")
    assert response.status_code == 200
    assert response.json()["paths"]["/api/bodies/{body_id}"]["get"]["summary"] == "Body"


def test_every_operation_is_told_whole(described):
    for path, method, said in operations(described):
        assert said.get("description"), path
        answers = {int(status) for status in said["responses"]}
        assert answers > set(FAILURES), (path, method)
        assert len(answers & {200, 201, 204}) == 1, (path, method)


def test_no_list_that_goes_on_is_without_a_bound(described):
    for path, _, said in operations(described):
        bounds = {parameter["name"]: parameter["schema"] for parameter in said.get("parameters", [])}
        if "after" in bounds:
            assert bounds["limit"]["maximum"] <= 200, path


def test_bodies_refuse_unknown_keys(described):
    shapes = described["components"]["schemas"]
    for path, _, said in operations(described):
        for kind, content in said.get("requestBody", {}).get("content", {}).items():
            if kind != "application/json":
                continue
            shape = shapes[content["schema"]["$ref"].rpartition("/")[2]]
            assert shape["additionalProperties"] is False, path


def test_every_operation_of_the_foundation_but_these_wants_to_know_who_asks(db, desk, described):
    bodies = ("/api/bodies", "/api/bodies/tree", "/api/bodies/{body_id}", "/api/bodies/{body_id}/units")
    open_to_all = {("post", "/api/session"), *(("get", path) for path in bodies)}
    ours = {"sessions", "bodies", "people", "tokens", "journal"}
    for path, method, said in operations(described):
        if set(said["tags"]) & ours and (method, path) not in open_to_all:
            response = desk().ask(method.upper(), re.sub(r"\{\w+\}", "1", path))
            assert response.status_code == 401, (method, path)


def test_pages_follow_each_other_without_gap_or_repetition(district, desk):
    seen, after = [], None
    while True:
        query = {"limit": 2, **({"after": after} if after else {})}
        said = desk().get("/api/bodies", query).json()
        seen += [body["id"] for body in said["items"]]
        after = said["next"]
        if after is None:
            break
    assert seen == sorted(seen)
    assert len(seen) == 5


def test_health_tells_whether_it_can_serve_and_whether_time_runs(db, desk):
    before = desk().get("/healthz")
    assert (before.status_code, before.json()["status"], before.json()["tick_age"]) == (200, "late", None)
    outbox.beat("tick", at=moment.now())
    after = desk().get("/healthz").json()
    assert (after["status"], after["database"], after["migrated"]) == ("ok", True, True)
    assert after["year_to_announce"] == timetable.unannounced(day_of(moment.now()))
    assert after["tick_age"] <= 1


def test_a_token_asks_as_its_system(cast, desk, district):
    until = (moment.now() + timedelta(days=1)).isoformat()
    said = {"name": "叫号系统", "body_id": district.bureau, "scopes": ["people.read"], "until": until}
    made = desk(cast["administrator"]).ask("POST", "/api/tokens", said)
    assert made.status_code == 201, made.said
    system = desk()
    bearer = {"Authorization": f"Bearer {made.said['secret']}"}
    assert system.ask("GET", "/api/me", **bearer).said["scopes"] == ["people.read"]
    assert system.ask("GET", "/api/people", **bearer).status_code == 200
    assert system.ask("GET", "/api/journal", **bearer).said["items"] == []
    assert system.ask("POST", f"/api/bodies/{district.bureau}/units", {"name": "新科"}, **bearer).status_code == 403
