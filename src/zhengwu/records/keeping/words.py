"""The words by which cases, letters and files are found, put down anew from what is on file.

They are made of titles, names and numbers, so an export leaves them out; a backup takes them along as they are.
"""

from collections.abc import Callable
from itertools import islice
from typing import Any

from django.db import transaction

from zhengwu.records.cases import words
from zhengwu.records.documents.models import Attachment
from zhengwu.records.findable import tables
from zhengwu.records.findable.tables import Entry
from zhengwu.records.keeping.tables import ROWS
from zhengwu.records.letters.models import Letter

Report = Callable[[str, int, int], None]


def anew(report: Report) -> dict[str, int]:
    """Puts all of them down anew in one transaction; gives how many there are of each kind. Writers wait meanwhile."""
    with transaction.atomic():
        return {
            "cases": words.lay_all(),
            "letters": _laid("letters", Letter, ("document_number", "title"), report),
            "files": _laid("files", Attachment, ("title", "name"), report),
        }


def _laid(kind: str, model: type[Letter] | type[Attachment], columns: tuple[str, ...], report: Report) -> int:
    total, done = model.objects.count(), 0
    tables.clear(kind)
    found: Any = model.objects.only("body_id", *columns).order_by("pk")
    rows = found.iterator(ROWS)
    while page := [Entry(row.pk, row.body_id, row.found_by) for row in islice(rows, ROWS)]:
        tables.put(kind, page)
        done += len(page)
        report(kind, done, max(total, done))
    return done
