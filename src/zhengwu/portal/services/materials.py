"""The materials of an application: uploaded one by one, promised for later, or taken from a licence on file.

Where a licence stands for a material, whoever applies types the number that is printed on it; that it is the holder's
is found by the holder's code. Who has proved who they are need not even do that. Others learn nothing of what there is.
"""

from dataclasses import dataclass, replace

from django.http import HttpResponse

from zhengwu.portal import identity
from zhengwu.portal.files import uploads
from zhengwu.portal.services import applying
from zhengwu.portal.services.guiding import Need, need
from zhengwu.portal.services.place import Place
from zhengwu.portal.services.screens import Around
from zhengwu.records.approvals import checklist
from zhengwu.records.approvals.checklist import Reused
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.drafts import turns
from zhengwu.records.drafts.actions import FileFacts, Sent
from zhengwu.records.items import papers
from zhengwu.records.items.queries import Held
from zhengwu.records.licences import queries as licences
from zhengwu.records.licences.queries import LicenceFacts
from zhengwu.records.troubles import Trouble
from zhengwu.statute.catalogue.model import Material
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked

MOST_FILES = 40
MOST_BYTES = 60_000_000
FILE, LATER, NUMBER = "file-", "later-", "number-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A material on the page: what it is, its fields, the files that are there, what the office has already."""

    need: Need
    fields: tuple[Field, ...]
    files: tuple[FileFacts, ...]
    held: Reused | None


@dataclass(frozen=True, slots=True)
class MaterialsPage:
    """All materials of this situation."""

    held: Held
    place: Place
    progress: Progress
    wanted: tuple[Wanted, ...]
    filled: Filled
    back: str

    @property
    def frame(self) -> str:
        """The template that it extends."""
        return self.place.frame


@public
def materials(request: Asked, item_id: int, kiosk: bool = False) -> HttpResponse:
    """`/services/ID/apply/materials`."""
    around = applying.around_of(request, item_id, kiosk=kiosk)
    turned = applying.elsewhere(request, around, "materials")
    if turned is not None:
        return turned
    form = _form(around)
    if request.method != "POST":
        return _shown(request, around, _typed(around, form))
    code = around.place.code(request)
    removed = str(request.POST.get("remove", ""))
    if removed.isdecimal():
        drafts.detach(code, int(removed[:15]))
        return around.place.onward(request, "materials", code)
    filled = form.read(request.POST)
    filled = _attached(request, around, code, filled)
    numbers = {one.key: filled[f"{NUMBER}{one.key}"] for one in around.materials if filled[f"{NUMBER}{one.key}"]}
    later = tuple(one.key for one in around.materials if filled[f"{LATER}{one.key}"])
    said = replace(around.said, numbers=numbers, later=later)
    applying.keep(request, around, said)
    now = replace(around, said=said, draft=around.place.draft(request))
    filled = _checked(request, now, filled)
    if not filled.sound:
        return _shown(request, now, filled, 422)
    if "stay" in request.POST:
        return around.place.onward(request, "materials", code)
    lacking = missing(request, now)
    if lacking:
        for one in lacking:
            filled = filled.wrong(f"{FILE}{one.key}", words("services.materials.missing", name=one.name))
        return _shown(request, now, filled, 422)
    applying.keep(request, now, said.having("materials"))
    return around.place.onward(request, "check", code)


def missing(request: Asked, around: Around) -> tuple[Material, ...]:
    """What is still to be handed in: neither there, nor promised, nor on file."""
    there = {one.title for one in around.draft.files}
    held = standing(request, around)
    return tuple(
        one
        for one in around.materials
        if one.necessity != "conditional"
        and one.key not in there
        and one.key not in held
        and not (one.key in around.said.later and one.necessity == "deferrable")
    )


