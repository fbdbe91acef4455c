"""What goes between the steps of an import: how it is to be read, rows that are sound, and rows that are not."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from zhengwu.records.findable.grams import Halves

NaturalPersons = Literal["mask", "keep", "refuse"]
NATURAL: tuple[NaturalPersons, ...] = ("mask", "keep", "refuse")


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is to be read. `mapping` are pairs of what a column means and what it is called in this file.

    `accept_personal` is the reason for publishing identity or phone numbers in clear; empty: such rows are refused.
    `natural` says what is done with natural persons' names in penalties.
    """

    body_id: int | None = None
    kind: str = ""
    column: str = ""
    channels: tuple[str, ...] = ("portal",)
    mapping: tuple[tuple[str, str], ...] = ()
    accept_personal: str = ""
    natural: NaturalPersons = "mask"

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the run; lists where there were tuples."""
        kept = asdict(self)
        return kept | {"channels": list(self.channels), "mapping": [list(pair) for pair in self.mapping]}


def options_of(kept: dict[str, Any]) -> Options:
    """The options as they were kept."""
    pairs = tuple((str(name), str(column)) for name, column in kept["mapping"])
    return Options(**{**kept, "channels": tuple(kept["channels"]), "mapping": pairs})


@dataclass(frozen=True, slots=True)
class Rules:
    """What rows are judged by: the options, the day, and what the office has: bodies and columns by their names.

    `cut`: the index of words is given tokens, not the folded text.
    """

    options: Options
    on: date
    bodies: dict[str, int]
    columns: dict[str, str]
    cut: bool = True


class Ready(NamedTuple):
    """A row that can be published. Days are ISO texts; `facts` is JSON; `placements` are (channel, place).

    `shape` is that of the texts before and after the index number, as the index of words takes them.
    """

    row: int
    body_id: int
    key: str
    digest: str
    kind: str
    column: str
    category: str
    field: str
    title: str
    summary: str
    document_number: str
    made_on: str
    published_on: str
    html: str
    text: str
    facts: str
    placements: tuple[tuple[str, str], ...]
    key_column: str
    shape: Halves | None


class Wrong(NamedTuple):
    """What is the matter with a row: where, in which column as the file calls it, and why; `value` is masked."""

    row: int
    column: str
    code: str
    value: str
    zh: str
    en: str


class Page(NamedTuple):
    """Rows up to and with `last`: those that are ready, what is wrong with others, and how many said the same again."""

    last: int
    rows: int
    ready: list[Ready]
    wrong: list[Wrong]
    faulty: int
    repeated: int
