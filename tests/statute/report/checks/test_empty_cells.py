"""Cells without a number: what was not read is never a pass, and an empty cell is some number that nobody wrote."""

from dataclasses import replace

import pytest

from tests.statute.report.checks.builder import CLASSES, build, figure, sound_report, with_cell, with_table, zeros
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.model import Cause, Cell, Kind, Severity, Table, TableStatus, Unread

BLANK = Cell(kind=Kind.BLANK)
COUNT = "T3-ROW"


def row(report, **values):
    """The report with one row of table three as given: numbers or cells; nothing else is looked at."""
    for column, value in values.items():
        cell = value if isinstance(value, Cell) else figure(value)
        report = with_cell(report, "requests", ("granted", column), cell)
    return [finding for finding in check(report) if finding.rule == COUNT]


def test_it_works():
    assert row(build(zeros()), natural_person=BLANK) == []


def test_blanks_that_cannot_save_the_sum_are_an_error():
    found = row(build(zeros()), natural_person=5, enterprise=BLANK, total=4)
    assert [finding.severity for finding in found] == [Severity.ERROR]


def test_blanks_that_could_save_the_sum_are_a_warning():
    found = row(build(zeros()), natural_person=5, enterprise=BLANK, total=7)
    assert [finding.severity for finding in found] == [Severity.WARNING]
    assert "空白" in found[0].sentence


@pytest.mark.parametrize(
    "empty", [BLANK, Cell(None, "—", Kind.DASH), Cell(None, "无", Kind.STATED_NONE), Cell(None, "无", Kind.TEXT)]
)
def test_blanks_that_mean_zero_only_break_the_rule_about_blanks(empty):
    report = with_cell(build(zeros()), "requests", ("granted", "enterprise"), empty)
    assert [finding.rule for finding in check(report)] == ["EMPTY"]


def test_a_blank_total_is_no_wrong_total():
    assert row(build(zeros()), natural_person=5, total=BLANK) == []


def test_a_text_leaves_the_sum_open_and_is_reported_as_such():
    report = with_cell(build(zeros()), "requests", ("granted", "enterprise"), Cell(None, "若干", Kind.TEXT))
    report = with_cell(report, "requests", ("granted", "total"), figure(9))
    found = {finding.rule: finding for finding in check(report)}
    assert COUNT not in found
    assert found["EMPTY"].found == "若干"


def test_one_finding_names_all_blanks_of_a_block():
    report = build(zeros())
    for column in CLASSES:
        report = with_cell(report, "requests", ("granted", column), BLANK)
    found = [finding for finding in check(report) if finding.rule == "EMPTY"]
    assert len(found) == 1
    assert len(found[0].cells) == 6


def test_a_missing_cell_is_never_a_pass_and_never_the_reports_fault():
    report = with_cell(sound_report(), "requests", ("granted", "total"), None)
    found = check(report)
    assert [(finding.rule, finding.cause) for finding in found] == [("UNREAD", Cause.UNREAD)]
    for unchecked in ("T3-SUM", "T3-ROW", "予以公开"):
        assert unchecked in found[0].sentence


def test_a_table_that_was_not_read_is_one_finding():
    report = with_table(sound_report(), Table("requests", "2021", TableStatus.UNREAD))
    item = Unread("requests", "received", ("1", "2"), "too_few")
    found = check(replace(report, unread=(item,)), reasons={"too_few": ("数值太少", "too few values")})
    assert [(finding.rule, finding.cause) for finding in found] == [("UNREAD", Cause.UNREAD)]
    assert "数值太少" in found[0].sentence
    assert "too few values" in found[0].gloss


def test_a_cell_that_was_not_read_does_not_hide_an_error_elsewhere():
    report = with_cell(sound_report(), "requests", ("granted", "nonprofit"), None)
    report = with_cell(report, "remedies", ("review", "total"), figure(99))
    assert {finding.rule for finding in check(report)} == {"UNREAD", "T4-ROW"}


def test_a_sentence_in_the_tables_place_counts_as_none():
    report = with_table(build(zeros()), Table("requests", "2021", TableStatus.STATED_NONE, {}, "没有收到申请。"))
    assert [finding.rule for finding in check(report)] == ["FORM-SENTENCE"]
    last = with_cell(build(zeros(), year=2022), "requests", ("carried_out", "total"), figure(2))
    rolled = [finding for finding in check(report, last_year=last) if finding.rule == "T3-ROLL"]
    assert [finding.severity for finding in rolled] == [Severity.WARNING]


def test_what_belongs_to_no_table_is_reported_too():
    found = check(replace(sound_report(), unread=(Unread("", None, ("一页图片",), "scanned"),)))
    assert [(finding.rule, finding.found) for finding in found] == [("UNREAD", "一页图片")]
