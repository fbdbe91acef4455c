"""Made-up publications in the Chinese of this repository: chains of its words, with names, numbers and facts.

Words are cut out of the catalogues of the screens, so the common ones are common here, too. Nothing is anybody's.
"""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

import zhengwu

CLAUSE = re.compile(r"[\u4e00-\u9fff]{2,}")
DAYS, FIRST = 1095, date(2023, 3, 1)


class Made(NamedTuple):
    """A publication to come."""

    on: date
    title: str
    document_number: str
    text: str
    facts: tuple[tuple[str, str], ...]


@cache
def _words() -> tuple[list[str], list[int]]:
    """Words of the catalogues, and how often they occur, summed up: clauses cut into pieces of two to four."""
    chance, counts = Random(1), dict[str, int]()  # noqa: S311 - repeatable, and nobody's secret
    for path in sorted((Path(zhengwu.__file__).parent / "ui" / "words" / "zh").glob("*.toml")):
        for clause in CLAUSE.findall(" ".join(_texts(tomllib.loads(path.read_text("utf-8"))))):
            at = 0
            while at < len(clause):
                length = chance.choices((2, 3, 4), (7, 2, 1))[0]
                counts[clause[at : at + length]] = counts.get(clause[at : at + length], 0) + 1
                at += length
    return list(counts), list(accumulate(counts.values()))


def _texts(held: object) -> Iterator[str]:
    if isinstance(held, dict):
        for value in held.values():
            yield from _texts(value)
    elif isinstance(held, str):
        yield held


def _chain(chance: Random, length: int) -> str:
    words, weights = _words()
    parts, whole = list[str](), 0
    for number, word in enumerate(chance.choices(words, cum_weights=weights, k=length // 2 + 1), 1):
        parts.append(word)
        if number % 7 == 0:
            parts.append(chance.choice("，，，。；、"))
        whole += len(word)
        if whole >= length:
            break
    return "".join(parts)


def made(count: int, seed: int = 1) -> Iterator[Made]:
    """So many publications, in no order of days; every third one a licence, which is facts."""
    chance = Random(seed)  # noqa: S311 - repeatable, and nobody's secret
    for number in range(1, count + 1):
        on = FIRST + timedelta(days=chance.randrange(DAYS))
        if number % 3:
            text = _chain(chance, 200)
            yield Made(
                on, _chain(chance, 20), f"青审〔{on.year}〕{number % 4999}号" if number % 7 == 0 else "", text, ()
            )
        else:
            name = f"{_chain(chance, 4)}有限公司"
            yield Made(on, f"{name}{_chain(chance, 8)}许可", "", "", _licence(chance, number, on, name))


def _licence(chance: Random, number: int, on: date, name: str) -> tuple[tuple[str, str], ...]:
    until = on + timedelta(days=chance.randint(300, 2000))
    return (
        ("行政相对人名称", name),
        ("统一社会信用代码", f"91320812MA{chance.randrange(16**8):08X}"),
        ("行政许可决定文书名称", f"{_chain(chance, 10)}决定书"),
        ("行政许可决定文书号", f"青审许准〔{on.year}〕{number:06d}号"),
        ("许可类别", chance.choice(("普通", "特许", "认可", "核准", "登记"))),
        ("许可内容", _chain(chance, 60)),
        ("许可决定日期", on.isoformat()),
        ("有效期至", until.isoformat()),
        ("许可机关", "青禾市行政审批局"),
    )
