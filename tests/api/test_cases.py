"""Cases over the API: whole, listed, moved on, struck, grouped, exported; and what each costs the database."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.api.counter import request_for
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.journal.models import Entry

pytestmark = pytest.mark.django_db
DETAIL, INBOX, SUBMISSION, STEP = 4, 2, 14, 9  # statements, the look at who asks included


@pytest.fixture
def case_id(counter):
    """A request handed in at the counter and registered."""
    said = request_for(counter.body, "招标文件", "施工合同", channel="counter", register_now=True)
    return counter.post("clerk", "/requests", said)["case_id"]


def statements(do):
    """How many statements something takes; savepoints of the test are not counted."""
    with CaptureQueriesContext(connection) as caught:
        do()
    return len([one for one in caught if "SAVEPOINT" not in one["sql"]])


def least(do):
    """The same at its best: once a second a process looks whether the calendar has changed."""
    return min(statements(do) for _ in range(4))


def test_it_works(counter, case_id):
    sheet = counter.get("clerk", f"/cases/{case_id}")
    assert (sheet["stage"]["key"], sheet["outcome"], sheet["late"], sheet["days_left"]) == ("received", None, False, 20)
    assert sheet["due"]["on"] == "2026-02-02"
    assert next(line["kind"] for line in sheet["due"]["lines"]) == "start"
    assert [event["key"] for event in sheet["events"]] == ["submitted", "received"]
    assert len(sheet["items"]) == 2
    steps = {one["step"]: one for one in sheet["steps"]}
    assert steps["assigned"]["lawful"]
    assert (steps["decided"]["lawful"], steps["decided"]["code"]) == (False, "not_yours")
    assert steps["delivered"]["zh"]
    assert steps["delivered"]["en"]


def test_a_case_takes_four_statements_however_long_its_file(counter, case_id):
    path = f"/cases/{case_id}"
    short = least(lambda: counter.get("head", path))
    for _ in range(20):
        counter.step("head", case_id, "search_recorded", where="档案室", terms="招标")
    for party in "甲乙丙":
        counter.step("head", case_id, "consultation_sent", party=party)
    counter.clock.turn("2026-01-06")
    assert statements(lambda: counter.get("head", path)) <= DETAIL + 2  # the file anew, the edition at most
    assert least(lambda: counter.get("head", path)) <= short <= DETAIL


def test_lists_submissions_and_steps_take_as_many_statements_as_ever(counter, case_id):
    said = request_for(counter.body, *"甲乙丙丁戊己庚辛")
    for _ in range(3):
        counter.post("public", "/requests", said)
    assert least(lambda: counter.get("clerk", "/cases")) == INBOX
    key = {"Idempotency-Key": "0123456789"}
    assert statements(lambda: counter.ask("public", "POST", "/requests", said, **key)) <= SUBMISSION
    assert statements(lambda: counter.step("head", case_id, "extended", days=5)) <= STEP


def test_a_retry_after_a_lost_answer_makes_no_second_case_and_tells_the_number(counter):
    said, key = request_for(counter.body), {"Idempotency-Key": "8c1b2f0e-retry"}
    first = counter.ask("public", "POST", "/requests", said, **key)
    again = counter.ask("public", "POST", "/requests", said, **key)
    assert (first.status_code, again.status_code, Case.objects.count()) == (201, 201, 1)
    assert again.said == {**first.said, "secret": ""}
    other = counter.ask("public", "POST", "/requests", request_for(counter.body, "别的"), **key)
    assert (other.status_code, other.said["code"]) == (409, "key_reused")


def test_the_form_of_a_step_comes_with_it(counter, case_id):
    steps = {one["step"]["key"]: one for one in counter.get("head", f"/cases/{case_id}/steps")}
    fields = {field["key"]: field for field in steps["decided"]["step"]["fields"]}
    assert fields["outcome"]["required"]
    assert {"key": "granted", "zh": "予以公开", "en": "granted"} in fields["outcome"]["choices"]
    described = counter.get("public", "/procedures/information_request")["steps"]
    assert [one["key"] for one in described] == list(steps)


def test_the_first_of_two_officers_wins(counter, case_id):
    said = {"event": "extended", "expected": 2, "fields": {"days": 5}}
    counter.post("head", f"/cases/{case_id}/steps", said)
    late = counter.post("head", f"/cases/{case_id}/steps", {**said, "event": "assigned", "fields": {}}, 409)
    assert late["code"] == "changed_meanwhile"
    assert Event.objects.filter(case_id=case_id).count() == 3


def test_what_has_not_happened_is_not_put_on_file(counter, case_id):
    said = {"event": "extended", "on": "2026-01-06", "fields": {"days": 5}}
    assert counter.post("head", f"/cases/{case_id}/steps", said, 422)["code"] == "in_the_future"


def test_an_entry_struck_out_stays_marked_and_whoever_held_the_case_holds_it_again(counter, case_id, district):
    for unit in (district.intake_unit, district.other_unit):
        counter.step("clerk", case_id, "assigned", unit=str(unit))
    assert counter.get("clerk", f"/cases/{case_id}")["unit"]["id"] == district.other_unit
    counter.post("head", f"/cases/{case_id}/events/4/strike", {"reason": "登记有误"})
    sheet = counter.get("clerk", f"/cases/{case_id}")
    assert sheet["unit"]["id"] == district.intake_unit
    assert [event["struck"] for event in sheet["events"]] == [False, False, False, True, False]
    refused = counter.post("head", f"/cases/{case_id}/events/2/strike", {"reason": "登记有误"}, 409)
    assert refused["code"] == "needed_by_later_steps"


def test_the_inbox_is_in_the_order_of_urgency_and_its_lights_tell_why(counter, case_id):
    for day in ("2026-01-06", "2026-01-07"):
        counter.clock.turn(day)
        counter.post("clerk", "/requests", request_for(counter.body, channel="counter", register_now=True))
    counter.clock.turn("2026-02-03")
    first = counter.get("clerk", "/cases?limit=2")
    rest = counter.get("clerk", f"/cases?limit=2&after={first['next']}")
    lines = first["items"] + rest["items"]
    assert [line["id"] for line in lines] == [case_id, case_id + 1, case_id + 2]
    assert [line["light"] for line in lines] == ["late", "soon", "soon"]
    counts = counter.get("clerk", "/cases/counts")
    assert counts == {"late": 1, "promise": 0, "soon": 2, "waiting": 0, "calm": 0}
    assert [line["id"] for line in counter.get("clerk", "/cases?late=true")["items"]] == [case_id]


def test_a_late_case_names_the_unit_that_held_it_on_the_last_day(counter, case_id, district):
    counter.step("clerk", case_id, "assigned", "2026-01-08", unit=str(district.intake_unit))
    counter.clock.turn("2026-02-06")
    (late,) = counter.get("head", "/ledgers/late")["items"]
    assert (late["case_id"], late["due_on"], late["working_days_over"]) == (case_id, "2026-02-02", 4)
    assert [(one["name"], one["late"]) for one in late["responsible"]] == [
        ("政府信息公开工作机构", False),
        ("公开科", True),
    ]
    assert counter.get("head", f"/cases/{case_id}")["responsible"] == late["responsible"]


def test_identical_requests_are_one_group_and_each_is_taken_by_itself(counter, case_id):
    made = [
        counter.post("public", "/requests", request_for(counter.body, "同一份 文件。"))["case_id"] for _ in range(3)
    ]
    (group,) = counter.get("clerk", "/groups")
    assert (group["open"], group["text"]) == (3, "同一份 文件。")
    said = {"case_ids": [*made, case_id, 999], "event": "confirmed"}
    results = counter.post("clerk", "/groups/steps", said, 200)
    codes = [one["code"] for one in results]
    assert codes == ["", "", "", "not_from_this_state", "not_found"]
    assert Event.objects.filter(key="confirmed").count() == 3


def test_an_export_proves_itself_and_stands_in_the_journal(counter, case_id):
    exported = counter.get("head", f"/cases/{case_id}/export")
    assert exported["whole"]
    assert exported["sheet"]["events"][-1]["hash"] == exported["sheet"]["head"]
    assert Entry.objects.get(action="case.exported").object_id == str(case_id)
    Event.objects.filter(case_id=case_id, number=1).update(actor_name="别人")
    assert not counter.get("head", f"/cases/{case_id}/export")["whole"]


def test_a_list_leaves_as_csv_and_runs_no_formula(counter, case_id):
    Case.objects.filter(pk=case_id).update(title="=HYPERLINK(1)")
    response = Client().get("/api/exports/cases", headers={"Authorization": f"Bearer {counter.secrets['head']}"})
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert response["Content-Type"].startswith("text/csv")
    assert (rows[0][0], rows[1][4], len(rows)) == ("编号", "'=HYPERLINK(1)", 2)
    assert Entry.objects.filter(action="cases.exported").count() == 1


def test_a_file_of_requests_comes_in_over_the_api(counter):
    text = "来源编号,申请人,所需信息,收到日期,电话\n1,甲,文件,2025-03-03,000\n2,,文件,2025-03-03,000\n"
    for dry_run, count in (("true", 0), ("false", 1), ("false", 1)):
        response = counter.upload(
            "clerk", "/imports/requests", "a.csv", text.encode(), body_id=counter.body, dry_run=dry_run
        )
        assert (response.status_code, Case.objects.count()) == (200, count), response.content
    said = response.json()
    assert (said["repeated"], said["failed"], said["errors"][0]["row"]) == (1, 1, 3)
    assert counter.upload("nobody", "/imports/requests", "a.csv", b"", body_id=counter.body).status_code == 401
