"""Whose library a page is about, and what of it was asked for."""

from dataclasses import dataclass

from zhengwu.records.library import shelves
from zhengwu.records.library.listing import SORTS, STANDS, Asking
from zhengwu.records.library.papers import PaperFacts
from zhengwu.records.troubles import Words
from zhengwu.statute.report.formats import format_for_year
from zhengwu.ui.catalogue import same, words
from zhengwu.visits import Asked

BASE = "/desk/library"


@dataclass(frozen=True, slots=True)
class Place:
    """Whose library; `of` is kept in addresses where it is not one's own."""

    holder_id: int
    of: str
    decides: bool

    def kept(self, **more: str) -> dict[str, str]:
        """What an address keeps."""
        return {name: value for name, value in {"of": self.of, **more}.items() if value}


def place_of(request: Asked) -> Place:
    """The library that was asked for, or one's own. Trouble: forbidden, missing."""
    asked = number(request.GET.get("of", "") or str(request.POST.get("of", "")))
    holder = shelves.holder_of(request.actor, asked)
    return Place(holder, str(asked) if asked is not None else "", shelves.decides(request.actor, holder))


def asking(request: Asked) -> Asking:
    """What of the list is asked for; what makes no sense is left out."""
    said = request.GET
    standing, sort = said.get("standing", ""), said.get("sort", "taken")
    return Asking(
        standing if standing in STANDS else "",
        year_of(said.get("year", "")),
        said.get("format", "")[:16],
        said.get("q", "").strip()[:60],
        sort if sort in SORTS else "taken",
    )


def year_of(text: str) -> int | None:
    """A year with a form of its own; None for anything else."""
    found = int(text) if text.isdecimal() and len(text) == 4 else 0
    return found if format_for_year(found) else None


def number(text: str) -> int | None:
    """A number that may be an id."""
    return int(text) if text.isdecimal() and len(text) < 19 else None


def named(one: PaperFacts) -> Words:
    """What a paper is called: its body and year, or its file."""
    if one.reporter and one.year:
        return words("library.named", body=one.reporter, year=one.year)
    return same(one.file.rsplit("/", 1)[-1])
