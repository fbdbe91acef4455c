"""`zhengwu report …`: one module a sub-command."""

import click

from zhengwu.cli.exits import TABLE
from zhengwu.cli.groups import LazyGroup

_HERE = "zhengwu.cli.report"


@click.group(
    cls=LazyGroup,
    lazy={
        "read": (f"{_HERE}.read:read", "What stands in the tables 读取: figures with their place"),
        "check": (f"{_HERE}.check:check", "What is wrong 核查: 勾稽关系, last year, dates, text against tables"),
        "render": (f"{_HERE}.render:render", "Write in the official layout 生成: docx, xlsx, html, pdf, json"),
        "compare": (f"{_HERE}.compare:compare", "Two years or two bodies side by side 比较"),
        "aggregate": (f"{_HERE}.aggregate:aggregate", "Departments to their government 汇总"),
        "formats": (f"{_HERE}.formats:formats", "The statutory forms 格式: tables, rows, columns, keys"),
        "rules": (f"{_HERE}.rules:rules", "The checks with their legal basis 核查规则"),
    },
    epilog="\b\n" + TABLE,
)
def report() -> None:
    """Statutory annual reports 政府信息公开工作年度报告.

    Inputs are files, folders, globs, http(s) addresses, or - for standard input.
    """
