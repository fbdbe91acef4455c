"""The simplification list (简化审批事项清单): five kinds with their totals; lines added and taken off."""

from django.http import HttpResponse

from zhengwu.records.items import simplifying
from zhengwu.records.items.actions import MANAGE
from zhengwu.records.items.simplifying import Simpler
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.catalogue import codes
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.parts.figures import Figure
from zhengwu.ui.parts.tables import Column, Filter, Paging, Table
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import Deed, Done, carry_out
from zhengwu.workbench.items.listing import bodies_of, tabs
from zhengwu.workbench.items.register import Register, answered, manages, whose
from zhengwu.workbench.items.telling import named
from zhengwu.workbench.items.writing import code_choices

HOME = Link("/desk/simplified", words("items.tab.simplified"))
PAGE, WHOLE = 50, 5000
LINE = Words("这一条", "line")


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/simplified`."""
    here = whose(request)
    kind = str(request.GET.get("kind", ""))
    kind = kind if kind in codes("simplification") else ""
    after = str(request.GET.get("after", ""))
    first = int(after) if after.isdecimal() and len(after) < 16 else 0
    most = WHOLE if "format" in request.GET else PAGE
    found = simplifying.listed(here.path, request.on, kind=kind, after=first, most=most)
    totals = simplifying.totals(here.path, request.on)
    may = manages(request.actor, MANAGE, here)
    rows = tuple(
        (Link(f"/desk/items/{one.item_id}", one.name) if one.item_id else one.name,
         named("simplification", one.kind), one.before, one.after, one.basis, one.since,
         Link(f"/desk/simplified/{one.id}/end", words("items.simpler.end")) if may else None)
        for one in found.rows
    )  # fmt: skip
    heads = ("name", "kind", "before", "after", "basis", "since", "deed")
    columns = tuple(Column(words(f"items.simpler.{key}")) for key in (heads if may else heads[:-1]))
    query = {"body": str(here.id), "kind": kind}
    unit = words("items.simpler.unit")
    tiles = [Figure(sum(totals.values()), unit, words("items.simpler.all"), f"/desk/simplified?body={here.id}")]
    tiles += [Figure(count, unit, named("simplification", key), f"/desk/simplified?body={here.id}&kind={key}")
              for key, count in totals.items()]  # fmt: skip
    page = Register(
        words("items.tab.simplified"),
        words("items.simpler.lead"),
        "/desk/simplified",
        Table(words("items.tab.simplified"), columns, rows if may else tuple(row[:-1] for row in rows)),
        (words("items.simpler.empty"), words("items.simpler.empty_how")),
        tabs("simplified"),
        tiles=tuple(tiles),
        actions=(Link(f"/desk/simplified/new?body={here.id}", words("items.simpler.add")),) if may else (),
        filters=(*here.filter, Filter("kind", words("items.simpler.kind"), code_choices("simplification"), kind)),
        paging=Paging(found.after, not first, query),
        query=query,
    )
    return answered(request, page)


@staff
@once
def add(request: Asked) -> HttpResponse:
    """`/desk/simplified/new`: several items at once, one a line."""
    here = whose(request, MANAGE)
    form = Form((
        Field("body", words("items.column.body"), "select", choices=bodies_of(request.actor, MANAGE)),
        Field("kind", words("items.simpler.kind"), "select", choices=code_choices("simplification")),
        Field("names", words("items.simpler.names"), "textarea", words("items.simpler.names_hint"), most=9_000),
        Field("before", words("items.simpler.before"), required=False),
        Field("after", words("items.simpler.after"), required=False),
        Field("basis", words("items.simpler.basis"), required=False, most=300),
        Field("since", words("items.simpler.since"), "date"),
    ))  # fmt: skip
    initial = {"body": str(here.id), "since": request.on.isoformat()}
    deed = Deed(words("items.simpler.add"), words("items.simpler.about"), words("items.simpler.add"), (HOME,), form,
                initial=initial)  # fmt: skip

    def act(filled: Filled) -> Done:
        names = [line.strip() for line in filled["names"].splitlines() if line.strip()]
        since = filled.day("since") or request.on
        lines = [
            Simpler(name, filled["kind"], since, None, filled["before"], filled["after"], filled["basis"])
            for name in names
        ]
        made = simplifying.add(int(filled["body"]), lines, by=request.actor, at=request.at)
        return Done(f"/desk/simplified?body={filled['body']}", words("items.simpler.added", n=made))

    return carry_out(request, deed, act)


@staff
@once
def end(request: Asked, line_id: int) -> HttpResponse:
    """`/desk/simplified/LINE/end`: takes a line off after a day."""
    if not request.actor.reach(MANAGE):
        raise missing(LINE, where="line_id")
    form = Form((Field("until", words("items.simpler.until"), "date"),))
    deed = Deed(words("items.simpler.end"), words("items.simpler.end_about"), words("items.simpler.end"), (HOME,), form,
                grave=True, initial={"until": request.on.isoformat()})  # fmt: skip

    def act(filled: Filled) -> Done:
        simplifying.end(line_id, filled.day("until") or request.on, by=request.actor, at=request.at)
        return Done(HOME.href, words("items.simpler.ended"))

    return carry_out(request, deed, act)
