"""Tables and how one moves in them: heads that sort, filters, pages by key, tabs."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from zhengwu.ui.catalogue import Said
from zhengwu.ui.forms import Choice


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, whether it holds figures, and by which key a list sorts by it; empty where it does not."""

    head: Said | str
    numeric: bool = False
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. A row's cells are words, texts, numbers, dates, Links or Lights; the first one heads the row.

    `sorted_by` is the key of the column it is sorted by, with a minus where downwards. `query` is what the page was
    asked for, kept by the links in the heads.
    """

    caption: Said | str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    sorted_by: str = ""
    query: Mapping[str, str] | None = None

    def order(self, column: Column) -> str:
        """How the table is sorted by this column: ascending, descending or none."""
        if not column.sort or self.sorted_by.lstrip("-") != column.sort:
            return "none"
        return "descending" if self.sorted_by.startswith("-") else "ascending"

    def resorted(self, column: Column) -> str:
        """The address that sorts by this column, the other way round where it does already."""
        key = f"-{column.sort}" if self.order(column) == "ascending" else column.sort
        kept = {name: value for name, value in (self.query or {}).items() if name not in ("sort", "after")}
        return "?" + urlencode({**kept, "sort": key})


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of a list: its name in the address, what it is called, what may be chosen, what is."""

    name: str
    label: Said | str
    choices: tuple[Choice, ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Paging:
    """A list by pages: the key of the next one, empty on the last; whether this is the first; what was asked for."""

    next: str
    first: bool
    query: Mapping[str, str]
    total: Said | str = ""

    def onward(self) -> str:
        """The address of the next page."""
        return "?" + urlencode({**self._asked(), "after": self.next})

    def back(self) -> str:
        """The address of the first page."""
        return "?" + urlencode(self._asked())

    def _asked(self) -> dict[str, str]:
        return {name: value for name, value in self.query.items() if name != "after" and value}


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab, which is a link: works without script, can be sent to somebody, opens in a tab of the browser."""

    href: str
    label: Said | str
    here: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value."""

    label: Said | str
    value: object


@dataclass(frozen=True, slots=True)
class Progress:
    """Where one is in a row of screens: their titles, and the number of this one, from 0."""

    titles: tuple[Said | str, ...]
    at: int
