"""Things that tests of the register lay down directly: lines of a list, and publications under them."""

from datetime import UTC, date, datetime

from zhengwu.records.publications import tallies
from zhengwu.records.publications.models import Entry, Placement, Publication, Version

AT = datetime(2026, 1, 5, 1, tzinfo=UTC)


def line(body_id, number="1", cadence="monthly", since=date(2026, 1, 1), **more):
    """A line of a list."""
    facts = {"category": "art20_04", "title": f"第{number}条", "within": 20, "by": "测试", "at": AT, **more}
    return Entry.objects.create(body_id=body_id, number=number, cadence=cadence, since=since, **facts)


def publication(body_id, on=None, title="统计信息", kind="statistics", **more):
    """A publication that went public on a day through the portal, counted; a draft without one."""
    facts = {"kind": kind, "column": "statistics", "category": "art20_04", "made_on": on or date(2026, 1, 5), **more}
    row = Publication.objects.create(
        body_id=body_id, title=title, status="public" if on else "draft", published_on=on, version=1 if on else 0,
        published_at=AT if on else None, **facts,
    )  # fmt: skip
    Version.objects.create(publication=row, number=1, title=title, text="正文", by="测试", at=AT)
    if on:
        placed(row, "portal", on)
    return row


def placed(row, channel, on):
    """Puts a publication down in a channel, counted."""
    Placement.objects.create(publication=row, channel=channel, on=on, by="测试", at=AT)
    tallies.move([(tallies.cell(row, channel, on.year), 1)])
