"""The text that a part starts with: sentences that the figures themselves bear out, for people to complete.

Which sentences there are depends on the figures; the figures in them stand in places, so that they stay live. What only
people can know (training, meetings, what went badly and why) is not made up here.
"""

from collections.abc import Callable, Mapping

from zhengwu.statute.disclosure import channels
from zhengwu.statute.report.model import Number

Values = Mapping[str, Number | str | None]
PLACES = {one.key: one.zh for one in channels().values() if one.key != "portal"}
REGULATION = "《中华人民共和国政府信息公开条例》"


def starting_text(part: str, values: Values) -> str:
    """The starting text of a part, with places for figures; empty where the tables say it all."""
    write = _PARTS.get(part)
    return write(values) if write else ""


def preface(report_year: int, form_document: str) -> str:
    """What stands between the title and part one: the basis, and the period that the figures are of."""
    return (
        f"本报告根据{REGULATION}和政府信息公开工作年度报告格式（{form_document}）编制。"
        f"本报告所列数据的统计期限自{report_year}年1月1日起，至{report_year}年12月31日止。"
    )


def _some(values: Values, *places: str) -> bool:
    """Whether one of the figures is known and not 0."""
    return any(isinstance(value := values.get(place), int) and value != 0 for place in places)


def _known(values: Values, *places: str) -> bool:
    return all(values.get(place) is not None for place in places)


def _overview(values: Values) -> str:
    lines = [
        f"{{year}}年，{{agency}}按照{REGULATION}的规定，做好政府信息公开工作。",
        f"（一）主动公开。{_published(values)}",
    ]
    requests = (
        "本年新收政府信息公开申请{requests.received.total}件，上年结转{requests.carried_in.total}件；"
        "本年度办结{requests.concluded.total}件，结转下年度继续办理{requests.carried_out.total}件。"
    )
    lines += [
        f"（二）依申请公开。{requests}",
        "（三）政府信息管理。公开的信息在公开前依法进行保密审查，申请的登记、办理、答复和送达全程留痕。",
        "（四）政府信息公开平台建设。申请的渠道、办理流程和联系方式向社会公布，办理进度可以查询。",
        f"（五）监督保障。{_contested(values)}",
    ]
    return "\n".join(lines)


def _published(values: Values) -> str:
    return f"{_documents(values)}{_placed(values)}"


def _placed(values: Values) -> str:
    """How many were published where, for whoever keeps the register of publications here."""
    if not _known(values, "published.portal"):
        return ""
    others = [name for name in PLACES if _some(values, f"published.{name}")]
    told = "、".join(f"{PLACES[name]}{{published.{name}}}条" for name in others)
    also = f"，并通过{told}同步公开" if told else ""
    return f"全年通过政府网站主动公开政府信息{{published.portal}}条{also}。"


def _documents(values: Values) -> str:
    documents = [f"publications.normative_documents.{column}" for column in ("issued", "repealed", "in_force")]
    if not _known(values, *documents):
        return "应当主动公开的政府信息依照条例第二十条、第二十一条公开，数量见第二部分。"
    issued, repealed, in_force = (f"{{{place}}}" for place in documents)
    return f"本年制发行政规范性文件{issued}件，废止行政规范性文件{repealed}件，现行有效行政规范性文件{in_force}件。"


def _contested(values: Values) -> str:
    if not _some(values, "remedies.review.total", "remedies.direct_suit.total", "remedies.suit_after_review.total"):
        return "申请人认为答复不当的，告知其可以申请行政复议或者提起行政诉讼。"
    return (
        "本年度因政府信息公开被申请行政复议{remedies.review.total}件，"
        "未经复议直接起诉的行政诉讼{remedies.direct_suit.total}件，复议后起诉的行政诉讼{remedies.suit_after_review.total}件。"
    )


def _problems(values: Values) -> str:
    found = []
    if _some(values, "requests.carried_out.total"):
        found.append(("部分申请跨年度办理，办理进度还需加快", "对未办结的申请逐件明确责任人和办结时间"))
    if _some(values, *(f"remedies.{way}.corrected" for way in ("review", "direct_suit", "suit_after_review"))):
        found.append(
            ("有的答复在行政复议或者行政诉讼中被纠正，答复质量还需提高", "对被纠正的答复逐件分析原因，完善审核")
        )
    if _some(values, "requests.unable_still_unclear.total", "requests.other_uncorrected.total"):
        found.append(("部分申请内容不明确，对申请人的指导还需加强", "补正告知写明需要补正的内容和方式"))
    if not found:
        found.append(("主动公开的内容与群众需求的对应还需加强", "根据申请集中的事项，完善主动公开的内容"))
    numbered = list(zip("一二三", found, strict=False))
    problems = "".join(f"{numeral}是{problem}。" for numeral, (problem, _) in numbered)
    measures = "".join(f"{numeral}是{measure}。" for numeral, (_, measure) in numbered)
    return f"（一）存在的主要问题。{problems}\n（二）改进情况。{measures}"


def _other(values: Values) -> str:
    return (
        "按照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），本年度发出收费通知{fees.notices.count}件，"
        "总金额{fees.notices.sum}元，实际收取信息处理费{fees.payments.sum}元。\n除此以外，没有其他需要报告的事项。"
    )


_PARTS: Mapping[str, Callable[[Values], str]] = {
    "overview": _overview,
    "problems": _problems,
    "other_matters": _other,
}
