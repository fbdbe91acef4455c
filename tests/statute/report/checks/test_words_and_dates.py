"""Parts, units, forms, years and dates: where the rule is hard, and where it must be mild."""

from dataclasses import replace
from datetime import date

import pytest

from tests.statute.report.checks.builder import build, figure, with_cell, with_parts, with_table, zeros
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.checks.dates import DEPARTMENT, GOVERNMENT, kind_of_body, stated_period, title_years
from zhengwu.statute.report.checks.parts import says_nothing
from zhengwu.statute.report.model import Cause, Part, Place, Severity, Table, TableStatus

ZERO = build(zeros())


def rules(report, **given):
    """The ids of what was found."""
    return [finding.rule for finding in check(report, **given)]


def published(day, agency="清河市青山区档案局"):
    """What is said about a report that came out on this day."""
    found = check(replace(build(zeros(), agency=agency), published_on=day))
    return [(finding.severity, finding.cause) for finding in found if finding.rule == "PUBLISHED"]


LATE = (Severity.ERROR, Cause.REPORT)


def test_it_works():
    assert rules(replace(ZERO, published_on=date(2024, 1, 31))) == []


@pytest.mark.parametrize(
    ("agency", "body"),
    [
        ("清河市青山区档案局", DEPARTMENT),
        ("清河市人民政府", GOVERNMENT),
        ("清河市人民政府办公室", None),
        ("青山镇人民政府", None),
        ("青山街道办事处", None),
        ("清河高新区管理委员会", None),
        (None, None),
    ],
)
def test_the_name_says_whose_date_binds(agency, body):
    assert kind_of_body(agency) is body


def test_a_department_is_late_in_february_and_a_government_in_april():
    assert published(date(2024, 2, 3)) == [LATE]
    assert published(date(2024, 3, 31), "清河市人民政府") == []
    assert published(date(2024, 4, 1), "清河市人民政府") == [LATE]


def test_lateness_is_unsure_where_the_name_or_the_date_is():
    assert published(date(2024, 2, 3), "青山镇人民政府") == [(Severity.NOTICE, Cause.UNSURE)]
    assert published(date(2024, 4, 3), "青山镇人民政府") == [(Severity.WARNING, Cause.UNSURE)]
    assert published(date(2026, 5, 1)) == [(Severity.WARNING, Cause.UNSURE)]


def test_a_local_date_never_comes_after_the_statutory_one():
    late = replace(ZERO, published_on=date(2024, 2, 3))
    assert rules(late, local_due_on=date(2024, 2, 20)) == ["PUBLISHED"]
    assert rules(late, local_due_on=date(2024, 1, 21)) == ["PUBLISHED"]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("本报告统计期限自2023年1月1日起至12月31日止。", (date(2023, 1, 1), date(2023, 12, 31))),
        ("数据统计时间：2023.1.1—2023.12.31", (date(2023, 1, 1), date(2023, 12, 31))),
        ("所列数据的期限为 2023 年 1 月 1 日到 2023 年 11 月 30 日", (date(2023, 1, 1), date(2023, 11, 30))),
        ("数据的统计期限为2023年2月1日至2月30日", None),
        ("2023年1月1日至12月31日值班表", None),
    ],
)
def test_the_period_is_read_from_the_preface(text, period):
    assert stated_period(text) == period


def test_the_year_is_read_from_the_title():
    assert title_years("某局二〇二三年度政府信息公开工作年度报告") == {2023}
    assert title_years("某局2023年政府信息公开工作年度报告") == {2023}
    assert title_years("某局政府信息公开工作年度报告") == set()


@pytest.mark.parametrize(
    "text", ["", "无", "无。", "暂无", "（无）", "本单位无其他需要报告的事项。", "无其他需要报告的情况", "没有"]
)
def test_saying_nothing(text):
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text", ["公开不及时，下一步加强培训。", "无收费情况。", "本年度未收取信息处理费。", "问题：人手不足。"]
)
def test_saying_something(text):
    assert not says_nothing(text)


def test_part_six_may_say_none():
    assert rules(build(zeros(), texts={"other_matters": "无"})) == []


def test_a_report_without_any_text_is_not_blamed_for_missing_parts():
    found = check(replace(ZERO, parts={}, source_kind="xlsx", published_on=date(2024, 1, 5)))
    assert [(finding.rule, finding.cause) for finding in found] == [("PART-MISSING", Cause.UNREAD)]


def test_parts_are_ordered_by_their_place():
    places = {key: replace(part, place=Place(line=9 - n)) for n, (key, part) in enumerate(ZERO.parts.items())}
    assert rules(replace(ZERO, parts=places)) == ["PART-ORDER"]


def test_a_repeated_number_of_a_part_is_found_and_an_arabic_one_is_fine():
    assert rules(with_parts(ZERO, remedies=Part("remedies", "三、行政复议、行政诉讼情况", ""))) == ["PART-NUMBER"]
    assert rules(with_parts(ZERO, remedies=Part("remedies", "4.行政复议、行政诉讼情况", ""))) == []


def test_a_table_that_is_the_same_in_both_forms_is_not_mixed():
    remedies = replace(ZERO.table("remedies"), format="2019")
    assert rules(with_table(ZERO, remedies)) == []
    requests = Table(
        "requests",
        "2019",
        TableStatus.READ,
        {k: figure(0) for k in ZERO.table("requests").cells if "other_" not in k[0]},
    )
    assert "FORM-MIXED" in rules(with_table(ZERO, requests))


def test_a_unit_printed_nowhere_is_a_notice_and_only_where_the_label_has_none():
    old = build(zeros("2019"), form_key="2019", year=2020)
    found = check(with_cell(old, "publications", ("central_procurement", "amount"), figure(148)))
    assert [(finding.rule, finding.severity) for finding in found] == [("UNIT", Severity.NOTICE)]
    assert rules(with_cell(ZERO, "publications", ("administrative_fees", "amount"), figure(148))) == []


def misread(*rows):
    """What is said where rows of form 2019 hold these items, changes and decisions."""
    report = build(zeros("2019"), form_key="2019", year=2020)
    for row, values in zip(("licensing", "other_services"), rows, strict=False):
        for column, value in zip(("items_last_year", "change", "decisions"), values, strict=True):
            report = with_cell(report, "publications", (row, column), figure(value))
    return [(finding.severity, finding.cause) for finding in check(report) if finding.rule == "MISREAD-19"]


def test_items_counted_as_decisions():
    wrong, perhaps = (Severity.WARNING, Cause.REPORT), (Severity.NOTICE, Cause.UNSURE)
    assert misread((276, -98, 178)) == [wrong]
    assert misread((6, -4, 2)) == [perhaps]
    assert misread((6, -4, 2), (5, 1, 6)) == [wrong, wrong]
    assert misread((0, 12, 12)) == [perhaps]
    assert misread((12, 0, 12)) == [perhaps]
    assert misread((5, 0, 5), (276, -98, 26878)) == []
