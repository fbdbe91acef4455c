"""`zhengwu migrate`: the tables of this version."""

import click

from zhengwu.cli import exits, options
from zhengwu.cli.operate.guarding import guarded, put


@click.command(context_settings=options.HELP)
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 if there is something to do.")
@options.lang
def migrate(check: bool, lang: str) -> int:
    """Bring the tables to those of this version. Make a backup first; on an empty database this makes them all."""
    from zhengwu.cli.operate.loading import loaded

    loaded()
    from django.core.management import call_command

    from zhengwu.records.keeping.schema import pending

    with guarded():
        wanted = pending()
        if not wanted:
            put(lang, "表已是本版本的，无需改动。", "The tables are those of this version.")
            return exits.CLEAN
        if check:
            put(lang, f"有 {len(wanted)} 步待执行：{'、'.join(wanted)}", f"{len(wanted)} to do: {', '.join(wanted)}")
            return exits.FINDINGS
        call_command("migrate", verbosity=0, interactive=False)
    put(lang, f"已执行 {len(wanted)} 步。", f"{len(wanted)} done.")
    return exits.CLEAN
