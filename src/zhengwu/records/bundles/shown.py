"""What is told of bundles and matters: values, no rows."""

from dataclasses import dataclass
from datetime import date, datetime

from zhengwu.statute.bundles import Bundle, Part


@dataclass(frozen=True, slots=True)
class Bound:
    """The item that stands for a part, and whose it is. `usable`: it is in use."""

    node: str
    item_id: int
    item_name: str
    body_id: int
    body_name: str
    usable: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """A version of a bundle that a body offers, with the items that stand for its parts."""

    id: int
    body_id: int
    body_name: str
    key: str
    number: int
    status: str
    source: str
    since: date | None
    by: str
    published_by: str
    content: Bundle
    bound: tuple[Bound, ...] = ()

    @property
    def items(self) -> dict[str, int]:
        """The item of each part that has one in use."""
        return {one.node: one.item_id for one in self.bound if one.usable}


@dataclass(frozen=True, slots=True)
class Named:
    """A bundle on offer as it stands in a list: what it is called, whose it is, for which life event, since when."""

    id: int
    key: str
    name: str
    body_id: int
    body_name: str
    event: str
    number: int
    since: date

    @property
    def path(self) -> str:
        """Where it is applied for."""
        return f"/bundles/{self.key}?body={self.body_id}"


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A part of a matter: what has become of it, and its case where there is one. `note` says why it was dropped."""

    node: str
    name: str
    layer: int
    after: tuple[str, ...]
    part: Part
    note: str = ""
    case_id: int | None = None
    case_number: str = ""
    procedure: str = ""
    state: str = ""
    outcome: str = ""
    due_on: date | None = None
    promised_on: date | None = None
    item_id: int | None = None
    body_id: int | None = None
    body_name: str = ""


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """One application for a bundle. `state` follows from its parts: going_on, decided (not delivered yet), closed."""

    id: int
    number: str
    title: str
    bundle_id: int
    body_id: int
    body_name: str
    holder_name: str
    channel: str
    promised_on: date | None
    delivered_on: date | None
    is_open: bool
    at: datetime
    parts: tuple[PartFacts, ...] = ()

    @property
    def state(self) -> str:
        """Where the matter stands."""
        if not self.is_open:
            return "closed"
        return "decided" if self.parts and all(_ended(one) for one in self.parts) else "going_on"

    @property
    def layers(self) -> tuple[tuple[PartFacts, ...], ...]:
        """The parts by layers, as they may go one after another."""
        most = max((one.layer for one in self.parts), default=-1)
        return tuple(tuple(one for one in self.parts if one.layer == at) for at in range(most + 1))


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A matter in a list: how many parts it has, how many are decided."""

    id: int
    number: str
    title: str
    body_name: str
    holder_name: str
    promised_on: date | None
    is_open: bool
    at: datetime
    parts: int
    decided: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How many bundles there are: `explored` all that were drafted or offered, `listed` those of a published list,
    `offered` those that can be applied for; matters handed in, closed, parts of them, and days from hand-in to the end.
    """

    explored: int
    listed: int
    offered: int
    matters: int
    closed: int
    cases: int


def _ended(one: PartFacts) -> bool:
    return one.part in (Part.GRANTED, Part.FAILED, Part.DROPPED)
