"""Administration to look at: bodies, people with their posts, tokens, the journal; each as far as one's rights go."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.journal import queries as journal
from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import Branch
from zhengwu.records.people import colleagues
from zhengwu.records.people import queries as people
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.rights import POSTS
from zhengwu.records.troubles import Words, missing
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Column, Paging, Tab, Table
from zhengwu.visits import Asked

PAGE = 50
# Tab, and the right that it takes; bodies are known to all staff.
TABS = {"bodies": "people.read", "people": "people.read", "tokens": "tokens.manage", "journal": "audit.read"}


@dataclass(frozen=True, slots=True)
class AdministrationPage:
    """One of the lists."""

    tab: str
    tabs: tuple[Tab, ...]
    table: Table
    paging: Paging


@staff
def lists(request: Asked) -> HttpResponse:
    """The list that was asked for, or the first that one may see."""
    actor = request.actor
    may = [tab for tab, right in TABS.items() if actor.reach(right)]
    tab = request.GET.get("tab", may[0] if may else "")
    if tab not in may:
        raise missing(Words("这个列表", "list"), where="tab")
    text = request.GET.get("after", "")
    after = int(text) if text.isdecimal() and len(text) < 19 else None
    rows, following = ROWS[tab](actor, after)
    columns = tuple(Column(words(f"administration.column.{name}")) for name in COLUMNS[tab])
    table = Table(words(f"administration.tab.{tab}"), columns, rows)
    tabs = tuple(Tab(f"?tab={one}", words(f"administration.tab.{one}"), one == tab) for one in may)
    page = AdministrationPage(tab, tabs, table, Paging(following, after is None, {"tab": tab}))
    return show(request, "workbench/administration/lists.html", page)


Rows = tuple[tuple[tuple[object, ...], ...], str]


def _bodies(actor: Actor, _after: int | None) -> Rows:
    return tuple(_branches(organs.tree(actor), 0)), ""


def _branches(found: tuple[Branch, ...], depth: int) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for branch in found:
        one = branch.body
        closed = words("administration.closed") if one.closed_on else words("administration.open")
        rows.append((f"{'　' * depth}{one.name}", one.number_prefix, one.phone, one.local_due_on or None, closed))
        rows += _branches(branch.below, depth + 1)
    return rows


def _people(actor: Actor, after: int | None) -> Rows:
    found = people.people(actor, after=after, limit=PAGE + 1)
    held = colleagues.posts_of(actor, [one.id for one in found[:PAGE]])
    rows = []
    for one in found[:PAGE]:
        posts = "；".join(f"{body} {POSTS.get(post, post)}" for body, post in held.get(one.id, ()))
        active = words("administration.active" if one.active else "administration.inactive")
        rows.append((one.name, one.username, posts or None, active))
    return tuple(rows), str(found[PAGE - 1].id) if len(found) > PAGE else ""


def _tokens(actor: Actor, after: int | None) -> Rows:
    found = people.tokens(actor, after=after, limit=PAGE + 1)
    rows = tuple((one.name, f"{one.prefix}…", "、".join(one.scopes), one.until, one.revoked_at) for one in found[:PAGE])
    return rows, str(found[PAGE - 1].id) if len(found) > PAGE else ""


def _journal(actor: Actor, after: int | None) -> Rows:
    found = journal.page(actor, after=after, limit=PAGE + 1)
    rows = tuple(
        (
            one.at,
            one.actor_name,
            same(one.action),
            f"{one.kind} {one.object_id}",
            one.reason or None,
            one.address or None,
        )
        for one in found[:PAGE]
    )
    return rows, str(found[PAGE - 1].id) if len(found) > PAGE else ""


ROWS = {"bodies": _bodies, "people": _people, "tokens": _tokens, "journal": _journal}
COLUMNS = {
    "bodies": ("body", "prefix", "phone", "local_due", "state"),
    "people": ("name", "username", "posts", "state"),
    "tokens": ("name", "token", "scopes", "until", "revoked"),
    "journal": ("at", "who", "deed", "object", "reason", "address"),
}
