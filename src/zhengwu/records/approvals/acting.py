"""Something is to be taken from whoever holds a licence: a case of its own is opened, in which they are heard first."""

from datetime import datetime

from zhengwu.records import rows
from zhengwu.records.approvals.carrying import DEEDS
from zhengwu.records.cases import actions as cases
from zhengwu.records.cases.opening import Opened, Opening
from zhengwu.records.licences import queries as licences
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Trouble, Words, conflict, invalid
from zhengwu.statute.licences import deed
from zhengwu.statute.procedures.model import Event

PROCEDURE = "licence_action"
KINDS = {key: kind for kind, key in DEEDS.items()}
UNDER_WAY = "SELECT id FROM cases_case WHERE procedure = %s AND body_id = %s AND is_open AND title = %s"
UNIT = "SELECT unit_id FROM cases_case WHERE id = %s"


def open_about(licence_id: int, key: str, ground: str, *, by: Actor, at: datetime) -> Opened:
    """Opens the case in which a licence is suspended, withdrawn, revoked or stripped; the licence stays as it is.

    Raises Trouble: missing, forbidden, invalid (no ground), conflict (not from this state, such a case is open).
    """
    said, wanted = licences.facts(licence_id), deed(key)
    if not ground.strip() or len(ground) > 500:
        raise invalid("invalid_value", "请写明情形，500字以内。", "Say why, 500 signs at most.", where="reason")
    if said.status not in wanted.from_:
        zh = f"这份证照现在不能{wanted.zh}。"
        raise conflict("not_from_here", zh, f"It cannot be {wanted.en} now.", where="key")
    title = f"{wanted.zh}{said.kind_name}（{said.number}）"[:200]
    there = under_way(said.body_id, title)
    if there:
        message = Words("这份证照已经有同样的处理在办。", "Such a case is open for this licence.")
        raise Trouble("conflict", "under_way", message, Words("请在那一件里继续。", "Go on in that one."), "key")
    facts = {"kind": KINDS[key], "licence": licence_id, "holder": said.holder_name, "ground": ground.strip()}
    event = Event("opened", day_of(at), says={"items": [title], **facts})
    opening = Opening(unit_id=_unit(said.case_id, said.body_id, by), title=title)
    return cases.open_case(PROCEDURE, said.body_id, [event], opening, by=by, at=at)


def under_way(body_id: int, title: str) -> int:
    """The open case of that title; 0 where there is none."""
    found = rows.told(UNDER_WAY, [PROCEDURE, body_id, title])
    return int(found[0][0]) if found else 0


def _unit(case_id: int | None, body_id: int, by: Actor) -> int | None:
    """The unit that granted it, else that of whoever opens the case."""
    found = rows.told(UNIT, [case_id]) if case_id else []
    if found and found[0][0]:
        return int(found[0][0])
    return next((held.unit_id for held in by.appointments if held.body_id == body_id and held.unit_id), None)
