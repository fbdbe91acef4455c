"""What a procedure is, and what a case of it is: a closed set of frozen dataclasses. Rules of law are values of these.

A case is its events. Everything else in `Case` is what the engine has made of them, so that replaying the events gives
the same case again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from zhengwu.statute.calendar import Calendar, Unit


class Words(NamedTuple):
    """A name or a sentence in Chinese, which is the law's language, and its English gloss."""

    zh: str
    en: str


class Duty(StrEnum):
    """Whose time a clock measures."""

    OFFICE = "office"
    APPLICANT = "applicant"
    THIRD_PARTY = "third_party"
    AUTHORITY = "authority"  # a reviewing body or a court


class FieldKind(StrEnum):
    """What a field of an event holds: DAY a date, YUAN an amount, ITEM the number of an item of the case."""

    TEXT = "text"
    DAY = "date"
    COUNT = "count"
    YUAN = "yuan"
    CHOICE = "choice"
    FLAG = "flag"
    TEXTS = "texts"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that an event says. `least` and `most` bound a COUNT, or the length of a TEXT or of TEXTS."""

    key: str
    name: Words
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 4000
    default: Any = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: the key of a step, the day, the post or side, the person, and what it says."""

    key: str
    on: date
    by: str = ""
    person: str = ""
    says: Mapping[str, Any] = field(default_factory=dict)

    def get(self, key: str, default: Any = None) -> Any:
        """What the event says under `key`."""
        return self.says.get(key, default)


@dataclass(frozen=True, slots=True)
class Pause:
    """Time not counted, in the days after `since` up to and including `until`; None while it is still open."""

    since: date
    until: date | None
    party: str
    ends_with: str = ""  # the clock whose end is the latest end of the pause; without one it may stay open for ever
    cause: str = ""  # the step that began it
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Running:
    """A clock of one case. Day 0 is `since`; `party` tells apart the clocks of several parties."""

    clock: str
    since: date
    length: int
    unit: Unit
    basis: str
    party: str = ""
    cause: str = ""  # the step that started it
    extension: int = 0
    extended_on: date | None = None
    pauses: tuple[Pause, ...] = ()
    suspended_on: date | None = None  # waiting for something after which it starts anew
    stopped_on: date | None = None
    fixed_end: date | None = None  # a last day set by name
    earlier: tuple[date, ...] = ()  # the days 0 that a restart has replaced


@dataclass(frozen=True, slots=True)
class Item:
    """One matter of a case, decided by itself. `redone` is the outcome after a review or court ordered a new decision.

    While that is awaited `redone` is "ordered"; `redo_answered_on` is the day the new answer went out. Outcome,
    conclusion and answer of the first round stay as they were.
    """

    number: str
    description: str
    entered_on: date
    outcome: str = ""
    concluded_on: date | None = None
    answered_on: date | None = None
    redone: str = ""
    redo_answered_on: date | None = None

    @property
    def is_open(self) -> bool:
        """True while it needs a decision, a first one or a new one."""
        return not self.outcome or self.redone == "ordered"

    @property
    def is_answered(self) -> bool:
        """True once the answer to its latest decision has gone out."""
        return not self.is_open and (self.redo_answered_on if self.redone else self.answered_on) is not None


