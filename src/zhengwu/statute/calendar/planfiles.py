"""The three kinds of file in which a year's plan may come, read into rows that still know their line.

Nothing is understood here; what the values mean is `plans`. A fault has the line where it can be told, else 0.
"""

import csv
import json
import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

MOST = 100_000  # characters; a plan has some two thousand
_WHAT = {
    "年份": "year", "文号": "notice", "标题": "title", "发布日期": "issued", "已核对": "verified", "说明": "note",
    "放假": "off", "上班": "work", "类别": "what", "起始": "first", "截止": "last", "名称": "name", "依据": "source",
}  # fmt: skip
_COLUMNS = ("what", "first", "last", "name", "source")
FACTS = ("year", "notice", "title", "issued", "verified", "note")
_KEYS = {"off": {"first", "last", "name", "source"}, "work": {"on", "name", "source"}}
_FIRST_KEY = {"off": "first", "work": "on"}


@dataclass(frozen=True, slots=True)
class PlanFault:
    """What is wrong with a plan's file: line (0: not known), column, a code, a sentence in both languages."""

    line: int
    column: str
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a plan: `off` or `work`, its line, its values as they stand in the file."""

    what: str
    line: int
    values: dict[str, Any]


@dataclass(slots=True)
class Raw:
    """A plan's file taken apart: facts with their lines, rows, and what could not be taken apart."""

    facts: dict[str, tuple[int, Any]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    faults: list[PlanFault] = field(default_factory=list)

    def fault(self, line: int, column: str, code: str, zh: str, en: str) -> None:
        """Notes a fault."""
        self.faults.append(PlanFault(line, column, code, zh, en))


def read(text: str, kind: str) -> Raw:
    """The file's rows; `kind` is csv, json or toml."""
    raw = Raw()
    if kind not in ("csv", "json", "toml"):
        raw.fault(0, "", "unknown_kind", f"不认识的格式“{kind}”，可用 csv、json、toml。",
                  f"Unknown kind {kind!r}; use csv, json or toml.")  # fmt: skip
    elif len(text) > MOST:
        raw.fault(0, "", "too_long", f"文件过长（{len(text)} 字），放假安排不应超过 {MOST} 字。",
                  f"The file is too long ({len(text)} characters); a plan has at most {MOST}.")  # fmt: skip
    elif kind == "csv":
        _read_csv(text.removeprefix("\ufeff"), raw)
    else:
        _read_tree(text.removeprefix("\ufeff"), kind, raw)
    return raw


def _read_csv(text: str, raw: Raw) -> None:
    try:
        rows = csv.reader(text.splitlines(keepends=True), strict=True)
        head = [_WHAT.get(cell.strip(), cell.strip()) for cell in next(rows, [])]
        if missing := {"what", "first"} - set(head):
            raw.fault(1, "、".join(sorted(missing)), "no_head", "第一行应为表头：类别,起始,截止,名称,依据。",
                      "The first line must be the head: what,first,last,name,source.")  # fmt: skip
            return
        for column in set(head) - set(_COLUMNS):
            raw.fault(1, column, "unknown_key", f"不认识的列“{column}”。", f"Unknown column {column!r}.")
        for cells in rows:
            plain = [cell.strip() for cell in cells]
            if any(plain[len(head) :]):
                raw.fault(
                    rows.line_num,
                    "",
                    "too_many_cells",
                    "本行的格数多于表头。",
                    "This line has more cells than the head.",
                )
            _read_row(dict(zip(head, plain, strict=False)), rows.line_num, raw)
    except csv.Error as error:
        raw.fault(0, "", "broken", f"不是完好的 CSV：{error}。", f"Not sound CSV: {error}.")


def _read_row(cells: dict[str, str], line: int, raw: Raw) -> None:
    if not any(cells.values()):
        return
    what = _WHAT.get(cells["what"], cells["what"])
    if what in FACTS:
        _fact(raw, what, line, cells.get("first", ""))
    elif what == "off":
        raw.entries.append(Entry(what, line, cells))
    elif what == "work":
        first, last = cells.get("first", ""), cells.get("last", "")
        if last and last != first:
            raw.fault(line, "last", "one_day", "上班日应逐日填写，不填截止日。",
                      "Make-up days are entered one by one, without a last day.")  # fmt: skip
        raw.entries.append(Entry(what, line, {**cells, "on": first}))
    else:
        raw.fault(line, "what", "unknown_what", f"不认识的类别“{what}”，可用：放假、上班、年份、文号、标题、发布日期。",
                  f"Unknown row {what!r}; use off, work, year, notice, title, issued.")  # fmt: skip


def _fact(raw: Raw, key: str, line: int, value: Any) -> None:
    if key in raw.facts:
        raw.fault(line, key, "twice", f"“{key}”重复出现。", f"{key!r} is there twice.")
    raw.facts[key] = (line, value)


def _read_tree(text: str, kind: str, raw: Raw) -> None:
    try:
        tree = json.loads(text) if kind == "json" else tomllib.loads(text)
    except json.JSONDecodeError as error:
        raw.fault(
            error.lineno, str(error.colno), "broken", f"不是完好的 JSON：{error.msg}。", f"Not sound JSON: {error.msg}."
        )
        return
    except (ValueError, RecursionError) as error:
        found = re.search(r"at line (\d+), column (\d+)", str(error))
        line, column = (int(found[1]), found[2]) if found else (0, "")
        name = kind.upper()
        raw.fault(line, column, "broken", f"不是完好的 {name}：{error}。", f"Not sound {name}: {error}.")
        return
    if not isinstance(tree, dict):
        raw.fault(1, "", "no_table", "最外层应为一个对象。", "The outermost value must be an object.")
        return
    for key, value in tree.items():
        if key in FACTS:
            raw.facts[key] = (_line(text, key), value)
        elif key in _KEYS:
            _read_entries(text, key, value, raw)
        else:
            raw.fault(_line(text, key), key, "unknown_key", f"不认识的键“{key}”。", f"Unknown key {key!r}.")


def _read_entries(text: str, what: str, listed: Any, raw: Raw) -> None:
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raw.fault(_line(text, what), what, "no_list", f"“{what}”应为一组条目。", f"{what!r} must be a list of entries.")
        return
    lines = _lines(text, _FIRST_KEY[what])
    told = len(lines) == len(listed)
    for at, values in enumerate(listed):
        line = lines[at] if told else 0
        for key in set(values) - _KEYS[what]:
            raw.fault(
                line,
                key,
                "unknown_key",
                f"第 {at + 1} 条有不认识的键“{key}”。",
                f"Entry {at + 1}: unknown key {key!r}.",
            )
        raw.entries.append(Entry(what, line, values))


def _line(text: str, key: str) -> int:
    lines = _lines(text, key)
    return lines[0] if len(lines) == 1 else 0


def _lines(text: str, key: str) -> list[int]:
    """The lines on which `key` is given a value, in JSON or TOML."""
    given = re.compile(rf'(?<![\w"]){re.escape(key)}\s*=|"{re.escape(key)}"\s*[:=]')
    return [number for number, line in enumerate(text.splitlines(), start=1) for _ in given.finditer(line)]
