"""What was not read: said once a table, with what it kept from being checked. This is never the report's own fault."""

from collections.abc import Iterator

from zhengwu.statute.report.checks.catalogue import RULE
from zhengwu.statute.report.checks.equations import (
    comparable,
    line_name,
    same_body,
    unread_last_year,
    unread_lines,
)
from zhengwu.statute.report.checks.labels import listed, listed_in_english, row_name, table_name
from zhengwu.statute.report.checks.subject import NO_FIGURES, Sheet, Subject
from zhengwu.statute.report.checks.sums import Line
from zhengwu.statute.report.model import Cause, CellRef, Finding, Key, Kind, TableStatus, Unread

_MOST_RAW = 60


def check_unread(subject: Subject) -> Iterator[Finding]:
    """One finding for each table of which something was not read, and one for what belongs to no table."""
    told = set()
    for sheet in subject.sheets:
        told.add(sheet.key)
        yield from _of_table(subject, sheet)
    rest: dict[str, list[Unread]] = {}
    for item in subject.report.unread:
        if item.table not in told:
            rest.setdefault(item.table, []).append(item)
    for items in rest.values():
        reason, reason_en = _reasons(subject, items)
        yield RULE["UNREAD"].finding(
            f"报告中有{len(items)}处内容未能读出{reason}，因此没有核对；这不表示报告有错。",
            f"{len(items)} places were not read{reason_en}, so they were not checked; the report may well be right.",
            found=_raw(items), cause=Cause.UNREAD, place=items[0].place,
        )  # fmt: skip


def _of_table(subject: Subject, sheet: Sheet) -> Iterator[Finding]:
    items = [item for item in subject.report.unread if item.table == sheet.key]
    missing = missing_cells(sheet)
    if not missing and not items:
        return
    title, gloss = table_name(sheet.form, sheet.table_form), sheet.table_form.gloss
    reason, reason_en = _reasons(subject, items)
    what, what_en = _extent(sheet, missing, items)
    checks, checks_en = _unchecked(unread_lines(sheet), sheet)
    wholly = sheet.table.status in NO_FIGURES
    yield RULE["UNREAD"].finding(
        f"{title}{what}{reason}{checks}；这不表示报告有错，请核对原件。",
        f"{gloss}: {what_en}{reason_en}{checks_en}; the report may well be right: see the original.",
        cells=() if wholly else (CellRef(sheet.key, *key) for key in missing),
        expected=f"{len(sheet.expected())}格",
        found=_raw(items) or f"缺{len(missing)}格",
        cause=Cause.UNREAD,
        place=items[0].place if items else None,
    )


def missing_cells(sheet: Sheet) -> list[Key]:
    """The cells of the form that were not read, in a table that no sentence replaces."""
    if sheet.table.status is TableStatus.STATED_NONE:
        return []
    if sheet.table.status in NO_FIGURES:
        return list(sheet.expected())
    cells = sheet.table.cells
    return [key for key in sheet.expected() if key not in cells or cells[key].kind is Kind.MISSING]


def _extent(sheet: Sheet, missing: list[Key], items: list[Unread]) -> tuple[str, str]:
    if sheet.table.status is TableStatus.MISSING:
        return "没有找到", "neither the table nor a sentence in its place was found"
    if sheet.table.status is TableStatus.UNREAD:
        return "整表未能读出", "the table is there, but none of it could be read"
    if not missing:
        return f"另有{len(items)}处内容未能归入表格", f"{len(items)} further lines could not be placed"
    rows = {key[0]: sheet.shape.where[key][2] for key in missing}
    names = listed(row_name(row) for row in rows.values())
    glosses = listed_in_english(row.gloss for row in rows.values())
    return f"有{len(missing)}格未能读出（{names}）", f"{len(missing)} cells were not read ({glosses})"


def _reasons(subject: Subject, items: list[Unread]) -> tuple[str, str]:
    known = subject.reasons or {}
    found = [known.get(reason, (reason, reason)) for reason in dict.fromkeys(item.reason for item in items)]
    if not found:
        return "", ""
    return f"（{'；'.join(reason for reason, _ in found)}）", f" ({'; '.join(reason for _, reason in found)})"


def _raw(items: list[Unread]) -> str:
    return "；".join(" ".join(item.raw)[:_MOST_RAW] for item in items[:3])


def _unchecked(lines: list[Line], sheet: Sheet) -> tuple[str, str]:
    """Which equations were left unchecked, and where."""
    if not lines:
        return "", ""
    rules: dict[str, list[Line]] = {}
    for line in lines:
        rules.setdefault(line.equation.id, []).append(line)
    told = "、".join(f"{rule}（{_where(found, sheet, 0)}）" for rule, found in rules.items())
    told_en = ", ".join(f"{rule} ({_where(found, sheet, 1)})" for rule, found in rules.items())
    return f"，以下核对没有做：{told}", f"; not checked: {told_en}"


def _where(lines: list[Line], sheet: Sheet, language: int) -> str:
    if len(lines) > 1:
        return (f"{len(lines)}处", f"{len(lines)} places")[language]
    return line_name(sheet, lines[0])[language]


def check_last_year(subject: Subject) -> Iterator[Finding]:
    """Whether last year's report is the one to compare with, and what of it could not be read."""
    last, report = subject.last, subject.report
    if last is None:
        return
    if report.year is None or last.report.year != report.year - 1:
        wanted = report.year - 1 if report.year is not None else "?"
        yield RULE["LAST-YEAR"].finding(
            f"比对所用的报告是{last.report.year}年度的，应为{wanted}年度，结转等数据没有比对。",
            f"the report compared with is on {last.report.year}, not on {wanted}: nothing was carried over.",
            expected=wanted, found=last.report.year, cause=Cause.UNREAD,
        )  # fmt: skip
        return
    if not same_body(subject):
        yield RULE["LAST-YEAR"].finding(
            f"上一年度报告的机关是“{last.report.agency}”，本报告的机关是“{report.agency}”，请确认是同一机关。",
            f"last year’s report is by {last.report.agency}, this one by {report.agency}: are they one body?",
            expected=report.agency, found=last.report.agency, cause=Cause.UNSURE,
        )  # fmt: skip
    for sheet in subject.sheets:
        lines = unread_last_year(subject, sheet)
        older = comparable(subject, sheet.key)
        if lines and older:
            checks, checks_en = _unchecked(lines, sheet)
            yield RULE["UNREAD-LAST"].finding(
                f"上一年度报告的{table_name(older.form, older.table_form)}未能完整读出{checks}。",
                f"last year’s report, {older.table_form.gloss}, was not wholly read{checks_en}.",
                cause=Cause.UNREAD,
            )
