"""What every command of an installation does first: read the settings, load Django, look at the tables."""

import os

import click

from zhengwu.cli import exits
from zhengwu.cli.troubles import Trouble

FAILED = exits.CANNOT_WRITE


def opened(*, migrate: bool = False) -> None:
    """Loads Django by the environment; with `migrate` brings the tables up to date.

    Raises Trouble where the database does not answer, or its tables are not those of this version. Settings that cannot
    be end the process with a sentence, code 78.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengwu.settings")
    import django
    from django.core.management import call_command
    from django.db import DatabaseError

    django.setup()
    from zhengwu.records.outbox.queries import migrated

    try:
        if migrate:
            call_command("migrate", verbosity=0, interactive=False)
        if migrated():
            return
    except DatabaseError as error:
        why = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise Trouble(
            f"数据库无法使用（{why}）。请检查 DATABASE_URL 和数据库是否已启动。",
            f"The database cannot be used ({why}). Check DATABASE_URL, and that the database runs.",
            FAILED,
        ) from None
    raise Trouble(
        "数据库的表还不是本版本的。请运行：zhengwu serve --migrate（升级前先备份）。",
        "The tables are not those of this version. Run: zhengwu serve --migrate (make a backup first).",
        FAILED,
    )


def say(zh: str, en: str) -> None:
    """One sentence in both languages, on standard error: standard output holds results only."""
    click.echo(f"zhengwu: {zh} {en}", err=True)
