"""Says in words why a clock ends on its day: the beginning, what was counted and what was not, article by article."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhengwu.statute.calendar import Calendar, DayKind, Unit
from zhengwu.statute.procedures.clocks import Due, Span, due, endless, union
from zhengwu.statute.procedures.model import Case, Pause, Procedure, Running, Words

UNITS = {
    Unit.WORKING_DAYS: Words("个工作日", " working days"),
    Unit.CALENDAR_DAYS: Words("日", " days"),
    Unit.MONTHS: Words("个月", " months"),
}
WEEKDAYS = (
    Words("周一", "Mon"), Words("周二", "Tue"), Words("周三", "Wed"), Words("周四", "Thu"),
    Words("周五", "Fri"), Words("周六", "Sat"), Words("周日", "Sun"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of an explanation. `kind` is start, limit, extension, pause, skip, swap, move, end or warning."""

    kind: str
    zh: str
    en: str
    basis: str = ""
    since: date | None = None
    until: date | None = None
    days: int | None = None


def day(on: date) -> Words:
    """A day as people write it, with its weekday."""
    zh, en = WEEKDAYS[on.weekday()]
    return Words(f"{on.year}年{on.month}月{on.day}日（{zh}）", f"{en} {on.isoformat()}")


def explain(procedure: Procedure, case: Case, running: Running, calendar: Calendar) -> tuple[Due, tuple[Line, ...]]:
    """The last day of the clock, and the sentences that say why."""
    found = due(case, running, calendar)
    return found, tuple(_lines(procedure, found, calendar))


def _lines(procedure: Procedure, found: Due, calendar: Calendar) -> Iterator[Line]:
    running = found.running
    yield _beginning(procedure, running)
    if found.on is None:
        yield _standstill(procedure, running, endless(running))
        return
    if running.fixed_end is not None:
        zh, en = day(running.fixed_end)
        yield Line(
            "end",
            f"期限由决定指定为{zh}，截止于当日24时。",
            f"The last day was set by decision: {en}, at midnight.",
            running.basis,
            until=running.fixed_end,
        )
        return
    yield from _length(running)
    yield from _pauses(procedure, found, calendar)
    if running.unit is Unit.WORKING_DAYS:
        yield from _days(running.since, found.on, calendar)
    yield from _end(found)


def _standstill(procedure: Procedure, running: Running, pause: Pause | None) -> Line:
    if pause is None or running.suspended_on is not None:
        zh, en = day(running.suspended_on or running.since)
        return Line(
            "warning",
            f"自{zh}起期限停止计算，待对方补正或者缴费后重新起算，目前没有截止日。",
            f"Stands still since {en} and starts anew once the other side has acted; there is no last day at present.",
            running.basis,
            running.suspended_on,
        )
    name, (zh, en) = _name(procedure, pause.cause), day(pause.since)
    return Line(
        "warning",
        f"自{zh}“{name.zh}”起暂停计算，恢复之前没有截止日。",
        f"Paused since {en} ({name.en}); there is no last day until it resumes.",
        pause.basis,
        pause.since,
    )


def _name(procedure: Procedure, key: str) -> Words:
    step = procedure.step(key)
    return step.name if step else Words("起算", "start")


def _beginning(procedure: Procedure, running: Running) -> Line:
    name = _name(procedure, running.cause)
    zh, en = day(running.since)
    again = bool(running.earlier)
    return Line(
        "start",
        f"{zh}“{name.zh}”，{'期限重新计算，' if again else ''}当日不计入，自次日起算。",
        f"{en}: {name.en}. {'The period starts anew; the' if again else 'The'} day itself is not counted.",
        "民法典第二百零一条",
        running.since,
    )


def _length(running: Running) -> Iterator[Line]:
    zh, en = UNITS[running.unit]
    yield Line(
        "limit",
        f"期限为{running.length}{zh}。",
        f"The period is {running.length}{en}.",
        running.basis,
        days=running.length,
    )
    if running.extension:
        total = running.length + running.extension
        on = day(running.extended_on or running.since)
        yield Line(
            "extension",
            f"{on.zh}经批准延长{running.extension}{zh}，共{total}{zh}。",
            f"Extended on {on.en} by {running.extension}, to {total}{en}.",
            running.basis,
            running.extended_on,
            days=running.extension,
        )


