"""The shapes in which callers say things: strict, bounded, and nothing that was not asked for.

A text has no NUL and no lone surrogate (the parser sees to both) and always a greatest length; a whole number is no
text, no fraction, and fits the database; a day is written 2026-01-31; a moment has its zone.
"""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Path
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

LARGEST = 2**63 - 1
DAYS = (date(1900, 1, 1), date(2199, 12, 31))


class Said(BaseModel):
    """A body that a caller sends. Keys that it does not name are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _day(value: Any) -> Any:
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("a day is written like 2026-01-31")


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError("a moment is written like 2026-01-31T09:00:00+08:00")
    return value


def _zoned(value: datetime) -> datetime:
    if value.tzinfo is None or not DAYS[0] < value.date() < DAYS[1]:
        raise ValueError("a moment has its zone, and lies between 1900 and 2199")
    return value


Id = Annotated[int, Field(strict=True, ge=1, le=LARGEST)]
PathId = Annotated[int, Path(ge=1, le=LARGEST)]
Whole = Annotated[int, Field(strict=True, ge=0, le=LARGEST)]
YesNo = Annotated[bool, Field(strict=True)]
Line = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1, max_length=200)]
Optional = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=200)]
Secret = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]
Passage = Annotated[str, StringConstraints(strict=True, max_length=20_000)]
Day = Annotated[date, BeforeValidator(_day), Field(ge=DAYS[0], le=DAYS[1])]
Moment = Annotated[datetime, BeforeValidator(_moment), AfterValidator(_zoned)]
