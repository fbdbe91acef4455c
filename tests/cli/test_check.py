"""`zhengwu report check`: what is found, and exit codes that scripts can trust."""

import json

import pytest

from tests.cli.conftest import put, report


def test_a_sound_report_is_clean(run, sound):
    result = run("report", "check", sound)
    assert result.exit_code == 0
    assert "未发现问题" in result.output


def test_a_wrong_total_is_found_with_its_place_and_its_law(run, faulty):
    result = run("report", "check", faulty)
    assert result.exit_code == 1
    assert "T3-ROW" in result.output
    assert "依据" in result.output


def test_an_unreadable_file_outweighs_every_finding(run, faulty, tmp_path):
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 cut off")
    assert run("report", "check", faulty, tmp_path / "broken.docx").exit_code == 2


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("notice", 1), ("never", 0)])
def test_the_least_grave_finding_that_counts_can_be_chosen(run, tmp_path, fail_on, code):
    from dataclasses import replace

    made = report()
    parts = {**made.parts, "problems": replace(made.parts["problems"], text="无")}
    path = put(tmp_path / "problems.html", replace(made, parts=parts))
    assert run("report", "check", path, "--fail-on", fail_on).exit_code == code


def test_last_year_can_be_named(run, tmp_path):
    before = put(tmp_path / "2022.html", report(2022, carried=2))
    now = put(tmp_path / "2023.html", report(2023, carried=5))
    result = run("report", "check", now, "--last-year", before)
    assert "T3-ROLL" in result.output
    assert result.exit_code == 1


def test_last_year_is_found_among_the_inputs(run, tmp_path):
    put(tmp_path / "a" / "2022.html", report(2022, carried=2))
    put(tmp_path / "a" / "2023.html", report(2023, carried=5))
    put(tmp_path / "a" / "other.html", report(2022, agency="青禾区财政局", carried=9))
    lines = [json.loads(line) for line in run("report", "check", tmp_path / "a", "--json").stdout.splitlines()]
    found = {line["source"].rsplit("/")[-1]: {each["id"] for each in line["findings"]} for line in lines}
    assert "T3-ROLL" in found["2023.html"]
    assert "T3-ROLL" not in found["2022.html"] | found["other.html"]
    assert [line["last_year"] is not None for line in lines] == [False, True, False]


def test_two_reports_that_claim_the_same_year_are_paired_with_none(run, tmp_path):
    for name in ("one", "two"):
        put(tmp_path / "a" / f"{name}.html", report(2022, carried=2))
    put(tmp_path / "a" / "now.html", report(2023, carried=5))
    lines = [json.loads(line) for line in run("report", "check", tmp_path / "a", "--json").stdout.splitlines()]
    assert [line["last_year"] for line in lines] == [None, None, None]


def test_last_year_goes_with_one_file_only(run, sound, faulty):
    assert run("report", "check", sound, faulty, "--last-year", sound).exit_code == 64


def test_many_reports_are_listed_with_counts(run, tmp_path, faulty):
    for number in range(14):
        put(tmp_path / "many" / f"{number}.html", report(agency=f"青禾区第{number}局"))
    (tmp_path / "many" / "faulty.html").write_bytes(faulty.read_bytes())
    result = run("report", "check", tmp_path / "many")
    assert "14 份未发现问题 · 1 份有问题" in result.output
    assert "青禾区财政局" in result.output
    assert result.exit_code == 1
