"""The rules on published reports, whose cells were read by hand. They lie outside the repository."""

import pytest

from tests.statute.report.checks.published import FOLDER, names, published
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.model import Cause, Severity

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not FOLDER.exists(), reason=f"no published reports at {FOLDER}"),
]
HONGZE = "hongze-2023"


def found(name):
    """What is found, as rule and severity."""
    return [(finding.rule, finding.severity.value) for finding in check(published(name))]


@pytest.mark.parametrize("name", names())
def test_no_error_but_those_published(name):
    errors = [finding for finding in check(published(name)) if finding.severity is Severity.ERROR]
    wrong = {(finding.rule, finding.expected, finding.found, finding.cells[0].row) for finding in errors}
    hongze = {("T4-ROW", "11", "0", "review"), ("T4-ROW", "5", "0", "suit_after_review")}
    assert wrong == (hongze if name == HONGZE else set())


def test_one_row_of_the_older_form_is_a_warning():
    assert ("FORM-MIXED", "warning") in found(HONGZE)


def test_ninety_of_ninety_granted_is_worth_a_look():
    name = next(name for name in names() if name.startswith("004"))
    assert found(name) == [("T3-GRANTED", "notice")]


def test_percentages_of_one_text_as_checked_by_hand():
    name = next(name for name in names() if name.startswith("001"))
    shares = {(f.expected, f.found): f.cause for f in check(published(name)) if f.rule == "TXT-PERCENT"}
    assert shares == {
        ("94.2%", "95%"): Cause.REPORT,
        ("43.4%", "78%"): Cause.UNSURE,
        ("41.4%", "99%"): Cause.UNSURE,
    }


def test_a_ratio_that_no_whole_number_gives():
    name = next(name for name in names() if name.startswith("000"))
    assert found(name) == [("SEC5", "warning"), ("TXT-ATTAIN", "notice")]


def test_lists_of_one_text_add_up():
    name = next(name for name in names() if name.startswith("003"))
    assert found(name) == []


def test_tables_that_cannot_be_read_are_said_once_each():
    name = next(name for name in names() if name.startswith("002"))
    unread = [finding for finding in check(published(name)) if finding.cause is Cause.UNREAD]
    assert [finding.rule for finding in unread] == ["UNREAD", "UNREAD"]
