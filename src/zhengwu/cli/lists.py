"""Lists of many reports on the screen: one line a report."""

from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from zhengwu.cli.readings import Reading
from zhengwu.cli.screen import SIGNS, Screen, grid
from zhengwu.statute.report.model import Severity

LISTED = 60  # reports in a list before --all is needed


def show_readings(screen: Screen, readings: Sequence[Reading], unreadable: int, *, everything: bool) -> None:
    """Prints how far each report was read."""
    say = screen.say
    heads = [say("head_agency"), say("head_year"), say("head_cells"), say("head_unplaced")]
    made = grid(heads, numbers=3)
    shown = readings if everything else readings[:LISTED]
    for reading in shown:
        placed = sum(line.placed for line in reading.tables)
        expected = sum(line.expected for line in reading.tables)
        style = "" if placed == expected else "yellow"
        made.add_row(
            _who(screen, reading),
            str(reading.year or "?"),
            Text(f"{placed}/{expected}", style=style, no_wrap=True),
            Text(str(reading.unread or ""), style="yellow"),
        )
    screen.show(made)
    _foot(screen, len(readings), len(readings) - len(shown), unreadable)


def show_verdicts(screen: Screen, readings: Sequence[Reading], unreadable: int, *, everything: bool) -> None:
    """Prints how many findings each report has, those with the gravest first; the clean ones only as a number."""
    say = screen.say
    found = [reading for reading in readings if any(reading.counts)]
    ranked = sorted(found, key=lambda each: each.counts, reverse=True)
    shown = ranked if everything else ranked[:LISTED]
    heads = [Text(f"{SIGNS[grade][0]} {say(grade)}", style=SIGNS[grade][1]) for grade in Severity]
    made = grid([say("head_agency"), say("head_year"), *heads], numbers=4)
    for reading in shown:
        counts = [
            Text(str(count) if count else "", style=SIGNS[grade][1])
            for grade, count in zip(Severity, reading.counts, strict=True)
        ]
        made.add_row(_who(screen, reading), str(reading.year or "?"), *counts)
    if found:
        screen.show(made)
        screen.gap()
    show_balance(screen, readings, unreadable)
    if len(found) > len(shown):
        screen.line((say("hidden", count=len(found) - len(shown)), "dim"))


def show_balance(screen: Screen, readings: Sequence[Reading], unreadable: int) -> None:
    """Prints in one line how many reports were clean, had findings, or could not be read."""
    found = sum(any(reading.counts) for reading in readings)
    counts = {"balance_clean": len(readings) - found, "balance_found": found, "not_read": unreadable}
    screen.line(" · ".join(screen.say(key, count=count) for key, count in counts.items() if count))


def _who(screen: Screen, reading: Reading) -> Text:
    who = Text(reading.agency or screen.say("no_agency"))
    name = Path(reading.name).name if "://" not in reading.name else reading.name
    return who.append(f"\n{name}" if screen.narrow else f"  {name}", style="dim")


def _foot(screen: Screen, read: int, hidden: int, unreadable: int) -> None:
    say = screen.say
    screen.gap()
    pieces = [say("read_files", count=read), say("not_read", count=unreadable) if unreadable else ""]
    screen.line(" · ".join(filter(None, pieces)))
    if hidden:
        screen.line((say("hidden", count=hidden), "dim"))
