"""What is done to a body's baseline publication list (主动公开基本目录): lines added, changed, moved, ended, proposed.

Nothing is overwritten: a change lays the line as it was beside it and goes on under the same id, so that what was
published under it stays there. A line that was written the same day is put right instead.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from zhengwu.records import rows
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body, Unit
from zhengwu.records.organs.queries import BODY, UNIT
from zhengwu.records.people.actors import Actor
from zhengwu.records.publications import coverage
from zhengwu.records.publications.models import Entry, Publication
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.disclosure import categories, channels, kinds, pilot_fields
from zhengwu.statute.disclosure.cadence import cadences
from zhengwu.statute.disclosure.standards import LEVELS, MANNERS, Model, models

RIGHT = "catalogue.manage"
LINE = Words("基本目录的这一条", "line of the publication list")
MOST = 2000  # lines of a list
LENGTHS = {"number": 20, "group": 100, "title": 200, "content": 2000, "basis": 500, "audience": 200, "standard": 60}
CHOICES: dict[str, tuple[str, ...]] = {"manner": tuple(MANNERS), "level": tuple(LEVELS)}
ADDED, CHANGED, ENDED = "catalogue.added", "catalogue.changed", "catalogue.ended"
AGAIN, MOVED, FILED = "catalogue.resumed", "catalogue.moved", "catalogue.filed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a line says. Without a number it gets the next one; `within` in the days of its cadence."""

    title: str
    category: str
    cadence: str
    number: str = ""
    unit_id: int | None = None
    field: str = ""
    kind: str = ""
    group: str = ""
    content: str = ""
    basis: str = ""
    within: int = 20
    channels: tuple[str, ...] = ("portal",)
    audience: str = "society"
    manner: str = "proactive"
    level: str = ""
    standard: str = ""


def of_model(one: Model) -> Wanted:
    """The line that a model proposes."""
    said = ("title", "category", "cadence", "field", "kind", "group", "content", "basis", "within", "audience", "level")
    return Wanted(**{name: getattr(one, name) for name in said}, standard=one.key)


def check(wanted: Wanted) -> None:
    """Raises Trouble (invalid) for a field that cannot be."""
    if not wanted.title.strip():
        raise invalid("title_missing", "请写明公开事项。", "Say what is to be published.", where="title")
    for name, most in LENGTHS.items():
        if len(getattr(wanted, name)) > most:
            raise invalid("too_long", f"至多{most}字。", f"{most} characters at most.", where=name)
    known = (
        ("category", wanted.category in categories()),
        ("field", not wanted.field or wanted.field in pilot_fields()),
        ("kind", not wanted.kind or wanted.kind in kinds()),
        ("cadence", wanted.cadence in cadences()),
        ("channels", set(wanted.channels) <= channels().keys()),
        *((name, getattr(wanted, name) in keys) for name, keys in CHOICES.items()),
    )
    for name, right in known:
        if not right:
            raise invalid("unknown_choice", "没有这个选项。", "There is no such choice.", where=name)
    if not 0 <= wanted.within <= 365:
        raise invalid("wrong_days", "公开时限应在0至365日之间。", "Between 0 and 365 days.", where="within")


def add(body_id: int, wanted: Wanted, *, by: Actor, at: datetime, since: date | None = None) -> int:
    """Adds a line at the end of a list, which holds from `since` (or today). Trouble: invalid, missing, forbidden."""
    with transaction.atomic():
        body = _body(body_id, by)
        return _laid(body, [wanted], since or day_of(at), by, at)[0]


def add_all(body_id: int, found: list[Wanted], *, by: Actor, at: datetime) -> int:
    """Adds lines at the end of a list, all or none. Returns how many. Trouble as `add`."""
    with transaction.atomic():
        return len(_laid(_body(body_id, by), found, day_of(at), by, at))


def propose(body_id: int, keys: list[str] | tuple[str, ...], *, by: Actor, at: datetime) -> int:
    """Adds lines of the models of that name which the list does not have yet. Returns how many."""
    with transaction.atomic():
        body = _body(body_id, by)
        there = set(_lines(body.pk).values_list("standard", flat=True))
        wanted = [of_model(models()[key]) for key in dict.fromkeys(keys) if key in models() and key not in there]
        return len(_laid(body, wanted, day_of(at), by, at))


def _laid(body: Body, found: list[Wanted], since: date, by: Actor, at: datetime) -> list[int]:
    numbers = set(_lines(body.pk).values_list("number", flat=True))
    if len(numbers) + len(found) > MOST:
        raise invalid("too_many", f"一个目录至多{MOST}条。", f"A list has {MOST} lines at most.", where="title")
    position = _lines(body.pk).aggregate(last=Max("position"))["last"] or 0
    made = []
    for wanted in found:
        check(wanted)
        number = wanted.number.strip() or _next(numbers)
        if number in numbers:
            raise _taken(number)
        numbers.add(number)
        position += 1
        row = Entry(body_id=body.pk, position=position, since=since, by=by.name, at=at)
        _written(row, wanted, number)
        row.owed_on = coverage.owed_on(row, cadences()[row.cadence])
        made.append(row)
    rows.lay(Entry, made)
    coverage.settle(row.pk for row in made if cadences()[row.cadence].fixed)
    if made:
        told = made[0].title if len(made) == 1 else f"{len(made)}条"
        record(Deed(ADDED, body.pk, "entry", str(made[0].pk), told[:200]), by=by, at=at)
    return [row.pk for row in made]


