"""The inbox: what waits for me, for my unit, for others, for approval; the most urgent first, page by page."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from zhengwu.records.cases import alike, lights, queries
from zhengwu.records.cases.alike import Group
from zhengwu.records.cases.queries import Line, Place
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.organs import queries as organs
from zhengwu.records.people import colleagues
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words
from zhengwu.statute.calendar import national
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.dates import left_until
from zhengwu.ui.parts.lights import Light
from zhengwu.ui.parts.tables import Filter, Paging, Tab
from zhengwu.visits import Asked
from zhengwu.workbench.naming import procedure_choices, procedure_name, stage, stage_choices

TABS = ("mine", "unit", "soon", "late", "waiting", "approve", "open", "all")
PAGE = 40
MOST = 1_000  # a count beyond it is told as "more than"


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the list. `more` counts the others on this page in the same words, which stand behind `group`."""

    id: int
    number: str
    procedure: Words
    title: str
    applicant: str
    stage: Words
    light: Light
    due_on: date | None
    provisional: bool
    body: str
    handler: str
    more: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """Open requests in the same words, as one line of work."""

    href: str
    text: str
    open: int
    body: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The tabs, the filters, the rows, and how the list goes on. `narrowed`: a filter is set."""

    tab: str
    tabs: tuple[Tab, ...]
    filters: tuple[Filter, ...]
    text: str
    rows: tuple[Row, ...]
    paging: Paging
    groups: tuple[Alike, ...]
    many_bodies: bool
    narrowed: bool


@staff
def inbox(request: Asked) -> HttpResponse:
    """The list of one tab."""
    actor = request.actor
    if not actor.reach("case.read"):
        return onward(request, "/desk/administration" if actor.reach("people.read") else "/desk/me")
    tab = _tab(request, actor)
    asked = _asked(request)
    wanted = _narrowed(tab_of(tab, actor, request.on), asked)
    found = queries.inbox(actor, wanted, after=_place(asked["after"]), limit=PAGE + 1)
    rows, following = found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None
    bodies = organs.tree(actor) if _is_above(actor) else ()
    names = _body_names(bodies)
    page = InboxPage(
        tab=tab,
        tabs=_tabs(actor, tab, request.on),
        filters=_filters(asked, names),
        text=asked["q"],
        rows=rows_of(rows, names, request.on),
        paging=Paging(_mark(following), not asked["after"], {"tab": tab, **asked}),
        groups=_groups(actor, names) if tab in ("open", "unit") and not any(asked.values()) else (),
        many_bodies=len(names) > 1,
        narrowed=any(value for key, value in asked.items() if key != "after"),
    )
    return show(request, "workbench/inbox.html", page)


def tab_of(tab: str, actor: Actor, on: date) -> Wanted:
    """Which cases a tab shows."""
    soon = lights.soon_through(on)
    match tab:
        case "mine":
            return Wanted(handler_id=actor.id or 0, is_open=True)
        case "unit":
            return Wanted(unit_ids=tuple(held.unit_id for held in actor.appointments if held.unit_id), is_open=True)
        case "soon":
            return Wanted(due_since=on, due_through=soon, is_open=True)
        case "late":
            return Wanted(late_on=on, is_open=True)
        case "waiting":
            return Wanted(waiting=True)
        case "approve":
            return Wanted(proposed=True)
        case "open":
            return Wanted(is_open=True)
    return Wanted()


def rows_of(found: list[Line], names: dict[int, str], on: date) -> tuple[Row, ...]:
    """The lines as they are shown; those of one wording stand together under the first of them."""
    people = colleagues.names(line.handler_id for line in found if line.handler_id)
    soon = lights.soon_through(on)
    first: dict[int, int] = {}
    rows: list[Row] = []
    for line in found:
        at = first.get(line.wording_id) if line.wording_id and (line.alike or 0) > 1 else None
        if at is not None:
            rows[at] = replace(rows[at], more=rows[at].more + 1, group=f"/desk/?tab=all&wording={line.wording_id}")
            continue
        if line.wording_id:
            first[line.wording_id] = len(rows)
        rows.append(_row(line, names, people, on, soon))
    return tuple(rows)


def _row(line: Line, names: dict[int, str], people: dict[int, str], on: date, soon: date) -> Row:
    kind = lights.light(line, on, soon)
    due = line.due_on or line.waits_until
    days = left_until(national(), on, line.due_on) if line.due_on and line.is_open else None
    return Row(
        line.id,
        line.number,
        procedure_name(line.procedure),
        line.title,
        line.applicant_name,
        stage(line.procedure, line.state),
        Light(kind, days),  # type: ignore[arg-type]
        due if line.is_open else None,
        line.provisional,
        names.get(line.body_id, ""),
        people.get(line.handler_id or 0, ""),
    )


def _tab(request: HttpRequest, actor: Actor) -> str:
    asked = request.GET.get("tab", "")
    if asked in TABS:
        return asked
    if any(request.GET.get(name) for name in ("q", "procedure", "state", "body", "wording")):
        return "all"
    posts = {held.post for held in actor.appointments}
    if "handler" in posts:
        return "mine"
    return "approve" if posts & {"reviewer"} else "open"


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the address asks for; a procedure that does not exist is none."""
    names = ("q", "procedure", "state", "body", "wording", "after")
    asked = {name: request.GET.get(name, "").strip()[:60] for name in names}
    known = {choice.value for choice in procedure_choices()}
    return {**asked, "procedure": asked["procedure"] if asked["procedure"] in known else ""}


