"""What a form is: a closed set of frozen dataclasses that a version of an item holds, and that is on file as JSON."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a field holds; identity codes are checked by their check characters."""

    TEXT = "text"
    LONG = "long"
    DAY = "day"
    COUNT = "count"
    YUAN = "yuan"
    CHOICE = "choice"
    CHOICES = "choices"
    YES = "yes"
    CITIZEN_ID = "citizen_id"
    CREDIT_CODE = "credit_code"
    PHONE = "phone"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be chosen."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class When:
    """Holds where the field `field` has one of these values; of CHOICES and YES fields, too ("yes")."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Something that is asked for. `means` says what it is wherever it is asked for ("applicant.name"): fields that
    mean the same are asked for once in a bundle and filled in beforehand from what is known.

    `least` and `most` bound the length of a text, a number, or how many are chosen; of a day, days from today.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = True
    help: str = ""
    options: tuple[Option, ...] = ()
    least: int | None = None
    most: int | None = None
    means: str = ""
    personal: bool = False
    when: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together, one page of the form."""

    key: str
    title: str
    fields: tuple[Field, ...]
    help: str = ""
    when: tuple[When, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What two fields must keep: `left` `relation` `right`. Relations: before, not_after, equals, differs, at_most,
    one_of_two (one of them is given). `message` says what is wrong, beside the left field.
    """

    left: str
    relation: str
    right: str
    message: str


@dataclass(frozen=True, slots=True)
class Form:
    """The sections of a form in order, and the rules between fields."""

    sections: tuple[Section, ...] = ()
    rules: tuple[Rule, ...] = ()
