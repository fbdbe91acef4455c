"""The pages about procedures: examples are run, generated pages are compared."""

import pytest

from tests.statute.procedures.cast import CALENDAR, REQUEST
from tests.statute.procedures.pages import FOLDER, examples, page
from zhengwu.statute.procedures import due, event_from, follow, procedure, procedures

EXAMPLES = [(REQUEST, *one) for one in examples()]
EXAMPLES += [(procedure("licensing"), *one) for one in examples("approvals")]


@pytest.mark.parametrize(("rules", "name", "told", "rows", "refused"), EXAMPLES, ids=[one[1] for one in EXAMPLES])
def test_an_example_of_the_page_about_due_dates(rules, name, told, rows, refused):
    case, why = follow(rules, map(event_from, told), CALENDAR)
    assert (why and why.code) == refused
    assert len(case.events) == len(told) - bool(refused)
    assert rows or refused
    for clock, party, on, note in rows:
        found = due(case, case.clock(clock, party), CALENDAR)
        assert (found.on and str(found.on)) == on
        assert found.provisional == (note == "provisional")


@pytest.mark.parametrize("one", procedures(), ids=lambda one: one.key)
def test_a_generated_page_is_up_to_date(one):
    assert (FOLDER / f"{one.key}.md").read_text("utf-8") == page(one)


def test_there_are_no_pages_of_procedures_that_are_gone():
    assert {file.stem for file in FOLDER.iterdir()} == {one.key for one in procedures()}
