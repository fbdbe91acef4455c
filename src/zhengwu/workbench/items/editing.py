"""The editor of an item: one section a page; rows are added by a round trip, nothing typed is lost on the way.

What is saved is the draft of the next version; what holds goes on as it is until somebody else publishes the draft.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse

from zhengwu.records.items import actions as items
from zhengwu.records.items.actions import MANAGE
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Tab
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.items import findings
from zhengwu.workbench.items.findings import Said
from zhengwu.workbench.items.place import Place, place
from zhengwu.workbench.items.sections import BY_KEY, SECTIONS, Section
from zhengwu.workbench.items.writing import Sheet, record_of, sent, sheet

SECTION = Words("这一部分", "section")
PATHS = {"form": "fields"}


@dataclass(frozen=True, slots=True)
class EditPage:
    """A section of the draft. `seen` is when the draft that is shown was written, empty where there is none yet."""

    place: Place
    section: Section
    tabs: tuple[Tab, ...]
    sheet: Sheet
    seen: str
    crumbs: tuple[Link, ...]
    findings: tuple[Said, ...]
    next: str


@staff
@once
def edit(request: Asked, item_id: int, key: str = "identity") -> HttpResponse:
    """`/desk/items/ITEM/edit/SECTION`: shows it; sent, changes its rows, or writes it into the draft."""
    here = place(request.actor, item_id, request.on, MANAGE)
    if key not in BY_KEY:
        raise missing(SECTION, where="section")
    section, record = BY_KEY[key], here.newest.record
    if request.method != "POST":
        return _shown(request, here, section, sheet(section, record))
    does = str(request.POST.get("does", ""))[:60]
    found = sent(section, record, request.POST, does)
    if does or not found.filled.sound:
        return _shown(request, here, section, found, 200 if does else 422)
    try:
        items.draft(item_id, record_of(found, record), by=request.actor, at=request.at, seen=_seen(request))
    except Trouble as trouble:
        refused = Sheet(section, found.filled.refused(_located(trouble)), found.tables)
        return _shown(request, here, section, refused, STATUS[trouble.kind])
    onto = _next(key) if "onward" in request.POST else key
    to = f"{here.base}/edit/{onto}" if onto else here.base
    return onward(request, to, Notice("done", words("items.edit.saved", name=_title(section).zh)))


def _seen(request: Asked) -> datetime | None:
    try:
        return datetime.fromisoformat(str(request.POST.get("seen", "")))
    except ValueError:
        return None


def _located(trouble: Trouble) -> Trouble:
    """The same at the field that is meant: `materials[3].necessity` is typed as `materials-3-necessity`."""
    where = trouble.where.replace("[", "-").replace("].", "-").replace("]", "")
    return Trouble(trouble.kind, trouble.code, trouble.message, trouble.advice, where)


def _title(section: Section) -> Words:
    return words(f"items.section.{section.key}")


def _next(key: str) -> str:
    keys = list(BY_KEY)
    at = keys.index(key) + 1
    return keys[at] if at < len(keys) else ""


def _shown(request: Asked, here: Place, section: Section, found: Sheet, status: int = 200) -> HttpResponse:
    told = findings.by_section(here.newest.record)
    tabs = tuple(
        Tab(f"{here.base}/edit/{one.key}", _title(one), one is section, len(told[one.key]) or None) for one in SECTIONS
    )
    draft = here.newest
    seen = draft.at.isoformat() if draft.status == "draft" and request.method != "POST" else ""
    page = EditPage(
        here,
        section,
        tabs,
        found,
        seen or str(request.POST.get("seen", ""))[:40],
        here.crumbs,
        told[section.key],
        _next(section.key),
    )
    return show(request, "workbench/items/edit.html", page, status)
