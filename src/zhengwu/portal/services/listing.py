"""`/services`: finding a service by what happened, theme, office, whom it is for, words; or by three questions.

Without a wish the page shows the ways to find one; with one, the services, by name, a page at a time.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse

from zhengwu.portal.services.names import length, named, visits
from zhengwu.records.bundles import offers
from zhengwu.records.items import browsing
from zhengwu.records.items.browsing import Directory, Places
from zhengwu.records.items.queries import ServiceFacts
from zhengwu.records.organs import queries as organs
from zhengwu.records.troubles import Words
from zhengwu.statute.catalogue.codes import codes
from zhengwu.statute.catalogue.model import Limit
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Choice
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Filter, Paging
from zhengwu.visits import Asked

MOST = 60  # signs of what is typed
A_PAGE = 20
WHO = ("person", "organisation")
NARROWS = ("who", "event", "theme", "body", "type", "action", "case_type")
# What people type around the name of a service.
FILLERS = re.compile("我想要?|我要|怎么|怎样|如何|哪里|在哪儿?|办理|申请办?|手续|流程|需要什么|材料|一下|[？?，,。!！]")


@dataclass(frozen=True, slots=True)
class Line:
    """A service in a list: where it leads, what it is called, whose it is, how long it takes, how often one comes."""

    href: str
    name: str
    body: str
    type: Words
    case_type: Words
    promised: Words | None
    visits: Words | None


@dataclass(frozen=True, slots=True)
class Way:
    """A way to find services: where it leads, what it is called, how many there are."""

    href: str
    said: Words
    count: int


@dataclass(frozen=True, slots=True)
class ListPage:
    """The ways to find a service, or those that were found. `guesses`: what may have been meant where nothing was."""

    q: str
    title: Words
    crumbs: tuple[Link, ...]
    events: tuple[Way, ...]
    themes: tuple[Way, ...]
    bodies: tuple[Way, ...]
    bundles: tuple[Link, ...]
    who: tuple[Way, ...]
    filters: tuple[Filter, ...]
    lines: tuple[Line, ...]
    total: Words | None
    paging: Paging
    guesses: tuple[Link, ...]
    asked: bool
    any: bool


@dataclass(frozen=True, slots=True)
class TreePage:
    """One question of the way to a service: what was answered, what may be answered now, and the services so far."""

    question: Words
    answered: tuple[Link, ...]
    ways: tuple[Way, ...]
    lines: tuple[Line, ...]
    total: Words | None
    onward: str


@public
def listing(request: Asked) -> HttpResponse:
    """`/services`."""
    q = cleaned(str(request.GET.get("q", "")))
    there = browsing.directory(request.on, at=request.at)
    bodies = organs.names({int(key) for key in there.found_by["body"]})
    query = _query(request, bodies)
    asked = bool(q or query)
    return show(request, "portal/services/listing.html", _page(request, q, query, there, bodies, asked=asked))


def _page(
    request: Asked, q: str, query: dict[str, str], there: Directory, bodies: Mapping[int, str], *, asked: bool
) -> ListPage:
    after = str(request.GET.get("after", ""))[:18]
    lines, following, total, guesses = found(request, query, q, after) if asked else ((), "", None, ())
    kept = {**({"q": q} if q else {}), **query}
    return ListPage(
        q=q,
        title=_title(query, bodies),
        crumbs=_crumbs(asked=asked),
        events=() if asked else _ways("event", "life_event", there),
        themes=() if asked else _ways("theme", "theme", there),
        bodies=() if asked else _offices(there, bodies),
        bundles=() if after else _bundles(request.on, query.get("event", ""), q, asked=asked),
        who=() if asked else _who(there),
        filters=_filters(query, there, bodies) if asked else (),
        lines=lines,
        total=total,
        paging=Paging(following, not after, kept),
        guesses=guesses,
        asked=asked,
        any=bool(there.ids),
    )


def _bundles(on: date, event: str, q: str, *, asked: bool) -> tuple[Link, ...]:
    """What is offered together: all where nothing was asked, else what belongs to the life event or has the words."""
    found = offers.named(on, q) if q or event or not asked else ()
    return tuple(Link(one.path, same(one.name)) for one in found if not event or one.event == event)


def cleaned(typed: str) -> str:
    """What was typed without what stands around the name of a service; all of it where nothing else is left."""
    plain = " ".join(unicodedata.normalize("NFKC", typed[:200]).split())[:MOST]
    return " ".join(FILLERS.sub(" ", plain).split()) or plain


Found = tuple[tuple[Line, ...], str, Words | None, tuple[Link, ...]]


def found(request: Asked, query: Mapping[str, str], q: str = "", after: str = "") -> Found:
    """The services of a page, what the next one follows, how many there are, and guesses where there are none."""
    page = browsing.find(query, q, request.on, at=request.at, after=after, most=A_PAGE)
    if not page.total and not after and q:
        near = browsing.alike(q, request.on, at=request.at)
        return (), "", None, tuple(Link(f"/services/{id_}", same(name)) for id_, name in near)
    return tuple(line(one) for one in page.rows), page.after, words("services.total", n=page.total), ()


def line(one: ServiceFacts) -> Line:
    """A service as it is listed."""
    return Line(
        f"/services/{one.id}",
        one.name,
        one.body_name,
        named("item_type", one.type),
        named("case_type", one.case_type),
        length(Limit(one.promised_days)),
        visits(one.visits),
    )


def _query(request: Asked, bodies: Mapping[int, str]) -> dict[str, str]:
    """What was asked for, less what makes no sense."""
    given = {name: str(request.GET.get(name, ""))[:40] for name in NARROWS}
    known = {
        "who": WHO, "event": codes("life_event"), "theme": codes("theme"), "type": codes("item_type"),
        "action": codes("action"), "case_type": codes("case_type"), "body": {str(key) for key in bodies},
    }  # fmt: skip
    return {name: value for name, value in given.items() if value in known[name]}


def _title(query: Mapping[str, str], bodies: Mapping[int, str]) -> Words:
    if "event" in query:
        return named("life_event", query["event"])
    if "theme" in query:
        return named("theme", query["theme"])
    if "body" in query:
        return words("services.of_body", name=bodies[int(query["body"])])
    return words(f"services.who.{query['who']}") if "who" in query else words("services.title")


def _crumbs(*, asked: bool) -> tuple[Link, ...]:
    top = (Link("/services", words("services.title")),) if asked else ()
    return (Link("/", words("portal.places.home")), *top)


def _ways(
    by: str, name: str, there: Directory, kept: Mapping[str, str] | None = None, among: Places | None = None
) -> tuple[Way, ...]:
    counts = there.counts(by, among)
    return tuple(
        Way(_to({**(kept or {}), by: key}, tree=kept is not None), named(name, key), counts[key])
        for key in codes(name)
        if key in counts
    )


def _offices(there: Directory, bodies: Mapping[int, str]) -> tuple[Way, ...]:
    counts = there.counts("body")
    return tuple(Way(_to({"body": str(key)}), same(name), counts[str(key)]) for key, name in bodies.items())


def _who(there: Directory, *, tree: bool = False) -> tuple[Way, ...]:
    counts = there.counts("who")
    return tuple(Way(_to({"who": who}, tree=tree), words(f"services.who.{who}"), counts.get(who, 0)) for who in WHO)


def _to(query: Mapping[str, str], *, tree: bool = False) -> str:
    return f"/services{'/ask' if tree else ''}?{urlencode(query)}"


def _filters(query: Mapping[str, str], there: Directory, bodies: Mapping[int, str]) -> tuple[Filter, ...]:
    """What the list may be narrowed by: what there is something of."""
    lists = {"theme": "theme", "type": "item_type", "action": "action"}
    choices = {
        by: {key: named(name, key) for key in codes(name) if key in there.found_by[by]} for by, name in lists.items()
    }
    choices["who"] = {who: words(f"services.who.{who}") for who in WHO}
    choices["body"] = {str(key): same(name) for key, name in bodies.items()}
    choices["case_type"] = {key: named("case_type", key) for key in codes("case_type")}
    return tuple(
        Filter(
            by,
            words(f"services.filters.{by}"),
            tuple(Choice(key, said) for key, said in choices[by].items()),
            query.get(by, ""),
        )
        for by in ("who", "theme", "body", "action", "type", "case_type")
    )


@public
def tree(request: Asked) -> HttpResponse:
    """`/services/ask`: who, what about, what is to be done; then the services that are left."""
    there = browsing.directory(request.on, at=request.at)
    query = {name: value for name, value in _query(request, {}).items() if name in ("who", "theme", "action")}
    left = there.among(query)
    if "who" not in query:
        page = TreePage(words("services.tree.who"), (), _who(there, tree=True), (), None, "")
    elif "theme" not in query:
        ways = _ways("theme", "theme", there, query, left)
        page = TreePage(words("services.tree.theme"), _answered(query), ways, (), None, "")
    elif "action" not in query and len(there.counts("action", left)) > 1:
        ways = _ways("action", "action", there, query, left)
        page = TreePage(words("services.tree.action"), _answered(query), ways, (), None, _to(query))
    else:
        lines, following, total, _ = found(request, query)
        onward = _to(query) if following else ""
        page = TreePage(words("services.tree.found"), _answered(query), (), lines, total, onward)
    return show(request, "portal/services/tree.html", page)


def _answered(query: Mapping[str, str]) -> tuple[Link, ...]:
    """What was answered; each leads back to its question."""
    before: dict[str, str] = {}
    links = []
    for name, lists in (("who", ""), ("theme", "theme"), ("action", "action")):
        if name in query:
            said = named(lists, query[name]) if lists else words(f"services.who.{query[name]}")
            links.append(Link(_to(before, tree=True), said))
            before = {**before, name: query[name]}
    return tuple(links)
