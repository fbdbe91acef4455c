"""Percentages: recomputed where the sentence holds both numbers, else tried whether any whole number gives them."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from zhengwu.statute.report.checks.catalogue import RULE
from zhengwu.statute.report.checks.labels import number
from zhengwu.statute.report.checks.narrative.claims import COUNTS
from zhengwu.statute.report.checks.narrative.sentences import Quantity, Sentence
from zhengwu.statute.report.model import Cause, Finding, Number, Severity

_SHARE = re.compile(r"^[，,、（(]?(?:约|大约)?占(?P<of>[^，。；\d]{0,12}?)(?:比|比例|比重)?(?:约|为|达到?|的)*$")
_ELSEWHERE = re.compile(r"全市|全省|全国|全区|全县|同期|上年|去年|年度|地区")
_RATIO = re.compile(r"(?:率|比例|比率|比重|占比)(?:约|为|达到?|达至|高达|是|超过)*$")
_NOT_A_SHARE = re.compile(
    r"时限|时间|压缩|减|增|同比|提升|提高|下降|较|比上|精准|点击|好评|满意|准确|合格|知晓|环比|成本|以上|不低于|力争|目标|确保"
)
CLOSE = 2  # percentage points: a slip in arithmetic; further off, another whole is meant
MOST_BASES = 6


def check_ratios(sentences: Sequence[Sentence]) -> Iterator[Finding]:
    """Every percentage of every sentence."""
    for sentence in sentences:
        if "%" not in sentence.text:
            continue
        unattainable: list[tuple[Quantity, list[Number]]] = []
        for index, quantity in enumerate(sentence.quantities):
            if quantity.unit != "%" or quantity.about or quantity.value > 100:
                continue
            earlier = sentence.quantities[:index]
            part = earlier[-1] if earlier else None
            share = _SHARE.match(sentence.text[part.end : quantity.start]) if part else None
            if part is not None and share is not None:
                yield from _share(sentence, earlier, part, quantity, share["of"])
            elif _RATIO.search(quantity.left) and not _NOT_A_SHARE.search(quantity.left):
                bases = [q.value for q in earlier if q.unit in COUNTS and not q.about and q.value > 1]
                if bases and len(bases) <= MOST_BASES and not any(attainable(quantity, base) for base in bases):
                    unattainable.append((quantity, bases))
        if unattainable:
            yield _unattainable(sentence, unattainable)


def gives(part: Number, whole: Number, percent: Quantity) -> bool:
    """Whether part of whole is the percentage as printed, rounded or cut off."""
    exact = Decimal(100) * Decimal(part) / Decimal(whole)
    step = Decimal(1).scaleb(-percent.decimals)
    difference = exact - Decimal(percent.value)
    return abs(difference) <= step / 2 or 0 <= difference < step


def attainable(percent: Quantity, whole: Number) -> bool:
    """Whether any whole number out of `whole`, rounded, gives the percentage as printed."""
    near = int(Decimal(percent.value) * Decimal(whole) / 100)
    half = Decimal(1).scaleb(-percent.decimals) / 2
    shares = (Decimal(100 * part) / Decimal(whole) for part in (near, near + 1) if part <= whole)
    return any(abs(share - Decimal(percent.value)) <= half for share in shares)


def _share(
    sentence: Sentence, earlier: Sequence[Quantity], part: Quantity, percent: Quantity, of: str
) -> Iterator[Finding]:
    """A number and its share stand side by side; the whole is an earlier number of the same unit."""
    wholes = [
        q.value
        for q, after in pairwise(earlier)
        if q.unit == part.unit and after.unit != "%" and not q.about and q.value >= part.value > 0
    ]  # a number with a share of its own is another part
    if not wholes or part.about or _ELSEWHERE.search(of) or any(gives(part.value, whole, percent) for whole in wholes):
        return
    shares = {whole: Decimal(100) * Decimal(part.value) / Decimal(whole) for whole in wholes}
    closest = min(shares, key=lambda w: abs(shares[w] - Decimal(percent.value)))
    slip = abs(shares[closest] - Decimal(percent.value)) < CLOSE
    whole = closest if slip else max(shares)
    right = f"{shares[whole]:.{max(percent.decimals, 1)}f}%"
    doubt = "" if slip else "；可能另有总数，请核实"
    doubt_en = "" if slip else "; perhaps another whole is meant"
    yield RULE["TXT-PERCENT"].finding(
        f"正文“{sentence.near(percent)}”：{number(part.value)}{part.unit}占{number(whole)}{part.unit}的{right}，"
        f"写的是{number(percent.value)}%{doubt}。",
        f"the text gives {number(percent.value)}%; {number(part.value)} of {number(whole)} is {right}{doubt_en}.",
        expected=right, found=f"{number(percent.value)}%", place=sentence.place,
        severity=None if slip else Severity.NOTICE, cause=Cause.REPORT if slip else Cause.UNSURE,
    )  # fmt: skip


def _unattainable(sentence: Sentence, found: list[tuple[Quantity, list[Number]]]) -> Finding:
    percents = "、".join(f"{number(quantity.value)}%" for quantity, _ in found)
    bases = "、".join(number(base) for base in dict.fromkeys(base for _, bases in found for base in bases))
    return RULE["TXT-ATTAIN"].finding(
        f"正文“{sentence.near(found[0][0])}”：以同一句的{bases}为总数，任何整数都得不出{percents}，可能另有总数，请核实。",
        f"no whole number out of {bases.replace('、', ', ')} gives {percents.replace('、', ', ')}; "
        "perhaps another whole is meant.",
        expected=f"总数{bases}", found=percents, cause=Cause.UNSURE, place=sentence.place,
    )  # fmt: skip
