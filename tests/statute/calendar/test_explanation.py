"""The sentences that explain a period agree with the period, whatever it is."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zhengwu.statute.calendar import Overlay, Unit, explained, national

STARTS = st.dates(date(2007, 1, 1), date(2040, 12, 31))
UNITS = st.sampled_from(Unit)


@given(STARTS, st.integers(1, 70), UNITS)
def test_the_sentences_agree_with_the_end(start, length, unit):
    end, lines = explained(national(), start, length, unit)
    assert end == national().end_of(start, length, unit)
    kinds = [line.kind for line in lines]
    assert kinds[:2] == ["start", "limit"]
    assert ("warning" in kinds) == end.provisional
    assert ("move" in kinds) == (end.before_move is not None)
    (last,) = [line for line in lines if line.kind == "end"]
    assert (last.until, last.until.isoformat() in last.en) == (end.on, True)
    assert f"{end.on.year}年{end.on.month}月{end.on.day}日" in last.zh


@given(STARTS, st.integers(1, 70))
def test_the_days_that_are_told_add_up(start, length):
    end, lines = explained(national(), start, length, Unit.WORKING_DAYS)
    left_out = sum(line.days for line in lines if line.kind == "skip")
    assert left_out + length == (end.on - start).days
    (total,) = [line for line in lines if line.kind == "count"]
    assert [int(number) for number in re.findall(r"\d+", total.zh)] == [left_out + length, length, left_out]


@given(STARTS, st.integers(0, 70), UNITS)
def test_every_sentence_is_said_in_both_languages(start, length, unit):
    for line in explained(national(), start, length, unit)[1]:
        assert line.zh.endswith("。")
        assert line.en.endswith(".")
        assert not re.search(r"[一-鿿]", line.en)


def test_a_local_document_is_named_and_so_is_the_article():
    storm = Overlay(date(2026, 11, 23), date(2026, 11, 24), False, "暴雪停工", "某政办〔2026〕9号")
    lines = explained(national().with_overlays([storm]), date(2026, 11, 20), 5, Unit.WORKING_DAYS, "条例第三十条")[1]
    assert lines[1].basis == "条例第三十条"
    (skip,) = [line for line in lines if line.kind == "skip" and line.basis]
    assert (skip.basis, skip.days) == ("某政办〔2026〕9号", 2)
    assert "暴雪停工，2天不计入" in skip.zh


def test_one_day_is_said_in_the_singular():
    lines = explained(national(), date(2026, 1, 5), 1, Unit.MONTHS)[1]
    assert lines[1].en == "The period is 1 month."
    assert [line.kind for line in explained(national(), date(2026, 1, 5), 0, Unit.WORKING_DAYS)[1]] == [
        "start", "limit", "end",
    ]  # fmt: skip
