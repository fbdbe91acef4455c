"""The statute at the shell: the command `zhengwu`.

What lives here: options, the way from arguments to files and addresses, worker processes, what is printed. What does
not: anything a report means; that is `zhengwu.statute`. Modules import the heavy half of their needs inside functions,
so that `zhengwu --help` answers at once.
"""

from typing import NoReturn


def main() -> NoReturn:
    """Runs the command with the arguments of this process and leaves with its exit code."""
    from zhengwu.cli.app import zhengwu

    raise SystemExit(zhengwu.main(prog_name="zhengwu", standalone_mode=False))
