"""`zhengwu export`: everything on file, in open formats."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zhengwu.cli import exits, options
from zhengwu.cli.operate.guarding import guarded, put
from zhengwu.cli.operate.progress import Bar
from zhengwu.cli.troubles import Trouble, cannot_write

if TYPE_CHECKING:
    from zhengwu.records.keeping.export import Written


@click.command(context_settings=options.HELP)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--body", "bodies", multiple=True, help="Only this body, by id or name, and those below it; repeatable.")
@click.option("--unsealed", is_flag=True, help="Personal data in the clear. It is recorded who did so, and why.")
@click.option("--by", "username", help="With --unsealed: user name of whoever is responsible.")
@click.option("--reason", help="With --unsealed: what for.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@options.lang
def export(
    folder: Path,
    bodies: tuple[str, ...],
    unsealed: bool,
    username: str | None,
    reason: str | None,
    yes: bool,
    lang: str,
) -> int:
    """Write everything into the empty FOLDER: JSON Lines, Parquet, schema, stored files, calendar, and a README.

    Identity numbers, contacts and files with personal data stay sealed or stay behind unless --unsealed is given.

    \b
    Example:
      zhengwu export out/2026-11 --body 青禾区行政审批局
    """
    from zhengwu.cli.operate.opening import opened

    if folder.exists() and any(folder.iterdir()):
        raise Trouble(f"{folder} 不是空目录。", f"{folder} is not empty.")
    opened()
    from zhengwu.records.keeping import export as keeping
    from zhengwu.records.keeping.tables import bodies_named

    at, bar = datetime.now(UTC), Bar({"files": "文件 files"})
    with guarded():
        wanted = keeping.Wanted(bodies_named(bodies), unsealed)
        if unsealed:
            _answerable(wanted, username, reason, yes, lang, at)
        try:
            done = keeping.write(folder, wanted, at=at, report=bar)
        except OSError as error:
            raise cannot_write(str(error.filename or folder), error) from error
        finally:
            bar.end()
    _say(folder, done, unsealed, lang)
    return exits.CLEAN


def _say(folder: Path, done: "Written", unsealed: bool, lang: str) -> None:
    rows = sum(done.rows.values())
    put(
        lang,
        f"已导出到 {folder}：{len(done.rows)} 张表 {rows} 行，{done.files} 个文件。",
        f"Exported to {folder}: {len(done.rows)} tables with {rows} rows, {done.files} files.",
    )
    if not unsealed:
        put(
            lang,
            f"证件号码和联系方式仍加密；{done.left_back} 个含个人信息的文件未导出。",
            f"Numbers and contacts stay sealed; {done.left_back} files with personal data stayed behind.",
        )


def _answerable(wanted: object, username: str | None, reason: str | None, yes: bool, lang: str, at: datetime) -> None:
    """Personal data leaves in the clear only by a named person, for a reason, after a question, and on record."""
    from zhengwu.records.keeping import export as keeping
    from zhengwu.records.people.named import actor_named

    if not username or not reason or not reason.strip():
        raise Trouble(
            "导出未加密的个人信息须写明由谁负责和用途：--by 用户名 --reason 用途。",
            "Say who is responsible and what for: --by USERNAME --reason TEXT.",
        )
    by = actor_named(username)
    question = (
        "Personal data will leave in the clear. Go on?"
        if lang == "en"
        else "将以明文导出个人信息，并记入审计日志。继续？"
    )
    if not yes and not click.confirm(question, err=True):
        raise Trouble("没有导出。", "Nothing was exported.")
    if not isinstance(wanted, keeping.Wanted):
        raise TypeError("what to export")
    keeping.note_unsealing(wanted, reason.strip(), by=by, at=at)
