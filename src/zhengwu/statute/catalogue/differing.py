"""What two records differ in: element by element, rows of a list by their key, told with a path and both values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from zhengwu.statute.catalogue.codes import codes
from zhengwu.statute.catalogue.model import Record
from zhengwu.statute.catalogue.written import LISTS


@dataclass(frozen=True, slots=True)
class Difference:
    """An element that is not the same. `path` names rows by their key: `materials[lease].form`. Empty: not said."""

    path: str
    before: str
    after: str


def differences(before: Record, after: Record) -> tuple[Difference, ...]:
    """All elements in which two records differ, in the order of the record."""
    return tuple(_of(before, after, ""))


def _of(before: Any, after: Any, path: str) -> Iterator[Difference]:
    for one in fields(before):
        was, now = getattr(before, one.name), getattr(after, one.name)
        if was != now:
            at = f"{path}.{one.name}" if path else one.name
            yield from _element(was, now, at, LISTS.get((type(before), one.name), ""))


def _element(was: Any, now: Any, at: str, listed: str) -> Iterator[Difference]:
    if is_dataclass(was) and is_dataclass(now):
        yield from _of(was, now, at)
    elif isinstance(was, tuple) and isinstance(now, tuple) and _rows(was) and _rows(now):
        yield from _lists(was, now, at)
    else:
        yield Difference(at, said(was, listed), said(now, listed))


def _rows(values: Sequence[Any]) -> bool:
    return all(is_dataclass(one) for one in values)


def _lists(was: tuple[Any, ...], now: tuple[Any, ...], at: str) -> Iterator[Difference]:
    old, new = ({_key(one, place): one for place, one in enumerate(rows)} for rows in (was, now))
    if len(old) < len(was) or len(new) < len(now):  # the same key twice: rows cannot be told apart
        yield Difference(at, said(was), said(now))
        return
    for key in dict.fromkeys((*old, *new)):
        if key not in old or key not in new:
            yield Difference(f"{at}[{key}]", _name(old.get(key)), _name(new.get(key)))
        else:
            yield from _of(old[key], new[key], f"{at}[{key}]")
    kept = [key for key in old if key in new]
    if kept != [key for key in new if key in old]:
        yield Difference(f"{at}（顺序）", "、".join(kept), "、".join(key for key in new if key in old))


def _key(one: Any, place: int) -> str:
    return str(getattr(one, "key", "") or getattr(one, "name", "") or getattr(one, "question", "") or place)


def _name(one: Any) -> str:
    return "" if one is None else str(getattr(one, "name", "") or getattr(one, "text", "") or said(one))


def said(value: Any, listed: str = "") -> str:
    """A value in words as a table shows it: codes by their Chinese names, nothing for what is not said."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(said(one, listed) for one in value)
    if is_dataclass(value):
        return "，".join(filter(None, (said(getattr(value, one.name)) for one in fields(value))))
    one = codes(listed).get(value) if listed else None
    return one.zh if one else str(value)
