"""A year's plan from a file that an office supplies, or that is shipped here: CSV, JSON or TOML, one content.

TOML and JSON have the keys `year`, `notice`, `title`, `issued`, `verified`, `note`, a list `off` of `first`, `last`,
`name`, and a list `work` of `on`, `name`; an entry may cite its own `source`. CSV has the columns `what`, `first`,
`last`, `name`, `source` (类别、起始、截止、名称、依据); a row is days off (`off` 放假), a make-up day (`work` 上班),
or one of those keys with its value under `first`.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhengwu.statute.calendar.contradictions import contradictions
from zhengwu.statute.calendar.model import FIRST, LAST, MakeUp, Span, YearPlan
from zhengwu.statute.calendar.planfiles import Entry, PlanFault, Raw, read

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)")
_TRUE = {"true": True, "是": True, "false": False, "否": False, "": False}


@dataclass(frozen=True, slots=True)
class PlanReading:
    """A plan, or else everything that is wrong with the file, by line."""

    plan: YearPlan | None
    faults: tuple[PlanFault, ...]


def plan_from(text: str, kind: str) -> PlanReading:
    """The plan in `text`; `kind` is csv, json or toml. Nothing is guessed: with any fault there is no plan."""
    raw = read(text, kind)
    if raw.faults:
        return PlanReading(None, tuple(raw.faults))
    year = _year(raw)
    plan = YearPlan(
        year=year,
        notice=_text(raw, "notice"),
        title=_text(raw, "title") or f"国务院办公厅关于{year}年部分节假日安排的通知",
        issued=_issued(raw),
        verified=_verified(raw),
        off=tuple(_span(raw, entry) for entry in raw.entries if entry.what == "off"),
        work=tuple(_make_up(raw, entry) for entry in raw.entries if entry.what == "work"),
        note=_text(raw, "note"),
    )
    faults = raw.faults or contradictions(plan, raw)
    return PlanReading(None if faults else plan, tuple(faults))


def _year(raw: Raw) -> int:
    line, value = raw.facts.get("year", (0, None))
    plain = str(value).strip()
    if value is None or isinstance(value, bool) or not re.fullmatch(r"[0-9]{4}", plain):
        raw.fault(line, "year", "no_year", "没有写明年份（四位数字）。", "The year is missing: four digits.")
        return FIRST.year
    if not FIRST.year <= int(plain) <= LAST.year:
        raw.fault(line, "year", "year_outside", f"年份应在 {FIRST.year} 至 {LAST.year} 之间，文件写的是 {plain}。",
                  f"The year must be {FIRST.year} to {LAST.year}, not {plain}.")  # fmt: skip
    return int(plain)


def _text(raw: Raw, key: str) -> str:
    line, value = raw.facts.get(key, (0, ""))
    if not isinstance(value, str) or not value.strip().isprintable():
        raw.fault(line, key, "no_text", f"“{key}”应为文字。", f"{key!r} must be text.")
        return ""
    return value.strip()


def _issued(raw: Raw) -> date | None:
    line, value = raw.facts.get("issued", (0, ""))
    return None if value == "" else _date(raw, line, "issued", value)


def _verified(raw: Raw) -> bool:
    line, value = raw.facts.get("verified", (0, False))
    known = value if isinstance(value, bool) else _TRUE.get(str(value).strip().lower())
    if known is None:
        raw.fault(line, "verified", "no_yes_or_no", "“已核对”应为“是”或“否”。", "'verified' must be true or false.")
    return bool(known)


def _span(raw: Raw, entry: Entry) -> Span:
    first = _date(raw, entry.line, "first", entry.values.get("first"))
    last = _date(raw, entry.line, "last", entry.values["last"]) if entry.values.get("last") else first
    return Span(first, last, _name(raw, entry), _source(raw, entry))


def _make_up(raw: Raw, entry: Entry) -> MakeUp:
    on = _date(raw, entry.line, "on", entry.values.get("on"))
    return MakeUp(on, _name(raw, entry), _source(raw, entry))


def _name(raw: Raw, entry: Entry) -> str:
    value = entry.values.get("name")
    if not isinstance(value, str) or not value.strip() or not value.strip().isprintable():
        raw.fault(entry.line, "name", "no_name", "没有写明是哪个节日。", "The holiday's name is missing.")
        return ""
    return value.strip()


def _source(raw: Raw, entry: Entry) -> str:
    value = entry.values.get("source", "")
    if not isinstance(value, str) or not value.strip().isprintable():
        raw.fault(entry.line, "source", "no_text", "“依据”应为文字。", "'source' must be text.")
        return ""
    return value.strip()


def _date(raw: Raw, line: int, column: str, value: Any) -> date:
    """The date, written in one of the usual ways; FIRST, and a fault, where it is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    found = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found:
        parts = [int(part) for part in found.groups() if part]
        try:
            return date(*parts)
        except ValueError:
            pass
    shown = "" if value is None else value
    raw.fault(line, column, "no_date", f"“{shown}”不是日期，应写作 2027-01-01。",
              f"{str(shown)!r} is no date; write 2027-01-01.")  # fmt: skip
    return FIRST
