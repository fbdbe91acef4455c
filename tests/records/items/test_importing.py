"""Items out of files: what is exported and imported again changes nothing; what is wrong is told with its place."""

import io
from contextlib import suppress
from dataclasses import replace

import pytest
import xlsxwriter

from tests.conftest import START
from tests.statute.catalogue.samples import FOOD
from zhengwu.records.items import importing
from zhengwu.records.items.files import KINDS, written
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.items.queries import facts, holding
from zhengwu.records.moments import day_of
from zhengwu.records.troubles import Trouble
from zhengwu.statute.catalogue import Limit, Record
from zhengwu.statute.catalogue.tables import Told

TODAY = day_of(START)
FILING = Record("=食品小作坊备案", "filing", local_code="-7", objects=("enterprise",), conditions=("@有场所",))


@pytest.fixture
def loaded(district):
    """Two items of 审批局, one of whose texts a spreadsheet would take for formulas."""
    return load([Loaded(district.bureau, one, TODAY) for one in (FOOD, FILING)], by="导入", at=START)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_exported_and_imported_again_changes_nothing(loaded, district, actors, kind):
    content = importing.export(kind, [district.bureau], by=actors["head"], on=TODAY, at=START)
    found = importing.look(district.bureau, content, by=actors["head"])
    assert found.faults == ()
    assert [(one.what, one.item_id, one.faults) for one in found.rows] == [("same", pk, ()) for pk in reversed(loaded)]


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_house_takes_all_of_a_file_over(district, actors, kind):
    content = written(kind, [Told("A-1", "", FOOD), Told("A-2", "", FILING)])
    found = importing.look(district.bureau, content, by=actors["head"])
    assert [one.what for one in found.rows] == ["new", "new"]
    made = importing.apply(found, by=actors["head"], at=START)
    done, left = importing.publish_all(made, by=actors["leader"], at=START)
    assert (done, left) == (2, ())
    assert holding(made[0], TODAY).record == FOOD
    assert holding(made[1], TODAY).record == FILING
    assert facts(made[0]).code == "A-1"


def test_what_differs_is_shown_before_it_is_written(loaded, district, actors):
    (code, faster) = facts(loaded[0]).code, replace(FOOD, promised=Limit(2), stages=FOOD.stages[:1])
    found = importing.look(district.bureau, written("xlsx", [Told(code, "审批局", faster)]), by=actors["head"])
    (row,) = found.rows
    assert row.what == "changed"
    assert [one.path for one in row.differences][-1] == "stages[delivery]"
    assert ("promised.length", "5", "2") in [(one.path, one.before, one.after) for one in row.differences]
    assert "G23" in {one.rule.id for one in row.findings}
    importing.apply(found, by=actors["head"], at=START)
    assert holding(loaded[0], TODAY).record == FOOD
    done, left = importing.publish_all([loaded[0]], by=actors["head"], at=START)
    assert (done, left[0].trouble.code) == (0, "forbidden")


def test_a_row_that_is_wrong_is_told_and_left_out(loaded, district, actors):
    content = written("csv", [Told("N-1", "民政局", FOOD), Told("N-2", "", FILING), Told("N-2", "", FILING)])
    found = importing.look(district.bureau, content, by=actors["head"])
    assert [one.what for one in found.rows] == ["wrong", "new", "wrong"]
    assert [one.faults[0].column for one in found.rows if one.faults] == ["实施主体", "事项编码"]
    assert len(importing.apply(found, by=actors["head"], at=START)) == 1


def test_a_spreadsheet_of_another_system_is_read(district, actors):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("实施清单")
        page.merge_range(0, 0, 0, 5, "青禾区实施清单")
        heads = ("主项名称", "事项名称", "事项类型", "基本编码", "承诺办结时限", "实施编码")
        page.write_row(1, 0, heads)
        page.write_row(2, 0, ("道路运输", "货运许可", 1, 440118003001, "5个工作日"))
        page.write_row(3, 0, ("", "客运许可", "01", 440118003002, 7, 1.1370800123456789e30))
    found = importing.look(district.bureau, out.getvalue(), by=actors["head"])
    first, second = found.rows
    assert (first.what, first.record.main, first.record.catalog_code) == ("new", "道路运输", "440118003001")
    assert first.record.promised == Limit(5)
    assert [(one.sheet, one.row, one.column) for one in second.faults] == [("实施清单", 4, "实施编码")]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", b"\xff\xfe\x00", b"[1,", b"{}", b'"a', b"a,b\r\n1,2", b"x" * 21_000_000],
)  # fmt: skip
def test_it_refuses_what_is_no_list_of_items(district, actors, content):
    with suppress(Trouble):
        found = importing.look(district.bureau, content, by=actors["head"])
        assert (found.rows, len(found.faults)) == ((), 1)


def test_json_that_is_wrong_is_told_by_its_path(district, actors):
    content = b'[{"record": {"name": "a", "type": "licence", "materials": [{"key": "a"}]}}, 7]'
    rows = importing.look(district.bureau, content, by=actors["head"]).rows
    assert [one.faults[0].column for one in rows] == ["materials[0].name", ""]


def test_it_refuses_those_without_the_right(district, actors):
    for body, actor in ((district.bureau, "clerk"), (district.foreign, "head")):
        with pytest.raises(Trouble, match="forbidden"):
            importing.look(body, b"[]", by=actors[actor])
