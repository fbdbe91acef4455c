"""`zhengwu backup` and `zhengwu restore`: the installation as one file, and back."""

from datetime import UTC, datetime
from pathlib import Path

import click

from zhengwu.cli import exits, options
from zhengwu.cli.operate.guarding import guarded, put
from zhengwu.cli.operate.progress import Bar
from zhengwu.cli.troubles import Trouble, cannot_write

NAMES = {"database": "数据库 database", "files": "文件 files", "unpack": "解包 unpacking"}


@click.command(context_settings=options.HELP)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite FILE if it is there.")
@options.lang
def backup(file: Path, force: bool, lang: str) -> int:
    """Write database and stored files into FILE (a tar; compressed if its name ends in .gz), while the server runs.

    The two secrets are not in it: keep ZHENGWU_SEAL_KEY in another place. Without it personal data cannot be read.

    \b
    Example:
      zhengwu backup /backup/zhengwu-$(date +%F).tar.gz
    """
    from zhengwu.cli.operate.opening import opened

    if file.exists() and not force:
        raise Trouble(f"{file} 已存在。覆盖请加 --force。", f"{file} is there already. Overwrite it with --force.")
    opened()
    from zhengwu.records.keeping import backup as keeping

    bar = Bar(NAMES)
    with guarded():
        try:
            made = keeping.write(file, at=datetime.now(UTC), report=bar)
        except OSError as error:
            raise cannot_write(str(error.filename or file), error) from error
        finally:
            bar.end()
    count, size = len(made.members) - 1, file.stat().st_size / 1e6
    put(
        lang,
        f"已备份到 {file}：数据库和 {count} 个文件，{size:.1f} MB。",
        f"Backup in {file}: the database and {count} files, {size:.1f} MB.",
    )
    put(
        lang,
        "备份不含密钥。请另行保管 ZHENGWU_SEAL_KEY，没有它个人信息无法读出。",
        "The secrets are not in it. Keep ZHENGWU_SEAL_KEY apart: without it personal data cannot be read.",
    )
    return exits.CLEAN


@click.command(context_settings=options.HELP)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the records that are here; they are kept aside.")
@options.lang
def restore(file: Path, force: bool, lang: str) -> int:
    """Bring back what `zhengwu backup` wrote into FILE. Everything is proved first; then the database changes at once.

    Stop serve and tick before. ZHENGWU_SEAL_KEY must be the key of the time of the backup.
    """
    from zhengwu.cli.operate.loading import loaded

    loaded()
    from zhengwu.records.keeping import restore as keeping

    bar = Bar(NAMES)
    with guarded():
        try:
            done = keeping.read(file, force=force, at=datetime.now(UTC), report=bar)
        except OSError as error:
            if error.filename == str(file):
                raise Trouble(
                    f"读不到 {file}（{error.strerror}）。", f"Cannot read {file} ({error.strerror}).", exits.UNREADABLE
                ) from error
            raise cannot_write(str(error.filename or file), error) from error
        finally:
            bar.end()
    made, count = done.manifest.made_at[:19], len(done.manifest.members) - 1
    put(lang, f"已恢复 {made} 的备份：数据库和 {count} 个文件。", f"Restored the backup of {made}: {count} files.")
    if done.aside is not None:
        put(lang, f"原数据库另存于 {done.aside}。", f"The database of before is kept at {done.aside}.")
    if done.behind:
        put(lang, "备份来自较早的版本，请运行 zhengwu migrate。", "It is of an earlier version: run zhengwu migrate.")
    put(lang, "核对请运行 zhengwu verify。", "To prove it whole, run zhengwu verify.")
    return exits.CLEAN
