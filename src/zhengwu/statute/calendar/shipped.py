"""The calendar of the whole country from the plans that come with this package."""

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from zhengwu.statute.calendar.counting import Calendar
from zhengwu.statute.calendar.model import YearPlan
from zhengwu.statute.calendar.plans import plan_from


@cache
def national() -> Calendar:
    """The nationwide calendar, with every year's plan in `years/` and no overlays."""
    return Calendar(_plan(file.name, file.read_text("utf-8")) for file in _files())


def _files() -> list[Traversable]:
    files = (resources.files(__package__) / "years").iterdir()
    return sorted((file for file in files if file.name.endswith(".toml")), key=lambda file: file.name)


def _plan(name: str, text: str) -> YearPlan:
    reading = plan_from(text, "toml")
    if reading.plan is None:
        raise ValueError(f"{name}: " + "; ".join(fault.en for fault in reading.faults))
    return reading.plan
