"""A guide made of a record: what somebody needs to know of a service item in their situation, in the order they ask it.

Nothing is said here that the record does not say; what it leaves out is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from zhengwu.portal.services.names import copies, length, listed, named, visits
from zhengwu.records.items.papers import PaperFacts
from zhengwu.records.troubles import Words
from zhengwu.statute.calendar import Calendar, Unit, explained
from zhengwu.statute.catalogue.model import Limit, Material, Question, Record, Stage
from zhengwu.statute.catalogue.variants import Asked, asked, told
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.parts.dates import Reasoned, of_period
from zhengwu.ui.parts.tables import Fact

PREFIX = "q-"  # of the questions of a situation in an address
EASED = ("held", "later", "promise")
Papers = Mapping[str, PaperFacts]
NO_PAPERS: Papers = {}


@dataclass(frozen=True, slots=True)
class Put:
    """A question of the situation, and what was answered; empty where it still is to be."""

    question: Question
    answer: str


@dataclass(frozen=True, slots=True)
class Need:
    """A material: what it is, how many, what is easier about it, and how it is made ready.

    `eased` has "held" where the office may have it already, "later" where it may follow, "promise" where a commitment
    may stand for it. `perhaps`: it depends on an answer that was not given yet.
    """

    key: str
    name: str
    how: Words | None
    eased: tuple[str, ...]
    facts: tuple[Fact, ...]
    blank: PaperFacts | None
    sample: PaperFacts | None
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A time limit: how long, what is said of it, and its last day if the application were accepted today."""

    length: Words
    note: str
    on: Reasoned | None


@dataclass(frozen=True, slots=True)
class Guide:
    """A service item in one situation. `answers` are those that count, as they stand in an address."""

    record: Record
    put: tuple[Put, ...]
    answers: Mapping[str, str]
    variants: tuple[str, ...]
    needs: tuple[Need, ...]
    perhaps: tuple[Need, ...]
    case_type: Words
    statutory: Period | None
    promised: Period | None
    visits: Words | None
    stages: tuple[Stage, ...]
    fee: Words
    channels: Words | None
    delivery: Words | None
    scope: Words | None
    objects: Words | None

    @property
    def open(self) -> bool:
        """Whether a question of the situation still is to be answered."""
        return any(not one.answer for one in self.put)

    @property
    def query(self) -> str:
        """The answers as the end of an address, empty where there are none."""
        return "&".join(f"{PREFIX}{key}={value}" for key, value in self.answers.items())


def answers_of(record: Record, given: Mapping[str, str]) -> dict[str, str]:
    """The answers in an address that make sense, by question; those to questions that are not put are left out."""
    said = {one.key: given.get(f"{PREFIX}{one.key}", "")[:40] for one in record.questions}
    put = asked(record, said)
    return {one.key: said[one.key] for one in put if said[one.key] in {choice.key for choice in one.choices}}


def guide_of(
    record: Record,
    answers: Mapping[str, str],
    on: date,
    calendar: Calendar,
    papers: Mapping[str, PaperFacts] = NO_PAPERS,
) -> Guide:
    """The guide of a record for who has given these answers (`answers_of`); `papers` are the files that there are."""
    found = told(record, answers)
    put = tuple(Put(one, answers.get(one.key, "")) for one in asked(record, answers))
    return Guide(
        record=record,
        put=put,
        answers=answers,
        variants=found.variants,
        needs=tuple(need(one, papers=papers) for one in found.materials),
        perhaps=tuple(need(one, perhaps=True, papers=papers) for one in _undecided(record, found, answers)),
        case_type=named("case_type", found.case_type),
        statutory=_period(found.statutory, on, calendar),
        promised=_period(found.promised, on, calendar),
        visits=visits(found.visits),
        stages=found.stages,
        fee=_fee(record),
        channels=listed("channel", record.channels),
        delivery=listed("delivery", record.delivery),
        scope=listed("scope", record.scope),
        objects=listed("object", record.objects),
    )


def _undecided(record: Record, found: Asked, answers: Mapping[str, str]) -> Iterator[Material]:
    """Materials that are asked for in a situation which may still turn out to be this one."""
    wanting = {one.key for one in record.questions if one.key not in answers} if found.open else set()
    for one in record.materials:
        fits = all(each.field in wanting or answers.get(each.field) in each.values for each in one.when)
        if fits and one not in found.materials:
            yield one


def need(one: Material, *, perhaps: bool = False, papers: Papers = NO_PAPERS) -> Need:
    """A material as it is listed; only papers that are there are led to."""
    blank, sample = papers.get(one.blank), papers.get(one.sample)
    eased = {"held": bool(one.licence_type), "later": one.necessity == "deferrable", "promise": one.replaced}
    rows: list[tuple[str, object]] = [
        ("kind", named("material_kind", one.kind)),
        ("form", named("material_form", one.form)),
        ("source", same(one.issuer) if one.issuer else named("material_source", one.source)),
        ("specification", one.specification),
        ("instructions", one.instructions),
        ("criteria", one.criteria),
        ("basis", one.basis),
    ]
    facts = tuple(Fact(words(f"services.material.{name}"), value) for name, value in rows if value)
    easing = tuple(name for name in EASED if eased[name])
    return Need(one.key, one.name, copies(one), easing, facts, blank, sample, perhaps)


def _period(limit: Limit, on: date, calendar: Calendar) -> Period | None:
    said = length(limit)
    if said is None:
        return None
    if not limit.length or limit.unit not in list(Unit):
        return Period(said, limit.note, None)
    unit = Unit(limit.unit)
    end, lines = explained(calendar, on, limit.length, unit)
    return Period(said, limit.note, of_period(end, on, unit, lines, calendar, on))


def _fee(record: Record) -> Words:
    if record.charged is None:
        return words("services.fee.unsaid")
    return words("services.fee.charged" if record.charged else "services.fee.free")
