"""What a browser carries between two steps that belong together: sealed, for one purpose, until a moment, good once.

A sign-in half done, and a sign-in begun at an identity service, are kept nowhere in the house: who begins a thousand of
them fills no table. Only what was used is written down, so that it is not used again.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from zhengwu.records.people.models import Spent
from zhengwu.records.people.passwords import digest, secret
from zhengwu.records.sealing import Unsealable, seal, unseal
from zhengwu.records.troubles import Trouble, Words

Said = Mapping[str, str | int]


def issue(purpose: str, said: Said, *, until: datetime) -> str:
    """A ticket for this purpose, that says this, until then."""
    return seal(json.dumps({"purpose": purpose, "until": until.isoformat(), "once": secret(), "said": said}))


def read(ticket: str, purpose: str, *, at: datetime) -> Said | None:
    """What a ticket says; None where it is none of ours, for something else, or too old."""
    try:
        found = json.loads(unseal(ticket)) if ticket else None
    except Unsealable:
        return None
    if found is None or found["purpose"] != purpose or datetime.fromisoformat(found["until"]) <= at:
        return None
    said: Said = found["said"]
    return said


def number(said: Said, name: str) -> int:
    """A number that a ticket says; 0 where it says none."""
    found = said.get(name, 0)
    return found if isinstance(found, int) else 0


def spend(what: str, *, until: datetime) -> None:
    """Uses something up: a ticket, a challenge. Raises Trouble (conflict) the second time."""
    try:
        with transaction.atomic():
            Spent.objects.create(digest=digest(what), until=until)
    except IntegrityError:
        message = Words("这一步已经做过了。", "This step was taken already.")
        raise Trouble("conflict", "used_already", message, Words("请重新开始。", "Begin again.")) from None


def forget(*, before: datetime) -> int:
    """Deletes what has expired by itself. Returns how many."""
    return Spent.objects.filter(until__lt=before).delete()[0]
