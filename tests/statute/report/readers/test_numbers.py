"""What a cell's text states. A doubtful text is words, never a number."""

from decimal import Decimal

import pytest

from zhengwu.statute.report.model import Kind
from zhengwu.statute.report.readers.numbers import read_value

STATED = {
    "0": 0,
    "零": 0,
    "90": 90,
    "１２，３４５": 12345,
    "1,234.50": Decimal("1234.5"),
    "+299": 299,
    "增72": 72,
    "减4": -4,
    "-98": -98,
    "\u22128": -8,
    "12件": 12,
    "0346": 346,
    "7730.28": Decimal("7730.28"),
    "160.5964万元": Decimal("160.5964"),
    "22（其中修订16件）": 22,
    "295(含2件": 295,
    "5①": 5,
    "5⟦1⟧": 5,
    "102080③[2]": 102080,
    "1996注1": 1996,
    "12。": 12,
}
WORDS = "1,23|1 234|约20|20余|>5|2O|3-5|62%|(8)|十二|1\n2|12(含3)4|2023年|详见附件|1234567890123456789".split("|")


@pytest.mark.parametrize("raw", STATED)
def test_a_number_is_read_as_printed(raw: str) -> None:
    cell = read_value(raw)
    assert (cell.value, cell.raw) == (STATED[raw], raw)
    assert cell.kind is (Kind.ZERO if STATED[raw] == 0 else Kind.NUMBER)


@pytest.mark.parametrize("raw", WORDS)
def test_it_refuses_to_make_a_number_of_words(raw: str) -> None:
    cell = read_value(raw)
    assert (cell.value, cell.kind) == (None, Kind.TEXT)


@pytest.mark.parametrize("raw", ["-", "—", "/", "／", "*"])
def test_a_stroke_is_no_zero(raw: str) -> None:
    assert (read_value(raw).value, read_value(raw).kind) == (None, Kind.DASH)


@pytest.mark.parametrize("raw", ["无", "未增未减", "没有"])
def test_words_for_none_are_kept_as_words(raw: str) -> None:
    assert (read_value(raw).value, read_value(raw).kind, read_value(raw).stated) == (None, Kind.STATED_NONE, 0)


@pytest.mark.parametrize("raw", ["", " ", "\u00a0", "\u3000\u200b"])
def test_a_blank_is_a_blank(raw: str) -> None:
    assert (read_value(raw).value, read_value(raw).kind) == (None, Kind.BLANK)


def test_unit_note_and_leading_zeros_are_kept() -> None:
    assert read_value("1211.66万元").unit == "万元"
    assert read_value("22（其中修订16件）").note == "(其中修订16件)"
    assert "前置零" in read_value("0346").note
