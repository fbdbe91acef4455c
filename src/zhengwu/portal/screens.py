"""The screens of a request, one question each: their fields, and what is checked before one goes on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from zhengwu.portal.files import FILES_FIELD, FILES_HINT
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
SIDES = ("self", "other")
PERSON = CLASSES[0]
Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen: the last part of its address, its fields given what was answered before, its check, what it needs."""

    key: str
    form: Callable[[Answers], Form]
    needed: tuple[str, ...] = ()
    checked: Callable[[Filled, Answers], Filled] = lambda filled, _: filled
    asked: Callable[[Answers], bool] = lambda _: True


def is_person(answers: Answers) -> bool:
    """Whether somebody asks in their own name, or another person's; an organisation otherwise."""
    return answers.get("class", PERSON) == PERSON


def has_agent(answers: Answers) -> bool:
    """Whether somebody asks for another person."""
    return is_person(answers) and answers.get("behalf") == "other"


def _field(name: str, kind: str = "text", **more: object) -> Field:
    label, hint = words(f"asking.{name}.label"), words(f"asking.{name}.hint")
    return Field(name, label, kind, hint if hint.zh else None, **more)  # type: ignore[arg-type]


def _subject(_: Answers) -> Form:
    office = Field("office", words("asking.office.label"), "hidden", required=False, most=12)
    return Form((_field("subject", most=100), office))


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


def _behalf(_: Answers) -> Form:
    choices = tuple(
        Choice(one, words(f"asking.behalf.{one}.label"), words(f"asking.behalf.{one}.hint")) for one in SIDES
    )
    return Form((_field("behalf", "radios", choices=choices),))


def _person(prefix: str, label: Words) -> Form:
    kinds = tuple(Choice(one, words(f"asking.ids.{one}")) for one in PERSON_IDS)
    kind, number = _field("id_kind"), _field("id_number")
    own = not prefix
    return Form(
        (
            Field(
                f"{prefix}name",
                label,
                hint=words("asking.name.hint"),
                most=50,
                width=12,
                complete="name" if own else "off",
            ),
            Field(f"{prefix}id_kind", kind.label, "radios", choices=kinds),
            Field(f"{prefix}id_number", number.label, hint=number.hint, most=40, width=20, complete="off"),
        )
    )


def _identity(answers: Answers) -> Form:
    if is_person(answers):
        return _person("", words("asking.principal" if has_agent(answers) else "asking.name.label"))
    return Form(
        (
            Field("name", words("asking.org_name.label"), hint=words("asking.org_name.hint"), most=100),
            Field("id_number", words("asking.uscc.label"), hint=words("asking.uscc.hint"), most=18, width=20),
            Field("organisation", words("asking.person.label"), hint=words("asking.person.hint"), most=50, width=12),
        )
    )


def _identified(filled: Filled, answers: Answers) -> Filled:
    """The number is looked at once: a slip is found here, not at the counter."""
    return _heard(filled, applicant_of({**answers, "phone": "0", **_typed(filled)}))


def _agent(_: Answers) -> Form:
    return _person("agent_", words("asking.agent"))


def _agent_identified(filled: Filled, _: Answers) -> Filled:
    return _heard(filled, agent_of({"phone": "0", **_typed(filled)}), "agent_")


def _contact(_: Answers) -> Form:
    return contacts()


def contacts() -> Form:
    """How somebody is reached; one of the three at least, which is for the action to see to."""
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
    return _heard(filled, applicant_of({**answers, **_typed(filled)}))


def papers(answers: Answers, *, mandated: bool = False) -> Form:
    """What may be attached: a proof of identity, the mandate of whoever acts for another, and anything else.

    Who asks for another person shows the mandate, unless it is attached already (`mandated`): who asks is proved
    (条例第二十九条), and what a written mandate says is 民法典第一百六十五条.
    """
    shown = [_field("identity", "files", required=False)]
    if not is_person(answers) or has_agent(answers):
        shown.append(_field("mandate", "files", required=has_agent(answers) and not mandated))
    return Form((*shown, Field("files", FILES_FIELD.label, "files", FILES_HINT, required=False)))


def declared() -> Form:
    """The declaration that goes with what is handed in."""
    choice = Choice("yes", words("asking.declared.yes"))
    return Form((_field("declared", "checks", choices=(choice,)),))


def _typed(filled: Filled) -> dict[str, str]:
    return {one.name: filled[one.name] for one in filled.fields}


def _heard(filled: Filled, said: Applicant, prefix: str = "") -> Filled:
    try:
        check(said)
    except Trouble as trouble:
        told = Words(f"{trouble.message.zh}{trouble.advice.zh}", f"{trouble.message.en} {trouble.advice.en}")
        return filled.wrong(f"{prefix}{trouble.where.removeprefix('applicant.')}", told)
    return filled


def applicant_of(answers: Answers) -> Applicant:
    """Who asks, of what was answered. An organisation's person stands beside it."""
    person = is_person(answers)
    return Applicant(
        answers.get("name", ""),
        answers.get("class", PERSON),
        answers.get("id_kind", "") if person else "uscc",
        answers.get("id_number", ""),
        answers.get("phone", ""),
        answers.get("address", ""),
        answers.get("email", ""),
        "" if person else answers.get("organisation", ""),
    )


def agent_of(answers: Answers) -> Applicant:
    """Who acts for the person that asks; reached by the contacts of the request."""
    return Applicant(
        answers.get("agent_name", ""),
        PERSON,
        answers.get("agent_id_kind", ""),
        answers.get("agent_id_number", ""),
        answers.get("phone", ""),
        answers.get("address", ""),
        answers.get("email", ""),
    )


SCREENS: tuple[Screen, ...] = (
    Screen("subject", _subject),
    Screen("office", _office, ("office",)),
    Screen("what", _what, ("item-1",)),
    Screen("how", _how, ("how",)),
    Screen("who", _who, ("class",)),
    Screen("behalf", _behalf, ("behalf",), asked=is_person),
    Screen("identity", _identity, ("name", "id_number"), _identified),
    Screen("agent", _agent, ("agent_name", "agent_id_number"), _agent_identified, has_agent),
    Screen("contact", _contact, (), _reachable),
)
BY_KEY = {one.key: one for one in SCREENS}


def order(answers: Answers) -> tuple[str, ...]:
    """The screens that this request has, the last two included, where papers are attached and all is looked at."""
    return (*(one.key for one in SCREENS if one.asked(answers)), "files", "check")


def first_open(answers: Answers) -> str:
    """The first screen that is not answered; `files` where all are. What it is about need not be said beforehand."""
    for one in SCREENS:
        if one.asked(answers) and not all(answers.get(name) for name in one.needed):
            return one.key
    return "files" if any(answers.get(name) for name in ("phone", "email", "address")) else "contact"
