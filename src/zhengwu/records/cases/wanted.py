"""Which cases a list shows, as data and as a condition of SQL: the one that list, count, search and export share."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from zhengwu.records.cases.models import CLOSED
from zhengwu.records.people.reach import Condition, one_of

EQUAL = ("procedure", "state", "outcome", "body_id", "unit_id", "handler_id", "wording_id", "about_id", "item_id")
# The first and the last day of a list: the column that decides, and the one of the index that leads there.
BOUNDS = (
    ("due_since", "due_on", "sort_on", ">="),
    ("due_through", "due_on", "sort_on", "<="),
    ("late_on", "due_on", "sort_on", "<"),
)
# What no index leads to: it is asked of each case on the way.
BESIDE = (("channel", "channel", "="), ("received_since", "entered_on", ">="), ("received_through", "entered_on", "<="))
# The promise, which lies before the last day of the law; only open cases have one.
PROMISED = (
    ("promise_since", "c.promised_on >= %s"),
    ("promise_through", "c.promised_on <= %s"),
    ("no_promise_through", "(c.promised_on IS NULL OR c.promised_on > %s)"),
)
OPEN = f"c.sort_on < '{CLOSED}'"  # the same as `is_open`, by the column that every index of lists has
KIND = "COALESCE(c.procedure, '')"  # so that a list of several kinds is gone through in its own order
ENDED = f"c.sort_on = '{CLOSED}'"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases a list shows. `late_on` keeps those whose last day lies before it; for `text` see `words.named`.

    `due_since` keeps those whose last day is that one or later; `waiting` those that wait for somebody else; `proposed`
    those with a proposal on which nobody has decided since; `received_since` and `received_through` those that were
    received in that time; `unassigned` those that nobody has been given; `calm_after` those that are neither late
    nor due by that day, nor wait for somebody. `promise_since` and `promise_through` keep those that are promised by a
    day of that time, `no_promise_through` those of which none is promised by that day. `procedures` keeps those of one
    of these procedures, `item_id` applications for that service item, which is of one procedure anyhow.
    """

    procedure: str = ""
    body_id: int | None = None
    unit_id: int | None = None
    handler_id: int | None = None
    state: str = ""
    outcome: str = ""
    is_open: bool | None = None
    due_through: date | None = None
    late_on: date | None = None
    wording_id: int | None = None
    about_id: int | None = None
    text: str = ""
    unit_ids: tuple[int, ...] = ()
    due_since: date | None = None
    waiting: bool = False
    proposed: bool = False
    channel: str = ""
    received_since: date | None = None
    received_through: date | None = None
    unassigned: bool = False
    calm_after: date | None = None
    promise_since: date | None = None
    promise_through: date | None = None
    no_promise_through: date | None = None
    case_ids: tuple[int, ...] = ()
    procedures: tuple[str, ...] = ()
    item_id: int | None = None

    def condition(self) -> Condition:
        """The same as SQL over `cases_case c`, all but the text."""
        (led, values), (beside, others) = self.led(), self.beside()
        return " AND ".join(part for part in (led, beside) if part), (*values, *others)

    def beside(self) -> Condition:
        """What of it no index leads to; empty where there is nothing."""
        said = [(column, sign, getattr(self, name)) for name, column, sign in BESIDE if getattr(self, name)]
        return " AND ".join(f"c.{column} {sign} %s" for column, sign, _ in said), [str(value) for _, _, value in said]

    def led(self) -> Condition:
        """What of it an index leads to."""
        parts: list[str] = []
        values: list[Any] = []
        for name in EQUAL:
            if getattr(self, name) not in ("", None):
                parts.append(f"c.{name} = %s")
                values.append(getattr(self, name))
        among = (("c.unit_id", self.unit_ids), ("c.id", self.case_ids), (KIND, () if self.item_id else self.procedures))
        for column, several in among:
            if several:
                parts.append(one_of(column, several))
                values += dict.fromkeys(several)
        for name, column, led_by, sign in BOUNDS:
            day = getattr(self, name)
            if day is not None:
                parts += [f"c.{led_by} {sign} %s", f"c.{column} {sign} %s"]
                values += [day.isoformat()] * 2
        if self.calm_after is not None:
            parts.append("c.sort_on > %s AND (c.due_on IS NOT NULL OR c.waits_until IS NULL)")
            values.append(self.calm_after.isoformat())
        for name, condition in PROMISED:
            if getattr(self, name) is not None:
                parts.append(condition)
                values.append(getattr(self, name).isoformat())
        parts += self._standing()
        return " AND ".join(parts) or "1 = 1", tuple(values)

    def _standing(self) -> list[str]:
        """What needs no value."""
        found = [] if self.is_open is None else [OPEN if self.is_open else ENDED]
        if self.waiting:
            found.append("c.due_on IS NULL AND c.waits_until IS NOT NULL")
        if self.proposed:
            found.append("c.proposed")
        if self.unassigned:
            found.append("c.handler_id IS NULL")
        return found
