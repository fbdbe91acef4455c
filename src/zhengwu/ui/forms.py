"""Forms: fields as data, what was typed, and what is wrong with it; the macro `form` of `parts/forms.html` shows it.

`Form.read(request.POST)` keeps what was typed and says what is wrong beside each field; `filled.refused(trouble)` adds
what an action said. What is right is asked for by name: `filled["title"]`, `filled.day("since")`, `filled.many("x")`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from django.http import QueryDict
from markupsafe import Markup

from zhengwu.records.troubles import Trouble, Words
from zhengwu.ui.catalogue import say, words

Kind = Literal[
    "text", "password", "email", "tel", "search", "date", "number", "textarea", "select", "radios", "checks", "files",
    "hidden",
]  # fmt: skip
LONGEST = 10_000
# What nobody sees and no text needs: controls, signs that turn the direction of what follows, blanks of no width.
TURNING = (*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x61C)
CONTROLS = tuple(sign for sign in (*range(0x20), *range(0x7F, 0xA0)) if chr(sign) not in "\n\t")
UNSEEN = dict.fromkeys((*CONTROLS, *TURNING, 0x200B, 0x2060, 0xFEFF))
OPTIONS = ("select", "radios", "checks")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: what is sent, what is read, and a line that explains it."""

    value: str
    label: Words
    hint: Words | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field. `most` is the most signs; `width` what people type at most, in Chinese characters, 0 for a whole line.

    `complete` is the browser's autocomplete word.
    """

    name: str
    label: Words
    kind: Kind = "text"
    hint: Words | None = None
    required: bool = True
    choices: tuple[Choice, ...] = ()
    most: int = 200
    rows: int = 5
    width: int = 0
    complete: str = ""

    @property
    def at(self) -> str:
        """The id of its element; of the first one where there are several."""
        return f"f-{self.name}"


@dataclass(frozen=True, slots=True)
class Filled:
    """A form with what was typed into it and what is wrong with that. `general` is the matter of no single field."""

    fields: tuple[Field, ...]
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: Mapping[str, Words] = field(default_factory=dict)
    general: tuple[Words, ...] = ()

    def __getitem__(self, name: str) -> str:
        return next(iter(self.values.get(name, ())), "")

    def many(self, name: str) -> tuple[str, ...]:
        """All that was chosen."""
        return self.values.get(name, ())

    def day(self, name: str) -> date | None:
        """The date typed; None where there is none, or none that can be read."""
        try:
            return date.fromisoformat(self[name])
        except ValueError:
            return None

    def number(self, name: str) -> int | None:
        """The whole number typed; None where there is none, or none that can be read."""
        return int(self[name]) if self[name].removeprefix("-").isdecimal() and len(self[name]) < 16 else None

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems and not self.general

    @property
    def uploads(self) -> bool:
        """Whether the form sends files."""
        return any(one.kind == "files" for one in self.fields)

    def summary(self) -> tuple[tuple[str, Words], ...]:
        """What is wrong in the order of the fields, each with the id of its element; empty for what is general."""
        told = [("", said) for said in self.general]
        told += [(one.at, self.problems[one.name]) for one in self.fields if one.name in self.problems]
        return tuple(told)

    def wrong(self, name: str, said: Words) -> "Filled":
        """The same with one more problem; at the form as a whole where no field has that name."""
        if any(one.name == name for one in self.fields):
            return replace(self, problems={**self.problems, name: said})
        return replace(self, general=(*self.general, said))

    def refused(self, trouble: Trouble) -> "Filled":
        """The same with what an action said, at the field that it names."""
        said = Words(f"{trouble.message.zh}{trouble.advice.zh}", f"{trouble.message.en} {trouble.advice.en}")
        return self.wrong(trouble.where, said)


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, in order."""

    fields: tuple[Field, ...]

    def empty(self, **values: str) -> Filled:
        """As it is first shown, with these values in it."""
        return Filled(self.fields, {name: (value,) for name, value in values.items()})

    def read(self, sent: QueryDict) -> Filled:
        """What was typed, and what is wrong with it. A password is not given back to the page."""
        values = {one.name: _typed(one, sent) for one in self.fields if one.kind != "files"}
        found = ((one.name, _problem(one, values[one.name])) for one in self.fields if one.kind != "files")
        return Filled(self.fields, values, {name: said for name, said in found if said})


def _typed(one: Field, sent: QueryDict) -> tuple[str, ...]:
    longest = max(LONGEST, one.most) + 1
    raw = [str(value)[:longest].replace("\0", "").replace("\r\n", "\n") for value in sent.getlist(one.name)]
    kept = raw if one.kind == "password" else [value.translate(UNSEEN).strip() for value in raw]
    return tuple(value for value in kept if value)[: None if one.kind == "checks" else 1]


def _problem(one: Field, typed: tuple[str, ...]) -> Words | None:
    names = {"zh": one.label.zh, "en": one.label.en}
    if not typed:
        return _worded("choose" if one.kind in OPTIONS else "required", names) if one.required else None
    if one.kind in OPTIONS and set(typed) - {choice.value for choice in one.choices}:
        return _worded("choose", names)
    if len(typed[0]) > one.most:
        return _worded("too_long", names, n=one.most)
    filled = Filled((one,), {one.name: typed})
    if one.kind == "date" and filled.day(one.name) is None:
        return _worded("date", names)
    if one.kind == "number" and filled.number(one.name) is None:
        return _worded("number", names)
    return None


def _worded(name: str, labels: dict[str, str], **places: object) -> Words:
    zh = words(f"forms.{name}", label=labels["zh"], **places).zh
    return Words(zh, words(f"forms.{name}", label=labels["en"], **places).en)


def offered(lang: str, choices: tuple[Choice, ...], chosen: str) -> Markup:
    """The options of a select in a language, the one that was chosen marked."""
    made = "".join([plain if value != chosen else marked for value, plain, marked in _options(lang, choices)])
    return Markup(made)


@lru_cache(maxsize=500)
def _options(lang: str, choices: tuple[Choice, ...]) -> tuple[tuple[str, Markup, Markup], ...]:
    """Each choice as it is and as it is when chosen; the same lists are shown again and again."""
    plain, marked = (Markup(f'<option value="{{}}"{mark}>{{}}</option>') for mark in ("", " selected"))
    return tuple(
        (one.value, plain.format(one.value, say(lang, one.label)), marked.format(one.value, say(lang, one.label)))
        for one in choices
    )
