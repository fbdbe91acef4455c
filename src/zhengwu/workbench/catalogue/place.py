"""Where one is among the catalogues: whose list it is, what one may do there, and the tabs of its pages."""

from dataclasses import dataclass
from functools import cache, lru_cache

from markupsafe import Markup

from zhengwu.records.organs import queries as organs
from zhengwu.records.organs.queries import BODY, BodyFacts
from zhengwu.records.people.actors import Actor
from zhengwu.records.publications import lines
from zhengwu.records.publications.coverage import State
from zhengwu.records.publications.entries import RIGHT
from zhengwu.records.troubles import Words, forbidden, missing
from zhengwu.statute.disclosure.cadence import cadences
from zhengwu.ui.catalogue import text, words
from zhengwu.ui.environment import environment
from zhengwu.ui.links import Link
from zhengwu.ui.parts.tables import Tab

HOME = Link("/desk/catalogue", words("catalogue.title"))
LIGHTS: dict[State, str] = {"never": "late", "late": "late", "soon": "soon", "met": "calm", "open": "closed"}
TABS = ("", "figures", "guide")


@dataclass(frozen=True, slots=True)
class Place:
    """A body whose catalogues are shown, whether one looks after them, and the tabs of its pages."""

    body: BodyFacts
    manages: bool
    tabs: tuple[Tab, ...]

    @property
    def base(self) -> str:
        """The address of its list."""
        return f"/desk/catalogue/{self.body.id}"

    @property
    def crumbs(self) -> tuple[Link, ...]:
        """The way to its list."""
        return (HOME, Link(self.base, self.body.short_name or self.body.name))


def place(actor: Actor, body_id: int, here: str = "-") -> Place:
    """The place of a body; `here` is the tab that one is on. Raises Trouble (missing). One statement."""
    body = organs.body(actor, body_id)
    if not lines.reads(actor, body.id, body.path):
        raise missing(BODY, where="body_id")
    base = f"/desk/catalogue/{body.id}"
    tabs = tuple(
        Tab(f"{base}/{key}" if key else base, words(f"catalogue.tab.{key or 'list'}"), key == here) for key in TABS
    )
    return Place(body, actor.may(RIGHT, body.id, body.path), tabs)


def managed(actor: Actor, body_id: int) -> Place:
    """The place of a body whose catalogues one looks after. Raises Trouble: missing, forbidden."""
    found = place(actor, body_id)
    if not found.manages:
        raise forbidden(RIGHT)
    return found


def lit(lang: str, state: State, days: int = 0) -> Markup:
    """The light of a line: a shape, a word, a colour; with the days that it is over."""
    return _lit(lang, LIGHTS[state], text(lang, f"catalogue.state.{state}", n=days))


@lru_cache(maxsize=2_000)
def _lit(lang: str, kind: str, word: str) -> Markup:
    module = environment(lang).get_template("workbench/reports/parts.html").module
    found: Markup = module.lit(kind, word)  # type: ignore[attr-defined]
    return found


@cache
def cadence_name(key: str, within: int) -> Words:
    """How often, and within how many days where the law names no day."""
    one = cadences()[key]
    if one.fixed or not within:
        return Words(one.zh, one.en)
    unit = words(f"catalogue.days.{one.unit.value}", n=within)
    return Words(f"{one.zh} · {unit.zh}", f"{one.en} · {unit.en}")
