"""The applicant says anew how they are reached. What is on file is shown masked."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.portal.keyring import key_of
from zhengwu.portal.screens import contacts
from zhengwu.portal.tracking import home_of
from zhengwu.records.cases.contacts import FIELDS, Reached, change, reached
from zhengwu.records.cases.opening import Applicant
from zhengwu.records.troubles import Trouble
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.forms import Filled
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.visits import Asked


@dataclass(frozen=True, slots=True)
class ContactPage:
    """What is on file, masked, and the form for what is to stand there."""

    number: str
    known: Reached
    filled: Filled
    home: str


@public
def contact(request: Asked, number: str) -> HttpResponse:
    """`/track/NUMBER/contact`: telephone, e-mail and address, said anew."""
    key = key_of(request, "applicant", number)
    form = contacts()
    filled = form.empty()
    if request.method == "POST":
        filled = form.read(request.POST)
        if filled["email"] and "@" not in filled["email"]:
            filled = filled.wrong("email", words("asking.email.wrong"))
        if filled.sound:
            try:
                change(key.case_id, Applicant("", **{name: filled[name] for name in FIELDS}), at=request.at)
                return onward(request, home_of(number), Notice("done", words("tracking.contact.done")))
            except Trouble as trouble:
                filled = filled.refused(trouble)
    page = ContactPage(number, reached(key.case_id), filled, home_of(number))
    return show(request, "portal/contact.html", page, 200 if filled.sound else 422)