@dataclass(frozen=True, slots=True)
class Case:
    """What has become of a case. `facts` holds the last word on each fact that a step keeps, `latest` the last day."""

    procedure: str
    state: str
    events: tuple[Event, ...] = ()
    items: tuple[Item, ...] = ()
    clocks: tuple[Running, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    latest: date = date.min

    def clock(self, key: str, party: str = "") -> Running | None:
        """The clock `key`, of `party` where it has one for each; None where it never ran."""
        return next((running for running in self.clocks if running.clock == key and running.party == party), None)

    def item(self, number: str) -> Item | None:
        """The item with that number."""
        return next((item for item in self.items if item.number == number), None)

    def last(self, key: str) -> Event | None:
        """The latest event `key`; None where there is none."""
        return next((event for event in reversed(self.events) if event.key == key), None)

    def count(self, key: str) -> int:
        """How often `key` has happened."""
        return sum(event.key == key for event in self.events)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a step may not be taken: a code for machines, sentences for people, the law, and the field that is wrong."""

    code: str
    reason: Words
    basis: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule looks at: the case before the event, the event, and the calendar."""

    procedure: "Procedure"
    case: Case
    event: Event
    calendar: Calendar


Condition = Callable[[Scene], bool]


@dataclass(frozen=True, slots=True)
class Guard:
    """A rule a step must keep. An `early` one looks at no field of the event: it can be told beforehand."""

    code: str
    reason: Words
    holds: Condition
    basis: str = ""
    field: str = ""
    early: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """From states to a state; of several moves of one step from the same state the first whose `when` holds is made.

    `when` looks at the case as it is after the event has taken effect.
    """

    origins: tuple[str, ...]
    target: str
    when: Condition | None = None


class Does(StrEnum):
    """What a step does to a clock."""

    START = "start"  # day 0 is the day of the event; a clock that runs starts anew
    PAUSE = "pause"
    RESUME = "resume"
    SUSPEND = "suspend"  # stands still until it starts anew
    EXTEND = "extend"  # by the days in `amount`
    FIX = "fix"  # the last day is the one in `amount`
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect on a clock. `amount` names a field of the event: the length, the days added or the last day. A length
    may also be a fact that an earlier step kept.

    `basis` is the law of a pause, of a last day set by name, or of a length that is not the clock's own.
    """

    does: Does
    clock: str
    amount: str = ""
    each_party: bool = False
    ends_with: str = ""
    when: Condition | None = None  # looks at the case after the event
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """The length of a clock while a rule is in force; the day 0 of the clock picks the rule."""

    length: int
    unit: Unit
    basis: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A period of time. `lapse` is the step that may be taken once it has run out."""

    key: str
    name: Words
    limits: tuple[Limit, ...]
    duty: Duty
    lapse: str = ""
    optional: bool = False  # a last day for something that need not be done
    choose: Callable[[Case], int] | None = None  # which of the limits, where a fact of the case decides


@dataclass(frozen=True, slots=True)
class State:
    """A stage. `waits` names who must act while the case is in it; a closed state ends the work."""

    key: str
    name: Words
    waits: Duty | None = Duty.OFFICE
    closed: bool = False
    final: bool = False


class Place(NamedTuple):
    """Where an outcome is counted: table, row and, where the applicant's class does not decide it, column."""

    table: str
    row: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a matter ends: its article, the letter that says so, the remedy told in it, and where each form counts it.

    `places` maps the key of a form to a place. `needs` are fields that the deciding event must then fill in.
    """

    key: str
    name: Words
    basis: str
    notice: str = ""
    remedy: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    decided: bool = True  # reached by a decision, not by a lapse or a withdrawal


@dataclass(frozen=True, slots=True)
class Step:
    """Something a person may do. `who` are posts or sides; `moves` lead from states to a state; `keeps` are facts."""

    key: str
    name: Words
    who: tuple[str, ...]
    moves: tuple[Move, ...]
    basis: str = ""
    fields: tuple[Field, ...] = ()
    guards: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()
    notices: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    items: str = ""  # enters | adds | restates | concludes | answers | redoes
    backdated: bool = False  # evidence that may come in after later steps
    outcome: str = ""  # what the step concludes with, where the event does not say

    def field(self, key: str) -> Field | None:
        """The field `key` of the step's event."""
        return next((one for one in self.fields if one.key == key), None)


@dataclass(frozen=True)
class Procedure:
    """A way prescribed by law from a beginning to an end. `main` is the clock that its lateness is judged by.

    `pending` gives, by form, where a case that is still open on 31 December is counted; a function, since it may depend
    on a fact of the case. `table` names the table of the report; empty where the report does not count it. `combined`
    gives the outcome of the whole from those of its items.
    """

    key: str
    name: Words
    basis: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    clocks: tuple[Clock, ...]
    outcomes: tuple[Outcome, ...]
    main: str
    table: str = ""
    pending: Callable[[Case], Place | None] | None = None
    combined: Callable[[tuple[str, ...]], str] | None = None

    def __post_init__(self) -> None:
        """Makes the look-ups by key."""
        for name in ("states", "steps", "clocks", "outcomes"):
            object.__setattr__(self, f"_{name}", {one.key: one for one in getattr(self, name)})
        ways: dict[tuple[str, str], list[Move]] = {}
        for step in self.steps:
            for move in step.moves:
                for origin in move.origins:
                    ways.setdefault((step.key, origin), []).append(move)
        object.__setattr__(self, "_ways", {key: tuple(moves) for key, moves in ways.items()})

    @property
    def initial(self) -> str:
        """The state of a case without events: the first one."""
        return self.states[0].key

    def state(self, key: str) -> State:
        """The state `key`; KeyError where there is none."""
        found: State = self._states[key]  # type: ignore[attr-defined]
        return found

    def step(self, key: str) -> Step | None:
        """The step `key`."""
        found: Step | None = self._steps.get(key)  # type: ignore[attr-defined]
        return found

    def ways(self, step: str, state: str) -> tuple[Move, ...]:
        """The moves of a step from a state, in order; none where it may not be taken there."""
        found: tuple[Move, ...] = self._ways.get((step, state), ())  # type: ignore[attr-defined]
        return found

    def clock(self, key: str) -> Clock:
        """The clock `key`; KeyError where there is none."""
        found: Clock = self._clocks[key]  # type: ignore[attr-defined]
        return found

    def outcome(self, key: str) -> Outcome | None:
        """The outcome `key`."""
        found: Outcome | None = self._outcomes.get(key)  # type: ignore[attr-defined]
        return found
