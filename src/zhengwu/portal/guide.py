"""The disclosure guide of every body (条例第十二条), and the pages that explain: help, about, accessibility."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.letters.given import Competent, competent
from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import BodyFacts, Branch
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.publications import guides
from zhengwu.records.publications.guides import Shown
from zhengwu.records.reports import published
from zhengwu.records.reports.published import Published
from zhengwu.records.troubles import Words
from zhengwu.statute.disclosure.outline import parts as outline
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import public
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Fact
from zhengwu.visits import Asked

ASKED_OFTEN = ("what", "who", "how_long", "cost", "correction", "third", "refused", "remedy", "secret")

OUTLINE = outline()
WRITTEN = ("categories", "arrangement", "ways")  # by the body itself
REACHED = ("fax", "internet")


@dataclass(frozen=True, slots=True)
class Line:
    """A body in the list: how deep it stands in the tree, and its facts."""

    depth: int
    body: BodyFacts


@dataclass(frozen=True, slots=True)
class GuideListPage:
    """All bodies that take requests, in the order of the tree."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a guide as its body wrote it: heading and paragraphs."""

    heading: Words
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuidePage:
    """The guide of one body: what the body wrote, where, when, who reviews, what it has published.

    `said` is None until the body has written its guide; `parts` are then its own.
    """

    office: BodyFacts
    said: Shown | None
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...]
    competent: Competent
    reports: tuple[Published, ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page that explains: its key in the catalogue, and the keys of its questions."""

    key: str
    questions: tuple[str, ...]


@public
def listing(request: Asked) -> HttpResponse:
    """`/guide`: all bodies."""
    lines: list[Line] = []
    for branch in organs.tree(PUBLIC):
        _gather(branch, 0, lines)
    return show(request, "portal/guides.html", GuideListPage(tuple(lines)))


def _gather(branch: Branch, depth: int, lines: list[Line]) -> None:
    lines.append(Line(depth, branch.body))
    for below in branch.below:
        _gather(below, depth + 1, lines)


@public
def one(request: Asked, body_id: int) -> HttpResponse:
    """`/guide/BODY`: how to ask this body."""
    office = organs.body(PUBLIC, body_id)
    said = guides.shown(body_id)
    reports = published.of_body(body_id)
    page = GuidePage(office, said, _parts(said), _facts(said), competent(body_id), reports)
    return show(request, "portal/guide.html", page)


def _parts(said: Shown | None) -> tuple[Part, ...]:
    """What the body wrote, in the order of 条例第十二条, then what it added."""
    if said is None:
        return ()
    own = [(Words(OUTLINE[key].zh, OUTLINE[key].en), getattr(said.text, key)) for key in WRITTEN]
    added = [(same(heading), text) for heading, text in said.text.sections]
    return tuple(Part(heading, tuple(text.split("\n"))) for heading, text in (*own, *added) if text.strip())


def _facts(said: Shown | None) -> tuple[Fact, ...]:
    """By which other ways the office is reached."""
    if said is None:
        return ()
    ways = [(Words(OUTLINE[key].zh, OUTLINE[key].en), getattr(said.text, key)) for key in REACHED]
    ways.append((words("publications.postal"), said.text.postal))
    return tuple(Fact(heading, value) for heading, value in ways if value)


@public
def help_page(request: Asked) -> HttpResponse:
    """`/help`: what people ask, answered in a few sentences each."""
    return show(request, "portal/text.html", TextPage("help", ASKED_OFTEN))


@public
def about(request: Asked) -> HttpResponse:
    """`/about`: what this is, on which law it stands, what is done with data."""
    return show(request, "portal/text.html", TextPage("about", ("law", "data", "cookies", "open")))


@public
def accessibility(request: Asked) -> HttpResponse:
    """`/accessibility`: how these pages can be used, and what to do where they cannot."""
    return show(request, "portal/text.html", TextPage("accessibility", ("large", "keyboard", "script", "help")))
