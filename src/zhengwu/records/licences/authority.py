"""The demonstration's own authority for seals: a root, a maker of seals, and a signer for each seal.

It is made when the first seal is. Its name says that it has no legal effect; an installation in production has none
and asks an accredited service instead.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from zhengwu.records.licences import providers
from zhengwu.records.licences.models import SealAuthority
from zhengwu.records.licences.providers import DEMONSTRATION, Made, Wanted, kept, signed
from zhengwu.records.troubles import Words, conflict
from zhengwu.statute.seals import Making, Subject, Trust, certificate, seal, sm2

NO_EFFECT = "演示 · 不具法律效力"
YEARS = timedelta(days=3653)


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The provider of demonstrations and tests."""

    key: str = DEMONSTRATION

    def make(self, wanted: Wanted, *, at: datetime) -> Made:
        """A seal whose signer has a certificate of the demonstration's root."""
        with transaction.atomic():
            row = _authority(at)
            own = sm2.keys()
            row.last += 1
            row.save(update_fields=["last"])
        root, maker = bytes(row.certificate), bytes(row.maker_certificate)
        name = f"{wanted.name}（{NO_EFFECT}）"
        subject = Subject(wanted.body_name, name, own.public, wanted.since, wanted.until, row.last)
        by_root = sm2.signer(providers.pair(row.secret))
        signer = certificate(subject, by_root, root)
        making = Making(wanted.esid, wanted.name, wanted.picture.encode(), (signer,), wanted.since, wanted.until)
        structure = seal(making, maker, sm2.signer(providers.pair(row.maker_secret)))
        return Made(structure, signer, kept(own))

    def sign(self, esid: str, secret: str, content: bytes) -> bytes:
        """Signed by the key of the seal."""
        return signed(secret, content)

    def trust(self) -> Trust:
        """The demonstration's root."""
        return Trust(tuple(bytes(one) for one in SealAuthority.objects.values_list("certificate", flat=True)))


def provider(key: str = "") -> providers.Provider:
    """The provider of that name; without a name the one by which new seals are made. Raises Trouble: none is set up."""
    far = providers.service()
    if far is not None and key in ("", far.key):
        return far
    if settings.MODE != "production" and key in ("", DEMONSTRATION):
        return Demonstration()
    raise conflict(
        "no_seal_service",
        "没有配置电子印章服务，不能制作或者使用电子印章。",
        "No service for seals is set up: none can be made or used.",
        where="seal",
        advice=Words("请系统管理员配置经认证的电子印章服务。", "Ask the administrator to set up an accredited one."),
    )


def trust() -> Trust:
    """Whom to believe: the service that is set up, and the demonstration's root outside production."""
    far = providers.service()
    anchors = far.trust().anchors if far else ()
    return Trust(anchors + (Demonstration().trust().anchors if settings.MODE != "production" else ()))


def _authority(at: datetime) -> SealAuthority:
    """The one that is there, locked; made where there is none."""
    row = SealAuthority.objects.select_for_update().order_by("id").first()
    if row is not None:
        return row
    root, maker = sm2.keys(), sm2.keys()
    by_root = sm2.signer(root)
    said = Subject(NO_EFFECT, f"演示根证书（{NO_EFFECT}）", root.public, at, at + YEARS, 1, issues=True)
    anchor = certificate(said, by_root)
    of_maker = Subject(NO_EFFECT, f"演示制章人（{NO_EFFECT}）", maker.public, at, at + YEARS, 2)
    made = certificate(of_maker, by_root, anchor)
    return SealAuthority.objects.create(
        certificate=anchor, secret=kept(root), maker_certificate=made, maker_secret=kept(maker), last=2, at=at
    )
