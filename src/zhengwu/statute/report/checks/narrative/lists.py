"""Lists inside a sentence: where they claim to be complete, their parts must add up to the whole."""

import re
from collections.abc import Iterator, Sequence

from zhengwu.statute.report.checks.catalogue import RULE
from zhengwu.statute.report.checks.labels import number
from zhengwu.statute.report.checks.narrative.claims import COUNTS
from zhengwu.statute.report.checks.narrative.sentences import Quantity, Sentence
from zhengwu.statute.report.model import Cause, Finding, Number, Severity

_OPENS = re.compile(
    r"^[^，,；;。：:\d]{0,14}[，,；;（(]?(?:其中(?P<colon>[：:])?|(?P<whole>分别(?:为|是)[：:]?|包括[：:]))"
)
_INCOMPLETE = re.compile(r"等|主要|含|部分|重点|约|同时|占|率")
_STOPS = re.compile(r"共计|总计|合计|其中|；|;|同比|较|另|此外")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_NEXT_BEGINS = re.compile(r"^其中(?P<colon>[：:])?")
FEWEST = 2


def check_lists(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Every list that follows a number, within a sentence or at the beginning of the next."""
    for index, sentence in enumerate(sentences):
        for at, whole in enumerate(sentence.quantities[:-1]):
            if whole.unit not in COUNTS or whole.about:
                continue
            gap = sentence.text[whole.end : sentence.quantities[at + 1].start]
            opens = _OPENS.match(gap)
            if opens:
                parts = _parts(sentence, at + 1, whole.unit)
                yield from _judge(sentence, whole, parts, bool(opens["colon"] or opens["whole"]))
        begins = _NEXT_BEGINS.match(sentence.text)
        if begins and index and sentences[index - 1].part == sentence.part:
            wholes = [q for q in sentences[index - 1].quantities if q.unit in COUNTS]
            if len(wholes) == 1 and not wholes[0].about:
                parts = _parts(sentence, 0, wholes[0].unit)
                yield from _judge(sentence, wholes[0], parts, bool(begins["colon"]))


def _parts(sentence: Sentence, first: int, unit: str) -> list[Quantity]:
    """The parts of the list that begins at quantity `first`; none where its end cannot be told."""
    brackets = [found.span() for found in _BRACKETS.finditer(sentence.text)]
    found: list[Quantity] = []
    for quantity in sentence.quantities[first:]:
        if any(start < quantity.start < end for start, end in brackets):
            continue
        gap = sentence.text[found[-1].end : quantity.start] if found else ""
        gap = _BRACKETS.sub("", gap)
        if quantity.unit == "%" or quantity.about or _INCOMPLETE.search(gap + quantity.left):
            return []
        if found and (quantity.unit != unit or _STOPS.search(gap)):
            return [] if "其中" in gap else found
        if quantity.unit != unit:
            return []
        found.append(quantity)
    tail = sentence.text[found[-1].end : found[-1].end + 3] if found else ""
    return [] if "等" in tail else found


def _judge(sentence: Sentence, whole: Quantity, parts: list[Quantity], complete: bool) -> Iterator[Finding]:
    total: Number = sum(part.value for part in parts)
    overlapping = any(part.value == whole.value for part in parts)
    if len(parts) < FEWEST or total == whole.value or overlapping or (not complete and total < whole.value):
        return
    listed = "＋".join(number(part.value) for part in parts)
    doubt, doubt_en = ("", "") if complete else ("；各项可能有交叉，请核实", "; the parts may overlap")
    yield RULE["TXT-SUM"].finding(
        f"正文“{sentence.near(parts[0])}”：各分项{listed}＝{number(total)}，所称总数是{number(whole.value)}{doubt}。",
        f"the listed parts add up to {number(total)}, the whole is given as {number(whole.value)}{doubt_en}.",
        expected=number(whole.value), found=number(total), place=sentence.place,
        severity=None if complete else Severity.NOTICE, cause=Cause.REPORT if complete else Cause.UNSURE,
    )  # fmt: skip
