"""Taking a case down: each screen kept as it is filled in, so that who is interrupted goes on where they were."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.http import HttpResponse

from zhengwu.records.cases import actions, near, parties
from zhengwu.records.cases.near import Near
from zhengwu.records.cases.opening import Applicant, Opened, Opening
from zhengwu.records.cases.sheet import opened
from zhengwu.records.documents import actions as documents
from zhengwu.records.documents.actions import Receiving
from zhengwu.records.documents.kinds import LARGEST
from zhengwu.records.organs import queries as organs
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Trouble, Words, forbidden, missing
from zhengwu.records.unfinished import actions as unfinished
from zhengwu.records.unfinished.actions import Kept, PaperFacts, Scanned
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Filled, Form
from zhengwu.ui.pages import onward, show
from zhengwu.ui.parts.tables import Fact, Progress
from zhengwu.visits import Asked
from zhengwu.workbench.counter import screens
from zhengwu.workbench.counter.screens import ABOUT, KEYS, SCREENS, progress
from zhengwu.workbench.naming import chosen, outcome, procedure_name

SLOTS = 9  # registrations that one person may have begun at a time
ROLES = {"application": "application", "identity": "identity", "mandate": "identity"}
SHOWN = (
    "channel", "on", "signed_on", "items", "name", "counted_class", "id_kind", "id_number", "phone", "address", "email",
    "organisation", "agent", "agent_phone", "delivery_form", "assistance", "title",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Begun:
    """A registration begun and not made: what it is called, when it was left, where it goes on."""

    name: str
    at: datetime
    href: str
    drop: str


@dataclass(frozen=True, slots=True)
class ScreenPage:
    """A screen of a registration: where one is, its form, the papers so far, what was begun before."""

    key: str
    title: Words
    progress: Progress
    form: Filled
    at: str
    about: str
    papers: tuple[PaperFacts, ...]
    begun: tuple[Begun, ...]
    back: str


@dataclass(frozen=True, slots=True)
class Material:
    """Something that a request needs (条例第二十九条), and whether it is there."""

    name: Words
    there: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """All that was said, what is still wanting, and requests on file in the same or in like words."""

    key: str
    title: Words
    progress: Progress
    form: Filled
    at: str
    facts: tuple[Fact, ...]
    papers: tuple[PaperFacts, ...]
    materials: tuple[Material, ...]
    near: tuple[tuple[Near, Words], ...]


@staff
def start(request: Asked, key: str = "information_request") -> HttpResponse:
    """The first screen of a new registration; it gets its place when something was filled in."""
    bodies = _bodies(request.actor, key)
    begun = unfinished.of_place(request.actor, "new/", at=request.at)
    if request.method != "POST":
        values = {
            "on": request.on.isoformat(),
            "body": bodies[0].value,
            "about": str(request.GET.get("about", ""))[:15],
        }
        form = screens.papers(key, bodies).empty(channel="counter", **values)
        return _screen(request, key, "papers", form, f"/desk/new/{key}", begun=begun)
    taken = {one.place for one in begun}
    slot = next((one for one in range(1, SLOTS + 1) if f"new/{key}/{one}" not in taken), None)
    if slot is None:
        filled = screens.papers(key, bodies).read(request.POST).wrong("", words("counter.too_many"))
        return _screen(request, key, "papers", filled, f"/desk/new/{key}", status=409, begun=begun)
    return _filled_in(request, key, slot, "papers", {"token": secrets.token_urlsafe(18)})


@staff
def screen(request: Asked, key: str, slot: int, name: str) -> HttpResponse:
    """A screen of a registration that was begun."""
    _bodies(request.actor, key)
    kept = _kept(request, key, slot)
    if kept is None or name not in SCREENS:
        return onward(request, f"/desk/new/{key}")
    if request.method == "POST" and "drop" in request.POST:
        unfinished.drop(request.actor, kept.place)
        return onward(request, f"/desk/new/{key}")
    if request.method == "POST" and "paper" in request.POST:
        unfinished.detach(request.actor, kept.place, _number(str(request.POST["paper"])))
        return onward(request, f"/desk/new/{key}/{slot}/{name}")
    if name == "check":
        return _check(request, key, slot, kept)
    if request.method == "POST":
        return _filled_in(request, key, slot, name, dict(kept.values))
    form = _form(request, key, name).empty(**_beginning(key, kept))
    return _screen(request, key, name, form, f"/desk/new/{key}/{slot}/{name}", kept=kept)


def _filled_in(request: Asked, key: str, slot: int, name: str, values: dict[str, str]) -> HttpResponse:
    """Keeps what was typed, sound or not, and goes on where it is sound."""
    place, at = f"new/{key}/{slot}", f"/desk/new/{key}/{slot}/{name}"
    filled = _form(request, key, name).read(request.POST)
    values |= {one.name: filled[one.name] for one in filled.fields if one.kind != "files"}
    unfinished.keep(request.actor, place, values, at=request.at)
    try:
        unfinished.attach(request.actor, place, _scanned(request), at=request.at)
    except Trouble as trouble:
        filled = filled.refused(trouble)
    kept = _kept(request, key, slot)
    if name == "said":
        filled = screens.checked(key, filled, frozenset(one.role for one in kept.papers) if kept else frozenset())
    if not filled.sound:
        return _screen(request, key, name, filled, at, status=422, kept=kept)
    return onward(request, f"/desk/new/{key}/{slot}/{SCREENS[SCREENS.index(name) + 1]}")


def _scanned(request: Asked) -> list[Scanned]:
    return [
        Scanned(role, one.name or role, one.read())
        for role in ROLES
        for one in request.FILES.getlist(role)
        if (one.size or 0) <= LARGEST
    ]


def _check(request: Asked, key: str, slot: int, kept: Kept) -> HttpResponse:
    """What was said, once more; sent from here, the case is opened and the receipt follows."""
    form = screens.confirmation(key, kept.values)
    if request.method != "POST":
        return _checked(request, key, slot, kept, form.empty(register_now="true"), 200)
    filled = form.read(request.POST)
    if not filled.sound:
        return _checked(request, key, slot, kept, filled, 422)
    answers = {**kept.values, "register_now": filled["register_now"]}
    try:
        with transaction.atomic():
            made = _opened(request, key, kept, answers)
            told = {"case_id": str(made.case_id), "number": made.number, "secret": made.secret}
            unfinished.keep(request.actor, f"receipt/{key}/{slot}", told, at=request.at)
            unfinished.drop(request.actor, kept.place)
    except Trouble as trouble:
        return _checked(request, key, slot, kept, filled.refused(trouble), STATUS[trouble.kind])
    return onward(request, f"/desk/new/{key}/{slot}/receipt")


def _opened(request: Asked, key: str, kept: Kept, answers: dict[str, str]) -> Opened:
    """The case with its papers and its agent; all of it or nothing, and sent twice only once."""
    applicant = None if key in ABOUT else screens.applicant_of(answers)
    about = _number(answers.get("about", "")) or None
    opening = Opening(applicant, title=answers.get("title", ""), about_id=about, source_key=f"form:{answers['token']}")
    body = _number(answers["body"])
    made = actions.open_case(key, body, screens.events_of(key, answers), opening, by=request.actor, at=request.at)
    if answers.get("agent"):
        facts = Applicant(answers["agent"], phone=answers.get("agent_phone", ""))
        parties.add(made.case_id, "agent", facts.name, facts, by=request.actor, at=request.at)
    for one in unfinished.papers(request.actor, kept.place):
        paper = Receiving(one.content, one.name, ROLES[one.role])
        documents.receive(made.case_id, paper, by=request.actor, at=request.at)
    return made


def _checked(request: Asked, key: str, slot: int, kept: Kept, filled: Filled, status: int) -> HttpResponse:
    values = kept.values
    body = _number(values.get("body", ""))
    wanted = key == "information_request" and values.get("items")
    like = near.worded(request.actor, body, values["items"]) if wanted else ()
    page = CheckPage(
        key,
        procedure_name(key),
        progress("check"),
        filled,
        f"/desk/new/{key}/{slot}",
        tuple(Fact(_label(name), _value(name, values[name])) for name in SHOWN if values.get(name)),
        kept.papers,
        _materials(key, kept),
        tuple((one, outcome(key, one.outcome)) for one in like),
    )
    return show(request, "workbench/counter/check.html", page, status)


def _materials(key: str, kept: Kept) -> tuple[Material, ...]:
    """条例第二十九条: the name, proof of identity, contact, what is wanted; and an agent's mandate."""
    if key in ABOUT:
        return ()
    values, roles = kept.values, {one.role for one in kept.papers}
    reachable = any(values.get(name) for name in ("phone", "address", "email"))
    identified = "identity" in roles or bool(values.get("identity_seen") or values.get("id_number"))
    found = [("name", bool(values.get("name"))), ("identity", identified), ("contact", reachable),
             ("items", bool(values.get("items")))]  # fmt: skip
    found += [("application", "application" in roles)] if values.get("channel") != "oral" else []
    found += [("mandate", "mandate" in roles)] if values.get("agent") else []
    return tuple(Material(words(f"counter.material.{name}"), there) for name, there in found)


