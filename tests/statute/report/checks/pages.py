"""Writes the page of all rules, and reads the worked examples in the pages about rules."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.statute.report.checks.builder import build, figure, with_cell, with_table, zeros
from zhengwu.statute.report.checks import catalogue
from zhengwu.statute.report.model import Cell, Kind, Part, Report, TableStatus

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "rules"
_EXAMPLE = re.compile(r"^### (?P<name>.+?)$(?P<body>.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\|(.+)\|$", re.MULTILINE)
_KINDS = {"(blank)": Kind.BLANK, "(unread)": Kind.MISSING}
NEVER = "(no findings)"


@dataclass(frozen=True)
class Example:
    """A worked example: what stands in the report, and the findings that must come of it."""

    page: str
    name: str
    stands: tuple[tuple[str, str], ...]
    findings: tuple[tuple[str, str, str, str], ...]


def catalogue_page() -> str:
    """The page that lists every rule."""
    lines = [
        "# All rules",
        "",
        "Generated from the catalogue and the forms; do not edit. Severity is the gravest that a rule can find.",
        "",
        "| Id | Severity | Rule | In English | Looks at | Needs | Basis |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {rule.id} | {rule.severity.value} | {rule.title} | {rule.gloss} | {rule.scope} | {'、'.join(rule.needs)} "
        f"| {rule.basis}{f'（{rule.since}年度起）' if rule.since else ''} |"
        for rule in catalogue()
    ]
    return "\n".join(lines) + "\n"


def examples() -> Iterator[Example]:
    """Every worked example: a heading, a table of what stands where, a table of findings."""
    for page in sorted(FOLDER.glob("*.md")):
        for found in _EXAMPLE.finditer(page.read_text("utf-8")):
            rows = [tuple(cell.strip() for cell in row.split("|")) for row in _ROW.findall(found["body"])]
            stands = tuple((row[0].strip("`"), row[1]) for row in rows if len(row) == 2 and row[0].startswith("`"))
            findings = tuple(row for row in rows if len(row) == 4 and not row[0].startswith(("Rule", "-")))
            yield Example(page.stem, found["name"], stands, findings)


def report_of(example: Example) -> tuple[Report, dict[str, Any]]:
    """The report of an example (zeros where it says nothing else) and what `check` is given."""
    stands = dict(example.stands)
    form, year = stands.pop("form", "2021"), int(stands.pop("year", "2023"))
    report = build(zeros(form), form_key=form, year=year)
    last = build(zeros(form), form_key=form, year=year - 1)
    given: dict[str, Any] = {}
    for key, value in stands.items():
        if key == "local due":
            given["local_due_on"] = date.fromisoformat(value)
        elif key.startswith("last year."):
            last = given["last_year"] = _stand(last, key.removeprefix("last year."), value)
        else:
            report = _stand(report, key, value)
    return report, given


def _stand(report: Report, key: str, value: str) -> Report:
    """The report with one thing as the example has it: a cell, a table, a part, the agency or a date."""
    where = key.split(".")
    if where[0] == "part":
        old = report.parts[where[1]]
        return replace(report, parts={**report.parts, where[1]: Part(old.key, old.heading, value)})
    if key == "published":
        return replace(report, published_on=date.fromisoformat(value))
    if key == "agency":
        return replace(report, agency=value, title=f"{value}{report.year}年政府信息公开工作年度报告")
    if key in ("preface", "title"):
        return replace(report, **{key: value})
    if len(where) == 1:
        return with_table(report, replace(report.table(key), status=TableStatus(value.strip("()")), cells={}))
    return with_cell(report, where[0], (where[1], where[2]), _cell(value))


def _cell(value: str) -> Cell:
    if value in _KINDS:
        return Cell(kind=_KINDS[value])
    if value in "-—/":
        return Cell(None, value, Kind.DASH)
    found = re.fullmatch(r"(?P<number>-?\d+)(?P<unit>[^\d.]*)", value)
    return (
        figure(int(found["number"]), raw=value, unit=found["unit"] or None) if found else Cell(None, value, Kind.TEXT)
    )


if __name__ == "__main__":
    (FOLDER / "catalogue.md").write_text(catalogue_page(), "utf-8")
