"""A case taken down at the counter: a request by any channel, a correction, a review or a suit about another case."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse

from zhengwu.records.cases import actions
from zhengwu.records.cases.opening import CLASSES, ID_KINDS, Applicant, Opened, Opening
from zhengwu.records.cases.sheet import opened
from zhengwu.records.organs import queries as organs
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import Trouble, Words, forbidden, missing
from zhengwu.statute.procedures import model as statute
from zhengwu.statute.procedures import procedure
from zhengwu.statute.procedures.information_request.rules import BOTH_CONFIRM
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.pages import show
from zhengwu.visits import Asked
from zhengwu.workbench.naming import choices, procedure_name

KEYS = ("information_request", "record_correction", "administrative_review", "lawsuit")
FIRST = {
    "information_request": "submitted",
    "record_correction": "received",
    "administrative_review": "notified",
    "lawsuit": "notified",
}
ABOUT = ("administrative_review", "lawsuit")
CHANNELS = ("counter", "registered_mail", "ordinary_mail", "fax", "oral", "online")
APPLICANT = ("name", "counted_class", "id_kind", "id_number", "phone", "address", "email", "organisation")


@dataclass(frozen=True, slots=True)
class NewPage:
    """What may be taken down, and the form of one of them."""

    key: str
    title: Words
    form: Filled
    about: str


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """The receipt: number, secret (shown once), and what the applicant should know."""

    case_id: int
    number: str
    secret: str
    procedure: Words
    due_on: date | None
    body: str


@staff
def new(request: Asked, key: str = "information_request") -> HttpResponse:
    """Takes down a case, and shows its receipt."""
    if key not in KEYS:
        raise missing(Words("这种程序", "procedure"), where="procedure")
    bodies = _bodies(request.actor)
    if not bodies:
        raise forbidden("case.register")
    about_id = _number(str(request.GET.get("about", "") or request.POST.get("about", "")))
    about = opened(request.actor, about_id).envelope.number if about_id else ""
    form = _form(key, bodies)
    if request.method != "POST":
        values = {"on": request.on.isoformat(), "body": bodies[0].value, "about": str(about_id or "")}
        defaults = {"channel": "counter", "counted_class": "natural_person", "register_now": "true"}
        return _shown(request, key, form.empty(**defaults, **values), about, 200)
    filled = form.read(request.POST)
    if not filled.sound:
        return _shown(request, key, filled, about, 422)
    try:
        made = _opened(request, key, filled, about_id)
    except Trouble as trouble:
        return _shown(request, key, _placed(filled, trouble), about, STATUS[trouble.kind])
    return _receipt(request, key, made)


def _opened(request: Asked, key: str, filled: Filled, about_id: int | None) -> Opened:
    """The case; the key of the form names it, so that a form sent twice makes no second one."""
    applicant = None if key in ABOUT else Applicant(**{name: filled[name] for name in APPLICANT})
    sent = str(request.POST.get("key", ""))[:60]
    opening = Opening(applicant, title=filled["title"], about_id=about_id, source_key=f"form:{sent}" if sent else None)
    on = filled.day("on") or request.on
    says = _says(key, filled)
    events = [statute.Event(FIRST[key], on, says=says)]
    if key == "information_request" and filled["register_now"] == "true" and filled["channel"] not in BOTH_CONFIRM:
        events.append(statute.Event("received", filled.day("signed_on") or on))
    body_id = int(filled["body"])
    return actions.open_case(key, body_id, events, opening, by=request.actor, at=request.at)


def _says(key: str, filled: Filled) -> dict[str, Any]:
    step = procedure(key).step(FIRST[key])
    told: dict[str, Any] = {}
    for one in step.fields if step else ():
        if one.key == "items" and filled["items"]:
            told["items"] = [line.strip() for line in filled["items"].splitlines() if line.strip()]
        elif one.kind is statute.FieldKind.DAY and filled[one.key]:
            told[one.key] = filled.day(one.key)
        elif one.kind is not statute.FieldKind.FLAG and filled[one.key]:
            told[one.key] = filled[one.key]
    return told | ({"filled_by_staff": True} if key == "information_request" and filled["channel"] == "oral" else {})


def _placed(filled: Filled, trouble: Trouble) -> Filled:
    """The refusal at its field; the records name an applicant's field with the word before it."""
    trouble.where = trouble.where.removeprefix("applicant.").replace("body_id", "body")
    return filled.refused(trouble)


