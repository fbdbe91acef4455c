"""`/my`: one's own licences and cases, once number and secret were told or it was proved who one is.

A number with its secret opens that case and the licence that came of it, nothing else of the same person. Who has
proved who they are sees all that is on file under their identity number.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse

from zhengwu.portal import identity, keyring
from zhengwu.portal.bundles import opening
from zhengwu.portal.keyring import Key
from zhengwu.portal.papers import download
from zhengwu.portal.services.following import Got, got
from zhengwu.portal.tracking import door_form, throttled
from zhengwu.records.approvals import mine
from zhengwu.records.approvals.mine import Mine
from zhengwu.records.bundles import matters
from zhengwu.records.bundles.shown import MatterRow
from zhengwu.records.cases import tracking
from zhengwu.records.licences import copies, documents
from zhengwu.records.licences import queries as licences
from zhengwu.records.licences.copies import CopyFacts
from zhengwu.records.licences.queries import LicenceFacts
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.statute.licences.states import SUPERSEDED
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked

LICENCE = Words("这份证照", "licence")
SOON = timedelta(days=90)
KINDS = ("pdf", "html")


@dataclass(frozen=True, slots=True)
class MyPage:
    """Licences, cases, bundles applied for; the form for number and secret. `service` proves who one is, if any."""

    licences: tuple[Got, ...]
    cases: tuple[Mine, ...]
    matters: tuple[MatterRow, ...]
    filled: Filled
    service: str
    name: str


@dataclass(frozen=True, slots=True)
class LicencePage:
    """A licence of one's own: what it says, its copies, the form for another copy. `soon`: it ends within 90 days."""

    one: Got
    copies: tuple[tuple[CopyFacts, Words], ...]
    filled: Filled
    soon: bool


@public
def home(request: Asked) -> HttpResponse:
    """`/my`."""
    if request.method != "POST":
        return show(request, "portal/services/my.html", _page(request, door_form().empty()))
    filled = door_form().read(request.POST)
    if filled.sound:
        try:
            if opening.is_matter(filled["number"]):
                return opening.opened(request, filled["number"], filled["secret"], to="/my")
            case_id = tracking.followed(filled["number"], filled["secret"], at=request.at, address=request.address)
        except Trouble as trouble:
            filled = throttled(filled, trouble)
        else:
            response = onward(request, "/my")
            keyring.put(request, response, filled["number"], Key("applicant", case_id))
            return response
    return show(request, "portal/services/my.html", _page(request, filled), 422)


def _page(request: Asked, filled: Filled) -> MyPage:
    proof = identity.proven(request)
    opened = mine.of_cases(keyring.opened(request, "applicant").values())
    own = mine.of_holder(proof.number) if proof else ()
    seen = {one.case_id for one in own}
    shown = tuple(got(one, request.on) for one in _licences(request))
    cases = (*own, *(one for one in opened if one.case_id not in seen))
    known = matters.of_ids(keyring.opened(request, "matter").values())
    held = matters.of_holder(proof.number) if proof else ()
    bundles = (*held, *(one for one in known if one.id not in {each.id for each in held}))
    return MyPage(shown, cases, bundles, filled, identity.offered(), proof.name if proof else "")


def _licences(request: Asked) -> list[LicenceFacts]:
    """The licences that whoever sits there may see, newest versions only."""
    proof = identity.proven(request)
    found = licences.of_holder(proof.number) if proof else []
    some = ", ".join(str(int(one)) for one in keyring.opened(request, "applicant").values())
    known = {one.id for one in found}
    if some:
        delivered = "(SELECT state FROM cases_case WHERE id = l.case_id) IN ('delivered', 'archived')"
        of_cases = licences.several(f"l.case_id IN ({some}) AND {delivered} ORDER BY l.id DESC", [])
        found += [one for one in of_cases if one.id not in known]
    return [one for one in found if one.status != SUPERSEDED]


def own(request: Asked, licence_id: int) -> LicenceFacts:
    """A licence of whoever sits there. Raises Trouble (missing) for any other, as for none."""
    found = next((one for one in _licences(request) if one.id == licence_id), None)
    if found is None:
        raise missing(LICENCE, where="licence_id")
    return found


def _copy_form() -> Form:
    def one(name: str, kind: str = "text") -> Field:
        label, hint = words(f"services.copy.{name}.label"), words(f"services.copy.{name}.hint")
        return Field(name, label, kind, hint if hint.zh else None, most=100)  # type: ignore[arg-type]

    return Form((one("purpose"), one("receiver"), one("until", "date")))


@public
@once
def licence(request: Asked, licence_id: int) -> HttpResponse:
    """`/my/licences/ID`: the licence, and annotated copies of it."""
    one = own(request, licence_id)
    filled = _copy_form().empty(until=(request.on + timedelta(days=30)).isoformat())
    if request.method == "POST":
        filled = _copy_form().read(request.POST)
        until = filled.day("until")
        if filled.sound and until is not None:
            try:
                copies.make(one.id, filled["purpose"], filled["receiver"], until, by=request.actor, at=request.at)
                return onward(request, f"/my/licences/{one.id}", Notice("done", words("services.copy.made")))
            except Trouble as trouble:
                filled = filled.refused(trouble)
    made = tuple(
        (each, words(f"services.copy.state.{each.standing(request.on)}")) for each in copies.of_licence(one.id)
    )
    soon = one.holds(request.on) and one.valid_to is not None and one.valid_to - request.on <= SOON
    page = LicencePage(got(one, request.on), made, filled, soon)
    return show(request, "portal/services/licence.html", page, 200 if filled.sound else 422)


@public
def document(request: Asked, licence_id: int, kind: str) -> HttpResponse:
    """`/my/licences/ID/KIND`: the licence as a file."""
    one = own(request, licence_id)
    if kind not in KINDS:
        raise missing(LICENCE, where="kind")
    return download(documents.document(one.id, kind, on=request.on, at=request.at))


@public
def copy(request: Asked, licence_id: int, copy_id: int) -> HttpResponse:
    """`/my/licences/ID/copies/COPY`: an annotated copy as a file; sent as a form, it is withdrawn."""
    one = own(request, licence_id)
    if copy_id not in {each.id for each in copies.of_licence(one.id)}:
        raise missing(LICENCE, where="copy_id")
    if request.method == "POST":
        copies.withdraw(copy_id, by=request.actor, at=request.at)
        return onward(request, f"/my/licences/{one.id}", Notice("done", words("services.copy.withdrawn")))
    return download(copies.open_copy(copy_id, "pdf", on=request.on, at=request.at))


@public
def leave(request: Asked) -> HttpResponse:
    """`/my/leave`: this browser has to be told, or shown, everything again."""
    response = onward(request, "/my", Notice("done", words("tracking.left")))
    if request.method == "POST":
        keyring.forget(response)
        identity.forget(response)
    return response
