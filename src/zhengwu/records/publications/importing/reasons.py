"""Why a row or a file is not taken in, in both languages, by code."""

import tomllib
from functools import cache
from pathlib import Path

from zhengwu.records.publications.importing.model import Wrong
from zhengwu.records.troubles import Trouble, Words, invalid

SHOWN = 60  # signs of a value


def wrong(row: int, column: str, code: str, value: str = "", **said: object) -> Wrong:
    """What is wrong with a row. `value` is as it may be shown."""
    words = _reasons()["row"][code]
    names = {name: str(one) for name, one in said.items()}
    shown = value if len(value) <= SHOWN else value[:SHOWN] + "…"
    return Wrong(row, column[:60], code, shown, words["zh"].format(**names), words["en"].format(**names))


def refused(code: str, **said: object) -> Trouble:
    """That a file is not taken in at all."""
    words = _reasons()["file"][code]
    names = {name: str(one) for name, one in said.items()}
    advice = Words("请核对文件后重试。", "Look at the file, then try again.")
    return invalid(code, words["zh"].format(**names), words["en"].format(**names), where="file", advice=advice)


@cache
def _reasons() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text("utf-8"))
