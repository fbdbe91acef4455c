"""One form out of several: what means the same is asked for once, and each form gets its answers back.

Fields mean the same where `means`, kind and options are the same. One that is asked for in some situation only joins
the others where that cannot make the merged form ask for too little or too much; it is asked for in its own place else.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from zhengwu.statute.forms.judging import STEERING, Value
from zhengwu.statute.forms.model import Field, Form, Option, Rule, Section, When

SHARED = "shared"
Place = tuple[str, str]  # the key of a form, and that of its field
Meaning = tuple[str, str, tuple[Option, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """A form that is merged, under the key by which it gets its answers back; `title` heads its own sections."""

    key: str
    title: str
    form: Form


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged form, and which of its fields answers which field of which form."""

    form: Form
    places: Mapping[Place, str]

    @property
    def saved(self) -> int:
        """How many fields need not be filled in, since another means the same."""
        return len(self.places) - len(set(self.places.values()))


def merged(parts: tuple[Part, ...], *, shared_title: str = "共同信息") -> Merged:
    """One form out of these, in their order; what several ask for stands in front."""
    groups = _groups(parts)
    places = {(part.key, one.key): _own_key(part.key, one.key) for part in parts for _, one in _walk(part.form)}
    common: list[Field] = []
    for meaning, found in groups.items():
        joined = _joined([one for _, one in found])
        if joined is not None and len(found) > 1:
            key = _own_key(SHARED, meaning[0].replace(".", "_").lower())
            key = key if key not in {one.key for one in common} else f"{key}_{len(common)}"
            common.append(replace(joined, key=key, when=()))
            places.update({place: key for place, _ in found})
    own = [section for part in parts for section in _own_sections(part, places)]
    front = [Section(SHARED, shared_title, tuple(common))] if common else []
    rules = dict.fromkeys(rule for part in parts for rule in _rules(part, places))
    return Merged(Form((*front, *own), tuple(rules)), places)


def split(whole: Merged, values: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    """The answers of each form, by its key, out of those of the merged one."""
    found: dict[str, dict[str, Value]] = defaultdict(dict)
    for (form, field), key in whole.places.items():
        if key in values:
            found[form][field] = values[key]
    return dict(found)


def _own_key(form: str, field: str) -> str:
    return f"{form}__{field}"


def _walk(form: Form) -> Iterator[tuple[Section, Field]]:
    return ((section, one) for section in form.sections for one in section.fields)


def _groups(parts: tuple[Part, ...]) -> dict[Meaning, list[tuple[Place, Field]]]:
    """The fields by what they mean, those that join the others only; a form that asks twice keeps its second."""
    groups: dict[Meaning, list[tuple[Place, Field]]] = defaultdict(list)
    conditional: list[tuple[Meaning, Place, Field]] = []
    for part in parts:
        ruled = {key for rule in part.form.rules for key in (rule.left, rule.right)}
        for section, one in _walk(part.form):
            meaning = (one.means, str(one.kind), one.options)
            place = (part.key, one.key)
            if not one.means:
                continue
            if not section.when and not one.when:
                _join(groups[meaning], place, one)
            elif one.key not in ruled and one.kind not in STEERING:
                conditional.append((meaning, place, one))
    for meaning, place, one in conditional:
        here = groups.get(meaning, [])
        if any(other.required for _, other in here) or (here and not one.required):
            _join(here, place, one)
    return groups


def _join(group: list[tuple[Place, Field]], place: Place, one: Field) -> None:
    """Puts a field to those that mean the same, if its form is not there yet and all bounds can be kept together."""
    if all(at[0] != place[0] for at, _ in group) and _joined([*(other for _, other in group), one]) is not None:
        group.append((place, one))


def _joined(these: list[Field]) -> Field | None:
    """One field that asks for what all of these ask for; None where their bounds leave nothing."""
    if not these:
        return None
    least = max((one.least for one in these if one.least is not None), default=None)
    most = min((one.most for one in these if one.most is not None), default=None)
    if least is not None and most is not None and least > most:
        return None
    helps = next((one.help for one in these if one.help), "")
    required, personal = any(one.required for one in these), any(one.personal for one in these)
    return replace(these[0], least=least, most=most, help=helps, required=required, personal=personal)


def _own_sections(part: Part, places: Mapping[Place, str]) -> Iterator[Section]:
    for section in part.form.sections:
        kept = tuple(
            replace(one, key=places[part.key, one.key], when=_moved(part.key, one.when, places))
            for one in section.fields
            if places[part.key, one.key] == _own_key(part.key, one.key)
        )
        if kept:
            title = f"{part.title}：{section.title}" if part.title else section.title
            key = _own_key(part.key, section.key)
            yield Section(key, title, kept, section.help, _moved(part.key, section.when, places))


def _moved(form: str, conditions: tuple[When, ...], places: Mapping[Place, str]) -> tuple[When, ...]:
    return tuple(When(places[form, one.field], one.values) for one in conditions if (form, one.field) in places)


def _rules(part: Part, places: Mapping[Place, str]) -> Iterator[Rule]:
    for rule in part.form.rules:
        left, right = places.get((part.key, rule.left)), places.get((part.key, rule.right))
        if left and right and left != right:
            yield replace(rule, left=left, right=right)