def standing(request: Asked, around: Around) -> dict[str, Reused]:
    """What the office has already, by material: licences named by their number; all there is, of who has proved it."""
    proof = identity.proven(request)
    code = around.said.holder.code
    found: dict[str, Reused] = {}
    if proof is not None and code and proof.number == code:
        lines = checklist.of(around.record, around.answers, code, on=around.on, body_id=around.held.body_id)
        found = {one.material.key: one.reused for one in lines if one.reused is not None}
    for one in around.materials:
        number = around.said.numbers.get(one.key, "")
        licence = _named(around, one, number) if number else None
        if licence is not None:
            found[one.key] = Reused(f"{licence.kind_name} {licence.number}", licence_id=licence.id)
    return found


def _named(around: Around, one: Material, number: str) -> LicenceFacts | None:
    """The holder's licence of that number, where it holds today and is of the kind that is asked for."""
    own = licences.of_holder(around.said.holder.code)
    return next(
        (each for each in own if each.number == number and each.kind_key == one.licence_type and each.holds(around.on)),
        None,
    )


def _form(around: Around) -> Form:
    return Form(tuple(field for one in around.materials for field in _fields(around, one)))


def _fields(around: Around, one: Material) -> tuple[Field, ...]:
    """How a material may be given: as a file; later, where it may follow; by a licence, where one stands for it."""
    eased = one.necessity != "necessary" or bool(one.licence_type)
    found = [Field(f"{FILE}{one.key}", words("services.materials.file", name=one.name), "files", required=not eased)]
    if one.necessity == "deferrable":
        choice = Choice("yes", words("services.materials.later", n=around.record.supplement_days))
        found.append(
            Field(f"{LATER}{one.key}", words("services.materials.later_label"), "checks", None, False, (choice,))
        )
    if one.licence_type:
        label, hint = words("services.materials.number"), words("services.materials.number_hint")
        off = around.place.complete
        found.append(Field(f"{NUMBER}{one.key}", label, "text", hint, required=False, most=60, complete=off))
    return tuple(found)


def _typed(around: Around, form: Form) -> Filled:
    values = {f"{NUMBER}{key}": number for key, number in around.said.numbers.items()}
    return form.empty(**values, **{f"{LATER}{key}": "yes" for key in around.said.later})


def _attached(request: Asked, around: Around, code: str, filled: Filled) -> Filled:
    """The files that came, put to the draft beside their materials."""
    sent: list[Sent] = []
    for one in around.materials:
        filled, came = uploads(request, filled, f"{FILE}{one.key}")
        if f"{FILE}{one.key}" not in filled.problems:
            sent += [Sent(file.content, file.name, "application", one.key) for file in came]
    if sent:
        try:
            drafts.attach(code, sent, at=request.at, most=MOST_FILES, most_bytes=MOST_BYTES)
        except Trouble as trouble:
            return filled.refused(trouble)
    return filled


def _checked(request: Asked, around: Around, filled: Filled) -> Filled:
    """The same with the numbers to which there is no licence of the holder; trying is slowed down."""
    if around.said.numbers:
        try:
            turns.take("licence", request.address, at=request.at)
        except Trouble as trouble:
            return filled.refused(trouble)
    for one in around.materials:
        number = around.said.numbers.get(one.key, "")
        if number and _named(around, one, number) is None:
            filled = filled.wrong(f"{NUMBER}{one.key}", words("services.materials.unknown_number"))
    return filled


def _shown(request: Asked, around: Around, filled: Filled, status: int = 200) -> HttpResponse:
    files = around.draft.files
    held = standing(request, around)
    there = {} if around.place.kiosk else papers.files(around.held.item_id)
    wanted = tuple(
        Wanted(
            need(one, papers=there),
            _fields(around, one),
            tuple(each for each in files if each.title == one.key),
            held.get(one.key),
        )
        for one in around.materials
    )
    place = around.place
    steps, before = applying.progress(around, "materials"), applying.back(around, "materials")
    page = MaterialsPage(around.held, place, steps, wanted, filled, before)
    return show(request, "portal/services/materials.html", page, status)
