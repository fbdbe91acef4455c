"""One case for every rule of the catalogue."""

from tests.statute.report.checks import cases_figures, cases_words
from tests.statute.report.checks.case import Case

CASES: dict[str, Case] = cases_figures.CASES | cases_words.CASES
