"""Finds the six parts in running text by the words of their headings, never by their numbers.

Numbers of parts are shifted or restarted in real reports, headings inside part one look like part two, and a table of
contents names all of them first. So every line that may be a heading is a candidate, and the best ordered choice wins.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from zhengwu.statute.report.formats import Format, PartForm
from zhengwu.statute.report.model import Part
from zhengwu.statute.report.readers.document import Line
from zhengwu.statute.report.readers.words import core, normal, squeeze

_TOP = re.compile(r"^(?:第?[一二三四五六七八九十]{1,2}(?:部分)?[、.,:：\s]|第[一二三四五六七八九十]部分|[ⅠⅡⅢⅣⅤⅥ])")
_SUB = re.compile(r"^(?:\([一二三四五六七八九十\d]{1,2}\)|\d{1,2}[、.,)])")
_SENTENCE = re.compile("[。；;！？]")
_DAY = re.compile(r"^\(?20\d\d年\d{1,2}月\d{1,2}日\)?$")
_NAME = re.compile("^[\u4e00-\u9fff]{3,30}$")
MOST_HEADING = 44
_FURNITURE = re.compile(
    "^(扫一扫|【?打印|收藏|关闭|分享到|分享:|相关(链接|附件|文档|文章)|上一篇|下一篇|版权所有|主办单位|承办单位|网站(地图|标识)|"
    "技术支持|附件下载|责任编辑|打印本页|返回顶部|无障碍|关于我们|联系我们)|ICP备|公网安备"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be the heading of a part, and how well it would do."""

    part: str
    index: int
    rank: float


def heading_of(form: Format, text: str) -> tuple[str, float] | None:
    """The part whose heading `text` may be, with a rank from 1 (hardly) to 4 (word for word); None for other text."""
    return None if len(text) > MOST_HEADING * 2 else _heading_of(form, text)


@lru_cache(maxsize=4096)
def _heading_of(form: Format, text: str) -> tuple[str, float] | None:
    plain = normal(text)
    if not 4 <= len(plain) <= MOST_HEADING or _SENTENCE.search(plain.rstrip("。")):
        return None
    numbered = bool(_TOP.match(plain))
    if not numbered and ":" in plain:
        return None
    sub = not numbered and bool(_SUB.match(plain))
    best: tuple[str, float] | None = None
    for part in form.parts:
        rank = _rank(part, core(text), numbered, sub)
        if rank and (best is None or rank > best[1]):
            best = part.key, rank
    return best


def _rank(part: PartForm, word: str, numbered: bool, sub: bool) -> float:
    exact = word == core(part.title)
    if sub:
        return 1.0 if exact else 0.0
    if exact:
        return 4.0 if numbered else 2.5
    for place, words in enumerate(part.words):
        if _in_order(words, word):
            likeness = 3.0 - 0.1 * place
            return likeness if numbered else (1.5 if len(word) <= len(core(part.title)) + 4 else 0.0)
    return 0.0


def _in_order(words: Sequence[str], text: str) -> bool:
    at = 0
    for word in words:
        at = text.find(word, at)
        if at < 0:
            return False
        at += len(word)
    return True


def find_parts(
    form: Format, lines: Sequence[Line], first_row: Mapping[str, int], used: frozenset[int]
) -> list[Candidate]:
    """The headings of the parts, in order. `first_row` is the index before which a part's table begins."""
    candidates = []
    for index, line in enumerate(lines):
        found = heading_of(form, line.text) if index not in used else None
        if found:
            candidates.append(Candidate(found[0], index, found[1]))
    return _best_chain([part.key for part in form.parts], _weighed(candidates, first_row))


def _weighed(candidates: list[Candidate], first_row: Mapping[str, int]) -> list[Candidate]:
    """Headings followed at once by another heading (a table of contents) count less, those before their table more."""
    weighed = []
    for number, candidate in enumerate(candidates):
        rank = candidate.rank
        follows = candidates[number + 1].index if number + 1 < len(candidates) else candidate.index + 99
        if follows == candidate.index + 1:
            rank -= 1.2
        table = first_row.get(candidate.part)
        if table is not None:
            between = [c for c in candidates if c.part == candidate.part and candidate.index < c.index <= table]
            rank += 1.5 if candidate.index <= table and not between else (0.0 if candidate.index <= table else -2.0)
        weighed.append(Candidate(candidate.part, candidate.index, rank))
    return weighed


def _best_chain(order: list[str], candidates: list[Candidate]) -> list[Candidate]:
    """The choice of candidates with the greatest sum of ranks in which parts follow in the form's order."""
    best: list[tuple[float, list[Candidate]]] = []
    for candidate in candidates:
        chains = [
            chain
            for chain in best
            if order.index(chain[1][-1].part) < order.index(candidate.part) and chain[1][-1].index < candidate.index
        ]
        score, before = max(chains, key=lambda chain: chain[0], default=(0.0, []))
        best.append((score + candidate.rank, [*before, candidate]))
    return max(best, key=lambda chain: chain[0], default=(0.0, []))[1]


def part_texts(
    lines: Sequence[Line], headings: Sequence[Candidate], used: frozenset[int]
) -> tuple[dict[str, Part], list[str]]:
    """The parts by key, and the lines before the first heading. `used` lines belong to tables."""
    parts: dict[str, Part] = {}
    for number, heading in enumerate(headings):
        end = headings[number + 1].index if number + 1 < len(headings) else len(lines)
        body = [lines[index].text for index in range(heading.index + 1, end) if index not in used]
        if number + 1 == len(headings):
            body = without_signature(without_furniture(body))
        line = lines[heading.index]
        parts[heading.part] = Part(heading.part, line.text.strip(), "\n".join(body), line.place)
    start = headings[0].index if headings else len(lines)
    return parts, [lines[index].text for index in range(start) if index not in used]


def without_signature(body: list[str]) -> list[str]:
    """The lines without the day at their end and the body's name above it."""
    for back in range(1, min(4, len(body) + 1)):
        if _DAY.match(normal(body[-back])):
            end = len(body) - back
            return body[: end - 1] if end and _NAME.match(normal(body[end - 1])) else body[:end]
    return body


def without_furniture(body: list[str]) -> list[str]:
    """The lines before the web site's own furniture begins."""
    for index, text in enumerate(body):
        if len(text) < 80 and _FURNITURE.search(squeeze(text)):
            return body[:index]
    return body
