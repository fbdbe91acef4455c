"""`zhengwu import publications` and `zhengwu import withdraw`: results at volume, and back out again."""

import csv
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
import orjson

from zhengwu.cli import exits, options
from zhengwu.cli.operate.guarding import guarded, put
from zhengwu.cli.operate.watching import Watch
from zhengwu.cli.troubles import Trouble, cannot_write
from zhengwu.records.publications.importing.headings import headings
from zhengwu.records.publications.importing.model import NATURAL, NaturalPersons, Options, Wrong

if TYPE_CHECKING:
    import _csv

    from zhengwu.records.people.actors import Actor
    from zhengwu.records.publications.importing.runs import Outcome

SHOWN = 20  # faults printed
FAULTS = ("行 row", "列 column", "代码 code", "问题 problem", "值 value")


def _columns() -> str:
    """The columns as the help tells them."""
    lines = []
    for one in headings().values():
        lines += [f"  {one.zh[0]} / {one.en[0]}", f"      {one.about_en}"]
    return "\n".join(lines)


EPILOG = f"""\b
Columns, by Chinese or English headings; every other column becomes a fact under its own heading:
{_columns()}
\b
A row is known again by its source_key; where there is none, by its document number and subject; else by its
whole content, so that a row which changes is a new one. Days: 2026-03-04, 2026/3/4, 20260304, 2026年3月4日.
\b
Exit codes:
  0   all rows went in, or were in already
  1   some rows have errors; the others went in
  2   the file as a whole cannot be taken in
  64  wrong usage    73  the database failed    130 interrupted; run it again to go on
\b
Examples:
  zhengwu import publications licences.xlsx --body 审批局 --kind licence_result
  zhengwu import publications licences.csv --map 公开机关=许可机关 --faults faults.csv
  zhengwu import publications penalties.jsonl --dry-run --json
"""


@click.command(context_settings=options.HELP, epilog=EPILOG)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--body", metavar="NAME", help="The body 公开机关: name, short name, code or id.  [as the rows say]")
@click.option("--kind", metavar="KIND", help="What they are 信息种类, where no column says so.")
@click.option("--column", metavar="COLUMN", help="The column of the portal 栏目.  [that of the kind]")
@click.option("--channel", "channels", multiple=True, metavar="CHANNEL", help="Where they are published.  [portal]")
@click.option("--map", "mapping", multiple=True, metavar="NAME=COLUMN", help="What a column of this file means.")
@click.option(
    "--natural-persons",
    "natural",
    type=click.Choice(NATURAL),
    default="mask",
    show_default=True,
    help="Names of natural persons in penalties.",
)
@click.option("--accept-personal", metavar="REASON", default="", help="Publish identity and phone numbers in clear.")
@click.option("--dry-run", is_flag=True, help="Check every row; write nothing.")
@click.option(
    "--faults",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE.csv",
    help="Write what is wrong there, row by row.",
)
@options.json
@options.lang
def publications(
    file: Path, body: str | None, kind: str | None, column: str | None, channels: tuple[str, ...],
    mapping: tuple[str, ...], natural: NaturalPersons, accept_personal: str, dry_run: bool, faults: Path | None,
    as_json: bool, lang: str,
) -> int:  # fmt: skip
    """Publish the results in FILE 批量公开办理结果: CSV, XLSX or JSON Lines, told by content, in any common encoding.

    A run may be repeated: rows that are in already stay as they are, rows that changed become a new version, and what
    was broken off goes on where it was.
    """
    from zhengwu.cli.operate.opening import opened

    opened()
    from zhengwu.records.people.actors import Actor

    by = Actor("clockwork", name="运维人员")
    begin = time.monotonic()
    with _refusing():
        named = _options(by, body, kind, column, channels, mapping)
        chosen = replace(named, accept_personal=accept_personal.strip(), natural=natural)
        with _written(faults, file, lang) as told:
            done = _run(file, chosen, by, lang, told, dry_run=dry_run)
    _print(done, time.monotonic() - begin, lang, as_json=as_json)
    return exits.FINDINGS if done.faulty else exits.CLEAN


def _options(
    by: "Actor", body: str | None, kind: str | None, column: str | None, channels: Sequence[str], mapping: Sequence[str]
) -> Options:
    from zhengwu.records.publications.importing import runs

    pairs = []
    for one in mapping:
        name, sign, there = one.partition("=")
        if not (name and sign and there):
            raise click.BadParameter(f"{one}: NAME=COLUMN", param_hint="--map")
        pairs.append((name.strip(), there.strip()))
    return Options(
        body_id=runs.body_named(body, by) if body else None,
        kind=runs.option_key("kind", kind) if kind else "",
        column=runs.option_key("column", column) if column else "",
        channels=tuple(runs.option_key("channel", one) for one in channels) or ("portal",),
        mapping=tuple(pairs),
    )


