"""`zhengwu report aggregate`."""

from datetime import datetime
from pathlib import Path

import click

from zhengwu.cli import options


@click.command(context_settings=options.HELP)
@options.inputs
@click.option(
    "--agency", required=True, metavar="NAME", help="The government whose report is made, e.g. 青禾区人民政府."
)
@click.option("--year", required=True, type=click.IntRange(2008, 2100), help="The year reported on.")
@click.option("--expected", metavar="LIST.txt", type=click.Path(path_type=Path),
              help="The bodies that must report, one a line; # begins a remark.")  # fmt: skip
@click.option("--due", type=click.DateTime(["%Y-%m-%d"]), help="A local date of publication, earlier than the law's.")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), multiple=True,
              help="Write the sum: .docx .xlsx .html .pdf .json .csv .parquet; may be repeated.")  # fmt: skip
@click.option("--font", "fonts", multiple=True, metavar="PATH", type=click.Path(path_type=Path, exists=True),
              help="A Chinese font file or folder for pdf.")  # fmt: skip
@options.json
@options.lang
@options.effort
def aggregate(
    inputs: tuple[str, ...],
    agency: str,
    year: int,
    expected: Path | None,
    due: datetime | None,
    out: tuple[Path, ...],
    fonts: tuple[Path, ...],
    as_json: bool,
    lang: str,
    jobs: int | None,
    seconds: float,
    megabytes: int,
) -> int:
    """Add departments up to their government 汇总.

    Every cell is summed exactly; totals are recomputed, never added. A cell that one body did not state leaves the sum
    open and names the body. Lists who is included, missing, late, unreadable, doubtful; while anything is missing the
    result is a draft. Exit code 1: a draft, or the checks found something in the sum; 2: an input was unreadable.

    \b
    Example:
      zhengwu report aggregate reports/2023/ --agency 青禾区人民政府 --year 2023 \\
          --expected bodies.txt --out 2023.docx
    """
    from zhengwu.cli.runs import Effort
    from zhengwu.cli.summing import Summing

    day = due.date() if due else None
    summing = Summing(agency, year, expected, day, tuple(out), fonts, as_json=as_json, lang=lang)
    return summing.run(inputs, Effort.of(jobs, seconds, megabytes))
