"""The office above: how far the bodies within reach are, year by year, who is late, and who has errors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.reports.models import OPEN, AnnualReport
from zhengwu.records.reports.queries import RIGHT
from zhengwu.records.reports.territory import Filed, due_on

Only = Literal["", "late", "open", "errors"]


@dataclass(frozen=True, slots=True)
class Line:
    """A body, how deep it stands in the tree, and how far it is with each of the years asked for, in their order."""

    body_id: int
    name: str
    path: str
    depth: int
    years: tuple[Filed, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many bodies are within reach, how many have published, are late without having, and have errors on file."""

    bodies: int = 0
    published: int = 0
    late: int = 0
    errors: int = 0

    @property
    def open(self) -> int:
        """How many have not published."""
        return self.bodies - self.published


def bodies_of(actor: Actor) -> QuerySet[Body]:
    """The open bodies whose reports the actor may read."""
    return Body.objects.filter(within(actor.reach(RIGHT), body="", unit=None), closed_on=None)


def _marks(year: int) -> tuple[Exists, Exists]:
    """Whether the year's report of a body is out, and whether errors stand in the one that counts."""
    rows = AnnualReport.objects.filter(body=OuterRef("pk"), year=year)
    wrong = rows.filter(errors__gt=0, status__in=("checked", "signed", "published"))
    return Exists(rows.filter(published_on__isnull=False)), Exists(wrong)


def _owed(year: int, on: date) -> Exists | Value:
    """Whether a body owes the year's report to this installation: last year's always, an older one once begun here."""
    if year >= on.year - 1:
        return Value(value=True)
    return Exists(AnnualReport.objects.filter(body=OuterRef("pk"), year=year))


def tally(actor: Actor, year: int, on: date) -> Tally:
    """The counts over all bodies within reach. One statement."""
    is_out, has_errors = _marks(year)
    rows = bodies_of(actor).annotate(out=is_out, wrong=has_errors, owed=_owed(year, on)).order_by()
    bodies = published = late = errors = 0
    groups = rows.values_list("kind", "local_due_on", "out", "wrong", "owed").annotate(number=Count("pk"))
    for kind, local, out, wrong, owed, number in groups:
        bodies += number
        published += number * out
        errors += number * wrong
        late += number * (owed and not out and due_on(Body(kind=kind, local_due_on=local), year) < on)
    return Tally(bodies, published, late, errors)


def lines(
    actor: Actor, years: Sequence[int], on: date, *, only: Only = "", after: str = "", limit: int = 50
) -> list[Line]:
    """A page of bodies in the order of the tree, after that path; `only` looks at the last of the years.

    Two statements, three where only those that are late are wanted.
    """
    found, (is_out, has_errors) = bodies_of(actor), _marks(years[-1])
    if only == "late":
        found = late(actor, years[-1], on)
    elif only == "open":
        found = found.filter(~is_out)
    elif only == "errors":
        found = found.filter(has_errors)
    bodies = list(found.filter(path__gt=after).order_by("path")[:limit])
    known = _latest([body.pk for body in bodies], years)
    return [
        Line(
            body.pk, body.name, body.path, body.path.count(".") - 1,
            tuple(known.get((body.pk, year)) or _none(body, year) for year in years),
        )
        for body in bodies
    ]  # fmt: skip


def late(actor: Actor, year: int, on: date) -> QuerySet[Body]:
    """The bodies within reach whose last day is over and whose report is not out."""
    return bodies_of(actor).filter(_overdue(actor, year, on), ~_marks(year)[0], _owed(year, on))


def _overdue(actor: Actor, year: int, on: date) -> Q:
    """The bodies whose last day is over: by kind and local date, of which there are few."""
    wanted = Q(pk__in=[])
    for kind, local in bodies_of(actor).order_by().values_list("kind", "local_due_on").distinct():
        if due_on(Body(kind=kind, local_due_on=local), year) < on:
            wanted |= Q(kind=kind, local_due_on=local)
    return wanted


def _latest(ids: Sequence[int], years: Sequence[int]) -> dict[tuple[int, int], Filed]:
    rows = AnnualReport.objects.filter(body_id__in=ids, year__in=years).order_by("version")
    columns = ("body_id", "year", "status", "version", "origin", "signed_at", "published_on", "errors")
    more = ("body__name", "body__kind", "body__local_due_on")
    found: dict[tuple[int, int], Filed] = {}
    for body_id, year, status, version, origin, signed, published, errors, name, kind, local in rows.values_list(
        *columns, *more
    ):
        if status in OPEN and (body_id, year) in found:
            continue  # a correction under way: what was signed before it counts until then
        due = due_on(Body(kind=kind, local_due_on=local), year)
        signed_on = day_of(signed) if signed else None
        found[body_id, year] = Filed(body_id, name, status, version, origin, signed_on, published, due, errors)
    return found


def _none(body: Body, year: int) -> Filed:
    return Filed(body.pk, body.name, "", 0, "", None, None, due_on(body, year))
