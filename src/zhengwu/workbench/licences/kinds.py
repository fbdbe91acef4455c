"""Kinds of licences: the list, a new one, one changed, and those that are shipped put on file."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.licences import kinds
from zhengwu.records.licences.kinds import Describing, Kind
from zhengwu.records.troubles import Words, forbidden, invalid
from zhengwu.statute.licences.kinds import shipped
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Column, Table
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import NOTHING, Deed, Done, carry_out
from zhengwu.workbench.licences.listing import HOME

KINDS = Link("/desk/licences/kinds", words("licences.kinds.title"))
CRUMBS = (HOME, KINDS)


@dataclass(frozen=True, slots=True)
class KindsPage:
    """The kinds; whether who looks may change them, and how many of those that are shipped are not there yet."""

    table: Table
    manages: bool
    more: int


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/licences/kinds`."""
    manages = bool(request.actor.reach(kinds.RIGHT))
    found = kinds.listed()
    heads = ("kind", "kinds.code", "kinds.months", "kinds.pattern", "kinds.definer")
    columns = tuple(Column(words(f"licences.{name}"), numeric=name == "kinds.months") for name in heads)
    rows = tuple(_row(one, manages) for one in found)
    there = {one.key for one in found}
    more = sum(one.key not in there for one in shipped())
    page = KindsPage(Table(words("licences.kinds.title"), columns, rows), manages, more)
    return show(request, "workbench/licences/kinds.html", page)


def _row(one: Kind, manages: bool) -> tuple[object, ...]:
    closed = Words("（已停用）", " (closed)") if one.until else Words("", "")
    name = Words(one.name + closed.zh, one.name + closed.en)
    months = one.months if one.months is not None else words("licences.desk.always")
    shown = Link(f"{KINDS.href}/{one.key}", name) if manages else name
    return (shown, one.code, months, one.number_pattern, one.definer_name)


@staff
@once
def add(request: Asked) -> HttpResponse:
    """`/desk/licences/kinds/new`."""
    body_id = _own(request)
    title = words("licences.kinds.add")
    initial = {"pattern": kinds.PATTERN}
    told = Deed(title, words("licences.kinds.add_about"), title, CRUMBS, Form((KEY, *FIELDS)), initial=initial)

    def do(filled: Filled) -> Done:
        kinds.define(_said(filled, filled["key"]), body_id, by=request.actor, at=request.at, on=request.on)
        return Done(KINDS.href, words("licences.kinds.saved", name=filled["name"]))

    return carry_out(request, told, do)


@staff
@once
def change(request: Asked, key: str) -> HttpResponse:
    """`/desk/licences/kinds/KEY`: changes what is printed on new ones, and how long they hold."""
    body_id, one = _own(request), kinds.one(key)
    title = words("licences.kinds.change")
    initial = {
        "name": one.name,
        "fields": "\n".join(one.fields),
        "months": str(one.months or ""),
        "pattern": one.number_pattern,
        "until": one.until.isoformat() if one.until else "",
    }
    until = Field("until", words("licences.kinds.until"), "date", words("licences.kinds.until_hint"), required=False)
    told = Deed(title, words("licences.kinds.change_about"), words("licences.kinds.save"), CRUMBS,
                Form((*FIELDS, until)), initial={name: value for name, value in initial.items() if value})  # fmt: skip

    def do(filled: Filled) -> Done:
        kinds.amend(key, _said(filled, key), body_id, by=request.actor, at=request.at)
        return Done(KINDS.href, words("licences.kinds.saved", name=filled["name"]))

    return carry_out(request, told, do)


@staff
@once
def ship(request: Asked) -> HttpResponse:
    """`/desk/licences/kinds/ship`: puts the shipped kinds on file that are not there yet."""
    body_id = _own(request)
    title = words("licences.kinds.ship")
    told = Deed(title, words("licences.kinds.ship_about"), title, CRUMBS, NOTHING)

    def do(_filled: Filled) -> Done:
        count = kinds.ship(body_id, by=request.actor, at=request.at, on=request.on)
        return Done(KINDS.href, words("licences.kinds.shipped", n=count))

    return carry_out(request, told, do)


KEY = Field("key", words("licences.kinds.key"), hint=words("licences.kinds.key_hint"), most=40, width=20)
FIELDS = (
    Field("name", words("licences.kinds.name"), most=100),
    Field("fields", words("licences.kinds.fields"), "textarea", words("licences.kinds.fields_hint"), required=False,
          most=1000, rows=6),
    Field("months", words("licences.kinds.months"), "number", words("licences.kinds.months_hint"), required=False,
          most=4, width=4),
    Field("pattern", words("licences.kinds.pattern"), hint=words("licences.kinds.pattern_hint"), most=60, width=20),
)  # fmt: skip


def _said(filled: Filled, key: str) -> Describing:
    lines = tuple(line.strip() for line in filled["fields"].split("\n") if line.strip())
    months = filled.number("months") if filled["months"] else None
    if months is not None and not 0 < months <= kinds.MOST_MONTHS:
        raise invalid("invalid_value", "有效期为1至1200个月。", "1 to 1200 months.", where="months")
    return Describing(key, filled["name"], lines, months, filled["pattern"], until=filled.day("until"))


def _own(request: Asked) -> int:
    """The body for which somebody defines kinds: the first one in which they may. Raises Trouble: forbidden."""
    for held in request.actor.appointments:
        if request.actor.may(kinds.RIGHT, held.body_id, held.path):
            return held.body_id
    raise forbidden(kinds.RIGHT)
