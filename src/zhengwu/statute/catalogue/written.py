"""A record of an item as JSON and back: every value checked on the way in, every fault told with its path.

The dataclasses themselves say what may be written; nothing is listed a second time but which code list a field takes
its values from, and what may be negative. What is empty by default is not written.
"""

import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from zhengwu.statute.catalogue.codes import codes
from zhengwu.statute.catalogue.model import CatalogueLine, Commitment, Limit, Material, Record, Result, Stage, Variant
from zhengwu.statute.forms.model import Field as FormField

LISTS: Mapping[tuple[type, str], str] = {
    (Record, "type"): "item_type", (Record, "action"): "action", (Record, "body_nature"): "body_nature",
    (Record, "power_source"): "power_source", (Record, "level"): "level", (Record, "objects"): "object",
    (Record, "themes"): "theme", (Record, "events"): "life_event", (Record, "case_type"): "case_type",
    (Record, "channels"): "channel", (Record, "scope"): "scope", (Record, "depth"): "depth",
    (Record, "delivery"): "delivery", (Record, "on_lapse"): "on_lapse", (Limit, "unit"): "unit",
    (Stage, "special"): "special", (Material, "kind"): "material_kind", (Material, "form"): "material_form",
    (Material, "necessity"): "necessity", (Material, "source"): "material_source", (Variant, "case_type"): "case_type",
    (CatalogueLine, "type"): "item_type", (CatalogueLine, "levels"): "level",
    (Result, "kind"): "result_kind", (Commitment, "kind"): "commitment",
}  # fmt: skip
SIGNED = {(FormField, "least"), (FormField, "most")}
LONGEST, MOST, LARGEST = 8_000, 400, 1_000_000  # signs of a text, values of a list, a number


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a place such as `materials[3].necessity`; an empty path is the whole."""

    path: str
    zh: str
    en: str


class Unreadable(Exception):
    """Something written is no record; `faults` says where and why, all of them at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{one.path}: {one.en}" for one in faults))
        self.faults = faults


def as_json(record: Record) -> dict[str, object]:
    """The record as JSON values."""
    return _written(record)


def _written(row: Any) -> dict[str, object]:
    said = {}
    for one in fields(row):
        value = getattr(row, one.name)
        shown = written(value)
        if one.default is MISSING or shown or value != one.default:
            said[one.name] = shown
    return said


def written(value: Any) -> Any:
    """A value of an element as JSON."""
    if is_dataclass(value):
        return _written(value)
    if isinstance(value, tuple):
        return [written(one) for one in value]
    return value.value if isinstance(value, StrEnum) else value


def element(kind: type, name: str, said: object) -> tuple[Any, tuple[Fault, ...]]:
    """The value of one element of a dataclass out of JSON, and what is wrong with it."""
    faults: list[Fault] = []
    return _shape(kind)[name][0](said, name, faults), tuple(faults)


def several(kind: type, said: object) -> tuple[tuple[Any, ...], tuple[Fault, ...]]:
    """A list of things of a dataclass out of JSON, and what is wrong with it."""
    faults: list[Fault] = []
    read = _several(lambda value, path, found: _read(kind, value, path, found))
    return read(said, "", faults), tuple(faults)


def record_from(mapping: Mapping[str, object]) -> Record:
    """The record that is written so. Raises Unreadable."""
    return read_as(Record, mapping)


def read_as(kind: type[Row], mapping: Mapping[str, object]) -> Row:
    """A dataclass of this kind, made of the same types as a record, that is written so. Raises Unreadable."""
    faults: list[Fault] = []
    found = _read(kind, mapping, "", faults)
    if faults or not isinstance(found, kind):
        raise Unreadable(tuple(faults))
    return found


def values_of(row: Any) -> dict[str, object]:
    """Such a dataclass as JSON values."""
    return _written(row)


