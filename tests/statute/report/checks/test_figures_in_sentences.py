"""Percentages, growth and lists: recomputed where the sentence holds all that is needed, else left alone."""

import pytest

from tests.statute.report.checks.builder import build, figure, with_cell, zeros
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.model import Severity


def found(text, **given):
    """The rules about the text that find something, with their severity."""
    report = with_cell(build(zeros(), texts={"overview": text}), "requests", ("received", "total"), figure(6))
    return [(f.rule, f.severity.value, f.expected) for f in check(report, **given) if f.rule.startswith("TXT")]


FINE = [
    "共有事项1727项，其中马上办1238项，占比72%；网上办1640项，占比95%。",  # 71.7 and 94.96, rounded
    "共有事项835项，其中马上办610项，占比73.05%。",
    "共有事项3项，其中网办2项，占比66.6%。",  # cut off, not rounded
    "自然人申请18件，占85.7%；法人申请3件，占14.3%。",  # the whole is not in the sentence
    "办理18件，占全市总数的3%。",
    "热线工单4388件，办结率91.3%。",
    "共有事项832项，即办率62.5%。",
    "共有事项832项，好评率99.99%，时限压缩89.81%。",
    "发布信息84条，其中：动态50条、公告34条。",
    "发布信息100条，其中动态60条，公告30条。",  # need not be complete
    "发布信息100条，其中：动态60条、公告30条等。",
    "政务服务300项，其中网上办290项、就近办200项、一次办300项。",  # kinds that overlap
    "收到文件20件，其中：甲类12件（含急件5件）、乙类8件。",
    "开展培训5次，其中线上2次，参加300人次。",
    "发布信息近100条，其中：动态60条、公告30条。",
]
WRONG = {
    "共有事项1727项，其中网上办1627项，占比95%。": ("TXT-PERCENT", "warning", "94.2%"),
    "共有事项1727项，其中就近办750项，占比78%。": ("TXT-PERCENT", "notice", "43.4%"),
    "共有事项832项，网办率86.6%，零跑动率89.81%。": ("TXT-ATTAIN", "notice", "总数832"),
    "发布信息84条，其中：动态50条、公告30条、其他2条。": ("TXT-SUM", "warning", "84"),
    "发布信息84条，其中动态50条、公告40条。": ("TXT-SUM", "notice", "84"),
    "发布信息84条。其中：动态50条、公告30条。": ("TXT-SUM", "warning", "84"),
}


@pytest.mark.parametrize("text", FINE)
def test_it_leaves_sound_sentences_alone(text):
    assert found(text) == []


@pytest.mark.parametrize("text", WRONG)
def test_it_recomputes(text):
    assert found(text) == [WRONG[text]]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("收到政府信息公开申请6件，同比增长50%。", None),
        ("收到政府信息公开申请6件，较上年增加2件。", None),
        ("收到政府信息公开申请6件，同比增长33.3%。", "50.0%"),
        ("收到政府信息公开申请6件，比去年减少2件。", "2件"),
    ],
)
def test_growth_is_recomputed_from_last_year(text, right):
    last = with_cell(build(zeros(), year=2022), "requests", ("received", "total"), figure(4))
    growth = [expected for rule, _, expected in found(text, last_year=last) if rule == "TXT-GROWTH"]
    assert growth == ([right] if right else [])
    assert found(text) == []


def test_a_text_is_never_more_than_a_warning():
    for text in WRONG:
        assert all(severity != Severity.ERROR for _, severity, _ in found(text))
