"""Requests in the same words: each wording once, with all its cases, to be worked on together."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.cases import alike, queries
from zhengwu.records.cases.alike import Group
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.organs import queries as organs
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Paging
from zhengwu.visits import Asked
from zhengwu.workbench.lists.inbox import WORK
from zhengwu.workbench.lists.rows import Row, rows_of

PAGE = 60


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """The wordings that several open requests share, each with the name of its body.

    A page holds those that were asked most, and in it those stand first of which most are open now.
    """

    groups: tuple[tuple[Group, str], ...]
    paging: Paging
    many_bodies: bool


@dataclass(frozen=True, slots=True)
class GroupPage:
    """One wording in full, and its open cases, the most urgent first. `works`: whether they may be worked on."""

    group: Group
    rows: tuple[Row, ...]
    paging: Paging
    works: bool


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/groups`."""
    after = request.GET.get("after", "")
    found = alike.groups(request.actor, after=_place(after), limit=PAGE + 1)
    last = found[PAGE - 1] if len(found) > PAGE else None
    bodies = organs.names({one.body_id for one in found})
    shown = sorted(found[:PAGE], key=lambda one: (-one.open, -one.cases))
    page = GroupsPage(
        tuple((one, bodies.get(one.body_id, "")) for one in shown),
        Paging(f"{last.cases}_{last.wording_id}" if last else "", not after, {}),
        len(bodies) > 1,
    )
    return show(request, "workbench/lists/groups.html", page)


@staff
def one(request: Asked, wording_id: int) -> HttpResponse:
    """`/desk/groups/WORDING`."""
    group = alike.group(request.actor, wording_id)
    after = request.GET.get("after", "")
    day, _, number = after.partition("_")
    place = (day, int(number)) if len(day) == 10 and number.isdecimal() and len(number) < 19 else None
    wanted = Wanted(wording_id=wording_id, is_open=True)
    found = queries.inbox(request.actor, wanted, after=place, limit=PAGE + 1)
    last = found[PAGE - 1] if len(found) > PAGE else None
    page = GroupPage(
        group,
        rows_of(found[:PAGE], request.on, together=False),
        Paging(f"{last.sort_on}_{last.id}" if last else "", not after, {}),
        any(request.actor.reach(right) for right in WORK),
    )
    return show(request, "workbench/lists/group.html", page)


def _place(text: str) -> tuple[int, int] | None:
    count, _, number = text.partition("_")
    sound = count.isdecimal() and number.isdecimal() and len(text) < 30
    return (int(count), int(number)) if sound else None
