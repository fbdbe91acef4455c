"""What a disclosure guide must say, part by part: 条例第十二条第二款; and how often it is looked at again."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhengwu.statute.disclosure import categories

BASIS = "条例第十二条"
REVIEWED_EVERY = 12  # months; the regulation says 及时更新, once a year is the office's own rule


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the guide; `of_body` where it is a fact of the body, `start` a text to begin with."""

    key: str
    zh: str
    en: str
    of_body: bool
    start: str = ""


@cache
def parts() -> dict[str, Part]:
    """The parts by key, in the order of the article."""
    rows = tomllib.loads(Path(__file__).with_name("outline.toml").read_text("utf-8"))["part"]
    return {
        row["key"]: Part(row["key"], row["zh"], row["en"], row["from"] == "body", row.get("zh_start", ""))
        for row in rows
    }


def begun(key: str, name: str, kind: str) -> str:
    """The text that a part of a body's guide begins with."""
    named = [one.zh for one in categories().values() if not one.bodies or kind in one.bodies]
    return parts()[key].start.format(name=name, categories="；".join(named))