def _form(key: str, bodies: tuple[Choice, ...]) -> Form:
    fields: list[Field] = []
    if len(bodies) > 1:
        fields.append(Field("body", words("counter.body"), "select", choices=bodies))
    else:
        fields.append(Field("body", words("counter.body"), "hidden"))
    if key == "information_request":
        fields += [
            Field("channel", words("counter.channel"), "radios", choices=choices("channel", CHANNELS)),
            Field("on", words("counter.on"), "date", words("counter.on_hint"), width=8),
            Field("signed_on", words("counter.signed_on"), "date", words("counter.signed_hint"), False, width=8),
            Field("items", words("counter.items"), "textarea", words("counter.items_hint"), most=9_000, rows=5),
            *_applicant(),
            Field("delivery_form", words("counter.delivery_form"), required=False, most=200, width=20),
            Field("assistance", words("counter.assistance"), required=False, most=500),
            Field("register_now", words("counter.register_now"), "radios", words("counter.register_hint"),
                  choices=choices("flag", ("true", "false"))),
        ]  # fmt: skip
    else:
        fields += [Field("on", words("counter.on"), "date", width=8), *_step_fields(key)]
        fields += _applicant() if key not in ABOUT else []
    fields.append(Field("title", words("counter.title"), hint=words("counter.title_hint"), required=False, most=200))
    fields.append(Field("about", same(""), "hidden", required=False))
    return Form(tuple(fields))


def _applicant() -> list[Field]:
    name = "counter.applicant."
    return [
        Field("name", words(name + "name"), width=20, complete="off", most=100),
        Field("counted_class", words(name + "class"), "select", choices=choices("class", CLASSES)),
        Field("id_kind", words(name + "id_kind"), "select", required=False, choices=choices("id_kind", ID_KINDS)),
        Field("id_number", words(name + "id_number"), required=False, width=20, complete="off", most=100),
        Field("phone", words(name + "phone"), "tel", words(name + "contact_hint"), False, width=12, complete="off"),
        Field("address", words(name + "address"), required=False, complete="off"),
        Field("email", words(name + "email"), "email", required=False, width=20, complete="off"),
        Field("organisation", words(name + "organisation"), required=False, width=20, complete="off", most=100),
    ]


def _step_fields(key: str) -> list[Field]:
    step = procedure(key).step(FIRST[key])
    made = []
    for one in step.fields if step else ():
        label = Words(*one.name)
        if one.key == "items":
            made.append(Field("items", label, "textarea", words("counter.items_hint"), most=9_000))
        elif one.choices:
            made.append(Field(one.key, label, "radios", choices=choices(one.key, one.choices), required=False))
        else:
            kind = "textarea" if one.most > 500 else "text"
            made.append(Field(one.key, label, kind, required=False, most=one.most))  # type: ignore[arg-type]
    return made


def _bodies(actor: Actor) -> tuple[Choice, ...]:
    """The bodies for which the actor registers."""
    ids = dict.fromkeys(actor.reach("case.register").bodies)
    names = organs.names(ids)
    return tuple(Choice(str(pk), same(names[pk])) for pk in ids if pk in names)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 16 else None


def _shown(request: Asked, key: str, filled: Filled, about: str, status: int) -> HttpResponse:
    return show(request, "workbench/new.html", NewPage(key, procedure_name(key), filled, about), status)


def _receipt(request: Asked, key: str, made: Opened) -> HttpResponse:
    """The receipt; the secret is in this answer and nowhere else."""
    found = opened(request.actor, made.case_id)
    main = found.rules.main
    due = next((one.on for one in found.file.clocks if one.key == main), None)
    page = ReceiptPage(made.case_id, made.number, made.secret, procedure_name(key), due, found.envelope.body_name)
    return show(request, "workbench/receipt.html", page)
