"""What an earlier application says that another one need not ask anew, and the item by which a licence is renewed."""

from dataclasses import dataclass, field
from datetime import date

import orjson

from zhengwu.records import rows
from zhengwu.records.approvals.models import Application
from zhengwu.records.items import queries as items
from zhengwu.records.items.queries import Held
from zhengwu.statute.forms.judging import fields
from zhengwu.statute.forms.model import Kind

PERSONAL = (Kind.CITIZEN_ID, Kind.PHONE)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier application: answers of its situation, and what its form said, by what each field means.

    `private` is the same for what is personal: only for whoever has shown who they are.
    """

    holder_name: str
    holder_kind: str
    holder_code: str
    mandate: str
    answers: dict[str, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    private: dict[str, str] = field(default_factory=dict)


def earlier(case_id: int) -> Earlier | None:
    """What the application of a case said; None where it has none."""
    row = rows.one(Application, "case_id = %s", [case_id])
    if row is None:
        return None
    filled = orjson.loads(row.filled or "{}")
    known: dict[str, str] = {}
    private: dict[str, str] = {}
    for one in fields(items.record(row.version_id).form):
        value = filled.get(one.key)
        if one.means and isinstance(value, str) and value:
            hidden = one.personal or one.kind in PERSONAL or one.means.startswith("holder.")
            (private if hidden else known)[one.means] = value
    answers = {str(key): str(value) for key, value in row.answers.items()}
    return Earlier(
        row.holder_name, row.holder_kind, row.holder_code, row.mandate, answers, known, private
    )  # fmt: skip


def renewal_of(body_id: int, kind: str, on: date) -> Held | None:
    """The item of a body by which a licence of this kind is renewed online on that day; None where there is none."""
    statement = "SELECT id FROM items_item WHERE body_id = %s AND action = 'renewal' AND status = 'in_use' ORDER BY id"
    ids = tuple(pk for (pk,) in rows.told(statement, [body_id]))
    for held in items.holding_many(ids, on).values():
        if any(one.licence_type == kind for one in held.record.results) and "online" in held.record.channels:
            return held
    return None
