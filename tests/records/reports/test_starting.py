"""The text that a report starts with is true of its figures, whatever they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.records.reports.test_count import matters
from zhengwu.records.cases.models import OPEN_END
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.count import FeeTotals, Group, fold
from zhengwu.records.reports.passages import check_text, filled, values_of
from zhengwu.records.reports.starting import preface, starting_text
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import format_for_year


def report_of(ledger, year, documents):
    """A report with the starting texts, over these matters."""
    form = format_for_year(year)
    groups = [
        Group(m.procedure, m.concluded or OPEN_END, m.outcome, m.counted_class, m.entered, 7)
        for m in ledger
        if m.entered and m.entered <= year and (m.concluded or OPEN_END) >= year
    ]
    figures, _ = fold(groups, year, form)
    figures |= {CellKey("publications", *key): documents for key in form.table("publications").keys}
    figures |= {key: 0 for key in figures if key[1:] in {("licensing", "change"), ("government_rules", "issued")}}
    tables = {}
    for (table, row, column), number in figures.items():
        tables.setdefault(table, {}).setdefault(row, {})[column] = number
    made = compose(form, "青禾区人民政府", year, tables)
    values = values_of(made, FeeTotals())
    texts = {part.key: starting_text(part.key, values) for part in form.parts}
    for text in texts.values():
        check_text(text, form)
    told = {key: filled(text, values).text for key, text in texts.items()}
    return compose(form, "青禾区人民政府", year, tables, texts=told, preface=preface(year, form.document))


@given(ledger=st.lists(matters(), max_size=25), year=st.sampled_from([2020, 2021, 2026]), documents=st.integers(0, 3))
@settings(max_examples=150, deadline=None)
def test_no_rule_about_texts_has_anything_to_say(ledger, year, documents):
    found = check(report_of(ledger, year, documents))
    about_texts = ("TXT", "PART", "SEC5", "FEE", "PERIOD", "YEAR", "T3", "T4")
    assert not [one for one in found if one.rule.startswith(about_texts) and one.rule != "T3-GRANTED"]


@pytest.mark.parametrize("part", ["publications", "requests", "remedies"])
def test_where_the_tables_say_it_all_there_is_no_text(part):
    assert starting_text(part, {}) == ""
