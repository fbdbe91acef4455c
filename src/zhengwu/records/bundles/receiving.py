"""What was handed in with a matter, for its receipt: every material once, for parts that begin later, too."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from zhengwu.records import rows
from zhengwu.records.bundles import offers
from zhengwu.records.bundles.matters import MATTER
from zhengwu.records.bundles.models import Matter
from zhengwu.records.bundles.planning import Need, Plan, planned
from zhengwu.records.troubles import missing

SUPPLIED = (
    "SELECT a.node, s.key, s.state FROM approvals_application a "
    "JOIN approvals_supplied s ON s.application_id = a.id WHERE a.matter_id = %s"
)
BEST = ("given", "reused", "deferred", "committed", "missing")  # the state that is told where parts differ


@dataclass(frozen=True, slots=True)
class Received:
    """A material and what has become of it: given, reused, deferred, committed, missing."""

    name: str
    state: str


def received(matter_id: int, on: date) -> tuple[Received, ...]:
    """Every material of a matter once, as it was handed in. Raises Trouble (missing)."""
    matter = rows.one(Matter, "id = %s", [matter_id])
    if matter is None:
        raise missing(MATTER, where="matter_id")
    plan = planned(offers.version(matter.bundle_id), matter.answers, on)
    kept: dict[str, Any] = orjson.loads(matter.filled or "{}").get("parts", {})
    there = {(node, key): state for node, key, state in rows.told(SUPPLIED, [matter_id])}
    found = ((need, _state(plan, need, kept, there)) for need in plan.bring())
    return tuple(
        Received(need.material.name, state)
        for need, state in found
        if not (state == "missing" and need.material.necessity == "conditional")
    )


def _state(plan: Plan, need: Need, kept: dict[str, Any], there: dict[tuple[str, str], str]) -> str:
    states = [there.get(use) or _kept(plan, use, kept.get(use[0], {})) for use in need.uses]
    return min(states, key=BEST.index) if set(states) <= set(BEST) else states[0]


def _kept(plan: Plan, use: tuple[str, str], part: dict[str, Any]) -> str:
    given = next((one for one in part.get("materials", ()) if one["key"] == use[1]), None)
    if given is not None:
        return "reused" if given["licence_id"] or given["reused_from"] else "given"
    if use[1] in part.get("deferred", ()):
        return "deferred"
    return "committed" if part.get("commits") and plan.material(use).replaced else "missing"
