"""Accounts at the identity service, linked and unlinked by who manages people."""

from datetime import datetime

from django.db import transaction

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.people import accounts
from zhengwu.records.people.accounts import ACCOUNT, AccountFacts
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.models import ProviderAccount
from zhengwu.records.people.queries import person
from zhengwu.records.staffing.asking import needed
from zhengwu.records.staffing.readmitting import RIGHT, managed
from zhengwu.records.troubles import invalid, missing

MOST = 255


def linked(actor: Actor, person_id: int, issuer: str) -> AccountFacts | None:
    """The account of a person whom the actor sees, for who manages people. Raises Trouble: forbidden, missing."""
    needed(actor, RIGHT)
    person(actor, person_id)
    return accounts.of_person(person_id, issuer)


def link(person_id: int, issuer: str, subject: str, *, by: Actor, at: datetime) -> None:
    """Links an account by its subject at the service. Raises Trouble: missing, forbidden, invalid, conflict."""
    subject = subject.strip()
    if not 0 < len(subject) <= MOST or not subject.isprintable():
        raise invalid("invalid_value", "请填写该账号在平台上的编号。", "Give its subject there.", where="subject")
    with transaction.atomic():
        found, _ = managed(person_id, by, at)
        accounts.link_for(found, issuer, subject, by=by, at=at)


def unlink(person_id: int, issuer: str, *, by: Actor, at: datetime) -> None:
    """Undoes a link: from then on the service opens nothing for the person. Raises Trouble: missing, forbidden."""
    with transaction.atomic():
        found, body_id = managed(person_id, by, at)
        rows = ProviderAccount.objects.filter(person=found, issuer=issuer)
        subject = rows.values_list("subject", flat=True).first()
        if subject is None:
            raise missing(ACCOUNT)
        rows.delete()
        record(Deed("provider.unlinked", body_id, "person", str(found.pk), subject[:200]), by=by, at=at)
