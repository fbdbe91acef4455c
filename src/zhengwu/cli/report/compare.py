"""`zhengwu report compare`."""

import click

from zhengwu.cli import options


@click.command(context_settings=options.HELP)
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@options.json
@options.lang
@options.effort
def compare(left: str, right: str, as_json: bool, lang: str, jobs: int | None, seconds: float, megabytes: int) -> int:
    """Put two reports side by side 比较: two years of one body, or two bodies.

    Differences come first, then how many cells are equal. Reports of different forms are compared where both have the
    cell. The exit code is 0 whether they differ or not.

    \b
    Example:
      zhengwu report compare 2022.docx 2023.docx
    """
    from zhengwu.cli.outputs import put_line
    from zhengwu.cli.runs import Effort
    from zhengwu.cli.several import reports_of
    from zhengwu.statute.report.compare import compare as side_by_side

    reports = reports_of((left, right), Effort.of(jobs, seconds, megabytes), lang)
    comparison = side_by_side(*reports)
    if as_json:
        from zhengwu.cli.contrasts import to_dict
        from zhengwu.statute.report.renderers.json import dumps

        put_line(dumps(to_dict(comparison)))
        return 0
    from zhengwu.cli.contrasts import show_comparison
    from zhengwu.cli.screen import Screen

    show_comparison(Screen(lang), comparison)
    return 0
