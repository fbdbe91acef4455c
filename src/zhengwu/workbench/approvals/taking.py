"""The second screen of the counter: which situation, and for whom. A code that is known fills in the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponse

from zhengwu.records.approvals import desk
from zhengwu.records.approvals.desk import Known
from zhengwu.records.approvals.holders import Holder
from zhengwu.records.items import queries as items
from zhengwu.records.items.queries import ITEM, Held
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Words, forbidden, missing
from zhengwu.records.unfinished import actions as unfinished
from zhengwu.statute.catalogue import Record
from zhengwu.statute.forms import model as statute
from zhengwu.statute.forms.model import Kind
from zhengwu.statute.forms.reading import Wrong, read
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Progress
from zhengwu.visits import Asked
from zhengwu.workbench.approvals.finding import PLACE, REGISTERS, progress
from zhengwu.workbench.items.telling import named

ANSWER = "q-"
PERSON = "natural_person"
CHANNELS = ("counter", "mail")
WHO = ("code", "name", "kind", "phone", "address", "mandate", "channel", "received_on")


@dataclass(frozen=True, slots=True)
class WhoPage:
    """The situation and the holder."""

    progress: Progress
    held: Held
    form: Filled
    known: Known | None
    at: str


@staff
def who(request: Asked, item_id: int) -> HttpResponse:
    """`/desk/intake/ITEM`: shows what was typed before; sent, goes on where it is sound."""
    held, place = offered(request.actor, item_id, request.on), f"{PLACE}{item_id}"
    form = who_form(held.record, request.on)
    if request.method != "POST":
        kept = unfinished.read(request.actor, place, at=request.at)
        beginning = {"channel": "counter", "received_on": request.on.isoformat(), "kind": _usual(held.record)}
        filled = form.empty(**{**beginning, **(kept.values if kept else {})})
        return _shown(request, held, filled, None)
    if "drop" in request.POST:
        unfinished.drop(request.actor, place)
        return onward(request, "/desk/intake")
    filled = form.read(request.POST)
    code = filled["code"].upper()
    known = desk.known(request.actor, code, request.on) if code else None
    filled = checked(with_kind(held.record, with_known(filled, known), request.on), request.on)
    values = {name: value[0] for name, value in filled.values.items() if value}
    unfinished.keep(request.actor, place, {**values, "code": code, "item": held.name}, at=request.at)
    if not filled.sound:
        return _shown(request, held, filled, known, 422)
    return onward(request, f"/desk/{place}/bring")


def offered(actor: Actor, item_id: int, on: date) -> Held:
    """The item in use for which the actor takes applications in. Raises Trouble: missing, forbidden."""
    held = items.holding(item_id, on)
    if held is None:
        raise missing(ITEM, where="item_id")
    reach = actor.reach(REGISTERS)
    if not (reach.everything or held.body_id in reach.bodies):
        raise forbidden(REGISTERS)
    return held


def _usual(record: Record) -> str:
    return record.objects[0] if record.objects else PERSON


def who_form(record: Record, on: date) -> Form:
    """The questions of the situation, then who it is."""
    asked = tuple(
        Field(
            ANSWER + one.key, same(one.text), "radios", same(one.help) if one.help else None, required=not one.when,
            choices=tuple(Choice(each.key, same(each.text)) for each in one.choices),
        )
        for one in record.questions
    )  # fmt: skip
    kinds = record.objects or (PERSON,)
    objects = tuple(Choice(key, named("object", key)) for key in kinds)
    channels = tuple(Choice(key, words(f"approvals.channel.{key}")) for key in CHANNELS)

    def one(name: str, kind: str = "text", hint: str = "", **more: object) -> Field:
        said = words(f"approvals.hint.{hint}") if hint else None
        return Field(name, words(f"approvals.who.{name}"), kind, said, **more)  # type: ignore[arg-type]

    who = (
        one("code", hint="code", required=False, most=30, width=20),
        one("name", required=False),
        one("phone", "tel", required=False, most=30, width=12),
        one("address", required=False),
        one("mandate", required=False),
        one("kind", "select", choices=objects),
        one("channel", "select", choices=channels),
        one("received_on", "date"),
    )
    return Form((*who[:2], *asked, *who[2:]))


def with_known(filled: Filled, known: Known | None) -> Filled:
    """With the name of who is known by the code, where none was typed."""
    if known is None or filled["name"] or not known.holder.name:
        return filled
    return replace(filled, values={**filled.values, "name": (known.holder.name,), "kind": (known.holder.kind,)})


def with_kind(record: Record, filled: Filled, on: date) -> Filled:
    """With the kind of holder that the code is of, where the one chosen cannot have it."""
    code, chosen = filled["code"].upper(), filled["kind"]
    if not code or isinstance(_read(code, chosen, on), str):
        return filled
    fit = next((kind for kind in record.objects or (PERSON,) if isinstance(_read(code, kind, on), str)), chosen)
    return replace(filled, values={**filled.values, "kind": (fit,)})


def _read(code: str, kind: str, on: date) -> str | Wrong:
    wanted = Kind.CITIZEN_ID if kind == PERSON else Kind.CREDIT_CODE
    return read(statute.Field("code", words("approvals.who.code").zh, wanted), code, on)


def checked(filled: Filled, on: date) -> Filled:
    """With what is wrong: no name, a code whose check sign is wrong, a day to come, a question still to be answered."""
    if not filled["name"]:
        filled = filled.wrong("name", words("approvals.name_missing"))
    if filled["code"]:
        found = _read(filled["code"].upper(), filled["kind"], on)
        if isinstance(found, Wrong):
            filled = filled.wrong("code", Words(found.zh, found.en))
    day = filled.day("received_on")
    if day is not None and day > on:
        filled = filled.wrong("received_on", words("approvals.day_to_come"))
    return filled


def holder_of(values: Mapping[str, str]) -> Holder:
    """The holder as it was kept."""
    return Holder(
        values.get("name", ""), values.get("code", ""), values.get("kind", PERSON), values.get("phone", ""),
        values.get("address", ""),
    )  # fmt: skip


def answers_of(values: Mapping[str, str]) -> dict[str, str]:
    """The answers to the questions of the situation, as they were kept."""
    return {name.removeprefix(ANSWER): value for name, value in values.items() if name.startswith(ANSWER)}


def _shown(request: Asked, held: Held, filled: Filled, known: Known | None, status: int = 200) -> HttpResponse:
    page = WhoPage(progress("who"), held, filled, known, f"/desk/{PLACE}{held.item_id}")
    return show(request, "workbench/approvals/who.html", page, status)
