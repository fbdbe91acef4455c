"""The procedures as data: states, steps with their fields, clocks, outcomes. What a client draws its forms from."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

import orjson
from django.http import HttpResponse
from ninja import Path, Query, Router

from zhengwu.api.answers import answer, told
from zhengwu.api.asking import ANYBODY
from zhengwu.records.cases.actions import known
from zhengwu.records.cases.shown import Named
from zhengwu.records.troubles import invalid
from zhengwu.statute import fees
from zhengwu.statute.fees import Fee, FeeRefused
from zhengwu.statute.procedures import model as statute
from zhengwu.statute.procedures import procedures
from zhengwu.statute.procedures.choices import name_of
from zhengwu.visits import Asked

router = Router()
Key = Annotated[str, Path(max_length=40)]
Count = Annotated[int | None, Query(ge=0, le=1_000_000)]


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A field of a step. `kind`: text, date, count, yuan, choice, flag, texts, item. `least` and `most` bound it."""

    key: str
    zh: str
    en: str
    kind: str
    required: bool
    default: str | int | bool | None
    choices: tuple[Named, ...]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class StepShape:
    """A step: who may take it, on which law it rests, what it asks for."""

    key: str
    zh: str
    en: str
    who: tuple[str, ...]
    basis: str
    fields: tuple[FieldShape, ...]


@dataclass(frozen=True, slots=True)
class StateShape:
    """A stage; `waits` says whose turn it is."""

    key: str
    zh: str
    en: str
    waits: str
    closed: bool


@dataclass(frozen=True, slots=True)
class OutcomeShape:
    """An outcome with its law; `remedy` is the kind of remedy that its letter tells."""

    key: str
    zh: str
    en: str
    basis: str
    remedy: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LimitShape:
    """The length of a clock while a rule is in force."""

    length: int
    unit: str
    basis: str


@dataclass(frozen=True, slots=True)
class ClockShape:
    """A clock; `duty` says whose time it is."""

    key: str
    zh: str
    en: str
    duty: str
    limits: tuple[LimitShape, ...]


@dataclass(frozen=True, slots=True)
class ProcedureShape:
    """A procedure with everything it consists of."""

    key: str
    zh: str
    en: str
    basis: str
    main: str
    states: tuple[StateShape, ...]
    steps: tuple[StepShape, ...]
    clocks: tuple[ClockShape, ...]
    outcomes: tuple[OutcomeShape, ...]


@router.get("/procedures", auth=ANYBODY, response=told(list[Named]))
def listed(request: Asked) -> HttpResponse:
    """The procedures."""
    return answer([Named(one.key, *one.name) for one in procedures()])


@router.get("/procedures/{key}", auth=ANYBODY, response=told(ProcedureShape))
def described(request: Asked, key: Key) -> HttpResponse:
    """One procedure with its states, steps, fields, clocks and outcomes."""
    return answer(_described(known(key).key))


@router.get("/fees", auth=ANYBODY, response=told(Fee))
def fee(request: Asked, items: Count = None, pages: Count = None, earlier: Count = None) -> HttpResponse:
    """The information processing fee by 国办函〔2020〕109号: by `items` after `earlier` in the month, or by `pages`."""
    if (items is None) == (pages is None):
        raise invalid("one_of_two", "请填写 items 或者 pages 之一。", "Give either `items` or `pages`.", where="items")
    try:
        return answer(fees.per_page(pages) if pages is not None else fees.per_item(items or 0, earlier or 0))
    except FeeRefused as refused:
        raise invalid(refused.code, refused.zh, refused.en, where="items") from None


@cache
def step_fragment(procedure_key: str, key: str) -> Any:
    """A step as JSON, made once: the law does not change while a process runs."""
    rules = known(procedure_key)
    step = rules.step(key)
    return orjson.Fragment(orjson.dumps(_step(rules, step))) if step else None


@cache
def _described(key: str) -> ProcedureShape:
    rules = known(key)
    return ProcedureShape(
        rules.key,
        *rules.name,
        rules.basis,
        rules.main,
        tuple(StateShape(one.key, *one.name, one.waits.value if one.waits else "", one.closed) for one in rules.states),
        tuple(_step(rules, one) for one in rules.steps),
        tuple(_clock(one) for one in rules.clocks),
        tuple(OutcomeShape(one.key, *one.name, one.basis, one.remedy, one.needs) for one in rules.outcomes),
    )


def _clock(clock: statute.Clock) -> ClockShape:
    limits = tuple(LimitShape(one.length, one.unit.value, one.basis) for one in clock.limits)
    return ClockShape(clock.key, *clock.name, clock.duty.value, limits)


def _step(rules: statute.Procedure, step: statute.Step) -> StepShape:
    return StepShape(step.key, *step.name, step.who, step.basis, tuple(_field(rules, one) for one in step.fields))


def _field(rules: statute.Procedure, field: statute.Field) -> FieldShape:
    return FieldShape(
        field.key,
        *field.name,
        field.kind.value,
        field.required,
        field.default,
        tuple(_choice(rules, field, key) for key in field.choices),
        field.least,
        field.most,
    )


def _choice(rules: statute.Procedure, field: statute.Field, key: str) -> Named:
    """A choice by its name."""
    return Named(key, *(name_of(rules, field, key) or (key, key)))
