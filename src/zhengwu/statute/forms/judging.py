"""What becomes of answers: first the logic of the form, then each answer, then the rules between them.

Fields that are not asked for in the situation of the answers are dropped, and whatever was sent for them with them.
Nothing here raises for any answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zhengwu.statute.forms.model import Field, Form, Kind, Rule, Section, When
from zhengwu.statute.forms.reading import Wrong, read

Value = str | tuple[str, ...]
Raw = Mapping[str, Sequence[str]]
MOST_CHOSEN = 200
LONGEST = 6000  # what is typed beyond it is not looked at: no field holds as much
STEERING = (Kind.CHOICE, Kind.CHOICES, Kind.YES)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the answer to a field, and what to do."""

    field: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What the answers make of a form. `values` holds the sound ones (of CHOICES a tuple), `typed` what was sent for
    the fields that are asked for, to be shown again; `shown` are the keys of those fields, in order.
    """

    values: Mapping[str, Value]
    faults: tuple[Fault, ...]
    shown: tuple[str, ...]
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def wrong(self, key: str) -> Fault | None:
        """What is wrong with a field; None where nothing is."""
        return next((one for one in self.faults if one.field == key), None)


def judged(form: Form, raw: object, *, on: date, section: str = "") -> Judged:
    """The answers by this form, as of that day. `raw` gives the texts sent by key, several for CHOICES.

    With `section` only the faults of that section are told, for forms that are filled in page by page.
    """
    sent = raw if isinstance(raw, Mapping) else {}
    values: dict[str, Value] = {}
    typed: dict[str, tuple[str, ...]] = {}
    faults: list[Fault] = []
    places: dict[str, str] = {}
    for part in form.sections:
        for one in part.fields if _holds(part.when, values) else ():
            if not _holds(one.when, values):
                continue
            places[one.key], typed[one.key] = part.key, _typed(one, sent.get(one.key))
            found = _answer(one, typed[one.key], on)
            if isinstance(found, Fault):
                faults.append(found)
            elif found:
                values[one.key] = found
    known = {one.field for one in faults}
    kinds = {one.key: one.kind for one in fields(form)}
    for rule in form.rules:
        both = {rule.left, rule.right}
        if both <= places.keys() and not known & both and not _kept(rule, values, kinds):
            faults.append(Fault(rule.left, rule.message, rule.message))
    told = tuple(one for one in faults if not section or places[one.field] == section)
    return Judged(values, told, tuple(places), typed)


def fields(form: Form) -> tuple[Field, ...]:
    """All fields of a form, in order."""
    return tuple(one for part in form.sections for one in part.fields)


def asked(form: Form, raw: object, *, on: date) -> tuple[Section, ...]:
    """The sections that these answers ask for, with the fields that they ask for; sections with none are left out."""
    shown = set(judged(form, raw, on=on).shown)
    parts = ((part, tuple(one for one in part.fields if one.key in shown)) for part in form.sections)
    return tuple(Section(part.key, part.title, those, part.help) for part, those in parts if those)


def prefilled(form: Form, known: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """What can be filled in beforehand: of each field that `means` something known, what that is."""
    found = ((one.key, known.get(one.means, "")) for one in fields(form) if one.means)
    return {key: (value,) for key, value in found if value}


def as_sent(values: Mapping[str, Value | list[str]]) -> dict[str, tuple[str, ...]]:
    """Values as they would be sent: what is on file is shown and judged again in this shape."""
    return {key: (value,) if isinstance(value, str) else tuple(value) for key, value in values.items()}


def _typed(one: Field, sent: object) -> tuple[str, ...]:
    texts = [sent] if isinstance(sent, str) else sent if isinstance(sent, list | tuple) else []
    kept = [text[:LONGEST].replace("\r\n", "\n").strip() for text in texts[:MOST_CHOSEN] if isinstance(text, str)]
    several = one.kind is Kind.CHOICES
    return tuple(dict.fromkeys(text for text in kept if text)) if several else tuple(text for text in kept if text)[:1]


def _answer(one: Field, typed: tuple[str, ...], on: date) -> Value | Fault:
    if not typed:
        return _missing(one) if one.required else ""
    found = [read(one, text, on) for text in typed]
    wrong = next((part for part in found if isinstance(part, Wrong)), None)
    if wrong is not None:
        return Fault(one.key, f"“{one.label}”：{wrong.zh}", f"“{one.label}”: {wrong.en}")
    kept = tuple(part for part in found if isinstance(part, str))
    return _chosen(one, kept) if one.kind is Kind.CHOICES else kept[0]


def _missing(one: Field) -> Fault:
    if one.kind in STEERING:
        return Fault(one.key, f"请选择“{one.label}”。", f"Choose an answer to “{one.label}”.")
    return Fault(one.key, f"请填写“{one.label}”。", f"Fill in “{one.label}”.")


def _chosen(one: Field, kept: tuple[str, ...]) -> Value | Fault:
    if one.least is not None and len(kept) < one.least:
        return Fault(one.key, f"“{one.label}”：至少选{one.least}项。", f"“{one.label}”: choose {one.least} at least.")
    if one.most is not None and len(kept) > one.most:
        return Fault(one.key, f"“{one.label}”：至多选{one.most}项。", f"“{one.label}”: choose {one.most} at most.")
    return kept


def _holds(conditions: Sequence[When], values: Mapping[str, Value]) -> bool:
    return all(_meets(one, values.get(one.field, "")) for one in conditions)


def _meets(one: When, value: Value) -> bool:
    return value in one.values if isinstance(value, str) else bool(set(value) & set(one.values))


def _kept(rule: Rule, values: Mapping[str, Value], kinds: Mapping[str, Kind]) -> bool:
    """Whether the rule holds; where one of the two is not given, there is nothing to compare."""
    left, right = values.get(rule.left, ""), values.get(rule.right, "")
    if rule.relation == "one_of_two":
        return bool(left or right)
    if not left or not right:
        return True
    if rule.relation == "equals":
        return left == right
    if rule.relation == "differs":
        return left != right
    one, other = _ordered(left, kinds[rule.left]), _ordered(right, kinds[rule.right])
    if one is None or other is None or type(one) is not type(other):
        return True  # what cannot be compared is a fault of the form, told by `soundness`
    return one < other if rule.relation == "before" else one <= other  # type: ignore[operator]


def _ordered(value: Value, kind: Kind) -> int | date | None:
    if not isinstance(value, str):
        return None
    if kind is Kind.DAY:
        return date.fromisoformat(value)
    return int(value.replace(".", "")) if kind is Kind.YUAN else int(value) * 100 if kind is Kind.COUNT else None
