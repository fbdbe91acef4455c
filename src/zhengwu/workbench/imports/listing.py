"""`/desk/imports`: what was brought, the newest first."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.publications.importing import desk
from zhengwu.records.publications.importing.runs import RIGHT
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Column, Filter, Paging, Table
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import number

PAGE = 20
STATES = ("read", "waiting", "running", "stopped", "done", "discarded", "withdrawing", "withdrawn")
COLUMNS = (
    Column(words("imports.column.name")),
    Column(words("imports.column.body")),
    Column(words("imports.column.state")),
    Column(words("imports.column.rows"), numeric=True),
    Column(words("imports.column.made"), numeric=True),
    Column(words("imports.column.faulty"), numeric=True),
    Column(words("imports.column.by")),
    Column(words("imports.column.at")),
)


@dataclass(frozen=True, slots=True)
class ListPage:
    """The imports as a table; `brings`: who may bring a file."""

    table: Table
    filters: tuple[Filter, ...]
    paging: Paging
    brings: bool


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/imports`."""
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    after = number(request.GET.get("after", ""))
    found = desk.listed(request.actor, state=state, after=after, most=PAGE + 1)
    rows = tuple(
        (
            Link(f"/desk/imports/{one.id}", same(one.name)), one.body, words(f"imports.state.{one.state}"),
            one.rows or one.expected, one.made, one.faulty, one.by, one.at,
        )
        for one in found[:PAGE]
    )  # fmt: skip
    choices = tuple(Choice(one, words(f"imports.state.{one}")) for one in STATES)
    page = ListPage(
        Table(words("imports.list"), COLUMNS, rows),
        (Filter("state", words("imports.column.state"), choices, state),),
        Paging(str(found[PAGE - 1].id) if len(found) > PAGE else "", after is None, {"state": state}),
        bool(request.actor.reach(RIGHT)),
    )
    return show(request, "workbench/imports/list.html", page)
