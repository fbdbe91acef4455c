"""What an event says, made of what somebody wrote: types, bounds and defaults, field by field."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from zhengwu.statute.procedures.model import Case, Event, Field, FieldKind, Refused, Step, Words

ENVELOPE = ("event", "on", "by", "person")  # keys of a written event that are not fields of its step


class Wrong(ValueError):
    """A value that a field cannot hold; `words` says what it wants."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


def fill_in(step: Step, case: Case, event: Event) -> Event | Refused:
    """The event with every field in its type and every default filled in; or which field is wrong, and how."""
    known = {one.key for one in step.fields}
    for key in event.says:
        if key not in known:
            listed = "、".join(sorted(known)) or "（无）"
            return _refused(
                "unknown_field",
                key,
                Words(
                    f"步骤“{step.name.zh}”没有栏目“{key}”；可填：{listed}", f"no field {key!r} here; known: {listed}"
                ),
            )
    says: dict[str, Any] = {}
    for one in step.fields:
        value = event.says.get(one.key)
        if value is None or value == "" or value == ():
            value = one.default
        if value is None or value == "":
            if one.required:
                words = Words(f"请填写“{one.name.zh}”", f"please fill in “{one.name.en}”")
                return _refused("field_missing", one.key, words)
            continue
        try:
            says[one.key] = _READ[one.kind](one, case, value)
        except Wrong as wrong:
            zh, en = wrong.words
            return _refused("field_wrong", one.key, Words(f"“{one.name.zh}”{zh}", f"“{one.name.en}” {en}"))
    return replace(event, says=says)


def event_from(written: Mapping[str, Any]) -> Event | Refused:
    """An event from its JSON form `{"event": …, "on": "YYYY-MM-DD", …}`; fields stay as written until `take` reads them."""
    key, on = written.get("event"), written.get("on")
    if not isinstance(key, str) or not key:
        return _refused("field_missing", "event", Words("缺少“event”（步骤）", "“event”, the step, is missing"))
    try:
        day = on if isinstance(on, date) else date.fromisoformat(on)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        words = Words(f"“on”应为日期，如 2026-03-02；现为 {on!r}", f"“on” must be a day such as 2026-03-02, not {on!r}")
        return _refused("field_wrong", "on", words)
    says = {name: value for name, value in written.items() if name not in ENVELOPE}
    return Event(key, day, str(written.get("by") or ""), str(written.get("person") or ""), says)


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
    if any((ord(sign) < 32 and sign not in "\n\t\r") or 0xD800 <= ord(sign) <= 0xDFFF for sign in value):
        raise Wrong("含有不可见的控制字符", "holds control characters")
    if not one.least <= len(value.strip()) <= one.most:
        raise Wrong(f"长度应为{one.least}至{one.most}字", f"must be {one.least} to {one.most} characters long")
    return value


def _day(_one: Field, _case: Case, value: Any) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Wrong("应为日期，如 2026-03-02", "must be a day such as 2026-03-02") from None


def _count(one: Field, _case: Case, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong("应为整数", "must be a whole number")
    if not one.least <= value <= one.most:
        raise Wrong(f"应在{one.least}至{one.most}之间", f"must be from {one.least} to {one.most}")
    return value


def _yuan(_one: Field, _case: Case, value: Any) -> Decimal:
    try:
        if isinstance(value, bool | float):
            raise InvalidOperation
        amount = Decimal(value)
        if not (amount.is_finite() and 0 <= amount < 10**12 and amount == amount.quantize(Decimal("0.01"))):
            raise InvalidOperation
    except (InvalidOperation, TypeError, ValueError):
        raise Wrong(
            "应为金额（元，至多两位小数，写作文字）", "must be an amount in yuan, as text, two decimals at most"
        ) from None
    return amount


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
    if not isinstance(value, list | tuple) or not max(one.least, 1) <= len(value) <= 50:
        raise Wrong("应为1至50段文字", "must be a list of 1 to 50 texts")
    return tuple(_text(replace(one, least=1, most=4000), case, text) for text in value)


def _item(_one: Field, case: Case, value: Any) -> str:
    number = str(value)
    if case.item(number) is None:
        known = "、".join(item.number for item in case.items)
        raise Wrong(f"没有第“{number}”项；现有：{known}", f"names no item of this case; it has: {known}")
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