def _read(kind: type, said_as: object, path: str, faults: list[Fault]) -> Any:
    """A dataclass out of a mapping; None where it cannot be, with its faults told."""
    if not isinstance(said_as, Mapping):
        faults.append(Fault(path, "这里应是一组“名称：值”。", "Names with values are wanted here."))
        return None
    known = _shape(kind)
    for key in said_as:
        if key not in known:
            faults.append(Fault(_at(path, str(key)), "没有这个要素名。", "There is no such element."))
    said: dict[str, Any] = {}
    before = len(faults)
    for name, (form, one) in known.items():
        if name in said_as:
            said[name] = form(said_as[name], _at(path, name), faults)
        elif one.default is MISSING:
            faults.append(Fault(_at(path, name), "缺少这个必填要素。", "This element must be there."))
    return None if len(faults) > before else kind(**said)


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


Reader = Callable[[object, str, list[Fault]], Any]


@cache
def _shape(kind: type) -> dict[str, tuple[Reader, "Field[Any]"]]:
    hints = get_type_hints(kind)
    return {one.name: (_reader(hints[one.name], kind, one), one) for one in fields(kind)}


def _reader(hint: Any, kind: type, one: "Field[Any]") -> Reader:
    """What reads a value of this type, for a field of this dataclass."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = _reader(next(part for part in get_args(hint) if part is not type(None)), kind, one)
        return lambda value, path, faults: None if value is None else inner(value, path, faults)
    if get_origin(hint) is tuple:
        return _several(_reader(get_args(hint)[0], kind, one))
    if is_dataclass(hint) and isinstance(hint, type):
        return lambda value, path, faults: _read(hint, value, path, faults)
    if issubclass(hint, StrEnum):
        return _choice({part.value: part for part in hint})
    if hint is str:
        name = LISTS.get((kind, one.name))
        empty = {"": ""} if one.default == "" else {}
        return _choice({key: key for key in codes(name)} | empty) if name else _text
    return _truth if hint is bool else _number(-LARGEST if (kind, one.name) in SIGNED else 0)


def _several(inner: Reader) -> Reader:
    def read(value: object, path: str, faults: list[Fault]) -> Any:
        if not isinstance(value, list | tuple):
            faults.append(Fault(path, "这里应是一列值。", "A list is wanted here."))
            return ()
        if len(value) > MOST:
            faults.append(Fault(path, f"至多{MOST}个。", f"{MOST} at most."))
            return ()
        return tuple(inner(part, f"{path}[{place}]", faults) for place, part in enumerate(value))

    return read


def _choice(known: Mapping[str, Any]) -> Reader:
    def read(value: object, path: str, faults: list[Fault]) -> Any:
        if isinstance(value, str) and value in known:
            return known[value]
        listed = "、".join(filter(None, known))
        shown = str(value)[:40]
        faults.append(Fault(path, f"“{shown}”不在代码表中，可用：{listed}。", f"{shown!r} is none of {listed}."))
        return ""

    return read


def _text(value: object, path: str, faults: list[Fault]) -> str:
    if not isinstance(value, str):
        faults.append(Fault(path, "这里应是文字。", "A text is wanted here."))
    elif len(value) > LONGEST:
        faults.append(Fault(path, f"至多{LONGEST}字。", f"{LONGEST} characters at most."))
    elif any(_unsound(value)):
        faults.append(Fault(path, "含有控制字符。", "It holds control characters."))
    else:
        return value
    return ""


def _unsound(text: str) -> Iterator[bool]:
    return (not sign.isprintable() and sign not in "\n\t\u3000\u00a0" for sign in text)


def _truth(value: object, path: str, faults: list[Fault]) -> bool:
    if not isinstance(value, bool):
        faults.append(Fault(path, "这里应是“是”或“否”（true、false）。", "True or false is wanted here."))
    return value is True


def _number(least: int) -> Reader:
    def read(value: object, path: str, faults: list[Fault]) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= LARGEST:
            return value
        faults.append(Fault(path, f"这里应是{least}至{LARGEST}的整数。", f"A whole number from {least} to {LARGEST}."))
        return 0

    return read
