"""Recognises the sentence that stands in a table's place: nothing was received, nobody went to court."""

import re
from collections.abc import Sequence

from zhengwu.statute.report.formats import TableForm
from zhengwu.statute.report.model import Cell, Key, Kind, Place, Table, TableStatus
from zhengwu.statute.report.readers.words import normal

_NONE = re.compile(r"(?:均?未(?:曾)?(?:收到|接到|发生|受理|产生|出现|有|被|因)|没有(?:收到|发生|接到|受理|产生)?|无|均为(?:0|零)|(?:0|零)[件宗起])")
_SPLIT = re.compile("[。;；!！\n]")
_TOPICS = {
    "requests": re.compile("申请|依申请"),
    "remedies": re.compile("复议|诉讼|行政诉"),
}
_ROWS = {"review": re.compile("复议"), "direct_suit": re.compile("诉讼|起诉"), "suit_after_review": re.compile("诉讼|起诉")}
_LAST = re.compile("^(?:本年度?|本机关|我局|本单位)?(?:无|没有|暂无|无此项内容|无此类情况|无相关情况|无相关内容|0|零)$")
_OTHERS = re.compile("上年|去年|上年度|结转|逾期|超期|投诉|收费|费用|答复不及时")


def stated_none(table: TableForm, text: str, place: Place | None) -> Table | None:
    """The table as stated to be empty by a sentence of its part; None where no sentence says so."""
    plain = normal(text)
    said = _LAST.match(plain.strip("。."))
    if said:
        return _all(table, [row.key for _, row in table.lines() if not row.optional], text, place)
    topic = _TOPICS.get(table.key)
    if topic is None:
        return None
    for sentence in _SPLIT.split(text):
        short = normal(sentence)
        if topic.search(short) and _NONE.search(short) and len(short) < 90 and not _OTHERS.search(short):
            rows = _rows_named(table, short)
            return _all(table, rows, sentence.strip(), place) if rows else None
    return None


def _rows_named(table: TableForm, sentence: str) -> list[str]:
    """The rows that the sentence speaks of: all, unless it names only some of them."""
    keys = [row.key for _, row in table.lines() if not row.optional]
    named = [key for key in keys if key not in _ROWS or _ROWS[key].search(sentence)]
    return named


def _all(table: TableForm, rows: Sequence[str], sentence: str, place: Place | None) -> Table:
    wanted = set(rows)
    cells: dict[Key, Cell] = {
        key: Cell(None, sentence, Kind.STATED_NONE, place=place) for key in table.keys if key[0] in wanted
    }
    complete = len(cells) == len(table.keys)
    return Table(table.key, "", TableStatus.STATED_NONE if complete else TableStatus.PARTIAL, cells, sentence)
