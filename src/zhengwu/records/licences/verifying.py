"""Whether a licence is genuine and in force: what anybody may ask who has one before them.

Told apart: no identifier at all, one of another issuer, one that was never issued (forged), one whose document says
something else than what is on file (altered), and every state that it can be in. A holder is named only to whoever has
the document, and masked; without the code of the document there is but the state.
"""

from dataclasses import dataclass
from datetime import date

from zhengwu.records import rows
from zhengwu.records.licences import digests
from zhengwu.records.licences.models import Licence
from zhengwu.records.licences.queries import LicenceFacts, facts, replaced_by
from zhengwu.records.rows import told
from zhengwu.statute.identifiers.problem import Problem
from zhengwu.statute.licences import State, identifier, state
from zhengwu.statute.licences.masking import masked
from zhengwu.statute.licences.states import SUPERSEDED

MALFORMED, FOREIGN, UNKNOWN, ALTERED, DAMAGED = "malformed", "foreign", "unknown", "altered", "damaged"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. `verdict` is one of the five above, or the key of a state.

    `proved`: the code of the document was given and is right; only then are `licence` and `holder` there. `newer` is
    the state of the newest version, of which nothing more is told.
    """

    verdict: str
    identifier: str
    on: date
    proved: bool = False
    problem: Problem | None = None
    state: State | None = None
    licence: LicenceFacts | None = None
    holder: str = ""
    kind_name: str = ""
    body_name: str = ""
    since: date | None = None
    newer: State | None = None

    @property
    def holds(self) -> bool:
        """Whether it is valid on the day."""
        return self.verdict == "valid"


def verify(text: str, mac: str, on: date) -> Verified:
    """What is to be said of an identifier, and of the code beside it; empty where there is none."""
    found = identifier.parse(text)
    if isinstance(found, Problem):
        return Verified(MALFORMED, text.strip()[: identifier.LONGEST], on, problem=found)
    plain = str(found)
    row = rows.one(Licence, "identifier = %s", [plain])
    if row is None:
        ours = told("SELECT 1 FROM organs_body WHERE code = %s", [found.issuer])
        return Verified(UNKNOWN if ours else FOREIGN, plain, on)
    if digests.digest(row) != row.digest:
        return Verified(DAMAGED, plain, on)
    if mac.strip() and not digests.proves(mac, plain, row.digest):
        return Verified(ALTERED, plain, on)
    return _told(row, plain, on, proved=bool(mac.strip()))


def verify_known(row: Licence, on: date) -> Verified:
    """The same for a licence whose document was recognised by its bytes."""
    if digests.digest(row) != row.digest:
        return Verified(DAMAGED, row.identifier, on)
    return _told(row, row.identifier, on, proved=True)


def _told(row: Licence, plain: str, on: date, *, proved: bool) -> Verified:
    now, said = state(row.status, row.valid_to, on), facts(row.pk)
    return Verified(
        now.key,
        plain,
        on,
        proved=proved,
        state=now,
        licence=said if proved else None,
        holder=masked(row.holder_name, row.holder_kind) if proved else "",
        kind_name=said.kind_name,
        body_name=said.body_name,
        since=row.valid_to if now.key == "expired" else row.status_on,
        newer=_newest(row.pk, on) if row.status == SUPERSEDED else None,
    )


def _newest(licence_id: int, on: date) -> State | None:
    """The state of the last version that followed; the chain ends, for each one has a higher number."""
    found: LicenceFacts | None = None
    after = replaced_by(licence_id)
    while after is not None:
        found, after = after, replaced_by(after.id)
    return found.state(on) if found else None
