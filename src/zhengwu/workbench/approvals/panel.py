"""What the page of a case shows of an application: item, situation, materials, reviews, promises, licences."""

from dataclasses import dataclass, replace

from zhengwu.records.approvals import queries
from zhengwu.records.approvals.shown import ApplicationFacts, MaterialFacts
from zhengwu.records.cases.sheet import Opened
from zhengwu.records.licences import queries as licences
from zhengwu.records.licences.queries import LicenceFacts
from zhengwu.records.people import colleagues
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words
from zhengwu.statute.catalogue import codes
from zhengwu.workbench.items.telling import named

APPLICATION = Words("这件申请", "application")
PERSON = "person:"
ORDER = ("missing", "deferred", "committed", "given", "reused", "returned")


@dataclass(frozen=True, slots=True)
class Applied:
    """An application as the page of its case shows it. `bars`: its reader may bar the holder from applying again."""

    facts: ApplicationFacts
    type: Words
    action: Words
    materials: tuple[MaterialFacts, ...]
    licences: tuple[LicenceFacts, ...]
    bars: bool


def applied(actor: Actor, found: Opened) -> Applied | None:
    """The application of a case; None for cases of other procedures."""
    if found.rules.key not in _procedures():
        return None
    facts = queries.application(found.envelope.id, by=actor)
    if facts is None:
        return None
    materials = _named(sorted(facts.materials, key=lambda one: ORDER.index(one.state)))
    issued = tuple(licences.of_case(found.envelope.id))
    one = found.envelope
    bars = bool(facts.holder_code) and actor.may("case.decide", one.body_id, one.body_path, one.unit_id)
    return Applied(facts, named("item_type", facts.type), named("action", facts.action), materials, issued, bars)


def _named(found: list[MaterialFacts]) -> tuple[MaterialFacts, ...]:
    """The materials, with the name of who saw the original: on file is who it was, as "person:12"."""
    ids = {int(one.original_seen_by.removeprefix(PERSON)) for one in found if one.original_seen_by.startswith(PERSON)}
    names = colleagues.names(ids) if ids else {}
    return tuple(
        replace(one, original_seen_by=names.get(int(one.original_seen_by.removeprefix(PERSON)), ""))
        if one.original_seen_by.startswith(PERSON) else one
        for one in found
    )  # fmt: skip


def _procedures() -> frozenset[str]:
    return frozenset(str(one.says.get("procedure", "")) for one in codes("item_type").values()) - {""}
