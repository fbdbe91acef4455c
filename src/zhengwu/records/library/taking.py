"""Files come into a library: kept once, read when there is time, matched, judged. What came in stays, read or not.

A file is marked before it is read, so that one at which the process died is told so and not tried for ever.
"""

import hashlib
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import DataError, connection, transaction

from zhengwu.records.documents import store
from zhengwu.records.documents.models import StoredFile
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.library import judging, reader, shelves
from zhengwu.records.library.matching import Names, reporter_of
from zhengwu.records.library.models import READ, READING, UNREADABLE, WAITING, Paper, Reading
from zhengwu.records.library.reader import Outcome
from zhengwu.records.people.actors import Actor
from zhengwu.records.troubles import invalid

THREADS = 8  # that confirm files on the disk
SLICE = 40  # files that are given out at once
SECONDS = 1.5  # that one request goes on with
DEAD = timedelta(minutes=5)  # a reading that takes longer has died
MEDIA = {
    b"%PDF": "application/pdf",
    b"PK\x03\x04": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"\xd0\xcf\x11\xe0": "application/msword",
}


class Taken(NamedTuple):
    """A file that came in: its paper, and whether it was new."""

    paper_id: int
    fresh: bool


@dataclass(frozen=True, slots=True)
class Job:
    """A paper that is to be read."""

    paper_id: int
    name: str
    sha256: str


def take_in(holder_id: int, content: bytes, name: str, *, by: Actor, at: datetime) -> Taken:
    """Keeps a file, once whatever it is called. Trouble: forbidden, invalid (empty, too large)."""
    shelves.to_decide(by, holder_id)
    fit(content)
    return take_all(holder_id, [(content, name)], by=by, at=at)[0]


def fit(content: bytes) -> None:
    """That a file may be kept at all. Trouble: invalid (empty, too large)."""
    if not content.strip(b"\x00 \r\n\t"):
        raise invalid("empty_file", "文件是空的。", "The file is empty.", where="file")
    if len(content) > reader.LARGEST:
        most = reader.LARGEST // 1_000_000
        raise invalid("file_too_large", f"文件超过 {most} MB。", f"The file has more than {most} MB.", where="file")


def take_all(holder_id: int, files: Sequence[tuple[bytes, str]], *, by: Actor, at: datetime) -> list[Taken]:
    """The same for many files that are fit, whose rows are one transaction. Trouble: forbidden."""
    shelves.to_decide(by, holder_id)
    with ThreadPoolExecutor(THREADS) as pool:  # a disk confirms several files at once as fast as one
        sums = list(pool.map(lambda one: store.lay_down(one[0]), files))
    with transaction.atomic():
        kept = [
            StoredFile(sha256=sum_, size=len(content), media_type=media_of(content), name=store.plain_name(name),
                       created_at=at)
            for sum_, (content, name) in zip(sums, files, strict=True)
        ]  # fmt: skip
        StoredFile.objects.bulk_create(kept, ignore_conflicts=True)
        ids = dict(StoredFile.objects.filter(sha256__in=sums).values_list("sha256", "id"))
        held = Paper.objects.filter(holder_id=holder_id, file_id__in=ids.values())
        known = set(held.values_list("file_id", flat=True))
        named = {ids[sum_]: name for sum_, (_, name) in reversed(list(zip(sums, files, strict=True)))}
        fresh = [
            Paper(holder_id=holder_id, file_id=pk, name=name[-300:], taken_at=at, taken_by=by.name[:60])
            for pk, name in reversed(named.items())
            if pk not in known
        ]
        Paper.objects.bulk_create(fresh, ignore_conflicts=True)
        papers = dict(held.values_list("file_id", "id"))
        if fresh:
            shelves.changed(holder_id)
    told: set[int] = set()
    found = []
    for sum_ in sums:
        paper = papers[ids[sum_]]
        found.append(Taken(paper, ids[sum_] not in known and paper not in told))
        told.add(paper)
    return found


def media_of(content: bytes) -> str:
    """What a file is by its first bytes; good for keeping it, since nothing of it is shown in place."""
    return next((media for start, media in MEDIA.items() if content.startswith(start)), "application/octet-stream")


def noted(holder_id: int, folder: str, fresh: int, *, by: Actor, at: datetime) -> None:
    """Enters into the journal that files came in."""
    with transaction.atomic():
        told = f"{folder} ({fresh})"
        record(Deed("library.taken", holder_id, "library", str(holder_id), told), by=by, at=at)


