"""Finding what is there already: `found(text)` over what can be done here, the guides, the help, and published reports.

Texts are cut into pairs of Chinese characters and into words of other scripts; what holds the rarer ones of what was
asked stands first. What is to be found besides goes into `_entries`: one line, and both the search box and the request
form answer with it. Publications are too many for this: `records.publications.finding` has them.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from zhengwu.portal.guide import ASKED_OFTEN
from zhengwu.portal.home import THINGS
from zhengwu.records.organs import queries as organs
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.publications import finding as publications
from zhengwu.records.reports import published
from zhengwu.records.reports.published import Published
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import same, words

MOST = 30
MOST_OFFERED = 5  # in the request form: more would be a wall
MOST_BODIES = 300
MOST_REPORTS = 200  # of which the texts are looked at, the newest first
ENOUGH = 0.5  # of what was asked, weighed by how rare it is
RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")
Key = tuple[tuple[int, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: where it is, what it is called, a line about it. `is_text`: what was published."""

    href: str
    title: Words
    about: Words
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A hit with the pieces of its title and of its text."""

    hit: Hit
    title: frozenset[str]
    text: frozenset[str]


@dataclass(frozen=True, slots=True)
class Index:
    """All entries, which of them hold a piece, and how many there are."""

    entries: tuple[Entry, ...]
    holding: dict[str, tuple[int, ...]]


def beside(text: str) -> tuple[Hit, ...]:
    """What there is beside publications: services, guides, help and reports, the best first."""
    return ranked(text, _index())[:MOST]


def found(text: str) -> tuple[Hit, ...]:
    """What is published on what somebody looks for, the best first; ways to do something are left out."""
    reports = tuple(one for one in ranked(text, _index()) if one.is_text)
    near = tuple(
        Hit(f"/publications/{pk}", same(title), words("finding.published"), True)
        for pk, title in publications.near(text, MOST_OFFERED)
    )
    return reports[: MOST_OFFERED - len(near) // 2] + near


def pieces(text: str) -> set[str]:
    """The pairs of Chinese characters and the words of other scripts in a text; a character alone is a piece."""
    runs = RUN.findall(unicodedata.normalize("NFKC", text).casefold())
    pairs = {run[at : at + 2] for run in runs if run[0] >= "\u3400" for at in range(max(len(run) - 1, 1))}
    return pairs | {run for run in runs if run[0] < "\u3400"}


def ranked(text: str, index: Index) -> tuple[Hit, ...]:
    """The entries that hold enough of what was asked, best first; what holds it in its title before the rest."""
    asked = pieces(text[:200])
    whole = len(index.entries)
    known = {one: math.log(1 + whole / (1 + len(index.holding.get(one, ())))) for one in asked}
    total = sum(known.values())
    scores: defaultdict[int, float] = defaultdict(float)
    for piece, weight in known.items():
        for at in index.holding.get(piece, ()):
            scores[at] += weight * (2 if piece in index.entries[at].title else 1)
    good = [(score, -at) for at, score in scores.items() if score >= ENOUGH * total]
    return tuple(index.entries[-at].hit for _, at in sorted(good, reverse=True))


def _index() -> Index:
    rows = organs.bodies(PUBLIC, limit=MOST_BODIES)
    return _indexed(tuple((one.id, one.name, one.address, one.phone) for one in rows), published.newest(MOST_REPORTS))


@lru_cache(maxsize=4)
def _indexed(bodies: Key, reports: tuple[Published, ...]) -> Index:
    """The index of these bodies and reports: made anew when one of them changes."""
    entries = tuple(_entries(bodies, reports))
    holding: dict[str, list[int]] = {}
    for at, one in enumerate(entries):
        for piece in one.title | one.text:
            holding.setdefault(piece, []).append(at)
    return Index(entries, {piece: tuple(places) for piece, places in holding.items()})


def _entries(bodies: Key, reports: tuple[Published, ...]) -> Iterator[Entry]:
    for href, key in THINGS:
        yield _entry(Hit(href, words(f"portal.things.{key}.title"), words(f"portal.things.{key}.about")))
    for one in ASKED_OFTEN:
        answer = words(f"guide.help.{one}.a")
        yield _entry(Hit(f"/help#{one}", words(f"guide.help.{one}.q"), answer))
    for body_id, name, address, phone in bodies:
        about = same(" · ".join(part for part in (address, phone) if part))
        yield _entry(Hit(f"/guide/{body_id}", words("guide.of", name=name), about))
    for report in reports:
        yield from _of_report(report)


@lru_cache(maxsize=2 * MOST_REPORTS)
def _of_report(report: Published) -> tuple[Entry, ...]:
    """A report and each of its parts: a published version never changes."""
    home = f"/reports/{report.body_id}/{report.year}"
    title = words("reports.of", agency=report.name, year=report.year)
    made = [_entry(Hit(home, title, words("reports.whole"), True))]
    for number, part in enumerate(published.frozen(report).parts.values(), 1):
        heading = Words(f"{title.zh}：{part.heading}", f"{title.en}: {part.heading}")
        made.append(_entry(Hit(f"{home}#part-{number}", heading, same(part.text[:80]), True), part.text))
    return tuple(made)


def _entry(hit: Hit, text: str = "") -> Entry:
    return Entry(hit, _both((hit.title,)), _both((hit.about,)) | pieces(text))


def _both(said: Iterable[Words]) -> frozenset[str]:
    return frozenset(piece for one in said for lang in (one.zh, one.en) for piece in pieces(lang))
