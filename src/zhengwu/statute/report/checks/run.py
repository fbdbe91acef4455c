"""Runs every rule on a report and sorts what they find, gravest first."""

from collections.abc import Iterator, Mapping
from datetime import date

from zhengwu.statute.report.checks.cells import check_cells
from zhengwu.statute.report.checks.dates import check_dates
from zhengwu.statute.report.checks.equations import check_equations
from zhengwu.statute.report.checks.narrative.agreement import check_agreement
from zhengwu.statute.report.checks.narrative.lists import check_lists
from zhengwu.statute.report.checks.narrative.ratios import check_ratios
from zhengwu.statute.report.checks.narrative.sentences import sentences
from zhengwu.statute.report.checks.parts import check_parts
from zhengwu.statute.report.checks.plausibility import check_plausibility
from zhengwu.statute.report.checks.shape import check_shape
from zhengwu.statute.report.checks.subject import Evaluator, Subject, subject_of
from zhengwu.statute.report.checks.unread import check_last_year, check_unread
from zhengwu.statute.report.model import Finding, Report, Severity

EVALUATORS: tuple[Evaluator, ...]
_GRAVEST_FIRST = {severity: number for number, severity in enumerate(Severity)}


def check(
    report: Report,
    *,
    last_year: Report | None = None,
    local_due_on: date | None = None,
    reasons: Mapping[str, tuple[str, str]] | None = None,
) -> tuple[Finding, ...]:
    """Everything that the rules have to say about `report`: gravest first, then by rule and by place.

    `last_year` is the same body's report on the year before; without it what is carried over is not compared.
    `local_due_on` is an earlier date of publication that a local rule sets; the statutory date binds in any case.
    `reasons` puts the readers' reasons for what was not read into words (Chinese, English).
    KeyError where the report follows a form that nobody knows.
    """
    subject = subject_of(report, last_year, local_due_on, reasons)
    found = {finding: None for evaluate in EVALUATORS for finding in evaluate(subject)}
    return tuple(sorted(found, key=_order))


def _narrative(subject: Subject) -> Iterator[Finding]:
    said = list(sentences(subject.report))
    if said:
        yield from check_agreement(subject, said)
        yield from check_ratios(said)
        yield from check_lists(said)


def _order(finding: Finding) -> tuple[int, str, tuple[int, ...], str]:
    place = finding.place
    where = (place.page, place.table, place.row, place.column, place.line) if place else ()
    return _GRAVEST_FIRST[finding.severity], finding.rule, tuple(count or 0 for count in where), finding.sentence


EVALUATORS = (
    check_unread,
    check_last_year,
    check_equations,
    check_cells,
    check_shape,
    check_parts,
    check_dates,
    check_plausibility,
    _narrative,
)
