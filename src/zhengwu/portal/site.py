"""Pages about these pages: whom to turn to, all there is, and what search engines are told."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from zhengwu.portal.home import THINGS, Thing
from zhengwu.records.bundles import offers
from zhengwu.records.items import browsing
from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import BodyFacts
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.publications import feeding
from zhengwu.records.reports import published
from zhengwu.records.troubles import Words, missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.pages import show
from zhengwu.visits import Asked

TEXTS = ("help", "contact", "about", "accessibility")
MOST_BODIES = 300
CLOSED = (
    "/api/",
    "/desk/",
    "/track",
    "/opinion",
    "/request/",
    "/look",
    "/my",
    "/kiosk",
)  # nothing there is for search engines


@dataclass(frozen=True, slots=True)
class ContactPage:
    """Where to turn with which matter; `authority` supervises disclosure here, if one is on file."""

    authority: BodyFacts | None


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """All there is: things to do, texts, offices, and the years with reports."""

    things: tuple[Thing, ...]
    texts: tuple[str, ...]
    offices: tuple[BodyFacts, ...]
    years: tuple[int, ...]


@public
def contact(request: Asked) -> HttpResponse:
    """`/contact`: whom to turn to about a request, about an office, about these pages."""
    found = organs.bodies(PUBLIC, limit=MOST_BODIES)
    authority = min((one for one in found if one.kind == "government"), key=lambda one: one.path, default=None)
    return show(request, "portal/contacts.html", ContactPage(authority))


@public
def sitemap(request: Asked) -> HttpResponse:
    """`/sitemap`: every page that has an address of its own."""
    things = tuple(
        Thing(href, words(f"portal.things.{key}.title"), words(f"portal.things.{key}.about")) for href, key in THINGS
    )
    offices = tuple(organs.bodies(PUBLIC, limit=MOST_BODIES))
    return show(request, "portal/sitemap.html", SitemapPage(things, TEXTS, offices, published.years()))


@public
def robots(request: Asked) -> HttpResponse:
    """`/robots.txt`: what search engines may read, and where all addresses stand."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {settings.SITE}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
def index(request: Asked) -> HttpResponse:
    """`/sitemap.xml`: the parts of the map, one for the pages and one for each stretch of publications."""
    parts = ["/sitemap-pages.xml", *(f"/sitemap-{number}.xml" for number in range(feeding.last_stretch() + 1))]
    told = "".join(f"<sitemap><loc>{settings.SITE}{part}</loc></sitemap>\n" for part in parts)
    return _xml("sitemapindex", told)


@public
def addresses(request: Asked) -> HttpResponse:
    """`/sitemap-pages.xml`: the addresses of everything but publications, for search engines."""
    paths = ["/", *(href for href, _ in THINGS), "/deadline/events", *(f"/{text}" for text in TEXTS)]
    paths += [f"/services/{item_id}" for item_id in browsing.addresses(request.on)]
    paths += sorted({f"/bundles/{one.key}" for one in offers.named(request.on)})
    paths += [f"/guide/{one.id}" for one in organs.bodies(PUBLIC, limit=MOST_BODIES)]
    paths += [f"/reports/{one.body_id}/{one.year}" for one in published.newest(10_000)]
    return _xml("urlset", "".join(f"<url><loc>{settings.SITE}{path}</loc></url>\n" for path in paths))


@public
def part(request: Asked, number: int) -> HttpResponse:
    """`/sitemap-N.xml`: the publications of a stretch of numbers that are public at this moment."""
    if number > feeding.last_stretch():
        raise missing(Words("这一部分", "part"), where="number")
    told = "".join(
        f"<url><loc>{settings.SITE}/publications/{id_}</loc><lastmod>{at.date().isoformat()}</lastmod></url>\n"
        for id_, at in feeding.stretch(number)
    )
    return _xml("urlset", told)


def _xml(name: str, told: str) -> HttpResponse:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return HttpResponse(f"{head}{told}</{name}>\n", content_type="application/xml")
