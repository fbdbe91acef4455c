"""The electronic seals of bodies (电子印章): made, listed, revoked, and which one to use on a day.

A seal is made by a provider and never changed. Revoked, it signs no more; what it signed before stays signed.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, Q

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.licences.authority import NO_EFFECT, provider
from zhengwu.records.licences.models import ElectronicSeal
from zhengwu.records.licences.providers import DEMONSTRATION, Wanted
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing
from zhengwu.statute.seals.picture import round_seal

SEAL = Words("这枚印章", "seal")
RIGHT, READS = "licence.issue", "licence.read"
MADE, REVOKED = "e_seal.made", "e_seal.revoked"
USES = ("审批专用章", "电子证照专用章", "政务服务专用章", "业务专用章", "行政许可专用章")
YEARS, MOST_YEARS, NAME = 3, 10, 60


@dataclass(frozen=True, slots=True)
class SealFacts:
    """An electronic seal as it is shown. `legal`: whether it is of an accredited service."""

    id: int
    body_id: int
    body_name: str
    name: str
    esid: str
    provider: str
    picture: str
    valid_from: date
    valid_to: date
    revoked_on: date | None

    @property
    def legal(self) -> bool:
        """Whether it may have legal effect."""
        return self.provider != DEMONSTRATION

    def holds(self, on: date) -> bool:
        """Whether it may sign on a day."""
        return self.revoked_on is None and self.valid_from <= on <= self.valid_to


def make(body_id: int, use: str, *, years: int = YEARS, by: Actor, at: datetime) -> SealFacts:
    """Has a seal made for a body, called by the body and its use. Raises Trouble: forbidden, invalid, no provider."""
    body = _body(body_id, by)
    if not use.strip() or len(use) > NAME or not use.isprintable():
        raise invalid("invalid_value", "请写明印章的用途，60字以内。", "Say what the seal is for.", where="use")
    if not 0 < years <= MOST_YEARS:
        raise invalid("invalid_value", "有效期为1至10年。", "It is valid for 1 to 10 years.", where="years")
    maker = provider()
    mark = NO_EFFECT if maker.key == DEMONSTRATION else ""
    day = day_of(at)
    until = date(day.year + years, day.month, min(day.day, 28)) - timedelta(days=1)
    picture = round_seal(body.name, use.strip(), mark)
    with transaction.atomic():
        Body.objects.select_for_update(no_key=True).get(pk=body.pk)
        place = ElectronicSeal.objects.filter(body_id=body.pk).count() + 1
        esid = f"{body.code or body.number_prefix}{place:04d}"
        name = f"{body.name}{use.strip()}"
        begin, end = (datetime.combine(one, time(12), UTC) for one in (day - timedelta(days=1), until))
        made = maker.make(Wanted(esid, body.name, body.code, name, picture, begin, end), at=at)
        row = ElectronicSeal.objects.create(
            body_id=body.pk, name=name, esid=esid, provider=maker.key, structure=made.structure,
            certificate=made.certificate, secret=made.secret, picture=picture, valid_from=day, valid_to=until, at=at,
        )  # fmt: skip
        record(Deed(MADE, body.pk, "e_seal", esid, name), by=by, at=at)
    return _facts(row, body.name)


def revoke(seal_id: int, reason: str, *, by: Actor, at: datetime) -> SealFacts:
    """Revokes a seal for good. Raises Trouble: missing, forbidden, invalid (no reason), conflict (revoked already)."""
    if not reason.strip():
        raise invalid("invalid_value", "请写明原因。", "Give the reason.", where="reason")
    with transaction.atomic():
        row = ElectronicSeal.objects.select_for_update().filter(pk=seal_id).first()
        if row is None:
            raise missing(SEAL, where="seal_id")
        body = _body(row.body_id, by)
        if row.revoked_on is not None:
            raise conflict("revoked", "这枚印章已经停用。", "This seal is revoked already.")
        row.revoked_on = day_of(at)
        row.save(update_fields=["revoked_on"])
        record(Deed(REVOKED, body.pk, "e_seal", row.esid, reason.strip()), by=by, at=at)
    return _facts(row, body.name)


def listed(actor: Actor, *, after: int = 0, most: int = 50) -> list[SealFacts]:
    """A page of the seals of the bodies that an actor sees, by their ids."""
    rows = ElectronicSeal.objects.filter(within(actor.reach(READS), unit=None), pk__gt=after)
    found = rows.select_related("body").defer("structure", "certificate", "secret").order_by("pk")[:most]
    return [_facts(row, row.body.name) for row in found]


def counted(actor: Actor, on: date) -> tuple[int, int]:
    """How many seals an actor sees, and how many of them may sign on a day."""
    rows = ElectronicSeal.objects.filter(within(actor.reach(READS), unit=None))
    fit = Count("pk", filter=Q(revoked_on=None, valid_from__lte=on, valid_to__gte=on))
    found = rows.aggregate(every=Count("pk"), fit=fit)
    return found["every"], found["fit"]


def one(seal_id: int, actor: Actor) -> SealFacts:
    """One seal. Raises Trouble: missing."""
    rows = ElectronicSeal.objects.filter(within(actor.reach(READS), unit=None), pk=seal_id)
    row = rows.select_related("body").first()
    if row is None:
        raise missing(SEAL, where="seal_id")
    return _facts(row, row.body.name)


def to_use(body_id: int, on: date) -> ElectronicSeal | None:
    """The newest seal of a body that may sign on a day; None where it has none."""
    fit = ElectronicSeal.objects.filter(body_id=body_id, revoked_on=None, valid_from__lte=on, valid_to__gte=on)
    return fit.order_by("-pk").first()


def _body(body_id: int, by: Actor) -> Body:
    body = Body.objects.filter(pk=body_id).first()
    if body is None or not by.may(RIGHT, body.pk, body.path):
        raise forbidden(RIGHT)
    return body


def _facts(row: ElectronicSeal, body_name: str) -> SealFacts:
    return SealFacts(
        row.pk, row.body_id, body_name, row.name, row.esid, row.provider, row.picture, row.valid_from, row.valid_to,
        row.revoked_on,
    )  # fmt: skip
