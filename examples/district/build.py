"""The whole district in one transaction: built completely or not at all.

Deterministic by a seed: the same day and seed give the same cases in the same order. Secrets (passwords, the codes by
which applicants follow their requests, the sealing of personal data) are random each time, as they are in an office.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.test import override_settings

from examples.district import (
    approvals,
    campaigns,
    house,
    library,
    papers,
    powers,
    publishing,
    reports,
    results,
    today,
    tour,
    years,
)
from examples.district import told as told_of
from examples.district.offices import GOVERNMENT
from examples.district.staff import Body, Login, settled
from examples.district.world import World
from zhengwu.records.moments import OFFICE
from zhengwu.records.outbox.actions import drain
from zhengwu.records.publications import coverage

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


def build(now: datetime, password: str, *, seed: int = SEED, say: Say = lambda _: None, short: bool = False) -> Built:
    """Builds three years of 青禾区, until the moment given; `short`: only what lies open today."""
    world = World(now, seed)
    first = date(world.today.year - 2, 1, 1)
    start = datetime(first.year, 1, 1, 8, tzinfo=OFFICE) - timedelta(days=40)
    quick = ["examples.district.passwords.QuickHasher"]
    with override_settings(PASSWORD_HASHERS=quick), transaction.atomic():
        say("设立机关、录用人员")
        bodies, logins = settled(start.date(), start, password)
        papers.say_words(bodies[GOVERNMENT.key], start)
        if not short:
            years.begin_all(world, bodies, first)
            reports.begin_reports(world, bodies, first.year)
        house.begin_promise(world, bodies["sp"])
        today.begin_today(world, bodies)
        publishing.begin_publishing(world, bodies, first if not short else world.back(60))
        desks = approvals.opened(world, bodies, start.date(), start)
        if not short:
            approvals.begin_approvals(world, desks, first)
        approvals.begin_desk(world, desks)
        say("办理三年的申请、复议和诉讼")
        turns = world.run()
        _sent_long_ago(world)
        told_of.agreed(world)
        house.kept_today(world, bodies)
        powers.kept(world, desks)
        campaigns.noted(world, desks)
        if not short:
            library.taken_in(world, bodies)
        results.import_results(world, bodies, first)
        coverage.refresh(world.today)
    return Built(first, world.today, turns, bodies, tuple(logins))


def told(built: Built, now: datetime) -> dict[str, object]:
    """What the terminal and the first page say of the district: the guided paths, and numbers for lines to copy."""
    facts = tour.facts_of(built.bodies, built.today.year, now)
    return {"facts": facts, "paths": tour.paths(facts, built.logins)}


def _sent_long_ago(world: World) -> int:
    """What would have left the house in these years has left it; only today's messages wait."""
    yesterday = world.at.replace(hour=0, minute=0, second=0, microsecond=0)
    return drain({"case.step": lambda _: None}, at=yesterday, limit=100_000).sent
