"""Proves that licences are what was issued: what is printed has its digest, the state is that of the last entry, the
history is lawful, and versions follow one another. A defect is a pair: which licence, and what is the matter.
"""

from collections.abc import Iterator

from zhengwu.records.licences import digests
from zhengwu.records.licences.models import Licence, LicenceEvent
from zhengwu.records.troubles import Words
from zhengwu.statute.licences import DEEDS, identifier
from zhengwu.statute.licences.states import SUPERSEDED

PAGE = 500
Found = tuple[int, int, list[tuple[str, Words]]]


def licences() -> Iterator[Found]:
    """How many licences were proved of how many, and the defects of the last page."""
    total, done, after = Licence.objects.count(), 0, 0
    rows = Licence.objects.select_related("replaces").order_by("pk")
    while page := list(rows.filter(pk__gt=after)[:PAGE]):
        ids = [row.pk for row in page]
        history: dict[int, list[LicenceEvent]] = {pk: [] for pk in ids}
        for event in LicenceEvent.objects.filter(licence_id__in=ids).order_by("licence_id", "id"):
            history[event.licence_id].append(event)
        followed = set(Licence.objects.filter(replaces_id__in=ids).values_list("replaces_id", flat=True))
        found = [(row.number, words) for row in page for words in _wrong(row, history[row.pk], row.pk in followed)]
        done, after = done + len(page), ids[-1]
        yield done, max(total, done), found


def _wrong(row: Licence, history: list[LicenceEvent], followed: bool) -> Iterator[Words]:
    if digests.digest(row) != row.digest:
        yield Words("内容与颁发时不一致", "does not say what was issued")
    if identifier.problem(row.identifier) is not None:
        yield Words("证照标识不合规则", "has an identifier that is none")
    if not history or history[0].key != "issued":
        yield Words("没有颁发记录", "has no entry of its issue")
        return
    now = ""
    for event in history:
        deed = DEEDS.get(event.key)
        if deed is None or (now not in deed.from_ and bool(now)) or (deed.key == "issued") != (now == ""):
            yield Words(f"变动记录不能依次成立（{event.key}）", f"its history does not follow ({event.key})")
            return
        now = deed.to
    if row.status != now:
        yield Words(f"状态为 {row.status}，按记录应为 {now}", f"is {row.status}, its history makes it {now}")
    if followed != (now == SUPERSEDED):
        yield Words("版本与换发记录不符", "its versions do not fit its history")
    if row.replaces is not None and (row.replaces.serial, row.replaces.version + 1) != (row.serial, row.version):
        yield Words("与前一版不衔接", "does not follow the version before it")
