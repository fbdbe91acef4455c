"""A file that somebody has, checked: whether it left this house as it is, and what holds of its licence."""

import re
from dataclasses import dataclass
from datetime import date

from zhengwu.records.licences import authority
from zhengwu.records.licences.models import Licence, Signed
from zhengwu.records.licences.verifying import Verified, verify_known
from zhengwu.statute.seals import Outcome, verify
from zhengwu.statute.seals.sm2 import sm3

MOST_BYTES = 10_000_000
NAMED = re.compile(rb"1\.2\.156\.3005\.2\.[0-9A-Z]{21}\.[0-9A-Z]{18}\.[0-9A-Z]{1,40}\.[0-9]{3}\.[0-9A-Z]")
GENUINE, ALTERED, STRANGE, UNSEALED = "genuine", "altered", "strange", "unsealed"


@dataclass(frozen=True, slots=True)
class FileVerified:
    """What was found of a file. `altered`: it names a licence of ours but is not as it left; `strange`: it is not ours.

    `unsealed`: it left this house, but its seal does not verify (any more); `outcome` says at which step.
    """

    verdict: str
    outcome: Outcome | None = None
    found: Verified | None = None


def check(content: bytes, on: date) -> FileVerified:
    """What is to be said of a file."""
    row = Signed.objects.select_related("licence").filter(digest=sm3(content).hex()).order_by("id").first()
    if row is None:
        return FileVerified(ALTERED if _names_ours(content) else STRANGE)
    outcome = verify(bytes(row.signature), content, authority.trust())
    return FileVerified(GENUINE if outcome.sound else UNSEALED, outcome, verify_known(row.licence, on))


def _names_ours(content: bytes) -> bool:
    named = {found.decode() for found in NAMED.findall(content)}
    return bool(named) and Licence.objects.filter(identifier__in=list(named)[:10]).exists()
