"""Columns: the standard ones renamed and closed, the office's own added and moved; what is refused."""

from datetime import UTC, date, datetime

import pytest

from tests.records.publications.shelf import publication
from zhengwu.records.publications import columns
from zhengwu.records.troubles import Trouble

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture
def above(actors):
    return actors["supervisor"]


def test_it_works(district, above):
    key = columns.add("青禾榜样", "news", by=above, at=AT)
    columns.change("news", "青禾动态", "", by=above, at=AT)
    publication(district.bureau, date(2026, 3, 3), column=key)
    found = {one.column.key: one for one in columns.tree()}
    assert (found["news"].column.name, found[key].depth, found[key].count) == ("青禾动态", 1, 1)
    assert (found["news"].standard, found[key].standard) == (True, False)
    columns.change(key, "榜样", "statutory", by=above, at=AT)
    assert columns.columns()[key].parent == "statutory"


def test_a_closed_column_takes_nothing_new_until_it_is_open_again(above, district):
    columns.close("notices", by=above, at=AT)
    assert not columns.is_open("notices")
    assert next(one for one in columns.tree() if one.column.key == "notices").closed
    columns.reopen("notices", by=above, at=AT)
    assert columns.is_open("notices")


def test_the_tree_holds_every_standard_column_after_the_one_it_stands_under(db):
    keys = [one.column.key for one in columns.tree()]
    assert set(keys) == set(columns.columns())
    assert all(not one.column.parent or keys.index(one.column.parent) < at for at, one in enumerate(columns.tree()))


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        (lambda by: columns.close("statutory", by=by, at=AT), "open_below"),
        (lambda by: columns.add("统计信息", "statutory", by=by, at=AT), "name_taken"),
        (lambda by: columns.add("", "", by=by, at=AT), "name_wrong"),
        (lambda by: columns.add("新栏目", "nowhere", by=by, at=AT), "unknown_choice"),
        (lambda by: columns.change("statutory", "法定", "budget", by=by, at=AT), "in_itself"),
        (lambda by: columns.change("budget", "预算", "", by=by, at=AT), "standard_column"),
        (lambda by: columns.reopen("news", by=by, at=AT), "not_closed"),
        (lambda by: columns.change("nowhere", "甲", "", by=by, at=AT), "not_found"),
    ],
)
def test_it_refuses(district, above, deed, code):
    with pytest.raises(Trouble) as refused:
        deed(above)
    assert refused.value.code == code


def test_it_refuses_columns_deeper_than_three(district, above):
    second = columns.add("二级", "news", by=above, at=AT)
    third = columns.add("三级", second, by=above, at=AT)
    with pytest.raises(Trouble, match="too_deep"):
        columns.add("四级", third, by=above, at=AT)


def test_only_who_looks_after_the_topmost_body_may(district, actors):
    assert columns.looks_after(actors["supervisor"])
    for post in ("head", "clerk", "administrator"):
        assert not columns.looks_after(actors[post])
        with pytest.raises(Trouble, match="forbidden"):
            columns.add("新栏目", "", by=actors[post], at=AT)
