"""The screens of a request, one question each: their fields, and what is checked before one goes on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from zhengwu.records.cases.opening import CLASSES, Applicant, check
from zhengwu.records.organs import queries as organs
from zhengwu.records.people.actors import PUBLIC
from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.forms import Choice, Field, Filled, Form

MOST_ITEMS = 10
ITEM_MOST = 2_000
MOST_BODIES = 300
FORMS = ("electronic", "paper", "inspect", "any")
PERSON_IDS = ("citizen_id", "passport", "permit", "other")
Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: the last part of its address, its fields given what was answered before, and its check."""

    key: str
    form: Callable[[Answers], Form]
    checked: Callable[[Filled, Answers], Filled] = lambda filled, _: filled


def _field(name: str, kind: str = "text", **more: object) -> Field:
    label, hint = words(f"asking.{name}.label"), words(f"asking.{name}.hint")
    return Field(name, label, kind, hint if hint.zh else None, **more)  # type: ignore[arg-type]


def _office(_: Answers) -> Form:
    found = organs.bodies(PUBLIC, limit=MOST_BODIES)
    choices = tuple(Choice(str(one.id), Words(one.name, one.name)) for one in found)
    return Form((_field("office", "select", choices=choices),))


def items_of(answers: Answers) -> tuple[str, ...]:
    """What is asked for, one text a matter."""
    return tuple(answers[name] for at in range(1, MOST_ITEMS + 1) if answers.get(name := f"item-{at}"))


def what(count: int) -> Form:
    """So many places for what is asked for; the first one is needed."""
    first = _field("item", "textarea")
    return Form(
        tuple(
            Field(
                f"item-{at}",
                words("asking.item.label_of", number=at) if count > 1 else first.label,
                "textarea",
                first.hint if at == 1 else None,
                required=at == 1,
                most=ITEM_MOST,
                rows=6 if count == 1 else 3,
            )
            for at in range(1, count + 1)
        )
    )


def _what(answers: Answers) -> Form:
    return what(max(1, len(items_of(answers))))


def _how(_: Answers) -> Form:
    choices = tuple(Choice(one, words(f"asking.how.{one}")) for one in FORMS)
    return Form((_field("how", "radios", choices=choices), _field("assistance", required=False, most=200)))


def _who(_: Answers) -> Form:
    choices = tuple(
        Choice(one, words(f"asking.class.{one}.label"), words(f"asking.class.{one}.hint")) for one in CLASSES
    )
    return Form((_field("class", "radios", choices=choices),))


def _identity(answers: Answers) -> Form:
    if answers.get("class", CLASSES[0]) == CLASSES[0]:
        kinds = tuple(Choice(one, words(f"asking.ids.{one}")) for one in PERSON_IDS)
        return Form(
            (
                _field("name", most=50, width=12, complete="name"),
                _field("id_kind", "radios", choices=kinds),
                _field("id_number", most=40, width=20, complete="off"),
            )
        )
    return Form(
        (
            Field("name", words("asking.org_name.label"), hint=words("asking.org_name.hint"), most=100),
            Field("id_number", words("asking.uscc.label"), hint=words("asking.uscc.hint"), most=18, width=20),
            Field("organisation", words("asking.person.label"), hint=words("asking.person.hint"), most=50, width=12),
        )
    )


def _identified(filled: Filled, answers: Answers) -> Filled:
    """The number is looked at once: a slip is found here, not at the counter."""
    return _heard(filled, {**answers, "phone": "0", **{one.name: filled[one.name] for one in filled.fields}})


def _contact(_: Answers) -> Form:
    return Form(
        (
            _field("phone", "tel", required=False, most=40, width=12, complete="tel"),
            _field("email", "email", required=False, most=100, width=20, complete="email"),
            _field("address", required=False, most=200, complete="street-address"),
        )
    )


def _reachable(filled: Filled, answers: Answers) -> Filled:
    if filled["email"] and "@" not in filled["email"]:
        return filled.wrong("email", words("asking.email.wrong"))
    return _heard(filled, {**answers, **{one.name: filled[one.name] for one in filled.fields}})


def _heard(filled: Filled, answers: Answers) -> Filled:
    try:
        check(applicant_of(answers))
    except Trouble as trouble:
        said = Words(f"{trouble.message.zh}{trouble.advice.zh}", f"{trouble.message.en} {trouble.advice.en}")
        return filled.wrong(trouble.where.removeprefix("applicant."), said)
    return filled


def applicant_of(answers: Answers) -> Applicant:
    """Who asks, of what was answered. An organisation's person stands beside it."""
    person = answers.get("class", CLASSES[0]) == CLASSES[0]
    return Applicant(
        answers.get("name", ""),
        answers.get("class", CLASSES[0]),
        answers.get("id_kind", "") if person else "uscc",
        answers.get("id_number", ""),
        answers.get("phone", ""),
        answers.get("address", ""),
        answers.get("email", ""),
        "" if person else answers.get("organisation", ""),
    )


SCREENS: tuple[Screen, ...] = (
    Screen("office", _office),
    Screen("what", _what),
    Screen("how", _how),
    Screen("who", _who),
    Screen("identity", _identity, _identified),
    Screen("contact", _contact, _reachable),
)
BY_KEY = {one.key: one for one in SCREENS}


def first_open(answers: Answers) -> str:
    """The first screen that is not answered; `files` where all are."""
    organisation = answers.get("class", CLASSES[0]) != CLASSES[0]
    needed = {
        "office": ("office",),
        "what": ("item-1",),
        "how": ("how",),
        "who": ("class",),
        "identity": ("name", "id_number", "organisation" if organisation else "id_kind"),
    }
    for key, names in needed.items():
        if not all(answers.get(name) for name in names):
            return key
    return "files" if any(answers.get(name) for name in ("phone", "email", "address")) else "contact"