def _run(file: Path, chosen: Options, by: "Actor", lang: str, faults: "_Faults", *, dry_run: bool) -> "Outcome":
    from zhengwu.records.publications.importing import runs

    at = datetime.now(UTC)
    with Watch(lang) as watch:

        def told(rows: int, expected: int, wrong: Sequence[Wrong]) -> None:
            faults.write(wrong)
            watch(rows, expected, len({one.row for one in wrong}))

        if dry_run:
            return runs.tried(file, chosen, by=by, at=at, told=told)
        run, resumed = runs.begun(file, file.name, chosen, by=by, at=at)
        if resumed:
            faults.write(runs.kept_faults(run.pk))
            watch.begin(run.rows, run.faulty)
        try:
            return runs.go(run, file, by=by, at=at, told=told)
        except KeyboardInterrupt:
            runs.stopped(run.pk)
            raise


class _Faults:
    """Where faults are written as they come; nowhere without a file."""

    def __init__(self, writer: "_csv.Writer | None", lang: str) -> None:
        self.writer, self.lang = writer, lang

    def write(self, wrong: Sequence[Wrong]) -> None:
        """One line each."""
        if self.writer:
            for one in sorted(wrong):
                said = one.en if self.lang == "en" else one.zh
                self.writer.writerow([one.row, one.column, one.code, said, one.value])


@contextmanager
def _written(path: Path | None, source: Path, lang: str) -> Iterator[_Faults]:
    if path is None:
        yield _Faults(None, lang)
        return
    if path.exists() and path.samefile(source):
        raise Trouble(
            f"--faults 与要导入的文件相同（{path}），写入会毁掉它。请换一个文件名；什么也没有导入。",
            f"--faults is the file to be imported ({path}); writing would destroy it. Name another; nothing went in.",
        )
    try:
        out = path.open("w", encoding="utf-8-sig", newline="")
    except OSError as error:
        raise cannot_write(str(path), error) from None
    with out:
        writer = csv.writer(out)
        writer.writerow(FAULTS)
        yield _Faults(writer, lang)


@contextmanager
def _refusing() -> Iterator[None]:
    """A file that cannot be taken in ends with code 2; everything else as elsewhere."""
    from zhengwu.records.troubles import Trouble as Refusal

    with guarded():
        try:
            yield
        except Refusal as refused:
            if refused.where != "file":
                raise
            said, advice = refused.message, refused.advice
            raise Trouble(f"{said.zh}{advice.zh}", f"{said.en} {advice.en}", exits.UNREADABLE) from None


def _print(done: "Outcome", seconds: float, lang: str, *, as_json: bool) -> None:
    rate = done.rows / seconds if seconds else 0
    if as_json:
        faults = [one._asdict() | {"message": one.en if lang == "en" else one.zh} for one in done.faults]
        said = {
            "import": done.run_id, "state": done.state, "resumed": done.resumed, "rows": done.rows, "new": done.made,
            "changed": done.changed, "same": done.same, "faulty": done.faulty, "seconds": round(seconds, 3),
            "rows_per_second": round(rate), "reindex": done.scattered, "faults": faults,
        }  # fmt: skip
        click.echo(orjson.dumps(said, option=orjson.OPT_INDENT_2).decode())
        return
    for one in done.faults[:SHOWN]:
        zh, en = f"第{one.row}行", f"Row {one.row}"
        where = f"“{one.column}”" if one.column else ""
        value = f"（{one.value}）" if one.value else ""
        put(lang, f"✗ {zh}{where}：{one.zh}{value}", f"✗ {en} {where}: {one.en} {value}".rstrip())
    if done.faulty > SHOWN:
        put(lang, "其余问题见 --faults FILE.csv。", "More of them: --faults FILE.csv.")
    counts = f"新增 {done.made:,}，变更 {done.changed:,}，未变 {done.same:,}，有误 {done.faulty:,}"
    counted = f"{done.made:,} new, {done.changed:,} changed, {done.same:,} the same, {done.faulty:,} with errors"
    zh, en = ("", "") if done.run_id else ("试运行：", "Trial: ")
    zh, en = f"{zh}{done.rows:,} 行：{counts}", f"{en}{done.rows:,} rows: {counted}"
    put(lang, f"{zh}；{rate:,.0f} 行/秒。", f"{en}; {rate:,.0f} rows/s.")
    if done.run_id:
        put(lang, f"导入编号 {done.run_id}。", f"Import {done.run_id}.")
    if done.scattered:
        zh = "这些信息不是按发布日期先后导入的，检索会慢一些；有空时请运行 zhengwu reindex publications。"
        en = "Not in the order of days: search is slower until zhengwu reindex publications, when there is time."
        put(lang, zh, en)


@click.command(context_settings=options.HELP)
@click.argument("number", type=click.IntRange(1), metavar="IMPORT")
@click.option("--reason", required=True, help="Why 撤下理由: goes into the journal.")
@options.lang
def withdraw(number: int, reason: str, lang: str) -> int:
    """Take down everything that an import brought 撤下整批, by the number that the import told.

    What was taken down is gone from pages, search, feeds and counters. Broken off, run it again to go on.
    """
    from zhengwu.cli.operate.opening import opened

    opened()
    from zhengwu.records.people.actors import Actor
    from zhengwu.records.publications.importing import withdrawing

    with guarded():
        count = withdrawing.withdraw(number, reason, by=Actor("clockwork", name="运维人员"), at=datetime.now(UTC))
    put(lang, f"已撤下 {count:,} 条。", f"{count:,} taken down.")
    sys.stdout.flush()
    return exits.CLEAN
