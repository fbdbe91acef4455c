"""The calendar over the API: due dates for anybody, notices and overlays for those who keep it."""

import json

import pytest
from click.testing import CliRunner

from tests.records.timetable.conftest import AT, open_request
from tests.records.timetable.plans import PLAN
from zhengwu.api import moment
from zhengwu.cli.app import zhengwu
from zhengwu.records.people.rights import POSTS

__all__ = ["open_request"]  # a fixture
STORM = {"first": "2027-03-01", "last": "2027-03-02", "working": False, "reason": "停工", "document": "青政〔2027〕3号"}
KEEPERS = {"supervisor", "administrator"}


@pytest.fixture(autouse=True)
def february(monkeypatch):
    """The clock says 15 February 2027."""
    monkeypatch.setattr(moment, "now", lambda: AT)


def good(response, status=200):
    assert response.status_code == status, response.said
    return response.said


def shell(*words):
    return json.loads(CliRunner().invoke(zhengwu, ["deadline", *words, "--json"], standalone_mode=False).output)


def test_a_due_date_is_the_one_of_the_shell(db, desk):
    said = good(desk().ask("GET", "/api/deadlines?from=2026-09-24&working_days=20"))
    assert said == shell("--from", "2026-09-24", "--working-days", "20")
    said = good(desk().ask("GET", "/api/deadlines?from=2026-08-31&months=6"))
    assert said == shell("--from", "2026-08-31", "--months", "6")
    assert said["provisional"] is True


def test_events_lead_to_the_same_day_as_at_the_shell(db, desk, tmp_path):
    events = [
        {"event": "submitted", "on": "2026-09-24", "channel": "counter", "items": ["批复"]},
        {"event": "received", "on": "2026-09-24"},
        {"event": "consultation_sent", "on": "2026-09-28", "party": "甲公司"},
    ]
    file = tmp_path / "events.json"
    file.write_text(json.dumps(events), encoding="utf-8")
    wanted = shell("--procedure", "information_request", "--events", str(file))
    said = good(desk().ask("POST", "/api/deadlines", {"procedure": "information_request", "events": events}))
    assert {key: said[key] for key in ("due_on", "provisional", "explanation", "state")} == {
        key: wanted[key] for key in ("due_on", "provisional", "explanation", "state")
    }
    assert {one["clock"] for one in said["clocks"]} == {one["clock"] for one in wanted["clocks"]}


@pytest.mark.parametrize(
    "query", ["from=2026-09-24", "from=2026-13-01&working_days=1", "from=2059-12-31&months=20000",
              "from=1999-01-01&working_days=1", "from=2026-09-24&working_days=1&months=1", "working_days=1"]
)  # fmt: skip
def test_it_refuses_what_is_no_period(db, desk, query):
    assert desk().ask("GET", f"/api/deadlines?{query}").status_code == 422


def test_it_refuses_events_that_cannot_be(db, desk):
    for events in ([{"event": "decided", "on": "2026-09-24"}], [{"event": 5}], [{"event": "x", "on": "2026-09-24"}]):
        response = desk().ask("POST", "/api/deadlines", {"procedure": "information_request", "events": events})
        assert response.status_code == 422, response.said
    response = desk().ask("POST", "/api/deadlines", {"procedure": "nothing", "events": events})
    assert response.status_code == 404


def test_a_year_tells_its_days(db, desk):
    said = good(desk().ask("GET", "/api/calendar/2026"))
    assert (said["announced"], said["days"][0]["on"], said["days"][0]["working"]) == (True, "2026-01-01", False)
    assert good(desk().ask("GET", "/api/calendar/2027"))["announced"] is False
    assert desk().ask("GET", "/api/calendar/1999").status_code == 422


def test_a_notice_is_previewed_entered_and_its_moves_told(cast, desk, open_request):
    case_id, keeper = open_request(), desk(cast["supervisor"])
    said = {"plan": PLAN, "kind": "csv"}
    seen = good(keeper.ask("POST", "/api/calendar-notices/preview", said))
    assert seen["moved"] == 1
    done = good(keeper.ask("POST", "/api/calendar-notices", said, **{"Idempotency-Key": "notice-2027"}), 201)
    again = good(keeper.ask("POST", "/api/calendar-notices", said, **{"Idempotency-Key": "notice-2027"}), 201)
    assert done == again == seen
    moves = good(desk(cast["clerk"]).ask("GET", f"/api/cases/{case_id}/moves"))
    assert [one["new_due_on"] for one in moves] == [seen["shifts"][0]["new"]]
    assert good(desk().ask("GET", "/api/calendar-notices"))[0]["notice"] == "测试〔2026〕1号"


def test_a_bad_plan_is_refused_line_by_line(cast, desk):
    said = {"plan": PLAN.replace("上班,2027-01-30", "上班,2027-01-29"), "kind": "csv"}
    response = desk(cast["supervisor"]).ask("POST", "/api/calendar-notices", said)
    assert response.status_code == 422
    assert "第6行" in response.said["message"]["zh"]


@pytest.mark.parametrize("post", POSTS)
def test_a_post_does_what_it_may_and_nothing_else(cast, desk, district, open_request, post):
    person, case_id = desk(cast[post]), open_request()
    status = person.ask("GET", f"/api/cases/{case_id}/moves").status_code
    assert status == (404 if post in {"administrator", "handler", "reviewer"} and status == 404 else 200)
    for path, said in (("notices", {"plan": PLAN, "kind": "csv"}), ("overlays", STORM)):
        for end, wanted in (("/preview", 200), ("", 201)):
            response = person.ask("POST", f"/api/calendar-{path}{end}", said)
            assert response.status_code == (wanted if post in KEEPERS else 403), response.said
    foreign = {**STORM, "body_id": district.foreign}
    assert person.ask("POST", "/api/calendar-overlays", foreign).status_code == 403
    one = good(desk().ask("GET", "/api/calendar-overlays"))
    if post in KEEPERS:
        assert good(person.ask("POST", f"/api/calendar-overlays/{one[0]['id']}/withdrawal"))["looked_at"] >= 0
