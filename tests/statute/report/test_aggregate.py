"""Departments added up to their government: exact sums, new totals, and nothing invented where something is missing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengwu.statute.report.aggregate import Doubt, Refused, aggregate, total_parts
from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import format_of, formats
from zhengwu.statute.report.model import Cell, Kind, Report, Table, TableStatus

FORM = format_of("2021")
EDUCATION, FINANCE, YUNXI = "青禾区教育局", "青禾区财政局", "青禾区云溪街道办事处"


def department(name=EDUCATION, granted=0, *, published=date(2024, 1, 20), year=2023, **rows) -> Report:
    """A sound report: `granted` requests of natural persons received and granted, all else zero but for `rows`."""
    figures = {
        table.key: {row: {c: 0 for r, c in table.keys if r == row} for row, _ in table.keys} for table in FORM.tables
    }
    for row in ("received", "granted", "concluded"):
        figures["requests"][row].update(natural_person=granted, total=granted)
    for place, columns in rows.items():
        table, row = place.split("__")
        figures[table].setdefault(row, {}).update(columns)
    return compose(FORM, name, year, figures, published_on=published)


def total(reports, **options):
    return aggregate(FORM, "青禾区人民政府", 2023, reports, **options)


def test_it_adds_cell_by_cell():
    result = total([department(granted=3), department(FINANCE, 4)])
    assert result.report.cell("requests", "received", "natural_person").value == 7
    assert result.report.cell("requests", "concluded", "total").value == 7
    assert (result.draft, result.findings, result.gaps) == (False, (), ())


def test_stale_totals_are_not_added():
    wrong = department(granted=3, requests__concluded={"natural_person": 99, "total": 1})
    result = total([wrong, department(FINANCE, 4)])
    assert result.report.cell("requests", "concluded", "natural_person").value == 7
    assert result.doubtful[0].doubts == (Doubt.ERRORS,)


def test_money_is_exact_and_in_one_unit():
    first = department(publications__administrative_fees={"amount": Decimal("0.1")})
    second = department(FINANCE, publications__administrative_fees={"amount": Decimal("0.2")})
    yuan = Cell(37500, "37500元", Kind.NUMBER, "元")
    third = department(YUNXI)
    cells = {**third.table("publications").cells, ("administrative_fees", "amount"): yuan}
    third = replace(third, tables={**third.tables, "publications": replace(third.table("publications"), cells=cells)})
    summed = total([first, second, third]).report.cell("publications", "administrative_fees", "amount")
    assert (summed.value, summed.unit) == (Decimal("4.05"), "万元")


def test_a_missing_cell_leaves_the_sum_open_and_names_the_body():
    gap = department(FINANCE, 4, requests__granted={"natural_person": None})
    result = total([department(granted=3), gap])
    assert result.report.cell("requests", "granted", "natural_person").kind is Kind.MISSING
    assert result.report.cell("requests", "concluded", "total").value is None  # a total of an open cell is open
    assert {each.bodies for each in result.gaps} == {(FINANCE,)}
    assert result.draft
    assert "缺青禾区财政局" in result.report.preface


def test_a_missing_body_makes_a_draft():
    result = total([department()], expected=[EDUCATION, YUNXI])
    assert (result.missing, result.draft) == ((YUNXI,), True)
    assert result.report.title.endswith("（草稿）")


def test_an_unreadable_file_makes_a_draft():
    assert total([department()], unreadable=[Refused("a.pdf", "扫描件。", "A scan.")]).draft


def test_no_report_at_all_gives_no_zero():
    result = total([])
    assert all(result.report.table(table.key).status is TableStatus.MISSING for table in FORM.tables)
    assert result.draft


def test_a_second_report_of_a_body_is_not_added():
    result = total([department(granted=3), department(granted=3)])
    assert result.report.cell("requests", "received", "total").value == 3
    assert [member.doubts for member in result.members] == [(), (Doubt.REPEATED,)]
    assert result.draft


def test_a_report_on_another_year_is_not_added():
    result = total([department(granted=3), department(FINANCE, 4, year=2022)])
    assert result.report.cell("requests", "received", "total").value == 3
    assert Doubt.OTHER_YEAR in result.members[1].doubts


def test_a_stranger_is_added_and_doubted():
    result = total([department(granted=3), department(FINANCE, 4)], expected=[EDUCATION])
    assert result.members[1].doubts == (Doubt.NOT_EXPECTED,)
    assert result.members[1].included


@pytest.mark.parametrize(
    ("name", "published", "due", "days"),
    [
        (EDUCATION, date(2024, 1, 31), None, 0),
        (EDUCATION, date(2024, 2, 3), None, 3),
        (YUNXI, date(2024, 2, 3), None, 0),  # the law names no date for a street office
        (YUNXI, date(2024, 2, 3), date(2024, 1, 26), 8),
        (EDUCATION, None, None, 0),
    ],
)
def test_lateness_is_counted_from_the_day_that_binds_the_body(name, published, due, days):
    [member] = total([department(name, published=published)], due_on=due).members
    assert member.days_late == days


def test_a_body_that_prints_one_other_row_makes_the_sum_print_one():
    figures = {"other": {"natural_person": 2, "total": 2}}
    one_row = department(FINANCE)
    replaced = FORM.table("requests").find("other")[1].replaces
    cells = {key: cell for key, cell in one_row.table("requests").cells.items() if key[0] not in replaced}
    zero, two = Cell(0, "0", Kind.ZERO), Cell(2, "2", Kind.NUMBER)
    columns = {key[1] for key in cells}
    cells |= {("other", column): two if column in figures["other"] else zero for column in columns}
    one_row = replace(
        one_row, tables={**one_row.tables, "requests": Table("requests", "2021", TableStatus.READ, cells)}
    )
    result = total([department(requests__other_remaining={"natural_person": 1, "total": 1}), one_row])
    assert result.report.cell("requests", "other", "natural_person").value == 3
    assert result.report.cell("requests", "concluded", "natural_person").value == 3
    assert result.gaps == ()


def test_totals_are_read_off_the_form():
    for form in formats():
        parts = total_parts(form, "requests")
        assert set(parts.rows) == {"concluded"}
        assert set(parts.columns) == {"total"}
        assert set(total_parts(form, "remedies").columns) == {"total"}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=6))
def test_the_sum_of_sound_reports_is_sound(counts):
    reports = [department(f"青禾区第{number}局", count) for number, count in enumerate(counts)]
    result = total(reports)
    assert result.report.cell("requests", "carried_out", "total").value == 0
    assert result.report.cell("requests", "received", "total").value == sum(counts)
    assert [finding for finding in result.findings if finding.rule.startswith("T3-COL")] == []
