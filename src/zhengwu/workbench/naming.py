"""What the screens of the staff call things: stages, outcomes, channels, classes, procedures, document kinds."""

from functools import cache

from zhengwu.records.troubles import Words
from zhengwu.statute.disclosure import kinds
from zhengwu.statute.procedures import procedure, procedures
from zhengwu.statute.procedures.choices import NAMES
from zhengwu.ui.catalogue import catalogue, same, words
from zhengwu.ui.forms import Choice


@cache
def procedure_name(key: str) -> Words:
    """The name of a procedure."""
    return Words(*procedure(key).name)


@cache
def stage(procedure_key: str, state: str) -> Words:
    """The name of a stage."""
    return Words(*procedure(procedure_key).state(state).name)


@cache
def outcome(procedure_key: str, key: str) -> Words:
    """The name of an outcome; empty where there is none yet."""
    found = procedure(procedure_key).outcome(key)
    return Words(*found.name) if found else Words("", "")


@cache
def step_name(procedure_key: str, key: str) -> Words:
    """The name of a step; that of striking an entry where the procedure has no such step."""
    step = procedure(procedure_key).step(key)
    return Words(*step.name) if step else words("case.struck_entry")


@cache
def chosen(group: str, value: str) -> Words:
    """A choice of a field in words: `choices.GROUP.VALUE` of the catalogue, or what the procedures call it."""
    if group == "kind" and value in kinds():
        return Words(kinds()[value].zh, kinds()[value].en)
    name = f"choices.{group}.{value}"
    if name in catalogue("zh"):
        return words(name)
    return Words(*NAMES[value]) if value in NAMES else same(value)


def choices(group: str, values: tuple[str, ...]) -> tuple[Choice, ...]:
    """Choices of a field in words."""
    return tuple(Choice(value, chosen(group, value)) for value in values)


@cache
def procedure_choices() -> tuple[Choice, ...]:
    """Every procedure, to be chosen from."""
    return tuple(Choice(one.key, Words(*one.name)) for one in procedures())


@cache
def stage_choices(procedure_key: str) -> tuple[Choice, ...]:
    """The stages of a procedure, or of requests where none is named."""
    return tuple(
        Choice(one.key, Words(*one.name)) for one in procedure(procedure_key or "information_request").states[1:]
    )