def change(entry_id: int, wanted: Wanted, *, by: Actor, at: datetime, seen: datetime | None = None) -> None:
    """Changes a line from today on; as it was stays on file. `seen` is when what one saw was written.

    Raises Trouble: missing, forbidden, invalid, conflict (ended, or changed meanwhile).
    """
    check(wanted)
    on = day_of(at)
    with transaction.atomic():
        row = _line(entry_id, by)
        if seen is not None and seen != row.at:
            zh, en = f"{row.by}已在您打开后修改过这一条。", f"{row.by} has changed this line since you opened it."
            raise conflict("changed_meanwhile", zh, en, where="seen")
        if row.until is not None and row.until < on:
            raise conflict("ended", "这一条已经停止执行。", "This line has ended.")
        was = row.__dict__.copy()
        number = wanted.number.strip() or row.number
        if number != row.number and _lines(row.body_id).filter(number=number).exists():
            raise _taken(number)
        before = {name: getattr(row, name) for name in asdict(wanted)}
        _written(row, wanted, number)
        if before == {name: getattr(row, name) for name in asdict(wanted)}:
            return
        later = was["since"] < on
        row.by, row.at, row.since = by.name, at, on if later else row.since
        row.owed_on = coverage.owed_on(row, cadences()[row.cadence])
        rows.write(row, was)
        if later:
            _kept(row, was, on)
        record(Deed(CHANGED, row.body_id, "entry", str(row.pk), row.title), by=by, at=at)


def _kept(row: Entry, was: dict[str, object], on: date) -> None:
    """Lays the line as it was beside it, through the day before."""
    fields = {one.attname: was[one.attname] for one in Entry._meta.concrete_fields if not one.primary_key}
    rows.lay(Entry, [Entry(**{**fields, "line_id": row.pk, "until": on - timedelta(days=1)})])


def end(entry_id: int, *, by: Actor, at: datetime) -> None:
    """A line holds through today and no longer. Raises Trouble: missing, forbidden, conflict (ended)."""
    with transaction.atomic():
        row = _line(entry_id, by)
        if row.until is not None:
            raise conflict("ended", "这一条已经停止执行。", "This line has ended already.")
        Entry.objects.filter(pk=row.pk).update(until=day_of(at), at=at, by=by.name)
        record(Deed(ENDED, row.body_id, "entry", str(row.pk), row.title), by=by, at=at)


def resume(entry_id: int, *, by: Actor, at: datetime) -> None:
    """A line that was ended holds again. Raises Trouble: missing, forbidden, conflict (not ended)."""
    with transaction.atomic():
        row = _line(entry_id, by)
        if row.until is None:
            raise conflict("not_ended", "这一条正在执行。", "This line has not ended.")
        Entry.objects.filter(pk=row.pk).update(until=None, at=at, by=by.name)
        coverage.settle([row.pk])
        record(Deed(AGAIN, row.body_id, "entry", str(row.pk), row.title), by=by, at=at)


def move(entry_id: int, by_places: int, *, by: Actor, at: datetime) -> None:
    """Moves a line up (negative) or down among those that hold. At an end it stays. Trouble: missing, forbidden."""
    with transaction.atomic():
        row = _line(entry_id, by)
        places = dict(_lines(row.body_id).filter(until=None).order_by("position", "id").values_list("id", "position"))
        order = list(places)
        if row.pk not in places:
            raise conflict("ended", "这一条已经停止执行。", "This line has ended.")
        before = order.index(row.pk)
        order.insert(max(0, before + by_places), order.pop(before))
        for place, pk in enumerate(order, 1):
            if places[pk] != place:
                Entry.objects.filter(pk=pk).update(position=place)
        record(Deed(MOVED, row.body_id, "entry", str(row.pk), row.title), by=by, at=at)


def file_under(entry_id: int, index_number: str, *, by: Actor, at: datetime) -> str:
    """Puts a publication of the body, named by its index number, under a line. Returns its title.

    Raises Trouble: missing (line, publication), forbidden.
    """
    with transaction.atomic():
        row = _line(entry_id, by)
        found = Publication.objects.filter(index_number=index_number.strip(), body_id=row.body_id).first()
        if found is None:
            raise missing(Words("这个索引号的信息", "publication with this index number"), where="index_number")
        before = found.entry_id
        Publication.objects.filter(pk=found.pk).update(entry_id=row.pk)
        coverage.settle([before, row.pk])
        record(Deed(FILED, row.body_id, "publication", str(found.pk), row.title), by=by, at=at)
    return found.title


def _written(row: Entry, wanted: Wanted, number: str) -> None:
    """Puts into a row what is wanted of it."""
    if wanted.unit_id is not None and not Unit.objects.filter(pk=wanted.unit_id, body_id=row.body_id).exists():
        raise missing(UNIT, where="unit_id")
    for name, value in asdict(wanted).items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.channels, row.number = [key for key in channels() if key in wanted.channels], number


def _next(numbers: set[str]) -> str:
    return str(max((int(one) for one in numbers if one.isdecimal()), default=0) + 1)


def _lines(body_id: int) -> QuerySet[Entry]:
    return Entry.objects.filter(body_id=body_id, line=None)


def _line(entry_id: int, by: Actor) -> Entry:
    row = Entry.objects.select_for_update().filter(pk=entry_id, line=None).first()
    if row is None:
        raise missing(LINE, where="entry_id")
    _body(row.body_id, by)
    return row


def _body(body_id: int, by: Actor) -> Body:
    body = Body.objects.filter(Q(closed_on=None), pk=body_id).first()
    if body is None:
        raise missing(BODY, where="body_id")
    if not by.may(RIGHT, body.pk, body.path):
        raise forbidden(RIGHT)
    return body


def _taken(number: str) -> Exception:
    return conflict("number_taken", f"序号“{number}”已经使用。", f"Number “{number}” is in use.", where="number")
