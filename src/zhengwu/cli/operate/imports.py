"""`zhengwu import …`: whole files and folders taken in. One module a sub-command."""

import click

from zhengwu.cli.groups import LazyGroup

_HERE = "zhengwu.cli.operate"


@click.group(
    name="import",
    cls=LazyGroup,
    lazy={
        "publications": (f"{_HERE}.publications:publications", "Results at volume 办理结果: CSV, XLSX, JSON Lines"),
        "withdraw": (f"{_HERE}.publications:withdraw", "Take down all that an import brought 撤下整批"),
        "items": (f"{_HERE}.items:take_in", "Service items 实施清单: XLSX, CSV, JSON"),
        "reports": (f"{_HERE}.shelving:reports", "Folders of others' annual reports 年度报告库"),
    },
)
def imports() -> None:
    """Take whole files and folders in 导入. What went in once does not go in twice: a run may be repeated."""
