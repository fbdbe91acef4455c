"""Click groups that import a sub-command when it is called, and end every command in a sentence and a code."""

import errno
import hashlib
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any

import click

from zhengwu.cli import exits
from zhengwu.cli.troubles import Trouble, cannot_write
from zhengwu.cli.usage import told


class PipeClosedError(Exception):
    """Whoever read our output went away."""


class LazyGroup(click.Group):
    """A group whose sub-commands are named as `module:attribute` with their one-line help, and imported when called."""

    def __init__(self, *args: Any, lazy: dict[str, tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = lazy or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the sub-commands, in the order in which they are used."""
        return [*self.lazy, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports the sub-command `cmd_name`; None where there is none."""
        if cmd_name not in self.lazy:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self.lazy[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.lazy[cmd_name][0]} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the sub-commands from the lines given here, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.lazy.items()])


class GuardedGroup(LazyGroup):
    """The outermost group: whatever happens inside ends in an exit code and, if it went wrong, in a sentence."""

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> int:
        """Runs the command; leaves the process with its code, or returns the code where standalone_mode is off."""
        status = self._status(args, prog_name, complete_var, extra)
        if standalone_mode:
            raise SystemExit(status)
        return status

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the sub-command; a closed pipe is told apart before click makes exit code 1 of it."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise PipeClosedError from error

    def _status(
        self, args: Sequence[str] | None, prog_name: str | None, complete_var: str | None, extra: dict[str, Any]
    ) -> int:
        lang = language(sys.argv[1:] if args is None else args)
        try:
            value = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
            sys.stdout.flush()
            return value if isinstance(value, int) else exits.CLEAN
        except click.ClickException as error:
            error.show() if lang == "en" or isinstance(error, click.exceptions.NoArgsIsHelpError) else _say(told(error))
            return exits.USAGE
        except Trouble as trouble:
            _say(trouble.text(lang))
            return trouble.status
        except (click.Abort, KeyboardInterrupt):
            _say("Interrupted." if lang == "en" else "已中断。")
            return exits.INTERRUPTED
        except (PipeClosedError, BrokenPipeError):
            return _after_closed_pipe()
        except OSError as error:
            return _after_os_error(error, lang)
        except Exception as error:  # noqa: BLE001 - the last guard: nobody is shown a stack trace
            return _after_fault(error, lang)


def language(args: Sequence[str]) -> str:
    """The language of sentences printed outside a command: what --lang in `args`, or else ZHENGWU_LANG, says."""
    for before, word in zip(("", *args), args, strict=False):
        if before == "--lang":
            return word
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return os.environ.get("ZHENGWU_LANG", "zh")


def _say(sentence: str) -> None:
    click.echo(f"zhengwu: {sentence}", err=True)


def _after_closed_pipe() -> int:
    # Python flushes stdout once more on its way out; give it somewhere to put what nobody reads.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return exits.PIPE_CLOSED


def _after_os_error(error: OSError, lang: str) -> int:
    if error.errno in (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT):
        trouble = cannot_write(str(error.filename or "-"), error)
        _say(trouble.text(lang))
        return trouble.status
    return _after_fault(error, lang)


def fault_id(error: BaseException) -> str:
    """A short id for a defect: the same place in the same version gives the same id, on every machine."""
    frames = traceback.extract_tb(error.__traceback__)
    trail = [type(error).__name__, *(f"{frame.name}:{frame.lineno}" for frame in frames[-4:])]
    return "E-" + hashlib.sha256("|".join(trail).encode()).hexdigest()[:6].upper()


def _after_fault(error: BaseException, lang: str) -> int:
    if os.environ.get("ZHENGWU_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
    number, name = fault_id(error), type(error).__name__
    _say(
        f"This is a defect of zhengwu ({number}, {name}). It is not your fault. Please report the id and the command "
        "to the project; `zhengwu --debug ...` prints what developers need."
        if lang == "en"
        else f"程序出现缺陷（{number}，{name}），与您的操作无关。请把编号和所用命令报告给项目；"
        "运行 `zhengwu --debug ...` 可显示开发者所需的细节。"
    )
    return exits.FAULT
