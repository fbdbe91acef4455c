"""`zhengwu reindex`: the words by which things are found, made anew."""

import click

from zhengwu.cli import exits, options
from zhengwu.cli.operate.guarding import guarded, put
from zhengwu.cli.operate.progress import Bar

NAMES = {"letters": "文书 letters", "files": "文件 files", "publications": "公开信息 publications"}
WHAT = ("publications", "cases")


@click.command(context_settings=options.HELP)
@click.argument("what", type=click.Choice(WHAT), required=False)
@options.lang
def reindex(what: str | None, lang: str) -> int:
    """Make the words by which things are found anew, from what is on file: all of them, or those of one kind.

    For when a search does not find what is there. `publications` are made anew beside the old index: everybody goes on
    searching, publishing and taking down. For `cases`, with their letters and files, whoever writes waits meanwhile;
    best done when nobody works.
    """
    from zhengwu.cli.operate.opening import opened

    opened()
    bar = Bar(NAMES)
    with guarded():
        try:
            if what != "publications":
                _cases(bar, lang)
            if what != "cases":
                _publications(bar, lang)
        finally:
            bar.end()
    return exits.CLEAN


def _cases(bar: Bar, lang: str) -> None:
    from zhengwu.records.keeping import words

    done = words.anew(bar)
    bar.end()
    put(
        lang,
        f"已重建检索词：{done['cases']} 件办件、{done['letters']} 份文书、{done['files']} 个文件。",
        f"Made anew: the words of {done['cases']} cases, {done['letters']} letters, {done['files']} files.",
    )


def _publications(bar: Bar, lang: str) -> None:
    from zhengwu.records.publications import reindexing

    total = reindexing.count()
    done = reindexing.anew(lambda count: bar("publications", count, max(total, count)))
    bar.end()
    zh, en = f"已重建检索词：{done} 条公开信息。", f"Made anew: the words of {done} publications."
    put(lang, zh, en)
