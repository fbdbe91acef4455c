"""What may be said of a body: the bounds of each fact."""

import re
from datetime import date
from typing import Protocol

from zhengwu.records.organs.models import COUNTING, KINDS
from zhengwu.records.troubles import Trouble, invalid
from zhengwu.statute.identifiers import uscc
from zhengwu.statute.identifiers.problem import written

LENGTHS = {"name": 100, "short_name": 30, "number_prefix": 12, "address": 200, "phone": 60, "hours": 120}


class Facts(Protocol):
    """What `check` looks at."""

    @property
    def name(self) -> str:
        """The full name."""

    @property
    def short_name(self) -> str:
        """The name for lists."""


def check(facts: Facts) -> None:
    """Raises Trouble (invalid), naming the field, for the first fact that cannot be."""
    said = {key: getattr(facts, key) for key in (*LENGTHS, "code", "region", "kind", "counting", "local_due_on")}
    check_name(said["name"], said["short_name"])
    for key, most in LENGTHS.items():
        if len(said[key]) > most:
            raise _wrong(key, f"最多 {most} 个字符", f"at most {most} characters")
    if not said["number_prefix"].strip():
        raise _wrong("number_prefix", "不能为空", "must not be empty")
    if said["code"] and (found := uscc.problem(said["code"])):
        raise invalid("invalid_value", found.zh, found.en, where="code")
    if said["code"] != written(said["code"]):
        raise _wrong("code", "请用半角大写，不加空格和连字符", "half-width capitals, no spaces or hyphens")
    if said["region"] and not re.fullmatch(r"[0-9]{6}|[0-9]{9}|[0-9]{12}", said["region"]):
        raise _wrong("region", "行政区划代码应为 6、9 或 12 位数字", "6, 9 or 12 digits")
    if said["kind"] not in dict(KINDS):
        raise _wrong("kind", "没有这种机关类型", f"one of {', '.join(dict(KINDS))}")
    if said["counting"] not in dict(COUNTING):
        raise _wrong("counting", "没有这种计件方式", f"one of {', '.join(dict(COUNTING))}")
    if said["local_due_on"] and not _month_and_day(said["local_due_on"]):
        raise _wrong("local_due_on", "应为“月-日”，例如 01-20", "a month and a day, such as 01-20")


def check_name(name: str, short_name: str) -> None:
    """A name is not empty, not too long, and has no line in it."""
    for key, value in (("name", name), ("short_name", short_name)):
        if not value.strip() or value != value.strip() or not value.isprintable() or len(value) > LENGTHS[key]:
            raise _wrong(key, "名称不能为空、过长或含有控制字符", "not empty, not too long, no control characters")


def _month_and_day(text: str) -> bool:
    try:
        return re.fullmatch(r"\d\d-\d\d", text, re.ASCII) is not None and bool(date.fromisoformat(f"2001-{text}"))
    except ValueError:
        return False


def _wrong(where: str, zh: str, en: str) -> Trouble:
    return invalid("invalid_value", f"{where}：{zh}。", f"{where}: {en}.", where=where)
