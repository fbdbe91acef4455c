"""Kinds that the bureau may issue, and a licence granted to somebody who does not exist."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from zhengwu.records.licences import actions, kinds
from zhengwu.records.people.actors import CLOCKWORK

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
ON = date(2026, 3, 2)
CODE = "92990101MA00000018"


@dataclass(frozen=True)
class Holder:
    """Whose licence it is."""

    name: str = "青禾区湖畔小吃店"
    code: str = CODE
    kind: str = "unincorporated"


@pytest.fixture
def shipped(district):
    """The kinds that are shipped, on file."""
    return kinds.ship(district.bureau, by=CLOCKWORK, at=AT, on=date(2020, 1, 1))


@pytest.fixture
def grant(district, shipped):
    """A function that grants a licence of the bureau; what is not said is that of a new restaurant."""

    def granted(kind="food_operation", holder=None, action="new", about=None, on=ON, months=None, **said):
        facts = said.pop("facts", (("经营场所", "湖滨路1号"), ("经营项目", "热食类食品制售")))
        values = {"case_id": None, "event_id": None, "body_id": district.bureau, "by": CLOCKWORK, "at": AT, **said}
        with transaction.atomic():
            return actions.grant(
                kind, holder=holder or Holder(), facts=facts, months=months, about=about, action=action, on=on, **values
            )

    return granted
