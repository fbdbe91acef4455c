"""A file's rows, judged page by page; in a process of its own where there are many.

A key that is there twice in a file is told by its two rows, so 16 bytes of each row's key and content are remembered:
some 70 MB for 600,000 rows.
"""

import gc
import marshal
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from multiprocessing.connection import Connection
from pathlib import Path

from zhengwu.records.findable.grams import Halves
from zhengwu.records.publications.importing.headings import Layout, layout
from zhengwu.records.publications.importing.judging import Judge
from zhengwu.records.publications.importing.model import Page, Ready, Rules, Wrong
from zhengwu.records.publications.importing.reasons import wrong
from zhengwu.records.publications.importing.sources import Line, Source, lines
from zhengwu.records.troubles import Trouble

ROWS, SIGNS = 4000, 6_000_000  # of a page at most
FIRST = 500  # rows of the first one, so that whoever writes need not wait for long
APART = 5000  # a file with more rows is read by a process of its own


class Seen:
    """The keys of a file so far, each with its first row and 32 bits of its content."""

    def __init__(self) -> None:
        self.rows: dict[int, int] = {}

    def again(self, ready: Ready) -> tuple[int, bool] | None:
        """The first row with the same key, and whether it says the same; None where this is the first."""
        key = int.from_bytes(blake2b(f"{ready.body_id}|{ready.key}".encode(), digest_size=8).digest())
        content = int(ready.digest[:8], 16)
        there = self.rows.setdefault(key, ready.row << 32 | content)
        first = there >> 32
        return None if first == ready.row else (first, there & 0xFFFFFFFF == content)


def pages(path: Path, source: Source, rules: Rules, position: int = 0) -> Iterator[Page]:
    """The rows after `position`. Raises Trouble (invalid) for a heading that cannot be understood."""

    @lru_cache(maxsize=64)
    def laid(labels: tuple[str, ...]) -> Layout:
        return layout(labels, rules.options.mapping)

    judge, seen, page, signs, most = Judge(rules, laid), Seen(), Page(position, 0, [], [], 0, 0), 0, min(FIRST, ROWS)
    for line in lines(path, source):
        found = _judged(judge, line, seen, alone=source.kind == "jsonl")
        if line.row <= position:
            continue
        page = _with(page, line.row, found)
        if isinstance(found, Ready):
            signs += len(found.text)
        if page.rows >= most or signs >= SIGNS:
            yield page
            page, signs, most = Page(line.row, 0, [], [], 0, 0), 0, ROWS
    if page.rows:
        yield page


def _judged(judge: Judge, line: Line, seen: Seen, *, alone: bool) -> Ready | list[Wrong]:
    """A row as it will be published; what is wrong with it; nothing (an empty list) where it was there already.

    `alone`: each row has a heading of its own, and one that cannot be understood is the fault of that row.
    """
    if line.code:
        return [unreadable(line)]
    try:
        came = judge.read(line.row, line.labels, line.cells)
    except Trouble as trouble:
        if not alone:
            raise
        return [_without_heading(line.row, trouble)]
    if isinstance(came, Ready) and (before := seen.again(came)) is not None:
        first, same = before
        column = judge.laid(line.labels).label(came.key_column) if came.key_column else ""
        return [] if same else [wrong(line.row, column, "same_key", came.key, other=first)]
    return came


def _without_heading(row: int, trouble: Trouble) -> Wrong:
    """That the names in a row cannot be understood."""
    if trouble.code == "heading":
        return wrong(row, "", "title_missing")
    return Wrong(row, "", trouble.code, "", trouble.message.zh, trouble.message.en)


def unreadable(line: Line) -> Wrong:
    """What is wrong with a row that could not even be read."""
    found, expected = len(line.cells), len(line.labels)
    return wrong(line.row, line.column, line.code, found=found, expected=expected)


def _with(page: Page, row: int, found: Ready | list[Wrong]) -> Page:
    if isinstance(found, Ready):
        page.ready.append(found)
        return page._replace(last=row, rows=page.rows + 1)
    page.wrong.extend(found)
    faulty, again = (page.faulty + 1, page.repeated) if found else (page.faulty, page.repeated + 1)
    return page._replace(last=row, rows=page.rows + 1, faulty=faulty, repeated=again)


@contextmanager
def judged(path: Path, source: Source, rules: Rules, position: int = 0) -> Iterator[Iterator[Page]]:
    """The pages of a file; read beside the caller, by a process that ends with it, where they are many."""
    if source.expected < APART or (os.cpu_count() or 1) == 1:
        yield pages(path, source, rules, position)
        return
    spawning = multiprocessing.get_context("spawn")
    here, there = spawning.Pipe(duplex=False)
    child = spawning.Process(target=_send, args=(there, path, source, rules, position), daemon=True)
    child.start()
    there.close()
    collects = gc.isenabled()
    gc.disable()  # rows make no circles, and looking for some among thousands of them takes its time
    try:
        yield _received(here)
    finally:
        if collects:
            gc.enable()
        here.close()
        child.terminate()
        child.join()


def _send(there: Connection, path: Path, source: Source, rules: Rules, position: int) -> None:
    """In the process beside: sends the pages, then that this was all; or the Trouble that ended it."""
    gc.disable()
    try:
        for page in pages(path, source, rules, position):
            there.send_bytes(packed(page))
        there.send_bytes(b"")
        there.send(None)
    except Trouble as trouble:
        there.send_bytes(b"")
        there.send(trouble)
    except (BrokenPipeError, KeyboardInterrupt):
        return  # whoever asked has gone


def _received(here: Connection) -> Iterator[Page]:
    try:
        while came := here.recv_bytes():
            yield unpacked(came)
        trouble = here.recv()
    except EOFError:
        raise ChildProcessError("the process that reads the file has ended early") from None
    if isinstance(trouble, Trouble):
        raise trouble


def packed(page: Page) -> bytes:
    """A page as bytes, by what is quickest for tuples of texts."""
    ready = [(*one[:-1], one.shape and tuple(one.shape)) for one in page.ready]
    return marshal.dumps((page.last, page.rows, ready, [tuple(one) for one in page.wrong], *page[4:]), 2)


def unpacked(came: bytes) -> Page:
    """The page of these bytes."""
    last, count, ready, faults, *counts = marshal.loads(came)  # noqa: S302 - from our own process
    sound = [Ready._make((*said, shape and Halves(*shape))) for *said, shape in ready]
    return Page(last, count, sound, [Wrong(*one) for one in faults], *counts)
