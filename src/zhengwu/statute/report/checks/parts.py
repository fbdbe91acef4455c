"""Rules about the six parts: all there, titled, numbered and in order; part five says something; fees in part six."""

import re
from collections.abc import Iterator

from zhengwu.statute.report.checks.catalogue import RULE
from zhengwu.statute.report.checks.labels import number
from zhengwu.statute.report.checks.subject import Subject
from zhengwu.statute.report.formats import PartForm
from zhengwu.statute.report.model import Cause, CellRef, Finding, Part

_NUMBERED = re.compile(r"^\s*第?([一二三四五六七八九十]{1,3}|\d{1,2})(?:[、.．,，:：\s]|部分)")
_DIGITS = {numeral: str(value) for value, numeral in enumerate("一二三四五六七八九十", start=1)}
_SIGNS = re.compile(r"[\s，。、；：:;,.（）()“”\"'!！]+")
_NOTHING = re.compile(
    r"(?:本单位|本机关|本部门|我单位|我局|我委|我区|我县|我市|本局)?(?:20\d\d年?度?)?(?:暂|均|尚)?(?:无|没有|不存在|未发现)?"
    r"(?:其他|其它)?(?:需要|需)?(?:报告)?(?:的)?(?:事项|情况)?(?:存在的?)?(?:主要|突出)?(?:问题)?(?:及|和|与)?(?:改进)?(?:的)?(?:情况|措施)?"
)
_FEE_WORDS = re.compile(r"收费|信息处理费|费用")
_PROCESSING = re.compile(
    r"信息处理费|收费通知|依申请[^。；]{0,20}收(?:取|费)|(?:未|没有|无)[^。；]{0,12}(?:收费|收取)|费用"
)
_SUM = re.compile(
    r"\d\s*(?:余|多)?\s*(?:万|亿)?元|[零〇一二三四五六七八九十百千万]+元|\d+\s*件|未|无|没有|不收|免收|零|“?0”?"
)


def says_nothing(text: str) -> bool:
    """Whether a part is empty or says only that there is nothing."""
    return _NOTHING.fullmatch(_SIGNS.sub("", text).replace("無", "无")) is not None


def check_parts(subject: Subject) -> Iterator[Finding]:
    """The six parts of the form against what was found."""
    parts = subject.report.parts
    if not parts:
        if subject.report.source_kind:
            yield RULE["PART-MISSING"].finding(
                "没有读到报告的文字部分，六个部分没有核对。",
                "no part of the text was read, so the six parts were not checked.",
                cause=Cause.UNREAD,
            )
        return
    missing = [form for form in subject.form.parts if not _there(subject, form)]
    if missing:
        titles = "、".join(form.title for form in missing)
        yield RULE["PART-MISSING"].finding(
            f"报告没有以下部分：{titles}。",
            f"the report lacks: {', '.join(form.gloss for form in missing)}.",
            expected=f"{len(subject.form.parts)}个部分", found=f"{len(subject.form.parts) - len(missing)}个部分",
        )  # fmt: skip
    for form in subject.form.parts:
        part = parts.get(form.key)
        if part is not None and form not in missing:
            yield from _heading(form, part)
    yield from _order(subject)
    yield from _said(subject)


def _there(subject: Subject, form: PartForm) -> bool:
    part = subject.report.parts.get(form.key)
    return part is not None and bool(part.heading.strip() or part.text.strip())


def _heading(form: PartForm, part: Part) -> Iterator[Finding]:
    heading = part.heading.strip()
    if not heading:
        yield RULE["PART-HEADING"].finding(
            f"“{form.title}”部分没有标题。",
            f"the part “{form.gloss}” has no heading.",
            expected=form.title,
            place=part.place,
        )
        return
    printed, wanted = _NUMBERED.match(heading), _NUMBERED.match(form.title)
    if printed and wanted and _plain(printed[1]) != _plain(wanted[1]):
        yield RULE["PART-NUMBER"].finding(
            f"“{heading[:40]}”的序号是“{printed[1]}”，按格式应为“{wanted[1]}”。",
            f"the part “{form.gloss}” is numbered {_plain(printed[1])}; in the form it is {_plain(wanted[1])}.",
            expected=wanted[1], found=printed[1], place=part.place,
        )  # fmt: skip


