"""The letters of one case as its page lists them: one statement, and nothing unsealed.

Whoever asks has opened the case: who may see it may see that a letter went out. What a letter says is asked of
`queries` and `actions`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from zhengwu.records.cases.filing import as_day
from zhengwu.statute.letters.delivery import answered_on

LINES = """
SELECT l.id, l.key, l.title, l.document_number, l.issued_on, l.party, l.event_number, l.item_number, l.actor_name,
       l.withdrawn_at, l.withdrawn_reason, d.channel, d.sent_on, d.delivered_on, d.recipient, d.proof_id, d.note
FROM letters_letter l LEFT JOIN letters_delivery d ON d.letter_id = l.id
WHERE l.case_id = %s ORDER BY l.id, d.id
"""


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery or an attempt; `counts_on` is the day that counts as the answer's, None while it is not known."""

    channel: str
    sent_on: date
    delivered_on: date | None
    counts_on: date | None
    recipient: str
    proof_id: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """A letter in a list. `void` is why it was withdrawn, None while it stands."""

    id: int
    key: str
    title: str
    document_number: str
    issued_on: date
    party: str
    event_number: int
    item_number: str
    actor_name: str
    void: str | None
    sent: tuple[Sent, ...]

    @property
    def stands(self) -> bool:
        """Whether it is in force."""
        return self.void is None

    @property
    def arrived(self) -> bool:
        """Whether somebody has received it."""
        return any(one.delivered_on for one in self.sent)


def of_case(case_id: int) -> tuple[Line, ...]:
    """The letters of a case in the order of issue, void ones too, each with its deliveries."""
    with connection.cursor() as cursor:
        cursor.execute(LINES, [case_id])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return tuple(_line(same) for same in found.values())


def _line(rows: list[tuple[Any, ...]]) -> Line:
    pk, key, title, number, issued, party, event, item, actor, withdrawn, reason, *_ = rows[0]
    void = None if withdrawn is None else reason
    sent = tuple(_sent(row[11:]) for row in rows if row[11] is not None)
    return Line(pk, key, title, number, as_day(issued), party, event, item, actor, void, sent)


def _sent(row: tuple[Any, ...]) -> Sent:
    channel, sent_on, delivered_on, recipient, proof_id, note = row
    sent_on, delivered_on = as_day(sent_on), as_day(delivered_on)
    return Sent(channel, sent_on, delivered_on, answered_on(channel, sent_on, delivered_on), recipient, proof_id, note)
