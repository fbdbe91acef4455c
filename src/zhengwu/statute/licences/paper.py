"""A licence as it is printed: words and pictures, made by the records and shown by the renderers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on the paper. Pictures are SVG; `seal` is empty where no seal is on it.

    `notes` are lines of an annotated copy (purpose, receiver, last day), `mark` is written across it.
    """

    title: str
    number: str
    identifier: str
    rows: tuple[tuple[str, str], ...]
    issuer: str
    date: str
    code: str
    address: str
    qr: str
    seal: str = ""
    notes: tuple[str, ...] = ()
    mark: str = ""
    foot: str = ""
