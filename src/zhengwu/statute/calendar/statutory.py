"""The statutory holidays of a year by 全国年节及纪念日放假办法: what is known of a year that has no notice yet.

Fixed days come from the version of the law in force on that day, the others from the table of lunar dates. Nothing is
swapped: which Saturdays and Sundays are worked in exchange is known from the notice only.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Holiday:
    """One day off for everybody; where two holidays fall on one day, the name has both."""

    on: date
    name: str
    source: str


@cache
def statutory(year: int) -> tuple[Holiday, ...]:
    """The days of `year` that the holiday law makes free, in order; 2007 to 2060."""
    found: dict[date, Holiday] = {}
    for version, following in _versions():
        for rule in version["days"]:
            on = _day(rule, year)
            if version["since"] <= on and (following is None or on < following):
                names = [found[on].name] if on in found else []
                found[on] = Holiday(on, "、".join([*names, rule["name"]]), version["document"])
    return tuple(found[on] for on in sorted(found))


@cache
def gloss_of(name: str) -> str:
    """A holiday's name in English; several joined by 、 are glossed one by one, an unknown name stays as it is."""
    known = _facts("law.toml")["gloss"]
    return ", ".join(str(known.get(part, part)) for part in name.split("、"))


def _day(rule: dict[str, Any], year: int) -> date:
    if "month" in rule:
        return date(year, rule["month"], rule["day"])
    moving: date = _facts("lunar.toml")[str(year)][rule["from"]]
    return moving + timedelta(days=rule.get("plus", 0))


def _versions() -> list[tuple[dict[str, Any], date | None]]:
    """Each version of the law with the day on which the next one replaces it."""
    versions = _facts("law.toml")["version"]
    return list(zip(versions, [version["since"] for version in versions[1:]] + [None], strict=True))


@cache
def _facts(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / name).read_text("utf-8"))
