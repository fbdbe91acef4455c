"""A value of a record as the cell of a table and back, by the type of the element.

What is written can be read back the same: where the plain words would not do, the cell holds JSON. What is read is
what people write: codes by number or name, "20个工作日", ticks, several values with any of the usual signs between.
"""

import json
import re
import tomllib
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Union, get_args, get_origin, get_type_hints

from zhengwu.statute.catalogue.codes import codes, key_of
from zhengwu.statute.catalogue.model import Choice, Limit
from zhengwu.statute.catalogue.written import LISTS, element, several, written
from zhengwu.statute.forms.model import Option, When

YES = frozenset(("是", "1", "true", "yes", "y", "√", "✓", "有", "支持"))
NO = frozenset(("否", "0", "false", "no", "n", "×", "无", "不支持"))
AT_ONCE = frozenset(("当场", "当场办结", "即办", "即时办结", "当日", "立即办理"))
UNITS = {"个工作日": "working_days", "工作日": "working_days", "个工作天": "working_days", "自然日": "calendar_days",
         "个自然日": "calendar_days", "个月": "months", "月": "months", "小时": "hours", "个小时": "hours"}  # fmt: skip
LIMIT = re.compile(
    r"(?P<at>\d{1,5}|当场办结|当场|即办|即时办结|当日|立即办理)?(?P<unit>[^\d（(]*)(?:[（(](?P<note>.*)[）)])?", re.S
)
BETWEEN = re.compile(r"[、，,；;|\n]+")
Pair = Choice | Option


class Unread(Exception):
    """A cell that says nothing of its kind; why, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True, slots=True)
class Column:
    """An element as a column: what it is called, how a value becomes a cell and a cell a value."""

    name: str
    labels: tuple[str, ...]
    write: Callable[[Any], str]
    read: Callable[[str], Any]


@cache
def labels(table: str) -> Mapping[str, tuple[str, ...]]:
    """How the elements of a dataclass are called, or the further sheets ("sheets")."""
    with (Path(__file__).parent / "labels.toml").open("rb") as file:
        return MappingProxyType({name: tuple(said) for name, said in tomllib.load(file)[table].items()})


@cache
def columns(kind: type) -> tuple[Column, ...]:
    """The columns of a dataclass: its elements that have labels, in their order."""
    hints, named = get_type_hints(kind), labels(kind.__name__)
    return tuple(_column(kind, one, hints[one.name], named[one.name]) for one in fields(kind) if one.name in named)


def _column(kind: type, one: "Field[Any]", hint: Any, called: tuple[str, ...]) -> Column:
    plain, taken = _codec(kind, one.name, hint)

    def write(value: Any) -> str:
        said = plain(value)
        try:
            return said if read(said) == value else _json(value)
        except Unread:
            return _json(value)

    def read(cell: str) -> Any:
        text = cell.strip()
        if not text:
            if one.default is MISSING:
                raise Unread("必填。", "It must be there.")
            return one.default
        if text[0] in "[{" and hint is not str:
            return _from_json(kind, one.name, text)
        return taken(text)

    return Column(one.name, called, write, read)


def _json(value: Any) -> str:
    return json.dumps(written(value), ensure_ascii=False, separators=(",", ":"))


def _from_json(kind: type, name: str, text: str) -> Any:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise Unread("JSON 格式有误。", "The JSON is broken.") from None
    value, faults = element(kind, name, said)
    if faults:
        raise Unread(faults[0].zh, f"{faults[0].path}: {faults[0].en}")
    return value


def listed(kind: type, text: str) -> tuple[Any, ...]:
    """A list of things out of JSON in a cell; empty where it is. Raises Unread."""
    if not text.strip():
        return ()
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise Unread("JSON 格式有误。", "The JSON is broken.") from None
    things, faults = several(kind, said)
    if faults:
        raise Unread(f"{faults[0].path}：{faults[0].zh}", f"{faults[0].path}: {faults[0].en}")
    return things


def as_cell(things: tuple[Any, ...]) -> str:
    """A list of things as JSON in a cell; empty where it is."""
    return _json(things) if things else ""


Codec = tuple[Callable[[Any], str], Callable[[str], Any]]


def _codec(kind: type, name: str, hint: Any) -> Codec:
    """How plain words are made of a value of this element, and a value of plain words."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = next(part for part in get_args(hint) if part is not type(None))
        write, read = _codec(kind, name, inner)
        return (lambda value: "" if value is None else write(value)), read
    listed = LISTS.get((kind, name))
    if get_origin(hint) is tuple:
        part = get_args(hint)[0]
        if part is str:
            return _several(_code(listed) if listed else (str, str), "、" if listed else "\n", listed is not None)
        return ROWS.get(part, (lambda value: "" if not value else "?", _unreadable))
    if listed:
        return _code(listed)
    return PLAIN.get(hint) or (_enum(hint) if isinstance(hint, type) and issubclass(hint, StrEnum) else (str, str))


