"""Requests in the same words, and requests in similar ones: what keeps 45,000 identical requests one line of work."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q

from zhengwu.records.cases import wordings
from zhengwu.records.cases.models import Case, Wording
from zhengwu.records.cases.queries import OPEN, visible
from zhengwu.records.people.actors import Actor

CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Group:
    """Open requests to one body in the same words, and the earliest last day among them."""

    wording_id: int
    body_id: int
    text: str
    open: int
    first_due_on: date | None


def groups(actor: Actor, *, least: int = 2, limit: int = 50) -> list[Group]:
    """The wordings that at least `least` open requests share, the largest first."""
    found = visible(actor).filter(OPEN, wording__cases__gte=least)
    rows = (
        found.values("wording_id", "body_id", "wording__text")
        .annotate(open=Count("id"), first=Min("due_on"))
        .filter(open__gte=least)
        .order_by("-open", "wording_id")
        .values_list("wording_id", "body_id", "wording__text", "open", "first")
    )
    return [Group(*row) for row in rows[:limit]]


@dataclass(frozen=True, slots=True)
class Similar:
    """A wording like another: `likeness` from 0 to 1, how many requests use it, and the latest of them one may see."""

    wording_id: int
    text: str
    cases: int
    likeness: float
    case_id: int
    number: str
    outcome: str


def similar(actor: Actor, row: Case, *, least: float = 0.5, limit: int = 20) -> list[Similar]:
    """Wordings like that of the case, the likest first; its own wording comes with likeness 1 where others share it."""
    own = row.wording
    if own is None:
        return []
    same = Q(band_1=own.band_1) | Q(band_2=own.band_2) | Q(band_3=own.band_3) | Q(band_4=own.band_4)
    near = Wording.objects.filter(same, body_id=row.body_id).values_list("id", "text", "cases")[:CANDIDATES]
    scored = sorted(
        ((wordings.likeness(own.text, text), pk, text, cases) for pk, text, cases in near),
        key=lambda one: (-one[0], one[1]),
    )
    chosen = [one for one in scored if one[0] >= least and (one[1] != own.pk or one[3] > 1)][:limit]
    others = visible(actor).exclude(pk=row.pk).filter(wording_id__in=[one[1] for one in chosen])
    latest = others.values("wording_id").annotate(last=Max("id")).values_list("last", flat=True)
    rows = {case.wording_id: case for case in Case.objects.filter(pk__in=list(latest))}
    return [
        Similar(pk, text, cases, score, rows[pk].pk, rows[pk].number, rows[pk].outcome)
        for score, pk, text, cases in chosen
        if pk in rows
    ]
