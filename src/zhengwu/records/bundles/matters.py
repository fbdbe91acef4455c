"""Asking for matters: one with all its parts, a list of them, and the one that number and secret open."""

from collections.abc import Iterable
from datetime import datetime
from hmac import compare_digest
from typing import Any

import orjson

from zhengwu.records import rows
from zhengwu.records.bundles.going import part_of
from zhengwu.records.bundles.models import Matter
from zhengwu.records.bundles.offers import content
from zhengwu.records.bundles.shown import MatterFacts, MatterRow, PartFacts
from zhengwu.records.cases.filing import as_day, as_moment
from zhengwu.records.cases.opening import digest
from zhengwu.records.people import throttle
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within_sql
from zhengwu.records.sealing import blinds
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.statute.bundles import Part, layers

MOST_OF_HOLDER = 50
MATTER = Words("这个一件事申请", "matter")
ONE = (
    "SELECT m.id, m.number, m.title, m.bundle_id, m.body_id, b.name, m.holder_name, m.channel, m.promised_on, "
    "m.delivered_on, m.is_open, m.at, m.nodes, m.waiting, m.notes, b.path FROM bundles_matter m "
    "JOIN organs_body b ON b.id = m.body_id WHERE m.id = %s"
)
PARTS = (
    "SELECT a.node, c.id, c.number, c.procedure, c.state, c.outcome, c.due_on, c.promised_on, a.item_id, c.body_id, "
    "b.name, c.is_open FROM approvals_application a JOIN cases_case c ON c.id = a.case_id "
    "JOIN organs_body b ON b.id = c.body_id WHERE a.matter_id = %s"
)
LISTED = (
    "SELECT m.id, m.number, m.title, b.name, m.holder_name, m.promised_on, m.is_open, m.at, m.nodes, m.notes, "
    "(SELECT COUNT(*) FROM approvals_application a JOIN cases_case c ON c.id = a.case_id "
    "WHERE a.matter_id = m.id AND c.outcome <> '') FROM bundles_matter m JOIN organs_body b ON b.id = m.body_id"
)


def matter(matter_id: int, *, by: Actor) -> MatterFacts:
    """A matter with its parts, for whoever may see the cases of its lead body or of one of its parts.

    Three statements. Raises Trouble (missing).
    """
    found = _matter(matter_id)
    if found is None:
        raise missing(MATTER, where="matter_id")
    facts, path = found
    reach = by.reach("case.read")
    concerned = any(one.body_id is not None and one.body_id in reach.bodies for one in facts.parts)
    if by.kind != "public" and not reach.covers(facts.body_id, path) and not concerned:
        raise missing(MATTER, where="matter_id")
    return facts


def _matter(matter_id: int) -> tuple[MatterFacts, str] | None:
    found = rows.told(ONE, [matter_id])
    if not found:
        return None
    key, number, title, bundle_id, body_id, body_name, holder, channel, *further = found[0]
    promised, delivered, is_open, at, nodes, waiting, notes, path = further
    says = content(bundle_id)
    names = {one.key: one.name for one in says.nodes}
    waits = {key: tuple(before) for key, before in _json(nodes).items()}
    cases = {one[0]: one[1:] for one in rows.told(PARTS, [matter_id])}
    order = {node: at_layer for at_layer, layer in enumerate(layers(waits)) for node in layer}
    place = {node: at_place for at_place, node in enumerate(names)}  # JSON of PostgreSQL keeps no order
    parts = tuple(
        _part(node, names.get(node, node), order[node], before, cases.get(node), node in _json(waiting), _json(notes))
        for node, before in sorted(waits.items(), key=lambda one: (order[one[0]], place.get(one[0], 0)))
    )
    facts = MatterFacts(
        key, number, title, bundle_id, body_id, body_name, holder, channel, as_day(promised), as_day(delivered),
        bool(is_open), as_moment(at), parts,
    )  # fmt: skip
    return facts, path


