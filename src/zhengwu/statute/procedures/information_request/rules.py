"""The conditions of an information request: when a step may be taken, and what follows from what was said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhengwu.statute.procedures import clocks
from zhengwu.statute.procedures.model import Case, Condition, Event, Guard, Item, Scene, Words

CHANNELS = ("counter", "registered_mail", "ordinary_mail", "online", "fax", "oral")
BOTH_CONFIRM = ("online", "fax")
GIVES = ("granted", "already_public")
ENDED = ("abandoned_no_correction", "abandoned_no_fee", "withdrawn")


@dataclass(frozen=True, slots=True)
class Consultation:
    """One letter asking for an opinion. `stance`: agrees, objects, silent, undelivered, or "" while open.

    Silence means opposite things: after a third party's the body decides itself (Art. 32); a co-maker's counts as
    consent to disclosure (Art. 34). Whoever could not be reached was not silent: there too the body decides itself.
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
    found: dict[str, dict[str, Any]] = {}
    for event in case.events:
        if event.key not in _LETTERS:
            continue
        party = clocks.party_of(event)
        if event.key == "consultation_sent":
            kind, item = event.get("kind", "third_party"), event.get("item", "")
            found[party] = {"party": party, "kind": kind, "item": item, "sent_on": event.on}
        else:
            found[party] |= _LETTERS[event.key](event)
    return tuple(Consultation(**letter) for letter in found.values())


_LETTERS: dict[str, Callable[[Event], dict[str, Any]]] = {
    "consultation_sent": lambda event: {},
    "consultation_delivered": lambda event: {"delivered_on": event.on},
    "opinion_received": lambda event: {
        "ended_on": event.on,
        "stance": event.get("opinion", "agrees"),
        "reasonable": event.get("reasonable", True),
    },
    "consultation_lapsed": lambda event: {
        "ended_on": event.on,
        "stance": "undelivered" if event.get("undeliverable") else "silent",
    },
}


def open_parties(case: Case) -> frozenset[str]:
    """The parties whose opinion is still out."""
    reply = case.clock("reply")
    return frozenset(pause.party for pause in reply.pauses if pause.until is None) if reply else frozenset()


def of_party(scene: Scene) -> Consultation | None:
    """The letter to the party that the event is about."""
    party = clocks.party_of(scene.event)
    return next((one for one in consultations(scene.case) if one.party == party), None)


def not_before_sending(scene: Scene) -> bool:
    """True where what a party did lies on or after the day on which it was asked."""
    letter = of_party(scene)
    return letter is None or scene.event.on >= letter.sent_on


def not_before_receipt(scene: Scene) -> bool:
    """True where an opinion lies on or after the day on which its letter was received, as far as that is on file."""
    letter = of_party(scene)
    return letter is None or letter.delivered_on is None or scene.event.on >= letter.delivered_on


def some_letter_unproved(scene: Scene) -> bool:
    """True where a letter is on file whose receipt is not."""
    return any(one.delivered_on is None for one in consultations(scene.case))


def letter_unproved(scene: Scene) -> bool:
    """True where the party was asked, and its receipt of the letter is not on file yet."""
    letter = of_party(scene)
    return letter is not None and letter.delivered_on is None


def received_before_its_opinion(scene: Scene) -> bool:
    """True where the receipt lies no later than the opinion that came of it."""
    letter = of_party(scene)
    return letter is None or letter.ended_on is None or scene.event.on <= letter.ended_on


def all_decided(scene: Scene) -> bool:
    """True where no item needs a decision any more."""
    return not any(item.is_open for item in scene.case.items)


def all_answered(scene: Scene) -> bool:
    """True where every item has been decided and its answer sent."""
    return all(item.is_answered for item in scene.case.items)


def is_consulting(scene: Scene) -> bool:
    """True while an opinion is out."""
    return bool(open_parties(scene.case))


def meant(scene: Scene) -> tuple[Item, ...]:
    """The items that a decision is about: the one named, or all that are open."""
    wanted = scene.event.get("item")
    return tuple(item for item in scene.case.items if (item.is_open if wanted is None else item.number == wanted))


def receipt_day(scene: Scene) -> bool:
    """条例第三十一条: the day of receipt follows from the channel; where both must confirm, the later of the two."""
    event, facts = scene.event, scene.case.facts
    channel = event.get("channel") or facts.get("channel")
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
    """The earliest day on which each side confirmed that the request has been received."""
    sides: dict[str, date] = {}
    for event in case.events:
        if event.key == "confirmed":
            side = event.get("side", "office")
            sides[side] = min(event.on, sides.get(side, event.on))
    return sides


def signed_after_sending(scene: Scene) -> bool:
    """True where mail was signed for no earlier than it was sent."""
    signed = scene.event.get("signed_on")
    return signed is None or signed >= scene.event.on


def speaks_for_itself(scene: Scene) -> bool:
    """True unless the applicant confirms in the office's name."""
    return scene.event.by != "applicant" or scene.event.get("side") == "applicant"


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


def not_deferred(scene: Scene) -> bool:
    """True where no later date has been set by name (条例第三十五条)."""
    reply = scene.case.clock("reply")
    return reply is None or reply.fixed_end is None


def deferred_beyond_limit(scene: Scene) -> bool:
    """True where the date set lies after the last day that holds now."""
    reply = scene.case.clock("reply")
    last = clocks.due(scene.case, reply, scene.calendar).on if reply else None
    return last is None or scene.event.says["due_on"] > last


def restates_every_open_item(scene: Scene) -> bool:
    """True where the corrected request, if it lists items, has words for each that is open."""
    texts = scene.event.get("items")
    return texts is None or len(texts) >= sum(item.is_open for item in scene.case.items)


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
    return bool(meant(scene)) and all(item.is_open for item in meant(scene))


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
    """True where whoever decides has not proposed the decision; unknown persons are not compared.

    What was proposed before a review or court ordered a new decision was another decision.
    """
    person = scene.event.person
    items = {item.number for item in meant(scene)}
    for event in reversed(scene.case.events):
        if event.key == "redo_ordered":
            break
        if event.key == "proposed" and event.person == person and event.get("item") in (None, *items):
            return not person
    return True


def combined(outcomes: tuple[str, ...]) -> str:
    """The outcome of a request counted as one although it holds several items.

    Items that merely ended do not count beside those that were decided. All that is asked for given is a grant; some of
    it given a partial one; otherwise the first item speaks for all.
    """
    decided = [outcome for outcome in outcomes if outcome not in ENDED] or outcomes
    if len(set(decided)) == 1:
        return decided[0]
    if all(outcome in GIVES for outcome in decided):
        return "granted"
    return "partial" if any(outcome in (*GIVES, "partial") for outcome in decided) else decided[0]
