"""Imports as they are run: begun, gone on with where they stopped, done.

A page of rows, what became of it, and how far the file is done are one transaction, so whatever ends a run, the same
file brought again goes on at the next row. Two runs of the same file do not get past each other: the slower one ends.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import IntegrityError, connection, transaction

from zhengwu.records import rows
from zhengwu.records.journal.actions import Deed, record
from zhengwu.records.moments import day_of
from zhengwu.records.organs.models import Body
from zhengwu.records.organs.queries import BODY
from zhengwu.records.people.actors import Actor
from zhengwu.records.people.reach import within
from zhengwu.records.publications import words
from zhengwu.records.publications.columns import columns
from zhengwu.records.publications.importing import laying
from zhengwu.records.publications.importing.headings import layout, plain
from zhengwu.records.publications.importing.model import Options, Page, Rules, Wrong, options_of
from zhengwu.records.publications.importing.reading import judged
from zhengwu.records.publications.importing.sources import Source, heading, source_of
from zhengwu.records.publications.models import Fault, Import
from zhengwu.records.troubles import Trouble, Words, conflict, forbidden, missing
from zhengwu.statute import disclosure

RIGHT = "publication.import"
RELEASE = "case.decide"  # whoever may let an import out
IMPORT = Words("这次导入", "import")
NAMED = {"kind": Words("信息种类", "kind"), "channel": Words("渠道", "channel"), "column": Words("栏目", "column")}
KEPT = 10_000  # faults of a run that are kept; all are counted
SETTLED = 20_000  # new rows after which the index of words is tidied up
TOLD = 1_000  # and given back at once
Telling = Callable[[int, int, Sequence[Wrong]], None]  # rows done, rows there seem to be, what is wrong now


@dataclass(slots=True)
class Outcome:
    """What became of a file. `resumed`: it went on where an earlier run had stopped. `run_id` is None for a trial.
    `scattered`: the index of words would be quicker if it were made anew.
    """

    run_id: int | None = None
    state: str = "done"
    rows: int = 0
    made: int = 0
    changed: int = 0
    same: int = 0
    faulty: int = 0
    resumed: bool = False
    scattered: bool = False
    faults: list[Wrong] = field(default_factory=list)

    def add(self, page: Page, plan: laying.Plan) -> None:
        """Counts a page."""
        self.rows += page.rows
        self.made += len(plan.fresh)
        self.changed += len(plan.changed)
        self.same += plan.same + page.repeated
        self.faulty += page.faulty + len(plan.wrong)
        self.faults += [*page.wrong, *plan.wrong][: max(0, TOLD - len(self.faults))]


def rules_for(options: Options, on: date, by: Actor, *, looks: bool = False) -> Rules:
    """What rows are judged by, for this person; `looks`: for who looks at them to release them, too.

    Raises Trouble: missing (body), forbidden.
    """
    reach = by.reach(RIGHT) or by.reach(RELEASE if looks else RIGHT)
    if not reach:
        raise forbidden(RIGHT)
    bodies = Body.objects.filter(within(reach, body="", unit=None), closed_on=None)
    if options.body_id is not None:
        bodies = bodies.filter(pk=options.body_id)
        if not bodies.exists():
            raise missing(BODY, where="body")
    known = {key: key for key in columns()}
    for one in columns().values():
        known.setdefault(one.name, one.key)
        known.setdefault(plain(one.name_en), one.key)
    names = _names(bodies.only("id", "name", "short_name", "code"))
    return Rules(options, on, names, known, connection.vendor == "sqlite")


def _names(bodies: Iterable[Body]) -> dict[str, int]:
    """Bodies by what they may be called; a name that two have is nobody's."""
    found: dict[str, int] = {}
    twice = set()
    for body in bodies:
        for name in {body.name, body.short_name, body.code, str(body.pk)} - {""}:
            if found.setdefault(name, body.pk) != body.pk:
                twice.add(name)
    return {name: pk for name, pk in found.items() if name not in twice}


def understood(path: Path, options: Options) -> Source:
    """What a file is, once its heading is understood. Raises Trouble (invalid)."""
    source = source_of(path)
    layout(heading(path, source), options.mapping)
    return source


def tried(path: Path, options: Options, *, by: Actor, at: datetime, told: Telling | None = None) -> Outcome:
    """What an import would do; nothing is written. Raises Trouble: invalid (file), missing, forbidden."""
    rules, source, done = rules_for(options, day_of(at), by), understood(path, options), Outcome(state="tried")
    with judged(path, source, rules) as pages:
        for page in pages:
            plan = laying.planned(page.ready)
            done.add(page, plan)
            if told:
                told(done.rows, source.expected, [*page.wrong, *plan.wrong])
    return done


def begun(path: Path, name: str, options: Options, *, by: Actor, at: datetime) -> tuple[Import, bool]:
    """A run of this file; the one that stopped on the way, where there is one, and then True."""
    rules_for(options, day_of(at), by)
    source = understood(path, options)
    with transaction.atomic():
        there = Import.objects.filter(
            digest=source.digest, state__in=("running", "stopped"), released_at=None
        ).order_by("-id")
        for run in there:
            if run.options == options.as_json():
                Import.objects.filter(pk=run.pk).update(state="running")
                run.state = "running"
                return run, True
        run = new(source, name, options, "running", by=by, at=at)
        record(Deed("publications.import", options.body_id, "import", str(run.pk), name), by=by, at=at)
    return run, False


