"""Where else a publication was published: put down with its day, and ended when it is not there any more."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.publications import actions, drafting
from zhengwu.records.publications.drafting import Work
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.publications import naming

ON = Field("on", words("publishing.place.on"), "date", None, width=8, complete="off")
ENDING = Form((Field("on", words("publishing.place.ended"), "date", words("publishing.place.ended_hint"), width=8),))


@dataclass(frozen=True, slots=True)
class PlacePage:
    """The form of a place; `ends` is the channel that ends, None where one is added."""

    work: Work
    form: Filled
    to: str
    ends: Words | None = None


@staff
@once
def add(request: Asked, publication_id: int) -> HttpResponse:
    """`/desk/publications/ID/places/new`."""
    found = drafting.work(publication_id, by=request.actor)
    form = Form((
        Field("channel", words("publishing.place.channel"), "radios", choices=naming.channel_choices()),
        Field("place", words("publishing.place.place"), hint=words("publishing.place.place_hint"), required=False,
              most=300),
        ON,
    ))  # fmt: skip
    page = PlacePage(found, form.empty(on=request.on.isoformat()), f"/desk/publications/{publication_id}/places/new")
    if request.method != "POST":
        return _shown(request, page, page.form, 200)
    filled = form.read(request.POST)
    if not filled.sound:
        return _shown(request, page, filled, 422)
    on = filled.day("on") or request.on
    try:
        actions.place(publication_id, filled["channel"], filled["place"], on, by=request.actor, at=request.at)
    except Trouble as trouble:
        return _shown(request, page, filled.refused(trouble), STATUS[trouble.kind])
    said = words("publishing.place.done", channel=naming.channel_name(filled["channel"]).zh)
    return onward(request, f"/desk/publications/{publication_id}#places", Notice("done", said))


@staff
@once
def end(request: Asked, publication_id: int, placement_id: int) -> HttpResponse:
    """`/desk/publications/ID/places/ID/end`."""
    found = drafting.work(publication_id, by=request.actor)
    one = next((one for one in found.placements if one.id == placement_id), None)
    if one is None:
        raise missing(Words("这条发布记录", "record of publication"), where="placement_id")
    to = f"/desk/publications/{publication_id}/places/{placement_id}/end"
    page = PlacePage(found, ENDING.empty(on=request.on.isoformat()), to, naming.channel_name(one.channel))
    if request.method != "POST":
        return _shown(request, page, page.form, 200)
    filled = ENDING.read(request.POST)
    if not filled.sound:
        return _shown(request, page, filled, 422)
    try:
        actions.end_placement(placement_id, filled.day("on") or request.on, by=request.actor, at=request.at)
    except Trouble as trouble:
        return _shown(request, page, filled.refused(trouble), STATUS[trouble.kind])
    return onward(
        request, f"/desk/publications/{publication_id}#places", Notice("done", words("publishing.place.end_done"))
    )


def _shown(request: Asked, page: PlacePage, filled: Filled, status: int) -> HttpResponse:
    return show(request, "workbench/publications/place.html", PlacePage(page.work, filled, page.to, page.ends), status)
