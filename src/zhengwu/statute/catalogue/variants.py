"""What an item asks for in one situation: the questions to put, and the record as the answers make it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from zhengwu.statute.catalogue.model import Limit, Material, Question, Record, Stage
from zhengwu.statute.forms.model import When

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """An item in one situation: what is to be handed in, how it goes and how long it takes; `variants` are the names of
    those that apply, `open` the questions that still want an answer.
    """

    materials: tuple[Material, ...]
    stages: tuple[Stage, ...]
    case_type: str
    statutory: Limit
    promised: Limit
    visits: int | None
    variants: tuple[str, ...] = ()
    open: tuple[Question, ...] = ()


def holds(conditions: Iterable[When], answers: Answers) -> bool:
    """Whether all of these conditions hold for the answers."""
    return all(answers.get(one.field) in one.values for one in conditions)


def asked(record: Record, answers: Answers) -> tuple[Question, ...]:
    """The questions that are put to somebody who has given these answers, in order, answered ones included."""
    return put(record.questions, answers)


def put(questions: Iterable[Question], answers: Answers) -> tuple[Question, ...]:
    """Those of the questions that are put to somebody who has given these answers."""
    given: dict[str, str] = {}
    found = []
    for question in questions:
        if holds(question.when, given):
            found.append(question)
            if answers.get(question.key) in {choice.key for choice in question.choices}:
                given[question.key] = answers[question.key]
    return tuple(found)


def given_to(these: Iterable[Question], answers: Answers) -> dict[str, str]:
    """The answers that count: to questions that are put, and among those that can be given."""
    return {
        one.key: answers[one.key]
        for one in these
        if answers.get(one.key) in {choice.key for choice in one.choices}
    }  # fmt: skip


def told(record: Record, answers: Answers) -> Asked:
    """The item in the situation of these answers; answers to questions that are not put do not count."""
    these = asked(record, answers)
    given = given_to(these, answers)
    found = Asked(
        tuple(one for one in record.materials if holds(one.when, given)),
        record.stages, record.case_type, record.statutory, record.promised, record.visits,
        open=tuple(one for one in these if one.key not in given),
    )  # fmt: skip
    for one in record.variants:
        if holds(one.when, given):
            found = replace(
                found,
                stages=one.stages or found.stages,
                case_type=one.case_type or found.case_type,
                statutory=one.statutory or found.statutory,
                promised=one.promised or found.promised,
                visits=found.visits if one.visits is None else one.visits,
                variants=(*found.variants, one.name),
            )
    return found
