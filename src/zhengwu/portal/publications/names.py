"""What columns, kinds, categories, fields and channels are called, and how columns stand in a tree."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from zhengwu.records.publications.browsing import Tallied
from zhengwu.records.publications.columns import Shown
from zhengwu.records.troubles import Words
from zhengwu.statute.disclosure import categories, channels, kinds, pilot_fields
from zhengwu.statute.disclosure import columns as standard_columns
from zhengwu.ui.catalogue import same


@dataclass(frozen=True, slots=True)
class Twig:
    """A column in the tree: how deep it stands, and how much is in it and below it."""

    key: str
    name: Words
    depth: int
    count: int
    here: bool


@lru_cache(maxsize=128)
def kind_name(key: str) -> Words:
    """The name of a kind; of one that is not known, its key."""
    found = kinds().get(key)
    return Words(found.zh, found.en) if found else same(key)


@lru_cache(maxsize=128)
def category_name(key: str) -> Words:
    """The name of a category, with its number in the law."""
    found = categories().get(key)
    return Words(f"{found.zh}（{found.basis}）", f"{found.en} ({found.basis})") if found else same(key)


@lru_cache(maxsize=128)
def field_name(key: str) -> Words:
    """The name of a pilot field."""
    found = pilot_fields().get(key)
    return Words(found.zh, found.en) if found else same(key)


@lru_cache(maxsize=128)
def channel_name(key: str) -> Words:
    """The name of a channel."""
    found = channels().get(key)
    return Words(found.zh, found.en) if found else same(key)


def column_name(key: str, known: Mapping[str, Shown]) -> Words:
    """The name of a column as this office has it; of one that was closed, its standard name."""
    found = known.get(key)
    if found is not None:
        return Words(found.name, found.name_en)
    standard = standard_columns().get(key)
    return Words(standard.zh, standard.en) if standard else same(key)


def below(key: str, known: Mapping[str, Shown]) -> tuple[str, ...]:
    """A column with all that stand under it."""
    under = _under(known)
    found = [key]
    for one in found:
        found += [other.key for other in under.get(one, ()) if other.key not in found]
    return tuple(found)


def _under(known: Mapping[str, Shown]) -> dict[str, list[Shown]]:
    """The columns that stand directly under each; those at the top under nothing."""
    under: dict[str, list[Shown]] = {}
    for one in known.values():
        under.setdefault(one.parent if one.parent in known else "", []).append(one)
    return under


def tree(there: Iterable[Tallied], here: str, known: Mapping[str, Shown]) -> tuple[Twig, ...]:
    """The columns in their order, each after the one it stands under, with how much is in it and below it."""
    under, counts = _under(known), Counter[str]()
    for one in there:
        counts[one.column] += one.count

    def grown(column: Shown, depth: int) -> list[Twig]:
        above = [twig for other in under.get(column.key, ()) for twig in grown(other, depth + 1)]
        count = counts[column.key] + sum(twig.count for twig in above if twig.depth == depth + 1)
        return [Twig(column.key, Words(column.name, column.name_en), depth, count, column.key == here), *above]

    return tuple(twig for top in under.get("", ()) for twig in grown(top, 0))
