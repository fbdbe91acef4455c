"""Asking for bundles: what is on offer, what a version says, which items stand for its parts. Plain SQL."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import orjson

from zhengwu.records.bundles.shown import Bound, Figures, Named, Offered
from zhengwu.records.moments import dated
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within_sql
from zhengwu.records.rows import told
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.bundles import Bundle
from zhengwu.statute.catalogue.written import read_as

BUNDLE = Words("这个套餐", "bundle")
SHOWN = (
    "SELECT u.id, u.body_id, b.name, u.key, u.number, u.status, u.source, u.since, u.by, u.published_by, u.content "
    "FROM bundles_bundle u JOIN organs_body b ON b.id = u.body_id"
)
BOUND = (
    "SELECT p.bundle_id, p.node, i.id, i.name, i.body_id, b.name, i.status FROM bundles_bundlepart p "
    "JOIN items_item i ON i.id = p.item_id JOIN organs_body b ON b.id = i.body_id WHERE p.bundle_id IN ({marks})"
)
MOST = 300
# Of one key of a body the newest version that has begun.
HOLDS = (
    "u.status = 'published' AND u.since <= %s AND NOT EXISTS (SELECT 1 FROM bundles_bundle n WHERE n.status = "
    "'published' AND n.key = u.key AND n.body_id = u.body_id AND n.number > u.number AND n.since <= %s)"
)
NAMED = (
    "SELECT u.id, u.key, u.name, u.body_id, b.name, u.number, u.since, u.content FROM bundles_bundle u "
    f"JOIN organs_body b ON b.id = u.body_id WHERE {HOLDS} ORDER BY u.name, u.id LIMIT {MOST}"
)


def offered(on: date) -> tuple[Offered, ...]:
    """Every bundle that can be applied for on that day, by name. Two statements."""
    return _with_items(told(f"{SHOWN} WHERE {HOLDS} ORDER BY u.name, u.id LIMIT {MOST}", [on.isoformat()] * 2), on)


def named(on: date, text: str = "") -> tuple[Named, ...]:
    """The bundles on offer whose names hold every word of a text, by name, for lists and searches. One statement."""
    found = told(NAMED, [on.isoformat()] * 2)
    wanted = text.casefold().split()
    return tuple(
        Named(key, bundle, name, body, body_name, _content(_bytes(says)).event, number, dated(since))
        for key, bundle, name, body, body_name, number, since, says in found
        if _goes_on(says, on) and all(word in name.casefold() for word in wanted)
    )


def of_key(key: str, on: date) -> tuple[Offered, ...]:
    """The bundles on offer on that day under a key, of each body that offers one."""
    found = told(f"{SHOWN} WHERE {HOLDS} AND u.key = %s ORDER BY u.body_id", [on.isoformat(), on.isoformat(), key[:40]])
    return _with_items(found, on)


def version(bundle_id: int) -> Offered:
    """A version of a bundle, whatever has become of it. Raises Trouble (missing)."""
    found = _with_items(told(f"{SHOWN} WHERE u.id = %s", [bundle_id]))
    if not found:
        raise missing(BUNDLE, where="bundle_id")
    return found[0]


def kept(by: Actor) -> tuple[Offered, ...]:
    """The bundles of the bodies somebody sees at the desk, drafts too: of each key the newest versions."""
    may, values = within_sql(by.reach("case.read"), body="u.body_id", unit="")
    order = "ORDER BY u.name, u.key, u.number DESC"
    return _with_items(told(f"{SHOWN} WHERE u.status IN ('draft', 'published') AND {may} {order} LIMIT {MOST}", values))


def holds(offered: Offered, on: date) -> bool:
    """Whether a published version can be applied for on that day: begun, and not over."""
    until = offered.content.until
    return offered.since is not None and offered.since <= on and (not until or until >= on.isoformat())


def content(bundle_id: int) -> Bundle:
    """What a version says that was published: it never changes, so it is remembered. Raises Trouble (missing)."""
    return _settled(bundle_id)


@lru_cache(maxsize=400)
def _settled(bundle_id: int) -> Bundle:
    found = told("SELECT content FROM bundles_bundle WHERE id = %s AND status <> 'draft'", [bundle_id])
    if not found:
        raise missing(BUNDLE, where="bundle_id")
    return _content(_bytes(found[0][0]))


def _bytes(says: Any) -> bytes:
    return says.encode() if isinstance(says, str) else orjson.dumps(says)


@lru_cache(maxsize=400)
def _content(written: bytes) -> Bundle:
    return read_as(Bundle, orjson.loads(written))


def _goes_on(says: Any, on: date) -> bool:
    """Whether the offer has not ended before that day."""
    until = _content(_bytes(says)).until
    return not until or until >= on.isoformat()


def _with_items(rows: list[tuple[Any, ...]], on: date | None = None) -> tuple[Offered, ...]:
    rows = [one for one in rows if on is None or _goes_on(one[-1], on)]
    ids = [one[0] for one in rows]
    if not ids:
        return ()
    bound: dict[object, list[Bound]] = {}
    for bundle_id, node, item, name, body, body_name, status in told(BOUND.format(marks=marks(ids)), ids):
        bound.setdefault(bundle_id, []).append(Bound(node, item, name, body, body_name, status == "in_use"))
    return tuple(_offered(one, tuple(bound.get(one[0], ()))) for one in rows)


def _offered(row: tuple[Any, ...], bound: tuple[Bound, ...]) -> Offered:
    key, body, name, bundle, number, status, source, since, by, published_by, says = row
    day = dated(since) if since else None
    return Offered(
        key, body, name, bundle, number, status, source, day, by, published_by, _content(_bytes(says)), bound
    )  # fmt: skip


def marks(values: Sequence[object]) -> str:
    """So many places of a statement."""
    return ", ".join(["%s"] * len(values))


def figures(by: Actor) -> Figures:
    """How many bundles and matters there are within somebody's reach. Two statements."""
    may, values = within_sql(by.reach("case.read"), body="u.body_id", unit="")
    ((explored, listed, on_offer),) = told(
        "SELECT COUNT(DISTINCT u.body_id || ' ' || u.key), "
        "COUNT(DISTINCT CASE WHEN u.source <> '' THEN u.body_id || ' ' || u.key END), "
        "COUNT(DISTINCT CASE WHEN u.status = 'published' THEN u.body_id || ' ' || u.key END) "
        f"FROM bundles_bundle u WHERE {may}",
        values,
    )
    may, values = within_sql(by.reach("case.read"), body="m.body_id", unit="")
    ((matters, closed, cases),) = told(
        "SELECT COUNT(*), SUM(CASE WHEN m.is_open THEN 0 ELSE 1 END), (SELECT COUNT(*) FROM approvals_application a "
        f"JOIN bundles_matter m ON m.id = a.matter_id WHERE {may}) FROM bundles_matter m WHERE {may}",
        [*values, *values],
    )
    return Figures(explored, listed, on_offer, matters, closed or 0, cases)


