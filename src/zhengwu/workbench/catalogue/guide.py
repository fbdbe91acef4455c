"""The disclosure guide of a body at the desk: as it holds, written anew, found to be right, version beside version."""

from dataclasses import dataclass, replace

from django.http import HttpResponse

from zhengwu.records.publications import guides
from zhengwu.records.publications.guides import Change, Shown, Text, VersionFacts
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.disclosure.outline import parts
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Fact
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.catalogue.place import Place, managed, place

LONG = ("categories", "arrangement", "ways")
SHORT = ("fax", "internet", "postal")
FURTHER = 4  # further parts that the form has room for beyond those there are


@dataclass(frozen=True, slots=True)
class GuidePage:
    """The guide, or that there is none yet; what the law wants and it does not say; whether it is to be looked at."""

    place: Place
    guide: Shown | None
    parts: tuple[Fact, ...]
    lacking: tuple[Words, ...]
    office_lacks: bool
    stale: bool
    versions: tuple[VersionFacts, ...]


@dataclass(frozen=True, slots=True)
class WritePage:
    """The guide being written; `office` are the facts of the body, which are changed elsewhere."""

    place: Place
    form: Filled
    office: tuple[Fact, ...]
    further: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version, and what it says otherwise than the one before."""

    place: Place
    number: int
    guide: Shown
    parts: tuple[Fact, ...]
    changes: tuple[tuple[Words, Change], ...]
    crumbs: tuple[Link, ...]


def named(key: str) -> Words:
    """What a part of the guide is called."""
    found = parts().get(key)
    return Words(found.zh, found.en) if found else words(f"catalogue.guide.{key}")


@staff
def one(request: Asked, body_id: int) -> HttpResponse:
    """`/desk/catalogue/BODY/guide`: the guide as it holds."""
    here = place(request.actor, body_id, "guide")
    guide = guides.shown(body_id)
    lacking = guide.lacking if guide else ()
    page = GuidePage(
        here,
        guide,
        _told(guide) if guide else (),
        tuple(named(key) for key in lacking),
        any(parts()[key].of_body for key in lacking),
        guide is not None and guide.review_due_on < request.on,
        tuple(guides.versions(body_id)) if guide else (),
    )
    return show(request, "workbench/catalogue/guide.html", page)


def _told(guide: Shown) -> tuple[Fact, ...]:
    text = guide.text
    office = {"name": guide.name, "address": guide.address, "hours": guide.hours, "phone": guide.phone}
    every = {**{key: getattr(text, key) for key in LONG}, **office, **{key: getattr(text, key) for key in SHORT}}
    told = [Fact(named(key), value) for key, value in every.items() if value or key in parts()]
    return (*told, *(Fact(heading, said) for heading, said in text.sections))


@staff
@once
def write(request: Asked, body_id: int) -> HttpResponse:
    """`/desk/catalogue/BODY/guide/write`: writes a version that holds from now on."""
    here = managed(request.actor, body_id)
    guide = guides.shown(body_id)
    text = guide.text if guide else guides.beginning(body_id)
    if request.method != "POST":
        values = {key: (getattr(text, key),) for key in (*LONG, *SHORT)}
        filled = replace(_form().empty(), values={**values, "seen": (str(guide.id if guide else ""),)})
        return _written(request, here, filled, text.sections, 200)
    filled, sections = _form().read(request.POST), _sections(request)
    if not filled.sound:
        return _written(request, here, filled, sections, 422)
    said = Text(**{key: filled[key] for key in (*LONG, *SHORT)}, sections=sections)
    try:
        guides.write(body_id, said, by=request.actor, at=request.at, seen=filled.number("seen"))
    except Trouble as trouble:
        return _written(request, here, filled.refused(trouble), sections, STATUS[trouble.kind])
    return onward(request, f"{here.base}/guide", Notice("done", words("catalogue.guide.written")))


def _form() -> Form:
    long = (Field(key, named(key), "textarea", words(f"catalogue.guide.hint.{key}"), most=4000) for key in LONG)
    short = (Field(key, named(key), required=False, most=60 if key == "fax" else 200) for key in SHORT)
    return Form((*long, *short, Field("seen", words("catalogue.field.seen"), "hidden", required=False)))


def _sections(request: Asked) -> tuple[tuple[str, str], ...]:
    heads, texts = request.POST.getlist("heading"), request.POST.getlist("said")
    pairs = [(str(head)[:200].strip(), str(said)[:5000].strip()) for head, said in zip(heads, texts, strict=False)]
    return tuple((head, said) for head, said in pairs if head or said)[: guides.SECTIONS + 1]


def _written(
    request: Asked, here: Place, filled: Filled, sections: tuple[tuple[str, str], ...], status: int
) -> HttpResponse:
    body = here.body
    office = {"name": body.name, "address": body.address, "hours": body.hours, "phone": body.phone}
    told = tuple(Fact(named(key), value) for key, value in office.items())
    further = (*sections, *[("", "")] * FURTHER)[: guides.SECTIONS]
    return show(request, "workbench/catalogue/guide-form.html", WritePage(here, filled, told, further), status)


@staff
@once
def review(request: Asked, body_id: int) -> HttpResponse:
    """`/desk/catalogue/BODY/guide/review`: a POST puts down that it was looked at and nothing is to be changed."""
    here = managed(request.actor, body_id)
    back = f"{here.base}/guide"
    if request.method != "POST":
        return onward(request, back)
    try:
        guides.review(body_id, by=request.actor, at=request.at)
    except Trouble as trouble:
        return onward(request, back, Notice("warning", trouble.message))
    return onward(request, back, Notice("done", words("catalogue.guide.reviewed", day=request.on)))


@staff
def version(request: Asked, body_id: int, guide_id: int) -> HttpResponse:
    """`/desk/catalogue/BODY/guide/versions/ID`: a version beside the one before."""
    here = place(request.actor, body_id)
    newer = guides.version(body_id, guide_id)
    every = guides.versions(body_id, limit=1000)
    number = next(one.number for one in every if one.id == guide_id)
    before = next((one.id for one in every if one.number == number - 1), None)
    changes = guides.compared(guides.version(body_id, before), newer) if before else ()
    page = VersionPage(
        here, number, newer, _told(newer), tuple((named(one.part), one) for one in changes),
        (*here.crumbs, Link(f"{here.base}/guide", words("catalogue.tab.guide"))),
    )  # fmt: skip
    return show(request, "workbench/catalogue/guide-version.html", page)
