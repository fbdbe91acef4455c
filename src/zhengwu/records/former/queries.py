"""What parties of a case were called before, and why it was amended. What is sealed stays sealed."""

from dataclasses import dataclass
from datetime import datetime

from zhengwu.records.former.models import FormerParty


@dataclass(frozen=True, slots=True)
class Earlier:
    """A former saying of a party: its name then, whether it was wrong or has changed, why, by whom, when."""

    party_id: int
    kind: str
    name: str
    reason: str
    actor_name: str
    at: datetime


def earlier(case_id: int, party_id: int) -> tuple[Earlier, ...]:
    """How a party was said before, the oldest first. One statement; whoever asks has opened the case."""
    rows = FormerParty.objects.filter(party_id=party_id, party__case_id=case_id).order_by("id")
    columns = ("party_id", "kind", "name", "reason", "actor_name", "at")
    return tuple(Earlier(*row) for row in rows.values_list(*columns))
