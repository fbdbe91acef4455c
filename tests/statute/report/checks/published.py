"""Turns the truth files beside the published reports into reports. The files lie outside the repository."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from zhengwu.statute.report.checks.narrative.sentences import plain as simplified
from zhengwu.statute.report.compose import status_of
from zhengwu.statute.report.formats import Format, format_of
from zhengwu.statute.report.model import Cell, Key, Part, Report, Table, TableStatus, number_cell

FOLDER = Path(__file__).resolve().parents[5] / "shared" / "reports"


def names(folder: Path = FOLDER) -> list[str]:
    """The reports whose truth is at hand."""
    return sorted(path.stem for path in (folder / "truth").glob("*.json"))


def published(name: str, folder: Path = FOLDER) -> Report:
    """The report `name` with the cells of its truth file and, where it is plain text, its narrative."""
    truth = json.loads((folder / "truth" / f"{name}.json").read_text("utf-8"), parse_float=Decimal)
    source = folder / f"{name}.txt"
    return report_of(truth, source.read_text("utf-8") if source.exists() else "")


def report_of(truth: dict[str, Any], text: str = "") -> Report:
    """The report that a truth file describes."""
    form = format_of(truth["format"])
    tables = {key: _table(form, key, cells) for key, cells in truth["tables"].items()}
    title = text.strip().splitlines()[0] if text else ""
    parts = _parts(form, text)
    return Report(truth["agency"], truth["year"], form.key, tables, parts, title if len(title) < 60 else "")


def _table(form: Format, key: str, rows: Any) -> Table:
    if rows == "stated_none":
        return Table(key, form.key, TableStatus.STATED_NONE)
    cells: dict[Key, Cell] = {}
    if all(value is None for columns in rows.values() for value in columns.values()):
        return Table(key, form.key, TableStatus.UNREAD)
    for row, columns in rows.items():
        for column, value in columns.items():
            unit = "万元" if column == "amount" else None
            cells[row, column] = Cell() if value is None else number_cell(value, unit)
    return Table(key, form.key, status_of(form, key, cells), cells)


def _parts(form: Format, text: str) -> dict[str, Part]:
    """The text cut at lines that look like the heading of a part: good enough to try the rules about the text."""
    found: dict[str, Part] = {}
    lines: list[str] = []
    key, heading = "", ""
    for line in [*text.splitlines(), ""]:
        plain = line.strip()
        part = next((p for p in form.parts if _is_heading(simplified(plain), p.words) and p.key not in found), None)
        if part:
            if key:
                found[key] = Part(key, heading, "\n".join(lines))
            key, heading, lines = part.key, plain, []
            found[key] = Part(key, heading, "")
        elif key and not re.fullmatch(r"[\d\s|+\-.]*", plain):
            lines.append(plain)
    if key:
        found[key] = Part(key, heading, "\n".join(lines))
    return found


def _is_heading(line: str, words: tuple[tuple[str, ...], ...]) -> bool:
    numbered = re.match(r"[一二三四五六七]、", line)
    return bool(numbered) and len(line) < 40 and any(all(word in line for word in group) for group in words)