def _label(name: str) -> Words:
    for prefix in ("counter.applicant.", "counter."):
        try:
            return words(prefix + {"counted_class": "class"}.get(name, name))
        except KeyError:
            continue
    raise AssertionError(name)


def _value(name: str, value: str) -> Words | date:
    if name in ("on", "signed_on"):
        return date.fromisoformat(value)
    group = {"counted_class": "class"}.get(name, name)
    return chosen(group, value) if group in ("class", "channel", "id_kind") else same(value)


def _screen(
    request: Asked, key: str, name: str, filled: Filled, at: str, *, status: int = 200, kept: Kept | None = None,
    begun: tuple[Kept, ...] = (),
) -> HttpResponse:  # fmt: skip
    about = _number(filled["about"] or (kept.values.get("about", "") if kept else ""))
    number = opened(request.actor, about).envelope.number if about else ""
    left = tuple(_begun(one) for one in begun)
    back = at.rsplit("/", 1)[0] + "/papers" if name == "said" else ""
    page = ScreenPage(
        key, procedure_name(key), progress(name), filled, at, number, kept.papers if kept else (), left, back
    )
    return show(request, "workbench/counter/screen.html", page, status)


def _begun(kept: Kept) -> Begun:
    href = f"/desk/{kept.place}"
    name = kept.values.get("name") or kept.values.get("items", "").split("\n")[0] or procedure_name(
        kept.place.split("/")[1]
    ).zh  # fmt: skip
    return Begun(name[:40], kept.at, f"{href}/papers", f"{href}/papers")


def _beginning(key: str, kept: Kept) -> dict[str, str]:
    values = {"counted_class": "natural_person", **kept.values}
    return values if key not in ABOUT else {"mode": "ordinary", "way": "direct_suit", **values}


def _form(request: Asked, key: str, name: str) -> Form:
    return screens.papers(key, _bodies(request.actor, key)) if name == "papers" else screens.said(key)


def _kept(request: Asked, key: str, slot: int) -> Kept | None:
    place = f"new/{key}/{slot}"
    found = unfinished.of_place(request.actor, place, at=request.at)
    return next((one for one in found if one.place == place), None)


def _bodies(actor: Actor, key: str) -> tuple[Choice, ...]:
    """The bodies for which the actor registers. Raises Trouble: missing (procedure), forbidden."""
    if key not in KEYS:
        raise missing(Words("这种程序", "procedure"), where="procedure")
    ids = dict.fromkeys(actor.reach("case.register").bodies)
    names = organs.names(ids)
    found = tuple(Choice(str(pk), same(names[pk])) for pk in ids if pk in names)
    if not found:
        raise forbidden("case.register")
    return found


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0
