"""`python -m zhengwu` is the command `zhengwu`."""

from zhengwu.cli import main

main()
