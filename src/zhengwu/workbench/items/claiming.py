"""Lines of the base catalogue (基本目录) and which of them a body has taken over (认领); one taken over now."""

from django.http import HttpResponse

from zhengwu.records.items import actions as items
from zhengwu.records.items import entries
from zhengwu.records.items.actions import MANAGE
from zhengwu.records.items.entries import EntryFacts
from zhengwu.records.troubles import missing
from zhengwu.statute.catalogue import Record
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.parts.tables import Column, Fact, Paging, Table
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.administration.deeds import Deed, Done, carry_out
from zhengwu.workbench.items.place import HOME, at_item
from zhengwu.workbench.items.register import Register, answered, whose
from zhengwu.workbench.items.telling import named
from zhengwu.workbench.items.writing import code_choices

HEADS = ("code", "name", "type", "taken")
WHOLE = 5000


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/items/claim`: the lines, and which the body has."""
    here = whose(request, MANAGE)
    after = str(request.GET.get("after", ""))[:12]
    found = entries.listed(here.id, after=after, most=WHOLE if "format" in request.GET else 50)
    rows = tuple(
        (one.code, one.name, named("item_type", one.type),
         Link(at_item(one.taken), words("items.claim.there")) if one.taken
         else Link(f"/desk/items/claim/{one.code}?body={here.id}", words("items.claim.take")))
        for one in found.rows
    )  # fmt: skip
    query = {"body": str(here.id)}
    page = Register(
        words("items.claim.title"),
        words("items.claim.lead", body=here.name),
        "/desk/items/claim",
        Table(words("items.claim.title"), tuple(Column(words(f"items.claim.{key}")) for key in HEADS), rows),
        (words("items.claim.empty"), words("items.claim.empty_how")),
        crumbs=(HOME,),
        filters=here.filter,
        paging=Paging(found.after, not after, query),
        query=query,
    )
    return answered(request, page)


@staff
@once
def take(request: Asked, code: str) -> HttpResponse:
    """`/desk/items/claim/CODE`: takes a line over as an item with a draft."""
    here = whose(request, MANAGE)
    found = next((one for one in entries.listed(here.id, words=code[:12]).rows if one.code == code), None)
    if found is None:
        raise missing(items.ENTRY, where="code")
    form = Form((
        Field("name", words("items.field.item.name"), most=300),
        Field("action", words("items.field.item.action"), "select", choices=code_choices("action")),
        Field("level", words("items.field.item.level"), "select", choices=code_choices("level")),
    ))  # fmt: skip
    touched = (Fact(words("items.claim.code"), found.code), Fact(words("items.column.body"), here.name))
    deed = Deed(
        words("items.claim.take"), words("items.claim.about"), words("items.claim.take"),
        (HOME, Link(f"/desk/items/claim?body={here.id}", words("items.claim.title"))), form, touched,
        initial={"name": found.name, "action": "new", "level": "county"},
    )  # fmt: skip

    def act(filled: Filled) -> Done:
        made = items.create(here.id, _record(found, filled), entry_id=found.id, by=request.actor, at=request.at)
        return Done(f"{at_item(made.item_id)}/edit", words("items.new.done", name=filled["name"]))

    return carry_out(request, deed, act)


def _record(found: EntryFacts, filled: Filled) -> Record:
    return Record(
        filled["name"], found.type, filled["action"], catalog_code=found.code, main=found.name, level=filled["level"]
    )
