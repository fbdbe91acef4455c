"""`zhengwu report read`."""

from pathlib import Path

import click

from zhengwu.cli import options


@click.command(context_settings=options.HELP)
@options.inputs
@options.json
@click.option("--csv", metavar="PATH", help="Write every cell as a line of CSV; - is standard output.")
@click.option("--parquet", metavar="PATH", type=click.Path(path_type=Path), help="Write every cell as Parquet.")
@click.option("--all", "everything", is_flag=True, help="Show rows of zeros and every file of a long list.")
@options.lang
@options.effort
def read(
    inputs: tuple[str, ...],
    as_json: bool,
    csv: str | None,
    parquet: Path | None,
    everything: bool,
    lang: str,
    jobs: int | None,
    seconds: float,
    megabytes: int,
) -> int:
    """Show what stands in the statutory tables 读取.

    One FILE shows its tables; several inputs give a list. --json prints one object for one FILE, and for a folder, a
    glob or several inputs one object a line (JSON Lines), in order; an unreadable input has "error" in its object.
    Findings do not change the exit code here: that is what `check` is for.

    \b
    Examples:
      zhengwu report read 2023.docx
      zhengwu report read https://www.example.gov.cn/2023.html --json
      zhengwu report read reports/ --csv cells.csv
    """
    from zhengwu.cli.outputs import Outputs
    from zhengwu.cli.runs import Effort
    from zhengwu.cli.sources import expand, single

    outputs = Outputs(as_json=as_json, csv=csv, parquet=parquet, one=single(inputs), lang=lang)
    sources = list(expand(inputs))
    return outputs.read(sources, Effort.of(jobs, seconds, megabytes), everything=everything)
