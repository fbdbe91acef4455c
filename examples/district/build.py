"""The whole district in one transaction: built completely or not at all.

Deterministic by a seed: the same day and seed give the same cases in the same order. Secrets (passwords, the codes by
which applicants follow their requests, the sealing of personal data) are random each time, as they are in an office.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.test import override_settings

from examples.district import today, years
from examples.district.staff import Body, Login, settled
from examples.district.world import World
from zhengwu.records.moments import OFFICE

SEED = 7431
Say = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What was built."""

    first: date
    today: date
    turns: int
    bodies: dict[str, Body]
    logins: tuple[Login, ...]


def build(now: datetime, password: str, *, seed: int = SEED, say: Say = lambda _: None) -> Built:
    """Builds three years of 青禾区, until the moment given, into an empty database."""
    world = World(now, seed)
    first = date(world.today.year - 2, 1, 1)
    start = datetime(first.year, 1, 1, 8, tzinfo=OFFICE) - timedelta(days=40)
    quick = ["examples.district.passwords.QuickHasher"]
    with override_settings(PASSWORD_HASHERS=quick), transaction.atomic():
        say("设立机关、录用人员")
        bodies, logins = settled(start.date(), start, password)
        years.begin_carried(world, bodies, first)
        years.begin_ordinary(world, bodies, first)
        years.begin_fixed(world, bodies, first)
        years.begin_many(world, bodies)
        today.begin_today(world, bodies)
        say("办理三年的申请、复议和诉讼")
        turns = world.run()
    return Built(first, world.today, turns, bodies, tuple(logins))


def write_logins(path: Path, logins: tuple[Login, ...], password: str) -> None:
    """Keeps the demonstration's logins beside its database, for the next start; readable by its owner only."""
    path.touch(mode=0o600)
    found = {"password": password, "logins": [asdict(one) for one in logins]}
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
