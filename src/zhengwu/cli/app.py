"""The outermost command: version, debugging, and the list of what can be done."""

import os

import click

from zhengwu import __version__
from zhengwu.cli.groups import GuardedGroup

EPILOG = """\b
Start here:
  zhengwu report read FILE          what stands in the tables
  zhengwu report check FILE         what is wrong with it
\b
Shell completion (bash; zsh and fish alike):
  eval "$(_ZHENGWU_COMPLETE=bash_source zhengwu)"
"""


def _debug(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        os.environ["ZHENGWU_DEBUG"] = "1"  # worker processes inherit it


@click.group(
    name="zhengwu",
    cls=GuardedGroup,
    lazy={
        "report": (
            "zhengwu.cli.report:report",
            "Statutory annual reports 政府信息公开工作年度报告: read, check, write, compare, add up",
        ),
        "deadline": ("zhengwu.cli.deadline:deadline", "The last day of a period 期限, and why"),
        "procedures": (
            "zhengwu.cli.procedures:procedures",
            "Procedures 办理程序: their states, events, clocks and outcomes",
        ),
        "calendar": ("zhengwu.cli.calendar:calendar", "A year's holidays 节假日 and make-up working days 调休"),
        "serve": ("zhengwu.cli.operate.serve:serve", "Run the installation: the API, until stopped"),
        "tick": ("zhengwu.cli.operate.tick:tick", "Run the timers: what has to happen because time has passed"),
        "migrate": ("zhengwu.cli.operate.migrate:migrate", "Bring the tables to those of this version"),
        "backup": ("zhengwu.cli.operate.backup:backup", "Write database and files into one file, while serving"),
        "restore": ("zhengwu.cli.operate.backup:restore", "Bring a backup back"),
        "verify": ("zhengwu.cli.operate.verify:verify", "Prove that everything on file is whole"),
        "reindex": ("zhengwu.cli.operate.reindex:reindex", "Make the words by which things are found anew"),
        "import": ("zhengwu.cli.operate.imports:imports", "Take whole files and folders in 导入"),
        "items": ("zhengwu.cli.operate.items:items", "Service items 政务服务事项: export, guides checked, figures"),
        "export": ("zhengwu.cli.operate.export:export", "Write everything on file in open formats"),
        "found": ("zhengwu.cli.operate.found:found", "Establish the first body and its administrator"),
        "unlock": ("zhengwu.cli.operate.unlock:unlock", "Take the second factor from somebody who is locked out"),
        "keys": ("zhengwu.cli.operate.keys:keys", "Make the two secrets of an installation"),
    },
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="zhengwu")
@click.option("--debug", is_flag=True, expose_value=False, callback=_debug, help="Show stack traces of defects.")
def zhengwu() -> None:
    """Zhengwu 政务: reads and checks the statutory annual report on government information disclosure in China."""
