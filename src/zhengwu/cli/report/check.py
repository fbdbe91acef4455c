"""`zhengwu report check`."""

import click

from zhengwu.cli import options


@click.command(context_settings=options.HELP)
@options.inputs
@click.option(
    "--last-year", metavar="FILE", help="Last year's report of the same body, to compare stock and carry-over."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "notice", "never"]),
    default="warning",
    show_default=True,
    help="The least grave finding that gives exit code 1.",
)
@options.json
@click.option("--all", "everything", is_flag=True, help="Show every file of a long list.")
@options.lang
@options.effort
def check(
    inputs: tuple[str, ...],
    last_year: str | None,
    fail_on: str,
    as_json: bool,
    everything: bool,
    lang: str,
    jobs: int | None,
    seconds: float,
    megabytes: int,
) -> int:
    """Say what is wrong with reports 核查.

    Sums and 勾稽关系, last year's report, parts and dates, text against tables. Among several inputs, last year's
    report of the same body is found and used by itself. A cell that could not be read is a finding, never a pass.

    \b
    Examples:
      zhengwu report check 2023.docx --last-year 2022.docx
      zhengwu report check reports/ --fail-on error --json
    """
    from zhengwu.cli.checking import Checking
    from zhengwu.cli.runs import Effort

    checking = Checking(fail_on, as_json=as_json, everything=everything, lang=lang)
    return checking.run(inputs, last_year, Effort.of(jobs, seconds, megabytes))
