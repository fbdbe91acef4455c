"""The guided paths through the demonstration: `tour.toml`, with the numbers of what was built filled in."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from examples.district.staff import Body, Login
from zhengwu.records.cases import parties, queries
from zhengwu.records.cases.models import Case, Party
from zhengwu.records.cases.queries import Wanted
from zhengwu.records.documents.models import Release
from zhengwu.records.items.models import Item
from zhengwu.records.licences import digests
from zhengwu.records.licences.models import Licence
from zhengwu.records.people.actors import Actor
from zhengwu.records.publications.models import Publication

TOLD = Path(__file__).with_name("tour.toml")
Told = dict[str, Any]


def paths(facts: Mapping[str, object], logins: tuple[Login, ...]) -> list[Told]:
    """Every guided path, with who may sign in for it."""
    names = {one.username: one for one in logins}
    found = []
    for path in tomllib.loads(TOLD.read_text("utf-8"))["path"]:
        login = names.get(path.get("login", ""))
        filled = {key: value.format(**facts) for key, value in path.items() if isinstance(value, str)}
        steps = [{key: value.format(**facts) for key, value in step.items()} for step in path["steps"]]
        who = {"name": login.name, "body": login.body} if login else {}
        found.append({**filled, **who, "steps": steps})
    return found


def facts_of(bodies: Mapping[str, Body], year: int, at: Any) -> dict[str, object]:
    """The numbers that the paths speak of: cases, bodies, years, and what opens a case from outside."""
    bureau, street = bodies["sp"], bodies["yq"]
    head, clerk = bureau.actor("head"), bureau.actor("clerk")
    answered = _answered(bureau.id)
    asked = _asked(bureau.id)
    number, party = (asked.case.number, asked.pk) if asked else ("", None)
    return {
        "government": bodies["qh"].id,
        "bureau": bureau.id,
        "draft_body": street.id,
        "year": year,
        "last_year": year - 1,
        "year_before": year - 2,
        "answered_number": answered.number if answered else "",
        "answered_secret": parties.give_secret(answered.pk, None, by=clerk, at=at).secret if answered else "",
        "opinion_number": number,
        "opinion_secret": parties.give_secret(asked.case_id, party, by=clerk, at=at).secret if asked else "",
        "urgent": _first(head, Wanted(handler_id=bureau.actor("handler").id or 0, is_open=True)),
        "proposed": _first(head, Wanted(proposed=True)),
        "reviewing": _first(head, Wanted(procedure="proactive_disclosure", state="reviewing")),
        "document": _explained(bureau.id),
        "food_item": _item(bureau.id, "食品经营许可（新办）"),
        "accepted": _first(head, Wanted(procedure="licensing", state="in_review", is_open=True)),
        "to_decide": _first(head, Wanted(procedure="licensing", proposed=True)),
        "verify": _verified(bureau.id),
    }


def _explained(body_id: int) -> int:
    """The newest document of a body that an interpretation explains."""
    found = Publication.objects.filter(interprets__body_id=body_id, status="public", interprets__status="public")
    return found.order_by("-id").values_list("interprets_id", flat=True).first() or 1


def _item(body_id: int, name: str) -> int:
    """The item of that name."""
    return Item.objects.filter(body_id=body_id, name=name).values_list("id", flat=True).first() or 1


def _verified(body_id: int) -> str:
    """Where the newest licence of a body is verified, with its code."""
    found = Licence.objects.filter(body_id=body_id, status="valid").order_by("-id").first()
    return f"/verify/{quote(found.identifier)}?m={digests.code(found.identifier, found.digest)}" if found else "/verify"


def _first(actor: Actor, wanted: Wanted) -> int:
    found = queries.inbox(actor, wanted, limit=1)
    return found[0].id if found else 1


def _answered(body_id: int) -> Case | None:
    """The newest request that was answered with a file."""
    given = Release.objects.filter(body_id=body_id).values("case_id")
    return Case.objects.filter(pk__in=given, procedure="information_request").order_by("-id").first()


def _asked(body_id: int) -> Party | None:
    """A third party whose opinion is asked for at present."""
    wanted = {"case__body_id": body_id, "case__state": "consulting", "role": "third_party"}
    return Party.objects.filter(**wanted).select_related("case").order_by("-id").first()
