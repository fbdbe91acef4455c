"""Says in words why a period ends on its day: from when, how long, which days were not counted, by which document."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from zhengwu.statute.calendar.counting import Calendar
from zhengwu.statute.calendar.model import DayKind, End, Skip, Unit

UNITS = {
    Unit.WORKING_DAYS: ("个工作日", "working day"),
    Unit.CALENDAR_DAYS: ("日", "day"),
    Unit.MONTHS: ("个月", "month"),
}
_WEEKDAYS = tuple(zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with its source. `kind` is start, limit, skip, swap, count, move, end or warning."""

    kind: str
    zh: str
    en: str
    basis: str = ""
    since: date | None = None
    until: date | None = None
    days: int | None = None


def dated(on: date) -> tuple[str, str]:
    """A day as people write it, with its weekday, in Chinese and in English."""
    zh, en = _WEEKDAYS[on.weekday()]
    return f"{on.year}年{on.month}月{on.day}日（周{zh}）", f"{en} {on.isoformat()}"


def counted(number: int, unit: Unit) -> tuple[str, str]:
    """A length in its unit, in Chinese and in English."""
    zh, en = UNITS[unit]
    return f"{number}{zh}", f"{number} {en}{'' if number == 1 else 's'}"


def explained(
    calendar: Calendar, start: date, length: int, unit: Unit, basis: str = ""
) -> tuple[End, tuple[Line, ...]]:
    """The end of a period that begins the day after `start`, and why; `basis` is the article that sets its length."""
    end = calendar.end_of(start, length, unit)
    zh, en = counted(length, unit)
    lines = [
        _start(start),
        Line("limit", f"期限为{zh}。", f"The period is {en}.", basis, days=length),
    ]
    if unit is Unit.WORKING_DAYS:
        lines += uncounted(calendar, start, end.on)
        lines += _sum(calendar, start, end.on)
    lines += _move(calendar, end, unit)
    on_zh, on_en = dated(end.on)
    lines.append(
        Line("end", f"截止于{on_zh}24时。", f"It ends at 24:00 on {on_en}.", "民法典第二百零三条", until=end.on)
    )
    if end.provisional:
        lines.append(_provisional(end, unit))
    return end, tuple(lines)


@lru_cache(maxsize=4_000)  # many periods begin and end on the same days
def uncounted(calendar: Calendar, after: date, through: date) -> tuple[Line, ...]:
    """A line for every holiday in the range, one for all weekends together, one for every make-up working day."""
    return tuple(_uncounted(calendar, after, through))


def _uncounted(calendar: Calendar, after: date, through: date) -> Iterator[Line]:
    weekends = 0
    for skip in calendar.skipped(after, through):
        if calendar.day(skip.first).kind is DayKind.WEEKEND:
            weekends += skip.days
        else:
            zh, en = _span(skip)
            days_en = "1 day is" if skip.days == 1 else f"{skip.days} days are"
            yield Line(
                "skip",
                f"{zh}{skip.name}，{skip.days}天不计入。",
                f"{en}, {skip.gloss}: {days_en} not counted.",
                skip.source,
                skip.first,
                skip.last,
                skip.days,
            )
    if weekends:
        yield Line("skip", f"周末共{weekends}天不计入。", f"Weekend days not counted: {weekends}.", days=weekends)
    for day in calendar.swapped(after, through):
        zh, en = dated(day.on)
        yield Line("swap", f"{zh}{day.name}，计入。", f"{en}, {day.gloss}: counted.", day.source, day.on, day.on, 1)


def _start(start: date) -> Line:
    zh, en = dated(start)
    return Line(
        "start",
        f"自{zh}起算，当日不计入。",
        f"It runs from {en}; that day itself is not counted.",
        "民法典第二百零一条",
        start,
    )


def _span(skip: Skip) -> tuple[str, str]:
    first, last = dated(skip.first), dated(skip.last)
    if skip.days == 1:
        return first
    return f"{first[0]}至{last[0]}", f"{first[1]} to {last[1]}"


def _sum(calendar: Calendar, start: date, on: date) -> Iterator[Line]:
    """How many days lie in the period, and how many of them were counted."""
    days = (on - start).days
    if days:
        worked = calendar.working_days_between(start, on)
        yield Line(
            "count",
            f"次日至截止日共{days}天，其中{worked}个工作日，{days - worked}天不计入。",
            f"{days} days after the first: {worked} counted, {days - worked} not.",
            days=days,
        )


def _move(calendar: Calendar, end: End, unit: Unit) -> Iterator[Line]:
    """Why the last day is not the nominal one, if it is not."""
    if end.before_move is None:
        return
    zh, en = dated(end.before_move)
    why = calendar.day(end.before_move)
    yield Line(
        "move",
        f"期限的最后一日本为{zh}，该日为{why.name}，顺延至其后第一个工作日。",
        f"Its last day would be {en}, which is off ({why.gloss}); it moves to the next working day.",
        "民法典第二百零二条、第二百零三条" if unit is Unit.MONTHS else "民法典第二百零三条",
        end.before_move,
        end.on - timedelta(days=1),
    )


def _provisional(end: End, unit: Unit) -> Line:
    earliest_zh, earliest_en = dated(end.earliest)
    what = (
        ("所跨年份", "a year in the period") if unit is Unit.WORKING_DAYS else ("截止日所在年份", "the year of its end")
    )
    same = end.earliest == end.on
    return Line(
        "warning",
        f"{what[0]}的放假安排尚未公布，本日期为暂定，公布后可能变化"
        + ("。" if same else f"；请按较早的{earliest_zh}掌握。"),
        f"The holidays of {what[1]} are not announced: this day is provisional and may change"
        + ("." if same else f"; work by the earlier {earliest_en}."),
        "全国年节及纪念日放假办法",
        end.earliest,
        end.on,
    )
