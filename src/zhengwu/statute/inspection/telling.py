"""The words of refusals and findings: one table, `reasons.toml`, filled in with what was met."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from zhengwu.statute.inspection.model import NOWHERE, Found, Refusal, Refused, Said

EXCERPT = 40  # characters that a finding shows


def refusal(code: str, where: Said = NOWHERE, **values: object) -> Refusal:
    """The refusal of this code. `values` fill its sentences in."""
    row = reasons()["refused"][code]
    said = Said(row["zh"].format(**values), row["en"].format(**values))
    return Refusal(code, said, where, Said(row["do_zh"].format(**values), row["do_en"].format(**values)))


def refused(code: str, where: Said = NOWHERE, **values: object) -> Refused:
    """The same, to be raised."""
    return Refused(refusal(code, where, **values))


def found(code: str, where: Said = NOWHERE, excerpt: str = "", count: int = 1) -> Found:
    """The finding of this code. The excerpt is cut short; what is personal in it the caller has masked."""
    row = reasons()["found"][code]
    short = " ".join(excerpt.split())
    shown = short if len(short) <= EXCERPT else short[: EXCERPT - 1] + "…"
    return Found(code, row["level"], Said(row["zh"], row["en"]), where, shown, count, row.get("clean", False))


def part(name: str) -> Said:
    """A member of a package as a place."""
    return Said(f"文件部件 {name[:80]}", f"the part {name[:80]}")


@cache
def reasons() -> dict[str, dict[str, Any]]:
    """The table: `refused` and `found`, by code."""
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text("utf-8"))
