"""What columns, kinds, categories, fields and channels are called, and how columns stand in a tree."""

from collections.abc import Mapping
from dataclasses import dataclass

from zhengwu.records.publications.browsing import Tallied
from zhengwu.records.publications.columns import Shown
from zhengwu.records.troubles import Words
from zhengwu.statute.disclosure import categories, channels, kinds, pilot_fields
from zhengwu.statute.disclosure import columns as standard_columns
from zhengwu.ui.catalogue import same
from zhengwu.ui.forms import Choice


@dataclass(frozen=True, slots=True)
class Twig:
    """A column in the tree: how deep it stands, and how much is in it and below it."""

    key: str
    name: Words
    depth: int
    count: int
    here: bool


def kind_name(key: str) -> Words:
    """The name of a kind; of one that is not known, its key."""
    found = kinds().get(key)
    return Words(found.zh, found.en) if found else same(key)


def category_name(key: str) -> Words:
    """The name of a category, with its number in the law."""
    found = categories().get(key)
    return Words(f"{found.zh}（{found.basis}）", f"{found.en} ({found.basis})") if found else same(key)


def field_name(key: str) -> Words:
    """The name of a pilot field."""
    found = pilot_fields().get(key)
    return Words(found.zh, found.en) if found else same(key)


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
    found = [key]
    for one in found:
        found += [other.key for other in known.values() if other.parent == one and other.key not in found]
    return tuple(found)


def tree(there: tuple[Tallied, ...], here: str, known: Mapping[str, Shown]) -> tuple[Twig, ...]:
    """The columns in their order, each after the one it stands under, with how much is in them."""
    counts: dict[str, int] = {}
    for one in there:
        counts[one.column] = counts.get(one.column, 0) + one.count
    twigs: list[Twig] = []

    def grow(one: Shown, depth: int) -> None:
        count = sum(counts.get(key, 0) for key in below(one.key, known))
        twigs.append(Twig(one.key, Words(one.name, one.name_en), depth, count, one.key == here))
        for other in known.values():
            if other.parent == one.key:
                grow(other, depth + 1)

    for top in known.values():
        if top.parent not in known:
            grow(top, 0)
    return tuple(twigs)


def choices(keys: list[str], named: Mapping[str, Words]) -> tuple[Choice, ...]:
    """Choices in the order of `named`, of those keys that there are."""
    return tuple(Choice(key, name) for key, name in named.items() if key in keys)
