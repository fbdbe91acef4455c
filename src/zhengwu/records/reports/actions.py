"""Figures entered, texts written, reports checked and corrected, drafts laid at the end of the year.

What takes long (writing and reading back five documents) is done before the transaction; the transaction then sees to
it that nothing has changed meanwhile, and only writes.
"""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import CLOCKWORK, Actor
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.checking import Checked, issue, judged, plain, wrong
from zhengwu.records.reports.drafting import draft, form_for
from zhengwu.records.reports.ledgers import check_entry
from zhengwu.records.reports.models import OPEN, AnnualReport, Figure, Passage
from zhengwu.records.reports.passages import check_text
from zhengwu.records.reports.territory import due_on
from zhengwu.records.reports.versions import allowed, begin, last_signed, locked, newest, signed_already, unsettle
from zhengwu.records.troubles import Trouble, Words, conflict, invalid, missing


def put_figure(
    body_id: int, year: int, cell: CellKey, value: Decimal | None, *, note: str, by: Actor, at: datetime
) -> None:
    """Enters a figure that no ledger has, with its source; None takes it back. The older entries stay on file.

    Raises Trouble: forbidden, missing, invalid (a counted cell, no source, not its kind), conflict (signed already).
    """
    with transaction.atomic():
        body = allowed(body_id, by, "report.compile")
        check_entry(body.pk, year, form_for(year), cell, value, note)
        unsettle(body.pk, year)
        Figure.objects.create(
            body=body, year=year, table=cell.table, row=cell.row, column=cell.column, value=value,
            note=note.strip(), by=by.name[:60], at=at,
        )  # fmt: skip
        record(Deed("report.figure", body.pk, "report", f"{year}.{'.'.join(cell)}"[:60], note), by=by, at=at)


def put_text(body_id: int, year: int, part: str, text: str, *, by: Actor, at: datetime) -> None:
    """Writes the text of a part; an empty one goes back to the starting text. The older texts stay on file.

    Raises Trouble: forbidden, missing (body, part), invalid (unknown place), conflict (signed already).
    """
    with transaction.atomic():
        body, form = allowed(body_id, by, "report.compile"), form_for(year)
        if part not in {one.key for one in form.parts}:
            raise missing(Words("这个部分", "part"), where="part")
        check_text(text, form)
        unsettle(body.pk, year)
        Passage.objects.create(body=body, year=year, part=part, text=text, by=by.name[:60], at=at)
        record(Deed("report.text", body.pk, "report", f"{year}.{part}"), by=by, at=at)


def check(body_id: int, year: int, *, by: Actor, at: datetime) -> tuple[Checked, ...]:
    """Checks the open version: the figures, the documents made of them, and those read back. Returns the findings.

    Raises Trouble: forbidden, missing, invalid (no form), conflict (signed already).
    """
    body = allowed(body_id, by, "report.compile", "report.sign")
    row = _open(body, year, by, at)
    made = draft(body.pk, year, correction=row.correction)
    findings = judged(made, last_signed(body.pk, year), due_on(body, year))
    findings += issue(made.report, known=findings).findings
    with transaction.atomic():
        row = locked(row.pk)
        if row.status not in OPEN:
            raise signed_already()
        row.status, row.digest, row.findings = "checked", made.digest, plain(findings)
        row.errors = wrong(findings)
        row.save(update_fields=["status", "digest", "findings", "errors"])
        record(Deed("report.checked", body.pk, "report", str(row.pk)), by=by, at=at)
    return findings


def _open(body: Body, year: int, by: Actor, at: datetime) -> AnnualReport:
    """The open version; the first one where there is none. Raises Trouble (conflict) where it is signed."""
    form_for(year)
    latest = newest(body.pk, year)
    if latest is None:
        try:
            return begin(body, year, 1, by, at)
        except Trouble:  # somebody opened it in this moment
            latest = newest(body.pk, year)
    if latest is None or latest.status not in OPEN:
        raise signed_already()
    return latest


def correct(body_id: int, year: int, *, reason: str, by: Actor, at: datetime) -> int:
    """Opens a new version of a signed report (更正), with the reason that it will print. Returns its version.

    Raises Trouble: forbidden, missing (nothing signed), invalid (no reason), conflict (one is open already).
    """
    if not 0 < len(reason.strip()) <= 1000:
        raise invalid("reason_missing", "请写明更正的原因（至多1000字）。", "Say why it is corrected.", where="reason")
    with transaction.atomic():
        body = allowed(body_id, by, "report.compile")
        latest = newest(body.pk, year)
        if latest is None or latest.status in OPEN:
            zh, en = "没有已签发的报告，不需要更正。", "Nothing is signed, so there is nothing to correct."
            raise conflict("nothing_signed", zh, en)
        row = begin(body, year, latest.version + 1, by, at, reason.strip())
        record(Deed("report.correction", body.pk, "report", str(row.pk), reason), by=by, at=at)
        return row.version


def prepare(year: int, on: date, *, at: datetime, by: Actor = CLOCKWORK) -> int:
    """On 31 December of the year, or later: lays the draft of every body that has none. Returns how many were laid.

    Called on any day and as often as one likes; before that day it does nothing.
    """
    if on < date(year, 12, 31):
        return 0
    form_for(year)
    having = AnnualReport.objects.filter(year=year).values("body_id")
    bodies = Body.objects.filter(closed_on=None, established_on__lte=date(year, 12, 31)).exclude(pk__in=having)
    laid = 0
    for body in bodies.order_by("pk"):
        try:
            begin(body, year, 1, by, at)
        except Trouble:
            continue  # somebody opened it in this moment
        laid += 1
    return laid
