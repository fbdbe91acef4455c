"""The people of a case: added, amended with what they were before kept, given a secret to follow the case with."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.records.cases import parties
from zhengwu.records.cases.opening import CLASSES, ID_KINDS, Applicant
from zhengwu.records.cases.parties import PARTY, Given
from zhengwu.records.cases.sheet import Opened, opened, parties_of
from zhengwu.records.cases.shown import PartyFacts
from zhengwu.records.documents import actions as documents
from zhengwu.records.documents.actions import Receiving
from zhengwu.records.former.queries import Earlier, earlier
from zhengwu.records.notices import addresses
from zhengwu.records.notices.addresses import AddressFacts, Owner
from zhengwu.records.troubles import Trouble, Words, missing
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.naming import choices

ADDED = ("agent", "third_party", "co_maker", "agency")
FACTS = ("name", "counted_class", "id_kind", "id_number", "phone", "address", "email", "organisation")
ASKED = ("third_party", "co_maker", "agency")


@dataclass(frozen=True, slots=True)
class PartyPage:
    """The form of a party to be added or amended, how it was said before, and where it agreed to be told things."""

    case_id: int
    number: str
    party: PartyFacts | None
    form: Filled
    earlier: tuple[Earlier, ...] = ()
    told_at: tuple[AddressFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class SecretPage:
    """Who is to have a secret, and the secret, once."""

    case_id: int
    number: str
    party: PartyFacts
    given: Given | None
    answers: bool


@staff
@once
def add(request: Asked, case_id: int) -> HttpResponse:
    """Adds an agent with the mandate, a third party, a co-maker or an agency."""
    found = opened(request.actor, case_id)
    form = Form((_role(), *_facts(True), _mandate()))
    if request.method != "POST":
        return _shown(request, found, None, form.empty(counted_class=CLASSES[0], role="agent"), 200)
    filled = form.read(request.POST)
    files = request.FILES.getlist("mandate")
    if filled["role"] == "agent" and not files:
        filled = filled.wrong("mandate", words("case.party.mandate_missing"))
    if not filled.sound:
        return _shown(request, found, None, filled, 422)
    facts = Applicant(**{name: filled[name] for name in FACTS})
    try:
        parties.add(case_id, filled["role"], facts.name[:200], facts, by=request.actor, at=request.at)
        for one in files:
            title = words("case.party.mandate_of", name=facts.name).zh
            documents.receive(
                case_id,
                Receiving(one.read(), one.name or "mandate", "identity", title),
                by=request.actor,
                at=request.at,
            )
    except Trouble as trouble:
        return _shown(request, found, None, _placed(filled, trouble), STATUS[trouble.kind])
    return onward(request, f"/desk/cases/{case_id}#people", Notice("done", words("case.party.added", name=facts.name)))


@staff
@once
def amend(request: Asked, case_id: int, party_id: int) -> HttpResponse:
    """Amends a party: a slip of the pen, or a fact that has changed. How it was said before stays on file."""
    found = opened(request.actor, case_id)
    party = _party(case_id, party_id)
    form = Form((_kind(), *_facts(False), _reason()))
    if request.method != "POST":
        return _shown(request, found, party, form.empty(), 200)
    filled = form.read(request.POST)
    if not filled.sound:
        return _shown(request, found, party, filled, 422)
    said = {name: filled[name] for name in FACTS}
    try:
        parties.change(case_id, party_id, said, filled["reason"], by=request.actor, at=request.at, kind=filled["kind"])
    except Trouble as trouble:
        return _shown(request, found, party, _placed(filled, trouble), STATUS[trouble.kind])
    return onward(request, f"/desk/cases/{case_id}#people", Notice("done", words("case.party.amended")))


@staff
def secret(request: Asked, case_id: int, party_id: int) -> HttpResponse:
    """Makes a secret for a party and shows it once; the one before it opens nothing more."""
    number = opened(request.actor, case_id).envelope.number
    party = _party(case_id, party_id)
    answers = party.role in ASKED
    if not answers and party.role != "applicant":
        raise missing(PARTY, where="party_id")
    given = None
    if request.method == "POST":
        whom = party_id if answers else None
        given = parties.give_secret(case_id, whom, by=request.actor, at=request.at)
    return show(request, "workbench/cases/secret.html", SecretPage(case_id, number, party, given, answers))


def _shown(request: Asked, found: Opened, party: PartyFacts | None, filled: Filled, status: int) -> HttpResponse:
    one = found.envelope
    before = earlier(one.id, party.id) if party else ()
    agreed = tuple(each for each in addresses.of(_owner(one.id, party)).values() if each.confirmed) if party else ()
    page = PartyPage(one.id, one.number, party, filled, before, agreed)
    return show(request, "workbench/cases/party.html", page, status)


def _owner(case_id: int, party: PartyFacts) -> Owner:
    """As the notices know a party: the applicant by its side alone, others by their key too."""
    side = "applicant" if party.role == "applicant" else "third_party"
    return Owner(case_id=case_id, side=side, party="" if side == "applicant" else party.key)


def _party(case_id: int, party_id: int) -> PartyFacts:
    party = next((one for one in parties_of(case_id) if one.id == party_id), None)
    if party is None:
        raise missing(PARTY, where="party_id")
    return party


def _placed(filled: Filled, trouble: Trouble) -> Filled:
    """The refusal at its field; the records name a party's field with the word before it."""
    where = trouble.where.removeprefix("applicant.")
    trouble.where = {"key": "name", "file": "mandate"}.get(where, where)
    return filled.refused(trouble)


def _role() -> Field:
    return Field("role", words("case.party.role"), "radios", choices=choices("party", ADDED))


def _kind() -> Field:
    kinds = choices("former", ("slip", "change"))
    return Field("kind", words("case.party.kind"), "radios", words("case.party.kind_hint"), choices=kinds)


def _reason() -> Field:
    return Field("reason", words("case.party.reason"), "textarea", words("case.party.reason_hint"), most=500, rows=2)


def _mandate() -> Field:
    return Field("mandate", words("case.party.mandate"), "files", words("case.party.mandate_hint"), required=False)


def _facts(fresh: bool) -> list[Field]:
    """Who it is. Amending, nothing is needed and nothing is shown: what is not typed stays."""
    name = "counter.applicant."
    return [
        Field("name", words("case.party.name"), "text", _unsaid(fresh), fresh, width=20, complete="off", most=100),
        Field("counted_class", words(name + "class"), "select", required=fresh, choices=choices("class", CLASSES)),
        Field("id_kind", words(name + "id_kind"), "select", required=False, choices=choices("id_kind", ID_KINDS)),
        Field("id_number", words(name + "id_number"), required=False, width=20, complete="off", most=100),
        Field("phone", words(name + "phone"), "tel", required=False, width=12, complete="off"),
        Field("address", words(name + "address"), required=False, complete="off"),
        Field("email", words(name + "email"), "text", required=False, width=20, complete="off"),
        Field("organisation", words(name + "organisation"), required=False, width=20, complete="off", most=100),
    ]


def _unsaid(fresh: bool) -> Words | None:
    return None if fresh else words("case.party.unsaid")
