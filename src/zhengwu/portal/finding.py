"""The search box: what can be done here, the offices, the published reports. Words that all occur, in any order."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.portal.home import THINGS
from zhengwu.records.organs import queries as organs
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.reports import published
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.pages import show
from zhengwu.visits import Asked

MOST = 30
MOST_BODIES = 300


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: where it is, what it is called, a line about it."""

    href: str
    title: Words
    about: Words


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was asked and what was found; `more` where not all is shown."""

    q: str
    hits: tuple[Hit, ...]
    more: bool


@public
def search(request: Asked) -> HttpResponse:
    """`/search?q=`: things to do first, then offices, then reports."""
    q = " ".join(str(request.GET.get("q", ""))[:100].split())
    found = _found(q.casefold().split()) if q else []
    return show(request, "portal/search.html", SearchPage(q, tuple(found[:MOST]), len(found) > MOST))


def _found(asked: list[str]) -> list[Hit]:
    things = [
        Hit(href, words(f"portal.things.{key}.title"), words(f"portal.things.{key}.about")) for href, key in THINGS
    ]
    offices = []
    for one in organs.bodies(PUBLIC, limit=MOST_BODIES):
        where = f"{one.address} {one.phone}"
        offices.append(Hit(f"/guide/{one.id}", Words(one.name, one.name), Words(where, where)))
    reports = [
        Hit(f"/reports/{one.body_id}/{year}", words("reports.of", agency=one.name, year=year), Words("", ""))
        for year in published.years()
        for one in published.of_year(year)
    ]
    return [one for one in (*things, *offices, *reports) if all(word in _text(one) for word in asked)]


def _text(one: Hit) -> str:
    return " ".join((one.title.zh, one.title.en, one.about.zh, one.about.en)).casefold()
