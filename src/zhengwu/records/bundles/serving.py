"""Whether every material of a bundle can be served: a licence that one part brings forth comes before it is wanted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from zhengwu.records.items.queries import record
from zhengwu.records.rows import told
from zhengwu.statute.bundles import Bundle, Fault, applying, situations, waits_of
from zhengwu.statute.bundles.graph import Waits
from zhengwu.statute.catalogue.model import Record
from zhengwu.statute.forms.model import When

NEWEST = (
    "SELECT id FROM items_itemversion WHERE item_id = %s AND status IN ('published', 'retired') "
    "ORDER BY number DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A licence that an item wants: what it is called there, and the situation that asks for it; empty: always."""

    name: str
    situation: str = ""


def unserved(bundle: Bundle, parts: Mapping[str, int]) -> tuple[Fault, ...]:
    """Parts that want a licence which another part of the same situation brings forth, not before them but beside them.

    A licence that an item wants in one of its own situations only counts: somebody will be in it, and be told which.

    Told of the versions that are newest now; one statement for each item.
    """
    known: dict[str, Record] = {}
    for node, item in parts.items():
        found = told(NEWEST, [item])
        if found:
            known[node] = record(found[0][0])
    brings = {node: {each.licence_type for each in one.results} - {""} for node, one in known.items()}
    wants = {node: _wanted(one) for node, one in known.items()}
    return tuple(dict.fromkeys(_faults(bundle, brings, wants)))


def _wanted(record: Record) -> dict[str, Wanted]:
    """The licences that are wanted before one may begin, by their type: always, else in a situation that there can be.

    What may follow (容缺后补) is not; nor is what is not necessary, unless a situation asks for it.
    """
    found: dict[str, Wanted] = {}
    for one in record.materials:
        asked = one.necessity == "necessary" or (one.necessity == "conditional" and one.when)
        if one.licence_type and asked and _possible(record, one.when):
            wanted = Wanted(one.name, _said(record, one.when))
            if not wanted.situation or one.licence_type not in found:
                found[one.licence_type] = wanted
    return found


def _possible(record: Record, conditions: Iterable[When]) -> bool:
    """Whether the questions of an item, each of which may want answers to others, let all conditions hold at once."""
    questions = {one.key: one for one in record.questions}
    allowed = {one.key: {choice.key for choice in one.choices} for one in record.questions}
    left, put = list(conditions), set[str]()
    while left:
        one = left.pop()
        if one.field not in questions:
            return False
        allowed[one.field] &= set(one.values)
        if not allowed[one.field]:
            return False
        if one.field not in put:
            put.add(one.field)
            left += questions[one.field].when
    return True


def _said(record: Record, conditions: Iterable[When]) -> str:
    """A situation in the words of its questions and answers."""
    questions = {one.key: one for one in record.questions}
    said = []
    for one in conditions:
        texts = (each.text for each in questions[one.field].choices if each.key in one.values)
        said.append(f"{questions[one.field].text}{'/'.join(texts)}")
    return "，".join(said)


def _faults(
    bundle: Bundle, brings: Mapping[str, set[str]], wants: Mapping[str, Mapping[str, Wanted]]
) -> Iterator[Fault]:
    for answers in situations(bundle):
        waits = waits_of(tuple(one for one in applying(bundle, answers) if one.key in brings))
        for node in waits:
            before = _before(node, waits)
            for kind, wanted in wants[node].items():
                sources = {other for other in waits if other != node and kind in brings[other]}
                beside = {other for other in sources if node not in _before(other, waits)}  # else an older one is meant
                if beside and not sources & before:
                    by = sorted(beside)
                    in_zh, in_en = (
                        (f"“{wanted.situation}”时", f" ({wanted.situation})") if wanted.situation else ("", "")
                    )
                    zh = f"{in_zh}需要“{wanted.name}”，由环节“{'、'.join(by)}”产生，但没有等待它。"
                    yield Fault(node, zh, f"It wants {kind}{in_en}, which {', '.join(by)} brings forth too late.")


def _before(node: str, waits: Waits) -> set[str]:
    found: set[str] = set()
    left = list(waits[node])
    while left:
        key = left.pop()
        if key not in found:
            found.add(key)
            left.extend(waits[key])
    return found
