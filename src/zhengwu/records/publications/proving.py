"""Proves that the register says what its cases say: what is public is so because a case made it so, and nothing else.

A defect is a pair: which publication, and what is the matter in both languages.
"""

from collections.abc import Iterator

from zhengwu.records.cases.models import Event
from zhengwu.records.publications.models import Placement, Publication, Version
from zhengwu.records.troubles import Words

PAGE = 500
BY_STATE = {"public": "public", "withheld": "withheld", "taken_down": "withdrawn", "discarded": "discarded"}
BY_EVENT = {"published": "public", "taken_down": "withdrawn", "discarded": "discarded"}
Found = tuple[int, int, list[tuple[str, Words]]]


def register() -> Iterator[Found]:
    """How many publications were proved of how many, and the defects of the last page."""
    total, done, after = Publication.objects.count(), 0, 0
    rows = Publication.objects.select_related("case").order_by("pk")
    while page := list(rows.filter(pk__gt=after)[:PAGE]):
        ids = [row.pk for row in page]
        told = _told([row.case_id for row in page if row.case_id is not None])
        shown = set(
            Version.objects.filter(publication_id__in=ids, published_at__isnull=False).values_list(
                "publication_id", "number"
            )
        )
        placed = set(
            Placement.objects.filter(publication_id__in=ids, ended_on=None).values_list("publication_id", flat=True)
        )
        found = [(_which(row), words) for row in page for words in _wrong(row, told, shown, placed)]
        done, after = done + len(page), ids[-1]
        yield done, max(total, done), found


def _told(case_ids: list[int]) -> dict[int, list[str]]:
    """What happened to each case that the public could see, in order; what was struck out did not."""
    told: dict[int, list[str]] = {}
    wanted = (*BY_EVENT, "entry_struck")
    rows = Event.objects.filter(case_id__in=case_ids, key__in=wanted).order_by("case_id", "number")
    for case_id, key in rows.values_list("case_id", "key"):
        if key in BY_EVENT:
            told.setdefault(case_id, []).append(key)
    return told


def _wrong(
    row: Publication, told: dict[int, list[str]], shown: set[tuple[int, int]], placed: set[int]
) -> Iterator[Words]:
    if row.case is not None:
        wanted = _status(row.case.state, told.get(row.case.pk, []))
        if row.status != wanted:
            yield Words(f"状态为 {row.status}，按办件应为 {wanted}", f"is {row.status}, its case makes it {wanted}")
    if row.version and (row.pk, row.version) not in shown:
        yield Words(f"公开的第{row.version}版不在存储中", f"version {row.version}, which is shown, is not on file")
    if (row.version > 0) != (row.index_number is not None):
        yield Words("索引号与公开情况不符", "its index number does not fit whether it was published")
    if row.status == "public" and (row.version == 0 or row.published_on is None):
        yield Words("已公开却没有版本或者日期", "is public without a version or a day")
    if (row.status == "public") != (row.pk in placed):
        yield Words("发布渠道与公开情况不符", "its channels do not fit whether it is public")


def _status(state: str, events: list[str]) -> str:
    """What the register must say of a case in that state."""
    if state in BY_STATE:
        return BY_STATE[state]
    seen = [BY_EVENT[key] for key in events if key != "discarded" or state == "archived"]
    return seen[-1] if seen else "draft"


def _which(row: Publication) -> str:
    return row.index_number or f"#{row.pk}"
