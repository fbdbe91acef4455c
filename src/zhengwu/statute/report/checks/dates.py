"""Rules about the year and the dates: the period, the year in the title, and the statutory day of publication."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhengwu.statute.report.checks.catalogue import RULE
from zhengwu.statute.report.checks.subject import Subject
from zhengwu.statute.report.model import Cause, Finding, Severity


@dataclass(frozen=True, slots=True)
class DueDate:
    """A day of the year after the year reported on by which reports are published, and the law that says so."""

    month: int
    day: int
    basis: str
    who: str
    gloss: str

    def after(self, year: int) -> date:
        """The last day for a report on `year`."""
        return date(year + 1, self.month, self.day)


DEPARTMENT = DueDate(1, 31, "条例第四十九条第一款", "县级以上人民政府部门", "departments")
GOVERNMENT = DueDate(3, 31, "条例第四十九条第二款", "县级以上地方人民政府", "governments")

_TOWNSHIP = re.compile(r"(?:乡|镇|街道|苏木)(?:人民政府|办事处)|街道$|(?:乡|镇)政府$")
_COMMITTEE = re.compile(r"(?:管理委员会|管委会)$")
_DATE = r"(?P<y{0}>20\d\d)\s*[年.\-/]\s*(?P<m{0}>\d{{1,2}})\s*[月.\-/]\s*(?P<d{0}>\d{{1,2}})\s*日?"
_END = r"(?:(?P<y2>20\d\d)\s*[年.\-/]|同年|当年)?\s*(?P<m2>\d{1,2})\s*[月.\-/]\s*(?P<d2>\d{1,2})\s*日?"
_PERIOD = re.compile(
    r"(?:统计|数据|期限|时间|时限)[^。；\d]{0,24}"
    + _DATE.format(1)
    + r"\s*(?:起|开始)?\s*[,，]?\s*(?:至|到|—+|-+|－|~|～)+\s*"
    + _END
)
_TITLE_YEAR = re.compile(r"(20\d\d|二[〇○零O0][一二三四五六七八九〇○零]{2})\s*年?(?=度|年|政府|政务|信息)")
_NUMERALS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")


def kind_of_body(agency: str | None) -> DueDate | None:
    """Whose date binds the body: a department's or a government's; None where the name does not say.

    The law names neither townships nor zone committees; an office inside a government may publish for either.
    """
    name = (agency or "").strip()
    if not name or _TOWNSHIP.search(name) or _COMMITTEE.search(name):
        return None
    if name.endswith("政府"):
        return GOVERNMENT
    return None if "政府" in name or name.endswith(("办公室", "办公厅")) else DEPARTMENT


def stated_period(preface: str) -> tuple[date, date] | None:
    """The period that the preface states, None where it states none or no possible date."""
    found = _PERIOD.search(preface)
    if found is None:
        return None
    start = int(found["y1"])
    try:
        return (
            date(start, int(found["m1"]), int(found["d1"])),
            date(int(found["y2"] or start), int(found["m2"]), int(found["d2"])),
        )
    except ValueError:
        return None


def title_years(title: str) -> set[int]:
    """The years that the title names."""
    return {int(year.translate(_NUMERALS)) for year in _TITLE_YEAR.findall(title)}


def check_dates(subject: Subject) -> Iterator[Finding]:
    """The period, the years named, and the date of publication."""
    year = subject.report.year
    if year is None:
        return
    yield from _period(subject, year)
    yield from _published(subject, year)


def _period(subject: Subject, year: int) -> Iterator[Finding]:
    period = stated_period(subject.report.preface)
    named = title_years(subject.report.title)
    if named and year not in named:
        told = "、".join(str(y) for y in sorted(named))
        yield RULE["YEAR"].finding(
            f"标题写的是{told}年，报告年度是{year}年。", f"the title names {told}, the report is on {year}.",
            expected=year, found=subject.report.title[:60],
        )  # fmt: skip
    if period is None or period == (date(year, 1, 1), date(year, 12, 31)):
        return
    start, end = period
    yield RULE["PERIOD"].finding(
        f"报告写明的统计期限是{_day(start)}至{_day(end)}，应当是{year}年1月1日至{year}年12月31日。",
        f"the period stated is {start} to {end}; it must be 1 January to 31 December {year}.",
        expected=f"{year}-01-01—{year}-12-31", found=f"{start}—{end}",
    )  # fmt: skip


def _published(subject: Subject, year: int) -> Iterator[Finding]:
    published = subject.report.published_on
    if published is None:
        if subject.report.source_kind:
            yield RULE["PUBLISHED-UNKNOWN"].finding(
                "没有读到公布日期，不能核对是否按时公布。",
                "no date of publication was read, so it was not checked.",
                cause=Cause.UNREAD,
            )
        return
    if published <= date(year, 12, 31):
        yield RULE["PUBLISHED-EARLY"].finding(
            f"公布日期{_day(published)}早于{year}年度结束，请核实日期或者年度。",
            f"published on {published}, before {year} had ended: verify the date or the year.",
            expected=f"≥{year + 1}-01-01", found=published,
        )  # fmt: skip
        return
    late = _late(subject, year, published)
    if late is not None:
        yield late
    elif subject.local_due_on and published > subject.local_due_on:
        yield RULE["PUBLISHED-LOCAL"].finding(
            f"公布日期{_day(published)}，晚于本地规定的{_day(subject.local_due_on)}，没有超过法定日期。",
            f"published on {published}, after the local date {subject.local_due_on}, but within the statutory one.",
            expected=f"≤{subject.local_due_on}", found=published,
        )  # fmt: skip


_COPIED = ("；页面可能是后来重新发布的，请核实首次公布日期", "; perhaps a later copy")
_UNNAMED = ("；从名称不能确定适用哪一日期", "; the name does not say which date binds it")


def _late(subject: Subject, year: int, published: date) -> Finding | None:
    """Late by law; unsure where the name does not say which date binds the body, or the page may be a later copy."""
    body = kind_of_body(subject.report.agency)
    due = body or (GOVERNMENT if published > GOVERNMENT.after(year) else DEPARTMENT)
    last_day = due.after(year)
    if published <= last_day:
        return None
    copied = published.year > year + 1
    unsure = body is None or copied
    days = (published - last_day).days
    doubt, doubt_en = _COPIED if copied else _UNNAMED if unsure else ("", "")
    milder = Severity.WARNING if due is GOVERNMENT or copied else Severity.NOTICE
    return RULE["PUBLISHED"].finding(
        f"公布日期{_day(published)}，晚于{due.who}的法定日期{_day(last_day)}，逾期{days}天{doubt}。",
        f"published on {published}, {days} days after the statutory date for {due.gloss}, {last_day}{doubt_en}.",
        expected=f"≤{last_day}", found=published, basis=due.basis,
        severity=milder if unsure else Severity.ERROR, cause=Cause.UNSURE if unsure else Cause.REPORT,
    )  # fmt: skip


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
