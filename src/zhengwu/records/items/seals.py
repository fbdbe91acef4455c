"""The dedicated approval seals (行政审批专用章): registered, kept, ended; each use is put down and stays.

行政许可法第三十二条: acceptance and refusal bear the body's dedicated seal. Where it may be used says its scope.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count

from zhengwu.records.items.actions import PUBLISH
from zhengwu.records.items.models import ApprovalSeal, SealUse
from zhengwu.records.items.queries import Page
from zhengwu.records.journal.actions import Deed
from zhengwu.records.journal.actions import record as enter
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.queries import BODY
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing

SEAL = Words("这枚印章", "seal")
KINDS = {
    "approval": Words("行政审批专用章", "approval seal"),
    "official": Words("单位公章", "official seal"),
    "joint": Words("联合审批专用章", "joint seal"),
}
USES = ("case.decide", "case.register")  # the rights of those who stamp
LENGTHS = {"name": 100, "scope": 300, "basis": 300, "keeper": 60}


@dataclass(frozen=True, slots=True)
class Registering:
    """A seal to be registered: what it may be used for, on what basis, who keeps it."""

    name: str
    scope: str
    keeper: str
    since: date
    kind: str = "approval"
    basis: str = ""
    image_id: int | None = None


@dataclass(frozen=True, slots=True)
class SealFacts:
    """A seal as it is shown; `uses` is how often it was used."""

    id: int
    body_id: int
    name: str
    kind: str
    scope: str
    basis: str
    keeper: str
    since: date
    until: date | None
    uses: int


@dataclass(frozen=True, slots=True)
class UseFacts:
    """One use of a seal."""

    id: int
    case_id: int | None
    what: str
    copies: int
    by: str
    on: date


def register(body_id: int, seal: Registering, *, by: Actor, at: datetime) -> int:
    """Registers a seal of a body. Raises Trouble: missing, forbidden, invalid."""
    if seal.kind not in KINDS:
        raise invalid("unknown_choice", "没有这种印章。", "There is no such kind.", where="kind")
    for name, most in LENGTHS.items():
        said = getattr(seal, name).strip()
        if len(said) > most or (not said and name != "basis"):
            raise invalid("bad_fact", f"必须填写，至多{most}字。", f"Wanted, {most} characters at most.", where=name)
    with transaction.atomic():
        body = Body.objects.filter(pk=body_id, closed_on=None).first()
        if body is None:
            raise missing(BODY, where="body_id")
        if not by.may(PUBLISH, body.pk, body.path):
            raise forbidden(PUBLISH)
        row = ApprovalSeal.objects.create(
            body=body, name=seal.name.strip(), kind=seal.kind, scope=seal.scope.strip(), basis=seal.basis.strip(),
            keeper=seal.keeper.strip(), since=seal.since, image_id=seal.image_id, at=at,
        )  # fmt: skip
        _note("seal.registered", row, by, at, row.name)
    return row.pk


def hand_over(seal_id: int, keeper: str, *, by: Actor, at: datetime) -> None:
    """Gives a seal into other hands. Raises Trouble: missing, forbidden, invalid, conflict (ended)."""
    if not keeper.strip() or len(keeper) > LENGTHS["keeper"]:
        raise invalid("bad_fact", "请写明保管人。", "Say who keeps it.", where="keeper")
    with transaction.atomic():
        row = _mine(seal_id, by, (PUBLISH,))
        _valid(row, day_of(at))
        was, row.keeper = row.keeper, keeper.strip()
        row.save(update_fields=["keeper"])
        _note("seal.handed_over", row, by, at, f"{was} → {row.keeper}")


def end(seal_id: int, until: date, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Ends a seal with that day. Raises Trouble: missing, forbidden, invalid (before it was used last), conflict."""
    with transaction.atomic():
        row = _mine(seal_id, by, (PUBLISH,))
        _valid(row, day_of(at))
        last = SealUse.objects.filter(seal=row).order_by("-on").values_list("on", flat=True).first()
        if until < max(row.since, last or row.since):
            zh, en = "停用日期不能早于启用或最后一次用印。", "Not before its beginning or its last use."
            raise invalid("bad_day", zh, en, where="until")
        row.until = until
        row.save(update_fields=["until"])
        _note("seal.ended", row, by, at, f"{until} {reason.strip()}".strip())


def use(
    seal_id: int, what: str, *, by: Actor, on: date, at: datetime, case_id: int | None = None, copies: int = 1
) -> int:
    """Puts a use down; it is never changed. Raises Trouble: missing, forbidden, invalid, conflict (not valid then)."""
    if not what.strip() or not 1 <= copies <= 1000:
        raise invalid("bad_use", "请写明用印文件和份数（1至1000）。", "Say on what, and how many.", where="what")
    with transaction.atomic():
        row = _mine(seal_id, by, USES)
        if on > day_of(at):
            raise invalid("bad_day", "用印日期不能晚于今天。", "Not after today.", where="on")
        _valid(row, on)
        made = SealUse(seal=row, case_id=case_id, what=what.strip()[:300], copies=copies, by=by.name[:60], on=on, at=at)
        SealUse.objects.bulk_create([made])
        _note("seal.used", row, by, at, made.what)
    return made.pk


def of_bodies(body_ids: Sequence[int]) -> tuple[SealFacts, ...]:
    """The seals of bodies, with how often they were used."""
    found = (
        ApprovalSeal.objects.filter(body_id__in=body_ids).annotate(uses_count=Count("uses")).order_by("body_id", "id")
    )
    names = ("id", "body_id", "name", "kind", "scope", "basis", "keeper", "since", "until", "uses_count")
    return tuple(SealFacts(*row) for row in found.values_list(*names))


def log(seal_id: int, *, after: int | None = None, most: int = 50) -> Page[UseFacts]:
    """The uses of a seal, newest first; those before the use `after`."""
    found = SealUse.objects.filter(seal_id=seal_id).order_by("-id")
    if after is not None:
        found = found.filter(id__lt=after)
    rows = [UseFacts(*row) for row in found.values_list(*UseFacts.__slots__)[: most + 1]]
    return Page(tuple(rows[:most]), str(rows[most - 1].id) if len(rows) > most else "")


def _mine(seal_id: int, by: Actor, rights: Sequence[str]) -> ApprovalSeal:
    row = ApprovalSeal.objects.select_for_update(of=("self",)).select_related("body").filter(pk=seal_id).first()
    if row is None:
        raise missing(SEAL, where="seal_id")
    if not any(by.may(right, row.body_id, row.body.path) for right in rights):
        raise forbidden(rights[0])
    return row


def _valid(row: ApprovalSeal, on: date) -> None:
    if on < row.since or (row.until is not None and on > row.until):
        raise conflict("not_valid", "印章在这一天没有启用或已停用。", "The seal is not valid on that day.", where="on")


def _note(action: str, row: ApprovalSeal, by: Actor, at: datetime, reason: str) -> None:
    enter(Deed(action, row.body_id, "seal", str(row.pk), reason), by=by, at=at)