def _part(
    key: str, name: str, layer: int, after: tuple[str, ...], case: tuple[Any, ...] | None, waits: bool,
    notes: dict[str, str],
) -> PartFacts:  # fmt: skip
    if case is None:
        return PartFacts(key, name, layer, after, Part.WAITING if waits else Part.DROPPED, notes.get(key, ""))
    case_id, number, procedure, state, outcome, due_on, promised_on, item, body, body_name, is_open = case
    part = part_of(state, outcome, is_open=bool(is_open))
    return PartFacts(
        key, name, layer, after, part, "", case_id, number, procedure, state, outcome, as_day(due_on),
        as_day(promised_on), item, body, body_name,
    )  # fmt: skip


def _json(value: Any) -> Any:
    return orjson.loads(value) if isinstance(value, str | bytes) else value


def listed(by: Actor, *, is_open: bool | None = None, before: int = 0, most: int = 50) -> tuple[MatterRow, ...]:
    """The matters that bodies within somebody's reach lead, the newest first; `before` asks for those after an id."""
    may, values = within_sql(by.reach("case.read"), body="m.body_id", unit="")
    condition, args = may, [*values]
    if is_open is not None:
        condition += " AND m.is_open" if is_open else " AND NOT m.is_open"
    if before:
        condition += " AND m.id < %s"
        args.append(before)
    return tuple(
        _row(one) for one in rows.told(f"{LISTED} WHERE {condition} ORDER BY m.id DESC LIMIT %s", [*args, most])
    )


def _row(row: tuple[Any, ...]) -> MatterRow:
    key, number, title, body, holder, promised, is_open, at, nodes, notes, decided = row
    ended = decided + len(_json(notes))
    return MatterRow(
        key, number, title, body, holder, as_day(promised), bool(is_open), as_moment(at), len(_json(nodes)), ended
    )  # fmt: skip


def followed(number: str, secret: str, *, at: datetime, address: str) -> int:
    """The id of the matter that number and secret open. Raises Trouble: unknown (one of them is wrong), throttled."""
    throttle.enter(f"{number}@{address}", address, at=at)
    row = Matter.objects.filter(number=number).values_list("id", "secret").first()
    if row is None or not row[1] or not compare_digest(row[1], digest(secret)):
        raise Trouble(
            "unknown",
            "wrong_secret",
            Words("编号或者查询码不对。", "The number or the secret is wrong."),
            Words("请核对回执上的编号和查询码。", "Check both on your receipt."),
            "secret",
        )
    throttle.succeed(f"{number}@{address}", address)
    return int(row[0])


def of_case(case_id: int) -> tuple[int, str] | None:
    """The matter that a case belongs to, and its number; None where it stands for itself."""
    found = rows.told(
        "SELECT m.id, m.number FROM approvals_application a JOIN bundles_matter m ON m.id = a.matter_id "
        "WHERE a.case_id = %s",
        [case_id],
    )
    return (found[0][0], found[0][1]) if found else None


def of_ids(matter_ids: Iterable[int]) -> tuple[MatterRow, ...]:
    """These matters, the newest first. One statement."""
    some = ", ".join(str(int(one)) for one in set(matter_ids))
    return tuple(_row(one) for one in rows.told(f"{LISTED} WHERE m.id IN ({some}) ORDER BY m.id DESC")) if some else ()


def of_holder(code: str) -> tuple[MatterRow, ...]:
    """The matters of a holder by identity number or credit code, newest first: who asks showed that they are it."""
    keys = blinds(code)
    if not keys:
        return ()
    found = (
        f"SELECT matter_id FROM approvals_application WHERE holder_blind IN ({', '.join(['%s'] * len(keys))}) "
        "AND holder_blind <> '' AND matter_id IS NOT NULL"
    )
    statement = f"{LISTED} WHERE m.id IN ({found}) ORDER BY m.id DESC LIMIT {MOST_OF_HOLDER}"
    return tuple(_row(one) for one in rows.told(statement, keys))
