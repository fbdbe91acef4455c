"""The home page: a search box, what people come for, what is new, and the year in five honest numbers."""

from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpResponse

from zhengwu.portal.publications import names
from zhengwu.portal.publications.listing import Listed, listed
from zhengwu.records.organs import queries as organs
from zhengwu.records.publications import browsing
from zhengwu.records.publications.columns import columns
from zhengwu.records.reports import published, told
from zhengwu.records.reports.published import Published
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import words
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
    """The things, what came out last, the columns, and once a report is published the year's figures."""

    first: tuple[Thing, ...]
    things: tuple[Thing, ...]
    questions: tuple[str, ...]
    released: tuple[Listed, ...]
    new: tuple[Published, ...]
    columns: tuple[Link, ...]
    figures: tuple[Figure, ...]
    provenance: Provenance | None
    year: int


# What people come for, the most wanted first: the address and the id of its words. A line is a page that is there.
THINGS = (
    ("/services", "services"),
    ("/request", "request"),
    ("/bundles", "bundles"),
    ("/my", "my"),
    ("/track", "track"),
    ("/publications", "publications"),
    ("/guide", "guide"),
    ("/reports", "reports"),
    ("/deadline", "deadline"),
    ("/opinion", "opinion"),
    ("/reports/check", "check"),
    ("/data", "data"),
    ("/help", "help"),
)
FIRST = 2  # of the things, shown large
QUESTIONS = ("what", "how_long", "cost", "remedy")  # of the help, the ones asked most
NEW = 3  # reports
RELEASED = 6
FIGURES = ("received", "concluded", "disclosed", "reviews", "corrected")


@public
def home(request: Asked) -> HttpResponse:
    """The first page."""
    things = tuple(
        Thing(href, words(f"portal.things.{key}.title"), words(f"portal.things.{key}.about")) for href, key in THINGS
    )
    found, new = told.newest_year(), published.newest(NEW)
    figures: tuple[Figure, ...] = ()
    source = None
    if found is not None:
        figures = tuple(
            Figure(getattr(found, name), words("portal.unit.cases"), words(f"portal.numbers.{name}"))
            for name in FIGURES
        )
        link = Link(f"/reports?year={found.year}", words("portal.numbers.see"))
        source = Provenance(found.reports, words("portal.numbers.reports"), found.as_of, (link,))
    year = found.year if found else 0
    page = HomePage(things[:FIRST], things[FIRST:], QUESTIONS, _released(), new, _shelves(), figures, source, year)
    return show(request, "portal/home.html", page)


def _released() -> tuple[Listed, ...]:
    """What was published last."""
    lines = browsing.newest(RELEASED)
    return listed(lines, organs.names(one.body_id for one in lines) if lines else {})


def _shelves() -> tuple[Link, ...]:
    """The columns that hold something themselves, by name."""
    known = columns()
    above = {one.parent for one in known.values()}
    return tuple(
        Link(f"/publications?column={quote(key)}", names.column_name(key, known)) for key in known if key not in above
    )