def _code(listed: str) -> Codec:
    def read(text: str) -> str:
        found = key_of(listed, text)
        if found is None:
            known = "、".join(one.zh for one in codes(listed).values())
            raise Unread(f"“{text[:40]}”不在代码表中，可用：{known}。", f"{text[:40]!r} is not in the list {listed}.")
        return found

    return (lambda value: codes(listed)[value].zh if value in codes(listed) else value), read


def _several(inner: Codec, between: str, split: bool) -> Codec:
    write, read = inner
    signs = BETWEEN if split else re.compile(r"\n+")

    def parts(text: str) -> tuple[str, ...]:
        return tuple(read(one.strip()) for one in signs.split(text) if one.strip())

    return (lambda value: between.join(map(write, value))), parts


def _unreadable(text: str) -> Any:
    raise Unread("这里应填 JSON。", "JSON is wanted here.")


def _enum(kind: type[StrEnum]) -> Codec:
    def read(text: str) -> StrEnum:
        try:
            return kind(text)
        except ValueError:
            raise Unread(f"可用：{'、'.join(kind)}。", f"One of {', '.join(kind)}.") from None

    return (lambda value: value.value), read


def _truth(text: str) -> bool:
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise Unread("请填“是”或“否”。", "Yes or no.")


def _number(text: str) -> int:
    found = re.fullmatch(r"(-?\d{1,6})(?:\.0+)?\s*(?:次|份|个|天|个工作日|工作日|个月)?", text, re.ASCII)
    if not found:
        raise Unread(f"“{text[:20]}”不是整数。", f"{text[:20]!r} is no whole number.")
    return int(found[1])


def _limit(text: str) -> Limit:
    found = LIMIT.fullmatch(re.sub(r"(?<=\d)\.0+(?=\D|$)", "", text))
    if not found:
        raise Unread(f"“{text[:20]}”不是时限，例如20个工作日。", f"{text[:20]!r} is no time limit.")
    at, unit, note = found["at"], found["unit"].strip(), found["note"] or ""
    if at in AT_ONCE and not unit:
        return Limit(0, note=note)
    if at is None and not unit:
        return Limit(note=note)
    if at is None or at in AT_ONCE or (unit and unit not in UNITS):
        if unit in ("日", "天"):
            raise Unread(f"“{text[:20]}”没有写明是工作日还是自然日。", "Working days or calendar days?")
        raise Unread(f"“{text[:20]}”不是时限，例如20个工作日。", f"{text[:20]!r} is no time limit.")
    return Limit(int(at), UNITS.get(unit, "working_days"), note)


def _say_limit(limit: Limit) -> str:
    said = ""
    if limit.length is not None:
        zh = codes("unit")[limit.unit].zh
        said = f"{limit.length}{'个' if limit.unit == 'working_days' else ''}{zh}"
    return f"{said}（{limit.note}）" if limit.note else said


def _conditions(text: str) -> tuple[When, ...]:
    found = []
    for part in filter(None, re.split(r"[;；\n]+", text)):
        name, sign, values = part.partition("=")
        if not sign or not name.strip():
            raise Unread("条件应写成“问题标识=回答标识”，几个回答用|分开。", "A condition is question=answer|answer.")
        found.append(When(name.strip(), tuple(one.strip() for one in values.split("|") if one.strip())))
    return tuple(found)


def _pairs(kind: type[Pair]) -> Codec:
    def read(text: str) -> tuple[Pair, ...]:
        found = []
        for part in filter(None, re.split(r"[|\n]+", text)):
            key, sign, said = part.partition(":") if ":" in part else part.partition("：")
            if not sign:
                raise Unread("选项应写成“标识:文字”，用|分开。", "An option is key:text, with | between.")
            found.append(kind(key.strip(), said.strip()))
        return tuple(found)

    return (lambda value: "|".join(f"{one.key}:{one.text}" for one in value)), read


PLAIN: dict[Any, Codec] = {
    bool: ((lambda value: "是" if value else "否"), _truth),
    int: (str, _number),
    Limit: (_say_limit, _limit),
}
ROWS: dict[Any, Codec] = {
    When: ((lambda value: ";".join(f"{one.field}={'|'.join(one.values)}" for one in value)), _conditions),
    Choice: _pairs(Choice),
    Option: _pairs(Option),
}
