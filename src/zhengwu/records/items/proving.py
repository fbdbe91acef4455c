"""Proves that the columns of items say what their versions say, and that no day has two versions.

How many findings a guide has is left out: the checks may have become better since. A defect is a pair: which item, and
what is the matter in both languages.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from zhengwu.records.items.columns import columns
from zhengwu.records.items.models import Item, ItemVersion
from zhengwu.records.troubles import Words
from zhengwu.statute.catalogue.written import Unreadable, record_from

PAGE = 500
Found = tuple[int, int, list[tuple[str, Words]]]


def items() -> Iterator[Found]:
    """How many items were proved of how many, and the defects of the last page."""
    total, done, after = Item.objects.count(), 0, 0
    while page := list(Item.objects.filter(pk__gt=after).order_by("pk")[:PAGE]):
        versions: dict[int, list[ItemVersion]] = {one.pk: [] for one in page}
        for version in ItemVersion.objects.filter(item__in=versions).order_by("item_id", "number"):
            versions[version.item_id].append(version)
        found = [(item.code, words) for item in page for words in _wrong(item, versions[item.pk])]
        done, after = done + len(page), page[-1].pk
        yield done, max(total, done), found


def _wrong(item: Item, versions: list[ItemVersion]) -> Iterator[Words]:
    spans = sorted(_span(one) for one in versions if one.status in ("published", "retired"))
    for (_, last), (first, _) in pairwise(one for one in spans if one[0] <= one[1]):
        if first <= last:
            yield Words(f"{first}有两个版本", f"has two versions on {first}")
    for one in versions:
        try:
            said = columns(record_from(one.content))
        except Unreadable as unreadable:
            at = unreadable.faults[0]
            yield Words(f"第{one.number}版不可读：{at.path} {at.zh}", f"version {one.number}: {at.path} {at.en}")
            continue
        if one.number == item.version:
            yield from _columns(item, said)


def _span(one: ItemVersion) -> tuple[date, date]:
    return one.since or date.min, one.until or date.max


def _columns(item: Item, said: dict[str, Any]) -> Iterator[Words]:
    for name, value in said.items():
        if name != "faults" and getattr(item, name) != value:
            now = getattr(item, name)
            yield Words(f"{name}为 {now}，按版本应为 {value}", f"{name} is {now}, its version says {value}")
