"""What somebody applies with, and what it becomes: the first event of a case and the rows beside it. No statement.

An item's version says what is asked for in the situation of the answers. What is not there yet is told with the field
that lacks it; staff who take in what is incomplete say so, and it is corrected by one notice (行政许可法第三十二条).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from zhengwu.records.approvals.holders import Holder
from zhengwu.records.approvals.models import Supplied
from zhengwu.records.cases.opening import Applicant
from zhengwu.records.items.queries import Held
from zhengwu.records.troubles import Trouble, conflict, invalid
from zhengwu.statute.catalogue.model import Limit, Material
from zhengwu.statute.catalogue.variants import Asked, told
from zhengwu.statute.forms.judging import Judged, judged
from zhengwu.statute.procedures.approval import fields
from zhengwu.statute.procedures.model import Event

SELF_SERVED = ("online", "kiosk")  # nobody of the office stands by: what is missing is asked for at once
CLASSES = {
    "natural_person": "natural_person",
    "enterprise": "enterprise",
    "unincorporated": "enterprise",
    "institution": "research_institution",
    "social_organisation": "nonprofit",
}
NOBODY = Holder("")
MISSING, DEFERRED, GIVEN, REUSED, COMMITTED = "missing", "deferred", "given", "reused", "committed"


@dataclass(frozen=True, slots=True)
class Given:
    """A material that is handed in: a file on file, a licence on file, or an original that was seen at the counter.

    `reused_from` says in words what it was taken over from, so that nothing is asked for twice.
    """

    key: str
    file_id: int | None = None
    file_name: str = ""
    licence_id: int | None = None
    original_seen: bool = False
    reused_from: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """What is applied with. `answers` are those of the situation, `filled` the texts typed into the form, by key.

    `deferred` are materials that are promised to follow (容缺), `commits` says that the applicant chose notice and
    commitment (告知承诺). `mandate` names who applies for the holder; `about` is the licence to be changed or renewed.
    `incomplete` is for staff who take in what is not complete. `received_on` is the day the materials came in.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    filled: Mapping[str, Sequence[str]] = field(default_factory=dict)
    holder: Holder = NOBODY
    channel: str = "online"
    mandate: str = ""
    materials: tuple[Given, ...] = ()
    deferred: tuple[str, ...] = ()
    commits: bool = False
    about: int | None = None
    matter_id: int | None = None
    node: str = ""
    received_on: date | None = None
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Submitted:
    """An application on file. The secret is told once; with a `source_key` that was there before it is empty."""

    case_id: int
    application_id: int
    number: str
    secret: str


def situation(held: Held, said: Submission) -> Asked:
    """The item in the situation of the answers. Raises Trouble (invalid) naming the question that is open."""
    asked = told(held.record, said.answers)
    if asked.open and not said.incomplete:
        one = asked.open[0]
        raise invalid("question_open", f"请先回答：{one.text}", f"Answer first: {one.text}", where=f"answers.{one.key}")
    return asked


def form_of(held: Held, said: Submission, on: date) -> Judged:
    """The answers to the item's form. Raises Trouble (invalid) naming the first field that is wrong."""
    found = judged(held.record.form, said.filled, on=on)
    if found.faults and not said.incomplete:
        fault = found.faults[0]
        raise invalid("form_field", fault.zh, fault.en, where=f"filled.{fault.field}")
    return found


def wanting(asked: Asked, said: Submission) -> tuple[Material, ...]:
    """Materials that were not handed in and that a licence on file might show."""
    given = {one.key for one in said.materials}
    return tuple(one for one in asked.materials if one.licence_type and one.key not in given)


def materials(
    asked: Asked, said: Submission, known_by: Mapping[str, Given], at: datetime, seen_by: str
) -> list[Supplied]:
    """The rows of the materials; `known_by` are those that the office has, `seen_by` who of the staff saw originals or
    vouches for another source, empty where nobody stood by. Raises Trouble (invalid) naming one that is missing,
    unknown or may not follow.
    """
    given = {**known_by, **{one.key: one for one in said.materials}}
    known = {one.key for one in asked.materials}
    for key in (*given, *said.deferred):
        if key not in known:
            raise invalid(
                "material_unknown",
                f"本事项在这种情形下不需要材料“{key[:60]}”。",
                f"No material “{key[:60]}” is wanted in this situation.",
                where=f"materials.{key[:60]}",
            )
    return [_supplied(one, given.get(one.key), said, at, seen_by) for one in asked.materials]


