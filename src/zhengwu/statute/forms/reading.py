"""One answer as it was typed becomes the form in which it is kept, or a sentence that says what to do about it.

What is kept is text: days as 2026-03-01, amounts as 12.50, numbers without leading zeros, codes in capitals.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from zhengwu.statute.forms.model import Field, Kind
from zhengwu.statute.identifiers import citizen_id, uscc
from zhengwu.statute.identifiers.problem import written

LONGEST = {Kind.TEXT: 200, Kind.LONG: 5000, Kind.ADDRESS: 200}
DIGITS = 12  # of a number or an amount before the point
SOONEST, FARTHEST = 1850, 2200  # years that a day on a form may lie in
_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?|(\d{4})(\d{2})(\d{2})", re.ASCII)
_COUNT = re.compile(r"-?\d+", re.ASCII)
_YUAN = re.compile(r"(\d+)(?:\.(\d{1,2}))?", re.ASCII)
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?", re.ASCII)
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}(?:X\d{1,6})?|[2-8]\d{6,7}|[48]00\d{7}|\+\d{7,15}|1?\d{5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is the matter with an answer, and what to do, in both languages."""

    zh: str
    en: str


def read(field: Field, typed: str, on: date) -> str | Wrong:
    """The answer as it is kept; Wrong where it is none. Bounds of the field are looked at, too."""
    kept = READERS[field.kind](field, typed, on)
    return kept if isinstance(kept, Wrong) else _bounded(field, kept, on)


def _text(field: Field, typed: str, on: date) -> str | Wrong:
    allowed = "\n\t" if field.kind is Kind.LONG else ""
    if any(not sign.isprintable() and sign not in allowed and sign not in "\u3000\u00a0" for sign in typed):
        return Wrong("有看不见的控制字符，请重新输入这一项。", "It holds control characters: type it once more.")
    return typed


def _day(field: Field, typed: str, on: date) -> str | Wrong:
    found = _DAY.fullmatch(_plain(typed))
    try:
        day = date(*(int(part) for part in found.groups() if part)) if found else None
    except ValueError:
        day = None
    if day is None or not SOONEST <= day.year <= FARTHEST:
        shown = on.isoformat()
        return Wrong(f"请填写日历上有的日期，例如{shown}。", f"Give a day of the calendar, such as {shown}.")
    return day.isoformat()


def _count(field: Field, typed: str, on: date) -> str | Wrong:
    plain = _plain(typed)
    if not _COUNT.fullmatch(plain) or len(plain) > DIGITS:
        return Wrong("请填写整数，例如12，不带单位。", "Give a whole number such as 12, without its unit.")
    return str(int(plain))


def _yuan(field: Field, typed: str, on: date) -> str | Wrong:
    plain = _plain(typed).removesuffix("元").removeprefix("¥")
    plain = plain.replace(",", "") if _GROUPS.fullmatch(plain) else plain
    found = _YUAN.fullmatch(plain)
    if found is None or len(found[1]) > DIGITS:
        return Wrong("请填写以元为单位的金额，至多两位小数，例如1200.50。", "Give an amount in yuan, such as 1200.50.")
    return f"{int(found[1])}.{(found[2] or '').ljust(2, '0')}"


def _option(field: Field, typed: str, on: date) -> str | Wrong:
    if any(one.key == typed for one in field.options):
        return typed
    return Wrong("请选择所列的选项。", "Choose one of those listed.")


def _yes(field: Field, typed: str, on: date) -> str | Wrong:
    return typed if typed in ("yes", "no") else Wrong("请选择“是”或者“否”。", "Choose yes or no.")


def _citizen_id(field: Field, typed: str, on: date) -> str | Wrong:
    problem = citizen_id.problem(typed, on)
    return Wrong(problem.zh, problem.en) if problem else written(typed)


def _credit_code(field: Field, typed: str, on: date) -> str | Wrong:
    problem = uscc.problem(typed)
    return Wrong(problem.zh, problem.en) if problem else written(typed)


def _phone(field: Field, typed: str, on: date) -> str | Wrong:
    plain = re.sub(r"[().转]", lambda sign: "X" if sign[0] == "转" else "", written(typed)).removeprefix("+86")
    if not _PHONE.fullmatch(plain):
        return Wrong(
            "请填写11位手机号码，或者带区号的固定电话，例如0412-1234567。",
            "Give a mobile number of 11 digits, or a landline with its area code, such as 0412-1234567.",
        )
    return plain


READERS: Mapping[Kind, Callable[[Field, str, date], str | Wrong]] = {
    Kind.TEXT: _text, Kind.LONG: _text, Kind.ADDRESS: _text, Kind.DAY: _day, Kind.COUNT: _count, Kind.YUAN: _yuan,
    Kind.CHOICE: _option, Kind.CHOICES: _option, Kind.YES: _yes, Kind.CITIZEN_ID: _citizen_id,
    Kind.CREDIT_CODE: _credit_code, Kind.PHONE: _phone,
}  # fmt: skip


def _plain(typed: str) -> str:
    """Half-width, without white space."""
    return "".join(unicodedata.normalize("NFKC", typed).split())


def _bounded(field: Field, kept: str, on: date) -> str | Wrong:
    if field.kind in LONGEST:
        return _length(field, kept)
    if field.kind is Kind.DAY:
        return _between(field, kept, on)
    if field.kind in (Kind.COUNT, Kind.YUAN):
        return _amount(field, kept)
    return kept


def _length(field: Field, kept: str) -> str | Wrong:
    most = min(field.most or LONGEST[field.kind], LONGEST[field.kind])
    if len(kept) > most:
        return Wrong(f"至多{most}个字，现为{len(kept)}个。", f"{most} characters at most; these are {len(kept)}.")
    if field.least is not None and len(kept) < field.least:
        return Wrong(f"至少{field.least}个字。", f"{field.least} characters at least.")
    return kept


def _amount(field: Field, kept: str) -> str | Wrong:
    yuan = field.kind is Kind.YUAN
    value, unit = (int(kept.replace(".", "")), 100) if yuan else (int(kept), 1)
    said = ("元", " yuan") if yuan else ("", "")
    if field.least is not None and value < field.least * unit:
        return Wrong(f"不能少于{field.least}{said[0]}。", f"{field.least}{said[1]} at least.")
    if field.most is not None and value > field.most * unit:
        return Wrong(f"不能多于{field.most}{said[0]}。", f"{field.most}{said[1]} at most.")
    return kept


def _between(field: Field, kept: str, on: date) -> str | Wrong:
    day = date.fromisoformat(kept)
    if field.least is not None and (day - on).days < field.least:
        first = _moved(on, field.least)
        return Wrong(f"不能早于{first}。", f"{first} at the earliest.")
    if field.most is not None and (day - on).days > field.most:
        last = _moved(on, field.most)
        return Wrong(f"不能晚于{last}。", f"{last} at the latest.")
    return kept


def _moved(on: date, days: int) -> date:
    try:
        return on + timedelta(days)
    except OverflowError:
        return date.max if days > 0 else date.min
