"""`zhengwu import reports`: folders of published reports, taken into the library of an office above."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhengwu.cli import exits, options
from zhengwu.cli.limits import Limits, TimeUp, time_limit
from zhengwu.cli.operate.guarding import guarded, put
from zhengwu.cli.operate.progress import Bar
from zhengwu.cli.runs import Effort, cores
from zhengwu.cli.sources import Source, expand
from zhengwu.cli.work import run

if TYPE_CHECKING:
    from zhengwu.records.library.reader import Outcome
    from zhengwu.records.library.taking import Job
    from zhengwu.records.people.actors import Actor

NAMES = {"keep": "收存 Taking in", "read": "读取 Reading", "settle": "对照上年 Against last year"}
CHUNK = 8
AT_ONCE, MOST_AT_ONCE = 50, 100_000_000  # files, and bytes of them, in one transaction


@dataclass(frozen=True, slots=True)
class Task:
    """A paper, where its bytes lie, and what reading it may cost."""

    job: "Job"
    path: str
    limits: Limits


@dataclass(slots=True)
class Tally:
    """What a run did: files found, new, there already, read, refused; and the refusals, file by file."""

    found: int = 0
    fresh: int = 0
    there: int = 0
    read: int = 0
    compared: int = 0
    refused: list[tuple[str, str, str]] = field(default_factory=list)


@click.command(context_settings=options.HELP)
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...")
@click.option(
    "--for", "holder", metavar="BODY", help="The office whose library it is, by id or name. [that of your post]"
)
@click.option("--by", "username", required=True, help="User name of whoever is responsible: goes into the journal.")
@click.option("--again", is_flag=True, help="Also read anew what an older reader read. Decisions and corrections stay.")
@options.effort
@options.lang
def reports(
    folders: tuple[str, ...],
    holder: str | None,
    username: str,
    again: bool,
    jobs: int | None,
    seconds: float,
    megabytes: int,
    lang: str,
) -> int:
    """Take folders of others' annual reports into a library 年度报告库: read, matched to body and year, checked.

    The same file goes in once, whatever it is called; a run that was cut off is gone on with by running it again. Files
    that cannot be read are listed with what to do. Exit codes: 0 all were read, 1 some were not.

    \b
    Examples:
      zhengwu import reports 2024/ --by zhou
      zhengwu import reports reports/ --for 青禾区人民政府 --by zhou --again --jobs 2
    """
    from zhengwu.cli.operate.opening import opened

    opened()
    effort, tally, bar = Effort.of(jobs, seconds, megabytes), Tally(), Bar(NAMES)
    with guarded():
        by = _supervisor(username)
        holder_id = _holder(holder, by)
        try:
            _keep(holder_id, list(expand(folders)), tally, bar, by, again=again)
            _read(holder_id, effort, tally, bar)
            _settle(holder_id, tally, bar)
        finally:
            bar.end()
    _say(tally, lang)
    return exits.FINDINGS if tally.refused else exits.CLEAN


def _holder(name: str | None, by: "Actor") -> int:
    """The office whose library it is: the one named, or that of the person's own post."""
    from zhengwu.records.library import shelves

    return shelves.named(name) if name else shelves.holder_of(by)


def _supervisor(username: str) -> "Actor":
    """The person, with their posts: the right to supervise is needed, as on the screens."""
    from zhengwu.records.moments import day_of
    from zhengwu.records.people.named import acting_named

    return acting_named(username, on=day_of(datetime.now(UTC)))


def _keep(holder_id: int, sources: list[Source], tally: Tally, bar: Bar, by: "Actor", *, again: bool) -> None:
    """Takes every new file in; what is there already is left alone."""
    from zhengwu.records.library import shelves, taking

    shelves.to_decide(by, holder_id)
    page: list[tuple[bytes, str]] = []
    for one in _sound(sources, tally, bar):
        page.append(one)
        if len(page) == AT_ONCE or sum(len(content) for content, _ in page) > MOST_AT_ONCE:
            _kept(holder_id, page, tally, by)
            page = []
    if page:
        _kept(holder_id, page, tally, by)
    if tally.fresh:
        taking.noted(holder_id, sources[0].name, tally.fresh, by=by, at=datetime.now(UTC))
    if again:
        taking.again(holder_id, by=by)


def _sound(sources: list[Source], tally: Tally, bar: Bar) -> Iterator[tuple[bytes, str]]:
    """The bytes and names of files that may be kept; those that may not are told."""
    from zhengwu.records.library import reader, taking
    from zhengwu.records.troubles import Trouble as Refusal

    for place, source in enumerate(sources, 1):
        bar("keep", place, len(sources))
        if source.refusal or source.path is None:
            why = source.refusal
            tally.refused.append((source.name, why.sentence, why.gloss) if why else (source.name, "", ""))
            continue
        tally.found += 1
        try:
            with Path(source.path).open("rb") as file:
                content = file.read(reader.LARGEST + 1)
            taking.fit(content)
        except OSError as error:
            zh, en = "无法打开文件，请检查读取权限。", f"The file could not be opened ({error.strerror})."
            tally.refused.append((source.name, zh, en))
        except Refusal as refused:
            tally.refused.append((source.name, f"{refused.message.zh}{refused.advice.zh}", refused.message.en))
        else:
            yield content, _called(source.name)


