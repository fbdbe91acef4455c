"""How an applicant is reached and who acts for them, as they say it themselves, with the case's number and secret.

What is sealed is never shown in clear here: a contact is shown masked, and said anew rather than amended.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from zhengwu.records.cases.models import Case, Party
from zhengwu.records.cases.opening import Applicant, check, sealed
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.people.actors import PUBLIC, Actor
from zhengwu.records.troubles import Words, missing

APPLICANT = Words("申请人", "applicant")
FIELDS = ("phone", "email", "address")


@dataclass(frozen=True, slots=True)
class Reached:
    """The contacts of an applicant, masked; empty where there is none."""

    phone: str
    email: str
    address: str


def name_agent(case_id: int, agent: Applicant, *, by: Actor, at: datetime) -> None:
    """Enters who acts for the applicant. Trouble (invalid) names the field that is wrong."""
    check(agent, contact=False)
    with transaction.atomic():
        party = Party.objects.create(case_id=case_id, role="agent", **sealed(agent))
        body = Case.objects.values_list("body_id", flat=True).get(pk=case_id)
        record(Deed("party.added", body, "party", str(party.pk), "agent"), by=by, at=at)


def reached(case_id: int) -> Reached:
    """How the applicant is reached, masked. Trouble: missing."""
    party = _applicant(case_id)
    name, at, host = party.email.partition("@")
    return Reached(_masked(party.phone, 4), f"{_masked(name, 1)}{at}{host}", _masked(party.address, 2))


def change(case_id: int, contact: Applicant, *, at: datetime) -> None:
    """Says the contacts of the applicant anew; only those of `contact` are taken. Trouble: missing, invalid."""
    with transaction.atomic():
        party = _applicant(case_id)
        said = replace(contact, name=party.name, counted_class=party.counted_class, id_kind="", id_number="")
        check(said)
        for name in FIELDS:
            setattr(party, name, getattr(said, name).strip())
        party.save(update_fields=list(FIELDS))
        body = Case.objects.values_list("body_id", flat=True).get(pk=case_id)
        record(Deed("party.amended", body, "party", str(party.pk), "申请人更改联系方式"), by=PUBLIC, at=at)


def _applicant(case_id: int) -> Party:
    party = Party.objects.filter(case_id=case_id, role="applicant").order_by("id").first()
    if party is None:
        raise missing(APPLICANT, where="case_id")
    return party


def _masked(text: str, shown: int) -> str:
    """The last signs of a text, with a star for each before them."""
    hidden = max(len(text) - shown, (len(text) + 1) // 2)
    return "*" * hidden + text[hidden:]
