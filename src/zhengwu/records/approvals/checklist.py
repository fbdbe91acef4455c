"""What somebody must bring for an item, and what they need not: nothing is asked twice (在线政务服务若干规定第七条).

What the office has is told by the holder's code, so only to somebody of whom it is known that the code is theirs: the
counter that has seen the identity card, or the portal after proof of identity. Without a code nothing is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhengwu.records import rows
from zhengwu.records.approvals import faith
from zhengwu.records.licences.queries import satisfies
from zhengwu.records.sealing import blinds
from zhengwu.statute.catalogue.model import Material, Record
from zhengwu.statute.catalogue.variants import told

LOOKED = 200  # of the newest materials of a holder
EARLIER = """
SELECT s.key, s.name, s.file_id, s.file_name, c.number FROM approvals_application a
JOIN approvals_supplied s ON s.application_id = a.id JOIN cases_case c ON c.id = a.case_id
WHERE a.holder_blind IN ({marks}) AND a.body_id = %s AND s.file_id IS NOT NULL AND s.state IN ('given', 'reused')
ORDER BY a.id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Reused:
    """What the office has already: a licence on file, or a file of an earlier case; `source` says which."""

    source: str
    licence_id: int | None = None
    file_id: int | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A material of the checklist. `reused`: the office has it. `may_follow`: it may come later (容缺). `committed`: a
    commitment may stand for it (告知承诺). Else it must be brought, unless the item wants it only in some situations.
    """

    material: Material
    reused: Reused | None = None
    may_follow: bool = False
    committed: bool = False

    @property
    def must_bring(self) -> bool:
        """Whether the applicant has to bring it, if they neither defer it nor commit."""
        return self.reused is None and self.material.necessity != "conditional"


def of(
    record: Record, answers: Mapping[str, str], holder_code: str = "", *, on: date, body_id: int | None = None
) -> tuple[Line, ...]:
    """The checklist for the situation of these answers: one statement for earlier cases, one for each licence."""
    wanted = told(record, answers).materials
    earlier = _earlier(holder_code, body_id) if holder_code and body_id is not None else {}
    commits = may_commit(record, holder_code, on)
    return tuple(
        Line(one, _licence(one, holder_code, on) or earlier.get(one.name), one.necessity == "deferrable",
             commits and one.replaced)
        for one in wanted
    )  # fmt: skip


def may_commit(record: Record, holder_code: str, on: date) -> bool:
    """Whether notice and commitment is offered to this holder: not in matters of safety, nor to who broke a promise."""
    if record.safety or not record.commitment.kind:
        return False
    return not any(one.bar == "commitment" for one in faith.standing(holder_code, on))


def _licence(material: Material, holder_code: str, on: date) -> Reused | None:
    if not material.licence_type or not holder_code:
        return None
    found: Any = satisfies(material.licence_type, holder_code, on)
    return Reused(f"电子证照 {found.number}", licence_id=found.id) if found else None


def _earlier(holder_code: str, body_id: int) -> dict[str, Reused]:
    """Files that the holder handed in before, by the name of the material; the newest counts."""
    known = blinds(holder_code)
    found: dict[str, Reused] = {}
    for _, name, file_id, file_name, number in rows.told(
        EARLIER.format(marks=", ".join(["%s"] * len(known))), [*known, body_id, LOOKED]
    ):
        found.setdefault(name, Reused(f"此前申请 {number}", file_id=file_id, file_name=file_name))
    return found
