"""What an event says, made of what somebody wrote: types, bounds and defaults, field by field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from zhengwu.statute.calendar.model import FIRST, LAST
from zhengwu.statute.procedures.model import Case, Event, Field, FieldKind, Refused, Step, Words

ENVELOPE = ("event", "on", "by", "person")  # keys of a written event that are not fields of its step
LONGEST_NAME = 200  # of a post or a person
MOST_TEXTS = 50
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YUAN = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
_SHOWN = 60


class Wrong(ValueError):
    """A value that a field cannot hold; `words` says what it wants."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


def shown(value: object) -> str:
    """A value that somebody wrote, short and harmless enough to be repeated in a sentence."""
    if isinstance(value, int) and abs(value) >= 10**_SHOWN:
        return "…"
    if not isinstance(value, str | int | float | date | None):
        return type(value).__name__
    text = "".join(sign if sign.isprintable() else "�" for sign in str(value)[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def fill_in(step: Step, case: Case, event: Event) -> Event | Refused:
    """The event with every field in its type and every default filled in; or which field is wrong, and how."""
    says: dict[str, Any] = {}
    known = {one.key for one in step.fields}
    for key in event.says:
        if key not in known:
            return _unknown(step, key)
    for one in step.fields:
        value = event.says.get(one.key)
        if value is not None and _is_blank(value):
            value = None
        if value is None:
            value = one.default
        if value is None:
            if one.required:
                words = Words(f"请填写“{one.name.zh}”", f"please fill in “{one.name.en}”")
                return _refused("field_missing", one.key, words)
            continue
        try:
            says[one.key] = _READ[one.kind](one, case, value)
        except Wrong as wrong:
            zh, en = wrong.words
            return _refused("field_wrong", one.key, Words(f"“{one.name.zh}”{zh}", f"“{one.name.en}” {en}"))
    return Event(event.key, event.on, event.by, event.person, says)


def accepts(one: Field, value: Any) -> bool:
    """Whether the field can hold the value, in a case that has no items."""
    try:
        return bool(_READ[one.kind](one, Case("", ""), value) == value)
    except Wrong:
        return False


def _is_blank(value: object) -> bool:
    return value == () or (isinstance(value, str) and not value.strip())


def _unknown(step: Step, key: object) -> Refused:
    keys = [one.key for one in step.fields]
    zh, en = "、".join(keys) or "（无）", ", ".join(keys) or "none"
    return _refused(
        "unknown_field",
        shown(key),
        Words(
            f"步骤“{step.name.zh}”没有栏目“{shown(key)}”；可填：{zh}",
            f"“{step.name.en}” has no field “{shown(key)}”; it has: {en}",
        ),
    )


def event_from(written: Any) -> Event | Refused:
    """An event from its JSON form `{"event": …, "on": "YYYY-MM-DD", …}`; fields are read by `take`."""
    if not isinstance(written, Mapping):
        words = Words("事项应为对象，如 {\"event\": \"received\", \"on\": \"2026-03-02\"}",
                      "an event is an object such as {\"event\": \"received\", \"on\": \"2026-03-02\"}")  # fmt: skip
        return _refused("field_wrong", "event", words)
    key = written.get("event")
    if not isinstance(key, str) or not key:
        return _refused("field_missing", "event", Words("缺少“event”（步骤）", "“event”, the step, is missing"))
    try:
        day = _as_day(written.get("on"))
        by, person = (_as_name(written.get(name)) for name in ("by", "person"))
    except Wrong as wrong:
        field, (zh, en) = next(name for name in ENVELOPE[1:] if _is_wrong(written, name)), wrong.words
        now = shown(written.get(field))
        return _refused("field_wrong", field, Words(f"“{field}”{zh}；现为“{now}”", f"“{field}” {en}, not “{now}”"))
    return Event(key, day, by, person, {name: value for name, value in written.items() if name not in ENVELOPE})


def _is_wrong(written: Mapping[str, Any], name: str) -> bool:
    try:
        (_as_day if name == "on" else _as_name)(written.get(name))
    except Wrong:
        return True
    return False


def _as_day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise Wrong("应为日期，如 2026-03-02", "must be a day such as 2026-03-02")


def _as_name(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_NAME or _has_control_signs(value):
        raise Wrong(f"应为至多{LONGEST_NAME}字的文字", f"must be text of at most {LONGEST_NAME} characters")
    return value


def _has_control_signs(text: str) -> bool:
    return not text.isprintable() and any(
        (sign < " " and sign not in "\n\t\r") or sign == "\x7f" or "\ud800" <= sign <= "\udfff" for sign in text
    )


def written(event: Event) -> dict[str, Any]:
    """The JSON form of an event."""
    says = {key: _plain(value) for key, value in event.says.items()}
    head = {"event": event.key, "on": event.on.isoformat(), "by": event.by, "person": event.person}
    return {key: value for key, value in head.items() if value} | says


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _refused(code: str, key: str, words: Words) -> Refused:
    return Refused(code, words, field=key)


def _text(one: Field, _case: Case, value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong("应为文字", "must be text")
    if _has_control_signs(value):
        raise Wrong("含有不可见的控制字符", "holds control characters")
    if not one.least <= len(value.strip()) <= len(value) <= one.most:
        raise Wrong(f"长度应为{one.least}至{one.most}字", f"must be {one.least} to {one.most} characters long")
    return value


def _day(_one: Field, _case: Case, value: Any) -> date:
    day = _as_day(value)
    if not FIRST <= day <= LAST:
        raise Wrong(f"应在 {FIRST} 至 {LAST} 之间", f"must be from {FIRST} to {LAST}")
    return day


def _count(one: Field, _case: Case, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong("应为整数", "must be a whole number")
    if not one.least <= value <= one.most:
        raise Wrong(f"应在{one.least}至{one.most}之间", f"must be from {one.least} to {one.most}")
    return value


def _yuan(_one: Field, _case: Case, value: Any) -> Decimal:
    """Never a float: what is 0.1 there is not ten fen."""
    if isinstance(value, Decimal) and value.is_finite() and abs(value) < 10**12:
        value = f"{value:f}"
    elif isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**12:
        value = str(value)
    if not isinstance(value, str) or not _YUAN.fullmatch(value):
        raise Wrong("应为金额（元，至多两位小数，写作文字）", "must be yuan, as text, with two decimals at most")
    return Decimal(value)


def _choice(one: Field, _case: Case, value: Any) -> str:
    if value not in one.choices:
        listed = "、".join(one.choices)
        raise Wrong(f"应为下列之一：{listed}", f"must be one of: {listed}")
    return str(value)


def _flag(_one: Field, _case: Case, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Wrong("应为是或否（true/false）", "must be true or false")
    return value


def _texts(one: Field, case: Case, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not max(one.least, 1) <= len(value) <= MOST_TEXTS:
        raise Wrong(f"应为1至{MOST_TEXTS}段文字", f"must be a list of 1 to {MOST_TEXTS} texts")
    each = replace(one, least=1, most=4000)
    return tuple(_text(each, case, text) for text in value)


def _item(_one: Field, case: Case, value: Any) -> str:
    number = shown(value)
    if case.item(number) is None:
        known = "、".join(item.number for item in case.items[:MOST_TEXTS])
        raise Wrong(f"没有第“{number}”项；现有：{known}", f"names no item “{number}” of this case; it has: {known}")
    return number


_READ: dict[FieldKind, Callable[[Field, Case, Any], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.DAY: _day,
    FieldKind.COUNT: _count,
    FieldKind.YUAN: _yuan,
    FieldKind.CHOICE: _choice,
    FieldKind.FLAG: _flag,
    FieldKind.TEXTS: _texts,
    FieldKind.ITEM: _item,
}
