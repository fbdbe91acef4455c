"""The application form of a case as it was filled in, for who may see the case."""

from dataclasses import dataclass
from typing import Any

import orjson

from zhengwu.records import rows
from zhengwu.records.approvals import queries
from zhengwu.records.approvals.models import Application
from zhengwu.records.approvals.shown import ApplicationFacts
from zhengwu.records.items.queries import record
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.catalogue.model import Record
from zhengwu.statute.forms.judging import fields
from zhengwu.statute.forms.laying import Group, filled_in
from zhengwu.statute.forms.model import Kind
from zhengwu.statute.identifiers import citizen_id

SEALED = (Kind.CITIZEN_ID, Kind.PHONE)
PERSON = "natural_person"


@dataclass(frozen=True, slots=True)
class Completed:
    """A form that was filled in: what it applies for, its groups, and whose it is, masked as its reader must see it.

    `masked`: something on it is not shown in clear.
    """

    facts: ApplicationFacts
    groups: tuple[Group, ...]
    holder_code: str
    masked: bool


def completed(case_id: int, *, by: Actor) -> Completed:
    """The form of a case. Who may see the case's answers may see it, masked in the same places; who comes with number
    and secret sees neither identity numbers nor contacts in clear, as on every page that these open.

    Raises Trouble (missing): no such case, none that was applied for, or none that the actor may see.
    """
    facts = queries.application(case_id, by=by)
    row = rows.one(Application, "case_id = %s", [case_id])
    if facts is None or row is None:
        raise missing(Words("这份申请表", "application form"), where="case_id")
    answers: dict[str, Any] = orjson.loads(row.filled or "{}")
    says = record(row.version_id)
    public = by.kind == "public"
    instead = {
        one.key: one.value if one.masked else citizen_id.mask(one.value)
        for one in facts.answers
        if one.masked or (public and _seals(says, one.key))
    }
    masks = public and row.holder_kind == PERSON
    code = citizen_id.mask(facts.holder_code) if masks else facts.holder_code
    groups = filled_in(says.form, answers, on=day_of(row.submitted_at), instead=instead)
    return Completed(facts, groups, code, bool(instead) or code != row.holder_code)


def _seals(says: Record, key: str) -> bool:
    one = next(one for one in fields(says.form) if one.key == key)
    return one.personal or one.kind in SEALED or one.means == "holder.address"
