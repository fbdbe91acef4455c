"""Every rule is in the catalogue, has a case, does not fire where all is well, and fires where it should."""

from pathlib import Path

import pytest

from tests.statute.report.checks.cases import CASES, Case
from tests.statute.report.checks.pages import catalogue_page
from zhengwu.statute.report.checks import RULES, catalogue, check
from zhengwu.statute.report.formats import formats
from zhengwu.statute.report.model import Severity

ORDER = list(Severity)
PAGE = Path(__file__).resolve().parents[4] / "docs" / "rules" / "catalogue.md"


def test_every_rule_of_the_catalogue_has_a_case():
    assert {rule.id for rule in catalogue()} == set(CASES)


@pytest.mark.parametrize("rule", CASES)
def test_a_damaged_report_is_found_with_its_cells(rule):
    case: Case = CASES[rule]
    found = [finding for finding in check(case.damaged, **case.given) if finding.rule == rule]
    assert [{(ref.row, ref.column) for ref in finding.cells} for finding in found] == [set(case.cells)]


@pytest.mark.parametrize("rule", CASES)
def test_a_sound_report_is_left_alone(rule):
    case: Case = CASES[rule]
    given = {} if case.sound is case.damaged else case.given
    assert [finding.sentence for finding in check(case.sound, **given) if finding.rule == rule] == []


@pytest.mark.parametrize("rule", CASES)
def test_a_finding_says_what_and_why_in_both_languages(rule):
    known = {entry.id: entry for entry in catalogue()}
    case: Case = CASES[rule]
    for finding in check(case.damaged, **case.given):
        assert ORDER.index(finding.severity) >= ORDER.index(known[finding.rule].severity)
        assert finding.basis
        assert finding.sentence.endswith("。")
        assert finding.gloss.endswith(".")


def test_findings_come_gravest_first():
    found = check(CASES["T4-ROW"].damaged) + check(CASES["SEC5"].damaged)
    for case in CASES.values():
        severities = [ORDER.index(finding.severity) for finding in check(case.damaged, **case.given)]
        assert severities == sorted(severities)
    assert found


def test_the_text_alone_never_makes_an_error():
    for case in CASES.values():
        for finding in check(case.damaged, **case.given):
            assert not (finding.rule.startswith("TXT-") and finding.severity is Severity.ERROR)


def test_ids_come_once_and_severities_follow_the_forms():
    ids = [rule.id for rule in catalogue()]
    assert len(ids) == len(set(ids))
    stated = {(equation.id, equation.severity) for form in formats() for equation in form.equations}
    assert stated == {(r.id, r.severity.value) for r in catalogue() if r.id not in {rule.id for rule in RULES}}


def test_the_page_of_all_rules_is_the_catalogue():
    assert PAGE.read_text("utf-8") == catalogue_page(), "run: python -m tests.statute.report.checks.pages"
