"""The text of a holiday notice 部分节假日安排的通知 read into days: which are off, which are worked in exchange.

Read are sentences of the kinds that the notices of 2007 and after use, under the name of a holiday: "1月1日（周四）
至3日（周六）放假调休，共3天。1月4日（周日）上班。", "4月5日放假，4月7日（星期一）补休。". A weekday or a number of days
in the text is compared with the calendar. Nothing is guessed: what names a day and was not used is given back as a
doubt, for a person to look at. What the days may be at all, `plans` says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from zhengwu.statute.calendar.marks import days_of
from zhengwu.statute.calendar.model import MakeUp, Span

LONGEST = 31  # days of one holiday
MOST = 20_000  # characters; a notice has some six hundred
NAMES = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
_NAME = "|".join(("国际劳动节", *NAMES))
_HEAD = re.compile(rf"((?:{_NAME})(?:[、和与](?:{_NAME}))*)\s*:")
_NUMBER = re.compile(r"国办发(?:明电)?\s*[〔\[(【]\s*(\d{4})\s*[〕\])】]\s*(?:第\s*)?(\d+)\s*号")
_YEAR = re.compile(r"(20\d\d)年部分节假日")
_ISSUED = re.compile(r"^\s*(20\d\d)年(\d{1,2})月(\d{1,2})日\s*$", re.MULTILINE)
_DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^()]*)\))?")
_RANGE = re.compile(rf"({_DAY.pattern})(?:至({_DAY.pattern}))?")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_COUNT = re.compile(r"(?:共|放假)(?:计)?(\d{1,2})天")
_WEEK = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_SIGNS = str.maketrans("０１２３４５６７８９（）：；～—–－", "0123456789():;至至至至")
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in the text that does not fit or was not used: the words, and what about them in both languages."""

    quote: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class NoticeReading:
    """What was understood of a notice. Empty where the text does not say: `year` 0, `notice` "", `issued` None."""

    year: int
    notice: str
    issued: date | None
    off: tuple[Span, ...]
    work: tuple[MakeUp, ...]
    doubts: tuple[Doubt, ...]

    def days(self) -> str:
        """The year and its days as rows of the CSV that `plan_from` reads."""
        rows = ["类别,起始,截止,名称", f"年份,{self.year or ''}"]
        rows += [f"放假,{one.first},{one.last},{one.name}" for one in self.off]
        rows += [f"上班,{one.on},,{one.name}" for one in self.work]
        return "\n".join(rows) + "\n"


def plan_of(days: str, notice: str, issued: date | None) -> str:
    """The CSV of a plan: rows of days, with the number and the date of their notice after them."""
    dated = f"发布日期,{issued}\n" if issued else ""
    return f"{days.rstrip()}\n文号,{notice.replace(',', '，')}\n{dated}"


@dataclass(slots=True)
class _Reader:
    """What has been found so far in the part of one holiday; `last` is the day written last, for those that follow."""

    year: int
    name: str = ""
    off: list[Span] = field(default_factory=list)
    work: list[MakeUp] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    last: date | None = None

    def doubt(self, quote: str, zh: str, en: str) -> None:
        self.doubts.append(Doubt(quote.strip()[:80], zh, en))


def notice_from(text: str, year: int = 0) -> NoticeReading:
    """What the text says. `year` is used where the text does not name one; without either nothing can be read."""
    plain = text[:MOST].translate(_SIGNS).replace("\u3000", " ")
    plain = re.sub(r"\s*至[至\s]*", "至", plain).replace("到", "至")
    named = _YEAR.search(plain)
    reader = _Reader(int(named[1]) if named else year)
    if not reader.year:
        reader.doubt("", "没有看出是哪一年的安排，请填写年份。", "The text names no year: fill it in.")
    elif not (heads := list(_HEAD.finditer(plain))):
        reader.doubt("", "没有找到“元旦：……”这样的段落。", "No paragraph like “元旦：…” was found.")
    else:
        ends = [head.start() for head in heads[1:]] + [len(plain)]
        for head, end in zip(heads, ends, strict=True):
            reader.name, reader.last = head[1].replace("国际劳动节", "劳动节"), None
            _read_part(plain[head.end() : end], reader)
    number, issued = _NUMBER.search(plain), _issued(plain)
    notice = ""
    if number:
        kind = "国办发明电" if "明电" in number[0] else "国办发"
        notice = f"{kind}〔{number[1]}〕{number[2]}号"
    return NoticeReading(reader.year, notice, issued, tuple(reader.off), tuple(reader.work), tuple(reader.doubts))


