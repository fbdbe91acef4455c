"""The text against the tables: what a sentence states, whose figure it is, and when it is better to say nothing."""

from decimal import Decimal

import pytest

from tests.statute.report.checks.builder import build, figure, with_cell, zeros
from zhengwu.statute.report.checks import check
from zhengwu.statute.report.checks.narrative.agreement import statements
from zhengwu.statute.report.checks.narrative.scope import Scope
from zhengwu.statute.report.checks.narrative.sentences import numeral, plain, sentences
from zhengwu.statute.report.checks.subject import subject_of
from zhengwu.statute.report.model import Cause, Severity


def says(text, received, **more):
    """A report that says this; table three states so many requests received (None: it was not read)."""
    report = build(zeros(), texts={"overview": text}, **more)
    return with_cell(report, "requests", ("received", "total"), None if received is None else figure(received))


def stated(text, agency="清河市青山区档案局", part="overview"):
    """What the text states, as name, value and scope."""
    report = build(zeros(), texts={part: text}, agency=agency)
    subject = subject_of(report)
    found = [statement for sentence in sentences(report) for statement in statements(subject, sentence)]
    return [f"{said.claim.name}={said.value}{'?' * (said.scope is Scope.UNSURE)}" for said in found]


def found(text, received=0, **more):
    """What is found about requests received: severity and cause."""
    report = says(text, received, **more)
    return [(f.severity, f.cause) for f in check(report) if f.rule == "TXT-RECEIVED"]


WRONG = (Severity.WARNING, Cause.REPORT)
UNSURE = (Severity.NOTICE, Cause.UNSURE)

STATED = {
    "全年收到政府信息公开申请21件，上年结转2件，办结20件，结转下年度3件。": [
        "新收=21", "上年结转=2", "办结=20", "结转下年度=3",
    ],
    "办结政府信息公开申请20件，其中予以公开12件，部分公开3件，不予公开2件。": [
        "办结=20", "予以公开=12", "部分公开=3", "不予公开=2",
    ],
    "本年收到公民、法人和其他组织提出的政府信息公开申请21件，均按期答复。": ["新收=21"],
    "本年收到依申请公开21件，其中网络申请15件，信函申请6件。": ["新收=21"],
    "依申请公开方面，全年受理21件，办结率100%。": ["新收=21"],
    "（三）依申请公开。全年共收到21件，答复20件。": ["新收=21", "答复=20"],
    "收到十二件政府信息公开申请。": ["新收=12"],
    "本年度，我局共收到1件政府信息公开申请。": ["新收=1"],
    "截至2023年12月31日，共收到政府信息公开申请21件。": ["新收=21"],
    "2022年收到政府信息公开申请15件，2023年收到政府信息公开申请21件。": ["新收=21"],
    "政府信息公开申请2022年度结转2件，结转2024年办理1件。": ["上年结转=2", "结转下年度=1"],
    "本机关未收到政府信息公开申请。": ["新收=0"],
    "全年无依申请公开事项。": ["新收=0"],
    "未发生因政府信息公开引起的行政复议、行政诉讼。": ["行政复议=0", "行政诉讼=0"],
    "因政府信息公开被申请行政复议3件，结果维持2件，结果纠正1件；被提起行政诉讼1件。": [
        "行政复议=3", "行政复议维持=2", "行政复议纠正=1", "行政诉讼=1",
    ],
    "政府信息公开行政诉讼案件4件，其中未经复议直接起诉1件，复议后起诉3件。": [
        "行政诉讼=4", "未经复议直接起诉=1", "复议后起诉=3",
    ],
    "政府信息公开类行政诉讼2起（其中一审1起，二审1起）。": ["行政诉讼=2"],
    "制发行政规范性文件3件，废止1件，现行有效行政规范性文件12件。": [
        "制发规范性文件=3", "废止规范性文件=1", "现行有效规范性文件=12",
    ],
    "全年作出行政许可决定550件。": ["行政许可决定=550"],
    "收取行政事业性收费77.28万元。": ["行政事业性收费=77.28"],
    "各镇街共收到政府信息公开申请56件。": ["新收=56?"],
    "全市共收到政府信息公开申请356件。": ["新收=356?"],
    "截至10月底，收到政府信息公开申请18件。": ["新收=18?"],
    "红河县气象局收到政府信息公开申请8件。": ["新收=8?"],
}  # fmt: skip

