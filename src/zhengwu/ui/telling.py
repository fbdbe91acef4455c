"""How somebody wants to be told, for the pages of staff and public: addresses, and a table of choices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.http import QueryDict

from zhengwu.records.notices.addresses import CODE_SIGNS, AddressFacts, Owner, on_file
from zhengwu.records.notices.choices import offered
from zhengwu.records.notices.table import APP, Occasion
from zhengwu.records.troubles import Words
from zhengwu.ui.catalogue import words
from zhengwu.ui.forms import Field, Form, Kind

State = Literal["none", "waiting", "confirmed", "refused"]
KINDS: Mapping[str, Kind] = {"mail": "email", "sms": "tel", "wechat": "text"}
COMPLETE = {"mail": "email", "sms": "tel", "wechat": "off"}


@dataclass(frozen=True, slots=True)
class Card:
    """One way of being told: its address, masked, how it stands, and the page where it is changed."""

    channel: str
    label: Words
    masked: str
    state: State
    href: str


@dataclass(frozen=True, slots=True)
class Cell:
    """An occasion and a way: what the box sends, whether it is ticked, and whether it may be changed."""

    value: str
    label: Words
    on: bool
    locked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An occasion: what it is, why it cannot be switched off (or empty), and a cell a column, or None."""

    title: Words
    law: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The choices: occasions by ways. `columns` are the ways that are open to this person."""

    columns: tuple[Words, ...]
    lines: tuple[Line, ...]


def cards(found: Mapping[str, AddressFacts], home: str) -> tuple[Card, ...]:
    """A card for each way that this installation offers; `home` is the page below which they are changed."""
    return tuple(_card(channel, found.get(channel), f"{home}/{channel}") for channel in offered())


def _card(channel: str, facts: AddressFacts | None, href: str) -> Card:
    label = words(f"notices.channel.{channel}")
    if facts is None:
        return Card(channel, label, "", "none", href)
    state: State = "refused" if facts.refused else "confirmed" if facts.confirmed else "waiting"
    return Card(channel, label, facts.masked, state, href)


def grid(among: Iterable[Occasion], off: Mapping[str, frozenset[str]]) -> Grid:
    """The table of choices; `off` has a key for each way that is open to the person, with what is off there."""
    columns = tuple(channel for channel in (APP, *offered()) if channel in off)
    lines = tuple(_line(one, columns, off) for one in among if set(columns) & set(one.channels))
    return Grid(tuple(words(f"notices.channel.{channel}") for channel in columns), lines)


def _line(one: Occasion, columns: tuple[str, ...], off: Mapping[str, frozenset[str]]) -> Line:
    return Line(one.title, one.law, tuple(_cell(one, channel, off[channel]) for channel in columns))


def _cell(one: Occasion, channel: str, off: frozenset[str]) -> Cell | None:
    if channel not in one.channels:
        return None
    way, locked = words(f"notices.channel.{channel}"), one.locked(channel)
    label = Words(f"{one.title.zh}：{way.zh}", f"{one.title.en}: {way.en}")
    return Cell(f"{one.key}:{channel}", label, locked or one.key not in off, locked)


def ticked(sent: QueryDict) -> set[tuple[str, str]]:
    """The pairs of occasion and way that were ticked."""
    found = (str(value).partition(":") for value in sent.getlist("wanted"))
    return {(key, channel) for key, _, channel in found}


def address_form(channel: str) -> Form:
    """Asks for an address."""
    label, hint = words(f"notices.address.{channel}"), words(f"notices.address_hint.{channel}")
    return Form((Field("value", label, KINDS[channel], hint, most=100, width=20, complete=COMPLETE[channel]),))


def code_form() -> Form:
    """Asks for the code that was sent."""
    hint = words("notices.code.hint")
    return Form((Field("code", words("notices.code.label"), hint=hint, most=20, width=CODE_SIGNS, complete="off"),))


def suggested(owner: Owner, channel: str) -> str:
    """What is typed into the form beforehand: the contact that the party has on file already."""
    return on_file(owner, channel)
