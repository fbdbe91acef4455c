"""Carries the events of a case over to the register, in the transaction of the step: what is public, and since when.

The register is never ahead of the case nor behind it. Going public and being taken down change the register, the
counters, the channels and the index of words together.
"""

from datetime import date, datetime, time

from django.db import connection

from zhengwu.records import rows
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.moments import OFFICE
from zhengwu.records.organs.models import Body
from zhengwu.records.publications import coverage, numbers, releasing, tallies, words
from zhengwu.records.publications.models import Placement, Publication, PublishedFile, Version
from zhengwu.records.publications.texts import Written, paragraphs
from zhengwu.records.troubles import conflict, invalid
from zhengwu.statute.disclosure import kinds

PROCEDURE = "proactive_disclosure"
# What others have seen cannot be struck out of the file; an opposite step says that it holds no more.
FIXED = frozenset(("registered", "published", "taken_down", "amended", "repealed", "discarded", "not_published"))
PORTAL = "portal"


def carry(case: Case, event: Event) -> None:
    """Writes what an event on file does to the register."""
    if event.key == "registered":
        return  # the register's row follows it, made by the action that opened the case
    does = CARRIED.get(event.key)
    if does is None:
        return
    row = of_case(case.pk)
    was = row.__dict__.copy()
    does(row, event)
    if event.key in CLOCK:
        row.due_on = case.due_on
    rows.write(row, was)
    if row.status != was["status"]:
        coverage.settle([row.entry_id])


def of_case(case_id: int) -> Publication:
    """The register's row of a case, locked. Raises Trouble where it is gone."""
    locking = " FOR UPDATE" if connection.features.has_select_for_update else ""
    found = rows.one(Publication, f"case_id = %s{locking}", [case_id])
    if found is None:
        zh, en = "登记簿中没有这条信息。", "The register has no such publication."
        raise conflict("not_registered", zh, en, where="case_id")
    return found


def version_of(row: Publication, number: int) -> Version | None:
    """A version by its number."""
    return rows.one(Version, "publication_id = %s AND number = %s", [row.pk, number])


def prepared_version(row: Publication) -> Version | None:
    """The version that is being prepared: the newest, while it has not been published."""
    found = rows.one(Version, "publication_id = %s ORDER BY number DESC", [row.pk])
    return found if found is not None and found.published_at is None else None


def _attributed(row: Publication, event: Event) -> None:
    ready(row)
    row.attribute = event.says["attribute"]
    row.attribute_basis = event.says.get("basis_text") or ""


def ready(row: Publication) -> Version:
    """The prepared version, where nothing keeps it from being published. Raises Trouble (invalid) saying what."""
    version = prepared_version(row)
    if version is None:
        raise conflict("nothing_prepared", "没有拟发布的版本。", "No version has been prepared.", where="version")
    if not (version.text.strip() or version.facts or _files(version)):
        raise invalid(
            "nothing_to_publish",
            "正文、字段和附件都是空的，没有可以公开的内容。",
            "There is no text, no fact and no file to publish.",
            where="text",
        )
    releasing.refuse(version)
    return version


def _files(version: Version) -> bool:
    return PublishedFile.objects.filter(version_id=version.pk, removed_at=None).exists()


def _approved(row: Publication, event: Event) -> None:
    ready(row)
    day = event.says.get("publish_on")
    if day:
        at = time.fromisoformat(event.says.get("publish_at") or "09:00")
        row.scheduled_at = datetime.combine(date.fromisoformat(str(day)), at, OFFICE)


def _returned(row: Publication, _event: Event) -> None:
    row.scheduled_at = None


def _published(row: Publication, event: Event) -> None:
    version = ready(row)
    before = version_of(row, row.version) if row.status == "public" and row.version else None
    if before is not None:
        words.drop(words.entry(row, before))
    if row.index_number is None:
        body = Body.objects.get(pk=row.body_id)
        (row.index_number,) = numbers.take(body, event.on.year)
        if numbers.awaits(row.document_number):
            row.document_number = numbers.issue(body, row.document_number, event.on.year)
    if row.published_on is None:
        row.published_on, row.published_at = event.on, event.at
    if row.validity == "" and kinds()[row.kind].lasting:
        row.validity = "in_force"
    row.version, row.title, row.summary, row.changed_at = version.number, version.title, version.summary, event.at
    row.scheduled_at = row.withdrawn_at = None
    row.attribute = "proactive"
    Version.objects.filter(pk=version.pk).update(published_at=event.at)
    if row.status != "public":
        row.status = "public"
        place(row, PORTAL, "", event.on, by=event.actor_name, at=event.at)
    words.put([words.entry(row, version)])


