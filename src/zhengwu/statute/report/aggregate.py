"""Adds the reports of departments to that of their government, cell by cell, and says how far that can be trusted.

Totals are recomputed from the sums of their parts and never added up from printed totals; which rows and columns are
totals is read off the equations of the form. A cell that one body did not state makes the sum incomplete: it states no
number and names the body. An aggregate that lacks a body, or a cell, is a draft.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zhengwu.statute.report.checks import check
from zhengwu.statute.report.checks.cells import amount_of
from zhengwu.statute.report.checks.dates import kind_of_body
from zhengwu.statute.report.formats import Equation, Format, TableForm
from zhengwu.statute.report.model import (
    Cause,
    Cell,
    Finding,
    Kind,
    Number,
    Part,
    Report,
    Severity,
    Table,
    TableStatus,
    number_cell,
)


class Doubt(StrEnum):
    """Why a body's figures need a person's eye before the sum is signed."""

    NO_NAME = "no_name"  # the report does not say whose it is
    NOT_EXPECTED = "not_expected"  # it is not on the list of expected bodies
    REPEATED = "repeated"  # a second report of the same body: not added
    OTHER_YEAR = "other_year"  # a report on another year, or on none: not added
    OTHER_FORM = "other_form"  # its tables follow another form
    ERRORS = "errors"  # its own figures contradict each other
    GAPS = "gaps"  # cells are missing


@dataclass(frozen=True, slots=True)
class Member:
    """A body in the sum: its name, the file, whether its figures were added, how late it is, what is doubtful.

    `due_on` is the day that binds it; None where the law names none for such a body.
    """

    name: str
    source: str
    included: bool
    published_on: date | None = None
    due_on: date | None = None
    days_late: int = 0
    doubts: tuple[Doubt, ...] = ()
    missing_cells: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read as a report: its name, and why (Chinese and English)."""

    source: str
    sentence: str
    gloss: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell of the sum that states no number, the bodies that did not state it, and the sum of the others."""

    table: str
    row: str
    column: str
    bodies: tuple[str, ...]
    partial: Number | None


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The summed report with the list of its bodies, the gaps, and what the checks say about its figures."""

    report: Report
    members: tuple[Member, ...]
    missing: tuple[str, ...]
    unreadable: tuple[Refused, ...]
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]

    @property
    def included(self) -> tuple[Member, ...]:
        """The bodies whose figures were added."""
        return tuple(member for member in self.members if member.included)

    @property
    def late(self) -> tuple[Member, ...]:
        """The bodies that published after the date due."""
        return tuple(member for member in self.members if member.days_late)

    @property
    def doubtful(self) -> tuple[Member, ...]:
        """The bodies whose figures need a person's eye."""
        return tuple(member for member in self.members if member.doubts)

    @property
    def draft(self) -> bool:
        """True while a body or a cell is missing: such a sum is not to be published."""
        left_out = any(not member.included for member in self.members)
        return bool(self.missing or self.unreadable or self.gaps or left_out or not self.included)


def aggregate(
    form: Format,
    agency: str,
    year: int,
    reports: Sequence[Report],
    *,
    due_on: date | None = None,
    expected: Sequence[str] = (),
    unreadable: Sequence[Refused] = (),
) -> Aggregate:
    """The report of `agency` on `year`, summed over `reports`.

    `expected` names the bodies that had to report, `due_on` a local date to publish by (None: the law's dates).
    """
    known = {_plain(name) for name in expected}
    members: list[Member] = []
    added: list[tuple[str, Report]] = []
    seen: set[str] = set()
    for report in reports:
        member = _member(form, year, report, known, seen, due_on)
        members.append(member)
        if member.included:
            seen.add(_plain(member.name))
            added.append((member.name, report))
    present = {_plain(member.name) for member in members}
    missing = tuple(name for name in expected if _plain(name) not in present)
    tables, gaps = _sum(form, added)
    result = Aggregate(_blank(form, agency, year, tables), tuple(members), missing, tuple(unreadable), gaps, ())
    report = _worded(result, form)
    return replace(result, report=report, findings=tuple(_of_figures(form, check(report))))


def _of_figures(form: Format, findings: Sequence[Finding]) -> Iterator[Finding]:
    """What the checks say about the sums themselves: words and dates are still to be written, gaps are listed apart."""
    equations = {equation.id for equation in form.equations}
    for finding in findings:
        of_figures = finding.rule in equations or finding.severity is Severity.ERROR
        if of_figures and finding.cells and finding.cause is not Cause.UNREAD:
            yield finding


