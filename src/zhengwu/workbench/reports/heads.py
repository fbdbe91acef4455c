"""What stands at the head of every page about one report: whose, on which year, how far, and what may be done next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhengwu.records.organs.queries import BodyFacts
from zhengwu.records.people.actors import Actor
from zhengwu.records.reports.drafting import body_of
from zhengwu.records.reports.queries import VersionFacts
from zhengwu.records.troubles import Words, missing
from zhengwu.ui.catalogue import words

OPEN = ("draft", "checked")


@dataclass(frozen=True, slots=True)
class Head:
    """A report: its body and year, its address, and whether the actor reads what is not published."""

    body: BodyFacts
    year: int
    base: str
    may_write: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that may be done with a report, or why it may not be done now."""

    key: str
    refused: Words | None


def head_of(actor: Actor, body_id: int, year: int) -> Head:
    """The head of a report. Raises Trouble (missing) for who may not read it before it is published."""
    row = body_of(body_id)
    body = BodyFacts(*(getattr(row, name) for name in BodyFacts.__slots__))
    if not actor.may("report.read", body.id, body.path):
        raise missing(Words("这份年度报告", "annual report"), where="body_id")
    return Head(body, year, f"/desk/reports/{body_id}/{year}", actor.may("report.compile", body.id, body.path))


def deeds(actor: Actor, body: BodyFacts, year: int, versions: Sequence[VersionFacts], on: date) -> tuple[Deed, ...]:
    """What comes next, the first of those the actor has the right to; each with why not now, if so."""

    def may(right: str) -> bool:
        return actor.may(right, body.id, body.path)

    newest = versions[-1] if versions else None
    status = newest.status if newest else ""
    live, found = newest is None or status in OPEN, []
    if live and (may("report.compile") or may("report.sign")):
        found.append(Deed("check", None))
    if live and may("report.sign"):
        found.append(Deed("sign", _not_signed(year, status, on)))
    if newest and status == "signed" and may("report.publish"):
        found.append(Deed("publish", words("reporting.refused.imported") if newest.origin != "counted" else None))
    if status in ("signed", "published") and may("report.compile"):
        found.append(Deed("correct", None))
    if newest and live and newest.version > 1 and may("report.compile"):
        found.append(Deed("withdraw", None))
    order = {"withdraw": 3, "correct": 2, "check": 1 if status == "checked" else 0}
    return tuple(sorted(found, key=lambda one: (one.refused is not None, order.get(one.key, 0))))


def _not_signed(year: int, status: str, on: date) -> Words | None:
    if on <= date(year, 12, 31):
        return words("reporting.refused.year", year=year)
    return None if status == "checked" else words("reporting.refused.unchecked")
