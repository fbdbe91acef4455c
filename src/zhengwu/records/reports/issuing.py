"""Signing, publishing and importing: when a report becomes a document that no longer changes."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.moments import day_of
from zhengwu.records.notices import announcing
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.reports.checking import Checked, Issued, issue, judged, kept, plain, stored, wrong
from zhengwu.records.reports.drafting import Draft, draft, form_for, frozen
from zhengwu.records.reports.models import OPEN, AnnualReport, Emitted
from zhengwu.records.reports.territory import due_on, thawed
from zhengwu.records.reports.versions import REPORT, allowed, begin, last_signed, locked, newest, signed_already
from zhengwu.records.troubles import Trouble, Words, conflict, invalid, missing
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.model import Report
from zhengwu.statute.report.readers import Unreadable, read_bytes

LONGEST_REASON = 500
LARGEST_FILE = 20_000_000
DATES = ("PUBLISHED", "PUBLISHED-LOCAL", "PUBLISHED-EARLY")


def sign(body_id: int, year: int, *, reasons: Mapping[str, str] | None = None, by: Actor, at: datetime) -> int:
    """Signs the checked version (签发): it is frozen as it stands, with its documents. Returns its version.

    `reasons` says, by the id of a finding, why it is signed in spite of an error; each is printed in the report with
    the leader's name. Raises Trouble: forbidden (leaders only), missing, invalid, conflict (not checked, changed since,
    an error without a reason, signed already, the year not over).
    """
    body = allowed(body_id, by, "report.sign")
    if day_of(at) <= date(year, 12, 31):
        zh, en = f"{year}年度尚未结束，不能签发。", f"{year} is not over; its report cannot be signed yet."
        raise conflict("year_not_over", zh, en)
    row = _checked(body.pk, year)
    findings = stored(row.findings)
    given = _reasons(findings, reasons or {})
    made = draft(body.pk, year, correction=row.correction)
    known = {one.id for one in findings}
    if made.digest != row.digest or any(one.id not in known for one in _judged(made, body)):
        raise _changed()
    report = _with_reasons(made.report, findings, given, by)
    issued = issue(report, known=findings)
    told_before = {one.rule for one in findings}
    fresh = [one for one in issued.findings if one.blocks and one.rule not in told_before]
    if fresh:
        raise _blocked(fresh)
    with transaction.atomic():
        row = locked(row.pk)
        if row.status not in OPEN:
            raise signed_already()
        if row.status != "checked" or draft(body.pk, year, correction=row.correction).digest != row.digest:
            raise _changed()
        row.status, row.snapshot, row.reasons = "signed", frozen(report), dict(given)
        row.sources = {".".join(one.cell): [one.source, one.note] for one in made.cells}
        row.signed_by, row.signed_at = by.name[:60], at
        row.save()
        _replace_earlier(row, ("signed",))
        _keep(row, "signed", issued)
        record(Deed("report.signed", body.pk, "report", str(row.pk), row.digest), by=by, at=at)
    return row.version


def _judged(made: Draft, body: Body) -> tuple[Checked, ...]:
    return judged(made, last_signed(body.pk, made.report.year or 0), due_on(body, made.report.year or 0))


def publish(body_id: int, year: int, *, by: Actor, at: datetime) -> int:
    """Publishes the signed version (公布): its documents are issued with the day, and it replaces an earlier version.

    A report that is late is published all the same; the findings then say so. Returns the version.
    Raises Trouble: forbidden, missing, conflict (nothing signed, or published already).
    """
    body = allowed(body_id, by, "report.publish")
    row = newest(body.pk, year)
    if row is None or row.status != "signed" or row.origin != "counted":
        raise conflict("not_signed", "没有已签发、待公布的报告。", "There is no signed report to publish.")
    report = replace(thawed(row), published_on=day_of(at))
    known = stored(row.findings)
    issued = issue(report, known=known)
    told_before = {one.rule for one in known}
    if any(one.rule in ("READ-BACK", "RENDER") and one.rule not in told_before for one in issued.findings):
        raise _blocked(issued.findings)
    dates = kept(one for one in check(report, local_due_on=due_on(body, year)) if one.rule in DATES)
    with transaction.atomic():
        row = locked(row.pk)
        if row.status != "signed":
            raise conflict("published_already", "报告已经公布。", "It is published already.")
        row.status, row.published_on, row.published_by = "published", day_of(at), by.name[:60]
        row.snapshot, row.findings = frozen(report), plain((*known, *dates))
        row.errors = wrong((*known, *dates))
        row.save()
        _replace_earlier(row, ("signed", "published"))
        _keep(row, "published", issued)
        record(Deed("report.published", body.pk, "report", str(row.pk)), by=by, at=at)
        announcing.reported("report_published", body.pk, year, at=at, who=by.id or 0)
    return row.version


def import_report(body_id: int, year: int, content: bytes, name: str, *, by: Actor, at: datetime) -> int:
    """Takes in a report that was signed elsewhere, from its file. What could not be read is among its findings.

    Raises Trouble: forbidden, missing, invalid (no report, another year), conflict (one made here is signed).
    """
    body = allowed(body_id, by, "report.compile")
    form_for(year)
    report = read_report(content, name, year)
    findings = kept(check(report))
    with transaction.atomic():
        if made_here(body.pk, year):
            raise signed_already()
        AnnualReport.objects.filter(body=body, year=year, status__in=OPEN).delete()  # it holds no figures of its own
        latest = newest(body.pk, year)
        row = begin(body, year, latest.version + 1 if latest else 1, by, at)
        row.status, row.origin, row.format = "signed", "imported", report.format
        row.snapshot, row.findings = frozen(replace(report, year=year)), plain(findings)
        row.errors = wrong(findings)
        row.source_name, row.source_sha256 = name[:200], hashlib.sha256(content).hexdigest()
        row.signed_by, row.signed_at, row.published_on = by.name[:60], at, report.published_on
        row.save()
        _replace_earlier(row, ("signed",))
        _keep(row, "source", Issued({"file": content}, ()))
        record(Deed("report.imported", body.pk, "report", str(row.pk), row.source_sha256), by=by, at=at)
    return row.version


def made_here(body_id: int, year: int) -> bool:
    """Whether a report made here is signed, be a correction of it open or not: none from elsewhere replaces it."""
    rows = AnnualReport.objects.filter(body_id=body_id, year=year, origin="counted")
    return rows.exclude(status__in=OPEN).exists()


def _checked(body_id: int, year: int) -> AnnualReport:
    row = newest(body_id, year)
    if row is None:
        raise missing(REPORT, where="year")
    if row.status not in OPEN:
        raise signed_already()
    if row.status != "checked":
        raise conflict("not_checked", "报告还没有校验，请先校验。", "The report is not checked; check it first.")
    return row


def _reasons(findings: tuple[Checked, ...], reasons: Mapping[str, str]) -> dict[str, str]:
    """The reasons by finding; Trouble where one names no finding, says nothing, or an error has none."""
    errors = {one.id: one for one in findings if one.blocks}
    for key, reason in reasons.items():
        if key not in errors:
            zh, en = f"没有编号为“{key[:40]}”的错误。", f"There is no error {key[:40]!r}."
            raise invalid("no_such_finding", zh, en, where="reasons")
        if not 0 < len(reason.strip()) <= LONGEST_REASON or not reason.strip().isprintable():
            zh = f"说明应为1至{LONGEST_REASON}字，不分行。"
            raise invalid("reason_missing", zh, f"A reason has 1 to {LONGEST_REASON} characters.", where="reasons")
    open_errors = [one for key, one in errors.items() if key not in reasons]
    if open_errors:
        raise _blocked(open_errors)
    return {key: reason.strip() for key, reason in reasons.items()}


def _blocked(findings: Sequence[Checked]) -> Trouble:
    errors = [one for one in findings if one.blocks]
    zh = f"校验有{len(errors)}项错误，不能签发：{'；'.join(one.sentence for one in errors[:5])}"
    en = f"{len(errors)} errors stand against it: {'; '.join(one.gloss for one in errors[:5])}"
    advice = Words("请改正，或者由负责人逐项说明理由。", "Correct them, or let a leader give a reason for each.")
    return Trouble("conflict", "findings_block", Words(zh, en), advice, "reasons")


def _changed() -> Trouble:
    zh, en = "校验之后数据有变动，请重新校验。", "Something has changed since it was checked; check it again."
    return conflict("changed_since_check", zh, en)


def _with_reasons(report: Report, findings: tuple[Checked, ...], given: Mapping[str, str], by: Actor) -> Report:
    """The report with every reason printed before part one, under the leader's name."""
    if not given:
        return report
    told = [f"{one.sentence}说明：{given[one.id]}" for one in findings if one.id in given]
    lines = "\n".join(f"{number}．{line}" for number, line in enumerate(told, 1))
    return replace(report, preface=f"{report.preface}\n校验说明（{by.name}）：\n{lines}")


