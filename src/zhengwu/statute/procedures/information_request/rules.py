"""The conditions of an information request: when a step may be taken, and what follows from what was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhengwu.statute.procedures import clocks
from zhengwu.statute.procedures.model import Case, Condition, Event, Guard, Item, Scene, Words

CHANNELS = ("counter", "registered_mail", "ordinary_mail", "online", "fax", "oral")
BOTH_CONFIRM = ("online", "fax")
GIVES = ("granted", "partial", "already_public")


@dataclass(frozen=True, slots=True)
class Consultation:
    """One letter asking for an opinion. `stance`: agrees, objects, silent, or "" while open.

    Silence means opposite things: after a third party's the body decides itself (Art. 32); a co-maker's counts as
    consent to disclosure (Art. 34).
    """

    party: str
    kind: str
    item: str
    sent_on: date
    delivered_on: date | None = None
    ended_on: date | None = None
    stance: str = ""
    reasonable: bool = True

    @property
    def consents(self) -> bool | None:
        """What follows for disclosure: True consent, False objection, None the body decides itself."""
        if self.stance == "silent":
            return True if self.kind == "co_maker" else None
        return {"agrees": True, "objects": False}.get(self.stance)


def consultations(case: Case) -> tuple[Consultation, ...]:
    """The letters sent so far, in order, each with what came of it."""
    found: dict[str, Consultation] = {}
    for event in case.events:
        party = clocks.party_of(event)
        if event.key == "consultation_sent":
            kind, item = event.get("kind", "third_party"), event.get("item", "")
            found[party] = Consultation(party, kind, item, event.on)
        elif party in found and event.key in _AFTER:
            found[party] = _AFTER[event.key](found[party], event)
    return tuple(found.values())


def _delivered(one: Consultation, event: Event) -> Consultation:
    return Consultation(one.party, one.kind, one.item, one.sent_on, event.on)


def _answered(one: Consultation, event: Event) -> Consultation:
    stance, reasonable = event.get("opinion", "agrees"), event.get("reasonable", True)
    return Consultation(one.party, one.kind, one.item, one.sent_on, one.delivered_on, event.on, stance, reasonable)


def _silent(one: Consultation, event: Event) -> Consultation:
    return Consultation(one.party, one.kind, one.item, one.sent_on, one.delivered_on, event.on, "silent")


_AFTER = {"consultation_delivered": _delivered, "opinion_received": _answered, "consultation_lapsed": _silent}


def open_parties(case: Case) -> frozenset[str]:
    """The parties whose opinion is still out."""
    reply = case.clock("reply")
    return frozenset(pause.party for pause in reply.pauses if pause.until is None) if reply else frozenset()


def is_open(item: Item) -> bool:
    """True for an item that still needs a decision."""
    return not item.outcome or item.redone == "ordered"


def all_decided(scene: Scene) -> bool:
    """True where no item needs a decision any more."""
    return not any(is_open(item) for item in scene.case.items)


def all_answered(scene: Scene) -> bool:
    """True where every item has been decided and its answer sent."""
    return all_decided(scene) and all(item.answered_on for item in scene.case.items)


def is_consulting(scene: Scene) -> bool:
    """True while an opinion is out."""
    return bool(open_parties(scene.case))


def was_received(scene: Scene) -> bool:
    """True for a case that is still where registration put it."""
    return scene.case.state == "received"


def meant(scene: Scene) -> tuple[Item, ...]:
    """The items that a decision is about: the one named, or all that are open."""
    wanted = scene.event.get("item")
    return tuple(item for item in scene.case.items if (is_open(item) if wanted is None else item.number == wanted))


def receipt_day(scene: Scene) -> bool:
    """条例第三十一条: the day of receipt follows from the channel; where both must confirm, the later of the two."""
    event, facts = scene.event, scene.case.facts
    channel = facts.get("channel") or event.get("channel")
    submitted = scene.case.last("submitted")
    if channel in ("counter", "oral") and submitted is not None:
        return event.on == submitted.on
    if channel == "registered_mail":
        signed = event.get("signed_on") or facts.get("signed_on")
        return signed is None or event.on == signed
    if channel == "ordinary_mail" and submitted is not None:
        return "office" in confirmations(scene.case) and event.on == confirmations(scene.case)["office"]
    if channel in BOTH_CONFIRM and submitted is not None:
        sides = confirmations(scene.case)
        return {"office", "applicant"} <= set(sides) and event.on == max(sides.values())
    return True


def confirmations(case: Case) -> Mapping[str, date]:
    """The day on which each side first confirmed that the request has been received."""
    sides: dict[str, date] = {}
    for event in case.events:
        if event.key == "confirmed":
            sides.setdefault(event.get("side", "office"), event.on)
    return sides


def before_end_of(clock: str) -> Condition:
    """True through the last day of the clock; also where it has none at present."""

    def holds(scene: Scene) -> bool:
        running = scene.case.clock(clock)
        last = clocks.due(scene.case, running, scene.calendar).on if running else None
        return last is None or scene.event.on <= last

    return holds


def after_end_of(clock: str, each_party: bool = False) -> Condition:
    """True once the clock has run out: from the day after its last day."""

    def holds(scene: Scene) -> bool:
        party = clocks.party_of(scene.event) if each_party else ""
        running = scene.case.clock(clock, party)
        last = clocks.due(scene.case, running, scene.calendar).on if running else None
        return last is not None and scene.event.on > last

    return holds


def only_once(step: str, zh: str, en: str, basis: str) -> Guard:
    """A step that the law allows once in a case."""
    return Guard(f"{step}_only_once", Words(zh, en), lambda scene: not scene.case.count(step), basis, early=True)


def not_extended(scene: Scene) -> bool:
    """True where the time to answer, as it runs now, has not been extended; a fresh start may be extended again."""
    reply = scene.case.clock("reply")
    return reply is None or not reply.extension


def first_consultation_of_party(scene: Scene) -> bool:
    """True where the party has not been asked before."""
    party = clocks.party_of(scene.event)
    return party not in {one.party for one in consultations(scene.case)}


def party_is_asked(scene: Scene) -> bool:
    """True where the party's opinion is out."""
    return clocks.party_of(scene.event) in open_parties(scene.case)