def _narrowed(wanted: Wanted, asked: dict[str, str]) -> Wanted:
    return replace(
        wanted,
        text=asked["q"],
        procedure=asked["procedure"],
        state=asked["state"],
        body_id=_number(asked["body"]),
        wording_id=_number(asked["wording"]),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 16 else None


def _place(text: str) -> Place | None:
    day, _, number = text.partition("_")
    try:
        return (date.fromisoformat(day), int(number)) if number.isdecimal() and len(number) < 19 else None
    except ValueError:
        return None


def _mark(line: Line | None) -> str:
    return f"{line.sort_on.isoformat()}_{line.id}" if line else ""


def _tabs(actor: Actor, here: str, on: date) -> tuple[Tab, ...]:
    posts = {held.post for held in actor.appointments}
    shown = [
        name
        for name in TABS
        if (name != "mine" or posts & {"handler", "reviewer", "head"})
        and (name != "unit" or any(held.unit_id for held in actor.appointments))
    ]
    counted = {name: queries.count(actor, tab_of(name, actor, on), most=MOST) for name in shown if name != "all"}
    return tuple(
        Tab("?" + urlencode({"tab": name}), words(f"inbox.tabs.{name}"), name == here, counted.get(name))
        for name in shown
    )


def _is_above(actor: Actor) -> bool:
    return bool(actor.reach("case.read").paths) or len({held.body_id for held in actor.appointments}) > 1


def _body_names(bodies: tuple[organs.Branch, ...]) -> dict[int, str]:
    found: dict[int, str] = {}
    for branch in bodies:
        found[branch.body.id] = branch.body.short_name or branch.body.name
        found |= _body_names(branch.below)
    return found


def _filters(asked: dict[str, str], names: dict[int, str]) -> tuple[Filter, ...]:
    found = [
        Filter("procedure", words("inbox.filter.procedure"), procedure_choices(), asked["procedure"]),
        Filter("state", words("inbox.filter.state"), stage_choices(asked["procedure"]), asked["state"]),
    ]
    if len(names) > 1:
        bodies = tuple(Choice(str(pk), same(name)) for pk, name in names.items())
        found.append(Filter("body", words("inbox.filter.body"), bodies, asked["body"]))
    return tuple(found)


def _groups(actor: Actor, names: dict[int, str]) -> tuple[Alike, ...]:
    return tuple(_alike(one, names) for one in alike.groups(actor, least=3, limit=5))


def _alike(one: Group, names: dict[int, str]) -> Alike:
    href = f"/desk/?tab=open&wording={one.wording_id}"
    return Alike(href, one.text[:80], one.open, names.get(one.body_id, ""), one.first_due_on)
