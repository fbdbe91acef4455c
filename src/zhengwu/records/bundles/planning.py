"""What a bundle comes to in somebody's situation: parts, order, time, one form, one set of materials.

Nothing is asked for twice: questions that read alike, fields that mean the same and materials that are the same stand
once, and a licence that an earlier part of the bundle brings forth is not asked of the applicant at all.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from zhengwu.records.bundles.shown import Offered
from zhengwu.records.items.queries import Held, holding
from zhengwu.statute.bundles import Node, applying, layers, longest, waits_of
from zhengwu.statute.catalogue.model import Limit, Material, Question
from zhengwu.statute.catalogue.variants import Asked, asked, put, told
from zhengwu.statute.forms import Merged, merged
from zhengwu.statute.forms import Part as FormPart

Answers = Mapping[str, str]
Use = tuple[str, str]  # the key of a part, and what is asked for is called there
WORKING = {"working_days": 1.0, "calendar_days": 5 / 7, "months": 21.0, "hours": 1 / 8}


@dataclass(frozen=True, slots=True)
class Planned:
    """A part that applies and has an item in use: in which layer it is, what it waits for, how many working days."""

    node: Node
    held: Held
    asked: Asked
    layer: int
    days: int


@dataclass(frozen=True, slots=True)
class Posed:
    """A question that the items of some parts put; it is put once, under `key`."""

    key: str
    question: Question
    uses: tuple[Use, ...]
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A material that some parts want, handed in once under `key`. `arises` is the part that brings it forth."""

    key: str
    material: Material
    uses: tuple[Use, ...]
    arises: str = ""

    @property
    def deferrable(self) -> bool:
        """Whether it may follow (容缺)."""
        return self.material.necessity == "deferrable"


@dataclass(frozen=True, slots=True)
class Plan:
    """A bundle in one situation. `elsewhere` are parts that apply and have no item here; `open` are those questions
    of `put` that have no answer.

    `days` is the longest path, `whole` what all would take one after another; both in working days.
    """

    offered: Offered
    answers: Answers
    put: tuple[Question, ...]
    open: tuple[Question, ...]
    parts: tuple[Planned, ...]
    elsewhere: tuple[Node, ...]
    waits: Mapping[str, tuple[str, ...]]
    posed: tuple[Posed, ...]
    needs: tuple[Need, ...]
    form: Merged
    days: int
    path: tuple[str, ...]

    @property
    def whole(self) -> int:
        """How many days all parts take one after another."""
        return sum(one.days for one in self.parts)

    @property
    def complete(self) -> bool:
        """Whether every question has its answer and there is something to be done."""
        return not self.open and bool(self.parts) and all(one.answer for one in self.posed)

    @property
    def apart(self) -> int:
        """How many materials would be handed in if each part were applied for by itself."""
        return sum(len(one.uses) for one in self.needs)

    @property
    def committing(self) -> tuple[Planned, ...]:
        """The parts for which notice and commitment is offered (告知承诺): never in matters of safety."""
        return tuple(one for one in self.parts if one.held.record.commitment.kind and not one.held.record.safety)

    def bring(self, commits: Collection[str] = ()) -> tuple[Need, ...]:
        """What is handed in where these parts are committed to: neither what arises on the way, nor what a promise
        stands for in every part that wants it.
        """
        return tuple(one for one in self.needs if not one.arises and self.standing(one, commits))

    def standing(self, need: Need, commits: Collection[str]) -> tuple[Use, ...]:
        """The uses of a need for which no promise stands."""
        return tuple(use for use in need.uses if not (use[0] in commits and self.material(use).replaced))

    def material(self, use: Use) -> Material:
        """A material as one part wants it."""
        return next(one for one in self.part(use[0]).asked.materials if one.key == use[1])

    def follow_days(self, need: Need) -> int:
        """Within how many working days after acceptance a material follows: as the strictest of its parts says."""
        return min(self.part(node).held.record.supplement_days for node, _ in need.uses)

    def part(self, node: str) -> Planned:
        """A part by its key."""
        return next(one for one in self.parts if one.node.key == node)

    def answers_of(self, node: str) -> dict[str, str]:
        """The answers to the questions of one part's item, by the item's own keys."""
        return {key: one.answer for one in self.posed for part, key in one.uses if part == node and one.answer}


