"""`/desk/bundles/offers/…`: a bundle, its parts and the items that stand for them; made, changed, published, ended."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import HttpResponse

from zhengwu.records.bundles import files, offering, offers
from zhengwu.records.bundles.files import Brought
from zhengwu.records.bundles.shown import Bound, Offered
from zhengwu.records.staffing import directory
from zhengwu.records.troubles import Trouble, Words, forbidden
from zhengwu.statute.bundles import Bundle, layers, shipped, waits_of
from zhengwu.statute.bundles.model import Node
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.bundles.listing import reader, within

ITEM, LONGEST, MANY_BODIES = "item-", 100_000, 300
HOME = "/desk/bundles/offers"


@dataclass(frozen=True, slots=True)
class Line:
    """A part in the graph, with the item that stands for it, if any."""

    node: Node
    bound: Bound | None
    after: str


@dataclass(frozen=True, slots=True)
class BundlePage:
    """A version of a bundle. `editing` is there where it may be changed, `ending` where it may be ended."""

    offered: Offered
    layers: tuple[tuple[Line, ...], ...]
    editing: Filled | None
    publishes: bool
    ending: Filled | None


@dataclass(frozen=True, slots=True)
class NewPage:
    """What a new bundle begins with."""

    filled: Filled


@staff
def new(request: Asked) -> HttpResponse:
    """`/desk/bundles/offers/new`: from one that comes along, or from JSON."""
    if not request.actor.reach(offering.MANAGE):
        raise forbidden(offering.MANAGE)
    form = _beginning(request)
    if request.method != "POST":
        only = form.fields[0].choices
        return show(
            request, "workbench/bundles/new.html", NewPage(form.empty(body=only[0].value if len(only) == 1 else ""))
        )
    filled = form.read(request.POST)
    if filled.sound and not (filled["template"] or filled["written"] or request.FILES.get("file")):
        filled = filled.wrong("template", words("bundles.desk.new_how"))
    if filled.sound:
        try:
            bundle, parts, filled = _begun(request, filled)
            if bundle is None:
                return show(request, "workbench/bundles/new.html", NewPage(filled), 422)
            made = offering.draft(int(filled["body"]), bundle, parts, by=request.actor, at=request.at)
            return onward(request, f"{HOME}/{made}", Notice("done", words("bundles.desk.made")))
        except Trouble as trouble:
            filled = filled.refused(replace_where(trouble, "written"))
    return show(request, "workbench/bundles/new.html", NewPage(filled), 422)


def _begun(request: Asked, filled: Filled) -> tuple[Bundle | None, Mapping[str, int], Filled]:
    """The bundle that was chosen, typed or sent as a file, and the items of its parts; none with what is wrong."""
    file = request.FILES.get("file")
    text: str | bytes = filled["written"]
    if not text and file is not None:
        text = file.read(files.LARGEST + 1)
    if not text:
        bundle = shipped()[filled["template"]]
        return bundle, offers.suggested(bundle, int(filled["body"])), filled
    found = files.brought(text)
    if found.bundle is None:
        return None, {}, told(filled, found)
    return found.bundle, found.parts or offers.suggested(found.bundle, int(filled["body"])), filled


def told(filled: Filled, found: Brought) -> Filled:
    """With what is wrong with a bundle that was written down, line by line."""
    first = Words("请按下列各行改正。", "Correct these lines.")
    return replace(filled.wrong("written", first), general=tuple(one.words for one in found.faults))


def replace_where(trouble: Trouble, name: str) -> Trouble:
    """The same trouble, said beside the field of that name; the place in what was written stands before it."""
    return Trouble(trouble.kind, trouble.code, trouble.message, trouble.advice, name)


def _beginning(request: Asked) -> Form:
    found = directory.choosable(request.actor, offering.MANAGE)
    bodies = tuple(Choice(str(one[0]), same(one[2])) for one in found[:MANY_BODIES])
    known = tuple(Choice(key, same(one.name)) for key, one in shipped().items())
    texts = words("bundles.desk.written"), words("bundles.desk.written_hint")
    return Form(
        (
            Field("body", words("bundles.desk.which_body"), "select", choices=bodies),
            Field("template", words("bundles.desk.template"), "select", required=False, choices=known),
            Field("file", words("bundles.desk.file"), "files", words("bundles.desk.file_hint"), required=False),
            Field("written", texts[0], "textarea", texts[1], required=False, most=LONGEST, rows=6),
        )
    )


@staff
def one(request: Asked, bundle_id: int) -> HttpResponse:
    """`/desk/bundles/offers/BUNDLE`: the parts; a draft is changed here."""
    offered = within(reader(request.actor), bundle_id)
    form = _editing(offered)
    if request.method != "POST":
        codes = offers.codes_of(bundle_id)
        values = {f"{ITEM}{node}": code for node, code in codes.items()}
        content = files.toml(offered.content, {})
        return _shown(request, offered, form.empty(written=content, **values))
    filled = form.read(request.POST)
    if filled.sound and offered.status == "draft":
        filled, saved = _saved(request, offered, filled)
        if saved:
            return onward(request, f"{HOME}/{saved}", Notice("done", words("bundles.desk.saved")))
    return _shown(request, offered, filled, 422)


def _saved(request: Asked, offered: Offered, filled: Filled) -> tuple[Filled, int]:
    typed = {one.key: filled[f"{ITEM}{one.key}"].strip() for one in offered.content.nodes}
    known = offers.items_of_codes(list(typed.values()))
    for node, code in typed.items():
        if code and code not in known:
            filled = filled.wrong(f"{ITEM}{node}", words("bundles.desk.no_item", code=code))
    if not filled.sound:
        return filled, 0
    try:
        found = files.brought(filled["written"])
        if found.bundle is None:
            return told(filled, found), 0
        bundle = replace(found.bundle, key=offered.key)
        keys = {one.key for one in bundle.nodes}
        parts = {node: known[code] for node, code in typed.items() if code and node in keys}
        return filled, offering.draft(offered.body_id, bundle, parts, by=request.actor, at=request.at)
    except Trouble as trouble:
        return filled.refused(replace_where(trouble, "written")), 0


def _editing(offered: Offered) -> Form:
    label = words("bundles.desk.item").zh
    items = tuple(
        Field(f"{ITEM}{one.key}", same(f"{one.name}：{label}"), required=False, most=60, width=20)
        for one in offered.content.nodes
    )
    return Form((*items, Field("written", words("bundles.desk.written"), "textarea", most=LONGEST, rows=12)))


def _shown(
    request: Asked, offered: Offered, editing: Filled, status: int = 200, ending: Filled | None = None
) -> HttpResponse:
    nodes = {one.key: one for one in offered.content.nodes}
    waits, bound = waits_of(offered.content.nodes), {one.node: one for one in offered.bound}
    lines = {
        key: Line(one, bound.get(key), "、".join(nodes[each].name for each in waits[key])) for key, one in nodes.items()
    }
    ordered = tuple(tuple(lines[key] for key in layer) for layer in layers(waits))
    manages, publishes = (_within(request, right, offered) for right in (offering.MANAGE, offering.PUBLISH))
    draft = offered.status == "draft"
    page = BundlePage(
        offered,
        ordered,
        editing if draft and manages else None,
        draft and publishes,
        (ending or _ending().empty()) if offered.status in ("draft", "published") and publishes else None,
    )
    return show(request, "workbench/bundles/one.html", page, status)


def _within(request: Asked, right: str, offered: Offered) -> bool:
    if not request.actor.reach(right):
        return False
    return offered.body_id in {one[0] for one in directory.choosable(request.actor, right)}


def _ending() -> Form:
    return Form((Field("reason", words("bundles.desk.reason"), most=500),))


@staff
@once
def publish(request: Asked, bundle_id: int) -> HttpResponse:
    """`/desk/bundles/offers/BUNDLE/publish`: by somebody who did not write it."""
    within(reader(request.actor), bundle_id)
    if request.method != "POST":
        return onward(request, f"{HOME}/{bundle_id}")
    offering.publish(bundle_id, by=request.actor, at=request.at)
    return onward(request, f"{HOME}/{bundle_id}", Notice("done", words("bundles.desk.published")))


@staff
@once
def end(request: Asked, bundle_id: int) -> HttpResponse:
    """`/desk/bundles/offers/BUNDLE/end`: taken from the offer, or a draft thrown away, with the reason."""
    offered = within(reader(request.actor), bundle_id)
    if request.method != "POST":
        return onward(request, f"{HOME}/{bundle_id}")
    filled = _ending().read(request.POST)
    if filled.sound:
        try:
            offering.end(bundle_id, filled["reason"], by=request.actor, at=request.at)
            return onward(request, HOME, Notice("done", words("bundles.desk.ended")))
        except Trouble as trouble:
            return _shown(request, offered, _editing(offered).empty(), STATUS[trouble.kind], filled.refused(trouble))
    return _shown(request, offered, _editing(offered).empty(), 422, filled)