def _kept(holder_id: int, page: list[tuple[bytes, str]], tally: Tally, by: "Actor") -> None:
    """Keeps some files, in one transaction."""
    from zhengwu.records.library import taking

    for taken in taking.take_all(holder_id, page, by=by, at=datetime.now(UTC)):
        tally.fresh += taken.fresh
        tally.there += not taken.fresh


def _called(path: str) -> str:
    """A file with the two folders above it: whose it is may stand there; where it lies does not matter."""
    return "/".join(Path(path).absolute().parts[1:][-3:])


def _read(holder_id: int, effort: Effort, tally: Tally, bar: Bar) -> None:
    """Reads all that waits in worker processes; each paper is put down as soon as its turn has come."""
    from django.db import connection

    from zhengwu.records.documents.store import place
    from zhengwu.records.library import taking
    from zhengwu.records.library.matching import Names

    taking.give_up(holder_id, at=datetime.now(UTC))
    names = Names.of(holder_id)
    waiting = [Task(job, str(place(job.sha256)), effort.limits) for job in taking.waiting(holder_id)]
    if not waiting:
        return
    connection.close()  # the workers are forked without it
    workers = min(effort.jobs or cores(), len(waiting))
    results = run(_take, waiting, workers=workers, limits=effort.limits, failed=_failed, chunk=CHUNK)
    done: list[tuple[int, Outcome]] = []
    for at, (task, made) in enumerate(zip(waiting, results, strict=True), 1):
        done.append((task.job.paper_id, made))
        if len(done) == CHUNK or at == len(waiting):
            for paper in taking.finish_all(done, names, at=datetime.now(UTC)):
                tally.read += not paper.code
                if paper.code:
                    tally.refused.append((paper.name, paper.zh, paper.en))
            done = []
            bar("read", at, len(waiting))


def _take(task: Task) -> "Outcome":
    """What a worker does: reads one file within its limits. Whatever goes wrong becomes an outcome."""
    from zhengwu.records.library import reader

    try:
        with time_limit(task.limits.seconds):
            return reader.outcome(Path(task.path).read_bytes(), task.job.name)
    except TimeUp:
        return _failed(task, True)
    except (MemoryError, OSError) as error:
        zh, en = (
            "读取这个文件所需的内存过多，或文件已不在存储中。",
            f"Memory or the stored file: {type(error).__name__}.",
        )
        return reader.refused("resources", zh, en)
    except Exception as error:  # noqa: BLE001 - one broken file must not end the run over the others
        from zhengwu.cli.groups import fault_id

        zh, en = (
            f"程序出现缺陷（{fault_id(error)}）。请把编号报告给项目。",
            f"A defect ({fault_id(error)}): please report it.",
        )
        return reader.refused("defect", zh, en)


def _failed(task: Task, stuck: bool) -> "Outcome":
    from zhengwu.records.library import reader

    if stuck:
        seconds = f"{task.limits.seconds:g}"
        zh, en = (
            f"读取超过 {seconds} 秒，已放弃。可用 --timeout 放宽。",
            f"Given up after {seconds} seconds; see --timeout.",
        )
        return reader.refused("timeout", zh, en)
    zh = "读取这个文件时工作进程中断，文件可能已损坏或过大。"
    return reader.refused("crashed", zh, "The worker process ended while it read this file.")


def _settle(holder_id: int, tally: Tally, bar: Bar) -> None:
    """Compares with the reports of the year before, now that all are there."""
    from zhengwu.records.library import taking

    total = taking.stale(holder_id)
    while count := taking.settle(holder_id, most=50):
        tally.compared += count
        bar("settle", min(tally.compared, total), total)


def _say(tally: Tally, lang: str) -> None:
    """What was done, and each file that could not be read."""
    for name, zh, en in tally.refused:
        click.echo(f"{name}: {en if lang == 'en' else zh}", err=True)
    put(
        lang,
        f"找到 {tally.found} 个文件：新收 {tally.fresh}，已有 {tally.there}；读取 {tally.read}，"
        f"未能读取 {len(tally.refused)}；与上年对照 {tally.compared}。",
        f"{tally.found} files: {tally.fresh} new, {tally.there} there already; {tally.read} read, "
        f"{len(tally.refused)} not; {tally.compared} compared with the year before.",
    )
