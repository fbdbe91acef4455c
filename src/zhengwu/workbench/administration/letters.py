"""The wordings of letters: as shipped, as a body words them; put into force from a day, ended, compared."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.http import HttpResponse

from zhengwu.records.letters import offices, wordings
from zhengwu.records.letters.wordings import WordingFacts
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.statute.letters.differences import Change, differences
from zhengwu.statute.letters.merge import placeholders
from zhengwu.statute.letters.model import Field as Placeholder
from zhengwu.statute.letters.model import Template
from zhengwu.statute.letters.vocabulary import ALWAYS, vocabulary
from zhengwu.statute.procedures import procedure, procedures
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.steps import Refusal, Steps
from zhengwu.ui.parts.tables import Column, Filter, Tab, Table
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked

HOME = "/desk/administration/letters"
SINCE = Form((Field("since", words("templates.since"), "date", words("templates.since_hint"), width=8),))


@dataclass(frozen=True, slots=True)
class LettersPage:
    """The letters of a procedure, each with the wording in force."""

    tabs: tuple[Tab, ...]
    filters: tuple[Filter, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class Place:
    """Which wording: of which body, procedure and letter; its names and address; may one word or approve it."""

    body_id: int
    body: str
    procedure: str
    key: str
    title: Words
    moment: Words
    path: str
    may: bool
    approves: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Text, or a placeholder by its label."""

    text: str
    placeholder: bool


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter: the wording in force, its placeholders, every version."""

    place: Place
    shipped: Template
    current: WordingFacts | None
    paragraphs: tuple[tuple[Piece, ...], ...]
    placeholders: Table
    versions: Table


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version, what it changes, and what may be done with it; `alone`: by who wrote it, since nobody else could."""

    place: Place
    version: WordingFacts
    against: Words
    changes: tuple[Change, ...]
    changed: bool
    form: Filled | None
    steps: Steps
    alone: bool
    may_retire: bool


@staff
def letters(request: Asked) -> HttpResponse:
    """`/desk/administration/letters`: every letter of a body, by procedure."""
    bodies = offices.wording_bodies(request.actor)
    if not bodies:
        raise missing(wordings.BODY, where="body")
    wanted = request.GET.get("body", "")
    body_id = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 16 else bodies[0][0]
    key = request.GET.get("procedure", "") or procedures()[0].key
    found = offices.templates_of(request.actor, body_id, key, request.on)
    pending = offices.pending_of(request.actor, body_id, request.on)
    waiting = {(one.procedure, one.key): one for one in pending}
    rows = []
    for one in found:
        path = f"{HOME}/{body_id}/{one.procedure}/{one.key}"
        state = words("templates.own", n=one.version) if one.version else words("templates.shipped", since=one.since)
        next_ = waiting.get((one.procedure, one.key))
        rows.append((Link(path, Words(one.name, one.gloss)), moment(one.procedure, one.key), state, _next(next_)))
    heads = ("letter", "moment", "state", "next")
    columns = tuple(Column(words(f"templates.column.{one}")) for one in heads)
    table = Table(words("templates.title"), columns, tuple(rows))
    tabs = tuple(Tab(f"?body={body_id}&procedure={one.key}", Words(*one.name), one.key == key) for one in procedures())
    chosen = tuple(Choice(str(pk), same(name)) for pk, name in bodies)
    filters = (Filter("body", words("templates.body"), chosen, str(body_id)),) if len(bodies) > 1 else ()
    return show(request, "workbench/administration/letters.html", LettersPage(tabs, filters, table))


def _next(one: offices.Pending | None) -> Words | None:
    if one is None:
        return None
    if one.since is None:
        return words("templates.draft_of", n=one.version)
    return words("templates.begins", n=one.version, since=one.since)


@staff
def letter(request: Asked, body_id: int, key: str, name: str) -> HttpResponse:
    """`/desk/administration/letters/BODY/PROCEDURE/LETTER`: one letter."""
    place = place_of(request.actor, body_id, key, name, request.on)
    shipped = wordings.shipped_wording(key, name, request.on)
    history = wordings.history(request.actor, body_id, key, name) if place.may or place.approves else []
    current = next((one for one in history if one.in_force(request.on)), None)
    used = wordings.in_use(body_id, key, name, request.on).template
    page = LetterPage(
        place, shipped, current, _paragraphs(used.text), _placeholders(used.text), _versions(place, history, request.on)
    )
    return show(request, "workbench/administration/letter.html", page)


