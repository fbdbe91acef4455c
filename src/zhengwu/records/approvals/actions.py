"""What is done to applications: handed in, finished on the spot. All other steps are those of the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import orjson
from django.db import IntegrityError, transaction

from zhengwu.records import rows
from zhengwu.records.approvals import faith, submitting
from zhengwu.records.approvals.models import Application, Pledge, Supplied
from zhengwu.records.approvals.submitting import Given, Submission, Submitted
from zhengwu.records.cases import actions, shelving
from zhengwu.records.cases.gathered import Incoming, shelved
from zhengwu.records.cases.models import Case
from zhengwu.records.cases.opening import Opening, check
from zhengwu.records.gathering import Gathering
from zhengwu.records.items.queries import Held, holding
from zhengwu.records.licences.models import Licence
from zhengwu.records.licences.queries import satisfies
from zhengwu.records.moments import day_of
from zhengwu.records.outbox.actions import Claim, keep
from zhengwu.records.people.actors import Actor
from zhengwu.records.sealing import blind
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Words, conflict, invalid, missing
from zhengwu.statute.catalogue import Asked, code
from zhengwu.statute.identifiers.problem import written
from zhengwu.statute.procedures import procedure
from zhengwu.statute.procedures.model import Event

__all__ = ["Given", "Submission", "Submitted", "finish_on_the_spot", "submit"]
ITEM, LICENCE = Words("这个事项", "service item"), Words("这本证照", "licence")


def submit(
    item_id: int,
    said: Submission,
    *,
    by: Actor,
    at: datetime,
    source_key: str | None = None,
    claim: Claim | None = None,
) -> Submitted:
    """Puts an application on file as a case. With a `source_key` that is there already, the one that is there is told.

    With a `claim` the answer is kept under its key, in the same transaction. Raises Trouble: missing (no such item in
    use, body closed), invalid (a field, a material, an answer), forbidden, conflict (no commitment possible, barred
    from applying); IntegrityError where the key was used meanwhile.
    """
    on = said.received_on or day_of(at)
    held = holding(item_id, on)
    if held is None:
        raise missing(ITEM, where="item_id")
    submitting.checked(said)
    there = _there(held.body_id, source_key)
    if there is None:
        try:
            return INTAKE.put(_handed(held, said, on, by=by, at=at, source_key=source_key, claim=claim))
        except IntegrityError:
            there = _there(held.body_id, source_key)
            if there is None:
                raise
    keep([(claim, there)])
    return there


@dataclass(frozen=True, slots=True)
class Handed:
    """An application ready to be put on file: its case, and the rows beside it, which want only their ids."""

    case: Incoming
    application: Application
    supplied: list[Supplied]
    pledges: list[Pledge]


def _handed(
    held: Held, said: Submission, on: date, *, by: Actor, at: datetime, source_key: str | None, claim: Claim | None
) -> Handed:
    """What is handed in, judged: nothing is written. Raises Trouble."""
    body = actions.receiving(held.body_id, "item_id")
    rules, asked = procedure(_procedure_of(held)), submitting.situation(held, said)
    form = submitting.form_of(held, said, on)
    supplied = submitting.materials(asked, said, _on_file(asked, said, on), at, _seen_by(by))
    licence = _about(held, said)
    _shown(said)
    faith.refuse_barred(held, said, on)
    deferred = [one.key for one in supplied if one.state == submitting.DEFERRED]
    expires_on = licence.valid_to if licence else None
    first = submitting.event(held, asked, said, on, deferred=deferred, expires_on=expires_on)
    opening, calendar = _opening(held, said, source_key), calendar_of(body.pk)
    case = actions.told(rules, body.pk, [first], opening, by=by, at=at, calendar=calendar)
    prepared = shelving.prepare(body, case, opening, by=by, at=at, calendar=calendar, promised=())
    application = _application(held, said, orjson.dumps(dict(form.values)).decode(), at)
    pledges = faith.pledges(held, application, supplied, said, at)
    return Handed(Incoming(body, rules, prepared, at, claim), application, supplied, pledges)


def _together(handed: Sequence[Handed]) -> list[Submitted]:
    """Puts several on file in the caller's transaction, by the statements of one."""
    opened = shelved([one.case for one in handed])
    for one, case in zip(handed, opened, strict=True):
        one.application.case_id = case.case_id
        for pledge in one.pledges:
            pledge.case_id = case.case_id
    rows.lay(Application, [one.application for one in handed])
    for one in handed:
        for material in one.supplied:
            material.application_id = one.application.pk
    rows.lay(Supplied, [material for one in handed for material in one.supplied])
    rows.lay(Pledge, [pledge for one in handed for pledge in one.pledges])
    made = [
        Submitted(case.case_id, one.application.pk, case.number, case.secret)
        for one, case in zip(handed, opened, strict=True)
    ]
    keep([(one.case.claim, told) for one, told in zip(handed, made, strict=True)])
    return made


