"""Options that several commands share."""

from collections.abc import Callable
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])

HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

lang = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    envvar="ZHENGWU_LANG",
    show_default=True,
    help="Language of sentences; statutory words stay Chinese, en adds glosses. ZHENGWU_LANG sets it for good.",
)
json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")


def effort(command: Command) -> Command:
    """How hard to work on many files: processes, seconds and memory for each."""
    for option in (
        click.option("--memory", "megabytes", type=click.IntRange(256), default=2048, show_default=True,
                     metavar="MB", help="Memory a worker process may use; a file that needs more is unreadable."),
        click.option("--timeout", "seconds", type=click.FloatRange(0.1), default=60, show_default=True,
                     metavar="SECONDS", help="Time for one file or address; one that takes longer is unreadable."),
        click.option("--jobs", "-j", type=click.IntRange(1), metavar="N",
                     help="Worker processes.  [default: one for each core]"),
    ):  # fmt: skip
        command = option(command)
    return command


inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
