"""Printed labels come down to the statute's words, whatever surrounds them; and only labels do."""

import pytest

from zhengwu.statute.report.readers.lexicon import lexicon
from zhengwu.statute.report.readers.words import core

LABELS = {
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "部分公开",
    "3.危及“三安全一稳定”": "危及三安全一稳定",
    "一 、 本 年 新 收 政府信息公开申请数量": "本年新收政府信息公开申请数量",
    "規章(設區的市填寫": "规章",
    "行政復議": "行政复议",
    "三\n、\n本\n年\n度\n办\n理\n结\n果": "本年度办理结果",
    "行政（xíng zhèng）许可": "行政许可",
    "2(chóng).重复申请": "重复申请",
    "本年收费金额（单位：万元）": "本年收费金额",
}


@pytest.mark.parametrize("printed", LABELS)
def test_the_core_of_a_label_is_found(printed: str) -> None:
    assert core(printed) == LABELS[printed]


@pytest.mark.parametrize(
    ("printed", "row"),
    [
        ("2.其他法律行政止公开", "refused_prohibited_by_law"),
        ("8.属干行政查询事项", "refused_special_query"),
        ("5.要求行政机关确认或重新出具", "declined_confirm_or_reissue"),
        ("行政事业型收费", "administrative_fees"),
    ],
)
def test_misprinted_and_cut_labels_are_recognised(printed: str, row: str) -> None:
    assert {key for _, key in lexicon().sense(printed).rows} == {row}


@pytest.mark.parametrize(
    "text", ["本年度没有收到政府信息公开申请。", "行政处理", "行政", "我局共办理行政许可12件；行政处罚3件"]
)
def test_other_words_are_no_labels(text: str) -> None:
    assert not lexicon().sense(text).rows
