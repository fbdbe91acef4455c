"""What a text may say about a quantity of the tables: the words (in claims.toml) and the cells that hold it."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from zhengwu.statute.report.checks.subject import Subject
from zhengwu.statute.report.model import CellRef, Number

Words = re.Pattern[str]

COUNTS = ("件", "起", "宗", "份", "例", "条", "项", "个", "次", "件次")
MONEY = ("万元", "亿元", "元")


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of a table that are added up: rows (a trailing * takes all that begin so) and columns."""

    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...] = ("total",)

    def refs(self, subject: Subject) -> tuple[CellRef, ...]:
        """References to the cells that the report's form has and prints."""
        sheet = subject.sheet(self.table)
        if sheet is None:
            return ()
        return tuple(sheet.refer(key) for key in sheet.expected() if key[1] in self.columns and self._takes(key[0]))

    def value(self, subject: Subject) -> Number | None:
        """Their sum; None where one of them states no number or the form has none."""
        refs = self.refs(subject)
        if not refs:
            return None
        table = subject.report.table(self.table)
        values = [table.cell(ref.row, ref.column).stated for ref in refs]
        if table.status.value == "stated_none":
            values = [value or 0 for value in values]
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == len(values) else None

    def _takes(self, row: str) -> bool:
        return any(row.startswith(want[:-1]) if want.endswith("*") else row == want for want in self.rows)


@dataclass(frozen=True, slots=True)
class Claim:
    """A way of naming a quantity. `words` stand in the clause before the number, `never` nowhere in it.

    `about` must be named in the clause, unless a heading or the sentence has set the topic and the clause adds
    nothing foreign. `also` are other cells that the same words may mean. `unsure_below`: a smaller number may be a
    part of it. `doubtful`: the words are too loose for more than a notice. `whole`: not a number in brackets or after
    其中. `years`: a year before or after that may be named.
    """

    rule: str
    name: str
    gloss: str
    words: Words
    cells: Cells
    topic: str
    about: Words
    never: Words
    also: tuple[Cells, ...] = ()
    units: tuple[str, ...] = COUNTS
    unsure_below: bool = False
    doubtful: bool = False
    whole: bool = False
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Denial:
    """A way of saying that there was nothing. `words` has the groups `mid` and `tail`; `never` spoils them."""

    rule: str
    name: str
    gloss: str
    words: Words
    cells: Cells
    never: Words
    about: Words


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("claims.toml").read_text("utf-8"))


@cache
def claims() -> tuple[Claim, ...]:
    """Every claim, in the order in which they are tried."""
    return tuple(_claim(raw) for raw in _table()["claims"])


@cache
def denials() -> tuple[Denial, ...]:
    """Every denial."""
    return tuple(Denial(**_wording(raw), cells=_cells(raw["cells"])) for raw in _table()["denials"])


def _claim(raw: dict[str, Any]) -> Claim:
    more: dict[str, Any] = {key: tuple(raw[key]) for key in ("units", "years") if key in raw}
    flags = {key: raw[key] for key in ("topic", "unsure_below", "doubtful", "whole") if key in raw}
    also = tuple(_cells(cells) for cells in raw.get("also", ()))
    return Claim(**_wording(raw), cells=_cells(raw["cells"]), also=also, **more, **flags)


def _wording(raw: dict[str, Any]) -> dict[str, Any]:
    lists = _table()["words"]
    named = {key: re.compile("|".join(lists[name] for name in raw[key])) for key in ("about", "never")}
    return {key: raw[key] for key in ("rule", "name", "gloss")} | named | {"words": re.compile(raw["words"])}


def _cells(raw: dict[str, Any]) -> Cells:
    return Cells(raw["table"], tuple(raw["rows"]), tuple(raw["columns"]))