SILENT = [
    "未收到不予公开的政府信息公开申请。",
    "没有因政府信息公开申请收取费用。",
    "无正当理由大量反复的政府信息公开申请，依法处理。",
    "未发生政府信息公开行政复议败诉案件。",
    "全年办理各类行政复议案件125件，其中维持80件。",
    "全年主动公开政府信息1136条，其中规范性文件5件。",
    "热线受理群众来电4388件，办理代表建议12件。",
    "收到网民留言35条，均已答复。",
    "通过网络收到政府信息公开申请15件。",
    "推进“一件事”改革，落地12个“一件事”。",
    "在网站公示行政许可信息3512条，行政处罚信息45条。",
    "计划明年受理政府信息公开申请实现全程网办，争取办结率100%。",
    "收到申请后5个工作日内登记，15件申请提前答复。",
    "予以公开或者部分公开15件政府信息公开申请。",
    "收到政府信息公开申请近20件。",
    "同比增加政府信息公开申请5件。",
]


def test_it_works():
    assert found("全年收到政府信息公开申请6件。", received=6) == []
    assert found("全年收到政府信息公开申请6件。", received=5) == [WRONG]


@pytest.mark.parametrize("text", STATED)
def test_what_a_sentence_states(text):
    assert stated(text) == STATED[text]


@pytest.mark.parametrize("text", SILENT)
def test_it_says_nothing_about_other_quantities(text):
    assert stated(text) == []


def test_the_whole_territory_is_a_governments_own():
    assert stated("全市共收到政府信息公开申请356件。", agency="清河市人民政府") == ["新收=356"]
    assert stated("市公安局收到政府信息公开申请56件。", agency="清河市人民政府") == ["新收=56?"]


def test_traditional_script_is_read_as_well():
    assert stated("本年度共受理政府信息公開申請２１ 件，結轉下年度1件。") == ["新收=21", "结转下年度=1"]


def test_none_in_words_against_a_number():
    assert found("本机关未收到政府信息公开申请。", received=2) == [WRONG]


def test_a_doubtful_scope_makes_it_unsure():
    assert found("截至10月底，收到政府信息公开申请6件。", received=9) == [UNSURE]


def test_where_one_sentence_agrees_the_other_is_unsure():
    text = "全年收到政府信息公开申请6件。\n共受理政府信息公开申请7件。"
    assert found(text, received=6) == [UNSURE]
    assert found(text, received=3) == [WRONG, WRONG]


def test_new_and_carried_in_together_are_an_accepted_reading():
    report = with_cell(says("共受理政府信息公开申请8件。", 6), "requests", ("carried_in", "total"), figure(2))
    assert not [finding for finding in check(report) if finding.rule.startswith("TXT")]


def test_a_table_that_was_not_read_is_not_compared():
    assert [finding.rule for finding in check(says("共受理政府信息公开申请8件。", None))] == ["UNREAD"]


def test_amounts_are_compared_in_one_unit():
    amount = figure(Decimal("15.23"), unit="万元")
    for text in ("收取行政事业性收费152300元。", "收取行政事业性收费15.2万元。"):
        report = with_cell(says(text, 0), "publications", ("administrative_fees", "amount"), amount)
        assert not [finding for finding in check(report) if finding.rule == "TXT-FEES"]


def test_chinese_numerals():
    assert [numeral(text) for text in ("十", "十二", "二十一", "一百零五", "二〇", "两千三百")] == [
        10,
        12,
        21,
        105,
        20,
        2300,
    ]
    assert plain("收到１２ 件") == "收到12件"
