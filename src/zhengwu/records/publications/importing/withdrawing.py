"""What an import brought, taken from the public again: all of it, or a single result.

What the import had changed is again as it was before, where an older import that still holds had brought it. A page of
publications goes in one transaction: from the register, the index of words, the channels and the tallies. Broken off,
it goes on where it was.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction

from zhengwu.records import rows
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import Actor
from zhengwu.records.publications import carrying, tallies, words
from zhengwu.records.publications.importing import restoring
from zhengwu.records.publications.importing.runs import IMPORT
from zhengwu.records.publications.models import Import, Placement, Publication, Version
from zhengwu.records.publications.visible import to_staff
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing

RIGHT = "case.decide"
PUBLICATION = Words("这条信息", "publication")
PAGE = 500
STATES = ("running", "stopped", "done", "withdrawing")


def withdraw(
    run_id: int, reason: str, *, by: Actor, at: datetime, enough: Callable[[], bool] | None = None
) -> int:  # fmt: skip
    """Takes back everything whose present state an import brought, down or to what it was before: how many in this
    call.

    Once begun it is on file, and `go_on` ends what `enough` broke off. Raises Trouble: missing, forbidden, invalid
    (no reason), conflict (nothing to withdraw).
    """
    said = reason.strip()
    if not said:
        raise invalid("reason_missing", "请写明撤下的理由。", "Say why.", where="reason")
    with transaction.atomic():
        run = Import.objects.select_for_update(of=("self",)).select_related("body").filter(pk=run_id).first()
        if run is None:
            raise missing(IMPORT, where="run_id")
        _allowed(run, by)
        if run.state not in STATES:
            raise conflict("not_to_withdraw", "这次导入没有可以撤下的内容。", "There is nothing to withdraw.")
        if run.state != "withdrawing":
            run.state, run.withdrawn_at, run.withdrawn_by, run.reason = "withdrawing", at, by.name[:60], said[:500]
            run.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "reason"])
            record(Deed("publications.import_withdrawn", run.body_id, "import", str(run.pk), said), by=by, at=at)
    return go_on(run, enough=enough)


def _allowed(run: Import, by: Actor) -> None:
    reach = by.reach(RIGHT)
    if reach.everything or (run.body is not None and by.may(RIGHT, run.body.pk, run.body.path)):
        return
    raise forbidden(RIGHT)


def go_on(run: Import, *, enough: Callable[[], bool] | None = None) -> int:
    """Goes on with taking down, page by page; how many in this call."""
    if run.withdrawn_at is None:
        return 0
    count = 0
    while hidden := _page(run, run.withdrawn_at):
        count += hidden
        if enough and enough():
            return count
    return count


def _page(run: Import, at: datetime) -> int:
    with transaction.atomic():
        found = list(
            Publication.objects.select_for_update()
            .filter(run_id=run.pk, status="public", case__isnull=True)
            .order_by("id")[:PAGE]
        )
        if not found:
            Import.objects.filter(pk=run.pk, state="withdrawing").update(state="withdrawn")
            return 0
        new = restoring.restore(found, at)
        if new:
            _hide(new, at)
    return len(found)


def _hide(found: list[Publication], at: datetime) -> None:
    """Takes them from the index, the channels, the tallies and the public, in the caller's transaction."""
    by_id = {row.pk: row for row in found}
    shown = Version.objects.filter(publication_id__in=by_id).order_by("publication_id")
    for version in shown:
        row = by_id[version.publication_id]
        if version.number == row.version:
            words.drop(words.entry(row, version))
    standing = Placement.objects.filter(publication_id__in=by_id, ended_on=None)
    tallies.move([(tallies.cell(by_id[one.publication_id], one.channel, one.on.year), -1) for one in standing])
    standing.update(ended_on=day_of(at))
    Publication.objects.filter(pk__in=by_id).update(status="withdrawn", withdrawn_at=at, changed_at=at)


def take_down(publication_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """Takes down a single publication that has no case, since it came by an import.

    Raises Trouble: missing, forbidden, invalid (no reason), conflict (it has a case, or is not public).
    """
    said = reason.strip()
    if not said:
        raise invalid("reason_missing", "请写明撤下的理由。", "Say why.", where="reason")
    with transaction.atomic():
        row = _mine(publication_id, by)
        if row.status != "public":
            raise conflict("not_public", "这条信息没有公开。", "It is not public.", where="publication_id")
        was = row.__dict__.copy()
        carrying.hide(row, "withdrawn", on=day_of(at), at=at)
        rows.write(row, was)
        record(Deed("publication.taken_down", row.body_id, "publication", str(row.pk), said), by=by, at=at)


def put_back(publication_id: int, *, by: Actor, at: datetime) -> None:
    """Publishes again what `take_down` took down, where it was.

    Raises Trouble: missing, forbidden, conflict (not taken down by itself).
    """
    with transaction.atomic():
        row = _mine(publication_id, by)
        run = Import.objects.filter(pk=row.run_id or 0).first()
        shown = carrying.version_of(row, row.version)
        if row.status != "withdrawn" or row.withdrawn_at is None or shown is None or _with_all(row, run):
            raise conflict("not_taken_down", "这条信息没有被单独撤下。", "It was not taken down by itself.")
        was, day = row.__dict__.copy(), day_of(row.withdrawn_at)
        row.status, row.withdrawn_at, row.changed_at = "public", None, at
        rows.write(row, was)
        back = Placement.objects.filter(publication_id=row.pk, ended_on=day)
        tallies.move([(tallies.cell(row, one.channel, one.on.year), 1) for one in back])
        back.update(ended_on=None)
        words.put([words.entry(row, shown)])
        record(Deed("publication.put_back", row.body_id, "publication", str(row.pk)), by=by, at=at)


def _with_all(row: Publication, run: Import | None) -> bool:
    return run is not None and run.state in restoring.GONE and run.withdrawn_at == row.withdrawn_at


def _mine(publication_id: int, by: Actor) -> Publication:
    row = to_staff(by).filter(pk=publication_id).select_related("body").first()
    if row is None:
        raise missing(PUBLICATION, where="publication_id")
    if not by.may(RIGHT, row.body_id, row.body.path):
        raise forbidden(RIGHT)
    if row.case_id is not None:
        raise conflict("has_case", "这条信息有办件，请在办件中撤下。", "It has a case: take it down there.")
    locking = " FOR UPDATE" if connection.features.has_select_for_update else ""
    locked = rows.one(Publication, f"id = %s{locking}", [row.pk])
    if locked is None:
        raise missing(PUBLICATION, where="publication_id")
    return locked
