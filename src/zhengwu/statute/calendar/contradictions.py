"""What cannot be in a year's plan: it is most likely a slip of the pen, and would move due dates."""

from collections.abc import Iterator
from datetime import date

from zhengwu.statute.calendar.marks import days_of, ordinary
from zhengwu.statute.calendar.model import YearPlan
from zhengwu.statute.calendar.planfiles import PlanFault, Raw
from zhengwu.statute.calendar.statutory import statutory

MOST_DAYS = 31  # in one holiday; the longest so far had ten
_DECEMBER = 12


def contradictions(plan: YearPlan, raw: Raw) -> list[PlanFault]:
    """Everything in the plan that contradicts itself, the week or the holiday law."""
    off_lines = [entry.line for entry in raw.entries if entry.what == "off"]
    work_lines = [entry.line for entry in raw.entries if entry.what == "work"]
    return [*_of_plan(plan), *_of_spans(plan, off_lines), *_of_work(plan, work_lines)] or list(_of_law(plan))


def _of_plan(plan: YearPlan) -> Iterator[PlanFault]:
    if not plan.off:
        yield PlanFault(0, "off", "no_days", "没有列出任何放假日。", "No days off are listed.")
    if not plan.notice and not plan.note:
        yield PlanFault(0, "notice", "no_notice", "没有文号；确实不详的，请在“说明”中写明原因。",
                        "The notice's number is missing; where it is not known, say why under 'note'.")  # fmt: skip


def _of_spans(plan: YearPlan, lines: list[int]) -> Iterator[PlanFault]:
    seen: set[date] = set()
    for span, line in zip(plan.off, lines, strict=True):
        if span.last < span.first:
            yield PlanFault(line, "last", "backwards", f"截止日 {span.last} 早于起始日 {span.first}。",
                            f"The last day {span.last} is before the first, {span.first}.")  # fmt: skip
        elif (span.last - span.first).days >= MOST_DAYS:
            yield PlanFault(line, "last", "too_many_days", f"{span.first} 至 {span.last} 超过 {MOST_DAYS} 天，请核对。",
                            f"{span.first} to {span.last} is more than {MOST_DAYS} days; check it.")  # fmt: skip
        elif not _of_year(span.first, plan.year) or not _of_year(span.last, plan.year):
            yield _elsewhere(line, "first", span.first, plan.year)
        else:
            days = set(days_of(span.first, span.last))
            if seen & days:
                yield PlanFault(line, "first", "twice", f"{min(seen & days)} 已列为放假日。",
                                f"{min(seen & days)} is listed as a day off already.")  # fmt: skip
            seen |= days


def _of_work(plan: YearPlan, lines: list[int]) -> Iterator[PlanFault]:
    seen: set[date] = set()
    for made, line in zip(plan.work, lines, strict=True):
        if not _of_year(made.on, plan.year):
            yield _elsewhere(line, "on", made.on, plan.year)
        elif ordinary(made.on).working:
            yield PlanFault(line, "on", "no_weekend", f"{made.on} 不是周六或周日，本来就上班，请核对日期。",
                            f"{made.on} is no Saturday or Sunday: it is worked anyway. Check the date.")  # fmt: skip
        elif made.on in seen:
            yield PlanFault(line, "on", "twice", f"{made.on} 已列为上班日。", f"{made.on} is listed as worked already.")
        elif any(span.first <= made.on <= span.last for span in plan.off):
            yield PlanFault(line, "on", "both", f"{made.on} 既列为放假日又列为上班日。",
                            f"{made.on} is listed both as off and as worked.")  # fmt: skip
        seen.add(made.on)


def _of_law(plan: YearPlan) -> Iterator[PlanFault]:
    """The holiday law's own days must all be off: a notice can move weekends, not them."""
    off = {on for span in plan.off for on in days_of(span.first, span.last)}
    for holiday in statutory(plan.year):
        if holiday.on not in off and ordinary(holiday.on).working:
            yield PlanFault(0, "off", "holiday_worked", f"{holiday.on} 是法定节日（{holiday.name}），安排中没有放假。",
                            f"{holiday.on} is a statutory holiday ({holiday.name}), but is not off here.")  # fmt: skip


def _of_year(on: date, year: int) -> bool:
    """In the year itself, or in December of the year before."""
    return on.year == year or (on.year == year - 1 and on.month == _DECEMBER)


def _elsewhere(line: int, column: str, on: date, year: int) -> PlanFault:
    return PlanFault(line, column, "other_year", f"{on} 不在{year}年（或上一年12月）内，请核对。",
                     f"{on} is not in {year} (or December of the year before); check it.")  # fmt: skip
