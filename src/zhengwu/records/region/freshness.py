"""Numbers kept by this process until something changes: then the bodies that changed are counted anew, no others.

Each change of a case is an event, or a due date that moved with the calendar. A look says how many events each body has
had since a mark below which none can appear any more (see `records.reports.standing`): two looks that say the same of a
body have seen the same cases of it.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from zhengwu.records.region import published
from zhengwu.records.region.counting import NOTHING, Numbers, Period, asked_of, count
from zhengwu.records.reports import standing
from zhengwu.records.reports.standing import Mark

PERIODS = 12  # kept, of a day each
FAR = 400  # events beyond the mark from which on a later mark is taken
LOOK = """
SELECT +c.body_id, COUNT(*), COUNT(CASE WHEN e.id > %s THEN 1 END)
FROM cases_event e CROSS JOIN cases_case c WHERE c.id = e.case_id AND e.id > %s GROUP BY 1
"""  # CROSS and the plus let SQLite go through the few events, not through all cases
GROUND = """
SELECT (SELECT hash FROM cases_event WHERE id = %s), (SELECT MAX(id) FROM timetable_move),
       (SELECT COUNT(*) FROM organs_body WHERE counting = 'per_request'),
       (SELECT SUM(id) FROM organs_body WHERE counting = 'per_request')
"""

Stamps = Mapping[int, int]  # body -> how many events it has had since a mark


@dataclass(frozen=True, slots=True)
class Look:
    """What a look saw: what holds for all bodies alike, and the stamp of each since the mark and since a later one."""

    ground: tuple[object, ...]
    stamps: Stamps
    later: Stamps


@dataclass(frozen=True, slots=True)
class Kept:
    """The numbers of a period, with the mark and the look that they were counted at."""

    mark: Mark
    ground: tuple[object, ...]
    stamps: Stamps
    numbers: Mapping[int, Numbers]


_kept: "OrderedDict[tuple[str, Period, bool], Kept]" = OrderedDict()


def numbers(periods: Sequence[Period], today: date) -> list[Mapping[int, Numbers]]:
    """The numbers of every body in each period, by body; a body that has none is left out. Two statements while nothing
    has changed, and one for each whole year: of a body with nothing on file its published report tells.
    """
    looks: dict[Mark, Look] = {}
    return [_beside(_of(period, today, looks), period) for period in periods]


def _beside(counted: Mapping[int, Numbers], period: Period) -> Mapping[int, Numbers]:
    told = published.stated(period.year) if period.whole else {}
    more = {pk: one.numbers for pk, one in told.items() if one.numbers is not None and pk not in counted}
    return {**counted, **more} if more else counted


def _of(period: Period, today: date, looks: dict[Mark, Look]) -> Mapping[int, Numbers]:
    mark = None if connection.in_atomic_block else standing.mark()
    if mark is None:
        return count(period, today)
    key = (f"{connection.settings_dict['NAME']}", period, period.through < today)
    before = _kept.get(key)
    if before is None:
        return _counted(key, mark, today)
    seen = looks.get(before.mark)
    if seen is None:
        seen = looks[before.mark] = _looked(before.mark, before.mark)
    if seen.ground != before.ground:
        return _counted(key, mark, today)
    changed = [pk for pk in seen.stamps if seen.stamps[pk] != before.stamps.get(pk, 0)]
    if changed or sum(seen.stamps.values()) > FAR:
        return _renewed(key, before, seen, changed, today)
    _kept.move_to_end(key)
    return before.numbers


def forget() -> None:
    """Forgets everything: all is counted anew."""
    _kept.clear()


def _counted(key: tuple[str, Period, bool], mark: Mark, today: date) -> Mapping[int, Numbers]:
    """Everything counted, and kept where nothing came in between."""
    before = _looked(mark, mark)
    found = count(key[1], today)
    after = _looked(mark, mark)
    if before == after and (before.ground[0] or "") == mark.hash:
        _keep(key, Kept(mark, before.ground, before.stamps, found))
    return found


def _renewed(
    key: tuple[str, Period, bool], before: Kept, seen: Look, changed: list[int], today: date
) -> Mapping[int, Numbers]:
    """What is kept with the changed bodies counted anew; on a later mark where the old one lies far behind."""
    found = dict(before.numbers)
    if changed:
        fresh = count(key[1], today, changed)
        found.update((pk, fresh.get(pk, NOTHING)) for pk in changed)
    mark = standing.advanced() if sum(seen.stamps.values()) > FAR else None
    after = _looked(before.mark, mark or before.mark)
    if (after.ground, after.stamps) == (seen.ground, seen.stamps):
        if mark is None or mark.id <= before.mark.id:
            _keep(key, Kept(before.mark, seen.ground, seen.stamps, found))
        else:
            _keep(key, Kept(mark, (mark.hash, *seen.ground[1:]), after.later, found))
    return found


def _keep(key: tuple[str, Period, bool], made: Kept) -> None:
    _kept[key] = made
    while len(_kept) > PERIODS:
        _kept.popitem(last=False)


def _looked(mark: Mark, later: Mark) -> Look:
    """How many events each body has had since the mark, and since a later one. Two statements."""
    rows = asked_of(LOOK, [later.id, mark.id])
    [ground] = asked_of(GROUND, [mark.id])
    return Look(
        (ground[0] or "", *ground[1:]),
        {pk: since for pk, since, _ in rows},
        {pk: since for pk, _, since in rows if since},
    )
