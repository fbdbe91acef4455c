"""A case on file with two items, and files to put on it."""

from datetime import UTC, datetime

from zhengwu.records.cases import actions
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.documents.actions import Receiving
from zhengwu.statute.procedures.fields import event_from

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)
ITEM = "1"


def case(body_id, by, name="林晓禾") -> Case:
    """A request received at the counter."""
    said = {"event": "submitted", "on": "2026-03-02", "channel": "counter", "items": ["备案名单", "备案回执"]}
    events = [event_from(said), event_from({"event": "received", "on": "2026-03-02"})]
    opened = actions.open_case(
        "information_request", body_id, events, Opening(Applicant(name, phone="000")), by=by, at=AT
    )
    return Case.objects.get(pk=opened.case_id)


def text(words="申请表", name="申请表.txt", role="application", **more) -> Receiving:
    return Receiving(words.encode(), name, role, **more)