def _plain(name: str) -> str:
    """A name as it is compared: without blanks, since tables and letterheads space names out."""
    return "".join(name.split())


def _member(form: Format, year: int, report: Report, known: set[str], seen: set[str], due_on: date | None) -> Member:
    name = report.agency or report.source
    doubts = {
        Doubt.NO_NAME: not report.agency,
        Doubt.NOT_EXPECTED: bool(known) and _plain(name) not in known,
        Doubt.REPEATED: _plain(name) in seen,
        Doubt.OTHER_YEAR: report.year != year,
        Doubt.OTHER_FORM: report.format != form.key,
        Doubt.ERRORS: any(each.severity is Severity.ERROR and each.cells for each in check(report)),
        Doubt.GAPS: bool(missing := _missing(form, report)),
    }
    held = tuple(doubt for doubt, holds in doubts.items() if holds)
    bound = kind_of_body(name)
    due = due_on or (bound.after(year) if bound else None)
    late = max((report.published_on - due).days, 0) if report.published_on and due else 0
    included = not {Doubt.REPEATED, Doubt.OTHER_YEAR} & set(held)
    return Member(name, report.source, included, report.published_on, due, late, held, missing)


def _missing(form: Format, report: Report) -> int:
    """How many cells that this report ought to state it does not state."""
    return sum(
        _stated(report, table, *key) is None
        for table in form.tables
        for key in table.expected_keys(_printed(table, report))
    )


def _printed(table: TableForm, report: Report) -> set[str]:
    return {row for (row, _), cell in report.table(table.key).cells.items() if cell.kind is not Kind.MISSING}


def _stated(report: Report, table: TableForm, row: str, column: str) -> Number | None:
    """What the cell states, money in the unit of the form whatever unit was printed."""
    cell = report.cell(table.key, row, column)
    if cell.kind is Kind.MISSING and report.table(table.key).status is TableStatus.STATED_NONE:
        return 0
    number = cell.stated
    return amount_of(number, cell.unit) if number is not None and column in _units(table) else number


def _units(table: TableForm) -> dict[str, str]:
    """The units of the columns that hold money."""
    return {column.key: column.unit for block in table.blocks for column in block.columns if column.amount}


def _sum(form: Format, added: Sequence[tuple[str, Report]]) -> tuple[dict[str, Table], tuple[Gap, ...]]:
    """Every table of the sum, and the gaps in them; nothing where nothing was added, for that is no zero."""
    if not added:
        return {}, ()
    tables: dict[str, Table] = {}
    gaps: list[Gap] = []
    for table in form.tables:
        sums, open_cells = _sum_table(form, table, added)
        units = _units(table)
        cells = {
            key: Cell(unit=units.get(key[1])) if key in open_cells else number_cell(value, units.get(key[1]))
            for key, value in sums.items()
        }
        status = TableStatus.READ if not open_cells else TableStatus.PARTIAL
        if len(open_cells) == len(cells):
            status = TableStatus.MISSING
        tables[table.key] = Table(table.key, form.key, status, cells)
        gaps += [Gap(table.key, *key, bodies, sums[key]) for key, bodies in open_cells.items()]
    return tables, tuple(gaps)


def _sum_table(
    form: Format, table: TableForm, added: Sequence[tuple[str, Report]]
) -> tuple[dict[tuple[str, str], Number], dict[tuple[str, str], tuple[str, ...]]]:
    """The sums of one table by (row, column), and for each sum that is incomplete the bodies that it lacks."""
    printed = {row for _, report in added for row in _printed(table, report)}
    sums: dict[tuple[str, str], Number] = {}
    lacking: dict[tuple[str, str], tuple[str, ...]] = {}
    keys = table.expected_keys(printed - _replaced(table, printed))
    parts = total_parts(form, table.key)
    rows = {row: _present(table, terms, keys) for row, terms in parts.rows.items()}
    leaves = [key for key in keys if key[0] not in rows and key[1] not in parts.columns]
    for key in leaves:
        sums[key], lacking[key] = _sum_cell(table, key, added)
    for row, column in (key for key in keys if key[0] in rows and key[1] not in parts.columns):
        _add_up(sums, lacking, (row, column), [(part, column) for part in rows[row]])
    for row, column in (key for key in keys if key[1] in parts.columns):
        _add_up(sums, lacking, (row, column), [(row, part) for part in parts.columns[column]])
    return {key: sums[key] for key in keys}, {key: lacking[key] for key in keys if lacking[key]}