def _issued(text: str) -> date | None:
    found = _ISSUED.search(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _read_part(text: str, reader: _Reader) -> None:
    """The sentences under the name of one holiday, up to the paragraph that is no sentence about days any more."""
    for sentence in re.split(r"[。;]", text):
        joined = re.sub(r"\s+", "", sentence)
        if _ISSUED.search(sentence) or not _DAY.search(joined):
            continue
        _read_sentence(joined, reader)


def _read_sentence(sentence: str, reader: _Reader) -> None:
    """One sentence: its clauses, the number of days it names, and whether anything in it was left over."""
    used, waiting, taken = False, "", list[Span]()
    for clause in re.split(r"[,，](?![^(]*\))", sentence):
        whole = waiting + clause
        waiting = ""
        if _is_days_only(clause):
            waiting = f"{whole}、"
        elif clause.endswith("上班"):
            used = True
            for first, last in _days(whole, reader):
                reader.work += [MakeUp(on, reader.name) for on in days_of(first, last)]
        elif re.search(r"放假|补休|调休", clause) and "调至" not in clause and "不放假" not in clause:
            used = True
            taken += [Span(first, last, reader.name) for first, last in _days(whole, reader)]
    reader.off += taken
    said = _COUNT.search(sentence)
    days = sum((span.last - span.first).days + 1 for span in taken)
    if said and taken and int(said[1]) != days:
        reader.doubt(
            sentence, f"文中说{said[1]}天，按起止日期是{days}天。", f"It says {said[1]} days; its dates are {days}."
        )
    if not used and not re.search(r"公休日|法定节", sentence):
        reader.doubt(sentence, "这句话里有日期，但没有用上。", "This sentence names a day and was not used.")


def _is_days_only(clause: str) -> bool:
    return bool(_DAY.search(clause)) and not _RANGE.sub("", clause).strip("、和及")


def _days(clause: str, reader: _Reader) -> Iterator[tuple[date, date]]:
    """The days and ranges of days of a clause. What cannot be is a doubt."""
    for found in _RANGE.finditer(clause):
        first = _day(found.groups()[1:5], clause, reader)
        last = _day(found.groups()[6:10], clause, reader) if found[6] else first
        if first is None or last is None:
            continue
        if last < first:
            reader.doubt(clause, f"截止日 {last} 早于起始日 {first}。", f"It ends on {last}, before {first}.")
        elif (last - first).days >= LONGEST:
            reader.doubt(clause, f"{first} 至 {last} 太长。", f"{first} to {last} is too long.")
        else:
            yield first, last


def _day(parts: tuple[str | None, ...], clause: str, reader: _Reader) -> date | None:
    year, month, day, remark = parts
    before = reader.last
    if month is None and before is None:
        reader.doubt(clause, f"“{day}日”没有写明月份。", f"“{day}日” has no month.")
        return None
    wanted_month = int(month) if month else before.month if before else 0
    if year is not None:
        wanted_year = int(year)
    elif month is None and before is not None:
        wanted_year = before.year
    else:
        early = "元旦" in reader.name and wanted_month == _DECEMBER
        wanted_year = reader.year - 1 if early else reader.year
    try:
        on = date(wanted_year, wanted_month, int(day or 0))
    except ValueError:
        reader.doubt(clause, f"没有{wanted_month}月{day}日。", f"There is no {wanted_year}-{wanted_month}-{day}.")
        return None
    reader.last = on
    said = _WEEKDAY.search(remark or "")
    if said and _WEEK[said[1]] != on.weekday():
        name = "一二三四五六日"[on.weekday()]
        zh = f"文中说{on.month}月{on.day}日是周{said[1]}，{on.year}年的这一天是周{name}。"
        reader.doubt(clause, zh, f"It calls {on} 周{said[1]}; it is 周{name}.")
    return on
