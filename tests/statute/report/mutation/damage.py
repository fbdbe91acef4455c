"""The list of damages: each is a function that takes a page and a source of chance and changes the page in place."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.statute.report.mutation.page import Box, Key, Page, Printed, Truth

Damage = Callable[[Page, random.Random], None]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A named damage; `forms` are those to which it can happen, `alone` says that it must not meet another one.

    `structure` says that it changes the make-up of tables or page: two of these may undo each other.
    """

    name: str
    apply: Damage
    forms: tuple[str, ...]
    alone: bool = False
    structure: bool = False


ALL: dict[str, Mutation] = {}


def damage(*forms: str, alone: bool = False) -> Callable[[Damage], Damage]:
    """Puts a function on the list, for these forms (none: all)."""

    def put(function: Damage) -> Damage:
        structure = not function.__module__.endswith(("values", "labels"))
        ALL[function.__name__] = Mutation(function.__name__, function, forms or ("2019", "2021"), alone, structure)
        return function

    return put


def variant(name: str, function: Damage, *forms: str) -> None:
    """Puts one of several like damages on the list."""
    structure = not function.__module__.endswith(("values", "labels"))
    alone = name in ("two_numbers_space", "values_too_few", "values_too_many")  # a blank makes up for them
    ALL[name] = Mutation(name, function, forms or ("2019", "2021"), alone, structure)


def some(boxes: list[Box], rng: random.Random, share: float = 0.3) -> list[Box]:
    """A share of the boxes, at least one."""
    chosen = [box for box in boxes if rng.random() < share]
    return chosen or ([rng.choice(boxes)] if boxes else [])


def put(box: Box, text: str, truth: Truth) -> None:
    """Prints other text in a box that now says `truth`."""
    box.text, box.truth = text, truth


def figures_in(line: list[Box]) -> list[Box]:
    """The boxes of a line that belong to a cell of the form."""
    return [box for box in line if box.key]


def spoil(page: Page, line: list[Box]) -> None:
    """Says that no careful reader could place the figures of this line."""
    for box in figures_in(line):
        box.truth = None


def doubt(page: Page, boxes: list[Box]) -> None:
    """Says that these figures may be left unread."""
    page.doubtful |= {box.key for box in boxes if box.key}


def doubt_table(page: Page, *names: str) -> None:
    """Says that these tables (all, if none is named) may be left unread."""
    doubt(page, page.boxes(*names))


def keys_of(page: Page, *names: str) -> set[Key]:
    """The cells printed on the page."""
    return {box.key for box in page.boxes(*names) if box.key}


def drop_line(table: Printed, number: int) -> list[Box]:
    """Takes a line out of a table; labels that span it become shorter or move into the next line."""
    line = table.lines[number]
    for at, above in enumerate(table.lines[:number]):
        for box in above:
            if at + box.rows > number:
                box.rows -= 1
    heirs = [box for box in line if not box.key and box.rows > 1]
    for box in heirs:
        box.rows -= 1
    if heirs and number + 1 < len(table.lines):
        table.lines[number + 1][:0] = heirs
    del table.lines[number]
    return line


def insert_line(table: Printed, number: int, line: list[Box]) -> None:
    """Puts a line into a table; what spans over its place grows, its first box fills the free width."""
    width = table.width
    crossing = 0
    for at, above in enumerate(table.lines[:number]):
        for box in above:
            if at + box.rows > number:
                crossing += box.cols
                box.rows += 1
    line[0].cols = max(width - crossing - sum(box.cols for box in line[1:]), 1)
    table.lines.insert(number, line)


def data_lines(table: Printed) -> list[int]:
    """The numbers of the lines that hold figures."""
    return [number for number, line in enumerate(table.lines) if figures_in(line)]


def head_of(table: Printed) -> int:
    """How many lines stand above the first figures."""
    found = data_lines(table)
    return found[0] if found else len(table.lines)


def widen(table: Printed, at: int, boxes: list[Box]) -> None:
    """Puts a box into each line: before all others (`at` 0) or after them (-1)."""
    for line, box in zip(table.lines, boxes, strict=True):
        line.insert(0 if at == 0 else len(line), box)
