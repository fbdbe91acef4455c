"""A figure with its unit, and where figures come from."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from zhengwu.ui.catalogue import Said
from zhengwu.ui.links import Link


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a tile: the number, its unit, what it counts, and where its records are, if they may be seen."""

    value: int | Decimal
    unit: Said | str
    label: Said | str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """From how many records of which kind, as of when, and where to download them."""

    records: int
    what: Said | str
    as_of: date | datetime
    downloads: tuple[Link, ...] = ()
