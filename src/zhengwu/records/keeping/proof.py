"""Proving that what is on file is whole: replay equals cache, hash chains hold, stored files are there unaltered.

Each proof goes through its rows in pages, so that memory stays flat, and says after each page how far it is and what it
found. A defect is a value, not an exception: whoever asks wants to know all of them.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from zhengwu.records.approvals import proving as applications
from zhengwu.records.cases import filing
from zhengwu.records.cases.models import Case, Event, Item
from zhengwu.records.documents.models import StoredFile
from zhengwu.records.documents.store import place
from zhengwu.records.items import proving as catalogue
from zhengwu.records.journal.models import Chain, Entry
from zhengwu.records.journal.queries import verify_chain
from zhengwu.records.licences import proving as issued
from zhengwu.records.organs.promised import Promised, promises
from zhengwu.records.publications import figures, proving, reindexing
from zhengwu.records.reports.models import Emitted
from zhengwu.records.timetable.queries import calendar_of
from zhengwu.records.troubles import Words

PAGE = 500
ITEM_COLUMNS = ("number", "description", "counted_class", "entered_on", "entered_year", "outcome", "concluded_on",
                "concluded_year", "answered_on", "redone")  # fmt: skip

Kept = Mapping[tuple[int, str], tuple[Promised, ...]]


@dataclass(frozen=True, slots=True)
class Defect:
    """Something on file that is not as it must be: of what kind, which one, and what is the matter."""

    kind: str
    which: str
    message: Words


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a proof is, and the defects of the last page."""

    kind: str
    done: int
    total: int
    defects: tuple[Defect, ...] = ()


def everything() -> Iterator[Progress]:
    """All proofs, one after the other."""
    yield from cases()
    yield from journal()
    yield from files()
    yield from reports()
    yield from publications()
    yield from items()
    yield from approvals()
    yield from licences()
    yield from search()


def cases() -> Iterator[Progress]:
    """Every case: its chain of events is whole, and its columns and items are what the events make."""
    total, done, after, promised = Case.objects.count(), 0, 0, promises()
    while page := list(Case.objects.filter(pk__gt=after).order_by("pk")[:PAGE]):
        ids = [row.pk for row in page]
        columns = ("case_id", *filing.COLUMNS)
        rows = Event.objects.filter(case_id__in=ids).order_by("case_id", "number").values_list(*columns)
        events = {key: [filing.Filed(*row[1:]) for row in group] for key, group in groupby(rows, lambda row: row[0])}
        held = Item.objects.filter(case_id__in=ids).order_by("case_id", "number").values_list("case_id", *ITEM_COLUMNS)
        items = {key: {row[1:] for row in group} for key, group in groupby(held, lambda row: row[0])}
        found = [_case(row, events.get(row.pk, []), items.get(row.pk, set()), promised) for row in page]
        done, after = done + len(page), ids[-1]
        yield Progress("cases", done, max(total, done), tuple(one for one in found if one))


def _case(row: Case, filed: list[filing.Filed], items: set[tuple[object, ...]], promised: Kept) -> Defect | None:
    def defect(zh: str, en: str) -> Defect:
        return Defect("cases", row.number, Words(f"办件 {row.number}：{zh}", f"case {row.number}: {en}"))

    broken = filing.is_whole(filed)
    if broken:
        return defect(f"第{broken}条记录与哈希链不符", f"entry {broken} does not fit the chain of hashes")
    head = filed[-1].hash if filed else ""
    if (row.length, row.head) != (len(filed), head):
        return defect(
            f"登记有{row.length}条记录，实有{len(filed)}条", f"{row.length} entries are noted, {len(filed)} are on file"
        )
    calendar = calendar_of(row.body_id)
    try:
        case = filing.replayed(row.procedure, filing.marked(filed), calendar)
    except (filing.BrokenFile, KeyError) as error:
        return defect(f"记录不能依次成立（{error}）", f"its entries do not follow from one another ({error})")
    wanted = filing.cached(case, calendar, promised.get((row.body_id, row.procedure), ()))
    for name in filing.Cached.__slots__:
        if getattr(row, name) != getattr(wanted, name):
            was, be = _shown(getattr(row, name)), _shown(getattr(wanted, name))
            return defect(f"{name} 为 {was}，按记录应为 {be}", f"{name} is {was}, its entries make {be}")
    made = {tuple(getattr(item, name) for name in ITEM_COLUMNS) for item in filing.items_of(row, case)}
    return defect("事项与记录不符", "its items are not what the entries make") if made != items else None


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def journal() -> Iterator[Progress]:
    """Every chain of the audit trail."""
    keys = set(Chain.objects.values_list("key", flat=True)) | set(
        Entry.objects.values_list("chain", flat=True).distinct()
    )
    for done, key in enumerate(sorted(keys), 1):
        verdict = verify_chain(key)
        found: tuple[Defect, ...] = ()
        if not verdict.whole:
            place_, why = verdict.broken_at, verdict.why
            zh = f"审计日志第{key}链在第{place_}条处断开（{why}）"
            found = (Defect("journal", str(key), Words(zh, f"the audit trail {key} breaks at entry {place_} ({why})")),)
        yield Progress("journal", done, len(keys), found)