def _pauses(procedure: Procedure, found: Due, calendar: Calendar) -> Iterator[Line]:
    for span in found.spans:
        yield _pause(procedure, found, span, calendar)
        if span.assumed:
            yield _unproved(span)
    if len(found.spans) > 1 and len(union(found.spans)) < len(found.spans):
        yield Line("pause", "重叠的期间只扣除一次。", "Overlapping periods are left out once.")


def _pause(procedure: Procedure, found: Due, span: Span, calendar: Calendar) -> Line:
    name = _name(procedure, span.cause)
    (zh_since, en_since), (zh_until, en_until) = day(span.since), day(span.until)
    working = found.running.unit is Unit.WORKING_DAYS
    days = calendar.working_days_between(span.since, span.until) if working else (span.until - span.since).days
    unit = UNITS[Unit.WORKING_DAYS] if working else UNITS[Unit.CALENDAR_DAYS]
    return Line(
        "pause",
        f"{zh_since}“{name.zh}”，自次日起至{zh_until}{'（最迟）' if span.open else ''}止，其间{days}{unit.zh}不计入。",
        f"{en_since}: {name.en}. From the next day to {en_until}{' at the latest' if span.open else ''}, "
        f"{days}{unit.en} are not counted.",
        span.basis,
        span.since,
        span.until,
        days,
    )


def _unproved(span: Span) -> Line:
    if span.open:
        zh = "没有对方收到的凭据，也未收到意见：暂按发出之日收到推算"
        en = "There is no proof of receipt and no opinion: receipt on the day of sending is assumed"
    else:
        zh = "没有对方收到的凭据，而意见迟于发出后15个工作日"
        en = "There is no proof of receipt, and the opinion came later than 15 working days after sending"
    return Line(
        "warning",
        f"{zh}，截止日可能变化；请补登送达凭据。",
        f"{en}; the day may change. Record the proof.",
        "条例第三十二条",
        span.since,
    )


def _days(since: date, until: date, calendar: Calendar) -> Iterator[Line]:
    weekends = 0
    for skip in calendar.skipped(since, until):
        if calendar.day(skip.first).kind is DayKind.WEEKEND:
            weekends += skip.days
            continue
        zh_first, en_first = day(skip.first)
        zh_last, en_last = day(skip.last)
        one = skip.days == 1
        yield Line(
            "skip",
            f"{zh_first if one else f'{zh_first}至{zh_last}'}{skip.name}，共{skip.days}天不计入。",
            f"{en_first if one else f'{en_first} to {en_last}'}, {skip.gloss}: {skip.days} days are not counted.",
            skip.source,
            skip.first,
            skip.last,
            skip.days,
        )
    if weekends:
        yield Line(
            "skip", f"其余周末共{weekends}天不计入。", f"Other weekend days not counted: {weekends}.", days=weekends
        )
    for swapped in calendar.swapped(since, until):
        zh, en = day(swapped.on)
        yield Line(
            "swap",
            f"{zh}为调休上班日，计入。",
            f"{en} is a make-up working day and counts.",
            swapped.source,
            swapped.on,
        )


def _end(found: Due) -> Iterator[Line]:
    running, last = found.running, found.on or found.running.since
    zh, en = day(last)
    if found.before_move is not None:
        before_zh, before_en = day(found.before_move)
        yield Line(
            "move",
            f"原定最后一日{before_zh}不是工作日，顺延。",
            f"The last day would be {before_en}, which is no working day; it moves.",
            "民法典第二百零三条",
            found.before_move,
        )
    total, unit = running.length + running.extension, UNITS[running.unit]
    yield Line(
        "end",
        f"{total}{unit.zh}届满于{zh}，截止于当日24时。",
        f"{total}{unit.en} end on {en}, at midnight.",
        until=last,
    )
    if found.unannounced:
        zh, en = day(found.earliest or last)
        yield Line(
            "warning",
            f"其中年份的放假安排尚未公布，该日期为暂定；请按较早的{zh}掌握。",
            f"The holidays of a year within it are not announced yet: provisional; work by the earlier {en}.",
            "全国年节及纪念日放假办法",
            found.earliest,
        )
