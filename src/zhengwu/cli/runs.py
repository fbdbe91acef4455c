"""Many inputs at once: worker processes, a progress bar, and last year's report found among the inputs."""

import os
import pickle
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zhengwu.cli.limits import Limits
from zhengwu.cli.readings import Reading, Task, Want, failed, take
from zhengwu.cli.sources import Source
from zhengwu.cli.work import CHUNK, run

_QUICK = 8  # fewer inputs than this need no progress bar


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to work: processes (None: one for each core) and the limits of one input."""

    jobs: int | None
    limits: Limits

    @staticmethod
    def of(jobs: int | None, seconds: float, megabytes: int) -> "Effort":
        """From the options as given on the command line."""
        return Effort(jobs, Limits(seconds, megabytes * 2**20))


def readings(
    sources: Sequence[Source], wants: set[Want], effort: Effort, lang: str, *, bar: bool = True
) -> Iterator[Reading]:
    """One reading a source, in order. Few are held at a time, however many there are.

    `bar` is False where the caller prints to the same terminal while results arrive.
    """
    tasks = [Task(source, frozenset(wants), effort.limits) for source in sources]
    results = tasks_run(tasks, effort)
    return _shown(results, len(tasks), "读取" if lang == "zh" else "Reading") if bar else results


def paired_readings(sources: Sequence[Source], wants: set[Want], effort: Effort, lang: str) -> Iterator[Reading]:
    """As `readings`, but a report whose body's report of the year before is among the sources is checked against it.

    A first pass reads everything and lays its answers on the disk; a second does only those again that found a partner.
    """
    with tempfile.TemporaryFile(prefix="zhengwu-") as spool:
        people: list[tuple[str | None, int | None]] = []
        for reading in readings(sources, wants, effort, lang):
            people.append((reading.agency, reading.year))
            pickle.dump(reading, spool, pickle.HIGHEST_PROTOCOL)
        partners = _partners(people)
        tasks = [
            Task(sources[place], frozenset(wants), effort.limits, sources[partner])
            for place, partner in sorted(partners.items())
        ]
        again = _shown(tasks_run(tasks, effort), len(tasks), "对照上年" if lang == "zh" else "Against last year")
        spool.seek(0)
        for place in range(len(people)):
            first: Reading = pickle.load(spool)  # noqa: S301 - written above, by this process, without a name
            yield next(again) if place in partners else first


def _partners(people: Sequence[tuple[str | None, int | None]]) -> dict[int, int]:
    """Which report (by place) is to be checked against which; nothing where two claim to be the same year's."""
    places: dict[tuple[str, int], list[int]] = {}
    for place, (agency, year) in enumerate(people):
        if agency and year:
            places.setdefault(("".join(agency.split()), year), []).append(place)
    return {
        places[agency, year][0]: before[0]
        for agency, year in places
        if len(places[agency, year]) == 1 and len(before := places.get((agency, year - 1), [])) == 1
    }


def tasks_run(tasks: Sequence[Task], effort: Effort) -> Iterator[Reading]:
    """Runs the tasks in worker processes, one for each core unless told otherwise."""
    if not tasks:
        return iter(())
    workers = min(effort.jobs or cores(), len(tasks))
    chunk = max(1, min(CHUNK, len(tasks) // (4 * workers)))
    return run(take, tasks, workers=workers, limits=effort.limits, failed=failed, chunk=chunk)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _shown(results: Iterable[Reading], total: int, label: str) -> Iterator[Reading]:
    """The same results; on a terminal a bar on stderr goes with them."""
    if total < _QUICK or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    work = iter(results)
    first = next(work)  # the workers are forked before the bar starts its thread
    # Rich would otherwise send our standard output to its own console, which is standard error.
    progress = Progress(
        *columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False
    )
    with progress:
        task = progress.add_task(label, total=total, completed=1)
        yield first
        for result in work:
            progress.advance(task)
            yield result
