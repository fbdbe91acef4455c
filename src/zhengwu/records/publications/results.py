"""Results of the office's own cases in the register: a row like an imported one, known again by its case.

A decision that grants a licence is public (行政许可法第四十条). Its number of identity never is; the name of a natural
person is shortened, since what was decided matters to the public and who somebody is does not.
"""

from dataclasses import dataclass
from datetime import date, datetime

from zhengwu.records import rows
from zhengwu.records.organs.models import Body
from zhengwu.records.publications import carrying, numbers, words
from zhengwu.records.publications.models import Publication, Version
from zhengwu.statute.disclosure import kinds


@dataclass(frozen=True, slots=True)
class Result:
    """A result to be published: of which body, of which kind, by which key it is known again, what it says."""

    body_id: int
    unit_id: int | None
    kind: str
    key: str
    title: str
    document_number: str
    facts: tuple[tuple[str, str], ...]
    made_on: date


def shortened(name: str) -> str:
    """The name of a natural person as the public sees it: the first sign, then one star for each other."""
    return name[:1] + "*" * max(len(name) - 1, 1)


def publish(result: Result, *, on: date, at: datetime, by: str) -> int:
    """Publishes a result in the caller's transaction, or again where it was taken down, and gives its id."""
    there = found(result.body_id, result.key)
    if there is None:
        return _fresh(result, on, at, by).pk
    if there.status == "public":
        return there.pk
    shown = carrying.version_of(there, there.version)
    was = there.__dict__.copy()
    there.status, there.withdrawn_at, there.changed_at = "public", None, at
    rows.write(there, was)
    carrying.place(there, carrying.PORTAL, "", on, by=by, at=at)
    if shown is not None:
        words.put([words.entry(there, shown)])
    return there.pk


def _fresh(result: Result, on: date, at: datetime, by: str) -> Publication:
    standard, body = kinds()[result.kind], Body.objects.get(pk=result.body_id)
    (index_number,) = numbers.take(body, on.year)
    row = Publication(
        body_id=result.body_id, unit_id=result.unit_id, source_key=result.key, index_number=index_number,
        document_number=result.document_number[:80], title=result.title[:300], kind=result.kind,
        column=standard.column, category=standard.category, attribute="proactive", made_on=result.made_on,
        status="public", version=1, published_on=on, published_at=at, changed_at=at,
    )  # fmt: skip
    rows.lay(Publication, [row])
    said = [list(pair) for pair in result.facts]
    version = Version(publication_id=row.pk, number=1, title=row.title, facts=said, by=by[:60], at=at, published_at=at)
    rows.lay(Version, [version])
    carrying.place(row, carrying.PORTAL, "", on, by=by[:60], at=at)
    words.put([words.entry(row, version)])
    return row


def take_down(body_id: int, key: str, *, on: date, at: datetime) -> bool:
    """Takes a result from the public, in the caller's transaction; whether there was one."""
    row = found(body_id, key)
    if row is None or row.status != "public":
        return False
    was = row.__dict__.copy()
    carrying.hide(row, "withdrawn", on=on, at=at)
    rows.write(row, was)
    return True


def found(body_id: int, key: str) -> Publication | None:
    """The publication of a result."""
    return rows.one(Publication, "body_id = %s AND source_key = %s", [body_id, key])
