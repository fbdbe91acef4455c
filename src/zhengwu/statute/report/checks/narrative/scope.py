"""Whose figure it is, and of which time: this body's in this year, another's, or one cannot tell."""

import re
from enum import Enum, auto

from zhengwu.statute.report.checks.subject import Subject


class Scope(Enum):
    """What a figure in the text covers."""

    OWN = auto()  # this body, this year
    UNSURE = auto()  # perhaps other bodies, or a part of the year
    OTHER = auto()  # another year, a part by channel, a comparison, a plan: not the quantity of the table


_WHOLE_PERIOD = re.compile(
    r"(?:20\d\d年)?1月1日(?:起)?(?:至|到|—+|-+|－|~|～)(?:20\d\d年)?12月31日(?:止|期间)?"
    r"|截[至止](?:到)?(?:20\d\d年)?(?:12月31日|年?底|年末)|公民、?法人(?:和|或|及|与|、)?(?:者)?其[他它]社?会?组织|群众(?:和|及)企业"
)
_OTHER = re.compile(
    r"网上|网络|线上|线下|平台|系统|信函|邮寄|邮政|邮件|EMS|当面|现场|窗口|传真|在线|书面|口头|电子|互联网|网站|自然人|公民|个人|"
    r"企业|律师|法律服务|法人|社会组织|科研|同比|环比|较|比|计划|拟|将|目标|预计|争取|占|平均|每|率|同期|历年|往年|近年|以来|"
    r"上半年|下半年|季度|日均|月均|最多|至少|审核|转办|增加|减少|增长|下降|剔除|涉及"
)
_LAST_YEAR = re.compile(r"去年|上一?年")
_YEAR = re.compile(r"(20\d\d)年")
_WIDER = re.compile(r"全市|全区|全县|全省|全州|全旗|全镇|全街|全系统|全国|各级|各区|各县|县区|区县|辖区")
_BODIES = re.compile(
    r"各部门|各单位|各镇|各街道|各乡|各地|下级|直属|所属|下属|市直|区直|县直|系统内|"
    r"本级|政府办|办公室|办公厅|名义|牵头|指导|协助|参与|配合"
)
_PART_OF_YEAR = re.compile(r"截至|截止|\d+月|月份|阶段|期间|累计|试点")
_WHOLE_YEAR = re.compile(r"全年|年度|本年|一年来")
_BODY = re.compile(r"([\u4e00-\u9fff]{2,12}?(?:局|委员会|厅|街道|镇|乡|公司|法院|检察院|办事处))")
_TELLING = 3  # so many last characters of a body's name tell it apart


def scope_of(subject: Subject, before: str, left: str, *, years: tuple[int, ...] = ()) -> Scope:
    """The scope of a figure: `before` is the sentence up to it, `left` its own clause.

    `years` are differences to the year reported on that the words may name, as in "carried in from last year".
    """
    before, left = _WHOLE_PERIOD.sub("", before), _WHOLE_PERIOD.sub("", left)
    year = subject.report.year
    named = _YEAR.findall(before)
    if named and year is not None and int(named[-1]) - year not in (0, *years):
        return Scope.OTHER
    if _OTHER.search(left) or (not years and _LAST_YEAR.search(left)):
        return Scope.OTHER
    if _BODIES.search(before) or (_WIDER.search(before) and not is_government(subject)):
        return Scope.UNSURE
    if _PART_OF_YEAR.search(before) and not _WHOLE_YEAR.search(before):
        return Scope.UNSURE
    return Scope.UNSURE if _names_another(subject, left) else Scope.OWN


def is_government(subject: Subject) -> bool:
    """Whether the report is a government's, so that figures of its whole territory are its own."""
    agency = subject.report.agency or ""
    return agency.endswith("政府") or ("政府" in agency and agency.endswith(("办公室", "办公厅")))


def _names_another(subject: Subject, left: str) -> bool:
    agency = subject.report.agency or ""
    names = (name for name in _BODY.findall(left) if name[-2] not in "我本")
    return any(name[-_TELLING:] not in agency for name in names)
