"""How a matter goes on: after each end of a case, in its transaction, parts begin that waited for it, or end with it.

A part that cannot begin any more, since its item is out of use or the holder barred, ends with a note that says why:
nothing waits for ever.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from django.db import connection, transaction

from zhengwu.records import rows
from zhengwu.records.approvals.actions import submit
from zhengwu.records.approvals.holders import Holder
from zhengwu.records.approvals.models import Application, Supplied
from zhengwu.records.approvals.submitting import Given, Submission
from zhengwu.records.bundles.models import Matter
from zhengwu.records.bundles.offers import content
from zhengwu.records.cases.models import Case, Event
from zhengwu.records.moments import day_of
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.troubles import Trouble
from zhengwu.statute.bundles import Bundle, Part, onward

ENDS = frozenset(
    ("decided", "deemed_renewed", "rejected", "withdrawn", "correction_lapsed", "supplement_lapsed", "terminated",
     "delivered")
)  # fmt: skip
GRANTED = ("granted", "deemed_renewed")
BEFORE = "前一环节未获准予，本环节不再办理。"
CASES = (
    "SELECT a.node, c.id, c.state, c.outcome, c.is_open FROM approvals_application a "
    "JOIN cases_case c ON c.id = a.case_id WHERE a.matter_id = %s"
)


def follow(case: Case, application: Application, event: Event) -> None:
    """What the end of a case does to the matter that it belongs to."""
    if application.matter_id is None:
        return
    locking = " FOR UPDATE" if connection.features.has_select_for_update else ""
    matter = rows.one(Matter, f"id = %s{locking}", [application.matter_id])
    if matter is not None:
        begin(matter, content(matter.bundle_id), at=event.at, now=case)


def begin(matter: Matter, bundle: Bundle, *, at: datetime, now: Case | None = None, strictly: bool = False) -> None:
    """Begins and ends whatever is to begin and end, until nothing more is; the matter closes where all is delivered.

    `now` is a case whose row is not written yet. `strictly`: what cannot begin is a refusal of the whole.
    """
    was = matter.__dict__.copy()
    matter.waiting, matter.notes = list(matter.waiting), dict(matter.notes)
    found = _cases(matter, now)
    while matter.waiting and _moved(matter, bundle, found, at=at, strictly=strictly):
        found = _cases(matter, now)
    if not matter.waiting and not any(one.is_open for one in found):
        matter.is_open, matter.delivered_on = False, matter.delivered_on or day_of(at)
    rows.write(matter, was)


def _moved(matter: Matter, bundle: Bundle, found: list["Begun"], *, at: datetime, strictly: bool) -> bool:
    """Begins and ends what these cases make ready; whether there was anything."""
    states = {key: Part.WAITING if key in matter.waiting else Part.DROPPED for key in matter.nodes}
    states |= {one.node: part_of(one.state, one.outcome, is_open=one.is_open) for one in found}
    ends = {one.key: one.on_refusal == "end" for one in bundle.nodes}
    now = onward({key: tuple(before) for key, before in matter.nodes.items()}, states, ends)
    for node in now.end:
        matter.waiting.remove(node)
        matter.notes[node] = BEFORE
    kept = orjson.loads(matter.filled or "{}") if now.begin else {}
    for node in now.begin:
        matter.waiting.remove(node)
        _submit(matter, kept, node, at=at, strictly=strictly)
    return bool(now.begin or now.end)


class Begun(NamedTuple):
    """The case of a part, as far as it matters here."""

    node: str
    id: int
    state: str
    outcome: str
    is_open: bool


def _cases(matter: Matter, now: Case | None) -> list[Begun]:
    found = [Begun(*one) for one in rows.told(CASES, [matter.pk])]
    if now is None:
        return found
    return [Begun(one.node, one.id, now.state, now.outcome, now.is_open) if one.id == now.pk else one for one in found]


def _submit(matter: Matter, kept: dict[str, Any], node: str, *, at: datetime, strictly: bool) -> None:
    seen_by = kept.get("seen_by", "")
    said = read(kept["parts"][node], matter.pk, node, incomplete=not strictly or bool(seen_by))
    key = f"matter-{matter.pk}-{node}"[:100]
    try:
        with transaction.atomic(savepoint=not strictly):
            made = submit(kept["items"][node], said, by=PUBLIC, at=at, source_key=key)
            if seen_by:
                _seen(made.application_id, said, seen_by)
    except Trouble as trouble:
        if strictly:
            kind, _, name = trouble.where.partition(".")
            trouble.where = f"{kind}.{node}__{name}" if name else trouble.where
            raise
        matter.notes[node] = trouble.message.zh


def _seen(application_id: int, said: Submission, by: str) -> None:
    """The originals that the counter saw at the application count in every part, of whichever body it is."""
    keys = [one.key for one in said.materials if one.original_seen]
    found = Supplied.objects.filter(application_id=application_id, key__in=keys, state="missing")
    found.update(state="given", original_seen_by=by)


def part_of(state: str, outcome: str, *, is_open: bool) -> Part:
    """What a case has become of its part."""
    if outcome:
        return Part.GRANTED if outcome in GRANTED else Part.FAILED
    return Part.RUNNING if is_open else Part.FAILED


def written(said: Submission) -> dict[str, Any]:
    """What a part is applied for with, as it is kept until the part begins."""
    kept = asdict(said)
    kept["received_on"] = None
    return kept


def read(kept: dict[str, Any], matter_id: int, node: str, *, incomplete: bool) -> Submission:
    """The same again, for this matter."""
    materials = tuple(Given(**one) for one in kept["materials"])
    return Submission(
        kept["answers"], kept["filled"], Holder(**kept["holder"]), kept["channel"], kept["mandate"], materials,
        tuple(kept["deferred"]), kept["commits"], matter_id=matter_id, node=node, incomplete=incomplete,
    )  # fmt: skip
