"""What the timetable is made of, as a value: plans of years and overlays, and the calendar of a body made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zhengwu.records.timetable import models
from zhengwu.statute.calendar import Calendar, Overlay, YearPlan, national, plan_from


@dataclass(frozen=True, slots=True)
class Laid:
    """An overlay on file. `path` is that of the body it was made for, empty where the region decides."""

    id: int
    overlay: Overlay
    path: str = ""

    def holds(self, path: str, region: str) -> bool:
        """Whether it holds for a body of this path and region. One without a region code gets nationwide ones only."""
        if self.path:
            return path.startswith(self.path)
        wanted = self.overlay.region
        while len(wanted) > 2 and wanted.endswith("00"):
            wanted = wanted[:-2]
        return region.startswith(wanted)


@dataclass(frozen=True, slots=True)
class Facts:
    """The plans entered here (they go before the shipped ones) and the overlays in force.

    `made` keeps the calendars already made, by the overlays they have: one takes some five milliseconds.
    """

    plans: Mapping[int, YearPlan] = field(default_factory=dict)
    laid: tuple[Laid, ...] = ()
    made: dict[tuple[int, ...], Calendar] = field(default_factory=dict, compare=False)

    def calendar(self, path: str, region: str) -> Calendar:
        """The calendar of a body of this path and region."""
        here = [one for one in self.laid if one.holds(path, region)]
        key = tuple(one.id for one in here)
        if key not in self.made:
            calendar = national()
            for plan in self.plans.values():
                calendar = calendar.with_year(plan)
            overlays = [replace(one.overlay, region="") for one in here]
            self.made[key] = calendar.with_overlays(overlays) if overlays else calendar
        return self.made[key]

    def with_plan(self, plan: YearPlan) -> "Facts":
        """The same with this plan for its year."""
        return Facts({**self.plans, plan.year: plan}, self.laid)

    def with_overlay(self, laid: Laid) -> "Facts":
        """The same with one overlay more."""
        return Facts(self.plans, (*self.laid, laid))

    def without(self, overlay_id: int) -> "Facts":
        """The same without that overlay."""
        return Facts(self.plans, tuple(one for one in self.laid if one.id != overlay_id))


def on_file() -> Facts:
    """The facts as they stand on file: two statements."""
    plans: dict[int, YearPlan] = {}
    for kind, text in models.YearNotice.objects.filter(superseded_at=None).values_list("kind", "plan"):
        plan = plan_from(text, kind).plan
        if plan is not None:  # it was read when it was entered
            plans[plan.year] = plan
    rows = models.Overlay.objects.filter(withdrawn_at=None).select_related("body").order_by("id")
    return Facts(plans, tuple(laid_of(row) for row in rows))


def laid_of(row: models.Overlay) -> Laid:
    """An overlay of the file as a value."""
    overlay = Overlay(row.first, row.last, row.working, row.reason, row.document, row.region)
    return Laid(row.pk or 0, overlay, row.body.path if row.body else "")
