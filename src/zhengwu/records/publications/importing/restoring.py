"""What an import changed, as it was before: remembered when it is changed, brought back when the import is withdrawn.

What comes back is the newest state whose own import still holds. It stands on the portal as from the withdrawal, so
that the versions in between, which are withdrawn, are shown to nobody; they stay on file.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from zhengwu.records import rows
from zhengwu.records.publications import carrying, words
from zhengwu.records.publications.models import Import, Placement, Publication, Superseded

WRITTEN = ("run_id", "kind", "column", "category", "field", "title", "summary", "document_number", "source_digest")
GONE = ("withdrawing", "withdrawn")


def remember(was: Mapping[str, Any], run: Import, placed: Sequence[int]) -> None:
    """Puts down what a publication was before this import changed it, in the caller's transaction.

    `was` is a copy of the row's `__dict__`; `placed` are the placements that the import added.
    """
    kept = {name: was[name] for name in (*WRITTEN, "status", "version")} | {"made_on": was["made_on"].isoformat()}
    rows.lay(Superseded, [Superseded(run_id=run.pk, publication_id=was["id"], was=kept, placed=list(placed))])


def restore(found: Sequence[Publication], at: datetime) -> list[Publication]:
    """Brings back what is older than the imports that were withdrawn, in the caller's transaction; gives the rest.

    The rows are public, locked, and of an import that is being withdrawn; of the rest there is nothing to bring back.
    """
    by_row: dict[int, list[Superseded]] = {}
    for one in Superseded.objects.filter(publication_id__in=[row.pk for row in found]).order_by("-id"):
        by_row.setdefault(one.publication_id, []).append(one)
    runs = {one.was["run_id"] for kept in by_row.values() for one in kept}
    gone = set(Import.objects.filter(pk__in=runs, state__in=GONE).values_list("id", flat=True))
    return [row for row in found if not _restored(row, by_row.get(row.pk, []), gone, at)]


def _restored(row: Publication, kept: Sequence[Superseded], gone: set[int], at: datetime) -> bool:
    """Goes back, change by change, to the state that holds; False where there is none."""
    undone: list[Superseded] = []
    for one in kept:
        undone.append(one)
        if one.was["status"] != "public":
            return False
        if one.was["run_id"] not in gone:
            _bring_back(row, one.was, [pk for each in undone for pk in each.placed], at)
            Superseded.objects.filter(pk__in=[each.pk for each in undone]).delete()
            return True
    return False


def _bring_back(row: Publication, was: Mapping[str, Any], placed: Sequence[int], at: datetime) -> None:
    before, shown = row.__dict__.copy(), carrying.version_of(row, row.version)
    older = carrying.version_of(row, was["version"])
    if shown is None or older is None:
        raise LookupError(f"publication {row.pk} lacks a version")
    words.drop(words.entry(row, shown))
    carrying.standing(row, -1)
    for name in WRITTEN:
        setattr(row, name, was[name])
    row.made_on, row.version, row.changed_at = date.fromisoformat(was["made_on"]), was["version"], at
    rows.write(row, before)
    standing = Placement.objects.filter(publication_id=row.pk, ended_on=None)
    standing.filter(pk__in=placed).delete()
    standing.filter(channel=carrying.PORTAL).update(at=at)  # what was published there before is not shown
    carrying.standing(row, 1)
    words.put([words.entry(row, older)])
