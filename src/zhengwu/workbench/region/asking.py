"""What the address of a list asks for: as of which day, narrowed to what, sorted by what, with which columns."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from zhengwu.records.region.lines import NAME, REPORT, Sought
from zhengwu.records.region.measures import CHANGED, LEAST, MEASURES, SAMPLES, Measure
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.parts.tables import Tab

OFFERED = 4  # past years
MOST = 50  # ticks
BODY_KINDS = ("government", "department", "township", "agency")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a measure, its change, or how far the report is. `group` is the head it stands under."""

    key: str
    group: str
    measure: Measure | None = None
    changed: bool = False

    @property
    def name(self) -> Words:
        """What it is called."""
        return words("region.changed") if self.changed else words(f"region.measure.{self.key}")


def _columns() -> Iterator[Column]:
    for one in MEASURES:
        yield Column(one.key, one.group, one)
        if one.compared:
            yield Column(f"{one.key}{CHANGED}", one.group, one, changed=True)
    yield Column(REPORT, "report")


COLUMNS = {one.key: one for one in _columns()}
FIRST = ("overdue", "never", "open", "late", "late_share", "mean_days", "received", "received~", "given_share",
         "refused", "not_held", "lost_share", "report")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked for. `on` is today or the last day of a past year."""

    on: date
    today: date
    sought: Sought
    columns: tuple[Column, ...]

    @property
    def past(self) -> bool:
        """Whether it is a past year."""
        return self.on < self.today

    @property
    def suffix(self) -> str:
        """What the address of another page needs, to be of the same day."""
        return f"?on={self.on}" if self.past else ""

    def pairs(self, **other: str) -> list[tuple[str, str]]:
        """The address as pairs, with something else in it; "" takes it away."""
        one = self.sought
        told = {
            "on": f"{self.on}" if self.past else "", "kind": one.kind, "parent": f"{one.parent or ''}",
            "late": "1" if one.late else "", "least": f"{one.least}" if one.least != LEAST else "", "sort": one.sort,
        } | other  # fmt: skip
        keys = tuple(column.key for column in self.columns)
        return [(name, value) for name, value in told.items() if value] + [
            ("col", key) for key in keys if keys != FIRST
        ]

    def address(self, path: str = "/desk/region", **other: str) -> str:
        """The address of the list, or of its file, with something else in it."""
        found = urlencode(self.pairs(**other))
        return f"{path}?{found}" if found else path

    def sorted_by(self, key: str) -> str:
        """The address that sorts by a column: the largest first, then the other way round."""
        return self.address(sort=key if self.sought.sort == f"-{key}" else f"-{key}")

    def order(self, key: str) -> str:
        """How the list is sorted by a column."""
        return {key: "ascending", f"-{key}": "descending"}.get(self.sought.sort, "none")


def asking(sent: QueryDict, today: date) -> Asking:
    """What an address asks for; whatever makes no sense in it is left out."""
    kind, parent, least, sort = (sent.get(name, "")[:40] for name in ("kind", "parent", "least", "sort"))
    sorts = {NAME, REPORT, *COLUMNS}
    sought = Sought(
        kind if kind in BODY_KINDS else "",
        int(parent) if parent.isdecimal() and len(parent) < 16 else None,
        sent.get("late") == "1",
        sort if sort.removeprefix("-") in sorts else "",
        int(least) if least.isdecimal() and least in map(str, SAMPLES) else LEAST,
    )
    asked = set(sent.getlist("col")[: len(COLUMNS)])
    chosen = tuple(one for key, one in COLUMNS.items() if key in asked)
    return Asking(day_of(sent, today), today, sought, chosen or tuple(COLUMNS[key] for key in FIRST))


def day_of(sent: QueryDict, today: date) -> date:
    """As of which day: the last one of a past year that is offered, or today."""
    return next((day for day in past_days(today) if f"{day}" == sent.get("on")), today)


def past_days(today: date) -> list[date]:
    """The last days of the past years that may be looked at."""
    return [date(today.year - back, 12, 31) for back in range(1, OFFERED + 1)]


def tabs_of(one: Asking, path: str = "/desk/region") -> tuple[Tab, ...]:
    """Today, and the last days of past years."""
    days = [one.today, *past_days(one.today)]
    return tuple(
        Tab(
            replace(one, on=day).address(path) if path == "/desk/region" else f"{path}{replace(one, on=day).suffix}",
            words("region.today") if day == one.today else words("region.year_end", year=day.year),
            day == one.on,
        )
        for day in days
    )


def asked_bodies(sent: QueryDict) -> tuple[int, ...]:
    """The bodies that are ticked."""
    return tuple(int(text) for text in sent.getlist("body")[:MOST] if text.isdecimal() and len(text) < 16)
