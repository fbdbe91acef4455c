"""The fields of the screens at the counter, for each procedure, and what is checked before one goes on."""

from collections.abc import Mapping
from datetime import date

from zhengwu.records.cases.opening import CLASSES, ID_KINDS, Applicant, check
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.procedures import model as statute
from zhengwu.statute.procedures import procedure
from zhengwu.statute.procedures.information_request.rules import BOTH_CONFIRM
from zhengwu.ui.catalogue import same, words
from zhengwu.ui.forms import Choice, Field, Filled, Form
from zhengwu.ui.parts.tables import Progress
from zhengwu.workbench.naming import choices

KEYS = ("information_request", "record_correction", "administrative_review", "lawsuit")
FIRST = {
    "information_request": "submitted",
    "record_correction": "received",
    "administrative_review": "notified",
    "lawsuit": "notified",
}
ABOUT = ("administrative_review", "lawsuit")  # they are about another case, and have no applicant of their own
CHANNELS = ("counter", "registered_mail", "ordinary_mail", "fax", "oral", "online")
APPLICANT = ("name", "counted_class", "id_kind", "id_number", "phone", "address", "email", "organisation")
SCREENS = ("papers", "said", "check")
TITLES = ("papers", "said", "check", "receipt")
Answers = Mapping[str, str]


def progress(name: str) -> Progress:
    """Where one is in the four screens."""
    return Progress(tuple(words(f"counter.screen.{one}") for one in TITLES), TITLES.index(name))


def papers(key: str, bodies: tuple[Choice, ...]) -> Form:
    """How it came and when, and its papers as they were scanned."""
    fields = [
        Field("body", words("counter.body"), "select" if len(bodies) > 1 else "hidden", choices=bodies),
        Field("on", words("counter.on"), "date", words("counter.on_hint"), width=8),
    ]
    if key == "information_request":
        fields[1:1] = [Field("channel", words("counter.channel"), "radios", choices=choices("channel", CHANNELS))]
        fields.append(
            Field("signed_on", words("counter.signed_on"), "date", words("counter.signed_hint"), False, width=8)
        )
    fields.append(Field("application", words("counter.paper.application"), "files", None, False))
    if key not in ABOUT:
        fields.append(Field("identity", words("counter.paper.identity"), "files", None, False))
        seen = (Choice("true", words("counter.identity_seen")),)
        fields.append(Field("identity_seen", words("counter.identity"), "checks", None, False, choices=seen))
    return Form((*fields, Field("about", same(""), "hidden", required=False)))


def said(key: str) -> Form:
    """What is wanted, by whom, on whose behalf."""
    name = "counter.applicant."
    if key in ABOUT:
        return Form((*_step_fields(key), _title()))
    wanted = _step_fields(key) if key == "record_correction" else [_items()]
    fields = [
        *wanted,
        Field("name", words(name + "name"), width=20, complete="off", most=100),
        Field("counted_class", words(name + "class"), "select", choices=choices("class", CLASSES)),
        Field("id_kind", words(name + "id_kind"), "select", required=False, choices=choices("id_kind", ID_KINDS)),
        Field("id_number", words(name + "id_number"), required=False, width=20, complete="off", most=100),
        Field("phone", words(name + "phone"), "tel", words(name + "contact_hint"), False, width=12, complete="off"),
        Field("address", words(name + "address"), required=False, complete="off"),
        Field("email", words(name + "email"), "email", required=False, width=20, complete="off"),
        Field("organisation", words(name + "organisation"), required=False, width=20, complete="off", most=100),
        Field("agent", words("counter.agent"), "text", words("counter.agent_hint"), False, width=12, most=100),
        Field("agent_phone", words("counter.agent_phone"), "tel", required=False, width=12, complete="off"),
        Field("mandate", words("counter.paper.mandate"), "files", None, False),
    ]
    if key == "information_request":
        fields += [
            Field("delivery_form", words("counter.delivery_form"), required=False, most=200, width=20),
            Field("assistance", words("counter.assistance"), required=False, most=500),
        ]
    return Form((*fields, _title()))


def _items() -> Field:
    return Field("items", words("counter.items"), "textarea", words("counter.items_hint"), most=9_000, rows=5)


def _title() -> Field:
    return Field("title", words("counter.title"), hint=words("counter.title_hint"), required=False, most=200)


def _step_fields(key: str) -> list[Field]:
    """The fields of the step that opens such a case."""
    step = procedure(key).step(FIRST[key])
    made = []
    for one in step.fields if step else ():
        label = Words(*one.name)
        if one.key == "items":
            made.append(Field("items", label, "textarea", words("counter.items_hint"), most=9_000))
        elif one.choices:
            made.append(Field(one.key, label, "radios", choices=choices(one.key, one.choices), required=False))
        elif one.most > 500:
            made.append(Field(one.key, label, "textarea", required=False, most=one.most))
        else:
            made.append(Field(one.key, label, required=False, most=one.most))
    return made


def confirmation(key: str, answers: Answers) -> Form:
    """Whether it is registered as received at once; asked only where the channel allows it."""
    if key != "information_request" or not may_be_received(answers):
        return Form(())
    flags = choices("flag", ("true", "false"))
    return Form(
        (Field("register_now", words("counter.register_now"), "radios", words("counter.register_hint"), choices=flags),)
    )


def may_be_received(answers: Answers) -> bool:
    """Whether the office alone may say that it was received (条例第三十一条)."""
    return answers.get("channel") not in BOTH_CONFIRM


def checked(key: str, filled: Filled, files: frozenset[str]) -> Filled:
    """What was said, looked at as the records will look at it: a slip is found here, while the applicant is there."""
    if key in ABOUT:
        return filled
    try:
        check(applicant_of({one.name: filled[one.name] for one in filled.fields}))
    except Trouble as trouble:
        trouble.where = trouble.where.removeprefix("applicant.")
        filled = filled.refused(trouble)
    if filled["agent"] and not filled["agent_phone"]:
        filled = filled.wrong("agent_phone", words("counter.agent_unreachable"))
    if filled["agent"] and "mandate" not in files:
        filled = filled.wrong("mandate", words("case.party.mandate_missing"))
    return filled


def applicant_of(answers: Answers) -> Applicant:
    """The applicant as it was said."""
    return Applicant(**{name: answers.get(name, "") for name in APPLICANT})


def events_of(key: str, answers: Answers) -> list[statute.Event]:
    """The events that open the case: what came, and that it was received where that is said."""
    on = date.fromisoformat(answers["on"])
    events = [statute.Event(FIRST[key], on, says=_says(key, answers))]
    if key == "information_request" and answers.get("register_now") == "true" and may_be_received(answers):
        events.append(statute.Event("received", _day(answers.get("signed_on", "")) or on))
    return events


def _says(key: str, answers: Answers) -> dict[str, object]:
    step = procedure(key).step(FIRST[key])
    told: dict[str, object] = {}
    for one in step.fields if step else ():
        value = answers.get(one.key, "")
        if not value or one.kind is statute.FieldKind.FLAG:
            continue
        if one.key == "items":
            told["items"] = [line.strip() for line in value.splitlines() if line.strip()]
        else:
            told[one.key] = _day(value) if one.kind is statute.FieldKind.DAY else value
    oral = key == "information_request" and answers.get("channel") == "oral"
    return told | ({"filled_by_staff": True} if oral else {})


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
