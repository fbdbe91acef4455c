"""The worked examples on the page about working days come out as written."""

import re
from datetime import date
from pathlib import Path

import pytest

from zhengwu.statute.calendar import Overlay, Unit, national, plan_from

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "rules" / "working-days.md").read_text("utf-8")
UNITS = {"working day": Unit.WORKING_DAYS, "day": Unit.CALENDAR_DAYS, "month": Unit.MONTHS}
D = date.fromisoformat


def rows(text, columns):
    """The rows of the tables that have so many columns and begin with a date."""
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:3] == "| 2"]
    return [row for row in found if len(row) == columns]


def parts():
    """Each section and region of the page with the calendar it is about, and its text."""
    for section in PAGE.split("\n## ")[1:]:
        calendar = national()
        if block := re.search(r"```csv\n(.*?)```", section, re.DOTALL):
            calendar = calendar.with_year(plan_from(block[1], "csv").plan)
        overlays = [
            Overlay(D(a), D(b), on == "yes", why, what, where) for a, b, on, why, what, where in rows(section, 6)
        ]
        for text in section.split("\nRegion: "):
            region = text.splitlines()[0] if text is not section and text[:6].isdigit() else ""
            yield calendar.with_overlays(overlays, region), text


PERIODS = [(calendar, row) for calendar, text in parts() for row in rows(text, 4) if row[1] not in ("yes", "no")]
DAYS = [(calendar, row) for calendar, text in parts() for row in rows(text, 4) if row[1] in ("yes", "no")]


@pytest.mark.parametrize(("calendar", "row"), PERIODS, ids=[f"{row[0]} + {row[1]}" for _, row in PERIODS])
def test_a_period_ends_as_written(calendar, row):
    number, unit = row[1].split(" ", 1)
    end = calendar.end_of(D(row[0]), int(number), UNITS[unit.removesuffix("s")])
    note = [f"moved from {end.before_move}"] if end.before_move else []
    note += ["provisional", f"warn by {end.earliest}"] if end.provisional else []
    assert [row[0], row[1], str(end.on), ", ".join(note)] == row


@pytest.mark.parametrize(("calendar", "row"), DAYS, ids=[row[0] for _, row in DAYS])
def test_a_day_is_as_written(calendar, row):
    day = calendar.day(D(row[0]))
    assert ["yes" if day.working else "no", day.name] == row[1:3]
    assert row[3] in day.source


def test_the_page_has_its_examples():
    assert (len(PERIODS), len(DAYS)) == (20, 4)
