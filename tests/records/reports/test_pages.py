"""The page about counting says what the count does."""

import re
from pathlib import Path

import pytest

from tests.records.reports.conftest import Matter
from zhengwu.records.organs.models import Body
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.count import count
from zhengwu.records.reports.drafting import form_for
from zhengwu.records.reports.drill import drill

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rules" / "counting.md"


def rows(section, head):
    """The rows of the table of a section whose first column is headed so."""
    found = re.search(rf"^\| {head} \|.*\n\|[-|]+\n((?:\|.*\n?)+)", section, re.MULTILINE)
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in found[1].splitlines()]


EXAMPLES = [section for section in PAGE.read_text("utf-8").split("\n## ")[1:] if "| Request |" in section]


def matter(number, procedure, entered, concluded, outcome, counted_class):
    first, _, redone = outcome.partition(", then ")
    years = [None if year == "-" else int(year) for year in (entered, concluded)]
    return Matter(procedure, *years, first.strip("-"), counted_class, redone, of=int(number))


@pytest.mark.parametrize("section", EXAMPLES, ids=lambda section: section.splitlines()[0])
def test_an_example_of_the_page(district, file_matters, section):
    file_matters(district.bureau, [matter(*row) for row in rows(section, "Request")])
    for year, counting, cell, number in rows(section, "Year"):
        Body.objects.filter(pk=district.bureau).update(counting=f"per_{counting}")
        form, key = form_for(int(year)), CellKey(*cell.split("."))
        assert count(district.bureau, int(year), form).figures[key] == int(number), (year, cell)
        assert len(drill(district.bureau, int(year), form, key)) == int(number), (year, cell)


def test_the_page_has_its_examples():
    assert len(EXAMPLES) == 5
