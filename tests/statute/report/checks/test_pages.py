"""The worked examples in the pages about rules are run, and come out as written."""

import pytest

from tests.statute.report.checks.pages import NEVER, examples, report_of
from zhengwu.statute.report.checks import check

FEW = 4
EXAMPLES = list(examples())


def told(finding):
    """A finding as the pages show it: rule, how grave and whose, cells, expected and found."""
    cells = [f"{ref.row}.{ref.column}" for ref in finding.cells]
    where = "、".join(cells) if len(cells) <= FEW else f"{len(cells)} cells"
    kind = f"{finding.severity.value}, {finding.cause.value}"
    return finding.rule, kind, where, f"{finding.expected} ≠ {finding.found}".strip()


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{example.page}: {example.name}" for example in EXAMPLES])
def test_an_example_comes_out_as_written(example):
    report, given = report_of(example)
    assert [told(finding) for finding in check(report, **given)] == [row for row in example.findings if row[0] != NEVER]


def test_every_page_has_examples():
    assert len(EXAMPLES) >= 20
    assert len({example.page for example in EXAMPLES}) >= 5
