"""The overview of the administration: what there is to look after with its figures, and what of it wants attention."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.keeping import state
from zhengwu.records.letters import offices
from zhengwu.records.people.actors import Actor
from zhengwu.records.staffing import attention
from zhengwu.records.staffing.attention import Attention
from zhengwu.records.troubles import Words, missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.visits import Asked
from zhengwu.workbench.administration.health import SEEN_BY

BASE = "/desk/administration"


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to look after: where, what it is called, a line about it, how many there are, what wants attention."""

    href: str
    title: Words
    about: Words
    count: int | None = None
    wants: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """All that the reader may look after; those of them where something wants attention are told first, above."""

    subjects: tuple[Subject, ...]
    wants: tuple[Link, ...]


@staff
def overview(request: Asked) -> HttpResponse:
    """What there is to administer for the posts that one holds."""
    found = attention.attention(request.actor, request.at)
    subjects = (*_staffing(request.actor, found), *_keeping(request))
    if not subjects:
        raise missing(Words("这一页", "page"), where="administration")
    wants = tuple(link for one in subjects for link in one.wants)
    return show(request, "workbench/administration/overview.html", OverviewPage(subjects, wants))


def _staffing(actor: Actor, found: Attention) -> tuple[Subject, ...]:
    """Bodies, people, substitutes, rights, tokens: each as far as the reader's rights go."""
    told: list[Subject] = []
    if actor.reach("people.read"):
        told += [
            _subject("bodies", found.bodies, ("leaderless", found.leaderless, "?lack=leader")),
            _subject("people", found.people, ("idle", found.idle, "?state=idle"),
                     ("unused", found.unused, "?state=unused")),
            _subject("substitutes", found.standing_in, ("ended", found.ended, "")),
        ]  # fmt: skip
    if actor.reach("tokens.manage"):
        told.append(_subject("tokens", found.tokens, ("running_out", found.running_out, "")))
    if actor.reach("people.read"):
        told.append(_subject("rights", None))
    return tuple(told)


def _keeping(request: Asked) -> tuple[Subject, ...]:
    """Letters, calendar, audit trail, state of the system: each as far as the reader's rights go."""
    actor, told = request.actor, []
    if actor.reach("templates.manage"):
        count, drafts = offices.overview(actor, request.on)
        told.append(_subject("letters", count, ("drafts", int(drafts), "")))
    if actor.reach("calendar.manage"):
        told.append(
            Subject("/desk/calendar", words("administration.calendar.title"), words("administration.calendar.about"))
        )
    if actor.reach("organs.manage"):
        told.append(Subject("/desk/administration/limits", words("limits.title"), words("limits.lead")))
    if actor.reach("audit.read"):
        told.append(_subject("journal", None))
    if actor.reach("people.manage"):
        told.append(
            Subject("/desk/notices/sent", words("administration.sent.title"), words("administration.sent.about"))
        )
    if any(actor.reach(right) for right in SEEN_BY):
        wrong, _ = state.overview(at=request.at)
        told.append(_subject("health", None, ("health", wrong, "")))
    return tuple(told)


def _subject(key: str, count: int | None, *wants: tuple[str, int, str]) -> Subject:
    href = f"{BASE}/{key}"
    links = tuple(Link(f"{href}{query}", words(f"administration.wants.{name}", n=n)) for name, n, query in wants if n)
    return Subject(href, words(f"administration.{key}.title"), words(f"administration.{key}.about"), count, links)
