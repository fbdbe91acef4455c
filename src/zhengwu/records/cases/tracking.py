"""What somebody outside sees and does of a case: the applicant with its number and secret, a third party with theirs.

A wrong number and a wrong secret are told alike. Guessing is slowed down by address, and for each pair of number and
address. An applicant sees no decision before it is delivered, and nothing of other people.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from hmac import compare_digest

from django.db import connection

from zhengwu.records.cases import actions
from zhengwu.records.cases.actions import Taken
from zhengwu.records.cases.models import Case, Party
from zhengwu.records.cases.opening import digest
from zhengwu.records.cases.sheet import Opened, envelope_of, promised_facts, replayed, steps_for
from zhengwu.records.cases.shown import ClockFacts, ItemFacts, Named, NextFacts, PromisedFacts
from zhengwu.records.people import throttle
from zhengwu.records.troubles import Trouble, Words, forbidden, invalid
from zhengwu.statute.procedures import lawful
from zhengwu.statute.procedures import model as statute

# What an applicant may take by number and secret. A payment is entered by whoever sees the money.
APPLICANT_STEPS = (
    "confirmed", "correction_received", "reason_received", "withdrawn",
    "supplement_received", "commitment_withdrawn", "hearing_requested", "hearing_waived",
)  # fmt: skip
NOT_THEIRS = {"reason_received": ("reasonable",)}  # judged by the office


@dataclass(frozen=True, slots=True)
class Office:
    """Where to ask about the case."""

    name: str
    address: str
    phone: str
    hours: str


@dataclass(frozen=True, slots=True)
class Tracked:
    """A case as its applicant sees it. `due` is the last day to answer, `promised` an
    earlier one that the office promised; `waits` by when the applicant must act."""

    number: str
    procedure: Named
    office: Office
    stage: Named
    is_open: bool
    length: int
    due: ClockFacts | None
    promised: PromisedFacts | None
    late: bool | None
    waits: ClockFacts | None
    items: tuple[ItemFacts, ...]
    steps: tuple[NextFacts, ...]


def followed(number: str, secret: str, *, at: datetime, address: str) -> int:
    """The id of the case that number and secret open. Raises Trouble: unknown (one of them is wrong), throttled."""
    throttle.enter(f"{number}@{address}", address, at=at)
    row = Case.objects.filter(number=number).values_list("id", "secret").first()
    if row is None or not _opens(row[1], secret):
        raise _unknown()
    throttle.succeed(f"{number}@{address}", address)
    return int(row[0])


def asked(number: str, secret: str, *, at: datetime, address: str) -> tuple[int, str]:
    """The case's id and the key of the party whom number and secret name. Raises Trouble: unknown, throttled."""
    throttle.enter(f"{number}@{address}", address, at=at)
    rows = Party.objects.filter(case__number=number, role__in=("third_party", "co_maker", "agency")).exclude(secret="")
    for case_id, key, kept in rows.values_list("case_id", "key", "secret"):
        if _opens(kept, secret):
            throttle.succeed(f"{number}@{address}", address)
            return case_id, key
    raise _unknown()


def _opens(kept: str, secret: str) -> bool:
    return bool(kept) and compare_digest(kept, digest(secret))


def _unknown() -> Trouble:
    return Trouble(
        "unknown",
        "wrong_secret",
        Words("编号或者查询码不对。", "The number or the secret is wrong."),
        Words(
            "请核对回执上的编号和查询码；遗失的，可凭身份证明到受理机关补办。",
            "Check both on your receipt. If they are lost, ask the office, with proof of identity.",
        ),
        "secret",
    )


def tracked(case_id: int, on: date) -> Tracked:
    """What the applicant sees of the case on that day; whoever calls has checked the secret."""
    return told(replayed(envelope_of(case_id)), on)


def told(found: Opened, on: date) -> Tracked:
    """The same of a case that is open already. One statement, a second one where the office promised a day."""
    standing = lawful.standing(found.rules, found.case, on, found.calendar)
    state = found.rules.state(found.case.state)
    clocks = {(one.key, one.party): one for one in found.file.clocks}
    due = standing.due and clocks.get((standing.due.running.clock, standing.due.running.party))
    waits = standing.waits and clocks.get((standing.waits.running.clock, standing.waits.running.party))
    steps = steps_for(found, on, frozenset({"applicant"}))
    return Tracked(
        found.envelope.number,
        Named(found.rules.key, *found.rules.name),
        _office(found.envelope.body_id),
        Named(state.key, *state.name),
        not state.closed,
        found.envelope.length,
        due if due and not due.party else None,
        promised_facts(found),
        standing.late,
        waits if waits and not waits.party else None,
        tuple(_told(one) for one in found.file.items),
        tuple(one for one in steps if one.step in APPLICANT_STEPS),
    )


def _office(body_id: int) -> Office:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, address, phone, hours FROM organs_body WHERE id = %s", [body_id])
        return Office(*cursor.fetchone())


def _told(item: ItemFacts) -> ItemFacts:
    """An item as far as its answer has gone out."""
    if (item.redo_answered_on if item.redone else item.answered_on) is not None:
        return item
    return replace(item, outcome="", zh="", en="", basis="", reasons="", concluded_on=None, redone="", remedy="")


def apply(case_id: int, event: statute.Event, *, at: datetime, expected: int | None = None) -> Taken:
    """Takes a step for the applicant. Raises Trouble: forbidden (no step of theirs), and as `actions.take`."""
    if event.key not in APPLICANT_STEPS:
        words = "、".join(APPLICANT_STEPS)
        raise forbidden(
            event.key, f"申请人不能自行办理这一步；可办理：{words}", f"Not a step for the applicant; these are: {words}"
        )
    for field in NOT_THEIRS.get(event.key, ()):
        if field in event.says:
            raise invalid("not_yours", "这一栏由行政机关填写。", "This field is for the office.", where=field)
    says = {**event.says, "side": "applicant"} if event.key == "confirmed" else event.says
    return actions.take_outside(
        case_id, replace(event, says=says), side="applicant", name="申请人", at=at, expected=expected
    )


def give_opinion(case_id: int, party: str, opinion: str, text: str, *, on: date, at: datetime) -> Taken:
    """Enters a third party's opinion. Raises Trouble as `actions.take`."""
    says = {"party": party, "opinion": opinion, **({"text": text} if text.strip() else {})}
    event = statute.Event("opinion_received", on, says=says)
    return actions.take_outside(case_id, event, side="third_party", name=party, at=at)
