"""One item: what it says, what is to be mended in its guide, its versions, and what may be done with it now."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.items.desk import Version
from zhengwu.records.troubles import Words, missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.pages import show
from zhengwu.ui.parts.steps import Offer, Refusal, Steps
from zhengwu.ui.parts.tables import Fact
from zhengwu.visits import Asked
from zhengwu.workbench.items import findings
from zhengwu.workbench.items.findings import Said
from zhengwu.workbench.items.place import Place, place
from zhengwu.workbench.items.telling import Difference, Told, differences, named, told

VERSION = Words("这个版本", "version")


@dataclass(frozen=True, slots=True)
class ItemPage:
    """An item as one of its versions has it; `shown` is that version. `to_mend` are the findings of it by section."""

    place: Place
    shown: Version
    state: Words
    facts: tuple[Fact, ...]
    sections: tuple[Told, ...]
    to_mend: dict[str, tuple[Said, ...]]
    mend: int
    steps: Steps
    public: bool


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """What differs between two versions of an item."""

    place: Place
    before: Version
    after: Version
    found: tuple[Difference, ...]


@staff
def one(request: Asked, item_id: int) -> HttpResponse:
    """`/desk/items/ITEM`: the version in force, or the one that `version` names, or the newest."""
    here = place(request.actor, item_id, request.on)
    shown = _shown(here, str(request.GET.get("version", "")))
    record = shown.record
    to_mend = findings.by_section(record)
    page = ItemPage(
        here,
        shown,
        _state(here),
        _facts(here, shown),
        told(record),
        to_mend,
        sum(len(several) for several in to_mend.values()),
        steps(here),
        here.standing.held is not None and here.standing.item.status == "in_use",
    )
    return show(request, "workbench/items/one.html", page)


@staff
def compared(request: Asked, item_id: int, number: int) -> HttpResponse:
    """`/desk/items/ITEM/versions/NUMBER/changes`: what a version changes of the one before it."""
    here = place(request.actor, item_id, request.on)
    after = _numbered(here, number)
    before = next((one for one in here.standing.versions if one.number < number), None)
    if before is None:
        raise missing(VERSION, where="number")
    page = DifferencePage(here, before, after, differences(before.record, after.record))
    return show(request, "workbench/items/changes.html", page)


def _numbered(here: Place, number: int) -> Version:
    found = next((one for one in here.standing.versions if one.number == number), None)
    if found is None:
        raise missing(VERSION, where="version")
    return found


def _shown(here: Place, number: str) -> Version:
    if number.isdecimal() and len(number) < 6:
        return _numbered(here, int(number))
    return here.standing.held or here.newest


def _state(here: Place) -> Words:
    item = here.standing.item
    return named("item_status", item.status) if item.version else words("items.status.never")


def _facts(here: Place, shown: Version) -> tuple[Fact, ...]:
    item = here.standing.item
    return (
        Fact(words("items.column.code"), item.code),
        Fact(words("items.column.body"), item.body_name),
        Fact(words("items.unit_name"), here.standing.unit or None),
        Fact(words("items.entry"), here.standing.entry or None),
        Fact(words("items.column.status"), _state(here)),
        Fact(words("items.column.since"), item.since),
        Fact(words("items.shown"), words("items.version.of", number=shown.number, state=words(state_of(shown)).zh)),
    )


def state_of(version: Version) -> str:
    """The id of the words for the state of a version."""
    return f"items.version.{version.status}"


def steps(here: Place) -> Steps:
    """What may be done with the item now, the next step first; and what may not, with why."""
    item, drafted = here.standing.item, here.standing.drafted
    if not (here.manages or here.publishes):
        return Steps((), ())
    published = here.standing.held is not None
    later = any(one.status == "published" and one is not here.standing.held for one in here.standing.versions)
    ending = published and item.until is not None and item.status != "cancelled"
    table = (
        ("publish", here.publishes, drafted, "no_draft", False),
        ("edit", here.manages, True, "", False),
        ("resume", here.manages, item.status == "paused", "not_paused", False),
        ("keep", here.publishes, ending, "not_ending", False),
        ("pause", here.manages, published and item.status == "in_use", "not_in_force", False),
        ("unit", here.manages, item.status != "cancelled", "ended", False),
        ("discard", here.manages, drafted or later, "nothing_to_discard", True),
        ("retire", here.publishes, published and not ending and not later, "not_in_force", True),
    )
    offers = tuple(
        Offer(_to(here, key), words(f"items.{key}.title"), grave=grave)
        for key, may, can, _, grave in table
        if may and can
    )
    refusals = [
        Refusal(words(f"items.{key}.title"), words(f"items.why.{why}"))
        for key, may, can, why, _ in table
        if may and not can and key not in ("keep", "resume")
    ]
    if drafted and not here.publishes:
        refusals.insert(0, Refusal(words("items.publish.title"), words("items.why.another")))
    return Steps(offers, tuple(refusals))


def _to(here: Place, key: str) -> str:
    return f"{here.base}/edit" if key == "edit" else f"{here.base}/{key}"
