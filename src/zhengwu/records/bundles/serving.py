"""Whether every material of a bundle can be served: a licence that one part brings forth comes before it is wanted."""

from collections.abc import Iterator, Mapping

from zhengwu.records.items.queries import record
from zhengwu.records.rows import told
from zhengwu.statute.bundles import Bundle, Fault, applying, situations, waits_of
from zhengwu.statute.bundles.graph import Waits
from zhengwu.statute.catalogue.model import Record

NEWEST = (
    "SELECT id FROM items_itemversion WHERE item_id = %s AND status IN ('published', 'retired') "
    "ORDER BY number DESC LIMIT 1"
)


def unserved(bundle: Bundle, parts: Mapping[str, int]) -> tuple[Fault, ...]:
    """Parts that want a licence which another part of the same situation brings forth, not before them but beside them.

    Told of the versions that are newest now; one statement for each item.
    """
    known: dict[str, Record] = {}
    for node, item in parts.items():
        found = told(NEWEST, [item])
        if found:
            known[node] = record(found[0][0])
    brings = {node: {each.licence_type for each in one.results} - {""} for node, one in known.items()}
    wants = {node: {each.licence_type: each.name for each in one.materials
                    if each.licence_type and each.necessity == "necessary"} for node, one in known.items()}  # fmt: skip
    return tuple(dict.fromkeys(_faults(bundle, brings, wants)))


def _faults(bundle: Bundle, brings: Mapping[str, set[str]], wants: Mapping[str, Mapping[str, str]]) -> Iterator[Fault]:
    for answers in situations(bundle):
        waits = waits_of(tuple(one for one in applying(bundle, answers) if one.key in brings))
        for node in waits:
            before = _before(node, waits)
            for kind, name in wants[node].items():
                sources = {other for other in waits if other != node and kind in brings[other]}
                beside = {other for other in sources if node not in _before(other, waits)}  # else an older one is meant
                if beside and not sources & before:
                    zh = f"需要“{name}”，由环节“{'、'.join(sorted(beside))}”产生，但没有等待它。"
                    yield Fault(node, zh, f"It wants {kind}, which {', '.join(sorted(beside))} brings forth too late.")


def _before(node: str, waits: Waits) -> set[str]:
    found: set[str] = set()
    left = list(waits[node])
    while left:
        key = left.pop()
        if key not in found:
            found.add(key)
            left.extend(waits[key])
    return found
