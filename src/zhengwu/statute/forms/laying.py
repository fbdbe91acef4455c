"""A form as it stands on paper: groups of lines, each with its label, its boxes to tick, and when it is filled in.

Blank it has every field, with what it depends on; filled in it has those only that the answers ask for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhengwu.statute.forms.judging import Value, as_sent, fields, judged
from zhengwu.statute.forms.model import Field, Form, Kind, When
from zhengwu.statute.forms.saying import choices_of, said


@dataclass(frozen=True, slots=True)
class Box:
    """An answer that can be ticked, and whether it was."""

    text: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """What a group or a line depends on: the label of a field, and the answers to it in one line."""

    label: str
    answers: str


@dataclass(frozen=True, slots=True)
class Line:
    """A field on paper: `value` is what was written, empty where nothing was; `boxes` stand there instead of it."""

    key: str
    label: str
    value: str = ""
    boxes: tuple[Box, ...] = ()
    conditions: tuple[Condition, ...] = ()
    required: bool = True
    long: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading."""

    title: str
    lines: tuple[Line, ...]
    conditions: tuple[Condition, ...] = ()


def blank(form: Form) -> tuple[Group, ...]:
    """The form with nothing written on it: every group, every field, and on which answers each depends."""
    known = {one.key: one for one in fields(form)}
    return tuple(
        Group(part.title, tuple(_blank(one, known) for one in part.fields), _conditions(part.when, known))
        for part in form.sections
        if part.fields
    )


def filled_in(
    form: Form, answers: Mapping[str, Value | list[str]], *, on: date, instead: Mapping[str, str] | None = None
) -> tuple[Group, ...]:
    """The form with the answers that were given that day: the fields that they ask for, also those left empty.

    `instead` holds, by the key of a field, what is shown in place of an answer that its reader may not see in clear.
    """
    shown = frozenset(judged(form, as_sent(answers), on=on).shown) | answers.keys()
    found = ((part.title, [one for one in part.fields if one.key in shown]) for part in form.sections)
    return tuple(
        Group(title, tuple(_filled(one, answers.get(one.key, ""), instead or {}) for one in asked))
        for title, asked in found
        if asked
    )


def _blank(one: Field, known: Mapping[str, Field]) -> Line:
    boxes = tuple(Box(each.text) for each in choices_of(one))
    return Line(one.key, one.label, "", boxes, _conditions(one.when, known), one.required, one.kind is Kind.LONG)


def _filled(one: Field, value: Value | list[str], instead: Mapping[str, str]) -> Line:
    if one.key in instead:
        return Line(one.key, one.label, instead[one.key], required=one.required)
    chosen = [value] if isinstance(value, str) else value
    boxes = tuple(Box(each.text, each.key in chosen) for each in choices_of(one))
    written = "" if boxes or not value else _written(one, value)
    return Line(one.key, one.label, written, boxes, (), one.required, one.kind is Kind.LONG)


def _written(one: Field, value: str | Sequence[str]) -> str:
    text = said(one, value)
    if one.kind is Kind.DAY:
        day = date.fromisoformat(text)
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{text}元" if one.kind is Kind.YUAN else text


def _conditions(when: Sequence[When], known: Mapping[str, Field]) -> tuple[Condition, ...]:
    return tuple(Condition(known[one.field].label, _chosen(known[one.field], one)) for one in when)


def _chosen(field: Field, when: When) -> str:
    texts = {one.key: one.text for one in choices_of(field)}
    return "、".join(texts.get(one, one) for one in when.values)
