"""The people of a case: adding them, amending them, showing them in clear, finding them by their number.

Every look at what is sealed, and every change, is entered in the journal with its reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from zhengwu.records.cases import words
from zhengwu.records.cases.models import Case, Party
from zhengwu.records.cases.opening import Applicant, check, digest, fresh_secret, sealed
from zhengwu.records.cases.queries import CASE, visible
from zhengwu.records.former import actions as former
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.sealing import blinds
from zhengwu.records.troubles import Words, conflict, forbidden, invalid, missing

PARTY = Words("这名当事人", "party")
ROLES = ("applicant", "agent", "third_party", "co_maker", "agency")
MOST_FOUND = 200
GONE = "-"  # what is typed where something is to be taken away


@dataclass(frozen=True, slots=True)
class InClear:
    """A party with nothing hidden."""

    id: int
    role: str
    key: str
    name: str
    counted_class: str
    id_kind: str
    id_number: str
    phone: str
    address: str
    email: str
    organisation: str


@dataclass(frozen=True, slots=True)
class Found:
    """A case in which somebody with the number asked for is a party."""

    case_id: int
    number: str
    role: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Given:
    """A secret just made, for a party or for the applicant; shown once and kept nowhere."""

    number: str
    secret: str


def unmask(case_id: int, party_id: int, reason: str, *, by: Actor, at: datetime, address: str = "") -> InClear:
    """A party in clear. Raises Trouble: missing, forbidden (personal.unmask), invalid (no reason)."""
    if not reason.strip():
        raise invalid("reason_missing", "请写明查看的理由。", "Say why you need to see it.", where="reason")
    with transaction.atomic():
        row = _row(case_id, by)
        if not by.may("personal.unmask", row.body_id, row.body.path, row.unit_id):
            raise forbidden("personal.unmask")
        party = _party(case_id, party_id)
        deed = Deed("personal.unmasked", row.body_id, "party", str(party.pk), reason.strip(), address)
        record(deed, by=by, at=at)
        return InClear(*(getattr(party, name) for name in InClear.__slots__))


def by_number(id_number: str, reason: str, *, by: Actor, at: datetime, address: str = "") -> list[Found]:
    """The cases in which somebody with this number is a party, the newest first, as far as the actor may unmask them.

    Raises Trouble: forbidden (personal.unmask anywhere), invalid (no reason). Entered in the journal of each body.
    """
    if not reason.strip():
        raise invalid("reason_missing", "请写明查询的理由。", "Say why you are looking.", where="reason")
    reach = by.reach("personal.unmask")
    if not reach:
        raise forbidden("personal.unmask")
    seen = visible(by).filter(within(reach)).values("pk")
    rows = Party.objects.filter(id_blind__in=blinds(id_number), case__in=seen).order_by("-case_id")
    columns = ("case_id", "case__number", "role", "name", "case__state", "case__body_id")
    with transaction.atomic():
        found = list(rows.values_list(*columns)[:MOST_FOUND])
        bodies = {row[5] for row in found} or {next((held.body_id for held in by.appointments), None)}
        for body in sorted(bodies, key=lambda one: one or 0):
            record(Deed("personal.searched", body, "party", "", reason.strip(), address), by=by, at=at)
    return [Found(*row[:5]) for row in found]


def add(case_id: int, role: str, key: str, facts: Applicant, *, by: Actor, at: datetime) -> int:
    """Adds a third party, an agent, a co-maker or an agency. Raises Trouble: missing, forbidden, invalid, conflict."""
    check(facts, contact=role == "agent")
    with transaction.atomic():
        row = _worked(case_id, by)
        before = words.entry(row, words.others(row.pk))
        try:
            with transaction.atomic():
                party = Party(case_id=row.pk, role=role, key=key, **sealed(facts))
                party.save(force_insert=True)
        except IntegrityError:
            zh, en = f"此件已有名为“{key}”的同类当事人。", f"The case has such a party “{key}” already."
            raise conflict("party_there", zh, en, where="key") from None
        words.change(before, words.entry(row, words.others(row.pk)))
        record(Deed("party.added", row.body_id, "party", str(party.pk), role), by=by, at=at)
        return party.pk


def amend(
    case_id: int, party_id: int, facts: Applicant, reason: str, *, by: Actor, at: datetime, kind: str = "slip"
) -> None:
    """Says everything of a party anew; how it was said before stays on file. Its role and key stay.

    `kind`: it was wrong ("slip"), or it has changed ("change"). Raises Trouble: missing, forbidden, invalid.
    """
    if not reason.strip():
        raise invalid("reason_missing", "请写明变更的理由。", "Say why it is changed.", where="reason")
    with transaction.atomic():
        row = _worked(case_id, by)
        party = _party(case_id, party_id)
        check(facts, contact=party.role in ("applicant", "agent"))
        before = words.entry(row, words.others(row.pk))
        former.keep(party, kind, reason, by=by, at=at)
        for name, value in sealed(facts).items():
            setattr(party, name, value)
        party.save()
        if party.role == "applicant":
            Case.objects.filter(pk=row.pk).update(applicant_name=party.name)
            row.applicant_name = party.name
        words.change(before, words.entry(row, words.others(row.pk)))
        record(Deed("party.amended", row.body_id, "party", str(party.pk), reason.strip()), by=by, at=at)


def change(
    case_id: int, party_id: int, said: Mapping[str, str], reason: str, *, by: Actor, at: datetime, kind: str
) -> None:
    """Says some of a party anew, by the names of `Applicant`; what is not said stays, "-" takes away.

    So nobody has to see what is sealed in order to change something else. Trouble as `amend`.
    """
    with transaction.atomic():
        row = _worked(case_id, by)
        party = _party(row.pk, party_id)
        now = {name: getattr(party, name) for name in Applicant.__slots__}
        meant = {name: "" if value == GONE else value for name, value in said.items() if value}
        if all(now[name] == value for name, value in meant.items()):
            raise invalid("nothing_changed", "没有要修改的内容。", "Nothing is to be changed.", where="name")
        amend(case_id, party_id, Applicant(**{**now, **meant}), reason, by=by, at=at, kind=kind)


def give_secret(case_id: int, party_id: int | None, *, by: Actor, at: datetime) -> Given:
    """Makes a fresh secret for a party, or for the applicant where none is named; the one before it opens nothing more.

    Raises Trouble: missing, forbidden.
    """
    secret = fresh_secret()
    with transaction.atomic():
        row = _worked(case_id, by)
        if party_id is None:
            Case.objects.filter(pk=row.pk).update(secret=digest(secret))
        else:
            party = _party(case_id, party_id)
            Party.objects.filter(pk=party.pk).update(secret=digest(secret))
        record(Deed("secret.given", row.body_id, "party", str(party_id or ""), row.number), by=by, at=at)
        return Given(row.number, secret)


def may_work(by: Actor, row: Case) -> bool:
    """Whether the actor registers or handles this case."""
    return any(by.may(right, row.body_id, row.body.path, row.unit_id) for right in ("case.register", "case.handle"))


def _worked(case_id: int, by: Actor) -> Case:
    row = _row(case_id, by)
    if not may_work(by, row):
        raise forbidden("case.handle")
    return row


def _row(case_id: int, by: Actor) -> Case:
    row = visible(by).select_related("body").filter(pk=case_id).first()
    if row is None:
        raise missing(CASE, where="case_id")
    return row


def _party(case_id: int, party_id: int) -> Party:
    party = Party.objects.filter(case_id=case_id, pk=party_id).first()
    if party is None:
        raise missing(PARTY, where="party_id")
    return party
