"""Slowing down whoever guesses passwords or codes: by account and by address, in a table, the same on every database.

Codes are counted apart from passwords: who knows the password cannot forget wrong codes by typing it again.

An attempt counts before the password is looked at, so that many at once gain nothing; a success takes it back. After
the free attempts each further one doubles the wait. A day of quiet forgets.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction

from zhengwu.records.people.models import Attempt
from zhengwu.records.troubles import Trouble, Words

FREE = {"account": 5, "code": 5, "address": 30}  # an office shares an address
FIRST_WAIT = 30  # seconds
LONGEST_WAIT = 900
FORGOTTEN = timedelta(days=1)
What = Literal["account", "code"]  # whose attempts: at a password, or at a code


def enter(username: str, address: str, *, what: What = "account", at: datetime) -> None:
    """Counts an attempt. Raises Trouble (throttled) with the seconds to wait, in which case it does not count.

    Without a user name (a passkey says who comes) only the address counts.
    """
    with transaction.atomic():
        subjects = _subjects(username, address, what)
        Attempt.objects.bulk_create(
            [Attempt(subject=subject, last_at=at) for subject in subjects], ignore_conflicts=True
        )
        attempts = list(Attempt.objects.select_for_update().filter(subject__in=subjects).order_by("subject"))
        blocked = [found.blocked_until for found in attempts if found.blocked_until and found.blocked_until > at]
        if blocked:
            raise _wait(int((max(blocked) - at).total_seconds()) + 1)
        for found in attempts:
            found.failures = 1 if at - found.last_at > FORGOTTEN else found.failures + 1
            over = found.failures - FREE[found.subject.partition(":")[0]]
            found.blocked_until = at + timedelta(seconds=wait_after(over)) if over >= 0 else None
            found.last_at = at
        Attempt.objects.bulk_update(attempts, ["failures", "blocked_until", "last_at"])


def wait_after(over: int) -> int:
    """Seconds to wait when `over` attempts more than the free ones have failed."""
    return min(FIRST_WAIT << min(over, 10), LONGEST_WAIT)


def succeed(username: str, address: str, *, what: What = "account") -> None:
    """Forgets the account's failures, and takes back the one attempt of the address. In the caller's transaction."""
    subjects = _subjects(username, address, what)
    for found in Attempt.objects.select_for_update().filter(subject__in=subjects).order_by("subject"):
        if not found.subject.startswith("address:"):
            found.delete()
            continue
        found.failures, found.blocked_until = max(found.failures - 1, 0), None
        found.save(update_fields=["failures", "blocked_until"])


def waiting(seconds: int) -> Words:
    """A wait as one says it: seconds below two minutes, whole minutes above."""
    if seconds < 120:
        return Words(f"{seconds} 秒", f"{seconds} seconds")
    minutes = -(-seconds // 60)
    return Words(f"{minutes} 分钟", f"{minutes} minutes")


def forget(*, before: datetime) -> int:
    """Deletes what nobody has tried since. Returns how many."""
    return Attempt.objects.filter(last_at__lt=before).delete()[0]


def _subjects(username: str, address: str, what: What) -> list[str]:
    """The keys of account and address, in the order in which rows are locked: two at once never wait for each other.

    A name is hashed: it may be long, or a password typed into the wrong field.
    """
    account = [f"{what}:{hashlib.sha256(username.encode()).hexdigest()}"] if username else []
    return sorted([*account, f"address:{address}"])


def _wait(seconds: int) -> Trouble:
    message = Words(
        f"登录失败次数过多，请等待 {waiting(seconds).zh}。",
        f"Too many failed sign-ins: wait {waiting(seconds).en}.",
    )
    advice = Words("忘记密码请联系系统管理员。", "If you forgot the password, ask the administrator.")
    return Trouble("throttled", "throttled", message, advice, "sign_in", seconds)
