"""Keeping what a party was, before it is said anew."""

import json
from datetime import datetime

from zhengwu.records.cases.models import Party
from zhengwu.records.documents.actions import actor_key
from zhengwu.records.former.models import KINDS, FormerParty
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import invalid

KEPT = ("name", "counted_class", "id_kind", "id_number", "phone", "address", "email", "organisation")


def keep(party: Party, kind: str, reason: str, *, by: Actor, at: datetime) -> None:
    """Puts the party as it is now on file as its former self. Trouble (invalid) for a kind that there is not."""
    if kind not in KINDS:
        raise invalid("kind_unknown", "请说明是登记有误还是情况变更。", "Say whether it was wrong.", where="kind")
    FormerParty.objects.create(
        party=party,
        kind=kind,
        name=party.name,
        content=json.dumps({name: getattr(party, name) for name in KEPT}, ensure_ascii=False),
        reason=reason.strip()[:500],
        actor=actor_key(by),
        actor_name=by.name[:60],
        at=at,
    )
