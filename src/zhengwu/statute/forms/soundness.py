"""Whether a form can be filled in at all: what is wrong with the form itself, before anybody sees it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from zhengwu.statute.forms.judging import STEERING, Fault, fields
from zhengwu.statute.forms.model import Field, Form, Kind, Rule, When

RELATIONS = ("before", "not_after", "equals", "differs", "at_most", "one_of_two")
ORDERED = {"before": (Kind.DAY,), "not_after": (Kind.DAY,), "at_most": (Kind.COUNT, Kind.YUAN)}
KEY = re.compile(r"[a-z][a-z0-9_]{0,99}")
CHOOSING = (Kind.CHOICE, Kind.CHOICES)


def faults_of(form: Form) -> tuple[Fault, ...]:
    """What is wrong with a form; each fault names the key of a field or of a section."""
    return (*_sections(form), *_fields(form), *_conditions(form), *_rules(form))


def _sections(form: Form) -> Iterator[Fault]:
    for key, times in Counter(part.key for part in form.sections).items():
        if times > 1:
            yield Fault(key, f"分区“{key}”出现了{times}次。", f"The section {key} is there {times} times.")
    for part in form.sections:
        if not KEY.fullmatch(part.key) or not part.title.strip():
            yield Fault(part.key, "分区要有标识（小写字母开头）和标题。", "A section wants a key and a title.")
        if not part.fields:
            yield Fault(part.key, f"分区“{part.title}”没有字段。", f"The section {part.key} has no fields.")


def _fields(form: Form) -> Iterator[Fault]:
    for key, times in Counter(one.key for one in fields(form)).items():
        if times > 1:
            yield Fault(key, f"字段“{key}”出现了{times}次。", f"The field {key} is there {times} times.")
    for one in fields(form):
        if not KEY.fullmatch(one.key):
            yield Fault(one.key, "字段标识应以小写字母开头，只用小写字母、数字、下划线。", "The key is no sound name.")
        if not one.label.strip():
            yield Fault(one.key, "字段没有名称。", "The field has no label.")
        yield from _own(one)


def _own(one: Field) -> Iterator[Fault]:
    keys = [option.key for option in one.options]
    if one.kind in CHOOSING and not keys:
        yield Fault(one.key, "选择类字段没有选项。", "A field to choose from has no options.")
    if one.kind not in CHOOSING and keys:
        yield Fault(one.key, "只有选择类字段才有选项。", "Only fields to choose from have options.")
    if len(set(keys)) < len(keys) or any(not option.key or not option.text.strip() for option in one.options):
        yield Fault(one.key, "选项的标识重复，或者没有文字。", "Options have the same key, or no text.")
    if one.least is not None and one.most is not None and one.least > one.most:
        yield Fault(one.key, "下限大于上限。", "The lower bound is above the upper one.")
    if one.kind is Kind.CHOICES and one.least is not None and one.least > len(keys):
        yield Fault(one.key, "要求选的多于选项数。", "More are to be chosen than there are.")


def _conditions(form: Form) -> Iterator[Fault]:
    before: dict[str, Field] = {}
    for part in form.sections:
        for when in part.when:
            yield from _condition(part.key, when, before)
        for one in part.fields:
            for when in one.when:
                yield from _condition(one.key, when, before)
            before[one.key] = one


def _condition(at: str, when: When, before: Mapping[str, Field]) -> Iterator[Fault]:
    asked = before.get(when.field)
    if asked is None:
        zh = f"条件所看的“{when.field}”不在它之前。"
        yield Fault(at, zh, f"The condition looks at {when.field}, which is not asked before it.")
        return
    if asked.kind not in STEERING:
        yield Fault(at, f"条件所看的“{asked.label}”不是选择类字段。", f"{when.field} is no field to choose from.")
        return
    known = {"yes", "no"} if asked.kind is Kind.YES else {option.key for option in asked.options}
    if not when.values or set(when.values) - known:
        yield Fault(at, f"条件的值不是“{asked.label}”的选项。", f"The values are no options of {when.field}.")


def _rules(form: Form) -> Iterator[Fault]:
    known = {one.key: one for one in fields(form)}
    for rule in form.rules:
        if rule.relation not in RELATIONS:
            yield Fault(rule.left, f"没有“{rule.relation}”这种关系。", f"There is no relation {rule.relation}.")
        elif rule.left not in known or rule.right not in known or rule.left == rule.right:
            yield Fault(rule.left, "规则要有两个不同的字段。", "A rule wants two different fields.")
        elif not rule.message.strip():
            yield Fault(rule.left, "规则没有提示语。", "The rule does not say what is wrong.")
        else:
            yield from _comparable(rule, known[rule.left], known[rule.right])


def _comparable(rule: Rule, left: Field, right: Field) -> Iterator[Fault]:
    wanted = ORDERED.get(rule.relation)
    if wanted and not {left.kind, right.kind} <= set(wanted):
        yield Fault(rule.left, f"“{rule.relation}”不能比较这两种字段。", f"{rule.relation} cannot compare these kinds.")
    if rule.relation == "one_of_two" and (left.required or right.required):
        yield Fault(rule.left, "二选一的字段不能又是必填。", "Of two, one of which is wanted, none is required.")
