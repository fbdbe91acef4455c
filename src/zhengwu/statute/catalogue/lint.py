"""Whether a guide is right: the checks of a record, each with an id of `rules.toml`; what is found has its place.

A record without a fault is an accurate guide; the share of those is the accuracy of a bureau (办事指南准确度), measured
and not claimed. Hints count for nothing; what is broken cannot be published.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from zhengwu.statute.catalogue import guidance, logic
from zhengwu.statute.catalogue.model import Record

Severity = Literal["fault", "broken", "hint"]
GRAVITY: tuple[Severity, ...] = ("broken", "fault", "hint")


@dataclass(frozen=True, slots=True)
class Rule:
    """A check: what must hold (`title`, `gloss`), on what basis, and the words of what it finds, with `{what}`."""

    id: str
    severity: Severity
    basis: str
    title: str
    gloss: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found at a place such as `materials[2].name`."""

    rule: Rule
    path: str
    zh: str
    en: str

    @property
    def counts(self) -> bool:
        """Whether it makes the guide inaccurate."""
        return self.rule.severity != "hint"


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by id, in their order."""
    with (Path(__file__).parent / "rules.toml").open("rb") as file:
        return MappingProxyType({key: Rule(key, **said) for key, said in tomllib.load(file).items()})


def lint(record: Record) -> tuple[Finding, ...]:
    """What is found in a record, the gravest first, and in the order of its elements."""
    found = [_worded(one) for check in (*guidance.CHECKS, *logic.CHECKS) for one in check(record)]
    return tuple(sorted(found, key=lambda one: GRAVITY.index(one.rule.severity)))


def _worded(said: logic.Said) -> Finding:
    rule = rules()[said.rule]
    return Finding(rule, said.path, rule.zh.replace("{what}", said.zh), rule.en.replace("{what}", said.en or said.zh))


def counted(record: Record) -> int:
    """How many findings make the guide inaccurate."""
    return sum(one.counts for one in lint(record))


def broken(record: Record) -> tuple[Finding, ...]:
    """The findings that keep a record from being published."""
    return tuple(one for one in lint(record) if one.rule.severity == "broken")


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many of so many guides are without a fault."""

    right: int
    guides: int

    @property
    def ratio(self) -> float | None:
        """Their share; None where there are no guides."""
        return self.right / self.guides if self.guides else None


def accuracy(records: Iterable[Record]) -> Accuracy:
    """The accuracy of these guides."""
    counts = [counted(one) for one in records]
    return Accuracy(counts.count(0), len(counts))
