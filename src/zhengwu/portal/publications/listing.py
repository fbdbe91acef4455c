"""The list of publications: by column, category, body, kind, field and year, the newest first, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse

from zhengwu.portal.publications import names
from zhengwu.portal.publications.names import Twig
from zhengwu.records.organs import queries as organs
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.publications import browsing
from zhengwu.records.publications.browsing import Line, Narrowed, Tallied
from zhengwu.records.publications.columns import Shown, columns
from zhengwu.records.troubles import Words
from zhengwu.statute.disclosure import categories, kinds, pilot_fields
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Choice
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Filter, Paging
from zhengwu.visits import Asked

A_PAGE = 30
MOST_BODIES = 300
NARROWS = ("column", "body", "category", "kind", "field", "year")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list: where it leads, what it is called, and what is said beside it."""

    href: str
    title: str
    number: str
    kind: Words
    body: str
    on: date
    ended: Words | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list as it was asked for: its heading, the tree of columns, the filters, the lines, the way on.

    `narrowed`: whether anything was asked for; `any`: whether there is anything at all. `feed` follows this list.
    """

    title: Words
    crumbs: tuple[Link, ...]
    tree: tuple[Twig, ...]
    filters: tuple[Filter, ...]
    lines: tuple[Listed, ...]
    paging: Paging
    total: int
    narrowed: bool
    any: bool
    feed: str


@public
def listing(request: Asked) -> HttpResponse:
    """`/publications`."""
    known, bodies = columns(), _bodies()
    query = _query(request, known, bodies)
    asked = narrowed(query, known)
    there = browsing.tallied(asked.body_id)
    leaf = browsing.leaf(asked, there, str(request.GET.get("after", ""))[:40], most=A_PAGE)
    lines = listed(leaf.lines, bodies)
    paging = Paging(leaf.next, not request.GET.get("after"), query)
    key = query.get("column", "")
    tree = names.tree(there, key, known)
    title = names.column_name(key, known) if key else words("publications.title")
    page = ListPage(
        title=title,
        crumbs=_crumbs(key, known),
        tree=tree,
        filters=_filters(query, there, tree, bodies),
        lines=lines,
        paging=paging,
        total=leaf.total,
        narrowed=bool(query),
        any=bool(there),
        feed=f"/publications/feed.atom?{urlencode(_fed(query))}".rstrip("?"),
    )
    return show(request, "portal/publications/listing.html", page)


def listed(lines: tuple[Line, ...], bodies: Mapping[int, str]) -> tuple[Listed, ...]:
    """Lines as they are shown; bodies that are closed are asked for by name."""
    closed = {one.body_id for one in lines} - bodies.keys()
    called = {**bodies, **(organs.names(closed) if closed else {})}
    return tuple(
        Listed(
            f"/publications/{one.id}",
            one.title,
            one.document_number,
            names.kind_name(one.kind),
            called.get(one.body_id, ""),
            one.published_on,
            words(f"publications.validity.{one.validity}") if one.validity in ("repealed", "lapsed") else None,
        )
        for one in lines
    )


def narrowed(query: Mapping[str, str], known: Mapping[str, Shown]) -> Narrowed:
    """What an address asks for."""
    column = query.get("column", "")
    return Narrowed(
        body_id=int(query.get("body", 0)),
        columns=names.below(column, known) if column else (),
        category=query.get("category", ""),
        kind=query.get("kind", ""),
        field=query.get("field", ""),
        year=int(query.get("year", 0)),
    )


def _bodies() -> dict[int, str]:
    return {one.id: one.name for one in organs.bodies(PUBLIC, limit=MOST_BODIES)}


def _query(request: Asked, known: Mapping[str, Shown], bodies: Mapping[int, str]) -> dict[str, str]:
    """What was asked for, less what makes no sense."""
    given = {name: str(request.GET.get(name, ""))[:40] for name in NARROWS}
    sound = {
        "column": given["column"] in known,
        "body": given["body"].isdecimal() and int(given["body"]) in bodies,
        "category": given["category"] in categories(),
        "kind": given["kind"] in kinds(),
        "field": given["field"] in pilot_fields(),
        "year": len(given["year"]) == 4 and given["year"].isdecimal() and given["year"] > "1900",
    }
    return {name: given[name] for name in NARROWS if sound[name]}


def _fed(query: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in query.items() if name in ("column", "body")}


def _crumbs(key: str, known: Mapping[str, Shown]) -> tuple[Link, ...]:
    """The way to this column from the top."""
    above: list[Link] = []
    parent = known[key].parent if key else ""
    while parent in known and len(above) < 8:
        above.insert(0, Link(f"/publications?column={parent}", names.column_name(parent, known)))
        parent = known[parent].parent
    top = [Link("/publications", words("publications.title"))] if key else []
    return (Link("/", words("portal.places.home")), *top, *above)


def _filters(
    query: Mapping[str, str], there: tuple[Tallied, ...], tree: tuple[Twig, ...], bodies: Mapping[int, str]
) -> tuple[Filter, ...]:
    """What the list may be narrowed by: what there is something of."""
    named: dict[str, dict[str, Words]] = {
        "column": {one.key: one.name for one in tree},
        "body": {str(key): same(name) for key, name in bodies.items()},
        "kind": {key: names.kind_name(key) for key in kinds()},
        "category": {key: names.category_name(key) for key in categories()},
        "field": {key: names.field_name(key) for key in pilot_fields()},
        "year": {str(year): same(year) for year in sorted({one.year for one in there}, reverse=True)},
    }
    used = {name: {str(getattr(one, name)) for one in there} for name in ("kind", "category", "field", "year")}
    used["column"] = {one.key for one in tree if one.count or one.here}
    used["body"] = set(named["body"])
    return tuple(
        Filter(name, words(f"publications.filters.{name}"), _choices(named[name], used[name]), query.get(name, ""))
        for name in named
    )


def _choices(named: Mapping[str, Words], used: set[str]) -> tuple[Choice, ...]:
    return tuple(Choice(key, said) for key, said in named.items() if key in used)
