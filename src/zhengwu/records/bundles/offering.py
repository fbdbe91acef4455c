"""What is done to bundles: drafted, bound to items, published by somebody else, ended; each is noted in the journal."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from zhengwu.records.bundles.models import Bundle as Row
from zhengwu.records.bundles.models import BundlePart
from zhengwu.records.bundles.offers import BUNDLE
from zhengwu.records.bundles.serving import unserved
from zhengwu.records.items.models import Item
from zhengwu.records.journal.actions import Deed
from zhengwu.records.journal.actions import record as enter
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.queries import BODY
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.bundles import Bundle, faults_of
from zhengwu.statute.catalogue.written import read_as, values_of

MANAGE, PUBLISH = "item.manage", "item.publish"


def check(bundle: Bundle) -> None:
    """Raises Trouble (invalid) for a bundle that is not sound."""
    faults = faults_of(bundle)
    if faults:
        fault = faults[0]
        where = f"nodes.{fault.at}" if fault.at else "name"
        zh, en = f"{fault.at} {fault.zh}".strip(), f"{fault.at} {fault.en}".strip()
        raise invalid("bundle_unsound", zh, en, where=where)


def draft(body_id: int, bundle: Bundle, parts: Mapping[str, int], *, by: Actor, at: datetime) -> int:
    """Writes the draft of a bundle of a body, or begins it; gives its id. `parts` are the items by the parts' keys.

    Raises Trouble: missing (body, item), forbidden, invalid (the bundle, a part that is not there).
    """
    check(bundle)
    with transaction.atomic():
        body = _body(body_id, by, MANAGE)
        row = Row.objects.select_for_update().filter(body=body, key=bundle.key, status="draft").first()
        if row is None:
            last = Row.objects.filter(body=body, key=bundle.key).aggregate(last=Max("number"))["last"]
            row = Row(body=body, key=bundle.key, number=(last or 0) + 1)
        row.name, row.source, row.content = bundle.name[:200], bundle.source[:200], values_of(bundle)
        row.by, row.writer, row.at = by.name[:60], _who(by), at
        row.save()
        _bind(row, bundle, parts)
        _note("bundle.drafted", row, by, at, bundle.name)
    return row.pk


def _bind(row: Row, bundle: Bundle, parts: Mapping[str, int]) -> None:
    known = {one.key for one in bundle.nodes}
    for node in parts.keys() - known:
        raise invalid("no_such_part", f"套餐中没有环节“{node}”。", f"There is no part {node}.", where=f"nodes.{node}")
    there = set(Item.objects.filter(pk__in=set(parts.values())).values_list("pk", flat=True))
    for node, item_id in parts.items():
        if item_id not in there:
            raise missing(Words("这个事项", "service item"), where=f"nodes.{node}")
    BundlePart.objects.filter(bundle=row).delete()
    BundlePart.objects.bulk_create(BundlePart(bundle=row, node=node, item_id=item) for node, item in parts.items())


def publish(bundle_id: int, *, by: Actor, at: datetime) -> date:
    """Puts a draft on offer from the day that it names, or at once; the version before is replaced then, and matters
    stay with theirs. Gives the day.

    Raises Trouble: missing, forbidden (who wrote it does not publish it), conflict (no draft, no part has an item, a
    licence comes after it is wanted).
    """
    with transaction.atomic():
        row, on = _locked(bundle_id, by, PUBLISH), day_of(at)
        if row.status != "draft":
            raise conflict("no_draft", "这个版本已经发布或者结束。", "This version is published, or ended.")
        if row.writer == _who(by) and by.kind == "person":
            zh, en = (
                "起草人不能发布自己起草的套餐，请由他人发布。",
                "Who wrote it cannot publish it; somebody else does.",
            )
            raise forbidden(PUBLISH, zh, en)
        if not BundlePart.objects.filter(bundle=row, item__status="in_use").exists():
            zh, en = "至少要有一个环节对应在用的事项。", "One part at least wants an item in use."
            raise conflict("nothing_bound", zh, en)
        bundle = read_as(Bundle, row.content)
        check(bundle)
        _served(bundle, row)
        since = max(on, date.fromisoformat(bundle.since)) if bundle.since else on
        if since == on:  # one that begins later is before it until then
            Row.objects.filter(body_id=row.body_id, key=row.key, status="published").update(status="replaced")
        row.status, row.since, row.published_by = "published", since, by.name[:60]
        row.save()
        _note("bundle.published", row, by, at, str(row.number))
    return since


def _served(bundle: Bundle, row: Row) -> None:
    parts = dict(BundlePart.objects.filter(bundle=row).values_list("node", "item_id"))
    for fault in unserved(bundle, parts):
        raise conflict("unserved", f"{fault.at} {fault.zh}", f"{fault.at} {fault.en}", where=f"nodes.{fault.at}")


def end(bundle_id: int, reason: str, *, by: Actor, at: datetime) -> None:
    """Takes a bundle from the offer, or throws its draft away; matters go on. Raises Trouble: missing, forbidden,
    invalid (no reason), conflict (ended already).
    """
    if not reason.strip():
        raise invalid("reason_missing", "请写明停止提供的原因。", "Say why it ends.", where="reason")
    with transaction.atomic():
        row = _locked(bundle_id, by, PUBLISH)
        if row.status not in ("draft", "published"):
            raise conflict("ended", "这个套餐已经停止提供。", "This bundle has ended already.")
        row.status = "ended"
        row.save(update_fields=["status"])
        _note("bundle.ended", row, by, at, reason.strip()[:500])


def _locked(bundle_id: int, by: Actor, right: str) -> Row:
    row = Row.objects.select_for_update(of=("self",)).select_related("body").filter(pk=bundle_id).first()
    if row is None:
        raise missing(BUNDLE, where="bundle_id")
    _may(by, right, row.body)
    return row


def _body(body_id: int, by: Actor, right: str) -> Body:
    body = Body.objects.filter(pk=body_id, closed_on=None).first()
    if body is None:
        raise missing(BODY, where="body_id")
    _may(by, right, body)
    return body


def _may(by: Actor, right: str, body: Body) -> None:
    if not by.may(right, body.pk, body.path):
        raise forbidden(right)


def _who(by: Actor) -> str:
    return f"{by.kind}:{by.id or ''}"


def _note(action: str, row: Row, by: Actor, at: datetime, reason: str) -> None:
    enter(Deed(action, row.body_id, "bundle", str(row.pk), reason), by=by, at=at)
