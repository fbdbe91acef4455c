"""Rows laid down, a page in the caller's transaction: the register, its versions, placements, tallies, numbers, words.

New rows go in by prepared statements on SQLite and by COPY on PostgreSQL, under ids taken beforehand. What is there
already stays as it is, or gets a new version where the file says something else than it did.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from django.db import connection, models

from zhengwu.records import rows
from zhengwu.records.findable.dated import Dated
from zhengwu.records.findable.grams import whole
from zhengwu.records.organs.models import Body
from zhengwu.records.publications import carrying, numbers, tallies, words
from zhengwu.records.publications.importing import restoring
from zhengwu.records.publications.importing.model import Ready, Wrong
from zhengwu.records.publications.importing.reasons import wrong
from zhengwu.records.publications.models import Import, Placement, Publication, Version
from zhengwu.statute import disclosure

AT_ONCE = 500  # keys in one question


@dataclass(frozen=True, slots=True)
class Plan:
    """What a page comes to: rows that are new, those that say something new of the publication with that id, those that
    are there already, and what is wrong when they are held against the register."""

    fresh: list[Ready] = field(default_factory=list)
    changed: list[tuple[int, Ready]] = field(default_factory=list)
    same: int = 0
    wrong: list[Wrong] = field(default_factory=list)


class _There(NamedTuple):
    id: int
    digest: str
    status: str
    undone: bool


def planned(ready: Sequence[Ready]) -> Plan:
    """Holds rows against the register; writes nothing."""
    there, plan, same = _there(ready), Plan(), 0
    for one in ready:
        found = there.get((one.body_id, one.key))
        if found is None:
            plan.fresh.append(one)
        elif found.status != "public" and not found.undone:
            plan.wrong.append(wrong(one.row, "", "taken_down" if found.status == "withdrawn" else "by_hand", one.key))
        elif found.digest == one.digest and found.status == "public":
            same += 1
        else:
            plan.changed.append((found.id, one))
    return Plan(plan.fresh, plan.changed, same, plan.wrong)


def _there(ready: Sequence[Ready]) -> dict[tuple[int, str], _There]:
    found: dict[tuple[int, str], _There] = {}
    by_body: dict[int, list[str]] = {}
    for one in ready:
        by_body.setdefault(one.body_id, []).append(one.key)
    with connection.cursor() as cursor:
        for body_id, keys in by_body.items():
            for start in range(0, len(keys), AT_ONCE):
                part = keys[start : start + AT_ONCE]
                cursor.execute(
                    "SELECT p.source_key, p.id, p.source_digest, p.status, "
                    "p.withdrawn_at = i.withdrawn_at AND i.state = 'withdrawn' FROM publications_publication p "
                    "LEFT JOIN publications_import i ON i.id = p.run_id "
                    f"WHERE p.body_id = %s AND p.source_key IN ({', '.join(['%s'] * len(part))})",
                    [body_id, *part],
                )
                for key, pk, digest, status, undone in cursor.fetchall():
                    found[body_id, key] = _There(pk, digest, status, bool(undone))
    return found


def lay(plan: Plan, run: Import, *, at: datetime) -> None:
    """Writes what was planned, in the caller's transaction."""
    if plan.fresh:
        _lay_fresh(plan.fresh, run, at)
    for publication_id, ready in plan.changed:
        _revise(publication_id, ready, run, at)


def _lay_fresh(fresh: Sequence[Ready], run: Import, at: datetime) -> None:
    moment = _moment(at)
    first, first_version = _ids(Publication, len(fresh)), _ids(Version, len(fresh))
    places = sum(len(one.placements) for one in fresh)
    placement = iter(_ids(Placement, places))
    given = _numbers(fresh)
    lasting = {key: "in_force" if kind.lasting else "" for key, kind in disclosure.kinds().items()}
    publications, versions, placements = [], [], []
    for pk, version_pk, one, index_number in zip(first, first_version, fresh, given, strict=True):
        publications.append((
            pk, one.body_id, run.pk, one.key, one.digest, index_number, one.document_number, one.title, one.summary,
            one.kind, one.column, one.category, one.field, "proactive", one.made_on, "public", 1, one.published_on,
            moment, moment, lasting[one.kind],
        ))  # fmt: skip
        versions.append((version_pk, pk, 1, one.title, one.html, one.text, one.facts, run.by, moment, moment))
        for channel, where in one.placements:
            placements.append((next(placement), pk, channel, where, one.published_on, run.by, moment))
    _copy(Publication, PUBLICATION, publications)
    _copy(Version, VERSION, versions)
    _copy(Placement, PLACEMENT, placements)
    tallies.move((_cell(one, channel), 1) for one in fresh for channel, _ in one.placements)
    words.put([_entry(pk, one, number) for pk, one, number in zip(first, fresh, given, strict=True)])


def _cell(one: Ready, channel: str) -> tallies.Cell:
    year = int(one.published_on[:4])
    return tallies.Cell(one.body_id, year, channel, one.kind, one.column, one.category, one.field)


