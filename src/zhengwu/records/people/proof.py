"""An applicant's proof of identity by the provincial identity service: name and number, for half an hour, in a cookie.

There is no session and no account. The proof is sealed, says for which browser it was made (the secret of its form
cookie), and opens in no other. What the office keeps of it is what the applicant then sends.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from zhengwu.records.people import tickets
from zhengwu.records.people.passwords import digest

PURPOSE = "proof of identity"
LASTS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Proof:
    """Who it is, as the service says: name, number of the identity card, and by which service."""

    name: str
    number: str
    issuer: str


def sealed(proof: Proof, browser: str, *, at: datetime) -> str:
    """What the browser whose secret this is keeps."""
    said = {"name": proof.name, "number": proof.number, "issuer": proof.issuer, "browser": digest(browser)}
    return tickets.issue(PURPOSE, said, until=at + LASTS)


def opened(kept: str, browser: str, *, at: datetime) -> Proof | None:
    """The proof that a browser keeps; None where there is none, it is too old, or another browser's."""
    said = tickets.read(kept, PURPOSE, at=at)
    if said is None or not browser or not hmac.compare_digest(str(said["browser"]), digest(browser)):
        return None
    return Proof(str(said["name"]), str(said["number"]), str(said["issuer"]))
