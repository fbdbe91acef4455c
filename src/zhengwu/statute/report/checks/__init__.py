"""Checks a report: every rule as a value, every breach as a finding. Pure: no clock, no files, nothing remembered.

`check` runs all rules on one report, `catalogue` lists them. The equations stand in the files of the forms and are
worked out here for any form; the other rules stand in `catalogue`, the words that a text may use in `narrative.claims`.
A finding says who has to act: the body (the report is wrong), the reader (it was not read), or a person who can tell
(the words are unclear). What was not read is never a pass and never the report's fault.
"""

from zhengwu.statute.report.checks.catalogue import RULES, catalogue
from zhengwu.statute.report.checks.rule import Rule
from zhengwu.statute.report.checks.run import check

__all__ = ["RULES", "Rule", "catalogue", "check"]
