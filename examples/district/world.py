"""How time passes in the district: stories ask for the day on which they go on, and the days come in their order.

What a story would do after today it has not done yet; so cases stand open today as they would in a living office,
whatever day it is.
"""

import heapq
from collections.abc import Generator
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from zhengwu.records.moments import OFFICE
from zhengwu.statute.calendar import Calendar, national

Story = Generator[date, None, None]
OPENS = timedelta(hours=9)
MINUTES = 7 * 60  # of a working day
PAPERS = timedelta(days=120)  # how long before today letters and files begin; before, the cases alone are on file


class World:
    """The clock of the district. `at` is the moment at which the present story acts, `on` its day."""

    def __init__(self, now: datetime, seed: int) -> None:
        self.now = now.astimezone(OFFICE)
        self.seed = seed
        self.calendar: Calendar = national()
        self.today = self.worked(self.now.date())
        self.at = self.now
        self.papers_since = self.today - PAPERS
        self._agenda: list[tuple[date, int, Story]] = []
        self._order = count()

    @property
    def on(self) -> date:
        """The day at the office."""
        return self.at.date()

    def chance(self, name: object) -> Random:
        """Chance for one story, the same in every build whatever the other stories do."""
        return Random(f"{self.seed}/{name}")  # noqa: S311 - a demonstration, no secret

    def worked(self, on: date) -> date:
        """The day, or the last working day before it."""
        while not self.calendar.is_working_day(on):
            on -= timedelta(days=1)
        return on

    def back(self, working_days: int, since: date | None = None) -> date:
        """The working day so many working days before today."""
        found = since or self.today
        for _ in range(working_days):
            found = self.worked(found - timedelta(days=1))
        return found

    def later(self, working_days: int) -> date:
        """The working day so many working days after this one."""
        return self.calendar.add_working_days(self.on, working_days) if working_days else self.on

    def by(self, share: float, last: date | None) -> date:
        """A working day that uses this share of the days left until a last day; this very day if none is left."""
        left = self.calendar.working_days_between(self.on, last) if last else 10
        return self.later(min(max(round(left * share), 0), left))

    def begin(self, on: date, story: Story) -> None:
        """Lets a story begin on a day, or on the first working day after it."""
        heapq.heappush(self._agenda, (self.calendar.next_working_day(on), next(self._order), story))

    def run(self) -> int:
        """Lets the days pass until today. Returns how often a story went on."""
        day, acts, turns = date.min, 0, 0
        while self._agenda and self._agenda[0][0] <= self.today:
            on, _, story = heapq.heappop(self._agenda)
            day, acts = (on, 0) if on != day else (day, acts + 1)
            start = datetime.combine(on, datetime.min.time(), OFFICE) + OPENS
            self.at = min(start + timedelta(minutes=acts * 3 % MINUTES), self.now)
            turns += 1
            wanted = next(story, None)
            if wanted is not None:
                self.begin(max(wanted, on), story)
        self.at = self.now
        return turns
