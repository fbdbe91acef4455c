"""What bodies promised for the cases of a procedure, read where columns of cases are made of events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

PROMISES = "SELECT body_id, procedure, length, since, until, basis FROM organs_promise"


@dataclass(frozen=True, slots=True)
class Promised:
    """A promised length, in the unit of the law's, the days of receipt that it holds for, and where it stands."""

    length: int
    since: date
    until: date | None
    basis: str

    def holds(self, on: date) -> bool:
        """Whether it is the promise for a case received on that day."""
        return self.since <= on and (self.until is None or on <= self.until)


def promises() -> Mapping[tuple[int, str], tuple[Promised, ...]]:
    """All promises, by body and procedure. One statement."""
    return _read(PROMISES, [])


def promises_of(body_id: int, procedure: str) -> tuple[Promised, ...]:
    """Those of one body for one procedure, past and to come. One statement."""
    found = _read(f"{PROMISES} WHERE body_id = %s AND procedure = %s", [body_id, procedure])
    return found.get((body_id, procedure), ())


def _read(statement: str, values: list[Any]) -> dict[tuple[int, str], tuple[Promised, ...]]:
    found: dict[tuple[int, str], tuple[Promised, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        for body_id, procedure, length, since, until, basis in cursor.fetchall():
            one = Promised(length, _day(since), _day(until), basis)
            found[body_id, procedure] = (*found.get((body_id, procedure), ()), one)
    return found


def _day(value: Any) -> Any:
    """A day, whichever database it comes from."""
    return date.fromisoformat(value) if isinstance(value, str) else value
