"""Imports as people do them: a file is brought, its columns are looked at, and another person releases it.

The file lies below the home folder under the name of its content until the import has long ended. `work` is what the
timer does: it goes on with what was released, and with what is being taken down.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet

from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.moments import day_of
from zhengwu.records.notices import announcing
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.publications.importing import runs, withdrawing
from zhengwu.records.publications.importing.headings import headings, known, layout
from zhengwu.records.publications.importing.judging import Judge
from zhengwu.records.publications.importing.model import Options, Ready, Wrong, options_of
from zhengwu.records.publications.importing.reading import unreadable
from zhengwu.records.publications.importing.runs import IMPORT, RIGHT
from zhengwu.records.publications.importing.sources import Source, heading, lines, source_of
from zhengwu.records.publications.models import Fault, Import
from zhengwu.records.troubles import Trouble, Words, conflict, forbidden, missing

RELEASE = withdrawing.RIGHT
SHOWN = 20  # rows of a preview
KEPT = timedelta(days=30)  # a file stays so long after its import ended, for the rows that were refused
OPEN = ("read", "waiting", "running", "stopped", "withdrawing")


@dataclass(frozen=True, slots=True)
class Sample:
    """A row of a preview: as it will be, or what is wrong with it."""

    row: int
    ready: Ready | None
    wrong: tuple[Wrong, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """A file before it goes in: its columns, what each is taken for (the key, or empty: a fact), the first rows; or why
    it cannot be read like this."""

    labels: tuple[str, ...]
    keys: tuple[str, ...]
    samples: tuple[Sample, ...]
    why: Words | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """An import as one sees it, and what one may do with it. `kept`: its file is still there."""

    id: int
    name: str
    body: str
    state: str
    size: int
    expected: int
    rows: int
    made: int
    changed: int
    same: int
    faulty: int
    by: str
    at: datetime
    released_by: str
    released_at: datetime | None
    finished_at: datetime | None
    withdrawn_by: str
    withdrawn_at: datetime | None
    reason: str
    options: Options
    may_import: bool
    may_release: bool
    may_withdraw: bool
    kept: bool


def take_in(chunks: Iterable[bytes], name: str, options: Options, *, by: Actor, at: datetime) -> int:
    """Keeps a file and puts it down as an import that nobody has handed over yet; gives its id.

    Raises Trouble: missing (body), forbidden, invalid (file).
    """
    runs.rules_for(options, day_of(at), by)
    place = _kept(chunks)
    source = source_of(place)
    try:
        layout(heading(place, source), options.mapping)
    except Trouble as trouble:
        if trouble.code not in ("heading", "twice"):
            raise
    with transaction.atomic():
        run = runs.new(source, name, options, "read", by=by, at=at)
        record(Deed("publications.import_brought", options.body_id, "import", str(run.pk), name), by=by, at=at)
    return run.pk


def _kept(chunks: Iterable[bytes]) -> Path:
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    handle, beside = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        return Path(beside).replace(folder / digest.hexdigest())
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _folder() -> Path:
    return Path(settings.HOME) / "imports"


def _file_of(run: Import) -> Path:
    """Where the file of an import lies. Raises Trouble (missing) where it is gone."""
    place = _folder() / run.digest
    if not place.exists():
        raise missing(Words("导入的文件（保留期已过）", "file of the import any more"), where="file")
    return place


def seen(run_id: int, actor: Actor) -> Run:
    """An import that one may see. Raises Trouble (missing)."""
    return _run(_seen(run_id, actor), actor)


def _seen(run_id: int, actor: Actor) -> Import:
    found = _visible(actor).select_related("body").filter(pk=run_id).first()
    if found is None:
        raise missing(IMPORT, where="run_id")
    return found


def listed(actor: Actor, *, state: str = "", after: int | None = None, most: int = 20) -> list[Run]:
    """The imports that one may see, the newest first."""
    if not (actor.reach(RIGHT) or actor.reach(RELEASE)):
        raise forbidden(RIGHT)
    found = _visible(actor).select_related("body").order_by("-id")
    if state:
        found = found.filter(state=state)
    if after is not None:
        found = found.filter(pk__lt=after)
    return [_run(one, actor) for one in found[:most]]


def _run(row: Import, actor: Actor) -> Run:
    place, mine = (row.body.pk, row.body.path) if row.body else (0, "\0"), row.actor == _name(actor)
    decides = actor.may(RELEASE, *place)
    return Run(
        row.pk, row.name, row.body.name if row.body else "", row.state, row.size, row.expected, row.rows, row.made,
        row.changed, row.same, row.faulty, row.by, row.at, row.released_by, row.released_at, row.finished_at,
        row.withdrawn_by, row.withdrawn_at, row.reason, options_of(row.options), actor.may(RIGHT, *place),
        decides and not mine, decides, (_folder() / row.digest).exists(),
    )  # fmt: skip


def _visible(actor: Actor) -> QuerySet[Import]:
    may = within(actor.reach(RIGHT), unit=None) | within(actor.reach(RELEASE), unit=None)
    return Import.objects.filter(may if actor.kind != "clockwork" else Q())


def _name(actor: Actor) -> str:
    return f"{actor.kind}:{actor.id or ''}"[:40]


@lru_cache(maxsize=32)
def _source(place: Path, _changed: float) -> Source:
    return source_of(place)


def previewed(run_id: int, *, by: Actor, at: datetime) -> Preview:
    """The first rows of a file as they will be. Raises Trouble (missing)."""
    run = _seen(run_id, by)
    place, options = _file_of(run), options_of(run.options)
    source = _source(place, place.stat().st_mtime)
    labels = heading(place, source)
    try:
        found = layout(labels, options.mapping)
    except Trouble as trouble:
        return Preview(labels, tuple(known(label) for label in labels), (), trouble.message)
    judge = Judge(runs.rules_for(options, day_of(at), by, looks=True), lambda names: layout(names, options.mapping))
    samples = []
    for line in islice(lines(place, source), SHOWN):
        if line.code:
            samples.append(Sample(line.row, None, (unreadable(line),)))
            continue
        came = judge.read(line.row, line.labels, line.cells)
        samples.append(Sample(line.row, came) if isinstance(came, Ready) else Sample(line.row, None, tuple(came)))
    by_place = {at_place: key for key, at_place in found.places.items()}
    return Preview(labels, tuple(by_place.get(at_place, "") for at_place in range(len(labels))), tuple(samples))


def choose(run_id: int, mapping: Sequence[tuple[str, str]], *, by: Actor, at: datetime) -> None:
    """Says what the columns mean. Raises Trouble: missing, forbidden, conflict, invalid (two columns for one)."""
    with transaction.atomic():
        run = _changing(run_id, by, ("read",))
        options = replace(options_of(run.options), mapping=tuple(mapping))
        place = _file_of(run)
        layout(heading(place, source_of(place)), options.mapping)
        Import.objects.filter(pk=run.pk).update(options=options.as_json())


def hand_over(run_id: int, *, by: Actor, at: datetime) -> None:
    """Hands an import over, to be released by another person; whoever may do so is told.

    Raises Trouble: missing, forbidden, conflict, invalid.
    """
    with transaction.atomic():
        run = _changing(run_id, by, ("read",))
        place = _file_of(run)
        layout(heading(place, source_of(place)), options_of(run.options).mapping)
        _to(run, "waiting", "publications.import_handed_over", by, at)
        if run.body_id is not None:
            announcing.reported("import_waits", run.body_id, run.pk, at=at, who=by.id or 0)


def take_back(run_id: int, *, by: Actor, at: datetime) -> None:
    """Takes an import back that waits. Raises Trouble: missing, forbidden, conflict."""
    with transaction.atomic():
        _to(_changing(run_id, by, ("waiting",)), "read", "publications.import_taken_back", by, at)


def discard(run_id: int, *, by: Actor, at: datetime) -> None:
    """Gives an import up of which nothing went in. Raises Trouble: missing, forbidden, conflict."""
    with transaction.atomic():
        _to(_changing(run_id, by, ("read", "waiting")), "discarded", "publications.import_discarded", by, at)


def release(run_id: int, *, by: Actor, at: datetime) -> None:
    """Lets an import go out, which the timer carries out.

    Raises Trouble: missing, forbidden (who brought it may not release it), conflict.
    """
    with transaction.atomic():
        run = _locked(run_id, by, ("waiting",))
        if not _run(run, by).may_release:
            zh = "放行须由机关负责人或者公开机构负责人办理，且不能是导入的人。"
            raise forbidden(RELEASE, zh, "A head or leader releases it, and not who brought it.")
        _file_of(run)
        Import.objects.filter(pk=run.pk).update(released_by=by.name[:60], released_at=at)
        _to(run, "running", "publications.import_released", by, at)


def _to(run: Import, state: str, deed: str, by: Actor, at: datetime) -> None:
    Import.objects.filter(pk=run.pk).update(state=state)
    record(Deed(deed, run.body_id, "import", str(run.pk), run.name), by=by, at=at)


def _changing(run_id: int, by: Actor, states: tuple[str, ...]) -> Import:
    run = _locked(run_id, by, states)
    if not _run(run, by).may_import:
        raise forbidden(RIGHT)
    return run


def _locked(run_id: int, by: Actor, states: tuple[str, ...]) -> Import:
    _seen(run_id, by)
    run = Import.objects.select_for_update(of=("self",)).select_related("body").get(pk=run_id)
    if run.state not in states:
        raise conflict("import_moved_on", "这次导入已不在这一步。", "The import is not at this step any more.")
    return run


def work(*, at: datetime, enough: Callable[[], bool]) -> tuple[int, list[str]]:
    """Goes on with released imports and with those being taken down: rows done, and what went wrong. For the timer."""
    done, wrong = 0, []
    waiting = Import.objects.filter(Q(state="running", released_at__isnull=False) | Q(state="withdrawing"))
    for run in waiting.order_by("id"):
        if enough():
            break
        try:
            if run.state == "withdrawing":
                done += withdrawing.go_on(run, enough=enough)
            else:
                done += runs.go(run, _file_of(run), by=Actor("clockwork", name=run.by), at=at, enough=enough).rows
        except Trouble as trouble:
            wrong.append(f"import {run.pk}: {trouble}")
            runs.stopped(run.pk)
    return done, wrong


def forget(*, at: datetime) -> int:
    """Removes the files of imports that ended long ago; how many."""
    folder = _folder()
    if not folder.is_dir():
        return 0
    wanted = Import.objects.filter(Q(state__in=OPEN) | Q(finished_at__gt=at - KEPT) | Q(at__gt=at - KEPT))
    kept, count = set(wanted.values_list("digest", flat=True)), 0
    for place in folder.iterdir():
        old = place.stat().st_mtime < (at - timedelta(days=1)).timestamp()
        if place.name not in kept and old:
            place.unlink(missing_ok=True)
            count += 1
    return count


def faults(run_id: int, *, code: str = "", after: int | None = None, most: int = 50) -> list[tuple[int, Wrong]]:
    """What is wrong with rows of an import, in their order, each with its key."""
    found = Fault.objects.filter(run_id=run_id).order_by("row", "id")
    if code:
        found = found.filter(code=code)
    if after is not None:
        last = Fault.objects.filter(run_id=run_id, pk=after).values_list("row", flat=True).first() or 0
        found = found.filter(Q(row__gt=last) | Q(row=last, pk__gt=after))
    values = found.values_list("id", "row", "column", "code", "value", "zh", "en")[:most]
    return [(pk, Wrong(row, column, kind, value, zh, en)) for pk, row, column, kind, value, zh, en in values]


def codes(run_id: int) -> dict[str, int]:
    """The kinds of faults that are kept of an import, the most frequent first, with how many there are."""
    found = Fault.objects.filter(run_id=run_id).values_list("code").annotate(n=Count("id")).order_by("-n", "code")
    return dict(found)


def faulty_rows(run_id: int, lang: str, *, by: Actor) -> Iterator[list[str]]:
    """The rows that were refused as they stand in the file, each with what is wrong with it; the heading first.

    Raises Trouble (missing), also where the file is gone.
    """
    run = _seen(run_id, by)
    told: dict[int, list[str]] = {}
    for one in runs.kept_faults(run.pk):
        where = f"{one.column}：" if one.column else ""
        told.setdefault(one.row, []).append(where + (one.en if lang == "en" else one.zh))
    place = _file_of(run)
    source = _source(place, place.stat().st_mtime)
    yield ["行 row", "问题 problem", *heading(place, source)]
    for line in lines(place, source):
        if line.row in told:
            yield [str(line.row), "；".join(told[line.row]), *line.cells]


def names() -> tuple[tuple[str, Words], ...]:
    """What a column may be taken for: key and name."""
    return tuple((one.key, Words(one.zh[0], one.en[0])) for one in headings().values())


def told_columns() -> tuple[tuple[Words, Words], ...]:
    """The known columns as they are told: what they are called, and what they hold."""
    return tuple(
        (Words("、".join(one.zh[:2]), one.en[0]), Words(one.about_zh, one.about_en)) for one in headings().values()
    )
