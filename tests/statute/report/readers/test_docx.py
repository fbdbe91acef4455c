"""Word files: what is shown is read; what was deleted, hidden or only instructs is not."""

import pytest

from tests.statute.report.readers.building import (
    STRICT,
    docx,
    grids,
    lines,
    read,
    run,
    spans,
    word_cell,
    word_table,
    zipped,
)
from zhengwu.statute.report.readers.errors import Unreadable

ROW = [word_cell("甲"), word_cell("1"), word_cell("2")]


def text_of(paragraph: str, **extra: str) -> list[str]:
    return lines(read(docx(f"<w:p>{paragraph}</w:p>", **extra)))


@pytest.mark.parametrize("space", ["", STRICT])
def test_paragraphs_are_lines_and_tables_grids(space: str):
    body = f"<w:p>{run('年度报告')}</w:p>{word_table([ROW])}"
    document = read(docx(body, space) if space else docx(body))
    assert lines(document) == ["年度报告"]
    assert grids(document) == [[["甲", "1", "2"]]]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (f"<w:del>{run('9')}</w:del><w:ins>{run('12')}</w:ins>", "12"),
        (f"<w:moveFrom>{run('9')}</w:moveFrom><w:moveTo>{run('12')}</w:moveTo>", "12"),
        (run("1") + run("9", "<w:vanish/>") + run("2"), "12"),
        (run("1") + run("9", '<w:vanish w:val="0"/>') + run("2"), "192"),
        (run("12") + run("1", '<w:vertAlign w:val="superscript"/>'), "12⟦1⟧"),
        (run("12", "<w:strike/>") + run("13"), "⟦12⟧13"),
        ("<w:r><w:noBreakHyphen/><w:t>5</w:t></w:r>", "-5"),
        ("<w:r><w:t>1</w:t><w:softHyphen/><w:t>2</w:t></w:r>", "12"),
        ('<w:r><w:sym w:font="Symbol" w:char="F02D"/><w:t>5</w:t></w:r>', "-5"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F031"/><w:t>5</w:t></w:r>', "□5"),
        ("<w:r><w:t>1</w:t><w:footnoteReference/></w:r>", "1"),
        (f"<w:sdt><w:sdtContent>{run('12')}</w:sdtContent></w:sdt>", "12"),
        (f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>', "7"),
    ],
)
def test_a_run_says_what_is_shown(runs: str, text: str):
    assert text_of(runs) == [text]


def test_a_field_shows_its_result_and_not_its_instruction():
    turn = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    assert text_of(turn("begin") + run("9") + turn("separate") + run("12") + turn("end") + run("件")) == ["12件"]


def test_a_mark_raised_by_its_style_is_set_apart():
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="a5">'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>'
    )
    assert text_of(run("12") + run("1", '<w:rStyle w:val="a5"/>'), styles=styles) == ["12⟦1⟧"]


def test_merged_cells_span_what_they_cover():
    down = "<w:vMerge{}/>".format
    rows = [
        [word_cell("甲", down(' w:val="restart"')), word_cell("1", '<w:gridSpan w:val="2"/>')],
        [word_cell("丢", down("")), word_cell("2"), word_cell("3")],
        [word_cell("乙"), word_cell("4", '<w:hMerge w:val="restart"/>'), word_cell("", "<w:hMerge/>")],
    ]
    assert spans(read(docx(word_table(rows)))) == [
        (0, 0, "甲", 2, 1),
        (0, 1, "1", 1, 2),
        (1, 1, "2", 1, 1),
        (1, 2, "3", 1, 1),
        (2, 0, "乙", 1, 1),
        (2, 1, "4", 1, 2),
    ]


def test_a_row_that_begins_further_in_keeps_its_columns():
    late = "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" + word_cell("3") + word_cell("4") + "</w:tr>"
    table = word_table([ROW]).replace("</w:tbl>", f"{late}</w:tbl>")
    assert (1, 1, "3", 1, 1) in spans(read(docx(table)))


@pytest.mark.parametrize("width", ["²", "٣", "-1", "", "99999999999999999999"])
def test_a_senseless_span_is_one_column_or_a_bounded_number(width: str):
    rows = [[word_cell("甲", f'<w:gridSpan w:val="{width}"/>'), word_cell("1"), word_cell("2")]]
    assert [cell[2] for cell in spans(read(docx(word_table(rows))))] == ["甲", "1", "2"]


def test_deleted_rows_are_left_out():
    gone = "<w:tr><w:trPr><w:del/></w:trPr>" + "".join(ROW) + "</w:tr>"
    document = read(docx(word_table([ROW]).replace("</w:tbl>", f"{gone}</w:tbl>")))
    assert grids(document) == [[["甲", "1", "2"]]]


def test_a_small_frame_in_a_cell_is_its_text_and_a_large_one_a_table():
    frame = f"<w:tc>{word_table([[word_cell('5')]])}<w:p/></w:tc>"
    assert grids(read(docx(word_table([[word_cell("甲"), frame, word_cell("2")]])))) == [[["甲", "5", "2"]]]
    page = f"<w:tc>{word_table([ROW])}<w:p/></w:tc>"
    assert grids(read(docx(word_table([[word_cell("左"), page, word_cell("右")]])))) == [[["甲", "1", "2"]]]


def test_a_text_box_is_read_once():
    box = "<mc:{0} xmlns:mc='m'><w:txbxContent><w:p>{1}</w:p></w:txbxContent></mc:{0}>".format
    ways = box("Choice", run("盒")) + box("Fallback", run("盒"))
    both = f"<mc:AlternateContent xmlns:mc='m'>{ways}</mc:AlternateContent>"
    assert text_of(f"<w:r>{both}</w:r>{run('文')}") == ["文", "盒"]


def test_the_main_text_is_where_the_package_says():
    relation = '<R><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></R>'
    main = '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>年度报告</w:t></w:r></w:p></w:body></w:document>'
    assert lines(read(zipped([("_rels/.rels", relation), ("word/document2.xml", main)]))) == ["年度报告"]


def test_a_document_of_pictures_says_so():
    with pytest.raises(Unreadable, match="pictures only"):
        read(docx("<w:p><w:r><w:drawing/></w:r></w:p>"))
