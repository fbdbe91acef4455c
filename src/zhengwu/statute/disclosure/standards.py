"""Lines to begin a publication list with: from 条例第二十条, and examples of each pilot field in its standard columns.

The columns of a standard catalogue (标准目录) are the same in every field: who may know, in which way, on which level.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zhengwu.statute.disclosure import categories
from zhengwu.statute.disclosure.cadence import cadences

AUDIENCES: dict[str, tuple[str, str]] = {
    "society": ("全社会", "everybody"),
    "affected": ("特定群体", "those concerned"),
}
MANNERS: dict[str, tuple[str, str]] = {"proactive": ("主动", "proactively"), "on_request": ("依申请公开", "on request")}
LEVELS: dict[str, tuple[str, str]] = {
    "": ("—", "—"),
    "county": ("县级", "county"),
    "township": ("乡、村级", "township"),
    "both": ("县级和乡、村级", "county and township"),
}


@dataclass(frozen=True, slots=True)
class Model:
    """A line that a list may begin with. `bodies`: kinds of body it is for; empty means all."""

    key: str
    category: str
    kind: str
    title: str
    content: str
    basis: str
    cadence: str
    within: int
    group: str = ""
    field: str = ""
    audience: str = "society"
    level: str = ""
    bodies: tuple[str, ...] = ()


@cache
def models() -> dict[str, Model]:
    """Every line by its key: those of 条例第二十条 first, then the fields in their order."""
    return {one.key: one for one in (*_read("starting"), *_read("standards"))}


def starting(kind: str) -> tuple[Model, ...]:
    """The lines of 条例第二十条 and 第二十一条 for a body of this kind, in the order of the law."""
    return tuple(one for one in models().values() if not one.field and (not one.bodies or kind in one.bodies))


def of_field(field: str) -> tuple[Model, ...]:
    """The example lines of a pilot field."""
    return tuple(one for one in models().values() if field and one.field == field)


def _read(name: str) -> list[Model]:
    rows = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))["line"]
    return [_model(row) for row in rows]


def _model(row: dict[str, Any]) -> Model:
    kept: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    kept.setdefault("within", cadences()[row["cadence"]].within)
    kept.setdefault("basis", categories()[row["category"]].basis)
    return Model(**kept)