def _replace_earlier(row: AnnualReport, statuses: tuple[str, ...]) -> None:
    earlier = AnnualReport.objects.filter(body_id=row.body_id, year=row.year, status__in=statuses)
    earlier.filter(version__lt=row.version).update(status="superseded")


def _keep(row: AnnualReport, stage: str, issued: Issued) -> None:
    Emitted.objects.bulk_create(
        Emitted(report=row, stage=stage, kind=kind, content=content, sha256=hashlib.sha256(content).hexdigest())
        for kind, content in issued.documents.items()
    )


def read_report(content: bytes, name: str, year: int) -> Report:
    """The report in a file. Raises Trouble (invalid): too large, unreadable, no report, one on another year."""
    if len(content) > LARGEST_FILE:
        raise invalid("too_large", "文件过大（至多20MB）。", "The file is too large (20 MB at most).", where="file")
    try:
        report = read_bytes(content, name[:200])
    except Unreadable as error:
        raise invalid("unreadable", error.sentence, error.gloss, where="file") from error
    if not report.parts and not any(table.cells for table in report.tables.values()):
        zh, en = "文件中没有读到年度报告的内容。", "Nothing of an annual report was read in this file."
        raise invalid("not_a_report", zh, en, where="file")
    if report.year not in (None, year):
        zh = f"这是{report.year}年度的报告，不是{year}年度的。"
        raise invalid("other_year", zh, f"This is a report on {report.year}, not on {year}.", where="year")
    return report
