"""The base catalogue out of a file: what differs is told first, then written; no line is lost by a slip."""

import json
from dataclasses import replace

import pytest

from tests.conftest import START
from zhengwu.records.items import baselines, entries
from zhengwu.records.troubles import Trouble
from zhengwu.statute.catalogue.lines import departures
from zhengwu.statute.catalogue.model import Basis, CatalogueLine, Record

pytestmark = pytest.mark.django_db
HEAD = "基本编码,事项名称,事项类型,行使层级\n"
FIRST = HEAD + "440117002000,食品经营许可,行政许可,县级\n440117003000,公共场所卫生许可,,\n"


@pytest.fixture
def boss(actors):
    """Who looks after the bodies below."""
    return actors["supervisor"]


def brought(text, boss, **said):
    """Looks at a file and writes it."""
    found = baselines.look(text.encode(), by=boss)
    return found, baselines.apply(found, by=boss, at=START, **said)


def counts(found):
    """New, changed, the same, wrong."""
    return tuple(found.count(what) for what in ("new", "changed", "same", "wrong"))


def names():
    """The lines in force."""
    return [one.name for one in entries.listed(0).rows]


def test_it_works(boss, district):
    found, done = brought(FIRST, boss)
    assert (counts(found), done.new) == ((2, 0, 0, 0), 2)
    changed = FIRST.replace("食品经营许可,行政许可,县级", "食品经营许可证核发,行政许可,县级、市级")
    found, done = brought(changed, boss)
    assert (counts(found), done.changed) == ((0, 1, 1, 0), 1)
    assert [(one.path, one.before, one.after) for one in found.rows[0].differences] == [
        ("name", "食品经营许可", "食品经营许可证核发"), ("levels", "县级", "县级、市级"),
    ]  # fmt: skip
    assert names() == ["食品经营许可证核发", "公共场所卫生许可"]


def test_json_is_read_as_tables_are(boss, district):
    said = [{"code": 440117002000, "name": "食品经营许可", "levels": ["county", "市级"]},
            {"基本编码": "440117003000", "事项名称": "公共场所卫生许可", "设定依据": None},
            {"code": "4401", "name": "短"}]  # fmt: skip
    found, _ = brought(json.dumps(said), boss)
    assert counts(found) == (2, 0, 0, 1)
    assert found.rows[0].line.levels == ("county", "city")
    assert (found.rows[2].number, found.rows[2].faults[0].row) == (3, 3), "counted from the first of the list"


@pytest.mark.parametrize("text", ['{"code": "440117002000"}', "[1]", "[", "[[]]"])
def test_json_that_is_no_list_of_lines_is_refused(boss, district, text):
    with pytest.raises(Trouble) as refused:
        baselines.look(text.encode(), by=boss)
    assert refused.value.where == "file"
    found = baselines.look(b"[]", by=boss)
    assert (found.rows, len(found.faults)) == ((), 1)


def test_how_an_item_is_not_as_its_line():
    line = CatalogueLine("440117002000", "食品经营许可", "licence", ("city",), "《食品安全法》第三十五条")
    bases = (Basis("食品安全法"), Basis("《行政许可法》"))
    record = Record("小餐饮店经营许可", "confirmation", level="county", bases=bases)
    assert [(one.path, one.before, one.after) for one in departures(line, record)] == [
        ("name", "食品经营许可", "小餐饮店经营许可"), ("type", "行政许可", "行政确认"), ("levels", "市级", "县级"),
        ("basis", "《食品安全法》第三十五条", "《行政许可法》"),
    ]  # fmt: skip
    alike = replace(record, main="食品经营许可", type="licence", level="city", bases=bases[:1])
    assert departures(line, alike) == ()


def test_what_is_wrong_stays_out_and_the_rest_goes_in(boss, district):
    found, _ = brought(FIRST + "4401,短,,\n", boss)
    assert (counts(found), len(names())) == ((2, 0, 0, 1), 2)
    assert (found.rows[2].faults[0].row, found.rows[2].faults[0].column) == (4, "基本编码")


def test_a_line_keeps_its_type(boss, district):
    brought(HEAD + "449917002000,甲,行政许可,\n", boss)
    found, _ = brought(HEAD + "449917002000,甲,行政奖励,\n", boss)
    assert counts(found) == (0, 0, 0, 1)


def test_lines_that_are_not_named_stay_or_end_as_a_whole(boss, district):
    brought(FIRST, boss)
    one = HEAD + "440117002000,食品经营许可,行政许可,县级\n"
    assert brought(one, boss)[1].ended == 0
    assert brought(one + "4401,短,,\n", boss, whole=True)[1].ended == 0
    found, done = brought(one, boss, whole=True)
    assert (found.others, done.ended, names()) == ((("440117003000", "公共场所卫生许可"),), 1, ["食品经营许可"])
    assert counts(brought(FIRST, boss)[0]) == (0, 1, 1, 0)
    assert len(names()) == 2


def test_it_refuses_who_looks_after_one_body_only(actors, district):
    with pytest.raises(Trouble) as refused:
        baselines.look(FIRST.encode(), by=actors["head"])
    assert refused.value.kind == "forbidden"


def test_a_file_that_is_none_is_refused(boss, district):
    with pytest.raises(Trouble):
        baselines.look(b"PK\x03\x04broken", by=boss)
