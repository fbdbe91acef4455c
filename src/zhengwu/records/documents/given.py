"""What a case has given to its applicant as files: what was released of an item, once its answer has gone out.

Whoever asks has been checked by the case's number and secret.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from zhengwu.records.documents.actions import DOCUMENT, Copy
from zhengwu.records.documents.models import Release
from zhengwu.records.documents.store import content_of
from zhengwu.records.troubles import missing

RELEASED = """
SELECT r.id, r.item_number, r.name, f.size
FROM documents_release r JOIN documents_storedfile f ON f.id = r.file_id WHERE r.case_id = %s ORDER BY r.id
"""


@dataclass(frozen=True, slots=True)
class Given:
    """A released file: of which item, its name, its length in bytes."""

    id: int
    item_number: str
    name: str
    size: int


def releases(case_id: int, answered: Collection[str]) -> tuple[Given, ...]:
    """What was released of the items that are answered, in the order of release. One statement, none before."""
    if not answered:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(RELEASED, [case_id])
        return tuple(Given(*row) for row in cursor.fetchall() if row[1] in answered)


def copy(case_id: int, release_id: int, answered: Collection[str]) -> Copy:
    """A released file of an item that is answered. Trouble: missing."""
    rows = Release.objects.filter(case_id=case_id, item_number__in=answered, pk=release_id)
    row = rows.select_related("file").first()
    if row is None:
        raise missing(DOCUMENT, where="release_id")
    return Copy(content_of(row.file), row.file.media_type, row.name)
