"""The values of a letter, gathered from the case: every placeholder that the file can fill, and no other.

What the file does not tell is listed as missing, for the officer to type; nothing is made up. `SOURCES` says for each
placeholder where its value comes from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from zhengwu.records.cases.models import Party
from zhengwu.records.cases.sheet import OFFICE_ITSELF, Opened, opened
from zhengwu.records.documents.queries import attachments, releases
from zhengwu.records.letters import approving, wordings
from zhengwu.records.letters.actions import ISSUING
from zhengwu.records.letters.due import DueLetter, letter_of_no_event, standing, wanted
from zhengwu.records.letters.queries import LetterFacts, letters
from zhengwu.records.letters.sight import ABOUT_ANOTHER, Sight, charged, sighted
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.letters.delivery import CHANNELS
from zhengwu.statute.letters.merge import Value, merge, needed
from zhengwu.statute.letters.model import Letter, Template
from zhengwu.statute.letters.remedies import remedy
from zhengwu.statute.letters.renderers import render
from zhengwu.statute.letters.vocabulary import ALWAYS, vocabulary

WANTED = Words("这份应发文书", "letter to be issued")
REGULATION = "《中华人民共和国政府信息公开条例》"
GIVING = ("reply_granted", "reply_partial")  # they say what is given and how
BEFORE_THE_CHANGE = ("extended", "deferred")  # their letters tell the old last day and the new one
UNNUMBERED = "（文号待编）"


@dataclass(frozen=True, slots=True)
class Choosing:
    """Which letter: the one that event `event` calls for (0: none does), to which party or about which item.

    `typed` is what the officer adds or says otherwise; `text` a wording to be tried instead of the one in use.
    """

    key: str
    event: int = 0
    party: str = ""
    item: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A placeholder that the file does not fill."""

    key: str
    label: str
    gloss: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be checked about a value before the letter goes out."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """The values of a letter, what is still missing, and what should be checked."""

    letter: DueLetter
    values: Mapping[str, Value]
    missing: tuple[Lacking, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Previewed:
    """A letter as it would be, with 【marks】 where something is missing."""

    gathered: Gathered
    title: str
    text: str
    html: str
    letter: Letter


def gather(case_id: int, choosing: Choosing, *, by: Actor, on: date) -> Gathered:
    """The values of a letter issued on that day. Trouble: missing (case, letter), invalid (party)."""
    found = opened(by, case_id)
    return _gathered(found, choosing, _template(found, choosing, on), by, on)


def _gathered(found: Opened, choosing: Choosing, template: Template, by: Actor, on: date) -> Gathered:
    _check_typed(choosing.typed)
    chosen = choose(found, choosing, on)
    sight = sighted(by, found, chosen, on, choosing.typed)
    values: dict[str, Value] = {}
    lacking: dict[str, Lacking] = {}
    for key in needed(template.text):
        if key in ALWAYS:
            continue
        value = choosing.typed.get(key) or SOURCES[key](sight)
        if value is None or value == "":
            lacking |= {one: _lacking(one) for one in _wanted_for(sight, key)}
        else:
            values[key] = value
    return Gathered(chosen, values, tuple(lacking.values()), _notes(sight, template))


def preview(case_id: int, choosing: Choosing, *, by: Actor, on: date) -> Previewed:
    """The letter as it would be issued, as text and as HTML. Trouble: missing, forbidden, invalid."""
    found = opened(by, case_id)
    one = found.envelope
    if not any(by.may(right, one.body_id, one.body_path, one.unit_id) for right in ISSUING):
        raise forbidden("case.handle")
    template = _template(found, choosing, on)
    gathered = _gathered(found, choosing, template, by, on)
    text = template.text
    for key in needed(text):
        if key not in ALWAYS and key not in gathered.values:
            text = text.replace("{" + key + "}", f"【{vocabulary()[key].label}】")
    given: dict[str, Value] = {"body": one.body_name, "document_number": UNNUMBERED, "issued_on": on}
    made = merge(replace(template, text=text, fields=needed(text)), {**gathered.values, **given})
    if not isinstance(made, Letter):
        raise wordings.refused("letter_incomplete", made)
    return Previewed(gathered, made.title, render(made, "text").decode(), render(made, "html").decode(), made)


def choose(found: Opened, choosing: Choosing, on: date) -> DueLetter:
    """The letter that is meant. Trouble: missing; invalid (several parties, one must be named); conflict (issued)."""
    if not choosing.event:
        if choosing.item and found.case.item(choosing.item) is None:
            raise invalid("unknown_item", "该件没有这一项。", "The case has no such item.", where="item")
        try:
            return letter_of_no_event(found, choosing.key, choosing.item, on)
        except KeyError:
            raise missing(Words("这种文书", "letter"), where="key") from None
    meant = [one for one in wanted(found) if (one.key, one.event) == (choosing.key, choosing.event)]
    if choosing.party:
        meant = [one for one in meant if one.party == choosing.party]
    if not meant:
        raise missing(WANTED, where="event")
    if len(meant) > 1:
        named = "、".join(one.party for one in meant)
        raise invalid("party_missing", f"请指明对象：{named}。", f"Name the party: {named}.", where="party")
    return meant[0]


def not_issued(case_id: int, letter: DueLetter) -> None:
    """Trouble (conflict) where the letter of this event stands already."""
    number = standing(case_id).get((letter.event, letter.key, letter.party)) if letter.event else None
    if number is not None:
        zh = f"这份文书已经制发（{number}）；确需重发的，请先将其作废。"
        raise conflict("letter_issued", zh, f"It was issued as {number}: withdraw that one first.", where="event")


def _check_typed(typed: Mapping[str, str]) -> None:
    for key in typed:
        if key in ALWAYS or key not in vocabulary():
            zh, en = (
                f"没有可以填写的“{key[:40]}”这一项，请从词汇表中选择。",
                f"{key[:40]!r} is nothing that can be filled in.",
            )
            raise invalid("unknown_placeholder", zh, en, where=key[:40])


def _template(found: Opened, choosing: Choosing, on: date) -> Template:
    used = wordings.in_use(found.envelope.body_id, found.rules.key, choosing.key, on).template
    return replace(used, text=choosing.text, fields=needed(choosing.text)) if choosing.text else used


def _lacking(key: str) -> Lacking:
    told = vocabulary()[key]
    return Lacking(key, told.label, told.gloss)


def _wanted_for(sight: Sight, key: str) -> tuple[str, ...]:
    """What must be typed for a placeholder to be filled: for the remedy, the names that it lacks."""
    if key != "remedy" or not _remedy_kind(sight):
        return (key,)
    names = {"review_body": sight.review_body(), "court": sight.court()}
    return tuple(name for name, value in names.items() if not value) or (key,)


def _notes(sight: Sight, template: Template) -> tuple[Note, ...]:
    """What is assumed in the values and should be checked."""
    notes = []
    for key, clock, party in (("opinion_due_on", "opinion", sight.letter.party), ("fee_due_on", "payment", "")):
        told = key in template.fields and key not in sight.typed and sight.letter.event
        if told and sight.event and sight.event.key.endswith("_sent") and sight.ends_if_received(clock, party)[1]:
            zh = f"“{_lacking(key).label}”按成文之日即收到推算；邮寄的，请按预计收到之日改填。"
            notes.append(Note(key, zh, "Counted as if received on the day of the letter; if it is posted, change it."))
    if "fee" in template.fields and "fee" not in sight.typed and sight.event and sight.event.key == "fee_notice_sent":
        fee = charged(sight)
        notes += [Note("fee", fee.note_zh, fee.note_en)] if fee.note_zh else []
    return tuple(notes)


def _number(sight: Sight) -> str:
    if sight.rules.key not in ABOUT_ANOTHER:
        return sight.found.envelope.number
    attacked = sight.attacked()
    return attacked.envelope.number if attacked else ""


def _subject(sight: Sight) -> str:
    items = sight.items()
    if sight.rules.key in ABOUT_ANOTHER and (attacked := sight.attacked()):
        items = attacked.case.items
    return "；".join(item.description for item in items if item.description.strip())


def _received_on(sight: Sight) -> date | None:
    """Where nothing is registered beside the application itself, that is what came in."""
    received = sight.found.case.last("received" if sight.rules.step("received") else "submitted")
    return received.on if received else None


def _submitted_on(sight: Sight) -> date | None:
    submitted = sight.found.case.last("submitted")
    if submitted is None and sight.fact("channel") in ("counter", "oral"):
        return _received_on(sight)
    return submitted.on if submitted else None


def _due_on(sight: Sight) -> date | None:
    before = sight.event is not None and sight.event.key in BEFORE_THE_CHANGE
    return sight.ends(sight.rules.main, before=before)


def _reasons(sight: Sight) -> str:
    if sight.letter.key == "third_party_override":
        return sight.says("override_reason")
    return sight.says("note") if sight.letter.key == "reason_notice" else sight.says("reasons")


def _basis(sight: Sight) -> str:
    """The law of a refusal. Whatever else is withheld or told by other law, the officer must name."""
    outcome = sight.outcome()
    if sight.letter.key != "reply_refused" or outcome is None or not outcome.basis.startswith("条例"):
        return ""
    return REGULATION + outcome.basis.removeprefix("条例")


def _contents(sight: Sight) -> str:
    if sight.letter.key == "delivery_record":
        return "；".join(f"《{one.title}》（{one.document_number}）" for one in _delivered(sight))
    if sight.letter.key not in GIVING:
        return ""
    given = [one for one in releases(sight.by, sight.found.envelope.id) if one.item_number in sight.letter.items]
    return "；".join(f"《{PurePath(one.name).stem}》" for one in given)


def _channel(sight: Sight) -> str:
    """How what is given is given: in the form that was asked for, unless the decision deviates from it (Art. 40)."""
    as_asked = sight.letter.key in GIVING and not sight.says("form_deviation_reason")
    return sight.fact("delivery_form") if as_asked else ""


def _delivered(sight: Sight) -> list[LetterFacts]:
    """The answers to these items that were issued and stand."""
    keys = {outcome.notice for outcome in sight.rules.outcomes if outcome.decided}
    found = letters(sight.by, sight.found.envelope.id)
    about = [one for one in found if one.key in keys and one.withdrawn_at is None]
    return [one for one in about if not one.item_number or one.item_number in sight.letter.items]


def _delivery(sight: Sight, name: str) -> Value | None:
    made = [delivery for letter in _delivered(sight) for delivery in letter.deliveries]
    if not made:
        return None
    value: Value | None = getattr(made[-1], name)
    return CHANNELS[str(value)].label if name == "channel" else value


def _correction_due_on(sight: Sight) -> date | None:
    asked = sight.event is not None and sight.event.key in ("correction_requested", "correction_lapsed")
    return sight.ends("correction") if asked else None


def _new_due_on(sight: Sight) -> date | None:
    changed = sight.event is not None and sight.event.key in BEFORE_THE_CHANGE
    return sight.ends(sight.rules.main) if changed else None


def _party(sight: Sight) -> str:
    """The party's name on file; a key that is only a number names nobody."""
    if not sight.letter.party:
        return ""
    roles = ("third_party", "co_maker", "agency")
    rows = Party.objects.filter(case_id=sight.found.envelope.id, key=sight.letter.party, role__in=roles)
    name = rows.values_list("name", flat=True).first() or sight.letter.party
    return "" if name.isdecimal() else name