def _entry(pk: int, one: Ready, index_number: str) -> Dated:
    """What it is found by; the same as `words.entry` says of the rows that were laid down."""
    marks, on = _marks(one.body_id, one.kind, one.column, one.field), _day(one.published_on)
    if one.shape:
        return Dated(pk, on, marks, (), whole(one.shape, index_number))
    named = (one.title, one.document_number, index_number, one.summary)
    return Dated(pk, on, marks, words.said(named, orjson.loads(one.facts), one.text))


_marks, _day = lru_cache(words.marks), lru_cache(date.fromisoformat)  # thousands of rows have the same


PUBLICATION = (
    "id", "body_id", "run_id", "source_key", "source_digest", "index_number", "document_number", "title", "summary",
    "kind", "column", "category", "field", "attribute", "made_on", "status", "version", "published_on",
    "published_at", "changed_at", "validity",
)  # fmt: skip
VERSION = ("id", "publication_id", "number", "title", "html", "text", "facts", "by", "at", "published_at")
PLACEMENT = ("id", "publication_id", "channel", "place", "on", "by", "at")


def _numbers(fresh: Sequence[Ready]) -> list[str]:
    """An index number for each row, of its body and the year it was published in, in the order of the rows."""
    wanted: dict[tuple[int, int], list[int]] = {}
    for at, one in enumerate(fresh):
        wanted.setdefault((one.body_id, int(one.published_on[:4])), []).append(at)
    bodies = {body.pk: body for body in Body.objects.filter(pk__in={body_id for body_id, _ in wanted})}
    found = [""] * len(fresh)
    for (body_id, year), places in sorted(wanted.items()):
        for place, number in zip(places, numbers.take(bodies[body_id], year, len(places)), strict=True):
            found[place] = number
    return found


def _ids(model: type[models.Model], count: int) -> Sequence[int]:
    """Ids that nobody else gets."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
            (last,) = cursor.fetchone()
            return range(last + 1, last + count + 1)
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return [pk for (pk,) in cursor.fetchall()]


@lru_cache
def _columns(model: type[models.Model], names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """The columns of these attributes and then all others, quoted; and what the others usually hold."""
    fields = {one.attname: one for one in model._meta.concrete_fields}
    others = [one for name, one in fields.items() if name not in names]
    columns = (connection.ops.quote_name(one.column or "") for one in (*(fields[name] for name in names), *others))
    return tuple(columns), tuple(one.get_db_prep_save(one.get_default(), connection) for one in others)


def _moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)


def _copy(model: type[models.Model], names: tuple[str, ...], made: Sequence[tuple[Any, ...]]) -> None:
    """Rows with their ids into a table; what is not among `names` is as usual."""
    columns, usual = _columns(model, names)
    table, listed = connection.ops.quote_name(model._meta.db_table), ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({places})", [(*row, *usual) for row in made])
            return
        with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
            for row in made:
                copy.write_row((*row, *usual))


def _revise(publication_id: int, ready: Ready, run: Import, at: datetime) -> None:
    """A publication of which the file says something new, or which comes back after its import was withdrawn."""
    locking = " FOR UPDATE" if connection.features.has_select_for_update else ""
    row = rows.one(Publication, f"id = %s{locking}", [publication_id])
    shown = carrying.version_of(row, row.version) if row else None
    if row is None or shown is None:
        return
    was, hidden = row.__dict__.copy(), row.status != "public"
    if not hidden:
        words.drop(words.entry(row, shown))
        carrying.standing(row, -1)
    for name in ("kind", "column", "category", "field", "title", "summary", "document_number"):
        setattr(row, name, getattr(ready, name))
    if row.source_digest != ready.digest:
        shown = _version(row, ready, run, at)
    row.source_digest, row.run_id, row.made_on = ready.digest, run.pk, date.fromisoformat(ready.made_on)
    row.status, row.version, row.changed_at, row.withdrawn_at = "public", shown.number, at, None
    rows.write(row, was)
    if not hidden:
        carrying.standing(row, 1)
    placed = _place(row, ready, run, at)
    words.put([words.entry(row, shown)])
    restoring.remember(was, run, placed)


def _version(row: Publication, ready: Ready, run: Import, at: datetime) -> Version:
    newest = Version.objects.filter(publication_id=row.pk).order_by("-number").values_list("number", flat=True).first()
    made = Version(
        publication_id=row.pk, number=(newest or 0) + 1, title=ready.title, html=ready.html, text=ready.text,
        facts=orjson.loads(ready.facts), change="revision", reason=f"{run.name}（{run.pk}）"[:500], by=run.by, at=at,
        published_at=at,
    )  # fmt: skip
    rows.lay(Version, [made])
    return made


def _place(row: Publication, ready: Ready, run: Import, at: datetime) -> list[int]:
    """Puts down the channels that it is not in yet; the ids of these placements."""
    there = set(Placement.objects.filter(publication_id=row.pk, ended_on=None).values_list("channel", "place"))
    on = date.fromisoformat(ready.published_on)
    new = [one for one in ready.placements if one not in there]
    return [carrying.place(row, channel, where, on, by=run.by, at=at).pk for channel, where in new]
