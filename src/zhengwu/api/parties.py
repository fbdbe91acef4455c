"""The people of a case. What is sealed is shown only on a deed of its own, with a reason, entered in the journal."""

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Router
from pydantic import StringConstraints

from zhengwu.api.answers import Made, answer, nothing, told
from zhengwu.api.once import once, once_secret
from zhengwu.api.said import ApplicantSaid
from zhengwu.api.shapes import Line, PathId, Said
from zhengwu.records.cases import parties
from zhengwu.records.cases.parties import Found, Given, InClear
from zhengwu.visits import Asked

router = Router()
Reason = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=500)]


class Why(Said):
    """The reason for looking; it stands in the journal."""

    reason: Reason


class Number(Why):
    """The identity number of whoever is looked for."""

    id_number: Line


class NewParty(Said):
    """A party to be added. Events call it by its `key`."""

    role: Literal["agent", "third_party", "co_maker", "agency"]
    key: Line
    facts: ApplicantSaid


class Amended(Why):
    """Everything of a party, said anew."""

    facts: ApplicantSaid


@router.post("/cases/{case_id}/parties", response=told(Made, 201))
@once
def add(request: Asked, case_id: PathId, said: NewParty) -> HttpResponse:
    """Adds a third party, a co-maker, another agency or an agent."""
    facts = said.facts.applicant()
    return answer(Made(parties.add(case_id, said.role, said.key, facts, by=request.actor, at=request.at)), 201)


@router.put("/cases/{case_id}/parties/{party_id}", response=told(None, 204))
def amend(request: Asked, case_id: PathId, party_id: PathId, said: Amended) -> HttpResponse:
    """Says everything of a party anew; the journal keeps who did it and why."""
    facts = said.facts.applicant()
    parties.amend(case_id, party_id, facts, said.reason, by=request.actor, at=request.at)
    return nothing()


@router.post("/cases/{case_id}/parties/{party_id}/unmask", response=told(InClear))
def unmask(request: Asked, case_id: PathId, party_id: PathId, said: Why) -> HttpResponse:
    """A party in clear: number and contacts. The look is entered in the journal."""
    found = parties.unmask(case_id, party_id, said.reason, by=request.actor, at=request.at, address=request.address)
    return answer(found)


@router.post("/cases/{case_id}/parties/{party_id}/secret", response=told(Given, 201))
@once_secret
def give_secret(request: Asked, case_id: PathId, party_id: PathId) -> HttpResponse:
    """Makes the secret with which a party answers; it goes into the letter, and is shown once."""
    return answer(parties.give_secret(case_id, party_id, by=request.actor, at=request.at), 201)


@router.post("/cases/{case_id}/secret", response=told(Given, 201))
@once_secret
def give_applicant_secret(request: Asked, case_id: PathId) -> HttpResponse:
    """Makes a new secret for an applicant who lost the receipt and has proved who they are."""
    return answer(parties.give_secret(case_id, None, by=request.actor, at=request.at), 201)


@router.post("/parties/search", response=told(list[Found]))
def search(request: Asked, said: Number) -> HttpResponse:
    """The cases of whoever has this identity number, as far as the caller may see it. Entered in the journal."""
    found = parties.by_number(said.id_number, said.reason, by=request.actor, at=request.at, address=request.address)
    return answer(found)
