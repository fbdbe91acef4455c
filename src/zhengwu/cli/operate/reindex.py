"""`zhengwu reindex`: the words by which things are found, made anew."""

import click

from zhengwu.cli import exits, options
from zhengwu.cli.operate.guarding import guarded, put
from zhengwu.cli.operate.progress import Bar


@click.command(context_settings=options.HELP)
@options.lang
def reindex(lang: str) -> int:
    """Make the words by which cases, letters and files are found anew, from what is on file.

    For when a search does not find what is there. Whoever writes waits meanwhile; best done when nobody works.
    """
    from zhengwu.cli.operate.opening import opened

    opened()
    from zhengwu.records.keeping import words

    bar = Bar({"letters": "文书 letters", "files": "文件 files"})
    with guarded():
        try:
            done = words.anew(bar)
        finally:
            bar.end()
    put(
        lang,
        f"已重建检索词：{done['cases']} 件办件、{done['letters']} 份文书、{done['files']} 个文件。",
        f"Made anew: the words of {done['cases']} cases, {done['letters']} letters, {done['files']} files.",
    )
    return exits.CLEAN
