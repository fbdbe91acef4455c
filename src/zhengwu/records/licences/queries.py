"""Asking for licences: those of a holder, one of them with its history, whether a holder has one of a kind.

Who asks for a holder's licences has shown that they may: it is the holder, or a case of theirs is being worked on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson

from zhengwu.records.cases.filing import as_day, as_moment
from zhengwu.records.rows import told
from zhengwu.records.sealing import blinds
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.licences import DEEDS, State, state
from zhengwu.statute.licences.states import VALID

LICENCE = Words("这份证照", "licence")
MOST = 200
FACTS = """
SELECT l.id, k.key, k.name, l.body_id, b.name, l.identifier, l.version, l.number, l.holder_name, l.holder_kind,
  l.issued_on, l.valid_from, l.valid_to, l.status, l.status_on, l.case_id, l.replaces_id, l.facts
FROM licences_licence l JOIN licences_licencekind k ON k.id = l.kind_id JOIN organs_body b ON b.id = l.body_id
"""


@dataclass(frozen=True, slots=True)
class LicenceFacts:
    """A version of a licence as it is shown. `status` is that on file; `state(on)` what it is on a day."""

    id: int
    kind_key: str
    kind_name: str
    body_id: int
    body_name: str
    identifier: str
    version: int
    number: str
    holder_name: str
    holder_kind: str
    issued_on: date
    valid_from: date
    valid_to: date | None
    status: str
    status_on: date
    case_id: int | None
    replaces_id: int | None
    facts: tuple[tuple[str, str], ...]

    def state(self, on: date) -> State:
        """The state on a day."""
        return state(self.status, self.valid_to, on)

    def holds(self, on: date) -> bool:
        """Whether it is valid on a day."""
        return self.valid_from <= on and self.state(on).key == VALID


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry of the history of a licence."""

    id: int
    key: str
    status: str
    reason: str
    basis: str
    case_id: int | None
    on: date
    by: str
    at: datetime

    @property
    def called(self) -> Words:
        """What was done, in words."""
        return Words(DEEDS[self.key].zh, DEEDS[self.key].en)


def facts(licence_id: int) -> LicenceFacts:
    """One version. Raises Trouble: missing."""
    found = several("l.id = %s", [licence_id])
    if not found:
        raise missing(LICENCE, where="licence_id")
    return found[0]


def several(condition: str, values: Sequence[Any]) -> list[LicenceFacts]:
    """The versions that meet a condition in SQL over `l`, `k` (kind) and `b` (body), which may say their order."""
    return [_facts(row) for row in told(f"{FACTS} WHERE {condition}", values)]


def of_holder(code: str, *, most: int = MOST) -> list[LicenceFacts]:
    """All licences of a holder by identity number or credit code, the newest first, each version of them."""
    keys = blinds(code)
    if not keys:
        return []
    some = ", ".join(["%s"] * len(keys))
    return several(f"l.holder_blind IN ({some}) AND l.holder_blind <> '' ORDER BY l.id DESC LIMIT {most}", keys)


def satisfies(kind_key: str, holder_code: str, on: date) -> LicenceFacts | None:
    """The newest licence of a kind that a holder has in force on a day: what it shows need not be asked again."""
    keys = blinds(holder_code)
    if not keys or not kind_key:
        return None
    some = ", ".join(["%s"] * len(keys))
    condition = (
        f"l.holder_blind IN ({some}) AND l.holder_blind <> '' AND k.key = %s AND l.status = %s AND l.valid_from <= %s "
        "AND (l.valid_to IS NULL OR l.valid_to >= %s) ORDER BY l.id DESC LIMIT 1"
    )
    return next(iter(several(condition, [*keys, kind_key, VALID, on, on])), None)


def of_case(case_id: int) -> list[LicenceFacts]:
    """The licences that a case granted."""
    return several("l.case_id = %s AND l.case_id IS NOT NULL ORDER BY l.id", [case_id])


def by_identifier(identifier: str) -> LicenceFacts | None:
    """The version with this identifier."""
    return next(iter(several("l.identifier = %s", [identifier])), None)


def replaced_by(licence_id: int) -> LicenceFacts | None:
    """The version that came after."""
    return next(iter(several("l.replaces_id = %s", [licence_id])), None)


def history(licence_id: int) -> list[Happening]:
    """What happened to a version, the first first."""
    rows = told(
        'SELECT id, key, status, reason, basis, case_id, "on", "by", at FROM licences_licenceevent '
        "WHERE licence_id = %s ORDER BY id",
        [licence_id],
    )
    return [Happening(*(*row[:6], as_day(row[6]), row[7], as_moment(row[8]))) for row in rows]


def _facts(row: tuple[Any, ...]) -> LicenceFacts:
    said = orjson.loads(row[17]) if isinstance(row[17], str | bytes) else row[17]
    pairs = tuple((str(label), str(value)) for label, value in said)
    days = (as_day(row[10]), as_day(row[11]), as_day(row[12]) if row[12] else None)
    return LicenceFacts(*(*row[:10], *days, row[13], as_day(row[14]), *row[15:17], pairs))
