"""The notices of whoever has signed in: unread ones first, those of a case together; opening reads them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpResponse

from zhengwu.records.notices import actions, queries
from zhengwu.records.notices.queries import NoticeFacts, Place
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Paging
from zhengwu.visits import Asked

PAGE = 30
HOME = "/desk/notices"


@dataclass(frozen=True, slots=True)
class Group:
    """The notices of one case, or one notice of anything else. `href` is empty where there is nothing to open."""

    title: str
    href: str
    hidden: bool
    is_read: bool
    told: tuple[NoticeFacts, ...]


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """The groups in order, the newest of the unread notices on the page (0 if none), and how the list goes on."""

    groups: tuple[Group, ...]
    newest: int
    paging: Paging
    kept_days: int


@staff
def notices(request: Asked) -> HttpResponse:
    """`/desk/notices`."""
    found = queries.page(request.actor, after=_place(request.GET.get("after", "")), limit=PAGE + 1)
    shown, last = found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None
    newest = max((one.id for one in shown if one.read_at is None), default=0)
    paging = Paging(_mark(last), not request.GET.get("after"), {})
    page = NoticesPage(_groups(shown), newest, paging, actions.KEPT.days)
    return show(request, "workbench/notices/list.html", page)


def _groups(found: list[NoticeFacts]) -> tuple[Group, ...]:
    kept: dict[tuple[bool, int], list[NoticeFacts]] = {}
    for one in found:
        kept.setdefault((one.read_at is not None, one.case_id or -one.id), []).append(one)
    return tuple(_group(told) for told in kept.values())


def _group(told: list[NoticeFacts]) -> Group:
    first = told[0]
    title = " ".join((first.about, first.case_title)) if first.about else first.body
    return Group(
        title, f"{HOME}/{first.id}" if first.href else "", first.hidden, first.read_at is not None, tuple(told)
    )


def _mark(last: NoticeFacts | None) -> str:
    """The place after a notice as the address tells it: `12` among the unread, `12_1772415600.5` among the others."""
    if last is None:
        return ""
    return f"{last.id}_{last.read_at.timestamp():.6f}" if last.read_at else str(last.id)


def _place(text: str) -> Place | None:
    number, _, moment = text.partition("_")
    if not number.isdecimal() or len(number) > 18:
        return None
    try:
        return Place(datetime.fromtimestamp(float(moment), UTC) if moment else None, int(number))
    except (ValueError, OverflowError, OSError):
        return None


@staff
def opened(request: Asked, notice_id: int) -> HttpResponse:
    """`/desk/notices/ID`: to what it tells of; the notice is read then, and older ones of the same case with it."""
    href = queries.href(request.actor, notice_id)
    actions.opened(notice_id, by=request.actor, at=request.at)
    return onward(request, href)


@staff
def read(request: Asked) -> HttpResponse:
    """`/desk/notices/read`: one is read (`one`), all up to one are (`all`), or one is unread again (`again`)."""
    if request.method != "POST":
        return onward(request, HOME)
    one, through, again = (_number(request.POST.get(name, "")) for name in ("one", "all", "again"))
    if one:
        actions.opened(one, by=request.actor, at=request.at)
        return onward(request, HOME)
    if again:
        actions.unread(again, by=request.actor)
        return onward(request, HOME)
    count = actions.read_all(through, by=request.actor, at=request.at)
    return onward(request, HOME, Notice("done", words("notices.read_all_done", n=count)))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0