@staff
@once
def version(request: Asked, template_id: int) -> HttpResponse:
    """`/desk/administration/wordings/ID`: a version with its difference; puts it into force, or ends it."""
    facts = wordings.version(request.actor, template_id)
    place = place_of(request.actor, facts.body_id, facts.procedure, facts.key, request.on)
    if request.method != "POST" or not (place.may or place.approves):
        status = 200 if request.method != "POST" else 403
        return _version(request, place, facts, SINCE.empty(since=request.on.isoformat()), status)
    if "retire" in request.POST:
        done = wordings.retire(template_id, by=request.actor, at=request.at)
        return onward(request, place.path, Notice("done", words("templates.retired", n=done.version)))
    filled = SINCE.read(request.POST)
    if not filled.sound:
        return _version(request, place, facts, filled, 422)
    try:
        done = wordings.publish(template_id, filled.day("since"), by=request.actor, at=request.at)
    except Trouble as trouble:
        return _version(request, place, facts, filled.refused(trouble), STATUS[trouble.kind])
    said = words("templates.published", n=done.version, since=done.since)
    return onward(request, place.path, Notice("done", said))


def _version(request: Asked, place: Place, facts: WordingFacts, filled: Filled, status: int) -> HttpResponse:
    before, against = _before(request.actor, place, facts, request.on)
    changes, found = differences(before, facts.text), wordings.approval(request.actor, facts.id, request.on)
    greyed = () if not found.refused else (Refusal(words("templates.publish"), found.refused.message),)
    page = VersionPage(
        place,
        facts,
        against,
        changes,
        any(one.how != "same" for one in changes),
        filled if found.refused is None else None,
        Steps((), greyed if facts.status == "draft" else ()),
        found.alone,
        facts.status != "retired" and place.may,
    )
    return show(request, "workbench/administration/version.html", page, status)


def _before(actor: Actor, place: Place, facts: WordingFacts, on: date) -> tuple[str, Words]:
    """What a version is compared with: the one in force when it is a draft, else the one published before it."""
    history = wordings.history(actor, place.body_id, place.procedure, place.key) if place.may or place.approves else []
    earlier = [one for one in history if one.since and one.id != facts.id and one.version < facts.version]
    if facts.status == "draft":
        earlier = [one for one in history if one.in_force(on)]
    if earlier:
        return earlier[0].text, words("templates.against_own", n=earlier[0].version)
    return wordings.shipped_wording(place.procedure, place.key, on).text, words("templates.against_shipped")


def place_of(actor: Actor, body_id: int, key: str, name: str, on: date) -> Place:
    """The place of a wording, if the actor may look at it. Raises Trouble (missing)."""
    body = offices.seen(actor, body_id)
    shipped = wordings.shipped_wording(key, name, on)
    may = actor.may("templates.manage", body.pk, body.path)
    approves = actor.may(wordings.APPROVE, body.pk, body.path)
    path = f"{HOME}/{body_id}/{key}/{name}"
    return Place(
        body_id, body.name, key, name, Words(shipped.name, shipped.gloss), moment(key, name), path, may, approves
    )


@cache
def moment(key: str, name: str) -> Words:
    """When a letter is called for: by which step, or for which outcome."""
    rules = procedure(key)
    outcomes = [one.name for one in rules.outcomes if one.notice == name]
    steps = [one.name for one in rules.steps if name in one.notices]
    if outcomes:
        zh = words("templates.for_outcome", names="、".join(one.zh for one in outcomes)).zh
        return Words(zh, words("templates.for_outcome", names=", ".join(one.en for one in outcomes)).en)
    if steps:
        return Words("、".join(one.zh for one in steps), ", ".join(one.en for one in steps))
    return words("templates.any_time")


def _paragraphs(text: str) -> tuple[tuple[Piece, ...], ...]:
    found = []
    for line in text.strip().splitlines():
        pieces, rest = [], line.removeprefix("@")
        for key in placeholders(line):
            head, _, rest = rest.partition("{" + key + "}")
            pieces += [Piece(head, False), Piece(vocabulary()[key].label if key in vocabulary() else key, True)]
        found.append((*pieces, Piece(rest, False)))
    return tuple(found)


def _placeholders(text: str) -> Table:
    used = dict.fromkeys((*placeholders(text), *ALWAYS))
    rows = tuple(_explained(vocabulary()[key]) for key in used if key in vocabulary())
    heads = ("placeholder", "meaning", "example")
    columns = tuple(Column(words(f"templates.column.{one}")) for one in heads)
    return Table(words("templates.placeholders"), columns, rows)


def _explained(one: Placeholder) -> tuple[object, ...]:
    return ("{" + one.key + "}", Words(one.label, one.gloss), one.example)


def _versions(place: Place, history: list[WordingFacts], on: date) -> Table:
    rows = tuple(
        (
            Link(f"/desk/administration/wordings/{one.id}", words("templates.version", n=one.version)),
            words(f"templates.status.{status_of(one, on)}"),
            one.since,
            one.until,
            one.note or None,
            one.actor_name,
            one.published_by or None,
        )
        for one in history
    )
    heads = ("version", "status", "since", "until", "note", "by", "published_by")
    columns = tuple(Column(words(f"templates.column.{one}")) for one in heads)
    return Table(words("templates.versions"), columns, rows)


def status_of(one: WordingFacts, on: date) -> str:
    """How a version stands on a day: draft, ahead, in_force, ended, retired."""
    if one.status != "published":
        return one.status
    if one.in_force(on):
        return "in_force"
    return "ahead" if one.since and one.since > on else "ended"
