"""The equations of the form, checked in every row and column where they should hold. No equation is written here."""

from collections.abc import Iterator

from zhengwu.statute.report.checks.labels import column_name, number, row_name, size, table_name
from zhengwu.statute.report.checks.rule import Rule
from zhengwu.statute.report.checks.subject import NO_FIGURES, Sheet, Subject
from zhengwu.statute.report.checks.sums import Line, Place, Sum, Verdict, balanced, lines_of, work_out
from zhengwu.statute.report.formats import Equation, Format
from zhengwu.statute.report.model import Cause, Finding, Number, Severity, Table

LISTED = 4  # a side with more terms than this names only those that are not 0
_MILDER = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.NOTICE, Severity.NOTICE: Severity.NOTICE}


def rule_of(equation: Equation, form: Format) -> Rule:
    """The rule that an equation of a form states."""
    part = next((part.title for part in form.parts if part.key == form.table(equation.table).part), equation.table)
    return Rule(
        equation.id,
        Severity(equation.severity),
        equation.basis,
        equation.sentence,
        equation.gloss,
        part,
        ("上一年度报告",) if equation.needs_last_year else (),
    )


def check_equations(subject: Subject) -> Iterator[Finding]:
    """Every equation of every table. What could not be read is left to the rule about unread cells."""
    for sheet in subject.sheets:
        if sheet.table.status in NO_FIGURES:
            continue
        cells = sheet.table.cells
        for line in lines_of(sheet):
            if line.of_last_year:
                yield from _against_last_year(subject, sheet, line)
            elif not balanced(line, cells):
                yield from _judge(sheet, line, work_out(line, sheet.table))


def unread_lines(sheet: Sheet) -> list[Line]:
    """The lines of this year's equations that could not be checked, because a cell was not read."""
    if sheet.table.status in NO_FIGURES:
        return [line for line in lines_of(sheet) if not line.of_last_year]
    cells = sheet.table.cells
    lines = (line for line in lines_of(sheet) if not line.of_last_year and not balanced(line, cells))
    return [line for line in lines if work_out(line, sheet.table).verdict is Verdict.UNREAD]


def unread_last_year(subject: Subject, sheet: Sheet) -> list[Line]:
    """The lines that need last year's report and could not be checked, because a cell of it was not read."""
    last = comparable(subject, sheet.key)
    if last is None or sheet.table.status in NO_FIGURES:
        return []
    return [
        line
        for line in lines_of(sheet)
        if line.of_last_year
        and _has(last, line)
        and any(place.last_year for place in work_out(line, sheet.table, last.table).unread)
    ]


def comparable(subject: Subject, table: str) -> Sheet | None:
    """Last year's table, where a report was given, it is on the year before, and its form has such a table."""
    last = subject.last
    if last is None or subject.report.year is None or last.report.year != subject.report.year - 1:
        return None
    return last.sheet(table)


def same_body(subject: Subject) -> bool:
    """Whether both reports may well be of one body: a name is missing, or one name holds the other."""
    names = [subject.report.agency or "", (subject.last.report.agency or "") if subject.last else ""]
    return not all(names) or names[0] in names[1] or names[1] in names[0]


def _has(last: Sheet, line: Line) -> bool:
    return all(place.key in last.shape.where for place in line.left + line.right if place.last_year)


def _against_last_year(subject: Subject, sheet: Sheet, line: Line) -> Iterator[Finding]:
    last = comparable(subject, sheet.key)
    if last is not None and last.table.status not in NO_FIGURES and _has(last, line):
        yield from _judge(sheet, line, work_out(line, sheet.table, last.table), last.table, same_body(subject))


def _judge(sheet: Sheet, line: Line, found: Sum, last: Table | None = None, certain: bool = True) -> Iterator[Finding]:
    if found.verdict not in (Verdict.FAILS, Verdict.FAILS_IF_ZERO):
        return
    rule = rule_of(line.equation, sheet.form)
    if_zero = found.verdict is Verdict.FAILS_IF_ZERO
    mild = if_zero or found.in_words or not certain
    sentence, gloss = _told(sheet, line, found, last)
    if if_zero:
        empty = "、".join(_cell_name(sheet, line, place) for place in found.empty)
        sentence, gloss = f"{sentence}（以空白的{empty}作0计）", f"{gloss}, if the blank cells mean 0"
    if found.in_words:
        sentence, gloss = (
            f"{sentence}（文字说明没有的作0计）",
            f"{gloss}, where words that say there was none count as 0",
        )
    if not certain:
        sentence, gloss = f"{sentence}（两份报告的机关名称不同）", f"{gloss} (the two reports name different bodies)"
    expected, actual = _sides(line.equation, found)
    yield rule.finding(
        sentence + "。",
        gloss + ".",
        cells=(sheet.refer(place.key) for place in line.left + line.right if not place.last_year),
        expected=expected,
        found=actual,
        severity=_MILDER[rule.severity] if mild else rule.severity,
        cause=Cause.UNSURE if not certain else Cause.REPORT,
    )


def _sides(equation: Equation, found: Sum) -> tuple[str, str]:
    if equation.relation == "<=":
        return f"≤{number(found.right)}", number(found.left)
    if len(equation.left) == 1:
        return number(found.right), number(found.left)
    return number(found.left), number(found.right)


def _told(sheet: Sheet, line: Line, found: Sum, last: Table | None) -> tuple[str, str]:
    left = _side(sheet, line, line.left, found.left, last)
    right = _side(sheet, line, line.right, found.right, last)
    gap = number(size(found.left - found.right))
    sign = "=" if line.equation.relation == "=" else "<="
    where, where_en = line_name(sheet, line)
    return (
        f"{where}：{left}，{right}，相差{gap}；{line.equation.sentence}",
        f"{where_en}: {line.equation.gloss}; {number(found.left)} {sign} {number(found.right)} fails by {gap}",
    )


def line_name(sheet: Sheet, line: Line) -> tuple[str, str]:
    """Where a line stands, in Chinese and in English: 表三“自然人”列."""
    key = next(iter(line.left)).key
    _, _, row, column = sheet.shape.where[key]
    title = table_name(sheet.form, sheet.table_form)
    if line.equation.of == "rows":
        return f"{title}“{column_name(column)}”列", f"{sheet.table_form.gloss}, column {column.gloss}"
    return f"{title}“{row_name(row)}”行", f"{sheet.table_form.gloss}, row {row.gloss}"


def _cell_name(sheet: Sheet, line: Line, place: Place) -> str:
    _, _, row, column = sheet.shape.where[place.key]
    name = row_name(row) if line.equation.of == "rows" else column_name(column)
    return f"上一年度{name}" if place.last_year else name


def _side(sheet: Sheet, line: Line, places: tuple[Place, ...], total: Number, last: Table | None) -> str:
    """One side in words: 本年新收21＋上年结转0＝21; a long side names only what is not 0."""
    terms = [(place, (last if place.last_year and last else sheet.table).cell(*place.key).stated) for place in places]
    written = [
        f"{'－' if place.sign < 0 else '＋'}{_cell_name(sheet, line, place)}{_figure(value)}"
        for place, value in terms
        if len(terms) <= LISTED or value != 0
    ]
    listed = "".join(written).removeprefix("＋")
    if len(terms) == 1:
        return listed
    if len(terms) <= LISTED:
        return f"{listed}＝{number(total)}"
    return f"各项之和{number(total)}" + (f"（{listed}）" if listed else "")


def _figure(value: Number | None) -> str:
    return "（空白）" if value is None else number(value)
