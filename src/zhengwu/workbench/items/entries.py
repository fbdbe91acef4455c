"""The base catalogue (基本目录) as a list, and one line of it with the items that carry it out and how they differ."""

import orjson
from django.http import HttpResponse

from zhengwu.records.documents.actions import Copy
from zhengwu.records.items import browsing, desk, entries, queries
from zhengwu.records.items.actions import MANAGE
from zhengwu.records.items.entries import Standard
from zhengwu.records.items.queries import Held
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, missing
from zhengwu.statute.catalogue import codes, lines
from zhengwu.statute.catalogue.differing import Difference
from zhengwu.statute.catalogue.model import CatalogueLine
from zhengwu.statute.catalogue.written import written as as_said
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.links import Link
from zhengwu.ui.parts.tables import Column, Fact, Filter, Paging, Table
from zhengwu.visits import Asked
from zhengwu.workbench.downloads import sent
from zhengwu.workbench.items.listing import KIND, MEDIA, TEXT, reader, tabs, written
from zhengwu.workbench.items.place import at_item
from zhengwu.workbench.items.register import Register, answered
from zhengwu.workbench.items.telling import joined, named
from zhengwu.workbench.items.writing import code_choices

TO = "/desk/items/base"
HOME = Link(TO, words("items.tab.base"))
PAGE, WHOLE = 50, 20_000
HEADS = ("code", "name", "type", "levels", "carried")
OF_ITEM = tuple(
    words(f"items.{key}")
    for key in ("standard.body", "standard.item", "column.code", "standard.level", "standard.differs")
)


def imports(actor: Actor) -> bool:
    """Whether somebody may bring lines: who looks after the bodies below."""
    return bool(actor.reach(MANAGE).paths or actor.reach(MANAGE).everything)


@staff
def listing(request: Asked) -> HttpResponse:
    """`/desk/items/base`: the lines in force by code; with `format`, as a file that can be brought back."""
    actor = reader(request.actor)
    text = str(request.GET.get("q", "")).strip()[:TEXT]
    type_ = str(request.GET.get("type", ""))
    type_ = type_ if type_ in codes("item_type") else ""
    if "format" in request.GET:
        return _file(request, text, type_)
    after = str(request.GET.get("after", ""))[:12]
    found = entries.browsed(words=text, type_=type_, after=after, most=PAGE)
    carrying = browsing.directory(request.on, at=request.at).carrying
    rows = tuple(
        (one.line.code, Link(f"{TO}/{one.line.code}", same(one.line.name)), named("item_type", one.line.type),
         _levels(one), len(carrying.get(one.line.code, ())))
        for one in found.rows
    )  # fmt: skip
    query = {"q": text, "type": type_}
    bring = Link(f"{TO}/import", words("items.standard.bring"))
    how = "empty_how" if imports(actor) else "empty_wait"
    page = Register(
        words("items.tab.base"),
        words("items.standard.lead"),
        TO,
        Table(words("items.tab.base"), tuple(Column(words(f"items.standard.{key}")) for key in HEADS), rows),
        (words("items.no_match"), words("items.no_match_how")) if text or type_
        else (words("items.standard.empty"), words(f"items.standard.{how}")),
        tabs("base"),
        actions=(bring,) if imports(actor) else (),
        filters=(Filter("type", words("items.standard.type"), code_choices("item_type"), type_),),
        paging=Paging(found.after, not after, query),
        query=query,
        search=(words("items.standard.search"), text),
    )  # fmt: skip
    return answered(request, page)


def _levels(one: Standard) -> Words:
    return joined([named("level", key) for key in one.line.levels]) or words("items.standard.all_levels")


def _file(request: Asked, text: str, type_: str) -> HttpResponse:
    kind = str(request.GET["format"])
    if kind not in MEDIA:
        raise missing(KIND, where="format")
    there = [one.line for one in entries.browsed(words=text, type_=type_, most=WHOLE).rows]
    if kind == "json":
        content = as_json(there)
    else:
        heads, *rows = lines.written(there).rows
        content = written(kind, lines.SHEET, list(heads), rows)
    return sent(Copy(content, MEDIA[kind], f"{lines.SHEET}-{request.on}.{kind}"))


def as_json(there: list[CatalogueLine]) -> bytes:
    """Lines as JSON, which can be brought back."""
    return orjson.dumps([as_said(one) for one in there], option=orjson.OPT_INDENT_2)


@staff
def one(request: Asked, code: str) -> HttpResponse:
    """`/desk/items/base/CODE`: a line, and the items in use that carry it out."""
    actor, found = reader(request.actor), entries.standard(code)
    ids = browsing.directory(request.on, at=request.at).carrying.get(found.line.code, ())
    after = str(request.GET.get("after", ""))
    begin = ids.index(int(after)) + 1 if after.isascii() and after.isdecimal() and int(after[:18]) in ids else 0
    most = WHOLE if "format" in request.GET else PAGE
    shown = ids[begin : begin + most]
    held = queries.holding_many(shown, request.on)
    there = [held[one] for one in shown if one in held]
    mine = desk.readable(actor, shown)
    title = same(found.line.name)
    page = Register(
        title,
        words("items.standard.one_lead", n=len(ids)),
        f"{TO}/{found.line.code}",
        Table(title, tuple(Column(one) for one in OF_ITEM),
              tuple(_row(found, one, mine) for one in there)),
        (words("items.standard.nobody"), words("items.standard.nobody_how")),
        crumbs=(Link("/desk/items", words("items.title")), HOME),
        facts=_facts(found),
        paging=Paging(str(shown[-1]) if begin + most < len(ids) else "", not begin, {}),
    )  # fmt: skip
    return answered(request, page)


def _facts(found: Standard) -> tuple[Fact, ...]:
    line = found.line
    said = {
        "code": same(line.code),
        "main": same(found.main) if found.main else None,
        "type": named("item_type", line.type),
        "levels": _levels(found),
        "basis": same(line.basis) if line.basis else None,
        "since": found.since,
        "until": found.until,
    }
    return tuple(Fact(words(f"items.standard.{key}"), value) for key, value in said.items() if value is not None)


def _row(found: Standard, one: Held, mine: frozenset[int]) -> tuple[object, ...]:
    """An item; who may not read it at the desk is led to its guide."""
    to = at_item(one.item_id) if one.item_id in mine else f"/services/{one.item_id}"
    differs = [differing(each) for each in lines.departures(found.line, one.record)]
    said = joined(differs) or words("items.standard.same")
    return same(one.body_name), Link(to, same(one.name)), one.code, named("level", one.record.level), said


def differing(one: Difference) -> Words:
    """A difference in a line: what, how the catalogue says it, how the item."""
    return words(f"items.standard.departs.{one.path}", before=one.before, after=one.after)
