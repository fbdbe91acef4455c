"""`zhengwu procedures` and `zhengwu deadline --procedure`: a lawyer reads a page, and writes events from it alone."""

import json
import re

import pytest

from zhengwu.statute.procedures import procedures

KEYS = [one.key for one in procedures()]
TOLD = [
    {"event": "received", "on": "2026-03-02"},
    {"event": "consultation_sent", "on": "2026-03-09"},
    {"event": "opinion_received", "on": "2026-03-20"},
]


def ask(run, events, *more, key="information_request"):
    return run("deadline", "--procedure", key, "--events", "-", *more, input=json.dumps(events, ensure_ascii=False))


def test_the_group_lists_its_commands(run):
    result = run("procedures", "--help")
    assert result.exit_code == 0
    assert "list" in result.stdout
    assert "show" in result.stdout


def test_it_works(run):
    result = ask(run, TOLD)
    assert result.exit_code == 0
    assert "截止日：2026年4月13日（周一）" in result.stdout
    assert "9个工作日不计入" in result.stdout.replace("\n  ", "")


def test_json_has_what_scripts_rely_on(run):
    answer = json.loads(ask(run, TOLD, "--json").stdout)
    assert (answer["due_on"], answer["provisional"], answer["state"]) == ("2026-04-13", False, "in_handling")
    assert {line["kind"] for line in answer["explanation"]} == {"start", "limit", "pause", "skip", "end"}
    clocks = {clock["clock"]: clock for clock in answer["clocks"]}
    assert (clocks["correction_notice"]["due_on"], clocks["reply"]["duty"]) == ("2026-03-11", "office")
    assert clocks["reply"]["explanation"] == answer["explanation"]
    assert answer["warnings"] == []


def test_a_clock_that_stands_still_has_no_last_day(run):
    asked = [TOLD[0], {"event": "correction_requested", "on": "2026-03-03"}]
    answer = json.loads(ask(run, asked, "--json").stdout)
    assert answer["due_on"] is None
    assert [warning["clock"] for warning in answer["warnings"]] == ["reply"]
    assert "目前没有截止日" in ask(run, asked).stdout
    assert json.loads(ask(run, [], "--json").stdout)["due_on"] is None


def test_events_come_from_a_file_or_inside_an_object(run, tmp_path):
    file = tmp_path / "case.json"
    file.write_text("\ufeff" + json.dumps({"events": TOLD}), "utf-8")
    result = run("deadline", "--procedure", "information_request", "--events", str(file), "--json")
    assert json.loads(result.stdout)["due_on"] == "2026-04-13"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_unlawful_event_is_named_with_its_place_and_reason(run, lang):
    events = [*TOLD, {"event": "extended", "on": "2026-04-14"}]
    result = ask(run, events, "--lang", lang)
    assert result.exit_code == 1
    assert result.stdout == ""
    for word in {"zh": ("第4个事项", "extended", "已经届满"), "en": ("Event 4", "extended", "has run out")}[lang]:
        assert word in result.stderr
    error = json.loads(ask(run, events, "--json").stdout)["error"]
    assert (error["code"], error["position"], error["event"], error["field"]) == (
        "extended_too_late",
        4,
        "extended",
        "on",
    )


@pytest.mark.parametrize(
    "text",
    ["", "[", "nonsense", "7", '{"event": 1}', '"x"', "[" * 100_000, "\x00", '[1e999, {"a":', "[" + "9" * 9000 + "]"],
)
def test_a_file_that_holds_no_events_is_told(run, text):
    result = run("deadline", "--procedure", "information_request", "--events", "-", "--json", input=text)
    error = json.loads(result.stdout)["error"]
    assert (result.exit_code, error["code"]) == (2, "not_events")
    assert re.search(r"[一-鿿]", error["zh"])


@pytest.mark.parametrize("entry", [None, 7, "received", {}, {"event": "received"}, {"event": [], "on": "2026-03-02"}])
def test_an_entry_that_is_no_event_is_told(run, entry):
    result = ask(run, [TOLD[0], entry], "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["position"] == 2


def test_what_cannot_be_asked(run, tmp_path):
    assert run("deadline", "--procedure", "information_request").exit_code == 64
    assert run("deadline", "--events", "-").exit_code == 64
    assert ask(run, TOLD, "--from", "2026-03-02").exit_code == 64
    assert "information_request" in ask(run, TOLD, key="marriage").stderr
    missing = run("deadline", "--procedure", "lawsuit", "--events", str(tmp_path / "none.json"), "--json")
    assert (missing.exit_code, json.loads(missing.stdout)["error"]["code"]) == (2, "cannot_read")


def test_the_list(run):
    assert [one["key"] for one in json.loads(run("procedures", "list", "--json").stdout)] == KEYS
    assert "行政复议" in run("procedures", "list").stdout


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_names_everything_and_fits_the_terminal(run, key, lang):
    result = run("procedures", "show", key, "--lang", lang, env={"COLUMNS": "60"})
    assert result.exit_code == 0
    one = next(one for one in procedures() if one.key == key)
    keys = [part.key for part in (*one.states, *one.steps, *one.clocks, *one.outcomes)]
    assert [key for key in keys if key not in result.stdout] == []


@pytest.mark.parametrize("key", KEYS)
def test_the_example_on_the_page_is_a_file_of_events(run, key):
    page = run("procedures", "show", key, env={"COLUMNS": "60"}).stdout
    events = json.loads(page[page.index("\n[\n") : page.index("\n]\n") + 2])
    assert ask(run, events, key=key).exit_code == 0
    assert events == json.loads(run("procedures", "show", key, "--json").stdout)["example"]


def test_the_json_of_a_procedure_is_enough_to_write_an_event(run):
    told = json.loads(run("procedures", "show", "information_request", "--format", "json").stdout)
    decided = next(event for event in told["events"] if event["key"] == "decided")
    outcome = next(field for field in decided["fields"] if field["key"] == "outcome")
    assert outcome["required"]
    assert "granted" in outcome["choices"]
    assert next(one for one in told["outcomes"] if one["key"] == "granted")["rows"]["2021"]["row"] == "granted"


def test_the_drawing_begins_and_ends(run):
    drawn = run("procedures", "show", "lawsuit", "--format", "mermaid").stdout
    assert drawn.startswith("stateDiagram-v2\n    [*] --> draft\n")
    assert drawn.endswith("archived --> [*]\n")