def known_sums(holder_id: int, sums: Sequence[str]) -> dict[str, str]:
    """Of these sums of files, those that are read already, each with its reader."""
    found: dict[str, str] = {}
    for start in range(0, len(sums), 500):
        page = Paper.objects.filter(holder_id=holder_id, file__sha256__in=sums[start : start + 500])
        found |= dict(page.filter(state__in=(READ, UNREADABLE)).values_list("file__sha256", "reader"))
    return found


def waiting(holder_id: int) -> Iterator[Job]:
    """The papers that wait to be read, in the order in which they came; read page by page."""
    after = 0
    found = Paper.objects.filter(holder_id=holder_id, state=WAITING).order_by("id")
    while page := list(found.filter(pk__gt=after).values_list("id", "name", "file__sha256")[:SLICE]):
        after = page[-1][0]
        yield from (Job(*row) for row in page)


def left(holder_id: int) -> int:
    """How many papers wait to be read."""
    return Paper.objects.filter(holder_id=holder_id, state=WAITING).count()


def begin(job: Job, *, at: datetime) -> bool:
    """Marks a paper as being read; False where somebody else has it."""
    return bool(Paper.objects.filter(pk=job.paper_id, state=WAITING).update(state=READING, started_at=at))


def content_of(job: Job) -> bytes:
    """The bytes of a paper. Trouble where they are gone or were changed."""
    return store.content_of(StoredFile(sha256=job.sha256))


def go_on(holder_id: int, *, at: datetime, seconds: float = SECONDS) -> int:
    """Reads what waits, for so long at most, and then compares years; gives how many still wait."""
    end, names = time.monotonic() + seconds, Names.of(holder_id)
    give_up(holder_id, at=at)
    for job in waiting(holder_id):
        if begin(job, at=at):
            finish(job.paper_id, reader.outcome(content_of(job), job.name), names, at=at)
        if time.monotonic() > end:
            break
    waits = left(holder_id)
    if not waits:
        settle(holder_id, most=SLICE)
    return waits


def go_on_everywhere(*, at: datetime, seconds: float) -> int:
    """The same for every library in which something waits: for a timer. Gives how many papers still wait."""
    begun = Paper.objects.filter(state__in=(WAITING, READING)).values_list("holder_id", flat=True).distinct()
    return sum(go_on(holder_id, at=at, seconds=seconds) for holder_id in list(begun))


def give_up(holder_id: int, *, at: datetime) -> int:
    """Tells of papers at which the process died that they could not be read. Gives how many."""
    said = reader.refused(
        "crashed",
        "读取这个文件时进程中断，文件可能已损坏或过大。请用其他格式的文件重试。",
        "The process ended while it read this file; it may be damaged or too large. Try another format.",
    )
    found = Paper.objects.filter(holder_id=holder_id, state=READING, started_at__lt=at - DEAD)
    count = found.update(
        state=UNREADABLE, standing=UNREADABLE, code=said.code, zh=said.zh, en=said.en, reader=said.reader
    )
    if count:
        shelves.changed(holder_id)
    return count


def finish(paper_id: int, done: Outcome, names: Names, *, at: datetime) -> Paper:
    """Puts down what was made of a file: both the reading and all that follows from it, or nothing."""
    return finish_all([(paper_id, done)], names, at=at)[0]


def finish_all(made: Sequence[tuple[int, Outcome]], names: Names, *, at: datetime) -> list[Paper]:
    """The same for several papers of a library in one transaction; each stands or falls by itself."""
    with transaction.atomic():
        found = [_finish(paper_id, done, names, at) for paper_id, done in made]
        for holder_id in {one.holder_id for one in found}:
            shelves.changed(holder_id)
    return found


def _finish(paper_id: int, done: Outcome, names: Names, at: datetime) -> Paper:
    try:
        with transaction.atomic():
            paper = Paper.objects.get(pk=paper_id)
            _put_down(paper, done, names, at)
    except DataError:  # what a database cannot hold must not end the run over the others
        zh = "读出的内容数据库无法保存，文件可能已损坏。"
        paper = Paper.objects.get(pk=paper_id)
        _put_down(paper, reader.refused("not_held", zh, "What was read cannot be stored; is it damaged?"), names, at)
    return paper


def _put_down(paper: Paper, done: Outcome, names: Names, at: datetime) -> None:
    paper.reader, paper.started_at = done.reader, None
    if done.code:
        _failed(paper, done)
    else:
        _read(paper, done, names, at)


