"""Whom an approval is for: the person or firm that a licence will name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """Name, code (of the identity card or the credit code) and kind, one of the list `object` of the catalogue.

    `code` is plain here and sealed on file.
    """

    name: str
    code: str = ""
    kind: str = "natural_person"
    phone: str = ""
    address: str = ""

    @property
    def is_person(self) -> bool:
        """True for a natural person."""
        return self.kind == "natural_person"
