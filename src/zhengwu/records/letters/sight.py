"""What a letter's values are read from: the case before and after the event that calls for it, its body, its fee."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhengwu.records import rows
from zhengwu.records.cases.ledgers import CaseFee, fee_of
from zhengwu.records.cases.queries import row_of
from zhengwu.records.cases.sheet import Opened, opened
from zhengwu.records.letters.due import DueLetter, moments
from zhengwu.records.letters.words import review_body, words_of
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.queries import BODY
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Trouble, missing
from zhengwu.statute import fees
from zhengwu.statute.procedures import due
from zhengwu.statute.procedures import model as statute
from zhengwu.statute.procedures.clocks import limit_of

ABOUT_ANOTHER = ("administrative_review", "lawsuit")  # their letters speak of the case that is attacked


@dataclass(frozen=True, slots=True)
class Sight:
    """A letter and all that its values are read from. `typed` are the words of the officer, which come first."""

    by: Actor
    found: Opened
    letter: DueLetter
    event: statute.Event | None
    before: statute.Case
    after: statute.Case
    on: date
    body: Body
    words: Mapping[str, str]
    typed: Mapping[str, str]

    @property
    def rules(self) -> statute.Procedure:
        """The procedure of the case."""
        return self.found.rules

    def says(self, *keys: str) -> str:
        """The first of these fields that the event fills in; empty where it fills in none."""
        if self.event is None:
            return ""
        return next((str(self.event.says[key]) for key in keys if self.event.says.get(key)), "")

    def fact(self, key: str) -> str:
        """A fact that a step has kept, as it stands now."""
        return str(self.found.case.facts.get(key) or "")

    def word(self, key: str) -> str:
        """What the officer types or the body always says for a placeholder."""
        return self.typed.get(key) or self.words.get(key, "")

    def outcome(self) -> statute.Outcome | None:
        """The outcome that the event reaches."""
        if self.event is None:
            return None
        step = self.rules.step(self.event.key)
        return self.rules.outcome(self.says("outcome") or (step.outcome if step else ""))

    def items(self) -> tuple[statute.Item, ...]:
        """The items that the letter is about."""
        return tuple(item for item in self.found.case.items if item.number in self.letter.items)

    def ends(self, clock: str, party: str = "", *, before: bool = False) -> date | None:
        """The last day of a clock as the event has left it, or as it found it."""
        case = self.before if before else self.after
        running = case.clock(clock, party)
        return due(case, running, self.found.calendar).on if running else None

    def ends_if_received(self, clock: str, party: str = "") -> tuple[date, bool]:
        """The last day of a clock that the receipt of this letter starts, and whether receipt today is assumed."""
        running = self.found.case.clock(clock, party)
        known = due(self.found.case, running, self.found.calendar).on if running else None
        if known is not None:
            return known, False
        limit = limit_of(self.rules.clock(clock), self.found.case, self.on)
        return self.found.calendar.end_of(self.on, limit.length, limit.unit).on, True

    def attacked(self) -> Opened | None:
        """The case that a review or suit is about, if the actor may see it."""
        if self.found.envelope.about_id is None:
            return None
        try:
            return opened(self.by, self.found.envelope.about_id)
        except Trouble:
            return None

    def review_body(self) -> str:
        """Who reviews: as typed, as the case says, as the body says, or else the nearest government above."""
        return self.typed.get("review_body") or self.fact("review_body") or self.word("review_body") or self._above()

    def court(self) -> str:
        """Which court: as typed, as the case says, or as the body says."""
        return self.typed.get("court") or self.fact("court") or self.word("court")

    def _above(self) -> str:
        return "" if self.rules.key in ABOUT_ANOTHER else review_body(self.body)


@dataclass(frozen=True, slots=True)
class Charged:
    """The fee that a letter tells: in yuan, counted how, and what stands in the way of believing it."""

    amount: Decimal | None
    counted: fees.Fee | None
    note_zh: str = ""
    note_en: str = ""


def sighted(by: Actor, found: Opened, letter: DueLetter, on: date, typed: Mapping[str, str]) -> Sight:
    """All that the values of a letter are read from: two statements beside those of the case."""
    body = rows.one(Body, "id = %s", [found.envelope.body_id])
    if body is None:
        raise missing(BODY, where="body_id")
    moment = next((one for one in moments(found) if one.number == letter.event), None) if letter.event else None
    return Sight(
        by,
        found,
        letter,
        moment.event if moment else None,
        moment.before if moment else found.case,
        moment.after if moment else found.case,
        on,
        body,
        words_of(body),
        typed,
    )


def charged(sight: Sight) -> Charged:
    """The fee (国办函〔2020〕109号): the amount entered, or the one counted; its explanation only where both agree."""
    entered = Decimal(sight.says("amount")) if sight.says("amount") else None
    counted, identified = _counted(sight)
    if entered is None and counted is not None and counted.total == 0:
        zh, en = f"{counted.zh}按此不收费。", f"{counted.en} So there is no fee."
        return Charged(None, None, zh, en)
    if entered is not None and counted is not None and entered != counted.total:
        zh = f"登记的金额为{entered}元，按规定计算：{counted.zh}请核对并填写收费依据和标准。"
        return Charged(entered, None, zh, f"Entered: {entered} yuan. By the tariff: {counted.en} Check it.")
    amount = entered if entered is not None else Decimal(counted.total) if counted else None
    if counted is not None and counted.fee_basis is fees.FeeBasis.PER_ITEM and not identified:
        zh = "申请人没有登记证件号码，同月此前的申请件数无从计入，请核对。"
        return Charged(amount, counted, zh, "No identity number is on file: earlier requests of the month are unknown.")
    return Charged(amount, counted)


def _counted(sight: Sight) -> tuple[fees.Fee | None, bool]:
    """The fee by the tariff, and whether the applicant's earlier items of the month could be known."""
    quantity = int(sight.says("quantity") or 0)
    if sight.says("per") == "page":
        return (fees.per_page(quantity) if quantity else None), True
    told: CaseFee = fee_of(row_of(sight.by, sight.found.envelope.id))
    return (fees.per_item(quantity, told.earlier) if quantity else told.fee), told.identified
