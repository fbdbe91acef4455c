"""From what the records refuse, and from what a database does, to a sentence and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager

from zhengwu.cli import exits
from zhengwu.cli.troubles import Trouble

CONFIG = 78  # EX_CONFIG of sysexits: the environment does not fit
STATUS = {
    "damaged": exits.UNREADABLE,
    "not_empty": exits.USAGE,
    "wrong_key": CONFIG,
    "other_database": CONFIG,
    "newer": CONFIG,
    "tool_missing": CONFIG,
    "tool_failed": exits.CANNOT_WRITE,
    "in_use": exits.CANNOT_WRITE,
}


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever the records or the database refuse inside ends as a Trouble of the shell."""
    from django.db import DatabaseError

    from zhengwu.records.sealing import Unsealable
    from zhengwu.records.troubles import Trouble as Refusal

    try:
        yield
    except Refusal as refused:
        said, advice = refused.message, refused.advice
        status = STATUS.get(refused.code, exits.USAGE)
        raise Trouble(f"{said.zh}{advice.zh}", f"{said.en} {advice.en}", status) from None
    except Unsealable as error:
        raise Trouble(
            "个人信息无法解密：ZHENGWU_SEAL_KEY 不是这个数据库的密钥。请换成原来的密钥（旧密钥可放在逗号之后）。",
            f"Personal data cannot be unsealed ({error}): ZHENGWU_SEAL_KEY is not the key of this database.",
            CONFIG,
        ) from None
    except DatabaseError as error:
        why = (str(error).strip().splitlines() or [type(error).__name__])[0]
        locked = "locked" in why
        raise Trouble(
            f"数据库{'正被占用，请稍后重试' if locked else f'出错（{why}）'}。",
            "The database is locked by somebody else; try again." if locked else f"The database failed ({why}).",
            exits.CANNOT_WRITE,
        ) from None


def put(lang: str, zh: str, en: str) -> None:
    """A line of a result, in the language asked for."""
    import click

    click.echo(en if lang == "en" else zh)
