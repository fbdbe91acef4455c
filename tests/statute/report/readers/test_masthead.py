"""Who reports on which year, published when; the six parts; and the sentence in a table's place."""

from datetime import date

import pytest

from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.readers import read_bytes
from zhengwu.statute.report.readers.masthead import find_agency, find_published, find_title, find_year
from zhengwu.statute.report.readers.stated import stated_none

PAGE = """首页 > 公开 > 年报
青禾区档案局2022年度政府信息公开工作年度报告
发布时间：2023-01-18 09:30 浏览次数：20
一、总体情况
（一）主动公开政府信息情况。全年公开12条。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
本年度未收到政府信息公开申请。
四、政府信息公开行政复议、行政诉讼情况
无。
五、存在的主要问题及改进情况
个别栏目更新较慢，今后每月检查。
六、其他需要报告的事项
没有收取信息处理费。
青禾区档案局
2023年1月16日
扫一扫在手机打开当前页
"""


def test_it_works() -> None:
    report = read_bytes(PAGE.encode("gb18030"), "page.txt")
    assert (report.agency, report.year, report.published_on) == ("青禾区档案局", 2022, date(2023, 1, 18))
    assert list(report.parts) == [part.key for part in format_of("2021").parts]
    assert report.parts["other_matters"].text == "没有收取信息处理费。"
    assert report.table("requests").status == report.table("remedies").status == "stated_none"
    assert report.table("publications").status == "missing"


@pytest.mark.parametrize(
    ("lines", "agency", "year"),
    [
        (["关于青禾区水利局2021年政府信息公开工作年度报告"], "青禾区水利局", 2021),
        (["2024年青禾区水利局政府信息公开", "工作年度报告"], "青禾区水利局", 2024),
        (["青禾区水利局", "2020年度政府信息公开工作年度报告"], "青禾区水利局", 2020),
        (["区水利局2023年政府信息公开工作年度报告"], None, 2023),
    ],
)
def test_titles_of_all_kinds_are_understood(lines: list[str], agency: str | None, year: int) -> None:
    title = find_title(lines)
    assert (find_agency(title, "", ""), find_year(title, "", "")) == (agency, year)


def test_the_preface_completes_a_name() -> None:
    preface = "如有疑问，请与云州市青禾区人民政府办公室联系。"
    assert find_agency("青禾区人民政府2023年政府信息公开工作年度报告", preface, "") == "云州市青禾区人民政府"


def test_a_day_before_the_year_ended_is_no_day_of_publication() -> None:
    assert find_published(["发布时间：2019-05-01"], 2020) is None


@pytest.mark.parametrize(
    "sentence",
    ["本年度未收到书面申请，网上申请另行公布。", "收到申请的情况见附件。", "本年度收到申请3件，未收到其他申请。"],
)
def test_it_refuses_sentences_that_deny_only_a_part(sentence: str) -> None:
    assert stated_none(format_of("2021").table("requests"), sentence, None) is None
