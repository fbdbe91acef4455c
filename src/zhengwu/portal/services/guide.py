"""`/services/ID`: the guide of a service item, made of its record: as a page, on paper, as data; and its code to scan.

A page is kept under a tag of all that it shows (the version that holds today, the answers, the day, the office), so the
register is asked each time and nothing is made twice.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.http import HttpResponse

from zhengwu.portal.papers import download
from zhengwu.portal.publications import kept
from zhengwu.portal.publications.page import SVG, drawn
from zhengwu.portal.services import guiding
from zhengwu.portal.services.guiding import PREFIX, Guide
from zhengwu.portal.services.names import named
from zhengwu.records.items import papers, queries
from zhengwu.records.items.papers import PaperFacts
from zhengwu.records.items.queries import Held
from zhengwu.records.moments import OFFICE
from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import BodyFacts
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.catalogue.model import Place
from zhengwu.statute.catalogue.written import as_json
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.environment import environment
from zhengwu.ui.links import Link
from zhengwu.ui.looks import Look, look_of
from zhengwu.ui.pages import Visit
from zhengwu.visits import Asked

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A guide: the item as it holds, what it says in this situation, where one goes, and the address that stays.

    `applies` says whether one may apply on these pages; `elsewhere` is the address where one does so otherwise.
    """

    held: Held
    papers: Mapping[str, PaperFacts]
    guide: Guide
    crumbs: tuple[Link, ...]
    type: Words
    action: Words
    office: BodyFacts
    places: tuple[Place, ...]
    applies: bool
    elsewhere: str
    since: date | None
    on: date
    address: str
    home: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of an item as its page shows it."""

    stamp: str
    changed_at: datetime


@public
def guide(request: Asked, item_id: int) -> HttpResponse:
    """`/services/ID`, with the answers of a situation; `?format=json` as data."""
    if request.GET.get("format") == "json":
        return _as_data(request, item_id)
    return _answered(request, item_id, "page", "portal/services/guide.html")


@public
def printed(request: Asked, item_id: int) -> HttpResponse:
    """`/services/ID/print`: as a document on paper."""
    return _answered(request, item_id, "print", "portal/services/print.html")


@public
def paper(request: Asked, item_id: int, key: str) -> HttpResponse:
    """`/services/ID/files/KEY`: a blank form or a sample."""
    held_now(item_id, request.on)
    return download(papers.fetch(item_id, key))


@public
def code(request: Asked, item_id: int) -> HttpResponse:
    """`/services/ID/qr.svg`: the address of the guide as a code to scan."""
    held = held_now(item_id, request.on)
    tag = kept.tag_of("service code", item_id, _standing(held, "", request.on), Look())
    return kept.answered(request, tag, _standing(held, "", request.on), lambda: drawn(address_of(item_id)), SVG)


def held_now(item_id: int, on: date) -> Held:
    """The item as it holds on that day. Raises Trouble (missing) where it cannot be applied for."""
    found = queries.holding(item_id, on)
    if found is None:
        message = words("services.not_here")
        raise Trouble("missing", "not_found", message, words("services.not_here_how"), "item_id")
    return found


def address_of(item_id: int) -> str:
    """The address of a guide, which stays."""
    return f"{settings.SITE}/services/{item_id}"


def _standing(held: Held, asked: str, on: date) -> Standing:
    said = f"{held.version_id} {held.status} {held.body_id} {held.body_name} {on} {asked}"
    stamp = hashlib.blake2b(said.encode(), digest_size=12).hexdigest()
    return Standing(stamp, datetime.combine(on, time(), OFFICE))


def _answered(request: Asked, item_id: int, what: str, template: str) -> HttpResponse:
    held = held_now(item_id, request.on)
    there = papers.files(item_id)
    answers = guiding.answers_of(held.record, {key: str(value) for key, value in request.GET.items()})
    look = look_of(request)
    state = _standing(held, f"{urlencode(answers)} {sorted(there)}", request.on)
    tag = kept.tag_of(f"service {what}", item_id, state, look)
    return kept.answered(request, tag, state, _maker(request, held, answers, there, template), lang=look.lang)


def _maker(
    request: Asked, held: Held, answers: dict[str, str], there: Mapping[str, PaperFacts], template: str
) -> Callable[[], str]:
    def make() -> str:
        look = look_of(request)
        asked = urlencode({f"{PREFIX}{key}": value for key, value in answers.items()})
        visit = Visit(f"{request.path}{'?' if asked else ''}{asked}", look, PUBLIC, "")
        page = page_of(held, answers, there, request.on)
        return environment(look.lang).get_template(template).render(page=page, visit=visit)

    return make


def page_of(held: Held, answers: dict[str, str], there: Mapping[str, PaperFacts], on: date) -> GuidePage:
    """What the guide of an item shows to who has given these answers."""
    record = held.record
    since = next((one.since for one in queries.versions(held.item_id) if one.id == held.version_id), None)
    office = organs.body(PUBLIC, held.body_id)
    crumbs = [Link("/", words("portal.places.home")), Link("/services", words("services.title"))]
    if record.themes:
        crumbs.append(Link(f"/services?theme={record.themes[0]}", named("theme", record.themes[0])))
    online = "online" in record.channels
    return GuidePage(
        held=held,
        papers=there,
        guide=guiding.guide_of(record, answers, on, calendar_of(held.body_id), there),
        crumbs=tuple(crumbs),
        type=named("item_type", record.type),
        action=named("action", record.action),
        office=office,
        places=record.places or (Place(office.name, office.address, office.hours, office.phone),),
        applies=online and not record.address.startswith("http"),
        elsewhere=record.address if online and record.address.startswith("http") else "",
        since=since,
        on=on,
        address=address_of(held.item_id),
        home=f"/services/{held.item_id}",
    )


def _as_data(request: Asked, item_id: int) -> HttpResponse:
    """The record itself, with whose it is, for other systems."""
    held = held_now(item_id, request.on)
    said = {
        "id": held.item_id, "code": held.code, "version": held.number, "as_of": request.on.isoformat(),
        "body": {"id": held.body_id, "name": held.body_name}, "url": address_of(item_id),
        "record": as_json(held.record),
    }  # fmt: skip
    tag = kept.tag_of("service data", item_id, _standing(held, "", request.on), Look())
    return kept.answered(request, tag, _standing(held, "", request.on), lambda: orjson.dumps(said), JSON)
