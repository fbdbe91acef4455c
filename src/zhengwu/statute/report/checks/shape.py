"""Rules about the form itself: the right year's, not mixed with another, no rows added, tables printed as tables."""

from collections.abc import Iterator

from zhengwu.statute.report.checks.catalogue import RULE
from zhengwu.statute.report.checks.labels import row_name, table_name
from zhengwu.statute.report.checks.subject import NO_FIGURES, Sheet, Subject
from zhengwu.statute.report.formats import format_for_year
from zhengwu.statute.report.model import Finding, TableStatus


def check_shape(subject: Subject) -> Iterator[Finding]:
    """The form against the year, and every table against the form."""
    yield from _year(subject)
    for sheet in subject.sheets:
        yield from _mixed(subject, sheet)
        yield from _rows(sheet)
        yield from _sentence(sheet)


def _year(subject: Subject) -> Iterator[Finding]:
    year = subject.report.year
    wanted = format_for_year(year) if year is not None else None
    if wanted is None or wanted.key == subject.form.key or subject.form.in_force(year or 0):
        return
    if all(sheet.table.status not in (TableStatus.READ, TableStatus.PARTIAL) for sheet in subject.sheets):
        return  # no table shows which form was followed
    yield RULE["FORM-YEAR"].finding(
        f"{year}年度报告应当采用{wanted.document}的格式，表格却是{subject.form.document}的格式。",
        f"a report on {year} follows form {wanted.key}, but its tables follow form {subject.form.key}.",
        expected=wanted.key, found=subject.form.key, basis=wanted.document,
    )  # fmt: skip


def _mixed(subject: Subject, sheet: Sheet) -> Iterator[Finding]:
    if sheet.form.key == subject.form.key or sheet.table.status in NO_FIGURES:
        return
    own = subject.form.table(sheet.key).keys if subject.form.has(sheet.key) else ()
    foreign = [key for key in sheet.table_form.keys if key not in own]
    if not foreign and len(own) == len(sheet.table_form.keys):
        return  # the table is the same in both forms
    title = table_name(sheet.form, sheet.table_form)
    yield RULE["FORM-MIXED"].finding(
        f"{title}是{sheet.form.document}的格式，报告的其他表格是{subject.form.document}的格式。",
        f"{sheet.table_form.gloss} follows form {sheet.form.key}, the rest of the report form {subject.form.key}.",
        cells=(sheet.refer(key) for key in foreign),
        expected=subject.form.key, found=sheet.form.key, basis=subject.form.document,
    )  # fmt: skip


def _rows(sheet: Sheet) -> Iterator[Finding]:
    """Rows that the form lacks: one that stands for several rows of the form, or one that the body added."""
    title = table_name(sheet.form, sheet.table_form)
    for key in sorted(sheet.printed()):
        found = sheet.table_form.find(key)
        if found is None or not found[1].optional:
            continue
        block, row = found
        cells = tuple(sheet.refer((key, column.key)) for column in block.columns)
        if row.replaces:
            yield RULE["FORM-MIXED"].finding(
                f"{title}只有一行“{row_name(row)}”，{sheet.form.document}的格式是{len(row.replaces)}行，可能沿用了旧格式。",
                f"{sheet.table_form.gloss} prints one row, {row.gloss}, where the form has {len(row.replaces)} rows.",
                cells=cells, expected=f"{len(row.replaces)}行", found="1行", basis=sheet.form.document,
            )  # fmt: skip
        else:
            yield RULE["FORM-EXTRA"].finding(
                f"{title}有格式以外的一行“{row_name(row)}”。",
                f"{sheet.table_form.gloss} has a row that the form lacks: {row.gloss}.",
                cells=cells, found=row_name(row), basis=sheet.form.document,
            )  # fmt: skip
    yield from _unknown_rows(sheet, title)


def _unknown_rows(sheet: Sheet, title: str) -> Iterator[Finding]:
    where = sheet.shape.where
    unknown = [key for key in sheet.table.cells if key not in where]
    for row in dict.fromkeys(key[0] for key in unknown):
        yield RULE["FORM-EXTRA"].finding(
            f"{title}有格式以外的数据“{row}”。",
            f"{sheet.table_form.gloss} has figures that the form lacks: {row}.",
            cells=(sheet.refer(key) for key in unknown if key[0] == row), found=row, basis=sheet.form.document,
        )  # fmt: skip


def _sentence(sheet: Sheet) -> Iterator[Finding]:
    if sheet.table.status is TableStatus.STATED_NONE:
        title = table_name(sheet.form, sheet.table_form)
        yield RULE["FORM-SENTENCE"].finding(
            f"{title}以一句话代替，没有列出表格；没有发生的也应当列表填0。",
            f"{sheet.table_form.gloss}: a sentence stands in the table’s place; print the table with zeros.",
            expected="表格", found=sheet.table.sentence, basis=sheet.form.document,
        )  # fmt: skip
