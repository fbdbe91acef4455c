"""Findings on the screen: gravest first, each with its place, what was expected, and the law."""

from collections.abc import Iterable, Sequence

from zhengwu.cli.screen import SIGNS, Screen
from zhengwu.statute.report.model import Cause, Finding, Place, Severity

GRAVITY = list(Severity)


def show_findings(screen: Screen, findings: Sequence[Finding]) -> None:
    """Prints every finding, or that there is none."""
    if not findings:
        screen.line(("✓ ", "green"), screen.say("clean"))
    for finding in sorted(findings, key=lambda each: GRAVITY.index(each.severity)):
        _show(screen, finding)


def _show(screen: Screen, finding: Finding) -> None:
    sign, colour = SIGNS[finding.severity]
    cause = "" if finding.cause is Cause.REPORT else " · " + screen.say(f"cause_{finding.cause}")
    screen.line((f"{sign} {screen.say(finding.severity)}", f"bold {colour}"), (f"  {finding.rule}{cause}", "dim"))
    screen.line(finding.gloss if screen.lang == "en" else finding.sentence, indent=2)
    facts = [
        screen.say("expected", value=finding.expected) if finding.expected else "",
        screen.say("found", value=finding.found) if finding.found else "",
        place_text(screen, finding.place),
        screen.say("basis", basis=finding.basis) if finding.basis else "",
    ]
    screen.line((" · ".join(filter(None, facts)), "dim"), indent=2)


def place_text(screen: Screen, place: Place | None) -> str:
    """Where something stands in the source, in words; empty where that is unknown."""
    if place is None:
        return ""
    counts = {
        "page": place.page,
        "sheet": place.sheet,
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "line": place.line,
    }
    separator = " " if screen.lang == "en" else ""
    return separator.join(screen.say(f"place_{key}", n=value) for key, value in counts.items() if value is not None)


def counts_text(screen: Screen, counts: Iterable[int]) -> str:
    """How many errors, warnings and notices, in words."""
    return screen.say("counts", *counts)
