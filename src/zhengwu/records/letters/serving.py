"""Letters that go out: issued as the case calls for them, served, and the step that follows taken at the same time.

Nothing is typed twice: that an answer, a fee notice or a consultation has reached its recipient is a step of the
procedure, and whoever records the delivery takes that step with it, on the day that the law counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection, transaction

from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.actions import Taken
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.sheet import Opened, opened
from zhengwu.records.letters import actions
from zhengwu.records.letters.actions import Delivering, Issuing, issuable
from zhengwu.records.letters.due import wanted
from zhengwu.records.letters.gathering import Choosing, Gathered, choose, gather, not_issued
from zhengwu.records.letters.models import Letter
from zhengwu.records.letters.queries import DeliveryFacts, LetterFacts
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Trouble, Words, invalid
from zhengwu.statute.letters.delivery import CHANNELS
from zhengwu.statute.procedures import model as statute
from zhengwu.statute.procedures.information_request.rules import consultations

# Letters from whose receipt a period runs, and the step that records it. Receipt is the day of signing, even by post.
RECEIVED = {
    "fee_notice": "fee_notice_delivered",
    "third_party_consultation": "consultation_delivered",
    "agency_consultation": "consultation_delivered",
}
ANSWERED = "delivered"
ALIKE = {"post": "mail", "electronic": "online"}  # what approvals call the same
CHANNEL = {"mail": "post"}  # what the step calls it, where that differs
NOTHING = Words("", "")
NO_STEP = Words(
    "这类文书的送达不对应办理步骤。", "No step of the procedure follows from the delivery of such a letter."
)
NO_DAY = Words(
    "尚无收到日期，暂不登记送达步骤；收到后请再次登记送达。",
    "The day of receipt is not known: no step is taken. Record the delivery again once it is.",
)
THERE = Words("相应的送达步骤已经登记。", "The step that follows is on file already.")
NOT_ALL = Words(
    "尚有其他事项的答复没有送达，送达步骤请在全部送达后登记。",
    "Other answers of the case are not delivered: take the step once all are.",
)


@dataclass(frozen=True, slots=True)
class Issue:
    """A letter to be issued: which one, dated when, and in which series of numbers (the procedure's own if empty)."""

    choosing: Choosing
    issued_on: date
    series: str = ""


@dataclass(frozen=True, slots=True)
class Serving:
    """A delivery: by which channel, sent when, received when (if known), by whom, proved by which attachment.

    With `with_step` False only the delivery is put on file.
    """

    channel: str
    sent_on: date
    signed_on: date | None = None
    recipient: str = ""
    proof_id: int | None = None
    note: str = ""
    with_step: bool = True


@dataclass(frozen=True, slots=True)
class Served:
    """The delivery on file, the steps taken with it, and in `note` why none was."""

    delivery: DeliveryFacts
    taken: tuple[Taken, ...]
    note: Words


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A letter made void; `note` says which steps stay on file all the same."""

    letter: LetterFacts
    note: Words


@dataclass(frozen=True, slots=True)
class Following:
    """The step that follows from a delivery: its events, or why there are none."""

    events: tuple[statute.Event, ...] = ()
    note: Words = field(default=NOTHING)


def issue_due(case_id: int, issue: Issue, *, by: Actor, at: datetime) -> LetterFacts:
    """Issues a letter with the values of the case; its files are made by `actions.print_out`, after the transaction.

    Trouble: missing, forbidden, conflict (issued already), invalid (`letter_incomplete` names what must be typed).
    """
    with transaction.atomic():
        issuable(case_id, by)
        locking = connection.features.has_select_for_update_of
        Case.objects.select_for_update(of=("self",) if locking else ()).only("pk").get(pk=case_id)
        letter = choose(opened(by, case_id), issue.choosing, issue.issued_on)
        not_issued(case_id, letter)
        if not letter.since <= issue.issued_on <= day_of(at):
            zh = f"成文日期应在 {letter.since} 至今日之间。"
            raise invalid("bad_days", zh, f"Dated from {letter.since} to today.", where="issued_on")
        gathered = gather(case_id, issue.choosing, by=by, on=issue.issued_on)
        if gathered.missing:
            raise _incomplete(gathered)
        item = letter.items[0] if len(letter.items) == 1 else ""
        issuing = Issuing(letter.key, issue.issued_on, gathered.values, item, issue.series, letter.event, letter.party)
        return actions.issue(case_id, issuing, by=by, at=at)


def serve(letter_id: int, serving: Serving, *, by: Actor, at: datetime) -> Served:
    """Records a delivery and takes the step that follows from it, both or neither.

    Trouble: missing, forbidden, invalid (days, channel, proof), conflict (void; the step is not lawful now).
    """
    today = day_of(at)
    for name, day in (("sent_on", serving.sent_on), ("signed_on", serving.signed_on)):
        if day is not None and day > today:
            raise invalid("in_the_future", f"日期 {day} 晚于今日。", f"{day} lies after today.", where=name)
    delivering = Delivering(
        serving.channel, serving.sent_on, serving.signed_on, serving.recipient, serving.proof_id, serving.note
    )
    with transaction.atomic():
        delivery = actions.prove_delivery(letter_id, delivering, by=by, at=at)
        row = Letter.objects.get(pk=letter_id)
        if not serving.with_step:
            return Served(delivery, (), NOTHING)
        following = _following(opened(by, row.case_id), row, serving, delivery)
        taken = tuple(_taken(row.case_id, event, by, at) for event in following.events)
        return Served(delivery, taken, following.note)


def withdraw(letter_id: int, reason: str, *, by: Actor, at: datetime) -> Withdrawal:
    """Makes a letter void and says which steps stay on file. Trouble as `actions.withdraw`."""
    with transaction.atomic():
        gone = actions.withdraw(letter_id, reason, by=by, at=at)
        row = Letter.objects.get(pk=letter_id)
        return Withdrawal(gone, _staying(opened(by, row.case_id), row))


def step_of(rules: statute.Procedure, key: str) -> str:
    """The step that records the delivery of a letter; empty where there is none."""
    if key in RECEIVED:
        return RECEIVED[key]
    return ANSWERED if key in {one.notice for one in rules.outcomes if one.decided and one.notice} else ""


def _taken(case_id: int, event: statute.Event, by: Actor, at: datetime) -> Taken:
    """The step, or its refusal with the advice how to record the delivery alone."""
    try:
        return cases.take(case_id, event, by=by, at=at)
    except Trouble as trouble:
        trouble.advice = Words(
            trouble.advice.zh + "如只登记送达而不登记步骤，请将 with_step 设为 false。",
            trouble.advice.en + " To record the delivery alone, send with_step false.",
        )
        raise


def _following(found: Opened, row: Letter, serving: Serving, delivery: DeliveryFacts) -> Following:
    key = step_of(found.rules, row.key)
    step = found.rules.step(key)
    if step is None:
        return Following(note=NO_STEP)
    day = delivery.answered_on if key == ANSWERED else serving.signed_on
    says = {"channel": _channel(step, serving.channel), "proof": _proof(delivery)}
    says = {name: value for name, value in says.items() if value and step.field(name)}
    if key == ANSWERED:
        return _answering(found, row, step, day, says)
    if key == "consultation_delivered":
        says["party"] = row.party
        there = any(one.party == row.party and one.delivered_on for one in consultations(found.case))
    else:
        there = found.case.count(key) > 0
    if there or day is None:
        return Following(note=THERE if there else NO_DAY)
    return Following((statute.Event(key, day, says=says),))


def _answering(found: Opened, row: Letter, step: statute.Step, day: date | None, says: Mapping[str, str]) -> Following:
    """One event for all that waits to be answered where the letter answers all of it; else one for each item."""
    waiting = [item.number for item in found.case.items if not item.is_open and not item.is_answered]
    meant = [number for number in waiting if number in _items(found, row)]
    if not meant:
        return Following(note=THERE)
    if day is None:
        return Following(note=NO_DAY)
    if meant == waiting:
        return Following((statute.Event(step.key, day, says=says),))
    if step.field("item") is None:
        return Following(note=NOT_ALL)
    return Following(tuple(statute.Event(step.key, day, says={**says, "item": number}) for number in meant))


def _items(found: Opened, row: Letter) -> tuple[str, ...]:
    """The items that a letter is about; none where the entry that called for it was struck out."""
    if row.event_number:
        about = [one.items for one in wanted(found) if (one.event, one.key) == (row.event_number, row.key)]
        return about[0] if about else ()
    return (row.item_number,) if row.item_number else tuple(item.number for item in found.case.items)


def _channel(step: statute.Step, channel: str) -> str:
    """The channel in the words of the step; empty where it has none for it."""
    told, said = step.field("channel"), CHANNEL.get(channel, channel)
    if not told or not told.choices:
        return CHANNELS[channel].label
    return next((one for one in (said, ALIKE.get(said, "")) if one in told.choices), "")


def _proof(delivery: DeliveryFacts) -> str:
    attached = f"附件 {delivery.proof_id}" if delivery.proof_id else ""
    return "；".join(part for part in (delivery.recipient, delivery.note, attached) if part)[:500]


def _staying(found: Opened, row: Letter) -> Words:
    """The steps that the letter came of or that came of its delivery."""
    key, items = step_of(found.rules, row.key), _items(found, row)
    days = {row.answered_on for row in actions.deliveries_of(row)}
    steps = [
        (one.zh, one.en, one.on)
        for one in found.file.events
        if not one.struck
        and (
            one.number == row.event_number
            or (
                one.key == key
                and one.on in days
                and one.says.get("item") in (None, *items)
                and one.says.get("party", row.party) == row.party
            )
        )
    ]
    if not steps:
        return NOTHING
    zh, en = "、".join(f"{zh}（{on}）" for zh, _, on in steps), ", ".join(f"{en} ({on})" for _, en, on in steps)
    return Words(
        f"文书已作废，但下列步骤仍在案：{zh}；如有误，请更正登记。",
        f"The letter is void, but these steps stay on file: {en}. Strike them out if they are wrong.",
    )


def _incomplete(gathered: Gathered) -> Trouble:
    zh = "、".join(f"{one.label}（{one.key}）" for one in gathered.missing)
    en = ", ".join(f"{one.key} ({one.gloss})" for one in gathered.missing)
    where = ",".join(one.key for one in gathered.missing)
    advice = Words("请填写后再制发。", "Send them as `values`.")
    return invalid("letter_incomplete", f"尚缺：{zh}。", f"Still missing: {en}.", where=where, advice=advice)