INTAKE: Gathering[Handed, Submitted] = Gathering(_together)


def _seen_by(by: Actor) -> str:
    """Who saw the originals: the public cannot say that somebody did."""
    return "" if by.kind == "public" else actions.person_of(by)


def _procedure_of(held: Held) -> str:
    """By which procedure an item is handled. Raises Trouble (conflict) for what nobody applies for."""
    found = code("item_type", held.record.type).says.get("procedure")
    if not found:
        raise conflict(
            "not_applied_for",
            "这个事项由机关依职权办理，不需要申请。",
            "This is done by the body of its own accord, not on application.",
            where="item_id",
        )
    return str(found)


def _on_file(asked: Asked, said: Submission, on: date) -> dict[str, Given]:
    """Materials that licences of the holder show, so that they need not be handed in."""
    found = {}
    for one in submitting.wanting(asked, said) if said.holder.code else ():
        licence = satisfies(one.licence_type, said.holder.code, on)
        if licence is not None:
            found[one.key] = Given(one.key, licence_id=licence.id, reused_from=f"电子证照 {licence.number}")
    return found


def _opening(held: Held, said: Submission, source_key: str | None) -> Opening:
    applicant = submitting.applicant(said)
    check(applicant, contact=said.channel in ("online", "mail"))
    return Opening(applicant, held.unit_id, title=held.record.name, source_key=source_key, item_id=held.item_id)


def _application(held: Held, said: Submission, filled: str, at: datetime) -> Application:
    holder = said.holder
    return Application(
        body_id=held.body_id, item_id=held.item_id, version_id=held.version_id,
        type=held.record.type, action=held.record.action, answers=dict(said.answers),
        filled=filled if filled != "{}" else "", holder_name=holder.name.strip()[:200], holder_code=holder.code,
        holder_blind=blind(holder.code) if holder.code else "", holder_kind=holder.kind[:16],
        mandate=said.mandate[:200], about_id=said.about, matter_id=said.matter_id, node=said.node[:40],
        submitted_at=at,
    )  # fmt: skip


def _about(held: Held, said: Submission) -> Licence | None:
    """The licence that a change, renewal or cancellation is about; its holder must be the one who applies."""
    if said.about is None:
        if held.record.action == "cancellation" and any(one.licence_type for one in held.record.results):
            raise invalid("about_missing", "请选择要注销的证照。", "Choose the licence to be cancelled.", where="about")
        return None
    found = rows.one(Licence, "id = %s", [said.about])
    if found is None or not _theirs(found, said):
        raise missing(LICENCE, where="about")
    return found


def _theirs(licence: Licence, said: Submission) -> bool:
    """Whether a licence is the holder's: by the code where it has one, else by the name."""
    if licence.holder_code:
        return bool(licence.holder_code == written(said.holder.code))
    return licence.holder_name == said.holder.name.strip()


def _shown(said: Submission) -> None:
    """Licences handed in as materials are the holder's own. Raises Trouble (missing). One statement, or none."""
    wanted = {one.licence_id: one.key for one in said.materials if one.licence_id is not None}
    if not wanted:
        return
    found = rows.several(Licence, f"id IN ({', '.join(['%s'] * len(wanted))})", list(wanted))
    theirs = {one.pk for one in found if _theirs(one, said)}
    for pk, key in wanted.items():
        if pk not in theirs:
            raise missing(LICENCE, where=f"materials.{key[:60]}")


def _there(body_id: int, source_key: str | None) -> Submitted | None:
    if source_key is None:
        return None
    if not 0 < len(source_key) <= 100:
        raise invalid(
            "source_key", "来源编号应为1至100字。", "A source key has 1 to 100 characters.", where="source_key"
        )
    statement = (
        "SELECT c.id, a.id, c.number FROM cases_case c JOIN approvals_application a ON a.case_id = c.id "
        "WHERE c.body_id = %s AND c.source_key = %s"
    )
    found = rows.prepared(statement, [body_id, source_key])
    if not found:
        return None
    case_id, application_id, number = found[0]
    return Submitted(case_id, application_id, number, "")


def finish_on_the_spot(
    case_id: int, *, by: Actor, at: datetime, outcome: str = "granted", reasons: str = "", channel: str = "counter"
) -> actions.Taken:
    """Accepts, decides and delivers what ends while the applicant waits (即办件), in one transaction.

    Raises Trouble: conflict where the item does not end on the spot, or is not in the state for it; forbidden.
    """
    on = day_of(at)
    with transaction.atomic():
        row = rows.one(Case, "id = %s", [case_id])
        if row is not None and row.state == "submitted":
            actions.take(case_id, Event("accepted", on), by=by, at=at)
        says = {"outcome": outcome, **({"reasons": reasons} if reasons else {})}
        actions.take(case_id, Event("decided", on, says=says), by=by, at=at)
        return actions.take(case_id, Event("delivered", on, says={"channel": channel}), by=by, at=at)
