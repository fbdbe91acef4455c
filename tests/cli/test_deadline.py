"""`zhengwu deadline` and `zhengwu calendar`: a due date that says why, and the year it is counted on."""

import json
import re
import subprocess
import sys
import time

import pytest


def test_it_works(run):
    result = run("deadline", "--from", "2026-09-24", "--working-days", "20")
    assert result.exit_code == 0
    first, *why = result.stdout.splitlines()
    assert first == "截止日：2026年10月29日（周四）"
    told = "\n".join(why)
    for words in (
        "当日不计入",
        "中秋节，3天不计入",
        "国庆节，7天不计入",
        "10月10日（周六）国庆节调休上班，计入",
        "国办发明电〔2025〕7号",
    ):
        assert words in told.replace("\n  ", "")


def test_json_has_exactly_what_scripts_rely_on(run):
    answer = json.loads(run("deadline", "--from", "2026-09-24", "--working-days", "20", "--json").stdout)
    assert set(answer) == {"due_on", "provisional", "explanation"}
    assert (answer["due_on"], answer["provisional"]) == ("2026-10-29", False)
    assert [line["kind"] for line in answer["explanation"]] == [
        "start", "limit", "skip", "skip", "skip", "swap", "count", "end",
    ]  # fmt: skip
    for line in answer["explanation"]:
        assert re.search(r"[一-鿿]", line["zh"])
        assert not re.search(r"[一-鿿]", line["en"])


@pytest.mark.parametrize(
    ("period", "due_on", "provisional"),
    [
        (("2026-12-18", "--working-days", "20"), "2027-01-18", True),
        (("2026-09-01", "--calendar-days", "30"), "2026-10-08", False),
        (("2026-08-31", "--months", "6"), "2027-03-01", True),
        (("2026-10-03", "--working-days", "0"), "2026-10-03", False),
        (("2007-01-01", "--working-days", "1"), "2007-01-04", False),
    ],
)
def test_every_kind_of_period(run, period, due_on, provisional):
    answer = json.loads(run("deadline", "--from", *period, "--json").stdout)
    assert (answer["due_on"], answer["provisional"]) == (due_on, provisional)
    assert any(line["kind"] == "warning" for line in answer["explanation"]) == provisional


def test_a_provisional_date_says_so_and_by_when_to_work(run):
    result = run("deadline", "--from", "2026-12-18", "--working-days", "20", "--lang", "en")
    assert "Due: Mon 2027-01-18  provisional" in result.stdout
    assert "work by the earlier Fri 2027-01-15" in result.stdout.replace("\n  ", " ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "--from"),
        (("--from", "2026-02-30", "--working-days", "5"), "2026-02-30"),
        (("--from", "明天", "--working-days", "5"), "2026-09-24"),
        (("--from", "2026-09-24"), "--working-days"),
        (("--from", "2026-09-24", "--working-days", "5", "--months", "1"), "--months"),
        (("--from", "2026-09-24", "--working-days", "-5"), "-5"),
        (("--from", "2026-09-24", "--working-days", "二十"), "二十"),
        (("--from", "2026-09-24", "--working-days", "9" * 5000), "20000"),
        (("--from", "2006-12-31", "--working-days", "5"), "2007-01-01"),
        (("--from", "2060-12-31", "--months", "5"), "2061-05"),
        (("--from", "2060-12-31", "--calendar-days", "5"), "2060-12-31"),
    ],
)
def test_it_refuses_a_wrong_question_in_both_languages(run, arguments, words):
    for lang in ("zh", "en"):
        result = run("deadline", *arguments, "--lang", lang)
        assert result.exit_code == 64
        assert words in result.stderr
        assert bool(re.search(r"[一-鿿]{4}", result.stderr)) == (lang == "zh")


def test_a_year_is_shown_with_its_notice(run):
    result = run("calendar", "2026")
    assert result.exit_code == 0
    assert "2026年  工作日 248 天" in result.stdout
    assert "国办发明电〔2025〕7号" in result.stdout
    assert "2026年2月15日（周日） — 2026年2月23日（周一）" in result.stdout
    assert result.stdout.count("调休上班") == 6


def test_a_year_as_json(run):
    year = json.loads(run("calendar", "2026", "--json").stdout)
    assert (year["announced"], year["working_days"], year["issued"]) == (True, 248, "2025-11-04")
    assert [one["days"] for one in year["off"]] == [3, 9, 3, 5, 3, 3, 7]
    assert year["work"][0]["on"] == "2026-01-04"
    old = json.loads(run("calendar", "2007", "--json").stdout)
    assert old["working_days"] == 249


def test_a_year_without_a_notice_says_so(run):
    year = json.loads(run("calendar", "2027", "--json").stdout)
    assert (year["announced"], year["notice"], year["work"]) == (False, None, [])
    assert "尚未公布" in run("calendar", "2027").stdout
    assert "Not announced" in run("calendar", "2027", "--lang", "en").stdout


@pytest.mark.parametrize("year", ["1999", "2061", "0000", "20265", "二〇二六", "-1", "９９９９"])
def test_it_refuses_what_is_no_year_it_knows(run, year):
    for lang in ("zh", "en"):
        result = run("calendar", "--lang", lang, "--", year)
        assert result.exit_code == 64
        assert result.stderr.strip()


def test_the_list_of_commands_comes_at_once():
    began = time.perf_counter()
    shown = subprocess.run([sys.executable, "-m", "zhengwu", "--help"], capture_output=True, text=True, check=True)
    took = time.perf_counter() - began
    assert {"deadline", "calendar"} <= set(shown.stdout.split())
    assert took < 2  # measured 0.1; two is for a machine with other work