def _plain(numeral: str) -> str:
    return _DIGITS.get(numeral, numeral)


def _order(subject: Subject) -> Iterator[Finding]:
    wanted = [form.key for form in subject.form.parts]
    found = [key for key, part in subject.report.parts.items() if key in wanted and part.heading.strip()]
    places = [subject.report.parts[key].place for key in found]
    if all(place is not None and place.line is not None for place in places):
        found.sort(key=lambda key: _position(subject.report.parts[key]))
    if found != [key for key in wanted if key in found]:
        titles = {form.key: form for form in subject.form.parts}
        yield RULE["PART-ORDER"].finding(
            f"各部分的次序与格式不同：{'、'.join(titles[key].title for key in found)}。",
            f"the parts stand in another order than in the form: {', '.join(titles[key].gloss for key in found)}.",
            expected="、".join(titles[key].title for key in wanted if key in found),
            found="、".join(titles[key].title for key in found),
        )


def _position(part: Part) -> tuple[int, int]:
    return (part.place.page or 0, part.place.line or 0) if part.place else (0, 0)


def _said(subject: Subject) -> Iterator[Finding]:
    """Part one and part five say something; part six tells about fees."""
    parts = subject.report.parts
    overview, problems, other = (parts.get(key) for key in ("overview", "problems", "other_matters"))
    if overview is not None and overview.heading and says_nothing(overview.text):
        yield RULE["PART-EMPTY"].finding(
            "第一部分“总体情况”没有内容。", "part one, the overall situation, says nothing.", place=overview.place
        )
    if problems is not None and problems.heading and says_nothing(problems.text):
        text = problems.text.strip()
        yield RULE["SEC5"].finding(
            f"第五部分“存在的主要问题及改进情况”{f'只写“{text[:20]}”' if text else '没有内容'}。",
            "part five, main problems and improvement, says nothing.",
            expected="主要问题和改进情况", found=text, place=problems.place,
        )  # fmt: skip
    if other is not None and other.heading:
        yield from _fees(subject, other)


def _fees(subject: Subject, other: Part) -> Iterator[Finding]:
    mentioned = _FEE_WORDS.search(other.text)
    sheet = subject.sheet("publications")
    if sheet is not None and not mentioned:
        cell = sheet.table.cell("administrative_fees", "amount")
        if cell.value is not None and cell.value > 0:
            yield RULE["FEE"].finding(
                f"表二行政事业性收费{number(cell.value)}{cell.unit or '万元'}，第六部分没有报告收费情况。",
                f"fees of {number(cell.value)} were collected, but part six says nothing about fees.",
                cells=(CellRef("publications", "administrative_fees", "amount", cell.raw, cell.place),),
                expected="第六部分报告收费情况", found=other.text.strip()[:40],
            )  # fmt: skip
            return
    nothing = says_nothing(other.text)
    if not nothing and not _PROCESSING.search(other.text) and RULE["FEE-REPORT"].in_force(subject.report.year):
        yield RULE["FEE-REPORT"].finding(
            "第六部分没有报告收取信息处理费的情况。",
            "part six does not say whether fees for processing information were charged.",
            expected="信息处理费收取情况", place=other.place,
        )  # fmt: skip
    named = re.search(r"信息处理费", other.text)
    if (
        named
        and not _SUM.search(_SIGNS.sub("", _without_titles(other.text)))
        and RULE["FEE-SUM"].in_force(subject.report.year)
    ):
        yield RULE["FEE-SUM"].finding(
            "第六部分提到信息处理费，但没有写明件数、金额或者没有收取。",
            "part six names the processing fee, but neither a sum nor that there was none.",
            expected="收费通知件数、总金额、实际收取金额", place=other.place,
        )  # fmt: skip


def _without_titles(text: str) -> str:
    """The text without the titles and numbers of documents, which hold figures that are no sums."""
    return re.sub(r"《[^》]*》|〔\d+〕\d+号|20\d\d年", "", text)