def files() -> Iterator[Progress]:
    """Every stored file: it is there, and its content has the sum that it is named after."""
    total, done, after = StoredFile.objects.count(), 0, 0
    while page := list(
        StoredFile.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "sha256", "name")[:PAGE]
    ):
        found = [_file(sum_, name) for _, sum_, name in page]
        done, after = done + len(page), page[-1][0]
        yield Progress("files", done, max(total, done), tuple(one for one in found if one))


def reports() -> Iterator[Progress]:
    """Every document of an annual report: its bytes have the sum that was noted when it was issued."""
    total, found = Emitted.objects.count(), Emitted.objects.order_by("pk")
    columns = ("report__body_id", "report__year", "kind", "sha256", "content")
    for done, (body, year, kind, sum_, content) in enumerate(found.values_list(*columns).iterator(20), 1):
        defects: tuple[Defect, ...] = ()
        if hashlib.sha256(bytes(content)).hexdigest() != sum_:
            zh = f"机关{body}的{year}年度报告（{kind}）被改动"
            words = Words(zh, f"the report of body {body} on {year} ({kind}) was altered")
            defects = (Defect("reports", f"{body}/{year}.{kind}", words),)
        yield Progress("reports", done, max(total, done), defects)


def items() -> Iterator[Progress]:
    """Every service item: its columns are those of its version, its versions can be read and do not overlap."""
    for done, total, found in catalogue.items():
        defects = tuple(
            Defect("items", which, Words(f"事项 {which}：{why.zh}", f"item {which}: {why.en}")) for which, why in found
        )
        yield Progress("items", done, total, defects)


def approvals() -> Iterator[Progress]:
    """Every application: its decision, licence and promises are those of its case."""
    for done, total, found in applications.applications():
        defects = tuple(
            Defect("approvals", which, Words(f"申请 {which}：{why.zh}", f"application {which}: {why.en}"))
            for which, why in found
        )
        yield Progress("approvals", done, total, defects)


def licences() -> Iterator[Progress]:
    """Every licence: it says what was issued, and its state and versions are those of its history."""
    for done, total, found in issued.licences():
        defects = tuple(
            Defect("licences", which, Words(f"证照 {which}：{why.zh}", f"licence {which}: {why.en}"))
            for which, why in found
        )
        yield Progress("licences", done, total, defects)


def publications() -> Iterator[Progress]:
    """Every publication: the register says what its case says, what is shown is on file, and the counters add up."""
    done = total = 0
    for done, total, found in proving.register():
        defects = tuple(
            Defect("publications", which, Words(f"信息 {which}：{why.zh}", f"publication {which}: {why.en}"))
            for which, why in found
        )
        yield Progress("publications", done, total, defects)
    wrong = figures.recount()
    if wrong:
        yield Progress("publications", done, total, tuple(Defect("publications", "figures", one.why) for one in wrong))


def search() -> Iterator[Progress]:
    """The index of publications: it has what is public and nothing else, and finds a sample by its own words."""
    found = tuple(
        Defect("search", which, Words(f"检索 {which}：{why.zh}", f"search {which}: {why.en}"))
        for which, why in reindexing.defects()
    )
    total = reindexing.count()
    yield Progress("search", total, total, found)


def _file(sum_: str, name: str) -> Defect | None:
    try:
        with place(sum_).open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() == sum_:
                return None
        words = Words(f"文件 {sum_}（{name}）的内容被改动", f"the file {sum_} ({name}) was altered")
    except OSError:
        words = Words(f"文件 {sum_}（{name}）不在存储中", f"the file {sum_} ({name}) is not in the store")
    return Defect("files", sum_, words)
