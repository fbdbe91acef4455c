"""The editor: what is shown and sent back unchanged is the same item; rows come, go and move without loss."""

from collections import defaultdict

import pytest
from django.http import QueryDict

from examples.district.services import offered
from tests.statute.catalogue.samples import FOOD
from zhengwu.workbench.items.sections import BY_KEY, SECTIONS
from zhengwu.workbench.items.writing import record_of, sent, sheet

RECORDS = [one.record for one in offered(defaultdict(lambda: "11110000000021135M"))]


def typed(found):
    """A sheet as a browser sends it."""
    query = QueryDict(mutable=True)
    for table in found.tables:
        if table.many:
            query[f"rows-{table.part}"] = str(len(table.groups))
    for name, values in found.filled.values.items():
        query.setlist(name, list(values))
    return query


def test_it_works():
    query = typed(sheet(BY_KEY["identity"], FOOD))
    query["name"] = "食品经营许可（仅销售预包装食品）"
    found = sent(BY_KEY["identity"], FOOD, query)
    assert found.filled.sound
    assert record_of(found, FOOD).name == "食品经营许可（仅销售预包装食品）"


@pytest.mark.parametrize("section", SECTIONS, ids=lambda one: one.key)
def test_what_is_sent_back_unchanged_is_the_same(section):
    for record in [FOOD, *RECORDS[::7]]:
        found = sent(section, record, typed(sheet(section, record)))
        assert found.filled.sound, (record.name, found.filled.problems)
        assert record_of(found, record) == record


def test_a_row_is_added_dropped_and_moved():
    section = BY_KEY["materials"]
    begun = sheet(section, FOOD)
    names = [one.name for one in FOOD.materials]
    more = sent(section, FOOD, typed(begun), "add materials")
    assert len(more.tables[0].groups) == len(names) + 1
    same = record_of(sent(section, FOOD, typed(more)), FOOD)
    assert same == FOOD, "a row in which nothing was typed is none"
    moved = record_of(sent(section, FOOD, typed(sent(section, FOOD, typed(begun), "up materials 1"))), FOOD)
    assert [one.name for one in moved.materials][:2] == names[1::-1]
    fewer = record_of(sent(section, FOOD, typed(sent(section, FOOD, typed(begun), "drop materials 0"))), FOOD)
    assert [one.name for one in fewer.materials] == names[1:]


def test_a_new_row_gets_a_key_that_nobody_has():
    section = BY_KEY["materials"]
    query = typed(sent(section, FOOD, typed(sheet(section, FOOD)), "add materials"))
    query[f"materials-{len(FOOD.materials)}-name"] = "食品安全管理制度文本"
    made = record_of(sent(section, FOOD, query), FOOD).materials
    assert len({one.key for one in made}) == len(made) == len(FOOD.materials) + 1


def test_answers_keep_their_keys_and_new_ones_get_some():
    section = BY_KEY["situations"]
    query = typed(sheet(section, FOOD)) if FOOD.questions else typed(sent(section, FOOD, QueryDict(), "add questions"))
    query["questions-0-text"] = "经营场所是否自有？"
    query["questions-0-choices"] = "own：自有\n租用"
    made = record_of(sent(section, FOOD, query), FOOD).questions[0]
    assert [(one.key, one.text) for one in made.choices] == [("own", "自有"), ("a1", "租用")]


def test_it_refuses_a_row_that_is_begun_and_says_nothing_of_what_it_must():
    section = BY_KEY["fees"]
    query = typed(sent(section, FOOD, typed(sheet(section, FOOD)), "add fees"))
    at = int(query["rows-fees"]) - 1
    query[f"fees-{at}-yuan"] = "50"
    found = sent(section, FOOD, query)
    assert {f"fees-{at}-name", f"fees-{at}-standard", f"fees-{at}-basis"} <= set(found.filled.problems)
    assert found.filled[f"fees-{at}-yuan"] == "50"
