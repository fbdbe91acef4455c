"""The guide tells the table as it is; every sentence of it is fit to be sent."""

import re

from tests.records.notices.pages import GUIDE, page
from zhengwu.records.notices.table import CHANNELS, OUTSIDE, occasions
from zhengwu.statute.procedures import procedures


def test_the_guide_tells_the_table_as_it_is():
    assert GUIDE.read_text("utf-8") == page(), "python -m tests.records.notices.pages"


def test_every_sentence_is_short_and_said_twice():
    for one in occasions().values():
        assert len(one.title.zh) <= 30, one.key
        assert not re.search("[一-鿿]", one.title.en + one.do.en), one.key
        assert one.do.zh.endswith("。"), one.key


def test_an_occasion_has_one_audience_and_known_ways():
    for one in occasions().values():
        assert set(one.channels) <= set(CHANNELS)
        assert len(one.to) == 1 or not set(one.to) & set(OUTSIDE)
        assert "app" not in one.channels or one.side == "staff"


def test_no_step_is_two_occasions_for_the_same_audience():
    seen, everywhere = set(), tuple(rules.key for rules in procedures())
    for one in occasions().values():
        told = {(step, rules, one.side, one.only_by) for step in one.steps for rules in one.rules or everywhere}
        assert not told & seen, one.key
        seen |= told