def items_of_codes(codes: Sequence[str]) -> dict[str, int]:
    """Items in use by their codes, of whichever body. One statement."""
    wanted = [one for one in dict.fromkeys(codes) if one]
    if not wanted:
        return {}
    statement = (
        f"SELECT code, id FROM items_item WHERE status = 'in_use' AND code IN ({marks(wanted)}) ORDER BY id DESC"
    )
    return dict(told(statement, wanted))


def codes_of(bundle_id: int) -> dict[str, str]:
    """The codes of the items of a version, by part. One statement."""
    statement = (
        "SELECT p.node, i.code FROM bundles_bundlepart p JOIN items_item i ON i.id = p.item_id WHERE p.bundle_id = %s"
    )
    return dict(told(statement, [bundle_id]))


def seen(bundle_id: int, *, by: Actor) -> Offered:
    """A version of a bundle of a body that somebody sees at the desk. Raises Trouble (missing)."""
    may, values = within_sql(by.reach("case.read"), body="u.body_id", unit="")
    found = _with_items(told(f"{SHOWN} WHERE u.id = %s AND {may}", [bundle_id, *values]))
    if not found:
        raise missing(BUNDLE, where="bundle_id")
    return found[0]


def suggested(bundle: Bundle, body_id: int) -> dict[str, int]:
    """The items that may stand for the parts: in use and called as a part or its hint is, the body's own before others.

    An item for something new stands before one for a change of it. One statement.
    """
    names = sorted({text for one in bundle.nodes for text in (one.hint, one.name) if text})
    if not names:
        return {}
    order = "ORDER BY CASE WHEN body_id = %s THEN 0 ELSE 1 END, CASE WHEN action = 'new' THEN 0 ELSE 1 END, id"
    statement = f"SELECT name, id FROM items_item WHERE status = 'in_use' AND name IN ({marks(names)}) {order}"
    found: dict[str, int] = {}
    for name, item_id in told(statement, [*names, body_id]):
        found.setdefault(name, item_id)
    known = {one.key: found.get(one.hint) or found.get(one.name) for one in bundle.nodes}
    return {key: item_id for key, item_id in known.items() if item_id is not None}
