"""The page can be read by everybody: structure, names, links, and nothing that runs."""

import re
from dataclasses import replace

import pytest
from lxml import html

from tests.statute.report.renderers.test_files import FINDING
from tests.statute.report.samples import sample_report
from zhengwu.statute.report.formats import format_of, formats
from zhengwu.statute.report.model import TableStatus
from zhengwu.statute.report.renderers import render
from zhengwu.statute.report.renderers.document import arrange
from zhengwu.statute.report.renderers.layout import Role


def page(report, **options):
    return html.document_fromstring(render(report, "html", **options).decode())


@pytest.fixture(params=formats(), ids=lambda form: form.key)
def report(request):
    return sample_report(request.param, 2)


def test_the_page_is_one_document_in_chinese(report):
    tree = page(report)
    assert tree.get("lang") == "zh-CN"
    assert [h.text for h in tree.iter("h1")] == [report.title]
    assert [h.text for h in tree.iter("h2")] == [part.heading for part in report.parts.values()]
    assert len(tree.findall(".//main")) == 1


def test_it_runs_nothing_and_fetches_nothing(report):
    text = render(report, "html", findings=[FINDING]).decode()
    assert not re.search(r"<script|<link|<img|<iframe|\bon\w+=|@import|url\(|https?:", text)


def test_every_id_is_unique_and_every_link_leads_somewhere(report):
    tree = page(report, findings=[FINDING])
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not any(" " in name for name in ids)
    named = " ".join(tree.xpath("//@headers | //@aria-labelledby | //@aria-describedby")).split()
    assert set(named) | {link.lstrip("#") for link in tree.xpath("//a/@href")} <= set(ids)


def test_tables_tell_what_heads_what(report):
    for table in page(report).iter("table"):
        assert table.find("caption").text
        assert {th.get("scope") for th in table.iter("th")} <= {"col", "colgroup", "row", "rowgroup"}
        assert all(td.get("headers") for td in table.iter("td"))
        frame = table.getparent()
        assert (frame.get("role"), frame.get("tabindex")) == ("region", "0")
        assert frame.get("aria-label")
        assert sum(int(group.get("span")) for group in table.iter("colgroup")) == _width(table)


def _width(table):
    return sum(int(cell.get("colspan", "1")) for cell in table.find(".//tr"))


def test_a_figure_knows_all_its_heads():
    tree = page(sample_report(format_of("2021"), 2))
    cell = tree.get_element_by_id("cell-requests-refused_state_secret-enterprise")
    heads = [tree.get_element_by_id(name).text for name in cell.get("headers").split()]
    assert heads == [
        "申请人情况",
        "法人或其他组织",
        "商业企业",
        "三、本年度办理结果",
        "（三）不予公开",
        "1.属于国家秘密",
    ]


def test_it_shows_every_figure(report):
    tree = page(report, findings=[FINDING])
    for grid in arrange(report).grids:
        for cell in grid.cells():
            if cell.role is Role.VALUE:
                assert tree.get_element_by_id(f"cell-{grid.key}-{'-'.join(cell.key)}").text_content() == cell.text


def test_a_finding_is_marked_at_its_cell_not_by_colour_alone(report):
    tree = page(report, findings=[FINDING])
    cell = tree.get_element_by_id("cell-requests-received-total")
    assert cell.get("data-mark") == "✕1"
    assert cell.find("a").get("href") == "#finding-1"
    assert FINDING.sentence in tree.get_element_by_id("finding-1").text_content()
    assert "#cell-requests-received-total" in tree.xpath("//li[@id='finding-1']//a/@href")
    assert not page(report).xpath("//*[@id='findings'] | //aside")


def test_english_readers_get_a_gloss_and_the_statutory_words(report):
    tree = page(report, lang="en", findings=[FINDING])
    assert "行政许可" in tree.text_content()
    assert "licensing" in [span.text for span in tree.xpath("//span[@lang='en']")]
    assert tree.get_element_by_id("said-1").text == FINDING.gloss


def test_a_missing_figure_looks_like_none(report):
    table = replace(report.table("remedies"), cells={}, status=TableStatus.PARTIAL)
    tree = page(replace(report, tables={**report.tables, "remedies": table}))
    cell = tree.get_element_by_id("cell-remedies-review-upheld")
    assert (cell.get("class"), cell.text_content()) == ("missing", "")
    assert "不是零" in tree.find(".//aside").text_content()
