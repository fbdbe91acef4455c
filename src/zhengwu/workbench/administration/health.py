"""The state of the system, line by line with what to do; its backups; what waits to be sent and what was given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpResponse

from zhengwu.records.keeping import effects, remembered, state
from zhengwu.records.keeping.effects import EffectFacts
from zhengwu.records.keeping.state import Line
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Trouble, Words, forbidden
from zhengwu.ui import writing
from zhengwu.ui.catalogue import catalogue, same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Column, Paging, Table
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked

PAGE = 50
SEEN_BY = ("organs.manage", "audit.read")
HOME = "/desk/administration/outbox"
REASON = Field("reason", words("health.reason"), "textarea", words("health.reason_hint"), most=effects.LONGEST, rows=3)
DROP = Form((REASON,))


@dataclass(frozen=True, slots=True)
class Watched:
    """A line: what is watched, its light, what was found, and what to do where it is not well."""

    name: Words
    light: str
    found: Words
    advice: Words | None
    link: Link | None


@dataclass(frozen=True, slots=True)
class HealthPage:
    """The lines, and the backups with when the next one is expected."""

    lines: tuple[Watched, ...]
    wrong: int
    backups: Table
    next: datetime | None
    days: int
    may_send: bool


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """What is due and has not left, and what was given up."""

    table: Table
    paging: Paging


@dataclass(frozen=True, slots=True)
class EffectPage:
    """One of them, to be tried again or dropped."""

    effect: EffectFacts
    kind: Words
    form: Filled


@staff
def health(request: Asked) -> HttpResponse:
    """`/desk/administration/health`: every line, and the backups."""
    if not any(request.actor.reach(right) for right in SEEN_BY):
        raise forbidden(SEEN_BY[0])
    found = tuple(watched(one, request.actor) for one in state.lines(at=request.at))
    made = remembered.backups()
    rows = tuple(
        (
            one.at,
            words("health.size", size=writing.size("zh", one.size)),
            one.files,
            words("health.backup_broken") if one.problem else one.verified_at or words("health.not_verified"),
            one.place,
            one.version,
        )
        for one in made
    )
    heads = ("at", "size", "files", "verified", "place", "version")
    columns = tuple(Column(words(f"health.column.{one}"), one in ("size", "files")) for one in heads)
    page = HealthPage(
        found,
        sum(one.light != "good" for one in found),
        Table(words("health.backups"), columns, rows),
        made[0].at + timedelta(days=settings.BACKUP_DAYS) if made else None,
        settings.BACKUP_DAYS,
        bool(request.actor.reach(effects.RIGHT)),
    )
    return show(request, "workbench/administration/health.html", page)


@staff
def outbox(request: Asked) -> HttpResponse:
    """`/desk/administration/outbox`: what has not left, the latest first."""
    if not request.actor.reach(effects.RIGHT):
        raise forbidden(effects.RIGHT)
    text = request.GET.get("after", "")
    after = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
    found = effects.listed(request.actor, at=request.at, after=after, limit=PAGE + 1)
    rows = tuple(
        (
            Link(f"{HOME}/{one.id}", kind_of(one.kind)),
            one.body or None,
            words("health.given_up") if one.given_up else words("health.waits"),
            one.due_at,
            one.tries,
            one.last_error or None,
        )
        for one in found[:PAGE]
    )
    heads = ("effect", "body", "state", "due", "tries", "error")
    columns = tuple(Column(words(f"health.column.{one}"), one == "tries") for one in heads)
    following = str(found[PAGE - 1].id) if len(found) > PAGE else ""
    page = OutboxPage(Table(words("health.outbox"), columns, rows), Paging(following, after is None, {}))
    return show(request, "workbench/administration/outbox.html", page)


@staff
@once
def effect(request: Asked, effect_id: int) -> HttpResponse:
    """`/desk/administration/outbox/ID`: tries a message again, or drops it with a reason."""
    if not request.actor.reach(effects.RIGHT):
        raise forbidden(effects.RIGHT)
    found = effects.one(request.actor, effect_id)
    kind = kind_of(found.kind)
    if request.method != "POST":
        return show(request, "workbench/administration/effect.html", EffectPage(found, kind, DROP.empty()))
    if "retry" in request.POST:
        effects.retry(effect_id, by=request.actor, at=request.at)
        return onward(request, HOME, Notice("done", words("health.retried")))
    filled = DROP.read(request.POST)
    if not filled.sound:
        return show(request, "workbench/administration/effect.html", EffectPage(found, kind, filled), 422)
    try:
        effects.drop(effect_id, filled["reason"], by=request.actor, at=request.at)
    except Trouble as trouble:
        page = EffectPage(found, kind, filled.refused(trouble))
        return show(request, "workbench/administration/effect.html", page, STATUS[trouble.kind])
    return onward(request, HOME, Notice("done", words("health.dropped")))


def watched(one: Line, actor: Actor) -> Watched:
    """A line in words."""
    name = f"health.line.{one.key}"
    found = _worded(f"{name}.{one.state}", one)
    advice = None if one.light == "good" else _worded(f"{name}.advice", one)
    link = None
    if one.light != "good" and one.key in ("waiting", "given_up") and actor.reach(effects.RIGHT):
        link = Link(HOME, words("health.open_outbox"))
    if one.light != "good" and one.key == "calendar":
        link = Link("/desk/calendar", words("timetable.title"))
    return Watched(words(f"{name}.name"), one.light, found, advice, link)


def _worded(name: str, one: Line) -> Words:
    """The sentence in both languages, with moments and sizes as each writes them."""
    said = []
    for lang in ("zh", "en"):
        at = writing.moment(lang, one.moment) if one.moment else ""
        number = f"{one.number / 1024**3:.1f} GB" if one.key == "room" else str(one.number)
        said.append(catalogue(lang)[name].format(at=at, n=number, text=one.text))
    return Words(*said)


def kind_of(kind: str) -> Words:
    """What a message is, in words; its kind where it has none, as one of a later version may."""
    if kind.startswith("webhook."):
        return words("health.effect.webhook", name=kind.partition(".")[2])
    return words(f"health.effect.{kind}") if f"health.effect.{kind}" in catalogue("zh") else same(kind)