def _failed(paper: Paper, done: Outcome) -> None:
    """An earlier reading stands where a newer reader fails; the reason is told all the same."""
    paper.state = READ if paper.reading_id else UNREADABLE
    paper.code, paper.zh, paper.en = done.code, done.zh, done.en
    paper.standing = judging.standing(paper)
    paper.save()


def _read(paper: Paper, done: Outcome, names: Names, at: datetime) -> None:
    first = paper.reading_id is None
    facts = {"at": at, "content": done.content, "sum": done.sum}
    if first:
        paper.reading = Reading.objects.create(paper=paper, reader=done.reader, **facts)
    else:
        paper.reading, _ = Reading.objects.update_or_create(paper=paper, reader=done.reader, defaults=facts)
    paper.state, paper.code, paper.zh, paper.en = READ, "", "", ""
    paper.agency, paper.printed_year, paper.format, paper.kind = done.agency, done.year, done.format, done.kind
    paper.title, paper.published_on = done.title, done.published_on
    paper.placed, paper.expected = done.placed, done.expected
    if paper.matched != "person":
        _matched(paper, names)
    if not first and (paper.against_id or judging.corrections(paper.pk)):
        judging.judge(paper)
    else:
        judging.lay(paper, done.findings, done.amounts, first=first)
    paper.save()


def _matched(paper: Paper, names: Names) -> None:
    """Gives the paper its body and year, where that is sure."""
    match = names.match(paper.agency, paper.printed_year, paper.name)
    was = (paper.reporter_id, paper.year)
    paper.matched, paper.proposed = match.how, match.name[:100]
    if match.sure:
        paper.reporter_id, paper.year = reporter_of(match, paper.holder_id), match.year
        names.learn(paper.reporter_id, match.name)
    else:
        paper.reporter_id, paper.year = None, match.year
    if was != (paper.reporter_id, paper.year):
        place(paper, was)


def place(paper: Paper, was: tuple[int | None, int | None]) -> None:
    """Puts a paper among the versions of its body and year, and closes the gap where it was before.

    The caller saves the paper.
    """
    same = Paper.objects.filter(holder_id=paper.holder_id, reporter_id=paper.reporter_id or 0, year=paper.year)
    if was[0] is None and paper.reporter_id and not same.exclude(pk=paper.pk).exists():
        paper.version, paper.newest = 1, True
        return
    paper.version, paper.newest = 0, False
    paper.save()
    now = (paper.reporter_id, paper.year)
    for reporter_id, year in {was, now}:
        if reporter_id and year:
            for one in judging.renumber(paper.holder_id, reporter_id, year):
                if one.pk != paper.pk and one.reading_id:
                    judging.judge(one)
                    one.save(update_fields=judging.JUDGED)
    paper.refresh_from_db(fields=["version", "newest"])


# A newest report of which the year before is on file in another reading than it was compared with, or in none any more.
STALE = """
FROM library_paper p
LEFT JOIN library_paper b ON b.holder_id = p.holder_id AND b.reporter_id = p.reporter_id AND b.year = p.year - 1
AND b.newest AND b.reading_id IS NOT NULL
WHERE p.holder_id = %s AND p.newest AND p.reading_id IS NOT NULL
AND COALESCE(p.against_id, 0) <> COALESCE(b.reading_id, 0)
"""


def stale(holder_id: int) -> int:
    """How many reports are to be compared with the year before."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) {STALE}", [holder_id])
        return int(cursor.fetchone()[0])


def settle(holder_id: int, *, most: int) -> int:
    """Compares reports with those of the year before that came in meanwhile. Gives how many it looked at."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT p.id {STALE} ORDER BY p.id LIMIT %s", [holder_id, most])
        found = [pk for (pk,) in cursor.fetchall()]
    for pk in found:
        with transaction.atomic():
            paper = Paper.objects.get(pk=pk)
            judging.judge(paper)
            paper.save(update_fields=judging.JUDGED)
            shelves.changed(holder_id)
    return len(found)


def again(holder_id: int, *, by: Actor, paper_id: int | None = None) -> int:
    """Lets papers wait to be read anew by today's reader: one, or all that another reader read. Gives how many."""
    shelves.to_decide(by, holder_id)
    found = Paper.objects.filter(holder_id=holder_id, state__in=(READ, UNREADABLE)).exclude(reader=reader.version())
    if paper_id is not None:
        found = found.filter(pk=paper_id)
    with transaction.atomic():
        count = found.update(state=WAITING, standing=WAITING)
        shelves.changed(holder_id)
    return count


def sum_of(content: bytes) -> str:
    """The sum by which a file is told from any other."""
    return hashlib.sha256(content).hexdigest()
