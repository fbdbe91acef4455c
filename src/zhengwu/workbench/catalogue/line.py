"""One line: what it says, what it owes next and why, period by period what met it, what it said before."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from markupsafe import Markup

from zhengwu.records.people.actors import Actor
from zhengwu.records.publications import lines
from zhengwu.records.publications.lines import Kept, Owed, Whole
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Words
from zhengwu.statute.calendar import End, Line, explained
from zhengwu.statute.disclosure import categories, channels, kinds, pilot_fields
from zhengwu.statute.disclosure.cadence import Due, Out, cadences, label
from zhengwu.statute.disclosure.standards import AUDIENCES, LEVELS, MANNERS
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.ui.parts.dates import Reasoned, left_until, of_period
from zhengwu.ui.parts.tables import Fact
from zhengwu.visits import Asked
from zhengwu.workbench.catalogue.listing import row_of
from zhengwu.workbench.catalogue.place import Place, cadence_name, lit, place

DESK = ("case.register", "case.handle")


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period: what it is called, its last day, what met it, by how many days late."""

    name: Words
    owed: Owed
    late: int

    def lit(self, lang: str) -> Markup:
        """Its light: met in time, met late, or not met."""
        if self.owed.out is not None:
            return lit(lang, "met" if not self.late else "late", self.late)
        return lit(lang, "never" if self.late else "open", self.late)


@dataclass(frozen=True, slots=True)
class LinePage:
    """A line with everything on it. `publish` is where something under it is begun, empty for who may not."""

    place: Place
    whole: Whole
    light: tuple[str, int]
    facts: tuple[Fact, ...]
    next: Reasoned | None
    next_name: Words | None
    periods: tuple[PeriodRow, ...]
    outs: tuple[Out, ...]
    kept: tuple[tuple[Kept, Words], ...]
    publish: str

    def lit(self, lang: str) -> Markup:
        """The light of the line."""
        return lit(lang, self.whole.line.state, self.light[1])


@staff
def one(request: Asked, entry_id: int) -> HttpResponse:
    """`/desk/catalogue/lines/ID`: one line."""
    found = lines.whole(request.actor, entry_id, request.on)
    every = cadences()[found.line.cadence].every
    periods = tuple(
        PeriodRow(Words(*label(every, one.period)), one, one.late(request.on)) for one in found.owed if every != "event"
    )
    row = row_of(found.line, request.on)
    page = LinePage(
        place(request.actor, found.body_id),
        found,
        (found.line.state, row.days),
        _facts(found),
        _reasoned(found.next, found.body_id, request.on) if found.next else None,
        words("catalogue.line.owed"),
        periods,
        found.outs[:20],
        tuple((one, cadence_name(one.cadence, one.within)) for one in found.kept),
        _publish(request.actor, found),
    )
    return show(request, "workbench/catalogue/line.html", page)


def _publish(actor: Actor, found: Whole) -> str:
    """Where a publication of the line is begun; empty for who drafts nothing there, or where it has ended."""
    line = found.line
    if line.until is not None or not any(actor.may(right, found.body_id, found.path, line.unit_id) for right in DESK):
        return ""
    said = {"body": str(found.body_id), "entry": str(line.id), "kind": line.kind, "field": line.field}
    return "/desk/publications/new?" + urlencode({key: value for key, value in said.items() if value})


def _facts(found: Whole) -> tuple[Fact, ...]:
    line = found.line
    named = {"category": categories(), "kind": kinds(), "field": pilot_fields()}
    told = [
        Fact(words("catalogue.field.content"), line.content),
        Fact(words("catalogue.field.cadence"), cadence_name(line.cadence, line.within)),
        Fact(words("catalogue.field.unit_id"), line.unit or found.body),
    ]
    for key, table in named.items():
        one = table.get(getattr(line, key))  # type: ignore[attr-defined]
        if one is not None:
            told.append(Fact(words(f"catalogue.field.{key}"), Words(one.zh, one.en)))
    names = [channels()[key] for key in line.channels if key in channels()]
    told += [
        Fact(words("catalogue.field.basis"), line.basis),
        Fact(words("catalogue.field.channels"), _joined([one.zh for one in names], [one.en for one in names])),
        Fact(words("catalogue.field.audience"), Words(*AUDIENCES.get(line.audience, AUDIENCES["society"]))),
        Fact(words("catalogue.field.manner"), Words(*MANNERS[line.manner])),
        Fact(words("catalogue.field.level"), Words(*LEVELS[line.level]) if line.level else None),
        Fact(words("catalogue.field.since"), line.since),
    ]
    if line.until:
        told.append(Fact(words("catalogue.field.until"), line.until))
    return tuple(told)


def _joined(zh: list[str], en: list[str]) -> Words | None:
    return Words("、".join(zh), ", ".join(en)) if zh else None


def _reasoned(due: Due, body_id: int, on: date) -> Reasoned:
    """The last day with its reason: the count where one is counted, the article where the law names the day."""
    calendar = calendar_of(body_id)
    if due.length:
        end, told = explained(calendar, due.start, due.length, due.unit, due.basis)
        return of_period(End(due.on, end.before_move, due.provisional, due.on), due.start, due.unit, told, calendar, on)
    said = words("catalogue.line.named_day")
    return Reasoned(due.on, left_until(calendar, on, due.on), False, (Line("limit", said.zh, said.en, due.basis),))
