"""What a day, a period's end, a year's plan and an overlay are. Dates are local dates of China (Asia/Shanghai)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FIRST = date(2007, 1, 1)  # the first day that this calendar knows
LAST = date(2060, 12, 31)  # the last one; after it the table of lunar dates ends


class Unit(StrEnum):
    """What a period of the law is counted in."""

    WORKING_DAYS = "working_days"  # 工作日
    CALENDAR_DAYS = "calendar_days"  # 日
    MONTHS = "months"  # 月


class DayKind(StrEnum):
    """Why a day is worked or not."""

    WORKDAY = "workday"  # an ordinary working day
    WEEKEND = "weekend"  # Saturday or Sunday
    HOLIDAY = "holiday"  # off by the year's notice, or by the holiday law where there is no notice yet
    SWAPPED = "swapped"  # a Saturday or Sunday worked in exchange 调休上班
    OVERLAY_OFF = "overlay_off"  # off by a document of a region or for an emergency
    OVERLAY_ON = "overlay_on"  # worked by such a document


class CalendarError(ValueError):
    """A question that the calendar refuses, said in Chinese and English."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(zh)
        self.code = code
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Day:
    """One day: whether it is worked, why, and by which document. `name` is Chinese, `gloss` its English."""

    on: date
    working: bool
    kind: DayKind
    name: str
    gloss: str
    source: str


@dataclass(frozen=True, slots=True)
class Skip:
    """A run of days that are not worked and have one name and one source; `days` counts both ends."""

    first: date
    last: date
    days: int
    name: str
    gloss: str
    source: str


@dataclass(frozen=True, slots=True)
class End:
    """The last day of a period.

    `before_move` is the nominal last day where it was not worked and so moved (民法典第二百零三条). `provisional` says
    that days of a year without a notice were counted; `earliest` is then the day by the weekend rule alone, for
    warnings, and otherwise the same as `on`.
    """

    on: date
    before_move: date | None
    provisional: bool
    earliest: date


@dataclass(frozen=True, slots=True)
class Overlay:
    """Days that a document makes free (`working` False) or working for a region, both ends included.

    `region` is the beginning of an administrative division code ("21", "210000") or a name; empty means nationwide.
    One whose last day is before its first is refused.
    """

    first: date
    last: date
    working: bool
    reason: str
    document: str
    region: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise CalendarError(
                "backwards",
                f"截止日 {self.last} 早于起始日 {self.first}。请核对。",
                f"The last day {self.last} is before the first, {self.first}. Check them.",
            )


@dataclass(frozen=True, slots=True)
class Span:
    """Days off in a row that a notice names. `source` is the notice, where it is not the year's own."""

    first: date
    last: date
    name: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class MakeUp:
    """A Saturday or Sunday worked in exchange for a day off; `name` is the holiday it belongs to."""

    on: date
    name: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class YearPlan:
    """The plan of one year 部分节假日安排: days off, make-up working days, and the notice that sets them.

    It may also set days in December of the year before. `notice` is the document number, empty where it is not
    established; `verified` says that it was compared with a published text; `note` says what else is to be known.
    """

    year: int
    notice: str
    title: str
    issued: date | None
    verified: bool
    off: tuple[Span, ...]
    work: tuple[MakeUp, ...]
    note: str = ""

    @property
    def source(self) -> str:
        """What a day cites: the title, and the number where it is established."""
        return f"{self.title}（{self.notice}）" if self.notice else self.title


class OutsideCalendar(CalendarError):
    """A date before 2007 or after 2060, or a period that ends there."""

    def __init__(self, on: date | str) -> None:
        super().__init__(
            "outside_calendar",
            f"{on} 不在工作日历的范围内（{FIRST} 至 {LAST}）。请核对日期。",
            f"{on} is outside the calendar ({FIRST} to {LAST}). Check the date.",
        )
        self.on = on
