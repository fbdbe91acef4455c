"""Ledgers read across cases: fees told and paid, an applicant's items of a month, what is late and who held it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from zhengwu.records.cases import filing
from zhengwu.records.cases.models import Case, Event, Fee, Item, Party
from zhengwu.records.cases.queries import visible
from zhengwu.records.cases.sheet import unit_names
from zhengwu.records.cases.shown import ResponsibleFacts
from zhengwu.records.people.actors import Actor
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.statute import fees
from zhengwu.statute.procedures import procedure, responsible_units

Place = tuple[date, int]


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A line of the fee ledger. `amount` is in yuan."""

    id: int
    case_id: int
    number: str
    kind: str
    amount: Decimal
    on: date
    voucher: str


@dataclass(frozen=True, slots=True)
class MonthOfApplicant:
    """What one applicant has asked of a body in a calendar month, and the fee by item that it comes to, in yuan.

    `applicant` is the name on the latest case. Applicants are told apart by their identity number.
    """

    applicant: str
    id_masked: str
    cases: int
    items: int
    fee: int


@dataclass(frozen=True, slots=True)
class CaseFee:
    """The fee of a case by item: its own items, those of the same applicant earlier in the month, and why.

    `identified` is False where no identity number is on file, so that earlier requests cannot be known.
    """

    items: int
    earlier: int
    identified: bool
    fee: fees.Fee


@dataclass(frozen=True, slots=True)
class Late:
    """An open case whose last day is over, and the units that held it; `responsible` marks the one of the last day."""

    case_id: int
    number: str
    title: str
    body_id: int
    state: str
    due_on: date
    working_days_over: int
    responsible: tuple[ResponsibleFacts, ...]


def fee_lines(actor: Actor, body_id: int, month: date, *, after: int | None, limit: int) -> list[FeeLine]:
    """The fee ledger of a body and the month of that day, in the order of entry."""
    first, last = _month(month)
    rows = Fee.objects.filter(body_id=body_id, on__gte=first, on__lte=last, id__gt=after or 0)
    seen = rows.filter(case__in=visible(actor).filter(body_id=body_id).values("pk")).order_by("id")
    columns = ("id", "case_id", "case__number", "kind", "amount", "on", "voucher")
    return [FeeLine(*row) for row in seen.values_list(*columns)[:limit]]


def months(actor: Actor, body_id: int, month: date, *, least: int) -> list[MonthOfApplicant]:
    """The applicants with at least `least` items in the month of that day, the most first; two statements."""
    first, last = _month(month)
    cases = visible(actor).filter(procedure="information_request", body_id=body_id, entered_on__range=(first, last))
    named = Party.objects.filter(case__in=cases.values("pk"), role="applicant").exclude(id_blind="").order_by("case_id")
    counted: dict[int, int] = {}
    for case_id in Item.objects.filter(case__in=cases.values("pk")).values_list("case_id", flat=True):
        counted[case_id] = counted.get(case_id, 0) + 1
    found: dict[str, tuple[str, str, int, int]] = {}
    for blind, case_id, name, masked in named.values_list("id_blind", "case_id", "name", "id_masked"):
        _, _, number, items = found.get(blind, ("", "", 0, 0))
        found[blind] = (name, masked, number + 1, items + counted.get(case_id, 0))
    lines = [MonthOfApplicant(*one, fees.per_item(one[3]).total) for one in found.values() if one[3] >= least]
    return sorted(lines, key=lambda line: (-line.items, line.applicant))


def fee_of(row: Case) -> CaseFee:
    """The fee of a case by item (国办函〔2020〕109号第四条), after the same applicant's earlier ones of the month."""
    items = Item.objects.filter(case_id=row.pk).count()
    blind = Party.objects.filter(case_id=row.pk, role="applicant").values_list("id_blind", flat=True).first() or ""
    earlier = 0
    if blind and row.entered_on is not None:
        first, _ = _month(row.entered_on)
        theirs = Party.objects.filter(role="applicant", id_blind=blind, case__body_id=row.body_id)
        before = Case.objects.filter(
            parties__in=theirs, procedure="information_request", entered_on__range=(first, row.entered_on)
        ).exclude(pk=row.pk)
        same_day_later = before.filter(entered_on=row.entered_on, pk__gt=row.pk).values("pk")
        earlier = Item.objects.filter(case__in=before.exclude(pk__in=same_day_later).values("pk")).count()
    return CaseFee(items, earlier, bool(blind), fees.per_item(items, earlier))


def late(actor: Actor, on: date, *, body_id: int | None, after: Place | None, limit: int) -> list[Late]:
    """A page of the open cases whose last day is over, the longest over first, with who held them; three statements."""
    found = visible(actor).filter(is_open=True, sort_on__lt=on, due_on__lt=on).order_by("sort_on", "id")
    if body_id is not None:
        found = found.filter(body_id=body_id)
    if after is not None:
        found = found.filter(sort_on__gte=after[0]).exclude(sort_on=after[0], id__lte=after[1])
    rows = list(found[:limit])
    files: dict[int, list[filing.Filed]] = {row.pk: [] for row in rows}
    events = Event.objects.filter(case_id__in=files).order_by("case_id", "number")
    for case_id, *columns in events.values_list("case_id", *filing.COLUMNS):
        files[case_id].append(filing.Filed(*columns))
    held = {row.pk: _held(row, files[row.pk], on) for row in rows}
    names = unit_names({one.unit for each in held.values() for one in each})
    return [_late(row, held[row.pk], names, on) for row in rows]


def _held(row: Case, events: list[filing.Filed], on: date) -> list[ResponsibleFacts]:
    calendar = calendar_of(row.body_id)
    case = filing.replayed(row.procedure, filing.marked(events), calendar)
    held = responsible_units(procedure(row.procedure), case, calendar, on)
    return [ResponsibleFacts(one.unit, "", one.since, one.until, one.counted, one.late) for one in held]


def _late(row: Case, held: list[ResponsibleFacts], names: dict[str, str], on: date) -> Late:
    named = tuple(
        ResponsibleFacts(one.unit, names.get(one.unit, one.unit), one.since, one.until, one.counted, one.late)
        for one in held
    )
    due = row.due_on or on
    over = calendar_of(row.body_id).working_days_between(due, on)
    return Late(row.pk, row.number, row.title, row.body_id, row.state, due, over, named)


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