def new(source: Source, name: str, options: Options, state: str, *, by: Actor, at: datetime) -> Import:
    """Puts a file down as an import in this state, in the caller's transaction."""
    run = Import(
        body_id=options.body_id, name=name[-255:], digest=source.digest, size=source.size, expected=source.expected,
        options=options.as_json(), state=state, position=0, by=by.name[:60], actor=f"{by.kind}:{by.id or ''}"[:40],
        at=at,
    )  # fmt: skip
    rows.lay(Import, [run])
    return run


def go(
    run: Import, path: Path, *, by: Actor, at: datetime, told: Telling | None = None,
    enough: Callable[[], bool] | None = None,
) -> Outcome:  # fmt: skip
    """Goes through the rows that are not done, page by page, until the end or until `enough` says so.

    Raises Trouble: invalid (file), conflict (it was withdrawn, or is being run elsewhere).
    """
    options = options_of(run.options)
    rules, source = rules_for(options, day_of(at), by), source_of(path)
    if source.digest != run.digest:
        raise conflict("another_file", "文件内容已变，不是这次导入的文件。", "The file is not the one of this import.")
    done, already = Outcome(run.pk, "running", resumed=run.position > 0), run.rows
    with judged(path, source, rules, run.position) as pages, _stopping(run.pk):
        for page in pages:
            plan = _page(run, page, at)
            done.add(page, plan)
            if told:
                told(already + done.rows, source.expected, [*page.wrong, *plan.wrong])
            if enough and enough():
                return done
    _finish(run, by, at)
    if done.made >= SETTLED:
        words.settle()
        done.scattered = words.is_scattered()
    done.state = "done"
    return done


@contextmanager
def _stopping(run_id: int) -> Iterator[None]:
    """Puts down that a run has stopped where its file turns out to be broken on the way."""
    try:
        yield
    except Trouble as trouble:
        if trouble.where == "file":
            stopped(run_id)
        raise


def _page(run: Import, page: Page, at: datetime) -> laying.Plan:
    for attempt in (1, 2):
        try:
            with transaction.atomic():
                plan = laying.planned(page.ready)
                _forward(run, page, plan)
                laying.lay(plan, run, at=at)
                break
        except IntegrityError:  # another file brought the same keys beside this one: by now its rows are there
            if attempt == 2:
                raise
    run.position, run.rows, run.faulty = page.last, run.rows + page.rows, run.faulty + page.faulty + len(plan.wrong)
    return plan


def _forward(run: Import, page: Page, plan: laying.Plan) -> None:
    """Puts down how far the file is done, and what was wrong; only where nobody else has done so."""
    counts = (page.rows, len(plan.fresh), len(plan.changed), plan.same + page.repeated, page.faulty + len(plan.wrong))
    with connection.cursor() as cursor:
        cursor.execute(
            'UPDATE publications_import SET position = %s, "rows" = "rows" + %s, made = made + %s, '
            "changed = changed + %s, same = same + %s, faulty = faulty + %s "
            "WHERE id = %s AND position = %s AND state = 'running'",
            [page.last, *counts, run.pk, run.position],
        )
        if cursor.rowcount != 1:
            raise conflict(
                "import_elsewhere",
                "这次导入已被停止、撤下，或者正由另一个程序进行。",
                "The import was stopped or withdrawn, or another process goes on with it.",
            )
    wrong = [*page.wrong, *plan.wrong]
    room = KEPT - run.faulty
    rows.lay(Fault, [Fault(run_id=run.pk, **one._asdict()) for one in sorted(wrong)[: max(room, 0)]])


def _finish(run: Import, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        Import.objects.filter(pk=run.pk, state="running").update(state="done", finished_at=at)
        run.refresh_from_db()
        said = f"新增 {run.made}，变更 {run.changed}，未变 {run.same}，有误 {run.faulty}"
        record(Deed("publications.imported", run.body_id, "import", str(run.pk), said), by=by, at=at)


def stopped(run_id: int) -> None:
    """Puts down that a run was broken off; the same file goes on with it."""
    Import.objects.filter(pk=run_id, state="running").update(state="stopped")


def option_key(kind: str, name: str) -> str:
    """The key of a kind or column by its key or name. Raises Trouble (missing)."""
    table: dict[str, str] = {}
    if kind == "kind":
        for key, one in disclosure.kinds().items():
            table |= {key: key, one.zh: key}
    elif kind == "channel":
        for key, channel in disclosure.channels().items():
            table |= {key: key, channel.zh: key}
    else:
        for key, shown in columns().items():
            table |= {key: key, shown.name: key}
    if name not in table:
        raise missing(NAMED[kind], where=kind)
    return table[name]


def body_named(name: str, by: Actor) -> int:
    """A body by its name, short name, code or id, among those one may import for. Raises Trouble (missing)."""
    found = _names(Body.objects.filter(within(by.reach(RIGHT), body="", unit=None), closed_on=None)).get(name)
    if found is None:
        raise missing(BODY, where="body")
    return found


def kept_faults(run_id: int) -> list[Wrong]:
    """What is on file of the faults of a run, in the order of the rows."""
    found = Fault.objects.filter(run_id=run_id).order_by("row", "id")
    return [Wrong(*one) for one in found.values_list("row", "column", "code", "value", "zh", "en")]
