"""Where somebody applies for a bundle: on the portal or at a kiosk; the screens are the same."""

from dataclasses import dataclass

from zhengwu.portal.services import place
from zhengwu.portal.services.place import KIOSK


@dataclass(frozen=True, slots=True)
class Place(place.Place):
    """The screens of applying for a bundle; it has a key where an item has an id."""

    key: str = ""

    @property
    def guide(self) -> str:
        """The address of the bundle."""
        return f"{self.list}/{self.key}"

    @property
    def list(self) -> str:
        """The address of all bundles."""
        return f"{KIOSK if self.kiosk else ''}/bundles"

    @property
    def reach(self) -> str:
        """The addresses that are told the code of the draft."""
        return KIOSK if self.kiosk else "/bundles"


def place_of(key: str, *, kiosk: bool = False) -> Place:
    """The place of a bundle."""
    return Place(0, kiosk, key)
