"""Says in words why a clock of a case ends on its day: the beginning, what was counted, what was not, and by which law.

Days that are off are told by the calendar (`zhengwu.statute.calendar`); here is what a case adds: restarts, extensions,
pauses, dates set by name, and clocks that stand still.
"""

from collections.abc import Iterator

from zhengwu.statute.calendar import Calendar, Line, Unit, dated
from zhengwu.statute.calendar.explanation import counted, uncounted
from zhengwu.statute.procedures.clocks import Due, Span, due, endless, union
from zhengwu.statute.procedures.model import Case, Pause, Procedure, Running, Words


def explain(procedure: Procedure, case: Case, running: Running, calendar: Calendar) -> tuple[Due, tuple[Line, ...]]:
    """The last day of the clock, and the sentences that say why.

    A line's `kind` is start, limit, extension, pause, skip, swap, move, end or warning.
    """
    found = due(case, running, calendar)
    return found, tuple(_lines(procedure, found, calendar))


def _lines(procedure: Procedure, found: Due, calendar: Calendar) -> Iterator[Line]:
    running = found.running
    yield _beginning(procedure, running)
    if found.on is None:
        yield _standstill(procedure, running, endless(running))
        return
    if running.fixed_end is not None:
        yield _fixed(running)
        return
    yield from _length(running)
    yield from _pauses(procedure, found, calendar)
    if running.unit is Unit.WORKING_DAYS:
        yield from uncounted(calendar, running.since, found.on)
    yield from _end(found)


def _beginning(procedure: Procedure, running: Running) -> Line:
    name, (zh, en) = _name(procedure, running.cause), dated(running.since)
    again = bool(running.earlier)
    return Line(
        "start",
        f"{zh}“{name.zh}”，{'期限重新计算，' if again else ''}当日不计入，自次日起算。",
        f"{en}: {name.en}. {'The period starts anew; the' if again else 'The'} day itself is not counted.",
        "民法典第二百零一条",
        running.since,
    )


def _name(procedure: Procedure, key: str) -> Words:
    step = procedure.step(key)
    return step.name if step else Words("起算", "start")


def _standstill(procedure: Procedure, running: Running, pause: Pause | None) -> Line:
    if pause is None or running.suspended_on is not None:
        zh, en = dated(running.suspended_on or running.since)
        return Line(
            "warning",
            f"自{zh}起期限停止计算，待对方补正或者缴费后重新起算，目前没有截止日。",
            f"Stands still since {en} and starts anew once the other side has acted; there is no last day at present.",
            running.basis,
            running.suspended_on,
        )
    name, (zh, en) = _name(procedure, pause.cause), dated(pause.since)
    return Line(
        "warning",
        f"自{zh}“{name.zh}”起暂停计算，恢复之前没有截止日。",
        f"Paused since {en} ({name.en}); there is no last day until it resumes.",
        pause.basis,
        pause.since,
    )


def _fixed(running: Running) -> Line:
    last = running.fixed_end or running.since
    zh, en = dated(last)
    return Line(
        "end",
        f"期限由决定指定为{zh}，截止于当日24时。",
        f"The last day was set by decision: {en}, at 24:00.",
        running.basis,
        until=last,
    )


def _length(running: Running) -> Iterator[Line]:
    zh, en = counted(running.length, running.unit)
    yield Line("limit", f"期限为{zh}。", f"The period is {en}.", running.basis, days=running.length)
    if running.extension:
        more, total = (counted(days, running.unit) for days in (running.extension, running.length + running.extension))
        on = dated(running.extended_on or running.since)
        yield Line(
            "extension",
            f"{on[0]}经批准延长{more[0]}，共{total[0]}。",
            f"Extended on {on[1]} by {more[1]}, to {total[1]}.",
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
    name, since, until = _name(procedure, span.cause), dated(span.since), dated(span.until)
    if found.running.unit is Unit.WORKING_DAYS:
        days, unit = calendar.working_days_between(span.since, span.until), Unit.WORKING_DAYS
    else:
        days, unit = (span.until - span.since).days, Unit.CALENDAR_DAYS
    zh, en = counted(days, unit)
    return Line(
        "pause",
        f"{since[0]}“{name.zh}”，自次日起至{until[0]}{'（最迟）' if span.open else ''}止，其间{zh}不计入。",
        f"{since[1]}: {name.en}. From the next day to {until[1]}{' at the latest' if span.open else ''}, "
        f"{en} not counted.",
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


def _end(found: Due) -> Iterator[Line]:
    running, last = found.running, found.on or found.running.since
    zh, en = dated(last)
    if found.before_move is not None:
        before = dated(found.before_move)
        yield Line(
            "move",
            f"期限的最后一日本为{before[0]}，该日不是工作日，顺延至其后第一个工作日。",
            f"Its last day would be {before[1]}, which is off; it moves to the next working day.",
            "民法典第二百零三条",
            found.before_move,
        )
    total = counted(running.length + running.extension, running.unit)
    yield Line("end", f"{total[0]}届满于{zh}，截止于当日24时。", f"{total[1]} end on {en}, at 24:00.", until=last)
    if found.unannounced:
        zh, en = dated(found.earliest or last)
        yield Line(
            "warning",
            f"所跨年份的放假安排尚未公布，本日期为暂定，公布后可能变化；请按较早的{zh}掌握。",
            f"The holidays of a year in the period are not announced: provisional; work by the earlier {en}.",
            "全国年节及纪念日放假办法",
            found.earliest,
        )