def place(row: Publication, channel: str, where: str, on: date, *, by: str, at: datetime) -> Placement:
    """Puts down that it was published there, and counts it, in the caller's transaction."""
    made = Placement(publication_id=row.pk, channel=channel, place=where, on=on, by=by, at=at)
    rows.lay(Placement, [made])
    tallies.move([(tallies.cell(row, channel, on.year), 1)])
    return made


def end_place(row: Publication, found: Placement, on: date) -> None:
    """Ends a place, and counts it no more, in the caller's transaction."""
    Placement.objects.filter(pk=found.pk).update(ended_on=on)
    tallies.move([(tallies.cell(row, found.channel, found.on.year), -1)])


def standing(row: Publication, count: int) -> None:
    """Counts the placements that have not ended where the row belongs now, or with -1 counts them no more there."""
    there = Placement.objects.filter(publication_id=row.pk, ended_on=None).values_list("channel", "on")
    tallies.move([(tallies.cell(row, channel, on.year), count) for channel, on in there])


def rewrite(version: Version, written: Written, *, by: str, at: datetime) -> None:
    """Writes what a version in preparation says, in the caller's transaction."""
    was = version.__dict__.copy()
    version.html, version.text = paragraphs(written)
    version.title, version.facts = written.title.strip(), [list(pair) for pair in written.facts]
    version.summary = written.summary.strip()
    version.by, version.at = by, at
    rows.write(version, was)


def _taken_down(row: Publication, event: Event) -> None:
    hide(row, "withdrawn", on=event.on, at=event.at)


def hide(row: Publication, status: str, *, on: date, at: datetime) -> None:
    """Takes a publication from the public, in the caller's transaction, who writes the row."""
    shown = version_of(row, row.version)
    if row.status == "public" and shown is not None:
        words.drop(words.entry(row, shown))
    standing = list(Placement.objects.filter(publication_id=row.pk, ended_on=None))
    tallies.move((tallies.cell(row, one.channel, one.on.year), -1) for one in standing)
    Placement.objects.filter(pk__in=[one.pk for one in standing]).update(ended_on=on)
    row.status, row.withdrawn_at, row.changed_at = status, at, at


def _amended(row: Publication, event: Event) -> None:
    newest = rows.one(Version, "publication_id = %s ORDER BY number DESC", [row.pk])
    shown = version_of(row, row.version)
    if newest is None or shown is None:
        raise conflict("nothing_published", "没有已发布的版本。", "No version was published.", where="version")
    said = event.says
    made = Version(
        publication_id=row.pk,
        number=newest.number + 1,
        title=shown.title,
        summary=row.summary,
        html=shown.html,
        text=shown.text,
        facts=shown.facts,
        change=said.get("change", "revision"),
        reason=said["reason"],
        by=event.actor_name,
        at=event.at,
        accepted=shown.accepted,
        accepted_by=shown.accepted_by,
        accepted_at=shown.accepted_at,
        accepted_digest=shown.accepted_digest,
    )
    rows.lay(Version, [made])
    kept = PublishedFile.objects.filter(version_id=shown.pk, removed_at=None).order_by("id")
    rows.lay(PublishedFile, [_copied(one, made) for one in kept])


def _copied(file: PublishedFile, version: Version) -> PublishedFile:
    file.pk, file.version_id = None, version.pk
    return file


def _not_published(row: Publication, event: Event) -> None:
    row.status = "withheld"
    row.review_on = date.fromisoformat(str(event.says["review_on"]))


def _reassessed(row: Publication, event: Event) -> None:
    if event.says["result"] == "release":
        row.status, row.review_on, row.attribute, row.attribute_basis = "draft", None, "", ""
    else:
        row.review_on = date.fromisoformat(str(event.says["review_on"]))


def _repealed(row: Publication, event: Event) -> None:
    row.validity, row.repealed_on = event.says.get("how", "repealed"), event.on
    row.changed_at = event.at


def _discarded(row: Publication, event: Event) -> None:
    version = prepared_version(row)
    if version is not None and row.version:  # a change that was given up; what was public stays as it is
        PublishedFile.objects.filter(version_id=version.pk).delete()
        version.delete()
    elif not row.version:
        row.status, row.changed_at = "discarded", event.at


CARRIED = {
    "attributed": _attributed,
    "approved": _approved,
    "returned": _returned,
    "published": _published,
    "taken_down": _taken_down,
    "amended": _amended,
    "not_published": _not_published,
    "reassessed": _reassessed,
    "repealed": _repealed,
    "discarded": _discarded,
}
CLOCK = ("amended", "reassessed")  # begin the period anew; its end stays on file once it is over


def due_now(at: datetime, most: int) -> list[int]:
    """The cases of what was approved and is to be published by this moment, the earliest first."""
    found = Publication.objects.filter(scheduled_at__lte=at, case_id__isnull=False).order_by("scheduled_at")
    return [case_id for case_id in found.values_list("case_id", flat=True)[:most] if case_id is not None]
