"""Ten codes on paper, each good once, for the day when the telephone is lost. Only a keyed mark of each is kept."""

import secrets
from datetime import datetime

from zhengwu.records.people.models import Person, RecoveryCode
from zhengwu.records.sealing import blind, blinds

COUNT, HALF = 10, 5
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that looks like another


def make(person: Person) -> tuple[str, ...]:
    """Ten new codes, such as K7M2P-X9Q4T; those of before are no longer good."""
    RecoveryCode.objects.filter(person=person).delete()
    codes = tuple("-".join("".join(secrets.choice(SIGNS) for _ in range(HALF)) for _ in "12") for _ in range(COUNT))
    RecoveryCode.objects.bulk_create([RecoveryCode(person=person, mark=blind(f"{person.pk}:{one}")) for one in codes])
    return codes


def take(person: Person, code: str, *, at: datetime) -> bool:
    """Whether this is a code of the person's that was not used yet; it is used then. Hyphens and case do not count."""
    if len(code) > 40:
        return False
    marks = blinds(f"{person.pk}:{code}")
    return RecoveryCode.objects.filter(person=person, mark__in=marks, used_at=None).update(used_at=at) == 1
