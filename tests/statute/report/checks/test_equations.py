"""The equations of the forms: they hold in sound reports, and one changed number is enough to break one."""

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.statute.report.checks.builder import build, figure, leaf_rows, sound_report, with_cell, zeros
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import format_of, load_format, using
from zhengwu.statute.report.model import Cause, Severity

INVENTED = """
key = "trial"
title = "试行格式"
gloss = "An invented form"
document = "试行文件"
since = 2090

[[parts]]
key = "results"
title = "一、结果"
gloss = "Results"
words = [["结果"]]

[[tables]]
key = "counts"
part = "results"
title = "结果统计"
gloss = "Counts"
layout = "rows"
basis = "试行文件"

[[tables.blocks]]
columns = [{ key = "first", label = "上半年", gloss = "first half", unit = "件" }, { key = "whole", label = "全年", gloss = "whole year", unit = "件" }]
rows = [{ key = "filed", label = "收件", gloss = "filed" }, { key = "closed", label = "办结", gloss = "closed" }]

[[equations]]
id = "HALF"
table = "counts"
of = "columns"
left = ["first"]
relation = "<="
right = ["whole"]
severity = "error"
basis = "试行文件"
sentence = "上半年不应大于全年"
gloss = "the half cannot exceed the whole"
"""  # noqa: E501 - one line a row, as in the forms


def errors(report, **given_):
    """The findings of severity error."""
    return [finding for finding in check(report, **given_) if finding.severity is Severity.ERROR]


def test_it_works():
    report = with_cell(build(zeros()), "requests", ("received", "natural_person"), figure(21))
    column = next(f for f in check(report) if f.rule == "T3-COL")
    assert column.sentence.startswith(
        "表三“自然人”列：本年新收21＋上年结转0＝21，本年度办理结果·总计0＋结转下年度继续办理0＝0，相差21"
    )
    assert (column.expected, column.found) == ("21", "0")


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_sound_reports_have_no_findings_at_all(form):
    for seed in range(1000):
        assert [finding.sentence for finding in check(sound_report(form, seed))] == []


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["2019", "2021"]), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 50))
def test_one_changed_number_is_an_error_in_its_row_or_column(form, seed, pick, by):
    report = sound_report(form, seed)
    rows = [*leaf_rows(format_of(form)), "received", "carried_in", "concluded", "carried_out"]
    chance = random.Random(pick)  # noqa: S311 - figures, not secrets
    if chance.random() < 0.8:
        table, row = "requests", chance.choice(rows)
    else:
        table, row = "remedies", chance.choice(["review", "direct_suit", "suit_after_review"])
    column = chance.choice([key[1] for key in report.table(table).cells if key[0] == row])
    changed = with_cell(report, table, (row, column), figure(int(report.cell(table, row, column).value or 0) + by))
    assert any((row, column) in {(ref.row, ref.column) for ref in finding.cells} for finding in errors(changed))


def test_amounts_are_exact():
    report = with_cell(build(zeros()), "requests", ("received", "total"), figure(Decimal("0.1")))
    assert {finding.rule for finding in errors(report)} >= {"T3-ROW", "T3-COL", "T3-NEG"}


def test_a_row_printed_in_place_of_three_is_counted():
    figures = zeros()
    requests = figures["requests"]
    for row in ("other_uncorrected", "other_fee_unpaid", "other_remaining"):
        del requests[row]
    requests["other"] = dict.fromkeys(requests["received"], 0)
    for row in ("received", "other", "concluded"):
        requests[row] = {**requests[row], "natural_person": 4, "total": 4}
    report = compose(format_of("2021"), "青山区档案局", 2023, figures)
    assert errors(report) == []
    assert {f.rule for f in errors(with_cell(report, "requests", ("other", "total"), figure(3)))} == {
        "T3-SUM",
        "T3-ROW",
    }


def test_an_invented_form_needs_no_code(tmp_path):
    file = tmp_path / "form.toml"
    file.write_text(INVENTED, "utf-8")
    form = load_format(file)
    rows = {"filed": {"first": 7, "whole": 5}, "closed": {"first": 2, "whole": 2}}
    with using(form):
        found = errors(compose(form, "青山区档案局", 2090, {"counts": rows}, texts={"results": "见表。"}))
    assert [(f.rule, f.expected, f.found) for f in found] == [("HALF", "≤5", "7")]
    assert "表一“收件”行" in found[0].sentence


def test_what_was_carried_over_is_compared_with_last_year():
    last = sound_report("2021", 3, 2022)
    out = last.cell("requests", "carried_out", "total").value
    found = check(sound_report("2021", 4, 2023), last_year=last)
    assert any(f.rule == "T3-ROLL" and f.expected == str(out) for f in found)


def test_it_does_not_compare_across_forms_what_one_of_them_lacks():
    found = check(build(zeros(), year=2021), last_year=build(zeros("2019"), form_key="2019", year=2020))
    assert [finding.rule for finding in found] == []


def test_another_bodys_report_makes_it_unsure():
    last = with_cell(build(zeros(), year=2022, agency="红河县气象局"), "requests", ("carried_out", "total"), figure(3))
    found = {finding.rule: finding for finding in check(build(zeros()), last_year=last)}
    assert found["T3-ROLL"].cause is Cause.UNSURE
    assert found["T3-ROLL"].severity is Severity.WARNING
    assert "LAST-YEAR" in found
