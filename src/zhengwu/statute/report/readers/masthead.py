"""Who reports, on which year, published when: from the title, the preface, the signature and the page's head."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from zhengwu.statute.report.readers.words import normal, one_line, simplify, squeeze

_REPORT = re.compile(r"(?:政府信息公开|政务公开|信息公开)[^。]{0,12}(?:报告|年报)")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?=年)")
_TITLE = re.compile(
    r"^(?P<before>.*?)(?:关于)?(?:发布|公布|印发)?(?P<year>20[0-4]\d)年度?(?P<between>.*?)"
    r"(?:开展)?(?:的)?(?:政府信息公开|政务公开|信息公开)"
)
_BODY = re.compile(r"[\u4e00-\u9fff·]{2,40}")
_ENDS = (
    "局|政府|委员会|厅|办公室|办事处|中心|委|办|院|部|署|所|管委会|银行|公司|大学|学院|"
    "处|队|站|会|馆|社|街道|镇|乡|园区"
)
_CONTACT = re.compile(
    rf"(?:请|可)?(?:与|向|和)(?P<name>[\u4e00-\u9fff]{{3,40}}?(?:{_ENDS}))"
    "(?:政务公开[^联]*?|办公室|[^联，,。]{0,12})?(?:联系|咨询|反映)"
)
_MADE_BY = re.compile(
    rf"由(?P<name>[\u4e00-\u9fff]{{3,40}}?(?:{_ENDS}))(?:办公室)?(?:负责)?(?:编制|根据|按照|依据|综合|编写)"
)
_SUBJECT = re.compile(
    r"^(?:20\d\d年(?:度)?[,，]?)?(?P<name>[\u4e00-\u9fff]{2,24}?(?:局|政府|委员会|厅|中心|办事处|管委会|院))"
    r"(?:办公室)?(?:认真|严格|坚持|深入|全面|积极|高度|始终|切实|以习|按照|根据|紧紧|围绕|扎实|持续|不断|信息公开|政府信息)"
)
_PLACELESS = re.compile(r"^(?:部门|各|全|年度|区(?!域)|县|市(?!场)|省|自治|镇|乡|街道|本|我)")
_PREFIX = re.compile(r"([\u4e00-\u9fff]{1,10}?(?:省|自治区|市|州|盟|地区|区|县))$")
_CUTTERS = re.compile("[由与向请和的据及是系为在对将按照至,，。;；:：、()（）《》“”\\s]")
_PUBLISHED = (
    re.compile(r"(?:发布|公布|刊登)(?:时间|日期)[:： ]*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})"),
    re.compile(r"(?:公开|发文|成文|生成)(?:时间|日期)[:： ]*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})"),
    re.compile(r"^(?:时间|日期)[:： ]*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})"),
)
_SIGNED = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$")
_REST = ("年度报告", "公开工作年度报告", "工作年度报告", "信息公开工作年度报告", "报告", "度报告")
_NO_TITLE = re.compile("[。；]|当前位置|首页>|通知|条例|分类:")
_PERIOD = re.compile(r"(20[0-4]\d)年1月1日.{0,6}?(?:至|到|—|-|~).{0,6}?12月31日")


def find_title(lines: Sequence[str], page_title: str = "") -> str:
    """The report's title: a short line before part one that names a report; two lines joined where it was broken."""
    best = ""
    for index, text in enumerate(lines):
        plain = one_line(text)
        word = normal(text)
        follows = normal(lines[index + 1]) if index + 1 < len(lines) else ""
        broken = follows in _REST and bool(_REPORT.search(word + follows))
        if (
            len(word) > 64
            or not (broken or _REPORT.search(word))
            or re.search("[。；]|当前位置|首页>|通知|条例|分类:", word)
        ):
            continue
        plain = re.sub(r"^标\s*题\s*[:：]\s*", "", plain)
        if broken:
            plain += one_line(lines[index + 1])
        if not _TITLE.match(normal(plain)) and index and len(lines[index - 1]) < 40:
            before = one_line(lines[index - 1])
            if _continues(before, plain):
                plain = before + plain
        elif _TITLE.match(normal(plain)) and not _agency_in(plain) and index and _is_body(lines[index - 1]):
            plain = one_line(lines[index - 1]) + plain
        if _better(plain, best):
            best = plain
    if not best and _REPORT.search(normal(page_title)):
        best = re.split(r"[_|]|-(?!\d)", one_line(page_title))[0].strip()
    return best


