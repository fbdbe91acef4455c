"""What is said when a case is opened, and the checks on it that no procedure makes."""

import hashlib
import secrets
from dataclasses import dataclass

from zhengwu.records.sealing import blind
from zhengwu.records.troubles import invalid
from zhengwu.statute.identifiers import citizen_id, uscc

CLASSES = ("natural_person", "enterprise", "research_institution", "nonprofit", "legal_service_org", "other_org")
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without signs that look alike
ID_KINDS = ("citizen_id", "uscc", "passport", "permit", "other")


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies. `counted_class` is the column of the annual report; a law firm is a legal_service_org."""

    name: str
    counted_class: str = "natural_person"
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    email: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a case is opened with, besides its first events. `item_id` is the service item that is applied for."""

    applicant: Applicant | None = None
    unit_id: int | None = None
    counted_class: str = ""
    title: str = ""
    about_id: int | None = None
    source_key: str | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A case just opened. The secret is not on file; empty where the public does not follow the case."""

    case_id: int
    number: str
    secret: str
    length: int


def check(applicant: Applicant, *, contact: bool = True) -> None:
    """条例第二十九条: name, proof of identity, contact. Raises Trouble naming the field that is wrong.

    `contact` is False for somebody who does not apply and may be reached in another way.
    """
    if not applicant.name.strip():
        raise invalid(
            "name_missing", "请填写申请人姓名或者名称。", "The applicant's name is missing.", where="applicant.name"
        )
    if applicant.counted_class not in CLASSES:
        raise invalid(
            "class_unknown",
            f"申请人类别应为下列之一：{'、'.join(CLASSES)}。",
            f"The applicant's class is one of: {', '.join(CLASSES)}.",
            where="applicant.counted_class",
        )
    if applicant.id_kind and applicant.id_kind not in ID_KINDS:
        raise invalid(
            "id_kind_unknown",
            f"证件种类应为下列之一：{'、'.join(ID_KINDS)}。",
            f"The kind of identity proof is one of: {', '.join(ID_KINDS)}.",
            where="applicant.id_kind",
        )
    if contact and not (applicant.phone or applicant.address or applicant.email):
        raise invalid(
            "contact_missing",
            "请至少填写一种联系方式（电话、地址或者电子邮箱）。",
            "Give at least one contact: telephone, address or e-mail.",
            where="applicant.phone",
        )
    _check_number(applicant)
    for name in ("name", "id_number", "phone", "address", "email", "organisation"):
        _check_text(name, getattr(applicant, name))


def _check_number(applicant: Applicant) -> None:
    checks = {"citizen_id": citizen_id.problem, "uscc": uscc.problem}
    if applicant.id_kind not in checks or not applicant.id_number:
        return
    problem = checks[applicant.id_kind](applicant.id_number)
    if problem is not None:
        raise invalid(problem.code, problem.zh, problem.en, where="applicant.id_number")


def _check_text(name: str, value: str) -> None:
    if len(value) > 200 or any(ord(sign) < 32 or 0xD800 <= ord(sign) <= 0xDFFF for sign in value):
        raise invalid(
            "text_wrong",
            "文字过长（至多200字）或者含有控制字符。",
            "The text is longer than 200 characters or holds control characters.",
            where=f"applicant.{name}",
        )


def sealed(applicant: Applicant) -> dict[str, str]:
    """The columns of the party's row; numbers get a blind index and a masked form."""
    return {
        "name": applicant.name.strip()[:100],
        "counted_class": applicant.counted_class,
        "id_kind": applicant.id_kind,
        "id_number": applicant.id_number,
        "id_blind": blind(applicant.id_number) if applicant.id_number else "",
        "id_masked": citizen_id.mask(applicant.id_number) if applicant.id_number else "",
        "phone": applicant.phone,
        "address": applicant.address,
        "email": applicant.email,
        "organisation": applicant.organisation[:100],
    }


def fresh_secret() -> str:
    """What a person outside follows a case with, beside its number: shown once, about 50 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.strip().upper().encode()).hexdigest()
