"""Things on file in a place, for the pages that are walked through: ids by the names that addresses give them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from tests.records.library.conftest import page
from zhengwu.records.cases import actions
from zhengwu.records.cases.models import Case, Party
from zhengwu.records.cases.opening import Applicant, Opening
from zhengwu.records.documents import actions as documents
from zhengwu.records.documents import releasing
from zhengwu.records.documents.actions import Receiving
from zhengwu.records.documents.releasing import Releasing
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.letters import serving
from zhengwu.records.letters.gathering import Choosing
from zhengwu.records.letters.serving import Issue
from zhengwu.records.library import taking
from zhengwu.records.library.models import Found
from zhengwu.records.licences import actions as licences
from zhengwu.records.licences import copies, kinds
from zhengwu.records.licences.models import ElectronicSeal
from zhengwu.records.organs.models import Body, Promise, Unit
from zhengwu.records.people.actors import CLOCKWORK, PUBLIC
from zhengwu.records.people.models import Appointment, Session, Token
from zhengwu.records.publications import actions as publications
from zhengwu.records.publications import files as publications_files
from zhengwu.records.publications.actions import Draft
from zhengwu.records.publications.importing import desk
from zhengwu.records.publications.importing.model import Options
from zhengwu.records.publications.models import Placement
from zhengwu.records.publications.texts import Written
from zhengwu.statute.catalogue import Record
from zhengwu.statute.procedures import Event

AT, ON = datetime(2026, 1, 5, 1, tzinfo=UTC), date(2026, 1, 5)
RESULTS = "标题,正文\n准予许可决定书,准予许可\n".encode()
APPLICANT = Applicant("周某", id_kind="passport", id_number="X1234567", phone="000-00000000")
EVENTS = (
    Event("submitted", ON, says={"channel": "counter", "items": ["青禾路改造征收补偿方案"]}),
    Event("received", ON),
)


def furnished(hire, actor, body_id, unit_id):
    """A request of the body with a letter, a file and a release; who is in charge of it; and a year of reports."""
    person = hire("head", body_id)
    head = actor(person)
    opening = Opening(APPLICANT, unit_id=unit_id)
    case_id = actions.open_case("information_request", body_id, EVENTS[:1], opening, by=head, at=AT).case_id
    actions.take(case_id, EVENTS[1], by=head, at=AT)
    Case.objects.filter(pk=case_id).update(unit_id=unit_id)
    original = documents.receive(case_id, Receiving(b"original", "a.txt", "original"), by=head, at=AT)
    return {
        "body_id": body_id,
        "path": Body.objects.get(pk=body_id).path,
        "unit_id": unit_id,
        "case_id": case_id,
        "run_id": desk.take_in([RESULTS], "results.csv", Options(body_id=body_id), by=head, at=AT),
        "wording_id": Case.objects.get(pk=case_id).wording_id,
        "number": 2,
        "party_id": Party.objects.get(case_id=case_id).pk,
        "letter_id": serving.issue_due(case_id, Issue(Choosing("receipt"), ON), by=head, at=AT).id,
        "attachment_id": original.id,
        "release_id": releasing.release(case_id, Releasing("1", b"given", "b.txt"), by=head, at=AT).id,
        "year": 2025,
        "person_id": person.pk,
        "appointment_id": Appointment.objects.get(person=person).pk,
        "section": unit_id or Unit.objects.create(body_id=body_id, name="综合科").pk,
        "token_id": Token.objects.create(
            name="平台",
            body_id=body_id,
            prefix=f"p{body_id}{unit_id or 0}",
            digest=f"{body_id}:{unit_id}",
            since=AT,
            until=AT,
        ).pk,
        "promise_id": _promise(body_id).pk,
        **_publication(head, body_id, unit_id),
        **_item(body_id, unit_id),
        **_licence(body_id),
        **_library(body_id),
        "session_id": Session.objects.values_list("id", flat=True).first() or 0,
    }


def _licence(body_id):
    """A licence of the body with an annotated copy, and an electronic seal."""
    kinds.ship(body_id, by=CLOCKWORK, at=AT, on=date(2020, 1, 1))
    said = {"case_id": None, "event_id": None, "months": None, "about": None, "action": "new", "on": ON}
    with transaction.atomic():
        found = licences.grant(
            "food_operation", body_id=body_id, holder=Licensed("湖畔小吃店"), facts=(), by=CLOCKWORK, at=AT, **said
        )
    name = f"seal{ElectronicSeal.objects.count()}"
    days = {"valid_from": ON, "valid_to": date(2036, 1, 4), "at": AT}
    seal = ElectronicSeal.objects.create(
        body_id=body_id, name=name, esid=name, structure=b"", certificate=b"", picture="<svg/>", **days
    )
    made = copies.make(found, "贷款申请", "银行", date(2030, 1, 1), by=PUBLIC, at=AT)
    return {"licence_id": found, "copy_id": made.id, "seal_id": seal.pk}


@dataclass(frozen=True)
class Licensed:
    """Whose licence it is."""

    name: str
    code: str = ""
    kind: str = "unincorporated"


def _library(body_id):
    """A published report in the library of a body, with something to decide about."""
    paper = taking.take_in(body_id, page(total=9), "report.html", by=CLOCKWORK, at=AT).paper_id
    taking.go_on(body_id, at=AT, seconds=60)
    return {"paper_id": paper, "found_id": Found.objects.filter(paper_id=paper).values_list("id", flat=True).first()}


def _publication(head, body_id, unit_id):
    """A draft with a file, and another channel that it does not have yet."""
    draft = Draft("notice", ON, Written("停水通知", "明日停水。"), unit_id)
    made = publications.register(body_id, draft, by=head, at=AT)
    file = publications_files.attach(made.publication_id, "通知.txt", "明日停水。".encode(), by=head, at=AT)
    place = Placement.objects.create(publication_id=made.publication_id, channel="hall", on=ON, by="余某", at=AT)
    return {"publication_id": made.publication_id, "file_id": file.id, "placement_id": place.pk}


def _item(body_id, unit_id):
    """An item in use, of the unit."""
    record = Record("户外广告设置许可", "licence", handle_code=f"HW-{unit_id}", objects=("enterprise",))
    loaded = Loaded(body_id, record, date(2025, 1, 1), unit_id)
    return {"item_id": load([loaded], by="局长", at=AT)[0]}


def _promise(body_id):
    values = {"length": 15, "since": date(2030, 1, 1), "basis": "公开指南", "by": "余某", "at": AT}
    return Promise.objects.get_or_create(body_id=body_id, procedure="information_request", defaults=values)[0]
