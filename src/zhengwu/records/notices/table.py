"""The table of who is told what (`table.toml`), as values."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zhengwu.records.troubles import Words
from zhengwu.statute.procedures import procedures
from zhengwu.statute.procedures.approval import KEYS

OUTSIDE = ("applicant", "third_party")
APP = "app"
REQUESTS, APPROVAL = "requests", "approval"  # what the rules of an occasion may be instead of procedures
CHANNELS = (APP, "mail", "sms", "wechat")


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something of which somebody is told. The fields are those that the table explains."""

    key: str
    to: tuple[str, ...]
    channels: tuple[str, ...]
    title: Words
    do: Words
    steps: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    only_by: str = ""
    until: str = ""
    law: str = ""

    @property
    def side(self) -> str:
        """Whom it is for: staff, applicant or third_party."""
        return self.to[0] if self.to[0] in OUTSIDE else "staff"

    def locked(self, channel: str) -> bool:
        """Whether it cannot be switched off there: for staff in the pages, for others wherever they are told."""
        return bool(self.law) and (channel == APP or self.side != "staff")


@cache
def occasions() -> dict[str, Occasion]:
    """Every occasion by its key, in the order of the table."""
    read = tomllib.loads((Path(__file__).parent / "table.toml").read_text("utf-8"))
    return {one["key"]: _occasion(one) for one in read["occasion"]}


def _occasion(one: dict[str, Any]) -> Occasion:
    title, do = Words(one["zh"], one["en"]), Words(one["do_zh"], one["do_en"])
    lists = [tuple(one.get(name, ())) for name in ("steps", "rules")]
    told = [one.get(name, "") for name in ("only_by", "until", "law")]
    rules = tuple(key for name in lists[1] for key in _procedures(name))
    return Occasion(one["key"], tuple(one["to"]), tuple(one["channels"]), title, do, lists[0], rules, *told)


def _procedures(name: str) -> tuple[str, ...]:
    """A procedure, or those that a name stands for."""
    if name == APPROVAL:
        return KEYS
    return tuple(one.key for one in procedures() if one.key not in KEYS) if name == REQUESTS else (name,)


@cache
def of_step(procedure: str, step: str, side: str) -> tuple[Occasion, ...]:
    """The occasions that a step of a case is when this side takes it."""
    return tuple(
        one
        for one in occasions().values()
        if step in one.steps and (not one.rules or procedure in one.rules) and one.only_by in ("", side)
    )


def chosen_by(side: str) -> tuple[Occasion, ...]:
    """The occasions about which this side has a say; the message with a code comes because it was asked for."""
    return tuple(one for one in occasions().values() if one.side == side and one.key != "code")
