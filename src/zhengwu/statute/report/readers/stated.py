"""Recognises the sentence that stands in a table's place: nothing was received, nobody went to court.

Only a sentence that denies the whole thing counts. One that denies a kind of it (书面申请), a result of it (败诉) or
refers elsewhere says nothing about the table.
"""

import re
from collections.abc import Sequence

from zhengwu.statute.report.formats import TableForm
from zhengwu.statute.report.model import Cell, Key, Kind, Place, Table, TableStatus
from zhengwu.statute.report.readers.words import normal

_SPLIT = re.compile("[。;；!！\n]")
_MOST = 80
_WHOLE = re.compile(
    "^(?:本年度?|本机关|我[局县区市镇办单]位?|本单位)?"
    "(?:无|没有|暂无|无此项内容|无此类情况|无相关情况|无相关内容|未发生)$"
)
_DENIED = "(?:均?未曾?(?:收到|接到|接收|受理|发生|产生|出现|有|被|因)|没有(?:收到|接到|受理|发生|被|因|出现)?|无)"
_NAUGHT = "(?:均?为(?:0|零)[件宗起次例]?|(?:0|零)[件宗起次例]|均?为?无)"
_TOPICS = {
    "requests": "(?:依申请公开|公开申请|申请公开|信息申请|信息公开的?申请|要求公开|提出公开|申请)",
    "remedies": "(?:行政复议|行政诉讼|复议|诉讼)",
}
_ELSEWHERE = re.compile(
    "书面|网上|网络|当面|口头|邮寄|传真|附件|附表|见下|如下|另行|从略|败诉|纠错|纠正|撤销|不服|缴费|收费|费用|逾期|超期|延期|"
    "投诉|举报|上年|去年|结转|可以|应当|依法申请|如有|其中|除|外,|但|不予|无法|有效|重复"
)
_ROWS = {"review": "复议", "direct_suit": "诉讼|起诉|应诉", "suit_after_review": "诉讼|起诉|应诉"}


def stated_none(table: TableForm, text: str, place: Place | None) -> Table | None:
    """The table as a sentence of its part states it to be empty; None where no sentence does."""
    keys = [row.key for _, row in table.lines() if not row.optional]
    if _WHOLE.match(normal(text).strip("。.")):
        return _all(table, keys, text.strip(), place)
    topic = _TOPICS.get(table.key)
    sentences = [sentence for sentence in _SPLIT.split(text) if sentence.strip()]
    if topic is None or any(re.search(r"[1-9]\d*\s*[件起宗]", normal(sentence)) for sentence in sentences):
        return None
    for sentence in sentences:
        if _denies(topic, normal(sentence)):
            rows = [key for key in keys if key not in _ROWS or re.search(_ROWS[key], normal(sentence))]
            return _all(table, rows, sentence.strip(), place) if rows else None
    return None


def _denies(topic: str, sentence: str) -> bool:
    """Whether the sentence says that there was nothing of the topic at all."""
    plain = re.sub(r"20\d\d年度?|1月1日|12月31日", "", sentence)
    if len(plain) > _MOST or _ELSEWHERE.search(plain):
        return False
    before, behind = f"{_DENIED}[^,，]{{0,30}}{topic}", f"{topic}[^,，]{{0,16}}{_NAUGHT}$"
    return bool(re.search(before, plain) or re.search(behind, plain))


def _all(table: TableForm, rows: Sequence[str], sentence: str, place: Place | None) -> Table:
    wanted = set(rows)
    cells: dict[Key, Cell] = {
        key: Cell(None, sentence, Kind.STATED_NONE, place=place) for key in table.keys if key[0] in wanted
    }
    complete = len(cells) == len(table.keys)
    return Table(table.key, "", TableStatus.STATED_NONE if complete else TableStatus.PARTIAL, cells, sentence)
