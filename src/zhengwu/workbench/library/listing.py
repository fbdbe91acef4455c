"""The list of the library: what there is, how far it is, what is to be done next."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse

from zhengwu.records.library import listing as records
from zhengwu.records.library.listing import PAGE, SORTS, STANDS, Asking, Counts, Line
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Filter, Paging, Tab
from zhengwu.visits import Asked
from zhengwu.workbench.library.places import Place, asking, place_of


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of the list. `query` is what was asked for, as the exports take it."""

    place: Place
    counts: Counts
    tabs: tuple[Tab, ...]
    filters: tuple[Filter, ...]
    kept: dict[str, str]
    words: str
    rows: tuple[Line, ...]
    paging: Paging
    query: str
    narrowed: bool


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/library`."""
    place, asked = place_of(request), asking(request)
    after = request.GET.get("after", "")[:130]
    counts = records.counts(place.holder_id)
    found = records.papers(place.holder_id, asked, after=after, limit=PAGE + 1)
    query = _query(place, asked)
    spot = found[PAGE - 1].spot(asked.sort) if len(found) > PAGE else ""
    page = ListPage(
        place,
        counts,
        _tabs(place, asked, counts),
        _filters(asked, counts),
        place.kept(standing=asked.standing),
        asked.words,
        tuple(found[:PAGE]),
        Paging(spot, not after, query),
        urlencode({name: value for name, value in query.items() if value}),
        bool(asked.standing or asked.year or asked.format or asked.words),
    )
    return show(request, "workbench/library/list.html", page)


def _query(place: Place, asked: Asking) -> dict[str, str]:
    year = str(asked.year) if asked.year else ""
    sort = "" if asked.sort == "taken" else asked.sort
    return place.kept(standing=asked.standing, year=year, format=asked.format, q=asked.words, sort=sort)


def _tabs(place: Place, asked: Asking, counts: Counts) -> tuple[Tab, ...]:
    """All, and what is to be done, each with how many there are."""
    found = [Tab("?" + urlencode(place.kept()), words("library.all"), not asked.standing, counts.papers)]
    for key in STANDS:
        href = "?" + urlencode(place.kept(standing=key))
        found.append(Tab(href, words(f"library.standing.{key}"), asked.standing == key, counts.standings.get(key, 0)))
    return tuple(found)


def _filters(asked: Asking, counts: Counts) -> tuple[Filter, ...]:
    years = tuple(Choice(str(year), same(str(year))) for year, _ in counts.years)
    forms = tuple(Choice(key, words("library.form_of", form=key)) for key in counts.formats)
    sorts = tuple(Choice(key, words(f"library.sort.{key}")) for key in SORTS if key != "taken")
    return (
        Filter("year", words("library.year"), years, str(asked.year or "")),
        Filter("format", words("library.form"), forms, asked.format),
        Filter("sort", words("library.sort.title"), sorts, asked.sort),
    )
