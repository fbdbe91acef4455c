"""What stands in a value cell: a number, a printed zero, nothing, a stroke, words that say none, or other text."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from zhengwu.statute.report.model import Cell, Kind, Number
from zhengwu.statute.report.readers.words import FOOT_MARKS, simplify, squeeze

_MARKS = re.compile(f"[{re.escape(FOOT_MARKS)}]|⟦[^⟦⟧]*⟧")
_BRACKETED = re.compile(r"^(?P<main>[^(\[【〔]+)(?P<note>[(\[【〔][^)\]】〕]*[)\]】〕]?|注\d{0,2})$")
_NUMBER = re.compile(
    r"^(?P<sign>[+\-\u2212\u2013\u2014\u2010\u2011]|增加?|减少?|新增)?\s*"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*"
    r"(?P<unit>万元|亿元|元|件次|人次|件|项|条|个|份|次|宗|起|部|人)?[。.;]?$"
)
_DASH = re.compile(r"^[-\u2010-\u2015\u2212\u30fc/\\_~\u2500\u2501]{1,6}$")
_NONE = re.compile(r"^(?:无|没有|暂无|未增未减|未增减|无增减|无变化|不变|持平|未发生|未产生|无此项|无此类)[。.]?$")
_ZERO_WORD = re.compile(r"^[零〇][件项个条份次元]?$")
_LESS = {"-", "\u2212", "\u2013", "\u2014", "\u2010", "\u2011", "减", "减少"}
_MOST_DIGITS = 18

BLANK = Cell(kind=Kind.BLANK)


LONGEST = 160  # no figure is printed with a longer note


def read_value(raw: str) -> Cell:
    """The cell that `raw` (the text of one cell) states, without its place. Never guesses: doubtful text is `TEXT`."""
    return _read(raw) if len(raw) <= LONGEST else Cell(None, raw, Kind.TEXT)


@lru_cache(maxsize=16384)
def _read(raw: str) -> Cell:
    if not squeeze(raw):
        return BLANK
    text = raw.strip("\ufeff\u200b \t\r\n\u00a0\u3000")
    text, marks = _strip_marks(text)
    if not text.strip():
        return Cell(None, raw, Kind.DASH)
    text = simplify(unicodedata.normalize("NFKC", text)).strip("\u200b ")
    bracketed = _BRACKETED.match(text)
    note = marks
    if bracketed and squeeze(bracketed["main"]):
        text, note = bracketed["main"].strip(), bracketed["note"] + marks
    if _DASH.match(squeeze(text)):
        return Cell(None, raw, Kind.DASH, note=note)
    if _NONE.match(squeeze(text)):
        return Cell(None, raw, Kind.STATED_NONE, note=note)
    if _ZERO_WORD.match(text):
        return Cell(0, raw, Kind.ZERO, note=note)
    return _number(text, raw, note) or Cell(None, raw, Kind.TEXT)


def _strip_marks(text: str) -> tuple[str, str]:
    """The text without foot marks, and those marks. Done before ③ could become a 3."""
    marks = _MARKS.findall(text)
    return _MARKS.sub("", text), "".join(marks)


def _number(text: str, raw: str, note: str) -> Cell | None:
    found = _NUMBER.match(text)
    if not found:
        return None
    digits = found["digits"].replace(",", "")
    if len(digits) > _MOST_DIGITS:
        return None
    value = _exact(digits)
    if found["sign"] in _LESS:
        value = -value
    if re.match(r"0\d", digits):
        note = (note + " 前置零").strip()
    return Cell(value, raw, Kind.NUMBER if value else Kind.ZERO, found["unit"], note)


def _exact(digits: str) -> Number:
    """The number, whole where it is whole."""
    if "." not in digits:
        return int(digits)
    number = Decimal(digits)
    return int(number) if number == number.to_integral_value() else number


def is_value(cell: Cell) -> bool:
    """Whether a lone line with this text can be a figure of a table: a number, a zero, a stroke or a word for none."""
    return cell.kind in (Kind.NUMBER, Kind.ZERO, Kind.DASH, Kind.STATED_NONE)
