"""What is published without being asked: categories, pilot fields, channels, kinds and columns, each a table of facts.

Here live closed vocabularies of 条例第十九条 to 第二十六条 and of the standards that go with them, as TOML. What an
office publishes, and which columns it adds, is on file in `zhengwu.records.publications`.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = [
    "ATTRIBUTES", "LIMIT", "LIMIT_BASIS", "ORIGINS", "Category", "Channel", "Column", "Kind", "PilotField",
    "categories", "channels", "columns", "kinds", "pilot_fields",
]  # fmt: skip
LIMIT = 20  # working days after the information was made or changed
LIMIT_BASIS = "条例第二十六条"

# What is decided about a piece of information (公开属性), with the article.
ATTRIBUTES: dict[str, tuple[str, str, str]] = {
    "proactive": ("主动公开", "published", "条例第十九条"),
    "on_request": ("依申请公开", "given on request", "条例第十三条"),
    "withheld": ("不予公开", "withheld", "条例第十四条至第十六条"),
}

# How the office came by it (条例第十条).
ORIGINS: dict[str, tuple[str, str]] = {
    "made": ("本机关制作", "made by the body"),
    "from_public": ("从公民、法人和其他组织获取", "obtained from a citizen or organisation"),
    "from_agency": ("从其他行政机关获取", "obtained from another body"),
}


@dataclass(frozen=True, slots=True)
class Category:
    """One item of 条例第二十条 or a group of 第二十一条. `bodies`: kinds of body it is for; empty means all."""

    key: str
    zh: str
    en: str
    basis: str
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PilotField:
    """One of the 26 fields with a standard catalogue (试点领域)."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A place of publication. `online`: an address can be named."""

    key: str
    zh: str
    en: str
    basis: str
    online: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """What a publication is. `lasting`: in force until repealed. `result`: one decision of many."""

    key: str
    zh: str
    en: str
    category: str
    column: str
    lasting: bool = False
    result: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the portal, with the key of the one it stands under."""

    key: str
    zh: str
    en: str
    parent: str = ""


def categories() -> dict[str, Category]:
    """The categories by key, in the order of the law."""
    return _table("categories", "category", Category)


def pilot_fields() -> dict[str, PilotField]:
    """The pilot fields by key."""
    return _table("fields", "field", PilotField)


def channels() -> dict[str, Channel]:
    """The channels by key."""
    return _table("channels", "channel", Channel)


def kinds() -> dict[str, Kind]:
    """The kinds by key."""
    return _table("kinds", "kind", Kind)


def columns() -> dict[str, Column]:
    """The standard columns by key, each after the one it stands under."""
    return _table("columns", "column", Column)


@cache
def _table(file: str, name: str, made: type) -> dict[str, Any]:
    rows = tomllib.loads((Path(__file__).with_name(f"{file}.toml")).read_text("utf-8"))[name]
    return {
        row["key"]: made(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})
        for row in rows
    }
