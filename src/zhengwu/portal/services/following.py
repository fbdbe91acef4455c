"""An application as its applicant follows it: its words, its clocks, its materials, and what came of it.

The page of a case is `portal.tracking`; here is what is different where the case is one of approval.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhengwu.portal.demands import Demand
from zhengwu.records.approvals.queries import materials_of
from zhengwu.records.approvals.shown import MaterialFacts
from zhengwu.records.cases.sheet import Opened
from zhengwu.records.cases.tracking import Tracked
from zhengwu.records.licences import queries as licences
from zhengwu.records.licences.pointing import code_of
from zhengwu.records.licences.queries import LicenceFacts
from zhengwu.records.troubles import Words
from zhengwu.statute.procedures import clocks
from zhengwu.statute.procedures.approval import KEYS
from zhengwu.ui.catalogue import catalogue, words
from zhengwu.ui.parts.dates import Reasoned, of_due
from zhengwu.ui.parts.timeline import Rail

FINISHED = ("delivered", "archived")
SHOWN_CLOCKS = ("intake", "promised", "statutory", "delivery", "hearing")
SUPPLYING = ("correction_received", "supplement_received")
# The events that an applicant is told, with what the clock does after them; a decision only once it is delivered.
TOLD: Mapping[str, Rail] = {
    "accepted": "runs", "deemed_accepted": "runs", "rejected": "none", "supplement_received": "runs",
    "supplement_lapsed": "none", "special_begun": "paused", "special_ended": "runs", "hearing_told": "runs",
    "hearing_requested": "paused", "hearing_waived": "runs", "hearing_noticed": "paused", "hearing_held": "runs",
    "commitment_withdrawn": "runs", "terminated": "none",
}  # fmt: skip
SAYS = ("rejected", "special_begun", "hearing_noticed", "terminated", "supplement_lapsed")


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs for the office: what it is, and its last day with the reason."""

    label: Words
    due: Reasoned


@dataclass(frozen=True, slots=True)
class Got:
    """A licence that came of the case, its state today, and where anybody can check it."""

    licence: LicenceFacts
    state: Words
    verify: str


@dataclass(frozen=True, slots=True)
class Followed:
    """What the page of a case shows beside the rest where it is an application for a service."""

    clocks: tuple[Clock, ...]
    materials: tuple[MaterialFacts, ...]
    licences: tuple[Got, ...]


def is_approval(key: str) -> bool:
    """Whether a procedure is one by which people apply for services."""
    return key in KEYS


def word(key: str, name: str) -> str:
    """The id of a sentence of the page of a case: its own where the procedure is one of approval and has one."""
    own = f"services.track.{name}"
    return own if is_approval(key) and own in catalogue("zh") else f"tracking.{name}"


def followed(found: Opened, told: Tracked, on: date) -> Followed | None:
    """The same for an application; None for any other case."""
    if not is_approval(found.rules.key):
        return None
    case_id = found.envelope.id
    own = licences.several("l.case_id = %s ORDER BY l.id DESC", [case_id]) if told.stage.key in FINISHED else []
    running = _running(found, on) if told.is_open else ()
    return Followed(running, materials_of(case_id), tuple(got(one, on) for one in own))


def got(one: LicenceFacts, on: date) -> Got:
    """A licence as whoever holds it sees it."""
    state = one.state(on)
    return Got(one, Words(state.zh, state.en), f"/verify/{one.identifier}?m={code_of(one.id)}")


def _running(found: Opened, on: date) -> tuple[Clock, ...]:
    """The clocks of the office that run, the promise before the law."""
    known = {one.key: one for one in found.file.clocks if not one.party}
    running = {one.clock: one for one in found.case.clocks if clocks.is_running(one)}
    return tuple(
        Clock(
            words(f"services.track.clocks.{key}"),
            of_due(clocks.due(found.case, running[key], found.calendar), known[key].lines, found.calendar, on),
        )
        for key in SHOWN_CLOCKS
        if key in running and key in known
    )


def demand(found: Opened, told: Tracked, waits: Reasoned | None) -> Demand | None:
    """What is asked of the applicant now: to correct, to hand in what was to follow, to ask for a hearing or not."""
    lawful = {one.step for one in told.steps if one.lawful}
    waiting = told.waits.key if told.waits else ""
    step = {"supplement": "supplement_received", "hearing_request": "hearing_requested"}.get(waiting, "")
    if told.stage.key == "awaiting_correction":
        waiting, step = "correction", "correction_received"
    if not step or step not in lawful:
        return None
    asked = [one.says for one in found.file.events if one.key == "correction_requested" and not one.struck]
    said = str(asked[-1].get("what", "")) if asked and waiting == "correction" else ""
    if waiting == "supplement":
        said = "、".join(one.name for one in materials_of(found.envelope.id) if one.state == "deferred")
    title, otherwise = (words(f"services.track.demand.{waiting}.{name}") for name in ("title", "otherwise"))
    return Demand(title, said, waits, otherwise, step)
