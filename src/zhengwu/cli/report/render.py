"""`zhengwu report render`."""

from pathlib import Path

import click

from zhengwu.cli import options


@click.command(context_settings=options.HELP)
@options.inputs
@click.option(
    "--to", "kinds", required=True, metavar="KIND[,KIND...]", help="docx, xlsx, html, pdf, json, csv, parquet."
)
@click.option("--out", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Folder; made if missing.")
@click.option("--font", "fonts", multiple=True, metavar="PATH", type=click.Path(path_type=Path, exists=True),
              help="A Chinese font file or folder for pdf; may be repeated.")  # fmt: skip
@options.lang
@options.effort
def render(
    inputs: tuple[str, ...],
    kinds: str,
    out: Path,
    fonts: tuple[Path, ...],
    lang: str,
    jobs: int | None,
    seconds: float,
    megabytes: int,
) -> int:
    """Write reports anew in the official layout 生成.

    Each INPUT gives a file NAME.KIND in DIR. html, xlsx and json also show what the checks found.

    \b
    Example:
      zhengwu report render 2023.html --to docx,pdf --out out/
    """
    from zhengwu.cli.runs import Effort
    from zhengwu.cli.writing import render_all

    return render_all(inputs, kinds, out, fonts, lang, Effort.of(jobs, seconds, megabytes))
