"""Open data: which data sets there are, on which terms, how often they change, and what their fields mean."""

from dataclasses import dataclass

from django.http import HttpResponse

from zhengwu.portal.publications.streams import FIELDS, FORMS
from zhengwu.records.publications import browsing
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import public
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.tables import Column, Fact, Table
from zhengwu.visits import Asked

COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set: its name in addresses, its title, how many rows, and where each form of it is."""

    key: str
    title: Words
    about: Words
    rows: int
    forms: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DataPage:
    """The data sets as a table, what their fields mean, and what else machines may ask."""

    table: Table
    fields: tuple[Fact, ...]
    any: bool


def sets() -> tuple[DataSet, ...]:
    """All publications, those of each year, and the counts."""
    by_year: dict[int, int] = {}
    for one in browsing.tallied():
        by_year[one.year] = by_year.get(one.year, 0) + one.count
    found = [_set("publications", words("publications.data.all"), sum(by_year.values()))]
    for year in sorted(by_year, reverse=True):
        found.append(_set(f"publications-{year}", words("publications.data.of_year", year=year), by_year[year]))
    forms = tuple(Link(f"/data/counts.{form}", form.upper()) for form in ("csv", "json"))
    counts = words("publications.data.counts"), words("publications.data.counts_about")
    found.append(DataSet(COUNTS, *counts, 0, forms))
    return tuple(found)


def _set(key: str, title: Words, rows: int) -> DataSet:
    forms = tuple(Link(f"/data/{key}.{form}", "JSON Lines" if form == "jsonl" else form.upper()) for form in FORMS)
    return DataSet(key, title, words("publications.data.about"), rows, forms)


@public
def datasets(request: Asked) -> HttpResponse:
    """`/data`."""
    found = sets()
    columns = (
        Column(words("publications.data.set")),
        Column(words("publications.data.rows"), numeric=True),
        *(Column(name) for name in ("CSV", "JSON", "JSON Lines", "Parquet")),
    )
    rows = tuple((one.title, one.rows, *one.forms) for one in found if one.key != COUNTS)
    described = tuple(Fact(name, words(f"publications.fields.{name}")) for name in FIELDS)
    page = DataPage(Table(words("publications.data.title"), columns, rows), described, len(found) > 2)
    return show(request, "portal/publications/data.html", page)
