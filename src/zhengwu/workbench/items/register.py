"""A register as a page: figures on top, a table, what may be done, files. Each of the registers about items shows one.

Whose register it is, is chosen among the bodies that the actor reads; a body stands for all below it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse

from zhengwu.records.documents.actions import Copy
from zhengwu.records.items import desk
from zhengwu.records.people.actors import Actor
from zhengwu.records.staffing import directory
from zhengwu.records.troubles import Words, forbidden, missing
from zhengwu.ui.catalogue import Said, same, say, words
from zhengwu.ui.forms import Choice
from zhengwu.ui.links import Link
from zhengwu.ui.pages import show
from zhengwu.ui.parts.figures import Figure
from zhengwu.ui.parts.tables import Fact, Filter, Paging, Tab, Table
from zhengwu.visits import Asked
from zhengwu.workbench.downloads import sent
from zhengwu.workbench.items.listing import KIND, MANY_BODIES, MEDIA, written

FIRST = Paging("", first=True, query={})


@dataclass(frozen=True, slots=True)
class Whose:
    """The body whose register is shown, with all below it; `choices` are those that may be chosen."""

    id: int
    path: str
    name: str
    choices: tuple[Choice, ...]

    @property
    def filter(self) -> tuple[Filter, ...]:
        """The choice of a body, where there are several."""
        if not 1 < len(self.choices) <= MANY_BODIES:
            return ()
        return (Filter("body", words("items.column.body"), self.choices, str(self.id)),)


@dataclass(frozen=True, slots=True)
class Register:
    """A register as it is shown. `to` is its address, `query` what it is narrowed to, kept by its files. `day` is that
    as of which it is shown, up to `today`; None where there is no choice. `search`: what is asked, and what was said.
    """

    title: Said
    lead: Said
    to: str
    table: Table
    empty: tuple[Said, Said]
    tabs: tuple[Tab, ...] = ()
    crumbs: tuple[Link, ...] = ()
    facts: tuple[Fact, ...] = ()
    tiles: tuple[Figure, ...] = ()
    actions: tuple[Link, ...] = ()
    filters: tuple[Filter, ...] = ()
    paging: Paging = FIRST
    note: Said | str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    exports: bool = True
    form: bool = False
    search: tuple[Said, str] | None = None
    day: date | None = None
    today: date | None = None

    @property
    def said(self) -> str:
        """What it is narrowed to, as an address has it."""
        asked = urlencode({name: value for name, value in self.query.items() if value})
        return f"?{asked}" if asked else ""


def whose(request: Asked, right: str = "") -> Whose:
    """The body that the address names, else the topmost one. Raises Trouble: forbidden (none at all), missing."""
    rights = (right,) if right else desk.READS
    several = [directory.choosable(request.actor, one) for one in rights]
    found = {pk: (path, name) for one in several for pk, path, name in one}
    if not found:
        raise forbidden(rights[0])
    ordered = sorted(found.items(), key=lambda each: each[1][0])
    typed = str(request.GET.get("body", ""))
    chosen = int(typed) if typed.isdecimal() and len(typed) < 16 else ordered[0][0]
    if chosen not in found:
        raise missing(Words("这个机关", "body"), where="body")
    path, name = found[chosen]
    return Whose(chosen, path, name, tuple(Choice(str(pk), same(called)) for pk, (_, called) in ordered))


def manages(actor: Actor, right: str, here: Whose) -> bool:
    """Whether the actor has a right over the body whose register it is."""
    return actor.may(right, here.id, here.path)


def answered(request: Asked, page: Register) -> HttpResponse:
    """The page, or, where the address says `format`, its table as a file."""
    kind = str(request.GET.get("format", ""))
    if not kind:
        return show(request, "workbench/items/register.html", page)
    if kind not in MEDIA:
        raise missing(KIND, where="format")
    heads = [say("zh", one.head) for one in page.table.columns]
    lines = [tuple(_plain(value) for value in row) for row in page.table.rows]
    title = say("zh", page.title)
    figures = [at for at, one in enumerate(page.table.columns) if one.numeric]
    return sent(Copy(written(kind, title[:31], heads, lines, figures), MEDIA[kind], f"{title}-{request.on}.{kind}"))


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Link):
        return say("zh", value.said)
    return say("zh", value) if hasattr(value, "zh") else str(value)  # type: ignore[arg-type]
