"""What callers say of people and of events, the same for every counter of cases."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from zhengwu.api.shapes import Line, Optional, Said
from zhengwu.records.cases.opening import Applicant
from zhengwu.records.troubles import invalid
from zhengwu.statute.procedures import model as statute
from zhengwu.visits import Asked

Key = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=40)]
Fields = Annotated[
    dict[Key, Any], Field(max_length=40, description="the fields of the step, as /procedures names them")
]
Word = Annotated[str, StringConstraints(strict=True, max_length=40)]


class ApplicantSaid(Said):
    """Who applies: name, class (a column of the annual report), proof of identity, at least one contact."""

    name: Line
    counted_class: Literal[
        "natural_person", "enterprise", "research_institution", "nonprofit", "legal_service_org", "other_org"
    ] = "natural_person"
    id_kind: Literal["", "citizen_id", "uscc", "passport", "permit", "other"] = ""
    id_number: Optional = ""
    phone: Optional = ""
    address: Optional = ""
    email: Optional = ""
    organisation: Optional = ""

    def applicant(self) -> Applicant:
        """The same for the records."""
        return Applicant(**self.model_dump())


def said_event(request: Asked, key: str, on: date | None, says: dict[str, Any]) -> statute.Event:
    """An event as it was said, on the day said or today. The public says what happens now: no other day is taken."""
    if on is not None and on != request.on and request.actor.kind == "public":
        zh, en = "网上办理以当日为准，不能填写其他日期。", "Online, the day is today's; no other day is taken."
        raise invalid("not_today", zh, en, where="on")
    return statute.Event(key, on or request.on, says=says)
