"""Runs one function over many inputs in worker processes: in order, in constant memory, and past any input that kills.

Inputs go out in chunks and results come back in the order of the inputs; only a bounded number is under way at once. A
worker notes in shared memory which input it is at and since when. So if it dies (a crash in a C library, the kernel's
memory killer) or hangs where no Python signal reaches it, the culprit is known: it gets a failure, the rest of its
chunk is done again, and the run goes on.
"""

import contextlib
import gc
import itertools
import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from zhengwu.cli.limits import Limits, limit_memory

Job = TypeVar("Job")
Result = TypeVar("Result")

CHUNK = 16
AHEAD = 2  # chunks that wait at each worker, so that it never idles
_GRACE = 2.0  # seconds beyond the limit before a worker that does not answer is ended
_POLL = 0.5

_context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


class _Worker(Generic[Job, Result]):
    """A process, the pipe to it, the chunks it has been given, and the shared note (input number, start time)."""

    def __init__(self, function: Callable[[Job], Result], limits: Limits) -> None:
        self.note = _context.RawArray("d", [-1.0, 0.0])
        self.pipe, theirs = _context.Pipe()
        self.chunks: deque[list[tuple[int, Job]]] = deque()
        self.process = _context.Process(
            target=_serve, args=(function, theirs, self.pipe, self.note, limits), daemon=True
        )
        self.process.start()
        theirs.close()

    def give(self, chunk: list[tuple[int, Job]]) -> None:
        """Sends a chunk; if the worker has just died, the next `take` will tell."""
        self.chunks.append(chunk)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.pipe.send(chunk)

    def stuck(self, limits: Limits) -> bool:
        """True where it has been at one input for longer than any signal needs."""
        return bool(self.note[0] >= 0 and time.monotonic() - self.note[1] > limits.seconds + _GRACE)

    def end(self) -> None:
        """Ends the process at once."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(function: Callable[[Job], Result], pipe: Connection, others: Connection, note: Any, limits: Limits) -> None:
    """What a worker process does: take a chunk, work through it, send the results; until the pipe closes."""
    others.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    limit_memory(limits.memory)
    gc.set_threshold(20_000, 10, 10)  # a report is many small objects and hardly a cycle
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError, MemoryError):
        while True:
            results = []
            for number, job in pipe.recv():
                note[1] = time.monotonic()
                note[0] = number
                results.append((number, function(job)))
                note[0] = -1.0
            pipe.send(results)
            del results


def run(
    function: Callable[[Job], Result],
    jobs: Iterable[Job],
    *,
    workers: int,
    limits: Limits,
    failed: Callable[[Job, bool], Result],
    chunk: int = CHUNK,
) -> Iterator[Result]:
    """Yields function(job) for every job, in their order; failed(job, stuck) for a job that ended its worker.

    `function` must be importable by name and must itself answer for time and for exceptions; only what escapes it (a
    crash, a hang in C) comes to `failed`, with True where the time was over.
    """
    crew = [_Worker(function, limits) for _ in range(workers)]
    try:
        yield from _Run(crew, function, limits, failed, iter(enumerate(jobs)), chunk).results()
    finally:
        for worker in crew:
            worker.end()


class _Run(Generic[Job, Result]):
    """The state of one run: what is still to be given out, and what has come back before its turn."""

    def __init__(
        self,
        crew: list[_Worker[Job, Result]],
        function: Callable[[Job], Result],
        limits: Limits,
        failed: Callable[[Job, bool], Result],
        jobs: Iterator[tuple[int, Job]],
        chunk: int,
    ) -> None:
        self.crew, self.function, self.limits, self.failed = crew, function, limits, failed
        self.jobs, self.chunk = jobs, chunk
        self.again: deque[list[tuple[int, Job]]] = deque()
        self.early: dict[int, Result] = {}
        self.turn = 0
        self.window = 2 * AHEAD * chunk * len(crew)

    def results(self) -> Iterator[Result]:
        """Gives out, collects, and yields what is next in order until nothing is left."""
        self._give_out()
        while any(worker.chunks for worker in self.crew):
            self._collect()
            while self.turn in self.early:
                yield self.early.pop(self.turn)
                self.turn += 1
            self._give_out()

    def _give_out(self) -> None:
        for _ in range(AHEAD):
            for worker in self.crew:
                if len(worker.chunks) < AHEAD and (chunk := self._next_chunk()):
                    worker.give(chunk)

    def _next_chunk(self) -> list[tuple[int, Job]]:
        if self.again:
            return self.again.popleft()
        if len(self.early) + sum(len(c) for w in self.crew for c in w.chunks) >= self.window:
            return []
        return list(itertools.islice(self.jobs, self.chunk))

    def _collect(self) -> None:
        ready = wait([worker.pipe for worker in self.crew if worker.chunks], timeout=_POLL)
        for place, worker in enumerate(self.crew):
            if worker.pipe in ready:
                try:
                    results = worker.pipe.recv()
                except (EOFError, OSError):
                    self._replace(place, stuck=False)
                else:
                    worker.chunks.popleft()
                    self.early.update(results)
            elif worker.chunks and worker.stuck(self.limits):
                self._replace(place, stuck=True)

    def _replace(self, place: int, *, stuck: bool) -> None:
        """Puts a new worker in the place of one that died or hangs, and does the rest of its chunks again."""
        worker = self.crew[place]
        culprit = int(worker.note[0])
        worker.end()
        self.crew[place] = _Worker(self.function, self.limits)
        for chunk in worker.chunks:
            if culprit < 0 and len(chunk) == 1:  # it died while it answered: this answer is the culprit
                culprit = chunk[0][0]
            for number, job in chunk:
                if number == culprit:
                    self.early[number] = self.failed(job, stuck)
            rest = [each for each in chunk if each[0] != culprit]
            self.again.extend([each] for each in rest)
