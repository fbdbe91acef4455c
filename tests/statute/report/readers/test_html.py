"""Pages: what stands in a cell is what a reader of the page sees there."""

import pytest

from tests.statute.report.readers.building import grids, lines, read, spans
from zhengwu.statute.report.readers.errors import Unreadable


def one(cell: str) -> str:
    """What is read in a cell of that markup."""
    return grids(read(f"<table><tr><td>甲<td>{cell}<td>乙</table>"))[0][0][1]


def test_a_page_with_a_table_is_a_line_and_a_grid():
    document = read("<h1>年度报告</h1><table><tr><th>项<th>数<th>率</tr><tr><td>甲<td>1<td>2</tr></table>")
    assert lines(document) == ["年度报告"]
    assert grids(document) == [[["项", "数", "率"], ["甲", "1", "2"]]]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("12", "12"),
        ("<p><span>1</span><span>2</span></p>", "12"),
        ("1<br>2", "1\n2"),
        ("1<br/>2", "1\n2"),
        ("1</br>2", "1\n2"),
        ("<p>1</p><p>2</p>", "1\n2"),
        ("1<!-- 9 -->2", "12"),
        ("1&#8203;2", "12"),
        ("1\u00ad2", "12"),
        ("1 \n 2", "1 2"),
        ("1&nbsp;2", "1\u00a02"),
        ("&minus;5", "\u22125"),
        ("12<sup>1</sup>", "12⟦1⟧"),
        ("12<sub>注</sub>", "12⟦注⟧"),
        ("<s>12</s>13", "⟦12⟧13"),
        ('12<span style="vertical-align: super">1</span>', "12⟦1⟧"),
        ('1<span style="DISPLAY : none">9</span>2', "12"),
        ("1<span hidden>9</span>2", "12"),
        ('1<input type="hidden" value="9">2', "12"),
        ("1<script>9</script>2", "12"),
        ("1\x022", "1 2"),
        ("1\x002", "1 2"),
        ("1&#12;2", "1\ufffd2"),
        ("1\ufdd62", "1\ufffd2"),
        ("<table><tr><td>12</table>", "12"),
    ],
)
def test_a_cell_says_what_is_seen_in_it(markup: str, text: str):
    assert one(markup) == text


def test_spans_are_taken_as_browsers_take_them():
    document = read(
        "<table><tbody><tr><td rowspan=0>甲<td colspan=0>1<td colspan='2x'>2</tr><tr><td>3<td>4<td>5</tr></tbody>"
        "<tbody><tr><td rowspan=9>乙<td>6<td>7<td>8</tr></tbody></table>"
    )
    assert spans(document)[:4] == [(0, 0, "甲", 2, 1), (0, 1, "1", 1, 1), (0, 2, "2", 1, 2), (1, 1, "3", 1, 1)]
    assert (2, 0, "乙", 1, 1) in spans(document)


def test_a_span_never_reaches_out_of_its_group_of_rows():
    document = read("<table><thead><tr><th rowspan=3>甲<th>乙</tr></thead><tbody><tr><td>1<td>2</tr></tbody></table>")
    assert (1, 0, "1", 1, 1) in spans(document)


def test_a_head_written_after_the_body_is_read_first():
    document = read(
        "<table><tbody><tr><td>甲<td>1</tbody><tfoot><tr><td>计<td>1</tfoot><thead><tr><th>项<th>数</thead></table>"
    )
    assert grids(document) == [[["项", "数"], ["甲", "1"], ["计", "1"]]]


def test_cells_without_rows_and_rows_without_ends():
    assert grids(read("<table><td>甲<td>1<td>2<tr><td>乙<td>3<td>4</table>")) == [[["甲", "1", "2"], ["乙", "3", "4"]]]
    assert grids(read("<table><tr><form><td>甲<td>1<td>2</form></tr></table>")) == [[["甲", "1", "2"]]]


def test_words_between_cells_do_not_join_a_figure():
    document = read("<table><tr><td>甲</td><td>5</td>3<b>4</b><td>6</td></tr></table>")
    assert grids(document) == [[["甲", "5", "6"]]]
    assert lines(document) == ["34"]


def test_hidden_rows_cells_and_tables_are_left_out():
    document = read(
        '<table><tr style="display:none"><td>甲<td>9<td>9</tr>'
        '<tr><td>甲<td style="display:none">9<td>1<td>2</tr></table>'
        '<table style="display:none"><tr><td>甲<td>8<td>8</table>'
    )
    assert grids(document) == [[["甲", "1", "2"]]]


def test_an_invisible_figure_leaves_its_place_empty():
    assert one('<span style="visibility:hidden">9</span>') == ""


def test_the_page_inside_a_layout_table_keeps_its_tables():
    inner = "<table><tr><td>甲<td>1<td>2</tr></table>"
    document = read(f"<table><tr><td>栏目</td><td>年度报告{inner}</td><td>页脚</td></tr></table>")
    assert grids(document) == [[["甲", "1", "2"]]]
    assert lines(document) == ["栏目", "年度报告", "页脚"]


def test_a_copy_of_the_table_in_a_script_is_not_read_twice():
    table = "<table><tr><td>甲<td>1<td>2</table>"
    document = read(
        f"<script>var t = '{table}';</script><noscript>{table}</noscript><template>{table}</template>{table}"
    )
    assert len(grids(document)) == 1


def test_lines_of_preformatted_text_stay_lines():
    assert lines(read("<pre>甲 1\n乙 2</pre>")) == ["甲 1", "乙 2"]


def test_a_page_without_text_says_what_to_do():
    with pytest.raises(Unreadable, match="Open it in a browser") as refusal:
        read("<html><body><div id=app></div><script>load()</script></body></html>")
    assert refusal.value.code == "empty"


def test_a_page_of_frames_is_named_as_such():
    with pytest.raises(Unreadable) as refusal:
        read('<html><frameset><frame src="a.html"></frameset></html>')
    assert refusal.value.code == "frames"


def test_a_page_cut_off_within_a_figure_does_not_state_it():
    assert grids(read("<table><tr><td>甲<td>10<td>123"))[0][0] == ["甲", "10", "123\ufffd"]
