"""Whether a bundle is sound: what is wrong with it is told before anybody applies for it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from zhengwu.statute.bundles.graph import applying, layers, situations, waits_of
from zhengwu.statute.bundles.model import Bundle, Node
from zhengwu.statute.catalogue.model import Question
from zhengwu.statute.forms.model import When

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST_NODES = 60
MOST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a part, or a `question`, and what to do; `at` is its key, empty for the whole."""

    at: str
    zh: str
    en: str
    question: bool = False


def faults_of(bundle: Bundle) -> tuple[Fault, ...]:
    """What is wrong with a bundle; nothing where it can be applied for in each situation and comes to an end."""
    questions = (replace(one, question=True) for one in _questions(bundle.questions))
    found = (*_whole(bundle), *questions, *_nodes(bundle))
    return found or tuple(_situations(bundle))


def _whole(bundle: Bundle) -> Iterator[Fault]:
    if not KEY.fullmatch(bundle.key):
        yield Fault("", "标识应以小写字母开头，至多40个小写字母、数字、下划线。", "The key is no sound name.")
    if not bundle.name.strip():
        yield Fault("", "请填写名称。", "It has no name.")
    if not 1 <= len(bundle.nodes) <= MOST_NODES:
        yield Fault("", f"请列出1至{MOST_NODES}个环节。", f"It wants 1 to {MOST_NODES} parts.")
    yield from _days(bundle)
    for these in (bundle.nodes, bundle.questions):
        for key, times in Counter(one.key for one in these).items():
            if times > 1:
                yield Fault(key, f"标识“{key}”用了{times}次。", f"The key {key} is used {times} times.")


def _days(bundle: Bundle) -> Iterator[Fault]:
    """What is wrong with the days of the offer."""
    for one in (bundle.since, bundle.until):
        if one and not _is_day(one):
            yield Fault("", f"“{one[:20]}”不是日期，请写成2026-01-31。", f"{one[:20]} is no day; write 2026-01-31.")
            return
    if bundle.since and bundle.until and bundle.until < bundle.since:
        yield Fault("", "停止提供的日期早于开始的日期。", "It ends before it begins.")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _questions(questions: tuple[Question, ...]) -> Iterator[Fault]:
    before: dict[str, Question] = {}
    for one in questions:
        if not KEY.fullmatch(one.key) or not one.text.strip():
            yield Fault(one.key, "问题要有标识和文字。", "A question wants a key and a text.")
        keys = [choice.key for choice in one.choices]
        if len(keys) < 2 or len(set(keys)) < len(keys) or any(not choice.text.strip() for choice in one.choices):
            yield Fault(one.key, "问题至少要有两个不同的选项。", "A question wants two different choices at least.")
        yield from _conditions(one.key, one.when, before)
        before[one.key] = one


def _nodes(bundle: Bundle) -> Iterator[Fault]:
    known = {one.key for one in bundle.nodes}
    questions = {one.key: one for one in bundle.questions}
    for one in bundle.nodes:
        yield from _node(one, known)
        yield from _conditions(one.key, one.when, questions)


def _node(one: Node, known: set[str]) -> Iterator[Fault]:
    if not KEY.fullmatch(one.key) or not one.name.strip():
        yield Fault(one.key, "环节要有标识和名称。", "A part wants a key and a name.")
    if not 0 <= one.days <= MOST_DAYS:
        yield Fault(one.key, f"时限应为0至{MOST_DAYS}个工作日。", f"Its time is 0 to {MOST_DAYS} working days.")
    if one.on_refusal not in ("end", "go_on"):
        yield Fault(one.key, "前一环节未获准予时，应为“终止”或者“继续”。", "What follows a refusal is end or go_on.")
    for other in sorted(set(one.after) - known):
        yield Fault(one.key, f"它等待的“{other}”不在本套餐中。", f"It waits for {other}, which is not there.")


def _conditions(at: str, conditions: tuple[When, ...], before: dict[str, Question]) -> Iterator[Fault]:
    for when in conditions:
        asked = before.get(when.field)
        if asked is None:
            zh, en = f"条件所看的问题“{when.field}”不在它之前。", f"The question {when.field} is not put before it."
            yield Fault(at, zh, en)
        elif not when.values or set(when.values) - {choice.key for choice in asked.choices}:
            yield Fault(at, f"条件的值不是“{asked.text}”的选项。", f"The values are no choices of {when.field}.")


def _situations(bundle: Bundle) -> Iterator[Fault]:
    """Whether every situation can be put in order, and every part applies in one of them at least."""
    reached = set()
    try:
        layers(waits_of(bundle.nodes))
        for answers in situations(bundle):
            nodes = applying(bundle, answers)
            reached |= {one.key for one in nodes}
            layers(waits_of(nodes))
    except ValueError as wrong:
        yield Fault("", f"环节互相等待，或者情形过多：{wrong}", f"Parts wait for one another, or too much: {wrong}")
        return
    for one in bundle.nodes:
        if one.key not in reached:
            yield Fault(one.key, "没有哪一种情形会用到它。", "There is no situation in which it applies.")
