"""What is done to licences: granted by a case, changed by a new version, suspended, ended.

A licence is granted in the transaction of the decision that grants it. What somebody did is added to its history, and
its state on file is that of the last entry. Versions that are over never come back.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.db import connection, transaction

from zhengwu.records import rows
from zhengwu.records.journal.actions import Deed as Recorded
from zhengwu.records.journal.actions import record
from zhengwu.records.licences import digests, kinds, numbers
from zhengwu.records.licences.models import Licence, LicenceEvent, LicenceKind
from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.sealing import blind
from zhengwu.records.troubles import Trouble, Words, conflict, forbidden, invalid, missing
from zhengwu.statute.identifiers.problem import written
from zhengwu.statute.licences import STATES, deed, identifier
from zhengwu.statute.licences.states import DEEDS, SUPERSEDED, VALID
from zhengwu.statute.licences.validity import last_day, renewed

RIGHT = "licence.issue"
LICENCE = Words("这份证照", "licence")
ACTED = "licence.acted"
ANEW = ("change", "renewal", "reissue")
CANCELLATION = "cancellation"
BY_HAND = tuple(key for key in DEEDS if key not in ("issued", SUPERSEDED))
NAME = 60
REASON, BASIS = 500, 200
Facts = tuple[tuple[str, str], ...]


class Holder(Protocol):
    """Whose licence it is: `kind` is one of the code list `object`."""

    @property
    def name(self) -> str:
        """Their name."""

    @property
    def code(self) -> str:
        """Their identity number or credit code."""

    @property
    def kind(self) -> str:
        """What kind of holder."""


@dataclass(frozen=True, slots=True)
class _Doing:
    """Something done to a licence: what, why, by which rule, in which case, on which day, who and when."""

    key: str
    reason: str
    basis: str
    case_id: int | None
    on: date
    by: Actor
    at: datetime


def grant(
    kind_key: str,
    *,
    case_id: int | None,
    event_id: int | None,
    body_id: int,
    holder: Holder,
    facts: Facts,
    months: int | None,
    about: int | None,
    action: str,
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """Does what a decision said, in its transaction, and gives the licence's id.

    New: version 1. Change, renewal, reissue: the next version of `about`, which is superseded; without `about` (issued
    before the register began) version 1. Cancellation: `about` is cancelled. `months` None is what the kind says.
    Raises Trouble: the kind is unknown, the body has no credit code, `about` is not there or over.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a licence and its decision belong in one transaction")
    if action == CANCELLATION:
        return _cancelled(about, _Doing("cancelled", "申请注销", "", case_id, on, by, at))
    kind, body = kinds.held(kind_key, on), Body.objects.get(pk=body_id)
    before = _replaced(about, kind) if about is not None and action in ANEW else None
    row = _numbered(kind, body, before, on)
    row.case_id, row.event_id, row.at = case_id, event_id, at
    row.holder_name, row.holder_kind = holder.name.strip()[:200], holder.kind
    row.holder_code = written(holder.code)
    row.holder_blind = blind(row.holder_code)
    row.facts = [[label, value] for label, value in facts]
    row.valid_to = _until(kind.months if months is None else months, before, action, on)
    row.digest = digests.digest(row)
    rows.lay(Licence, [row])
    _happened(row, _Doing("issued", action, "", case_id, on, by, at))
    if before is not None:
        _happened(before, _Doing(SUPERSEDED, row.identifier, "", case_id, on, by, at))
    return row.pk


def _cancelled(about: int | None, doing: _Doing) -> int:
    if about is None:
        zh, en = "没有选定要注销的证照。", "It was not said which licence is to be cancelled."
        raise invalid("nothing_to_cancel", zh, en, where="about")
    _act(locked(about), doing)
    return about


def _numbered(kind: LicenceKind, body: Body, before: Licence | None, on: date) -> Licence:
    """A licence with its numbers, taken anew or those of the version before."""
    if len(body.code) != identifier.ISSUER:
        raise conflict(
            "issuer_without_code",
            f"{body.name}没有登记统一社会信用代码，不能颁发电子证照。",
            f"{body.name} has no credit code on file, so it cannot issue licences.",
            where="body_id",
            advice=Words("请系统管理员在机构资料中补上。", "Ask the administrator to add it to the body."),
        )
    row = Licence(kind_id=kind.pk, body_id=body.pk, issued_on=on, valid_from=on, status=VALID, status_on=on)
    row.region = body.region
    if before is None:
        place = numbers.take(kind, body, on.year)
        row.serial, row.version = numbers.serial(on.year, place), 1
        row.number = numbers.printed(
            kind.number_pattern, year=on.year, serial=place, region=body.region, prefix=body.number_prefix
        )
    else:
        row.serial, row.version, row.number = before.serial, before.version + 1, before.number
        row.replaces_id = before.pk
    row.identifier = identifier.build(kind.code, body.code, row.serial, row.version)
    return row


