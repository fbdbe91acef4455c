"""The base catalogue brought as a file: looked at line by line, what differs and what is wrong, then in force.

As with items, the file is kept between the two screens and looked at again before it is written.
"""

import hashlib

from django.http import HttpResponse

from zhengwu.records.items import baselines
from zhengwu.records.items import entries as records
from zhengwu.records.items.baselines import Base, LookedLine
from zhengwu.records.troubles import Trouble, invalid
from zhengwu.records.unfinished import actions as unfinished
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.items.bringing import (
    MOST_TOLD,
    TOLD,
    BringPage,
    Differing,
    LookedPage,
    LookedRow,
    at_file,
    brought,
)
from zhengwu.workbench.items.entries import HOME, TO

PLACE = "base-import"
WHOLE = (Choice("1", words("items.standard.whole"), words("items.standard.whole_hint")),)
FORM = Form((
    Field("file", words("items.bring.file"), "files", words("items.standard.file_hint")),
    Field("whole", words("items.standard.not_named"), "checks", required=False, choices=WHOLE),
))  # fmt: skip


@staff
def bring(request: Asked) -> HttpResponse:
    """`/desk/items/base/import`: shows what will become of the lines of a file; nothing is written."""
    records.may_put(request.actor)
    if request.method != "POST":
        return show(request, "workbench/items/bring.html", _page(FORM.empty()))
    filled = FORM.read(request.POST)
    try:
        paper = brought(request)
        found = baselines.look(paper.content, by=request.actor)
        if found.faults and not found.rows:
            raise invalid("bad_file", found.faults[0].zh, found.faults[0].en, where="file")
        unfinished.drop(request.actor, PLACE)
        unfinished.attach(request.actor, PLACE, [paper], at=request.at)
    except Trouble as trouble:
        page = _page(filled.refused(at_file(trouble)))
        return show(request, "workbench/items/bring.html", page, STATUS[trouble.kind])
    return _looked(request, found, whole=bool(filled["whole"]))


def _page(form: Filled) -> BringPage:
    title, about = words("items.standard.bring"), words("items.standard.bring_about")
    return BringPage(title, about, f"{TO}/import", f"{TO}?format={{}}", form, (HOME,))


def _seen(found: Base, *, whole: bool) -> str:
    """What was seen of a file, in short: each line with what will become of it, and which end."""
    said = [(one.number, one.what, one.code, one.differences) for one in found.rows]
    return hashlib.sha256(repr((said, found.ends if whole else ())).encode()).hexdigest()[:32]


def _looked(request: Asked, found: Base, *, whole: bool, again: bool = False, status: int = 200) -> HttpResponse:
    rows = sorted(found.rows, key=lambda one: (TOLD.index(one.what), one.number))[:MOST_TOLD]
    ends = found.ends if whole else ()
    page = LookedPage(
        f"{TO}/import",
        f"{TO}/import/write",
        words("items.standard.kept_all" if whole and found.count("wrong") else "items.standard.writes"),
        words("items.standard.write"),
        tuple((key, found.count(key)) for key in TOLD),
        found.faults,
        tuple(_row(one) for one in rows),
        _seen(found, whole=whole) if found.count("new") or found.count("changed") or ends else "",
        again,
        (HOME,),
        whole,
        ends,
    )
    return show(request, "workbench/items/looked.html", page, status)


def _row(one: LookedLine) -> LookedRow:
    changed = tuple(
        Differing(words(f"items.standard.{each.path}"), each.before, each.after) for each in one.differences
    )
    href = f"{TO}/{one.code}" if one.what in ("changed", "same") else ""
    return LookedRow(one.number, one.code, one.name, one.what, href, one.faults, changed)


@staff
@once
def write(request: Asked) -> HttpResponse:
    """`/desk/items/base/import/write`: a POST puts the lines that were looked at into force."""
    records.may_put(request.actor)
    to = f"{TO}/import"
    kept = unfinished.papers(request.actor, PLACE) if request.method == "POST" else ()
    if not kept:
        gone = Notice("warning", words("items.bring.expired"))
        return onward(request, to, gone) if request.method == "POST" else onward(request, to)
    whole = request.POST.get("whole") == "1"
    found = baselines.look(kept[0].content, by=request.actor)
    if _seen(found, whole=whole) != request.POST.get("seen"):
        return _looked(request, found, whole=whole, again=True, status=409)
    done = baselines.apply(found, whole=whole, by=request.actor, at=request.at)
    unfinished.drop(request.actor, PLACE)
    said = words("items.standard.done", new=done.new, changed=done.changed, ended=done.ended)
    return onward(request, TO, Notice("done", said))
