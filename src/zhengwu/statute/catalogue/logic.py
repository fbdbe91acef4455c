"""The checks of what steers a guide: questions, answers, situations, conditions, and the form that is filled in.

Conditions are conjunctions over single choices. So a thing can come to be if and only if, of everything that it and the
questions before it want, each question keeps an answer that all of them allow.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from zhengwu.statute.catalogue.model import Question, Record, Variant
from zhengwu.statute.forms.model import When
from zhengwu.statute.forms.soundness import faults_of


@dataclass(frozen=True, slots=True)
class Said:
    """What a check found: the rule's id, the place, and what it is about in Chinese and, if it differs, in English."""

    rule: str
    path: str
    zh: str = ""
    en: str = ""


Wants = dict[str, frozenset[str]]  # of each question, the answers that will do
SAYS = ("case_type", "statutory", "promised", "stages", "visits")


def wants(record: Record, conditions: Iterable[When]) -> Wants | None:
    """All that conditions want, with what the questions themselves want; None where it cannot be."""
    questions = {one.key: one for one in reversed(record.questions)}
    found: Wants = {}
    left, looked = list(conditions), set()
    while left:
        one = left.pop()
        question = questions.get(one.field)
        if question is None:
            return None
        allowed = frozenset(one.values) & {choice.key for choice in question.choices}
        found[one.field] = found.get(one.field, allowed) & allowed
        if not found[one.field]:
            return None
        if one.field not in looked:
            looked.add(one.field)
            left += question.when
    return found


def keys(record: Record) -> Iterator[Said]:
    """Every key is there once."""
    parts: list[tuple[str, list[str]]] = [
        (name, [one.key for one in getattr(record, name)]) for name in ("materials", "questions", "variants")
    ]
    parts += [(f"questions[{at}].choices", [one.key for one in q.choices]) for at, q in enumerate(record.questions)]
    parts.append(("stages", [one.key for one in record.stages]))
    for path, there in parts:
        for key, times in Counter(there).items():
            if times > 1 or not key.strip():
                yield Said("L01", path, key or "（空）", key or "(empty)")


def questions(record: Record) -> Iterator[Said]:
    """A question leaves a choice, looks back only, and can be reached."""
    before: dict[str, Question] = {}
    for place, one in enumerate(record.questions):
        path = f"questions[{place}]"
        if len(one.choices) < 2:
            yield Said("L02", f"{path}.choices", one.text or one.key)
        strange = _strange(before, one.when, path)
        yield from strange
        if not strange and wants(record, one.when) is None:
            yield Said("L04", path, one.text or one.key)
        before.setdefault(one.key, one)


def _strange(there: dict[str, Question], conditions: Iterable[When], path: str) -> list[Said]:
    """The conditions that name no answer that is there."""
    found = []
    for at, one in enumerate(conditions):
        asked = there.get(one.field)
        known = {choice.key for choice in asked.choices} if asked else set()
        if not one.values or not set(one.values) <= known:
            found.append(Said("L03", f"{path}.when[{at}]", f"{one.field}={'/'.join(one.values)}"))
    return found


def conditions(record: Record) -> Iterator[Said]:
    """Materials and situations name answers that can be given, all at once."""
    there = {one.key: one for one in record.questions}
    named = [(f"materials[{at}]", one.name, one.when) for at, one in enumerate(record.materials)]
    named += [(f"variants[{at}]", one.name, one.when) for at, one in enumerate(record.variants)]
    for path, name, when in named:
        strange = _strange(there, when, path)
        yield from strange
        if not strange and wants(record, when) is None:
            yield Said("L05", path, name)


def variants(record: Record) -> Iterator[Said]:
    """A situation has a condition and changes something; two that may hold together say the same."""
    for place, one in enumerate(record.variants):
        if not one.when:
            yield Said("L06", f"variants[{place}]", one.name)
        if not any(_differs(record, one, name) for name in SAYS):
            yield Said("H07", f"variants[{place}]", one.name)
    for one, other in combinations(record.variants, 2):
        clash = any(
            _said(one, name) and _said(other, name) and getattr(one, name) != getattr(other, name) for name in SAYS
        )
        if clash and one.when and other.when and wants(record, (*one.when, *other.when)) is not None:
            yield Said("H06", "variants", f"{one.name}”“{other.name}", f"{one.name} and {other.name}")


def _said(one: Variant, name: str) -> bool:
    return getattr(one, name) not in (None, "", ())


def _differs(record: Record, one: Variant, name: str) -> bool:
    return _said(one, name) and getattr(one, name) != getattr(record, name)


def pointless(record: Record) -> Iterator[Said]:
    """A question that nothing looks at need not be put."""
    looked = {
        when.field
        for part in (record.materials, record.variants, record.questions)
        for one in part
        for when in one.when
    }
    for place, one in enumerate(record.questions):
        if one.key not in looked:
            yield Said("H05", f"questions[{place}]", one.text or one.key)


def form(record: Record) -> Iterator[Said]:
    """The form can be filled in."""
    for one in faults_of(record.form):
        yield Said("F01", f"form.{one.field}", one.zh, one.en)


CHECKS: tuple[Callable[[Record], Iterator[Said]], ...] = (keys, questions, conditions, variants, pointless, form)