def no_open_consultation(scene: Scene) -> bool:
    """True where none of the items to be decided waits for an opinion."""
    waiting = open_parties(scene.case)
    items = {item.number for item in meant(scene)}
    return not any(one.party in waiting and (not one.item or one.item in items) for one in consultations(scene.case))


def something_to_decide(scene: Scene) -> bool:
    """True where the items meant are still open."""
    return bool(meant(scene)) and all(is_open(item) for item in meant(scene))


def needs_filled(scene: Scene) -> bool:
    """True where the event gives what the outcome requires."""
    outcome = scene.procedure.outcome(scene.event.get("outcome", ""))
    return outcome is None or all(scene.event.get(key) for key in outcome.needs)


def objection_answered(scene: Scene) -> bool:
    """条例第三十二条: over a reasonable objection only for a grave public interest, which must be stated."""
    if scene.event.get("outcome") != "granted":
        return True
    items = {item.number for item in meant(scene)}
    objected = any(
        one.kind == "third_party" and one.consents is False and one.reasonable and (not one.item or one.item in items)
        for one in consultations(scene.case)
    )
    return not objected or bool(scene.event.get("override_reason"))


def correction_came(scene: Scene) -> bool:
    """条例第三十条: only after one correction may a request be called unclear."""
    return scene.event.get("outcome") != "unclear_after_correction" or scene.case.count("correction_received") > 0


def reason_was_asked(scene: Scene) -> bool:
    """条例第三十五条: only after reasons were asked for may a request be called excessive."""
    return scene.event.get("outcome") != "excessive" or scene.case.count("reason_requested") > 0


def by_another_person(scene: Scene) -> bool:
    """True where whoever decides has not proposed the decision; unknown persons are not compared."""
    person = scene.event.person
    items = {item.number for item in meant(scene)}
    proposers = {
        event.person
        for event in scene.case.events
        if event.key == "proposed" and (event.get("item") is None or event.get("item") in items)
    }
    return not person or person not in proposers


def combined(outcomes: tuple[str, ...]) -> str:
    """The outcome of a request counted as one although it holds several items: mixed answers are a partial grant."""
    if len(set(outcomes)) == 1:
        return outcomes[0]
    return "partial" if any(outcome in GIVES for outcome in outcomes) else outcomes[0]
