"""Findings on the screen: gravest first, each with its place, what was expected, and the law."""

from collections.abc import Iterable, Sequence

from zhengwu.cli.readings import Reading
from zhengwu.cli.screen import SIGNS, Screen
from zhengwu.statute.report.model import Cause, Finding, Place, Severity

GRAVITY = list(Severity)


def show_verdict(screen: Screen, reading: Reading) -> None:
    """Prints whose report it is, and what was found in it."""
    agency = reading.agency or screen.say("no_agency")
    year = screen.say("year", year=reading.year) if reading.year else screen.say("no_year")
    counts = counts_text(screen, reading.counts) if any(reading.counts) else ""
    screen.heading(f"{agency} · {year}", counts)
    screen.line((reading.name, "dim"))
    if reading.paired_with:
        screen.line((screen.say("against", name=reading.paired_with), "dim"))
    show_findings(screen, reading.findings)
    screen.gap()


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
    """How many errors, warnings and notices, in words; nothing of what there is none."""
    keys = ("errors_found", "warnings_found", "notices_found")
    return " · ".join(screen.say(key, count=count) for key, count in zip(keys, counts, strict=True) if count)
