"""Saved filters: kept under a name, shared with the unit, put in order, deleted and brought back."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.filters import actions, queries
from zhengwu.records.filters.queries import Saved
from zhengwu.records.troubles import Trouble, Words, invalid
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.lists import narrowing
from zhengwu.workbench.lists.narrowing import Chip, Narrowing

PLACE = "/desk/filters"
NAME = Field("name", words("inbox.saved.name"), width=20, most=actions.NAME, complete="off")
NEW = Form(
    (
        NAME,
        Field(
            "how",
            words("inbox.saved.how"),
            "checks",
            required=False,
            choices=(
                Choice("shared", words("inbox.saved.shared"), words("inbox.saved.shared_hint")),
                Choice("default", words("inbox.saved.default"), words("inbox.saved.default_hint")),
            ),
        ),
    )
)


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One's saved filters, those that others share, and those deleted last."""

    own: tuple[Saved, ...]
    shared: tuple[Saved, ...]
    deleted: tuple[Saved, ...]
    wrong: int
    said: Words | None


@dataclass(frozen=True, slots=True)
class NewPage:
    """What will be saved, in words, and the form that asks for a name."""

    tab: str
    chips: tuple[Chip, ...]
    query: str
    form: Filled


@staff
@once
def new(request: Asked) -> HttpResponse:
    """Saves what the address narrows the inbox to."""
    one = narrowing.with_tab(narrowing.asked(request.GET), request.actor)
    if request.method != "POST":
        return show(request, "workbench/lists/save.html", _new(one, NEW.empty()))
    filled = NEW.read(request.POST)
    if not filled.sound:
        return show(request, "workbench/lists/save.html", _new(one, filled), 422)
    how, query = filled.many("how"), one.address().removeprefix("/desk/?")
    try:
        actions.save(
            filled["name"], query, shared="shared" in how, default="default" in how, by=request.actor, at=request.at
        )
    except Trouble as trouble:
        return show(request, "workbench/lists/save.html", _new(one, filled.refused(trouble)), STATUS[trouble.kind])
    return onward(request, f"/desk/?{query}", Notice("done", words("inbox.saved.done", name=filled["name"])))


@staff
def kept(request: Asked) -> HttpResponse:
    """`/desk/filters`: what was saved, and what may be done with each."""
    if request.method != "POST":
        return show(request, "workbench/lists/saved.html", _page(request))
    deed, sent = str(request.POST.get("deed", "")), str(request.POST.get("id", ""))
    if deed not in DEEDS or not sent.isdecimal() or len(sent) > 18:
        raise invalid("bad_deed", "这个操作无效。", "There is no such deed.", where="deed")
    try:
        DEEDS[deed](request, int(sent))
    except Trouble as trouble:
        if trouble.where != "name":
            raise
        return show(request, "workbench/lists/saved.html", _page(request, int(sent), trouble.message), 422)
    return onward(request, PLACE, Notice("done", words(f"inbox.saved.deed.{deed}")))


Deed = Callable[[Asked, int], None]
DEEDS: dict[str, Deed] = {
    "rename": lambda request, pk: actions.rename(pk, str(request.POST.get("name", "")), by=request.actor),
    "share": lambda request, pk: actions.share(pk, True, by=request.actor),
    "keep": lambda request, pk: actions.share(pk, False, by=request.actor),
    "begin": lambda request, pk: actions.begin_with(pk, True, by=request.actor),
    "unbegin": lambda request, pk: actions.begin_with(pk, False, by=request.actor),
    "up": lambda request, pk: actions.move(pk, -1, by=request.actor),
    "down": lambda request, pk: actions.move(pk, 1, by=request.actor),
    "delete": lambda request, pk: actions.delete(pk, by=request.actor, at=request.at),
    "restore": lambda request, pk: actions.bring_back(pk, by=request.actor),
}


def _new(one: Narrowing, filled: Filled) -> NewPage:
    return NewPage(one.tab, narrowing.chips(one, {}), one.address().removeprefix("/desk/?"), filled)


def _page(request: Asked, wrong: int = 0, said: Words | None = None) -> SavedPage:
    found = queries.saved(request.actor)
    own, others = (tuple(one for one in found if one.own is own) for own in (True, False))
    return SavedPage(own, others, tuple(queries.deleted(request.actor)), wrong, said)