def _supplied(material: Material, given: Given | None, said: Submission, at: datetime, seen_by: str) -> Supplied:
    row = Supplied(key=material.key, name=material.name[:300], at=at, state=MISSING)
    if given is not None:
        row.state = REUSED if given.licence_id or given.reused_from else GIVEN
        row.file_id, row.file_name, row.licence_id = given.file_id, given.file_name[:255], given.licence_id
        row.reused_from, row.note = given.reused_from[:200], given.note[:500]
        row.original_seen_by = seen_by if given.original_seen else ""
        vouched = given.original_seen or given.reused_from
        if not (given.file_id or given.licence_id or (seen_by and vouched)):
            row.state = MISSING
    if row.state == MISSING:
        row.state = _without(material, said)
    return row


def _without(material: Material, said: Submission) -> str:
    """What becomes of a material that is not there. Raises Trouble (invalid) where it must be, or may not follow."""
    if said.commits and material.replaced:
        return COMMITTED
    if material.key in said.deferred:
        if material.necessity != "deferrable":
            raise invalid(
                "not_deferrable",
                f"“{material.name}”不在可以容缺后补的材料之内。",
                f"“{material.name}” is not among the materials that may follow.",
                where=f"materials.{material.key}",
            )
        return DEFERRED
    if material.necessity == "conditional" or said.incomplete:
        return MISSING
    raise invalid(
        "material_missing",
        f"请提交“{material.name}”。",
        f"“{material.name}” is missing.",
        where=f"materials.{material.key}",
    )


def committing(held: Held, said: Submission) -> str:
    """The kind of commitment that is made; empty where none is. Raises Trouble (conflict) where none can be."""
    if not said.commits:
        return ""
    if held.record.safety or not held.record.commitment.kind:
        raise conflict(
            "no_commitment",
            "本事项不适用告知承诺。",
            "Notice and commitment is not offered for this item.",
            where="commits",
        )
    return held.record.commitment.kind


def event(
    held: Held, asked: Asked, said: Submission, on: date, *, deferred: Iterable[str], expires_on: date | None
) -> Event:
    """The application as the first event: all that steers the case, pinned to the item's version."""
    record = held.record
    says = {
        "items": [record.name],
        "channel": said.channel,
        "item": held.code,
        "version": held.number,
        "action": record.action,
        "case_type": asked.case_type,
        **_limit("statutory", asked.statutory),
        **_limit("promised", asked.promised),
        "joint": bool(record.joint_bodies) or None,
        "stages": list(dict.fromkeys(one.key for one in asked.stages if one.own)) or None,
        "commitment": committing(held, said) or None,
        "deferred": list(deferred) or None,
        "expires_on": expires_on,
    }
    if says["deferred"]:
        says |= {"supplement_days": record.supplement_days, "on_lapse": record.on_lapse}
    return Event("submitted", on, says={key: value for key, value in says.items() if value is not None})


def _limit(name: str, limit: Limit) -> dict[str, int | str]:
    """A limit as the event holds it; hours are so many days begun."""
    if limit.length is None:
        return {}
    if limit.unit == "hours":
        return {f"{name}_days": -(-limit.length // 24), f"{name}_unit": "working_days"}
    return {f"{name}_days": limit.length, f"{name}_unit": limit.unit}


def applicant(said: Submission) -> Applicant:
    """Who the case is of: the holder, as parties of cases are on file."""
    holder = said.holder
    kind = ("citizen_id" if holder.is_person else "uscc") if holder.code else ""
    return Applicant(
        name=holder.name,
        counted_class=CLASSES.get(holder.kind, "other_org"),
        id_kind=kind,
        id_number=holder.code,
        phone=holder.phone,
        address=holder.address,
        organisation=said.mandate,
    )


def checked(said: Submission) -> None:
    """Raises Trouble (invalid) for a channel that there is not."""
    if said.channel not in fields.CHANNELS:
        known = "、".join(fields.CHANNELS)
        raise invalid(
            "channel", f"申请方式应为下列之一：{known}。", f"The channel is one of: {known}.", where="channel"
        )


def barred(reason: str, basis: str, where: str, *, until: date | None) -> Trouble:
    """Whoever lied before may not do it again for a while."""
    zh = f"至{until}" if until else "在信用修复之前"
    en = f"until {until}" if until else "until that is repaired"
    what = ("选择告知承诺", "choose notice and commitment") if where == "commits" else ("再次申请本事项", "apply again")
    return conflict(
        "barred",
        f"因“{reason}”，{zh}不能{what[0]}（{basis}）。",
        f"Because of “{reason}” nobody may {what[1]} {en} ({basis}).",
        where=where,
    )
