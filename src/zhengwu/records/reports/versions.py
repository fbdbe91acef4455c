"""The versions of a body's report on a year: who may touch them, which is the newest, what may not change any more."""

from datetime import datetime

from django.db import IntegrityError, transaction

from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.reports.drafting import body_of, form_for
from zhengwu.records.reports.models import OPEN, AnnualReport
from zhengwu.records.reports.territory import signed
from zhengwu.records.troubles import Trouble, Words, conflict, forbidden, missing
from zhengwu.statute.report.model import Report

REPORT = Words("这份年度报告", "annual report")


def allowed(body_id: int, by: Actor, *rights: str) -> Body:
    """The body, for somebody who has one of these rights there. Raises Trouble: missing, forbidden."""
    body = body_of(body_id)
    if any(by.may(right, body.pk, body.path) for right in rights):
        return body
    if not by.may("report.read", body.pk, body.path):
        raise missing(REPORT, where="body_id")
    raise forbidden(rights[0])


def newest(body_id: int, year: int) -> AnnualReport | None:
    """The latest version, whatever its status."""
    return AnnualReport.objects.filter(body_id=body_id, year=year).order_by("-version").first()


def locked(report_id: int) -> AnnualReport:
    """A version with its row locked, in the caller's transaction."""
    return AnnualReport.objects.select_for_update().get(pk=report_id)


def begin(body: Body, year: int, version: int, by: Actor, at: datetime, correction: str = "") -> AnnualReport:
    """A new draft, in the caller's transaction. Raises Trouble (conflict) where somebody else was first."""
    row = AnnualReport(body=body, year=year, version=version, format=form_for(year).key, correction=correction)
    row.made_by, row.made_at = by.name[:60], at
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        zh, en = "这一版本刚由他人开始编制。", "Somebody else has just begun this version."
        raise conflict("begun_already", zh, en) from None
    return row


def unsettle(body_id: int, year: int) -> None:
    """A figure or a text changes: what was checked is a draft again. Raises Trouble (conflict) where it is signed."""
    rows = AnnualReport.objects.filter(body_id=body_id, year=year)
    latest = rows.select_for_update().order_by("-version").first()  # whoever signs at this moment is waited for
    if latest is not None and latest.status not in OPEN:
        raise signed_already()
    rows.filter(status="checked").update(status="draft")


def signed_already() -> Trouble:
    """What is said to whoever would change a signed report."""
    zh, en = (
        "报告已经签发，不能改动；需要改动的，请办理更正。",
        "The report is signed; to change it, begin a correction.",
    )
    return conflict("signed_already", zh, en)


def last_signed(body_id: int, year: int) -> Report | None:
    """The body's signed report on the year before, the latest version."""
    return signed([body_id], year - 1).get(body_id)
