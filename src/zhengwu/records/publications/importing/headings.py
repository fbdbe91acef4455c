"""What the columns of a file mean: by their headings, Chinese or English, and by what one was told of them."""

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhengwu.records.publications.importing.reasons import refused

TITLES = ("title", "subject", "decision_name", "licence_number", "penalty_number")
DECIDED = ("licensed_on", "punished_on")
NUMBERS = ("document_number", "licence_number", "penalty_number")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column that is known: its names, and what it holds. See headings.toml."""

    key: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    about_zh: str
    about_en: str
    fact: bool = False
    day: bool = False
    number: bool = False
    of: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a file: `places` of those that are known, and which become facts, each (place, label, is a day).

    `kind` is what the headings say that it is. `numbers` are places in which digits are no telephone, `credit` those of
    credit codes. `hidden`: the ones that are neither known nor facts have no heading.
    """

    labels: tuple[str, ...]
    places: Mapping[str, int]
    facts: tuple[tuple[int, str, bool], ...]
    numbers: frozenset[int]
    kind: str

    def label(self, key: str) -> str:
        """What the file calls a column; its own name where the file has none."""
        at = self.places.get(key)
        return self.labels[at] if at is not None else headings()[key].zh[0]


@cache
def headings() -> dict[str, Heading]:
    """The known columns by key, in the order in which they are told."""
    rows = tomllib.loads(Path(__file__).with_name("headings.toml").read_text("utf-8"))["column"]
    made = (Heading(**(row | {"zh": tuple(row["zh"]), "en": tuple(row["en"])})) for row in rows)
    return {one.key: one for one in made}


@cache
def _names() -> dict[str, str]:
    return {plain(name): one.key for one in headings().values() for name in (one.key, *one.zh, *one.en)}


def plain(name: str) -> str:
    """A heading as it is compared: in one width, small letters, without spaces and asterisks."""
    return "".join(unicodedata.normalize("NFKC", name).lower().replace("*", "").split())


def known(name: str) -> str:
    """The key of a heading; empty where it is not known."""
    return _names().get(plain(name), "")


def layout(labels: Sequence[str], mapping: Sequence[tuple[str, str]] = ()) -> Layout:
    """What the columns mean. Of two that could be taken for one the nearer name is, and the other becomes a fact.

    Raises Trouble (invalid) where there is no title, or where two columns have the same name.
    """
    told = _told(labels, mapping)
    places: dict[str, int] = {}
    for at, label in enumerate(labels):
        key = told[at] if at in told else known(label)
        if not key or (at not in told and key in told.values()):
            continue
        if key in places and at in told and places[key] in told:
            raise refused("twice", column=headings()[key].zh[0], found=f"{labels[places[key]]}、{label}")
        if key in places and at not in told:
            ranks = _rank(key, labels[places[key]]), _rank(key, label)
            if ranks[0] == ranks[1]:
                raise refused("twice", column=headings()[key].zh[0], found=f"{labels[places[key]]}、{label}")
            if ranks[0] < ranks[1]:
                continue
        places[key] = at
    if not any(key in places for key in TITLES):
        raise refused("heading", found="、".join(label[:20] for label in labels[:12] if label) or "—")
    return _laid(tuple(label.strip()[:60] for label in labels), places)


def _rank(key: str, label: str) -> int:
    """How near a name is to what a column means: the first of its names is the nearest."""
    one = headings()[key]
    return [plain(name) for name in (*one.zh, *one.en, one.key)].index(plain(label))


def _told(labels: Sequence[str], mapping: Sequence[tuple[str, str]]) -> dict[int, str]:
    """The columns that one was told the meaning of; an empty name says that a column is a fact and nothing more."""
    found: dict[int, str] = {}
    for name, column in mapping:
        key = known(name)
        if name and not key:
            raise refused("unknown_name", column=name)
        places = [at for at, label in enumerate(labels) if plain(label) == plain(column)]
        if not places:
            raise refused("unmapped", column=column)
        found[places[0]] = key
    return found


def _laid(labels: tuple[str, ...], places: dict[str, int]) -> Layout:
    table, by_place = headings(), {at: key for key, at in places.items()}
    facts = []
    for at, label in enumerate(labels):
        one = table[by_place[at]] if at in by_place else None
        if label and (one is None or one.fact):
            facts.append((at, label, one is not None and one.day))
    kinds = {table[key].of for key in places} - {""}
    numbers = frozenset(at for key, at in places.items() if table[key].number)
    return Layout(labels, places, tuple(facts), numbers, kinds.pop() if len(kinds) == 1 else "")
