"""What the desk of publications calls things, and what may be chosen in its forms."""

from functools import cache

from zhengwu.records.publications.columns import Shown, columns
from zhengwu.records.troubles import Words
from zhengwu.statute.disclosure import ORIGINS, categories, channels, kinds, pilot_fields
from zhengwu.statute.disclosure import columns as standard
from zhengwu.ui.catalogue import same
from zhengwu.ui.forms import Choice


@cache
def kind_name(key: str) -> Words:
    """The name of a kind; of one that is not known, its key."""
    found = kinds().get(key)
    return Words(found.zh, found.en) if found else same(key)


@cache
def channel_name(key: str) -> Words:
    """The name of a channel."""
    found = channels().get(key)
    return Words(found.zh, found.en) if found else same(key)


@cache
def category_name(key: str) -> Words:
    """The name of a category, with its place in the law."""
    found = categories().get(key)
    return Words(f"{found.zh}（{found.basis}）", f"{found.en} ({found.basis})") if found else same(key)


@cache
def field_name(key: str) -> Words:
    """The name of a pilot field; empty for none."""
    found = pilot_fields().get(key)
    return Words(found.zh, found.en) if found else same(key)


def column_name(key: str, known: dict[str, Shown]) -> Words:
    """The name of a column as this office has it; of one that was closed, its standard name."""
    found, usual = known.get(key), standard().get(key)
    if found is not None:
        return Words(found.name, found.name_en)
    return Words(usual.zh, usual.en) if usual else same(key)


@cache
def origin_choices() -> tuple[Choice, ...]:
    """How the office came by information (条例第十条)."""
    return tuple(Choice(key, Words(zh, en)) for key, (zh, en) in ORIGINS.items())


@cache
def kind_choices() -> tuple[Choice, ...]:
    """Every kind."""
    return tuple(Choice(one.key, Words(one.zh, one.en)) for one in kinds().values())


@cache
def category_choices() -> tuple[Choice, ...]:
    """Every category, with its article."""
    return tuple(Choice(key, category_name(key)) for key in categories())


@cache
def field_choices() -> tuple[Choice, ...]:
    """Every pilot field."""
    return tuple(Choice(one.key, Words(one.zh, one.en)) for one in pilot_fields().values())


@cache
def channel_choices() -> tuple[Choice, ...]:
    """Every channel but the portal itself, where publishing is a step of the case."""
    return tuple(Choice(one.key, Words(one.zh, one.en), same(one.basis)) for one in channels().values()
                 if one.key != "portal")  # fmt: skip


def column_choices() -> tuple[Choice, ...]:
    """The columns that are open; one that stands under another says so."""
    known = columns()
    return tuple(Choice(one.key, _under(one, known)) for one in known.values())


def _under(one: Shown, known: dict[str, Shown]) -> Words:
    above = known.get(one.parent)
    if above is None:
        return Words(one.name, one.name_en)
    return Words(f"{above.name} › {one.name}", f"{above.name_en} › {one.name_en}")
