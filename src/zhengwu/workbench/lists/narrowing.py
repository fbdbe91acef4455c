"""What a list is narrowed to: read from the address, told as chips that can be taken away, asked of the records."""

from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from django.http import QueryDict

from zhengwu.records.cases import lights
from zhengwu.records.cases.wanted import Wanted
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words
from zhengwu.statute.procedures import procedure
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.forms import Choice
from zhengwu.workbench.naming import chosen, outcome, procedure_choices, procedure_name, stage

TABS = ("mine", "unit", "soon", "promise", "late", "waiting", "approve", "open", "all")
ORDERS = ("received", "-received", "number", "-number")
CHANNELS = ("counter", "registered_mail", "ordinary_mail", "online", "fax", "oral")
NOBODY = "nobody"  # among the handlers: not given to anybody
LONGEST = 60
DAYS = ("received_from", "received_to", "due_from", "due_to")
IDS = ("body", "unit", "handler", "wording")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the address asks for; whatever makes no sense in it is left out. Days are as they are sent."""

    tab: str = ""
    q: str = ""
    procedure: str = ""
    state: str = ""
    outcome: str = ""
    channel: str = ""
    body: str = ""
    unit: str = ""
    handler: str = ""
    wording: str = ""
    received_from: str = ""
    received_to: str = ""
    due_from: str = ""
    due_to: str = ""
    sort: str = ""

    def query(self) -> dict[str, str]:
        """What is set, by its name in the address."""
        return {one.name: getattr(self, one.name) for one in fields(self) if getattr(self, one.name)}

    def address(self, **other: str) -> str:
        """The address of the list with something else in it; "" takes it away."""
        return "/desk/?" + urlencode({name: value for name, value in (self.query() | other).items() if value})

    def day(self, name: str) -> date | None:
        """A day of it."""
        return date.fromisoformat(getattr(self, name)) if getattr(self, name) else None

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The names of what is set beside tab and order."""
        return tuple(name for name in self.query() if name not in ("tab", "sort"))

    @property
    def countable(self) -> bool:
        """Whether an index leads to what is asked for, so that it can be counted on every page."""
        return not {"q", "channel", "received_from", "received_to"} & set(self.narrowed)


def asked(sent: QueryDict | dict[str, str]) -> Narrowing:
    """What an address asks for."""
    typed = {one.name: str(sent.get(one.name, "")).strip()[:LONGEST].replace("\0", "") for one in fields(Narrowing)}
    rules = {choice.value for choice in procedure_choices()}
    known = typed["procedure"] if typed["procedure"] in rules else ""
    kept = {name: typed[name] for name in DAYS if is_day(typed[name])}
    kept |= {name: typed[name] for name in IDS if typed[name].isdecimal() and len(typed[name]) < 16}
    kept |= {"handler": NOBODY} if typed["handler"] == NOBODY else {}
    of = procedure(known or "information_request")
    kept |= {"state": typed["state"]} if typed["state"] in {one.key for one in of.states} else {}
    kept |= {"outcome": typed["outcome"]} if of.outcome(typed["outcome"]) else {}
    kept |= {"channel": typed["channel"]} if typed["channel"] in CHANNELS else {}
    kept |= {"sort": typed["sort"]} if typed["sort"] in ORDERS else {}
    tab = typed["tab"] if typed["tab"] in TABS else ""
    return Narrowing(tab=tab, q=typed["q"], procedure=known, **kept)


def of_query(query: str) -> Narrowing:
    """The same of an address that was saved."""
    return asked(dict(parse_qsl(query)))


def with_tab(one: Narrowing, actor: Actor) -> Narrowing:
    """The same with a tab: the one asked for, all where something is looked for, else the one of the post."""
    if one.tab:
        return one
    posts = {held.post for held in actor.appointments}
    first = "mine" if "handler" in posts else "approve" if "reviewer" in posts else "open"
    return replace(one, tab="all" if one.narrowed else first)


def wanted(one: Narrowing, actor: Actor, on: date) -> Wanted:
    """The same as the records are asked."""
    base = tab_of(one.tab, actor, on)
    since, through = one.day("due_from"), one.day("due_to")
    return replace(
        base,
        text=one.q,
        procedure=one.procedure,
        state=one.state,
        outcome=one.outcome,
        channel=one.channel,
        body_id=int(one.body) if one.body else None,
        unit_id=int(one.unit) if one.unit else None,
        handler_id=int(one.handler) if one.handler.isdecimal() else base.handler_id,
        unassigned=one.handler == NOBODY,
        wording_id=int(one.wording) if one.wording else None,
        received_since=one.day("received_from"),
        received_through=one.day("received_to"),
        due_since=max((day for day in (base.due_since, since) if day), default=None),
        due_through=min((day for day in (base.due_through, through) if day), default=None),
    )


def tab_of(tab: str, actor: Actor, on: date) -> Wanted:
    """Which cases a tab shows."""
    match tab:
        case "mine":
            return Wanted(handler_id=actor.id or 0, is_open=True)
        case "unit":
            return Wanted(unit_ids=tuple(held.unit_id for held in actor.appointments if held.unit_id), is_open=True)
        case "soon":
            return Wanted(due_since=on, due_through=lights.soon_through(on), is_open=True)
        case "promise":
            return lights.near_promise(on)
        case "late":
            return Wanted(late_on=on, is_open=True)
        case "waiting":
            return Wanted(waiting=True)
        case "approve":
            return Wanted(proposed=True)
        case "open":
            return Wanted(is_open=True)
    return Wanted()


def tabs_of(actor: Actor) -> tuple[str, ...]:
    """The tabs that somebody has a use for."""
    posts = {held.post for held in actor.appointments}
    return tuple(
        name
        for name in TABS
        if (name != "mine" or posts & {"handler", "reviewer", "head"})
        and (name != "unit" or any(held.unit_id for held in actor.appointments))
    )


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that the list is narrowed to, and the address of the list without it."""

    label: Words
    value: Words
    href: str


def chips(one: Narrowing, names: dict[str, str]) -> tuple[Chip, ...]:
    """What is set, in words. `names` are those of the body, unit and handler chosen, by `body`, `unit`, `handler`."""
    return tuple(
        Chip(words(f"inbox.filter.{name}"), _said(one, name, names), one.address(**{name: ""})) for name in one.narrowed
    )


def _said(one: Narrowing, name: str, names: dict[str, str]) -> Words:
    value = getattr(one, name)
    rules = one.procedure or "information_request"
    match name:
        case "procedure":
            return procedure_name(value)
        case "state":
            return stage(rules, value)
        case "outcome":
            return outcome(rules, value)
        case "channel":
            return chosen("channel", value)
        case "handler" if value == NOBODY:
            return words("inbox.nobody")
    return same(names.get(name, value))


def outcome_choices(procedure_key: str) -> tuple[Choice, ...]:
    """The outcomes of a procedure, or of requests where none is named."""
    named = procedure(procedure_key or "information_request").outcomes
    return tuple(Choice(one.key, Words(*one.name)) for one in named)


def is_day(text: str) -> bool:
    """Whether a text is a day such as 2026-03-02."""
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
