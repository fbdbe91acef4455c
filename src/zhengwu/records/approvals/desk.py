"""What the counter knows of somebody by their code, so that nothing is typed or asked twice. A statement or two."""

from dataclasses import dataclass
from datetime import date

from zhengwu.records import rows
from zhengwu.records.approvals import faith
from zhengwu.records.approvals.holders import Holder
from zhengwu.records.licences import queries as licences
from zhengwu.records.licences.queries import LicenceFacts
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within_sql
from zhengwu.records.sealing import blinds


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who has applied here, or holds a licence of ours. `bars` are what bad faith bars them from, in words."""

    holder: Holder
    licences: tuple[LicenceFacts, ...]
    bars: tuple[str, ...]


def known(actor: Actor, code: str, on: date) -> Known | None:
    """Who has that code, as far as the actor's bodies know them; None for nobody."""
    keys = blinds(code) if code else ()
    if not keys:
        return None
    may, values = within_sql(actor.reach("case.read"), body="a.body_id", unit="c.unit_id")
    marks = ", ".join(["%s"] * len(keys))
    statement = (
        "SELECT a.holder_name, a.holder_kind FROM approvals_application a JOIN cases_case c ON c.id = a.case_id "
        f"WHERE a.holder_blind IN ({marks}) AND a.holder_blind <> '' AND {may} ORDER BY a.id DESC LIMIT 1"
    )
    earlier = rows.told(statement, [*keys, *values])
    held = tuple(one for one in licences.of_holder(code) if actor.reach("case.read").covers(one.body_id, "-"))
    bars = tuple(f"{one.reason}（{one.basis}）" for one in faith.standing(code, on))
    if earlier:
        name, kind = earlier[0]
        return Known(Holder(name, code, kind), held, bars)
    if held:
        return Known(Holder(held[0].holder_name, code, held[0].holder_kind), held, bars)
    return Known(Holder("", code), (), bars) if bars else None
