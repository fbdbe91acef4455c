"""Applications as they are shown: frozen dataclasses that counters turn into screens and JSON."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class MaterialFacts:
    """A material of an application: missing, deferred, given, reused, committed or returned."""

    id: int
    key: str
    name: str
    state: str
    file_id: int | None
    file_name: str
    licence_id: int | None
    reused_from: str
    original_seen_by: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A review that the item asks for: open until `done_on`."""

    id: int
    case_id: int
    key: str
    name: str
    body_id: int
    body_name: str
    unit_id: int | None
    unit_name: str
    due_on: date | None
    done_on: date | None
    verdict: str
    opinion: str
    by: str


@dataclass(frozen=True, slots=True)
class PledgeFacts:
    """A commitment: of which kind, what was promised, by when it is verified, what was found."""

    id: int
    case_id: int
    number: str
    title: str
    holder_name: str
    kind: str
    text: str
    signed_at: datetime
    due_on: date | None
    verified_on: date | None
    outcome: str
    finding: str
    by: str


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """An answer to a field of the form; masked where it is personal and the actor may not see it in clear."""

    key: str
    label: str
    value: str
    masked: bool = False


@dataclass(frozen=True, slots=True)
class ApplicationFacts:
    """What was applied for, by whom, in which situation, with what. `situation` are questions and answers in words."""

    id: int
    case_id: int
    item_id: int
    item_code: str
    item_name: str
    version_id: int
    version: int
    type: str
    action: str
    situation: tuple[tuple[str, str], ...]
    answers: tuple[AnswerFacts, ...]
    holder_name: str
    holder_code: str
    holder_kind: str
    mandate: str
    about_id: int | None
    about_number: str
    licence_id: int | None
    licence_number: str
    matter_id: int | None
    node: str
    submitted_at: datetime
    materials: tuple[MaterialFacts, ...]
    tasks: tuple[TaskFacts, ...]
    pledges: tuple[PledgeFacts, ...]
    statutory: str
    promised: str


@dataclass(frozen=True, slots=True)
class BadFaithFacts:
    """A false promise or statement on record, what it bars and until when."""

    id: int
    holder_name: str
    body_id: int
    body_name: str
    case_id: int | None
    item_id: int | None
    item_name: str
    bar: str
    reason: str
    basis: str
    since: date
    until: date | None
    repaired_on: date | None
    by: str
