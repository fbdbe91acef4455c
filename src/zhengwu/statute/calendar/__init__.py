"""Working days 工作日: which days are worked, and when a period of the law ends.

What lives here: one TOML file a year with the State Council's holiday plan, the statutory holidays for years that have
no plan yet, overlays of a region or an emergency, and the rules by which periods are counted. What does not: periods of
a particular procedure (`zhengwu.statute.procedures`), and any notion of today.
"""

from zhengwu.statute.calendar.counting import Calendar
from zhengwu.statute.calendar.differences import changes
from zhengwu.statute.calendar.explanation import Line, dated, explained, uncounted
from zhengwu.statute.calendar.model import (
    CalendarError,
    Day,
    DayKind,
    End,
    MakeUp,
    OutsideCalendar,
    Overlay,
    Skip,
    Span,
    Unit,
    YearPlan,
)
from zhengwu.statute.calendar.notices import Doubt, NoticeReading, notice_from, plan_of
from zhengwu.statute.calendar.planfiles import PlanFault
from zhengwu.statute.calendar.plans import PlanReading, plan_from
from zhengwu.statute.calendar.shipped import national

__all__ = [
    "Calendar",
    "CalendarError",
    "Day",
    "DayKind",
    "Doubt",
    "End",
    "Line",
    "MakeUp",
    "NoticeReading",
    "OutsideCalendar",
    "Overlay",
    "PlanFault",
    "PlanReading",
    "Skip",
    "Span",
    "Unit",
    "YearPlan",
    "changes",
    "dated",
    "explained",
    "national",
    "notice_from",
    "plan_from",
    "plan_of",
    "uncounted",
]
