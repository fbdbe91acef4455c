"""By which words a publication is found: its title, numbers, summary, facts and text; narrowed by body, kind and place.

Only what the public sees is in the index, and it is taken out in the transaction that takes it down.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from zhengwu.records.findable import dated
from zhengwu.records.findable.dated import Dated
from zhengwu.records.publications.models import Publication, Version

__all__ = ["KIND", "Dated", "drop", "entry", "is_scattered", "marks", "put", "said", "settle"]
KIND = "publications"


def entry(row: Publication, version: Version) -> Dated:
    """What a publication is found by. It has been published: it has a day."""
    named = (version.title, row.document_number, row.index_number or "", row.summary)
    narrowed = marks(row.body_id, row.kind, row.column, row.field)
    return Dated(row.pk, row.published_on or date.min, narrowed, said(named, version.facts, version.text))


def said(named: Sequence[str], facts: Iterable[Sequence[str]], text: str) -> tuple[str, ...]:
    """The texts that a publication is found by; `named` are title, document number, index number and summary."""
    return (*named, *(f"{label} {value}" for label, value in facts), text)


def marks(body_id: int, kind: str, column: str, field: str) -> tuple[str, ...]:
    """What a search may be narrowed by."""
    return (of_body(body_id), of_kind(kind), of_column(column), *([of_field(field)] if field else []))


def of_body(body_id: int) -> str:
    """The mark of what a body published."""
    return f"b{body_id}"


def of_kind(kind: str) -> str:
    """The mark of a kind."""
    return f"k.{kind}"


def of_column(column: str) -> str:
    """The mark of a column."""
    return f"c.{column}"


def of_field(field: str) -> str:
    """The mark of a pilot field."""
    return f"f.{field}"


def put(new: Sequence[Dated]) -> None:
    """Puts texts into the index that are not there, in the caller's transaction.

    An import gives some thousand at a time: each call costs two statements and one more for each day, and on SQLite
    FTS5 writes a piece of its index for each, so fewer and larger ones are cheaper. `settle` follows the last one.
    """
    dated.put(KIND, new)


def drop(*before: Dated) -> None:
    """Takes texts out of the index, in the caller's transaction; they are what was put."""
    dated.drop(KIND, before)


def settle() -> None:
    """Tidies the index up after an import, outside of any transaction: it is smallest and quickest then."""
    dated.settle(KIND)


def is_scattered() -> bool:
    """Whether the index would be quicker if it were made anew, after an import in no order of days; after `settle`."""
    return dated.is_scattered(KIND)