def _until(months: int | None, before: Licence | None, action: str, on: date) -> date | None:
    """The last day: a change or a reissue keeps the one that was there."""
    if before is not None and action != "renewal":
        return before.valid_to
    if months is None:
        return None
    return last_day(on, months) if before is None else renewed(on, months, before.valid_to)


def _replaced(about: int, kind: LicenceKind) -> Licence:
    """The version to be replaced, locked. Raises Trouble where it is over, of another kind, or the last possible."""
    row = locked(about)
    if row.kind_id != kind.pk:
        zh, en = "要换发的证照不是这一种。", "The licence to be replaced is of another kind."
        raise conflict("another_kind", zh, en, where="about")
    if row.version >= identifier.MOST_VERSION:
        raise conflict("versions_used_up", "这份证照的版本号已用完。", "This licence has used up its versions.")
    _may(row, SUPERSEDED)
    return row


def act(
    licence_id: int,
    key: str,
    *,
    reason: str,
    basis: str = "",
    case_id: int | None = None,
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """Suspends, resumes, cancels, revokes, withdraws, strips or transfers out a licence; gives the entry's id.

    Without a case the actor needs the right `licence.issue`, and it is entered in the journal; with one, the step of
    the case was allowed. What takes something from the holder wants a case.
    Raises Trouble: missing, forbidden, invalid (no reason), conflict (not from this state, without a case).
    """
    if key not in BY_HAND:
        raise invalid("unknown_deed", "没有这种处理。", f"There is no deed {key!r}.", where="key")
    if not reason.strip() or len(reason) > REASON:
        raise invalid("invalid_value", "请写明原因，500字以内。", "Give the reason, 500 signs at most.", where="reason")
    if len(basis) > BASIS:
        raise invalid("invalid_value", "依据请写在200字以内。", "The basis has 200 signs at most.", where="basis")
    with transaction.atomic():
        row = locked(licence_id)
        if case_id is None:
            path = Body.objects.values_list("path", flat=True).get(pk=row.body_id)
            if not by.may(RIGHT, row.body_id, path):
                raise forbidden(RIGHT)
            if deed(key).heard and by.kind == "person":
                raise _unheard(key)
            record(Recorded(ACTED, row.body_id, "licence", str(row.pk), f"{key} {reason.strip()}"), by=by, at=at)
        return _act(row, _Doing(key, reason.strip(), basis.strip(), case_id, on, by, at))


def _unheard(key: str) -> Trouble:
    """Nothing is taken from anybody who was not told before and heard."""
    zh = f"{deed(key).zh}之前应当告知持证人并听取陈述申辩（行政许可法第七条）。"
    message = Words(zh, f"Before it is {deed(key).en}, its holder is told and heard.")
    return Trouble("conflict", "wants_a_case", message, Words("请立案办理。", "Open a case for it."), "key")


def _act(row: Licence, doing: _Doing) -> int:
    _may(row, doing.key)
    if doing.on < row.status_on:
        zh = f"日期不能早于上一次变动（{row.status_on:%Y-%m-%d}）。"
        raise invalid("before_last", zh, f"Not before what happened last ({row.status_on}).", where="day")
    return _happened(row, doing)


def _may(row: Licence, key: str) -> None:
    if row.status in deed(key).from_:
        return
    now = STATES[row.status]
    raise conflict(
        "not_from_here",
        f"这份证照现在的状态是“{now.zh}”，不能{deed(key).zh}。",
        f"This licence is {now.en}, so it cannot be {deed(key).en}.",
        where="key",
    )


def _happened(row: Licence, doing: _Doing) -> int:
    """Adds to the history, and brings the state on file up to it."""
    done = deed(doing.key)
    made = LicenceEvent(licence_id=row.pk, key=done.key, status=done.to, reason=doing.reason[:REASON])
    made.basis = (doing.basis or done.basis)[:BASIS]
    made.case_id, made.on, made.by, made.at = doing.case_id, doing.on, doing.by.name[:NAME], doing.at
    rows.lay(LicenceEvent, [made])
    if row.status != done.to:
        was = row.__dict__.copy()
        row.status, row.status_on = done.to, doing.on
        rows.write(row, was)
    return made.pk


def locked(licence_id: int) -> Licence:
    """A licence, locked for the caller's transaction. Raises Trouble: missing."""
    locking = " FOR UPDATE" if connection.features.has_select_for_update else ""
    row = rows.one(Licence, f"id = %s{locking}", [licence_id])
    if row is None:
        raise missing(LICENCE, where="licence_id")
    return row
