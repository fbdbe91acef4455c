"""A licence renewed by one tap: an application for the item that renews it, with what is known filled in already.

What is personal is filled in only for who has proved who they are; a number and its secret are not enough for it.
"""

from urllib.parse import urlencode

from django.http import HttpResponse

from zhengwu.portal import identity
from zhengwu.portal.services import mine
from zhengwu.portal.services.place import Place
from zhengwu.portal.services.written import Written
from zhengwu.records.approvals import again
from zhengwu.records.approvals.again import Earlier
from zhengwu.records.drafts import actions as drafts
from zhengwu.records.items.queries import Held
from zhengwu.records.licences.queries import LicenceFacts
from zhengwu.statute.forms import prefilled
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward
from zhengwu.visits import Asked

UNKNOWN = Earlier("", "", "", "")


@public
def renew(request: Asked, licence_id: int) -> HttpResponse:
    """`/my/licences/ID/renew`: begins the application and leads to its first screen."""
    licence = mine.own(request, licence_id)
    if request.method != "POST":
        return onward(request, f"/my/licences/{licence.id}")
    held = again.renewal_of(licence.body_id, licence.kind_key, request.on)
    if held is None:
        query = urlencode({"action": "renewal", "q": licence.kind_name})
        return onward(request, f"/services?{query}", Notice("note", words("services.my_page.no_renewal")))
    place = Place(held.item_id)
    code = drafts.save("", _written(request, licence, held).kept(held.item_id), at=request.at)
    return place.onward(request, "", code, Notice("done", words("services.my_page.renewing")))


def _written(request: Asked, licence: LicenceFacts, held: Held) -> Written:
    proof = identity.proven(request)
    before = (again.earlier(licence.case_id) if licence.case_id else None) or UNKNOWN
    known = {**before.known, "licence.number": licence.number}
    if proof is not None:
        known |= before.private
    who = {
        "kind": licence.holder_kind, "name": licence.holder_name, "about": licence.number, "agent": before.mandate,
        "code": proof.number if proof else "", "phone": known.get("holder.phone", ""),
        "address": known.get("holder.address", ""),
    }  # fmt: skip
    return Written(
        version=held.number, answers=before.answers, who=who, filled=prefilled(held.record.form, known), passed=()
    )