def _opinion_due_on(sight: Sight) -> date | None:
    return sight.ends_if_received("opinion", sight.letter.party)[0] if sight.letter.party else None


def _fee(sight: Sight) -> Value | None:
    told = sight.event is not None and sight.event.key == "fee_notice_sent"
    return charged(sight).amount if told else sight.fact("amount") or None


def _fee_basis(sight: Sight) -> str:
    counted = charged(sight).counted if sight.event is not None and sight.event.key == "fee_notice_sent" else None
    typed = sight.typed.get("fee")
    return f"{counted.basis}：{counted.zh}" if counted and typed in (None, "", str(counted.total)) else ""


def _fee_due_on(sight: Sight) -> date | None:
    if sight.event is not None and sight.event.key == "fee_notice_sent":
        return sight.ends_if_received("payment")[0]
    return sight.ends("payment")


def _remedy_kind(sight: Sight) -> str:
    """Which remedy is told; a third party whose objection was overridden may take either way at once."""
    if sight.letter.key == "third_party_override":
        return "review_or_suit"
    outcome = sight.outcome()
    return outcome.remedy if outcome else ""


def _remedy(sight: Sight) -> str:
    kind = _remedy_kind(sight)
    if not kind or sight.event is None:
        return ""
    try:
        return remedy(kind, sight.event.on, sight.review_body(), sight.court())
    except (KeyError, ValueError):
        return ""  # decided before the wordings on file begin, or a name is missing


