"""The shapes in which a case is shown: by the API, on screens, in exports. Days are dates; amounts are text in yuan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhengwu.statute.procedures import Line


@dataclass(frozen=True, slots=True)
class Named:
    """A word of the law: its stable key, its Chinese name, its English gloss."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Ref:
    """Something that has an id and a name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """A clock and why it ends when it does.

    `on` is the last day, None while there is none; `earliest` the day to warn by; `duty` says whose time it is.
    `running` is False once it has stopped, on `stopped_on`, or while it waits to start anew.
    """

    key: str
    zh: str
    en: str
    party: str
    duty: str
    since: date
    on: date | None
    earliest: date | None
    provisional: bool
    running: bool
    stopped_on: date | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PromisedFacts:
    """The day by which the office promised to answer, sooner than the law wants, and where it said so.

    `length` is in working days where `working`, else in days. The last day of the law is that of the clock.
    """

    on: date
    length: int
    working: bool
    basis: str


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One matter with what was decided on it, why, and which remedy the decision tells."""

    number: str
    description: str
    entered_on: date
    outcome: str
    zh: str
    en: str
    basis: str
    reasons: str
    concluded_on: date | None
    answered_on: date | None
    redone: str
    redo_answered_on: date | None
    remedy: str


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event on file: what, on which day, by whom, entered when. A struck one stays, marked."""

    number: int
    key: str
    zh: str
    en: str
    on: date
    post: str
    actor: str
    actor_name: str
    at: datetime
    says: Mapping[str, Any]
    struck: bool
    hash: str


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """A party as it is shown: the number masked, contacts not shown at all. Unmasking is a deed of its own."""

    id: int
    role: str
    key: str
    name: str
    counted_class: str
    id_kind: str
    id_number: str
    organisation: str


@dataclass(frozen=True, slots=True)
class ConsultationFacts:
    """A letter that asks for an opinion, what came of it, and what silence would mean for this kind of party."""

    party: str
    kind: str
    item: str
    sent_on: date
    delivered_on: date | None
    ended_on: date | None
    stance: str
    consents: bool | None
    silence_zh: str
    silence_en: str
    basis: str


@dataclass(frozen=True, slots=True)
class SearchFacts:
    """One search on file: evidence that the office has looked."""

    event: int
    on: date
    where: str
    terms: str
    searcher: str
    result: str
    item: str


@dataclass(frozen=True, slots=True)
class FeeFacts:
    """One line of a case's fees. `amount` is in yuan."""

    event: int
    kind: str
    amount: str
    on: date
    voucher: str


@dataclass(frozen=True, slots=True)
class RelatedFacts:
    """Another case: the one that this one is about, or a remedy sought against this one."""

    relation: str
    id: int
    procedure: str
    number: str
    state: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ResponsibleFacts:
    """A unit that held the case, how many working days were counted then, and whether the last day fell to it."""

    unit: str
    name: str
    since: date
    until: date
    counted: int
    late: bool


@dataclass(frozen=True, slots=True)
class NextFacts:
    """A step of the procedure: lawful now for whoever asks, or else the reason why not, with its law and field."""

    step: str
    lawful: bool
    code: str
    zh: str
    en: str
    basis: str
    field: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything about one case that its readers are shown, on one day.

    Stage, outcome, clock and lateness are four facts: `stage`, `outcome`, `due`, `late`. `due` is the office's duty
    at stake, `waits` the other side's clock that is waited for. `responsible` is filled in where the case is late.
    `promised` is no clock of the law: whether a case is late is asked of `due` alone.
    """

    id: int
    number: str
    procedure: Named
    body: Ref
    unit: Ref | None
    handler: Ref | None
    title: str
    channel: str
    counted_class: str
    applicant_name: str
    created_at: datetime
    length: int
    head: str
    asked_on: date
    stage: Named
    is_open: bool
    outcome: Named | None
    due: ClockFacts | None
    promised: PromisedFacts | None
    late: bool | None
    days_left: int | None
    waits: ClockFacts | None
    clocks: tuple[ClockFacts, ...]
    items: tuple[ItemFacts, ...]
    events: tuple[EventFacts, ...]
    parties: tuple[PartyFacts, ...]
    consultations: tuple[ConsultationFacts, ...]
    searches: tuple[SearchFacts, ...]
    fees: tuple[FeeFacts, ...]
    related: tuple[RelatedFacts, ...]
    alike: int
    responsible: tuple[ResponsibleFacts, ...]
    steps: tuple[NextFacts, ...]
