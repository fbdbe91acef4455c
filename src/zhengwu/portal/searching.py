"""`/search`: one box over what was published, services and guides, and annual reports; as a page, or as JSON.

Publications are found by every part of their text, the newest first. What there are few of (services, guides, help,
reports) is kept in memory by `portal.finding`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from time import perf_counter
from urllib.parse import urlencode

import orjson
from django.http import HttpResponse

from zhengwu.portal import finding, pacing
from zhengwu.portal.publications import names
from zhengwu.portal.services.listing import cleaned
from zhengwu.records.bundles import offers as bundles
from zhengwu.records.findable.marking import Piece
from zhengwu.records.items import browsing as items
from zhengwu.records.organs import queries as organs
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.publications import finding as publications
from zhengwu.records.publications import guessing
from zhengwu.records.publications.columns import Shown, columns
from zhengwu.records.publications.finding import Count, Counts, Found, Wanted
from zhengwu.records.publications.guessing import Guess
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.disclosure import kinds, pilot_fields
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Choice
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Filter, Paging, Tab
from zhengwu.visits import Asked

MOST = 100  # characters of a question
MOST_SERVICES = 20
FEW = 3  # services and reports above the publications
PLACES = ("publications", "services", "reports")
NARROWS = ("column", "body", "kind", "field", "order")
DAYS = ("since", "until")
AS_DATA = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'"}


@dataclass(frozen=True, slots=True)
class Result:
    """A publication that was found, as it is shown."""

    href: str
    title: tuple[Piece, ...]
    about: tuple[Piece, ...]
    on: date
    kind: Words
    body: str
    number: str
    ended: Words | None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was asked and what was found; `also` what was found beside publications. `wrong`: why nothing was asked."""

    q: str
    place: str
    total: Words | None = None
    results: tuple[Result, ...] = ()
    also: tuple[finding.Hit, ...] = ()
    tabs: tuple[Tab, ...] = ()
    filters: tuple[Filter, ...] = ()
    years: tuple[Tab, ...] = ()
    days: Mapping[str, str] | None = None
    narrowed: bool = False
    best: bool = False
    paging: Paging | None = None
    guess: Guess | None = None
    wrong: Words | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What the columns and the bodies are called."""

    columns: Mapping[str, Shown]
    bodies: Mapping[int, str]


@public
def search(request: Asked) -> HttpResponse:
    """`/search?q=`: what holds every word of it."""
    begun = perf_counter()
    q = " ".join(str(request.GET.get("q", "")).split())
    as_json = request.GET.get("format") == "json"
    wrong = _wrong(q, as_json=as_json)
    if wrong:
        return (
            _refused(wrong) if as_json else show(request, "portal/search.html", SearchPage(q[:MOST], "", wrong=wrong))
        )
    if q:
        try:
            pacing.pace("search", request.address, at=request.at)
        except Trouble as trouble:
            if not as_json:
                raise
            return _refused(trouble.message, 429, trouble.wait)
    query = _query(request)
    around = _around() if q and (not as_json or "column" in query) else Around({}, {})
    wanted, after = _wanted(query, around), str(request.GET.get("after", ""))
    place = query.get("in", PLACES[0])
    if as_json:
        found = publications.find(q, wanted, after=after)
        return _json(found, perf_counter() - begun)
    if not q:
        return show(request, "portal/search.html", SearchPage("", place))
    most = publications.PAGE if place == PLACES[0] else 0
    found = publications.find(q, wanted, after=after, most=most, count=place == PLACES[0])
    page = _page(q, query, found, around, offered(q, request.on, at=request.at), is_first=not after)
    return show(request, "portal/search.html", page)


def _wrong(q: str, *, as_json: bool) -> Words | None:
    if len(q) > MOST:
        return words("finding.too_long", most=MOST)
    return words("finding.nothing_asked") if as_json and not q else None


def _refused(wrong: Words, status: int = 400, wait: int = 0) -> HttpResponse:
    said = {"error": {"message": wrong.zh, "message_en": wrong.en}}
    headers = {**AS_DATA, **({"Retry-After": str(wait)} if wait else {})}
    return HttpResponse(orjson.dumps(said), content_type="application/json", headers=headers, status=status)


def _json(found: Found, seconds: float) -> HttpResponse:
    """The answer for other systems; `next`, where there is one, is asked for as `after`."""
    results = [
        {"title": one.title, "url": f"/publications/{one.id}", "kind": one.kind, "published_on": one.published_on}
        for one in found.hits
    ]
    said = {
        "total": found.total, "total_is_exact": found.is_exact, "took_ms": round(seconds * 1000, 2),
        "results": results, "next": found.next or None,
    }  # fmt: skip
    return HttpResponse(orjson.dumps(said), content_type="application/json", headers=AS_DATA)


def _query(request: Asked) -> dict[str, str]:
    """What was asked for, less what makes no sense."""
    given = {name: str(request.GET.get(name, ""))[:40] for name in (*NARROWS, *DAYS, "in")}
    sound = {
        "column": bool(given["column"]), "body": given["body"].isascii() and given["body"].isdecimal(),
        "kind": given["kind"] in kinds(), "field": given["field"] in pilot_fields(), "order": given["order"] == "best",
        "since": _day(given["since"]) is not None, "until": _day(given["until"]) is not None,
        "in": given["in"] in PLACES[1:],
    }  # fmt: skip
    return {name: value for name, value in given.items() if sound[name]}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _around() -> Around:
    return Around(columns(), {one.id: one.name for one in organs.bodies(PUBLIC, limit=finding.MOST_BODIES)})


def _wanted(query: Mapping[str, str], around: Around) -> Wanted:
    column, body = query.get("column", ""), query.get("body", "")
    return Wanted(
        bodies=(int(body),) if body else (),
        columns=names.below(column, around.columns) if column else (),
        kind=query.get("kind", ""),
        field=query.get("field", ""),
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
        best="order" in query,
    )


def offered(q: str, on: date, *, at: datetime) -> tuple[finding.Hit, ...]:
    """Bundles and services that can be applied for whose names hold what was asked, with whose they are."""
    rows = items.find({}, cleaned(q), on, at=at, most=MOST_SERVICES).rows
    whole = (finding.Hit(one.path, same(one.name), same(one.body_name)) for one in bundles.named(on, cleaned(q)))
    return (*whole, *(finding.Hit(f"/services/{one.id}", same(one.name), same(one.body_name)) for one in rows))


def _page(
    q: str,
    query: dict[str, str],
    found: Found,
    around: Around,
    services_there: tuple[finding.Hit, ...],
    *,
    is_first: bool,
) -> SearchPage:
    beside = finding.beside(q)
    reports = tuple(one for one in beside if one.is_text)
    services = (*services_there, *(one for one in beside if not one.is_text))
    place, asked = query.get("in", PLACES[0]), {"q": q, **query}
    narrowed = any(name in query for name in (*NARROWS, *DAYS))
    nothing = not found.hits and not narrowed and place == PLACES[0]
    mixed = (services[:FEW] or reports[:FEW]) if is_first and not narrowed else ()
    return SearchPage(
        q=q,
        place=place,
        total=_total(found),
        results=tuple(_result(one, around) for one in found.hits),
        also={"services": services, "reports": reports}.get(place, mixed),
        tabs=_tabs(q, place, found, len(services), len(reports)),
        filters=_filters(query, around, found.counts),
        years=_years(asked, found.counts),
        days={name: query.get(name, "") for name in DAYS},
        narrowed=narrowed,
        best="order" in query,
        paging=Paging(found.next, is_first, asked),
        guess=guessing.guess(q) if nothing else None,
    )


def _total(found: Found) -> Words:
    return words("finding.total" if found.is_exact else "finding.more", n=found.total)


def _tabs(q: str, place: str, found: Found, services: int, reports: int) -> tuple[Tab, ...]:
    counts = (found.total if found.is_exact else None, services, reports)
    return tuple(
        Tab(f"/search?{urlencode({'q': q, 'in': name})}", words(f"finding.in.{name}"), name == place, count)
        for name, count in zip(PLACES, counts, strict=True)
    )


def _result(one: publications.Hit, around: Around) -> Result:
    ended = words(f"publications.validity.{one.validity}") if one.validity in ("repealed", "lapsed") else None
    body = around.bodies.get(one.body_id, "")
    href, kind = f"/publications/{one.id}", names.kind_name(one.kind)
    return Result(href, one.pieces, one.about, one.published_on, kind, body, one.document_number, ended)


def _years(asked: Mapping[str, str], counts: Counts | None) -> tuple[Tab, ...]:
    """The years of what was found, each with how many are of it; none where all are of one."""
    if counts is None or len(counts.year) < 2:
        return ()
    return tuple(
        Tab(
            f"/search?{urlencode({**asked, 'since': f'{year}-01-01', 'until': f'{year}-12-31'})}",
            same(year),
            count=number,
        )
        for year, number in counts.year
    )


def _filters(query: Mapping[str, str], around: Around, counts: Counts | None) -> tuple[Filter, ...]:
    named: dict[str, dict[str, Words]] = {
        "column": {key: names.column_name(key, around.columns) for key in around.columns},
        "body": {str(key): same(name) for key, name in around.bodies.items()},
        "kind": {key: names.kind_name(key) for key in kinds()},
        "field": {key: names.field_name(key) for key in pilot_fields()},
    }
    return tuple(
        Filter(
            name,
            words(f"publications.filters.{name}"),
            tuple(Choice(value, _counted(label, value, getattr(counts, name, ()))) for value, label in said.items()),
            query.get(name, ""),
        )
        for name, said in named.items()
    )


def _counted(label: Words, value: str, counts: Count) -> Words:
    """What may be chosen, with how many there are of it where that is known."""
    number = dict(counts).get(value)
    return label if number is None else Words(f"{label.zh}（{number}）", f"{label.en} ({number})")