def _contact(sight: Sight) -> str:
    envelope = sight.found.envelope
    return sight.word("contact") or " ".join(filter(None, (envelope.unit_name or OFFICE_ITSELF, envelope.handler_name)))


def _address(sight: Sight) -> str:
    """The office's address; where a letter was delivered to stands in no file."""
    return "" if sight.letter.key == "delivery_record" else sight.word("address") or sight.body.address


def _evidence(sight: Sight) -> str:
    if sight.letter.key != "correction_receipt":
        return sight.says("evidence")
    came = attachments(sight.by, sight.found.envelope.id)
    return "、".join(one.title for one in came if one.role in ("application", "evidence") and one.withdrawn_at is None)


SOURCES: Mapping[str, Callable[[Sight], Value | None]] = {
    "number": _number,
    "applicant": lambda sight: sight.found.envelope.applicant_name or str(sight.found.case.facts.get("holder", "")),
    "subject": _subject,
    "received_on": _received_on,
    "submitted_on": _submitted_on,
    "due_on": _due_on,
    "reasons": _reasons,
    "basis": _basis,
    "contents": _contents,
    "correction_needed": lambda sight: sight.says("what"),
    "correction_due_on": _correction_due_on,
    "extension_days": lambda sight: approving.days_of(sight, "extension_notice"),
    "new_due_on": _new_due_on,
    "third_party": _party,
    "agency": _party,
    "opinion_due_on": _opinion_due_on,
    "fee": _fee,
    "fee_basis": _fee_basis,
    "fee_due_on": _fee_due_on,
    "payment": lambda sight: sight.word("payment"),
    "responsible_body": lambda sight: sight.says("responsible_body", "right_body"),
    "special_kind": approving.special_kind,
    "special_days": lambda sight: approving.days_of(sight, "special_notice"),
    "hearing_on": approving.hearing_on,
    "hearing_place": approving.hearing_place,
    "hearing_chair": lambda sight: sight.says("chair"),
    "channel": _channel,
    "remedy": _remedy,
    "contact": _contact,
    "phone": lambda sight: sight.word("phone") or sight.body.phone,
    "address": _address,
    "delivered_on": lambda sight: _delivery(sight, "delivered_on"),
    "delivery_channel": lambda sight: _delivery(sight, "channel"),
    "recipient": lambda sight: _delivery(sight, "recipient"),
    "court": lambda sight: sight.court(),
    "review_body": lambda sight: sight.review_body(),
    "case_number": lambda sight: sight.fact("review_number") or sight.fact("court_number"),
    "evidence": _evidence,
}
