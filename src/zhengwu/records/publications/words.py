"""By which words a publication is found: its title, numbers, summary, text and facts, in the scope of its body.

Only what the public sees is in the index, and it is taken out in the transaction that takes it down.
"""

from collections.abc import Iterable, Sequence

from zhengwu.records.findable import tables
from zhengwu.records.findable.tables import Entry
from zhengwu.records.publications.models import Publication, Version

KIND = "publications"


def entry(row: Publication, version: Version) -> Entry:
    """What a publication is found by."""
    named = (version.title, row.document_number, row.index_number or "", row.summary)
    return Entry(row.pk, row.body_id, said(named, version.facts, version.text))


def said(named: Sequence[str], facts: Iterable[Sequence[str]], text: str) -> str:
    """The text that a publication is found by; `named` are title, document number, index number and summary."""
    told = " ".join(f"{label} {value}" for label, value in facts)
    return " ".join(part for part in (*named, told, text) if part)


def put(new: list[Entry]) -> None:
    """Puts texts into the index that are not there, in the caller's transaction."""
    tables.put(KIND, new)


def drop(before: Entry) -> None:
    """Takes a text out of the index, in the caller's transaction."""
    tables.drop(KIND, before)
