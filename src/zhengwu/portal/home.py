"""The home page: a search box, the ten things that people come for, and the year in five honest numbers."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.reports import told
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import public
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.figures import Figure, Provenance
from zhengwu.visits import Asked


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that people come for: what it is, one line about it, and where it is done."""

    href: str
    title: Words
    about: Words


@dataclass(frozen=True, slots=True)
class HomePage:
    """The things, and the year's figures with where they come from; none before the first report is published."""

    things: tuple[Thing, ...]
    figures: tuple[Figure, ...]
    provenance: Provenance | None
    year: int


# What people come for, the most wanted first: the address and the id of its words. A line is a page that is there.
THINGS = (
    ("/request", "request"),
    ("/track", "track"),
    ("/guide", "guide"),
    ("/deadline", "deadline"),
    ("/reports", "reports"),
    ("/reports/check", "check"),
    ("/opinion", "opinion"),
    ("/help", "help"),
    ("/desk/", "staff"),
    ("/api/openapi.json", "interface"),
)
SHOWN = 3  # reports that the line under the figures leads to


@public
def home(request: Asked) -> HttpResponse:
    """The first page."""
    things = tuple(
        Thing(href, words(f"portal.things.{key}.title"), words(f"portal.things.{key}.about")) for href, key in THINGS
    )
    found = told.newest_year()
    if found is None:
        return show(request, "portal/home.html", HomePage(things, (), None, 0))
    names = ("received", "concluded", "disclosed", "reviews", "corrected")
    figures = tuple(
        Figure(getattr(found, name), words("portal.unit.cases"), words(f"portal.numbers.{name}")) for name in names
    )
    source = Provenance(
        found.reports,
        words("portal.numbers.reports"),
        found.as_of,
        tuple(Link(f"/reports/{one.body_id}/{one.year}", same(one.body)) for one in found.counted[:SHOWN]),
    )
    return show(request, "portal/home.html", HomePage(things, figures, source, found.year))