def _replaced(table: TableForm, printed: set[str]) -> set[str]:
    """The rows that a printed row stands for: where one body prints the whole, the sum can only show the whole."""
    return {part for _, row in table.lines() if row.key in printed for part in row.replaces}


def _present(table: TableForm, terms: Sequence[str], keys: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The rows that a total adds up, with a replacing row in the place of those it stands for."""
    shown = {row for row, _ in keys}
    whole = {part: row.key for _, row in table.lines() if row.key in shown for part in row.replaces}
    return tuple(dict.fromkeys(whole.get(term, term) for term in terms))


def _sum_cell(
    table: TableForm, key: tuple[str, str], added: Sequence[tuple[str, Report]]
) -> tuple[Number, tuple[str, ...]]:
    found = table.find(key[0])
    row = found[1] if found else None
    numbers: list[Number] = []
    without: list[str] = []
    for name, report in added:
        value = _stated(report, table, *key)
        if value is None and row and row.replaces:
            parts = [_stated(report, table, part, key[1]) for part in row.replaces]
            value = None if None in parts else sum(part for part in parts if part is not None)
        if value is not None:
            numbers.append(value)
        elif not (row and row.optional and not row.replaces):
            without.append(name)
    return _total(numbers), tuple(without)


def _total(numbers: Sequence[Number]) -> Number:
    """The exact sum; a whole number stays one."""
    total = sum((Decimal(number) for number in numbers), Decimal(0))
    return int(total) if total == total.to_integral_value() else total


def _add_up(
    sums: dict[tuple[str, str], Number],
    lacking: dict[tuple[str, str], tuple[str, ...]],
    total: tuple[str, str],
    parts: Sequence[tuple[str, str]],
) -> None:
    sums[total] = _total([sums[part] for part in parts])
    lacking[total] = tuple(dict.fromkeys(body for part in parts for body in lacking[part]))


@dataclass(frozen=True, slots=True)
class Totals:
    """Which rows and which columns of a table are totals, and what each adds up."""

    rows: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, tuple[str, ...]]


def total_parts(form: Format, table: str) -> Totals:
    """The totals of a table, read off the form: an equation of one row or column with several others defines one."""
    found: dict[str, dict[str, tuple[str, ...]]] = {"rows": {}, "columns": {}}
    for equation in form.equations:
        if equation.table == table and _defines_total(equation):
            found[equation.of][equation.left[0].key] = tuple(term.key for term in equation.right)
    return Totals(found["rows"], found["columns"])


def _defines_total(equation: Equation) -> bool:
    plain = not any(term.minus or term.last_year for term in equation.left + equation.right)
    return plain and equation.relation == "=" and len(equation.left) == 1 and len(equation.right) > 1


def _blank(form: Format, agency: str, year: int, tables: Mapping[str, Table]) -> Report:
    parts = {part.key: Part(part.key, part.title, "") for part in form.parts}
    title = f"{agency}{year}年政府信息公开工作年度报告"
    return Report(agency, year, form.key, tables, parts, title, source_kind="aggregate")


def _worded(result: Aggregate, form: Format) -> Report:
    """The summed report with a preface that lists its bodies, and with 草稿 in its title while it is a draft."""
    names = "、".join(member.name for member in result.included)
    preface = [f"本报告表格由{len(result.included)}个单位的年度报告逐格相加，总计重新计算：{names}。"]
    if result.missing:
        preface.append(f"未报送：{'、'.join(result.missing)}。")
    if result.unreadable:
        preface.append(f"未能读取：{'、'.join(refused.source for refused in result.unreadable)}。")
    if left_out := [member.name for member in result.members if not member.included]:
        preface.append(f"未计入：{'、'.join(left_out)}。")
    if result.gaps:
        open_rows = dict.fromkeys((form.table(gap.table).find(gap.row), gap.bodies) for gap in result.gaps)
        told = (f"{found[1].label}（缺{'、'.join(bodies)}）" for found, bodies in open_rows if found)
        preface.append(f"缺少数据、未作汇总的行：{'；'.join(told)}。")
    title = result.report.title + ("（草稿）" if result.draft else "")
    return replace(result.report, title=title, preface="\n".join(preface))
