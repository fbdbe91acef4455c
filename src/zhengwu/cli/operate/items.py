"""`zhengwu import items` and `zhengwu items …`: service items out of tables and into tables; guides checked."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhengwu.cli import exits, options
from zhengwu.cli.operate.guarding import guarded, put
from zhengwu.cli.troubles import Trouble, cannot_write

if TYPE_CHECKING:
    from zhengwu.records.items.baselines import Base
    from zhengwu.records.items.importing import Import
    from zhengwu.records.people.actors import Actor
    from zhengwu.statute.catalogue.sheets import CellFault

SHOWN = 40  # faults and differences printed
BODY = click.option("--body", required=True, metavar="NAME", help="The body 实施主体: name, short name or id.")
EPILOG = """\b
Exit codes:
  0   every row was understood
  1   some rows have errors; the others went in (with --dry-run: would go in)
  64  wrong usage, or no such file or body
\b
Examples:
  zhengwu import items list.xlsx --body 审批局 --dry-run
  zhengwu import items list.xlsx --body 审批局 --publish
  zhengwu import items catalogue.xlsx --base --dry-run
"""


@click.command(name="items", context_settings=options.HELP, epilog=EPILOG)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--body", metavar="NAME", help="The body 实施主体: name, short name or id.")
@click.option("--base", is_flag=True, help="FILE is the base catalogue 基本目录, of no body: XLSX, CSV or JSON.")
@click.option("--whole", is_flag=True, help="With --base: lines that FILE does not name end.  [they stay]")
@click.option("--dry-run", is_flag=True, help="Show what is new, changed, the same or wrong; write nothing.")
@click.option("--publish", is_flag=True, help="Publish what was written, from today.  [drafts]")
@options.lang
def take_in(file: Path, body: str | None, base: bool, whole: bool, dry_run: bool, publish: bool, lang: str) -> int:
    """Take service items in from FILE 导入实施清单: XLSX, CSV or JSON, as `zhengwu items export` writes them.

    What differs from the items on file is shown; what is new or changed becomes a draft, which somebody publishes. The
    base catalogue, which bodies take over, is in force at once.
    """
    from zhengwu.cli.operate.opening import opened

    if bool(body) == base or (whole and not base) or (publish and base):
        raise click.UsageError("either --body (with --publish), or --base (with --whole)")
    opened()
    if base or body is None:
        return _base(file, lang, whole=whole, dry_run=dry_run)
    from zhengwu.records.items import importing

    by, at = _operator(), datetime.now(UTC)
    with guarded():
        found = importing.look(_body(body), file.read_bytes(), by=by)
        _tell(found, lang)
        written = () if dry_run else importing.apply(found, by=by, at=at)
        if publish and written:
            done, left = importing.publish_all(written, by=by, at=at)
            put(lang, f"已发布 {done} 项，未能发布 {len(left)} 项。", f"{done} published, {len(left)} not.")
            for one in left[:SHOWN]:
                put(lang, f"  {one.item_id}：{one.trouble.message.zh}", f"  {one.item_id}: {one.trouble.message.en}")
    return exits.FINDINGS if found.faults or found.count("wrong") else exits.CLEAN


def _base(file: Path, lang: str, *, whole: bool, dry_run: bool) -> int:
    """The base catalogue: what differs is told, then written."""
    from zhengwu.records.items import baselines

    by, at = _operator(), datetime.now(UTC)
    with guarded():
        found = baselines.look(file.read_bytes(), by=by)
        _tell(found, lang)
        for code, name in found.others[:SHOWN] if whole else ():
            put(lang, f"  终止 {code} {name}", f"  ends: {code} {name}")
        if not dry_run:
            done = baselines.apply(found, whole=whole, by=by, at=at)
            put(lang, f"已写入：新增 {done.new}，变更 {done.changed}，终止 {done.ended}。",
                f"Written: {done.new} new, {done.changed} changed, {done.ended} ended.")  # fmt: skip
    return exits.FINDINGS if found.faults or found.count("wrong") else exits.CLEAN


def _tell(found: "Import | Base", lang: str) -> None:
    new, changed, same, wrong = (found.count(what) for what in ("new", "changed", "same", "wrong"))
    put(
        lang,
        f"{len(found.rows)} 项：新增 {new}，变更 {changed}，未变 {same}，有误 {wrong}",
        f"{len(found.rows)} items: {new} new, {changed} changed, {same} the same, {wrong} with errors",
    )
    for row in [one for one in found.rows if one.what == "changed"][:SHOWN]:
        click.echo(f"  {row.code} {row.name}")
        for one in row.differences[:SHOWN]:
            click.echo(f"    {one.path}: {one.before or '—'} → {one.after or '—'}")
    faults = [*found.faults, *(fault for row in found.rows for fault in row.faults)]
    for fault in faults[:SHOWN]:
        click.echo(_placed(fault, lang), err=True)
    if len(faults) > SHOWN:
        put(lang, f"还有 {len(faults) - SHOWN} 处。", f"And {len(faults) - SHOWN} more.")


def _placed(fault: "CellFault", lang: str) -> str:
    if not fault.row:  # of the whole sheet
        return f"  {fault.en if lang == 'en' else fault.zh}"
    if lang == "en":
        return f"  {fault.sheet} row {fault.row}, {fault.column}: {fault.en}"
    return f"  {fault.sheet}第{fault.row}行“{fault.column}”：{fault.zh}"


@click.group(context_settings=options.HELP)
def items() -> None:
    """Service items 政务服务事项 of a body: written into tables, their guides checked, their figures counted."""


@items.command(context_settings=options.HELP)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@BODY
@options.lang
def export(file: Path, body: str, lang: str) -> int:
    """Write the items in force into FILE: .xlsx (a sheet for each list), .csv or .json, which can be imported again."""
    from zhengwu.cli.operate.opening import opened

    opened()
    from zhengwu.records.items import importing
    from zhengwu.records.items.files import KINDS
    from zhengwu.records.moments import day_of

    kind, at = file.suffix.lstrip(".").lower(), datetime.now(UTC)
    if kind not in KINDS:
        raise Trouble("文件名应以 .xlsx、.csv 或 .json 结尾。", "The name of the file ends in .xlsx, .csv or .json.")
    with guarded():
        content = importing.export(kind, [_body(body)], by=_operator(), on=day_of(at), at=at)
    try:
        file.write_bytes(content)
    except OSError as error:
        raise cannot_write(str(file), error) from error
    put(lang, f"已写入 {file}。", f"Written to {file}.")
    return exits.CLEAN


@items.command(context_settings=options.HELP)
@BODY
@options.lang
def check(body: str, lang: str) -> int:
    """Check the guides in force 办事指南准确度: each finding with its rule and place. Exit code 1 if there are any."""
    from zhengwu.cli.operate.opening import opened

    opened()
    from zhengwu.records.items.importing import in_force
    from zhengwu.records.moments import day_of
    from zhengwu.statute.catalogue.lint import accuracy, lint

    found = tuple(in_force([_body(body)], day_of(datetime.now(UTC))))
    for one in found:
        for finding in lint(one.record):
            said = finding.en if lang == "en" else finding.zh
            click.echo(f"{one.code} {one.record.name} {finding.rule.id} {finding.path}: {said}")
    told = accuracy(one.record for one in found)
    share = "—" if told.ratio is None else f"{told.ratio:.2%}"
    put(lang, f"准确度 {share}（{told.right}/{told.guides}）", f"Accuracy {share} ({told.right} of {told.guides})")
    return exits.CLEAN if told.right == told.guides else exits.FINDINGS


@items.command(context_settings=options.HELP)
@BODY
@click.option("--all", "every", is_flag=True, help="All powers and services.  [the types of 6+1]")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="As of which day.  [today]")
@options.lang
def figures(body: str, every: bool, on: datetime | None, lang: str) -> int:
    """Count the indicators of a body and those below it, each with its numerator and denominator."""
    from zhengwu.cli.operate.opening import opened

    opened()
    from zhengwu.records.items import indicators
    from zhengwu.records.moments import day_of
    from zhengwu.records.organs.queries import body as facts

    by = _operator()
    with guarded():
        path = facts(by, _body(body)).path
        scope = indicators.every_power(path) if every else indicators.usual(path)
        told = indicators.counted(scope, on=on.date() if on else day_of(datetime.now(UTC)))
    put(lang, f"{scope.zh}：{told.items} 项（{told.on}）", f"{scope.en}: {told.items} ({told.on})")
    for one in told.figures.values():
        name = one.indicator.en if lang == "en" else one.indicator.zh
        click.echo(f"  {name}  {one.shown()}  {float(one.numerator):g} / {float(one.denominator):g}")
    return exits.CLEAN


def _operator() -> "Actor":
    from zhengwu.records.people.actors import Actor

    return Actor("clockwork", name="运维人员")


def _body(name: str) -> int:
    from zhengwu.records.organs.queries import visible_bodies

    wanted = visible_bodies(_operator()).filter(closed_on=None)
    found = (
        wanted.filter(pk=int(name)) if name.isdecimal() else wanted.filter(name=name) | wanted.filter(short_name=name)
    )
    ids = list(found.values_list("pk", flat=True)[:2])
    if len(ids) != 1:
        raise Trouble(f"没有（或不止一个）叫“{name}”的机关。", f"There is no body {name!r}, or more than one.")
    return ids[0]
