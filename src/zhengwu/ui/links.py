"""Links: where to, and what it says."""

from dataclasses import dataclass

from zhengwu.ui.catalogue import Said


@dataclass(frozen=True, slots=True)
class Link:
    """Where to, and what it says."""

    href: str
    said: Said | str
