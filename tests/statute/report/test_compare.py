"""Two reports side by side: what differs, what only one states, what cannot be compared."""

from dataclasses import replace
from decimal import Decimal

from zhengwu.statute.report.compare import Subject, compare
from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.model import Cell, Kind, Report, Table, TableStatus


def report(agency="青禾区教育局", year=2023, form="2021", **rows) -> Report:
    """A report whose cells are all zero, but for `table__row={column: number}`."""
    spec = format_of(form)
    figures = {
        table.key: {row: {c: 0 for r, c in table.keys if r == row} for row, _ in table.keys} for table in spec.tables
    }
    for name, columns in rows.items():
        table, row = name.split("__")
        figures[table].setdefault(row, {}).update(columns)
    return compose(spec, agency, year, figures)


def test_it_finds_what_changed_between_two_years():
    result = compare(report(), report(year=2024, requests__received={"enterprise": 3}))
    [found] = result.differences
    assert (found.row, found.column, found.left, found.right, found.change) == ("received", "enterprise", 0, 3, 3)
    assert found.share is None  # three more than none is no percentage
    assert result.subject is Subject.YEARS


def test_every_cell_is_counted_once():
    result = compare(report(), report(year=2024, requests__received={"enterprise": 3}))
    assert len(result.differences) + result.equal == sum(len(table.keys) for table in format_of("2021").tables)
    assert (result.one_sided, result.unknown, result.only_left, result.only_right) == ((), 0, 0, 0)


def test_a_share_is_a_part_of_the_left_figure():
    left, right = report(publications__licensing={"decisions": 8}), report(publications__licensing={"decisions": 6})
    assert compare(left, right).differences[0].share == Decimal("-0.25")


def test_what_one_side_does_not_state_is_no_zero():
    left = report(requests__received={"enterprise": None})
    result = compare(left, report(year=2024))
    assert [(each.left, each.right) for each in result.one_sided] == [(None, 0)]
    assert result.differences == ()


def test_a_table_stated_as_none_counts_as_zeros():
    said = Table("remedies", "2021", TableStatus.STATED_NONE, {}, "本年度没有发生。")
    left = replace(report(), tables={**report().tables, "remedies": said})
    assert compare(left, report(year=2024)).one_sided == ()


def test_money_is_compared_in_one_unit():
    cell = Cell(37500, "37500元", Kind.NUMBER, "元")
    left = report()
    cells = {**left.table("publications").cells, ("administrative_fees", "amount"): cell}
    left = replace(left, tables={**left.tables, "publications": replace(left.table("publications"), cells=cells)})
    result = compare(left, report(publications__administrative_fees={"amount": Decimal("3.75")}))
    assert result.differences == ()


def test_reports_of_two_forms_meet_where_both_have_the_cell():
    old = report(year=2020, form="2019", requests__other={"natural_person": 4, "total": 4})
    new = report(year=2021, requests__other_uncorrected={"natural_person": 1, "total": 1})
    result = compare(old, new)
    others = {each.column: (each.left, each.right) for each in result.differences if each.row == "other"}
    assert others == {"natural_person": (4, 1), "total": (4, 1)}  # one row against the sum of three
    assert result.only_left > 0
    assert result.only_right > 0


def test_two_bodies_and_two_versions_are_told_apart():
    assert compare(report(), report(agency="青禾区财政局")).subject is Subject.BODIES
    assert compare(report(), report()).subject is Subject.VERSIONS
