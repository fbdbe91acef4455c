"""Answers: frozen dataclasses straight to JSON, pages by key, and what OpenAPI is told of both."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass, make_dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

import orjson
from django.http import HttpResponse
from ninja import Query

from zhengwu.api.faults import Fault
from zhengwu.records.troubles import invalid

Row = TypeVar("Row")
LARGEST = 2**63 - 1
FAILED = 500  # stands for all failures: a model for each would triple the time of every start

After = Annotated[str | None, Query(max_length=400, description="`next` of the page before")]
Limit = Annotated[int, Query(ge=1, le=200)]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is answered; `next` is None on the last one."""

    items: Sequence[object]
    next: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: its id, where to ask for it."""

    id: int


def answer(value: object, status: int = 200) -> HttpResponse:
    """A value as JSON: dataclasses, dates, moments (UTC, `Z`), tuples and sets as lists, decimals as text."""
    content = orjson.dumps(value, default=_plain, option=orjson.OPT_UTC_Z)
    return HttpResponse(content, content_type="application/json", status=status)


def nothing() -> HttpResponse:
    """Done, and there is nothing to say."""
    return HttpResponse(status=204)


def told(shape: Any, status: int = 200) -> dict[Any, Any]:
    """What an operation answers, for OpenAPI: the shape when all is well, a Fault otherwise (see `door.Described`)."""
    return {status: shape, FAILED: Fault}


@cache
def page_of(shape: type) -> type:
    """The shape of a page of such items."""
    fields = [("items", list[shape]), ("next", str | None)]  # type: ignore[valid-type]
    return make_dataclass(f"{shape.__name__}Page", fields, frozen=True, slots=True)


def page(rows: Sequence[Row], limit: int, key: Callable[[Row], tuple[int | str, ...]]) -> HttpResponse:
    """A page of at most `limit` of the rows, of which the query fetched one more to know whether there is a next."""
    shown = rows[:limit]
    more = len(rows) > limit
    return answer(Page(shown, cursor(key(shown[-1])) if more else None))


def cursor(key: tuple[int | str, ...]) -> str:
    """The place after a row, as callers carry it."""
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode().rstrip("=")


def place(after: str | None, *kinds: type) -> tuple[Any, ...] | None:
    """The place that a cursor means, as values of these kinds. Raises Trouble (invalid) for what is none of ours."""
    if after is None:
        return None
    try:
        found = orjson.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
    except (binascii.Error, ValueError):
        found = None
    if not isinstance(found, list) or [type(value) for value in found] != list(kinds) or not all(map(_sound, found)):
        raise invalid("bad_cursor", "翻页标记无效。", "This is no cursor of a page.", where="after")
    return tuple(found)


def after_id(after: str | None) -> int | None:
    """The id that a cursor of a list by id means. Raises Trouble (invalid)."""
    found = place(after, int)
    return found[0] if found else None


def _sound(value: int | str) -> bool:
    return 0 <= value <= LARGEST if isinstance(value, int) else "\0" not in value


def _plain(value: object) -> object:
    match value:
        case frozenset() | set():
            return sorted(value)
        case MappingProxyType():
            return dict(value)
        case Decimal():
            return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