def _continues(before: str, text: str) -> bool:
    return bool(_TITLE.match(normal(before + text))) and not re.search("[:：。>]", before)


def _is_body(text: str) -> bool:
    plain = normal(text)
    return bool(_BODY.fullmatch(plain)) and bool(re.search(f"(?:{_ENDS})$", plain)) and len(plain) < 30


def _better(title: str, best: str) -> bool:
    """A title with year and body is better than one without; of equals the first one wins."""
    return bool(title) and (not best or _worth(title) > _worth(best))


def _worth(title: str) -> int:
    agency = _agency_in(title)
    return 2 * bool(_YEAR.search(normal(title))) + bool(agency and not _PLACELESS.match(agency))


def _agency_in(title: str) -> str:
    """The body named in a title, in Simplified script; empty where it names none."""
    found = _TITLE.match(normal(title))
    pieces = (found["before"], found["between"]) if found else (re.split("政府信息公开|政务公开", normal(title))[0],)
    for piece in pieces:
        name = re.sub(r"^(?:.*[>:：】\]])?(?:关于)?|(?:关于|的)+$", "", piece).strip("《》“”-—_()")
        if _BODY.fullmatch(name) and len(name) >= 2 and not re.fullmatch("开展|度|年度|工作", name):
            return name
    return ""


def find_agency(title: str, preface: str, overview: str) -> str | None:
    """The reporting body: from the title, made whole from the preface; without a title from whoever signs as maker."""
    name = _agency_in(title)
    preface = simplify(squeeze(preface))
    if name:
        whole = _made_whole(name, preface)
        return None if _PLACELESS.match(whole) else whole
    for pattern, text in ((_MADE_BY, preface), (_CONTACT, preface), (_SUBJECT, _first_line(overview))):
        found = pattern.search(simplify(text))
        if found:
            name = re.sub(r"(?<=政府)办公[室厅]$", "", found["name"])
            if not _PLACELESS.match(name):
                return name
    return None


def _first_line(text: str) -> str:
    return squeeze(text.split("\n", 1)[0])


def _made_whole(name: str, preface: str) -> str:
    """`name` with the city or province that the preface puts in front of it."""
    for found in re.finditer(re.escape(name), preface):
        before = _CUTTERS.split(preface[max(0, found.start() - 16) : found.start()])[-1]
        prefix = _PREFIX.search(before)
        if prefix and prefix.group() == before:
            return before + name
    return name


def find_year(title: str, preface: str, overview: str) -> int | None:
    """The year reported on: from the title, the statistics period, or the year named most in the opening."""
    found = _TITLE.match(normal(title)) or _YEAR.search(normal(title))
    if found:
        return int(found["year"] if "year" in found.re.groupindex else found.group(1))
    opening = normal(preface + overview[:3000])
    period = _PERIOD.search(opening)
    if period:
        return int(period.group(1))
    report = re.search(r"(20[0-4]\d)年度?(?:政府信息公开|政务公开|信息公开)[^。]{0,8}报告", opening)
    if report:
        return int(report.group(1))
    years = Counter(_YEAR.findall(opening))
    return int(years.most_common(1)[0][0]) if years else None


def find_published(lines: Sequence[str], year: int | None) -> date | None:
    """The day of publication printed by the site, else the day under the signature; only days after the year ended."""
    opening = [normal(text) for text in (*lines[:60], *lines[-30:]) if "20" in text or "２" in text]
    for pattern in _PUBLISHED:
        for text in opening:
            found = pattern.search(text)
            if found and (day := _day(found.groups(), year)):
                return day
    for text in reversed(lines[-40:]):
        found = _SIGNED.match(normal(text)) if "日" in text else None
        if found and (day := _day(found.groups(), year)):
            return day
    return None


def _day(numbers: Sequence[str | None], year: int | None) -> date | None:
    try:
        day = date(*(int(number or 0) for number in numbers))
    except ValueError:
        return None
    return day if year is None or day.year >= year else None
