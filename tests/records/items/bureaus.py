"""Fictional items in the numbers that the five reports tell: light records, laid down many at once."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, repeat

from tests.conftest import START
from zhengwu.records.items.loading import Loaded, load
from zhengwu.records.moments import day_of
from zhengwu.statute.catalogue import Limit, Record, Stage

TODAY = day_of(START)
PLAIN = Record(
    "事项", "licence", objects=("enterprise",), statutory=Limit(20), promised=Limit(5), visits=1, depth=("consult",)
)
STAGE = Stage("review", "审核")
SPOT = {"case_type": "on_the_spot", "promised": Limit(0)}
ONLINE, FULLY = {"depth": ("intake",)}, {"depth": ("handling",)}


def some(count: int, **changes: object) -> Iterator[dict[str, object]]:
    """The same changes, so many times."""
    return repeat(changes, count)


def laid(body_id: int, rows: Iterable[dict[str, object]], on: date = TODAY) -> tuple[int, ...]:
    """Items of a body, each a plain record with its own changes."""
    records = [replace(PLAIN, **({"name": f"事项{at:04d}"} | said)) for at, said in enumerate(rows)]  # type: ignore[arg-type]
    return load([Loaded(body_id, one, on) for one in records], by="导入", at=START)


def beside(*columns: Iterable[dict[str, object]]) -> Iterator[dict[str, object]]:
    """Changes told column by column, put together row by row; a column that is too short changes nothing further."""
    rows = [list(one) for one in columns]
    for at in range(max(map(len, rows))):
        yield dict(chain.from_iterable(one[at].items() for one in rows if at < len(one)))