def planned(offered: Offered, answers: Answers, on: date) -> Plan:
    """The bundle in the situation of these answers, on that day; one statement for each item."""
    bundle = offered.content
    questions = put(bundle.questions, answers)
    nodes = applying(bundle, answers)
    held = {one.key: _held(offered, one, on) for one in nodes}
    here = tuple(one for one in nodes if held[one.key] is not None)
    waits = waits_of(here)
    order = {key: at for at, layer in enumerate(layers(waits)) for key in layer}
    records = {one.key: found for one in here if (found := held[one.key]) is not None}
    posed = _posed(records, answers)
    parts = tuple(_part(one, records[one.key], _own(posed, one.key), order[one.key]) for one in here)
    days, path = longest(waits, {one.node.key: one.days for one in parts})
    return Plan(
        offered,
        answers,
        questions,
        tuple(one for one in questions if answers.get(one.key) not in {choice.key for choice in one.choices}),
        parts,
        tuple(one for one in nodes if held[one.key] is None),
        waits,
        posed,
        _needs(parts, waits),
        merged(tuple(FormPart(one.node.key, one.held.name, one.held.record.form) for one in parts)),
        days,
        path,
    )


def _held(offered: Offered, node: Node, on: date) -> Held | None:
    item = offered.items.get(node.key)
    return holding(item, on) if item is not None else None


def _part(node: Node, held: Held, answers: Answers, layer: int) -> Planned:
    situation = told(held.record, answers)
    days = _working(situation.promised)
    if days is None:
        days = _working(situation.statutory)
    return Planned(node, held, situation, layer, node.days if days is None else days)


def _working(limit: Limit) -> int | None:
    """A limit in working days, rounded up; None where none is set."""
    return None if limit.length is None else -(-int(limit.length * WORKING[limit.unit] * 1000) // 1000)


def _posed(records: Mapping[str, Held], answers: Answers) -> tuple[Posed, ...]:
    """The questions that the items put in this situation; those that read alike are one."""
    found: dict[tuple[str, object], list[Use]] = {}
    for node, held in records.items():
        by_text = {question.key: (question.text, question.choices) for question in held.record.questions}
        own = {
            key: answers.get(_key(found.get(same, [(node, key)])[0]), "") for key, same in by_text.items()
        }  # an answer given to the same question of another part counts here, too
        for question in asked(held.record, own):
            found.setdefault((question.text, question.choices), []).append((node, question.key))
    posed = []
    for uses in found.values():
        node, key = uses[0]
        question = next(one for one in records[node].record.questions if one.key == key)
        answer = answers.get(_key(uses[0]), "")
        known = answer in {choice.key for choice in question.choices}
        posed.append(Posed(_key(uses[0]), question, tuple(uses), answer if known else ""))
    return tuple(posed)


def _key(use: Use) -> str:
    return "__".join(use)


def _own(posed: Iterable[Posed], node: str) -> dict[str, str]:
    return {key: one.answer for one in posed for part, key in one.uses if part == node}


def _needs(parts: tuple[Planned, ...], waits: Mapping[str, tuple[str, ...]]) -> tuple[Need, ...]:
    """The materials of all parts, each once: by the type of licence where it is one, else by name and kind."""
    found: dict[tuple[str, str], tuple[Material, list[Use], str]] = {}
    brings = {one.node.key: {result.licence_type for result in one.held.record.results} - {""} for one in parts}
    for part in parts:
        before = _before(part.node.key, waits)
        for one in part.asked.materials:
            source = next((key for key in before if one.licence_type and one.licence_type in brings[key]), "")
            same = ("licence", one.licence_type) if one.licence_type else (one.kind, one.name.strip())
            material, uses, arises = found.setdefault(same, (one, [], source))
            uses.append((part.node.key, one.key))
            found[same] = (_stricter(material, one), uses, arises and source)
    return tuple(Need(_key(uses[0]), material, tuple(uses), arises) for material, uses, arises in found.values())


def _stricter(one: Material, other: Material) -> Material:
    """Of two that are the same the one that binds more: necessary before deferrable before conditional."""
    order = ("necessary", "deferrable", "conditional")
    return min(one, other, key=lambda each: order.index(each.necessity) if each.necessity in order else 0)


def _before(node: str, waits: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All parts that are finished before one begins."""
    found: dict[str, None] = {}
    left = list(waits[node])
    while left:
        key = left.pop()
        if key not in found:
            found[key] = None
            left.extend(waits[key])
    return tuple(found)
