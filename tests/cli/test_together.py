"""`render`, `compare`, `aggregate`, `formats`, `rules`: reports put together, written, and explained."""

import json

import pytest

from tests.cli.conftest import put, report
from zhengwu.statute.report.checks import catalogue


def test_render_writes_every_kind_asked_for(run, sound, tmp_path):
    result = run("report", "render", sound, "--to", "docx,xlsx,html,json", "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "sound.docx",
        "sound.html",
        "sound.json",
        "sound.xlsx",
    ]


def test_what_is_rendered_reads_the_same(run, sound, tmp_path):
    run("report", "render", sound, "--to", "docx", "--out", tmp_path)
    first, again = (
        json.loads(run("report", "read", path, "--json").output)["tables"]["requests"]["cells"]
        for path in (sound, tmp_path / "sound.docx")
    )
    values = [{row: {c: v["value"] for c, v in cells.items()} for row, cells in t.items()} for t in (first, again)]
    assert values[0] == values[1]


def test_two_inputs_of_one_name_do_not_overwrite_each_other(run, tmp_path):
    for year in (2022, 2023):
        put(tmp_path / str(year) / "report.html", report(year))
    run("report", "render", tmp_path / "2022", tmp_path / "2023", "--to", "json", "--out", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["report-2.json", "report.json"]


def test_an_unknown_kind_is_refused_before_anything_is_written(run, sound, tmp_path):
    result = run("report", "render", sound, "--to", "odt", "--out", tmp_path / "out")
    assert result.exit_code == 64
    assert "docx" in result.output
    assert not (tmp_path / "out").exists()


def test_compare_says_what_changed(run, tmp_path):
    paths = [put(tmp_path / f"{year}.html", report(year, granted=year - 2020)) for year in (2022, 2023)]
    result = run("report", "compare", *paths)
    assert result.exit_code == 0
    assert "+1 (+50%)" in result.output
    plain = json.loads(run("report", "compare", *paths, "--json").output)
    assert {each["change"] for each in plain["differences"]} == {1}
    assert plain["equal"] + len(plain["differences"]) == 200


def test_compare_needs_two_readable_reports(run, sound, tmp_path):
    assert run("report", "compare", sound, tmp_path / "none.html").exit_code == 2


def aggregate(run, folder, *more):
    return run("report", "aggregate", folder, "--agency", "青禾区人民政府", "--year", "2023", *more)


@pytest.fixture
def departments(tmp_path):
    for name, granted in (("教育局", 3), ("财政局", 4)):
        put(tmp_path / "all" / f"{granted}.html", report(agency=f"青禾区{name}", granted=granted))
    return tmp_path / "all"


def test_aggregate_adds_departments_up(run, departments):
    result = aggregate(run, departments, "--json")
    plain = json.loads(result.output)
    assert plain["report"]["tables"]["requests"]["cells"]["received"]["total"]["value"] == 7
    assert (plain["draft"], result.exit_code) == (False, 0)


def test_aggregate_with_a_missing_body_is_a_draft_and_says_which(run, departments, tmp_path):
    (tmp_path / "bodies.txt").write_text("# 名单\n青禾区教育局\n青禾区财政局\n青禾区卫生健康局  # 未报\n", "utf-8")
    result = aggregate(run, departments, "--expected", tmp_path / "bodies.txt", "--out", tmp_path / "sum.docx")
    assert "青禾区卫生健康局" in result.output
    assert "草稿" in result.output
    assert result.exit_code == 1
    assert (tmp_path / "sum.docx").exists()


def test_aggregate_refuses_a_year_without_a_form(run, departments):
    result = run("report", "aggregate", departments, "--agency", "青禾区人民政府", "--year", "2015")
    assert result.exit_code == 64
    assert "2015" in result.output


def test_formats_lists_the_keys_of_the_contract(run):
    output = run("report", "formats", "2021", "--lang", "en").output
    assert "refused_state_secret" in output
    assert "1.属于国家秘密 state secret" in output
    forms = json.loads(run("report", "formats", "--json").output)
    assert [form["key"] for form in forms] == ["2019", "2021"]


def test_rules_lists_every_check_with_its_basis(run):
    listed = json.loads(run("report", "rules", "--json").output)
    assert [rule["id"] for rule in listed] == [rule.id for rule in catalogue()]
    assert all(rule["basis"] for rule in listed)
    assert "T3-COL" in run("report", "rules").output
