"""PDF files: rules make tables, heights make lines; what nobody sees on the page is not read."""

import pytest

from tests.statute.report.readers.building import assembled, grids, lines, pdf, read, ruled, words
from zhengwu.statute.report.readers.errors import Unreadable

TABLE = [["Row", "Count", "Share"], ["A", "10", "2"], ["B", "300", ""]]
SAYS = words((50, 750, "Annual report of the bureau"))


def test_a_ruled_table_is_a_grid_and_the_rest_are_lines():
    document = read(pdf(SAYS + ruled(TABLE)))
    assert lines(document) == ["Annual report of the bureau"]
    assert grids(document) == [TABLE]


def test_a_table_drawn_on_its_side_is_read_upright():
    turned = b"q 0 1 -1 0 800 0 cm " + SAYS + ruled(TABLE) + b" Q"
    landscape = read(pdf(turned, page=b"/MediaBox[0 0 800 800]/Rotate 0"))
    assert grids(landscape) == [TABLE]


def test_a_page_turned_by_the_viewer_is_read_upright():
    assert grids(read(pdf(SAYS + ruled(TABLE), page=b"/Rotate 0"))) == [TABLE]
    turned = b"q 0 1 -1 0 600 0 cm " + ruled(TABLE, left=50, top=500) + b" Q"
    assert grids(read(pdf(turned, page=b"/Rotate 90"))) == [TABLE]


@pytest.mark.parametrize(("a", "b"), [(0.7, 0.7), (0.0, 1.0), (0.9, -0.4)])
def test_a_turned_watermark_is_no_text(a: float, b: float):
    mark = b"BT /F1 30 Tf %g %g %g %g 100 640 Tm (99 88) Tj ET\n" % (a, b, -b, a)
    assert grids(read(pdf(SAYS + ruled(TABLE) + mark))) == [TABLE]


@pytest.mark.parametrize("shift", [0.2, 0.5, 0.9])
def test_a_figure_printed_twice_for_boldness_is_one_figure(shift: float):
    rows = [["A", "100", "7"]]
    again = b"q 1 0 0 1 %g 0 cm " % shift + ruled(rows) + b" Q"
    assert grids(read(pdf(SAYS + ruled(rows) + again))) == [rows]


@pytest.mark.parametrize(
    "unseen",
    [
        b"BT 3 Tr /F1 10 Tf 1 0 0 1 125 666 Tm (9) Tj ET 0 Tr\n",
        b"1 g BT /F1 10 Tf 1 0 0 1 125 666 Tm (9) Tj ET 0 g\n",
        b"BT /F1 0.5 Tf 1 0 0 1 125 666 Tm (9) Tj ET\n",
        b"BT /F1 10 Tf 1 0 0 1 -125 666 Tm (9) Tj ET\n",
        b"BT /F1 10 Tf 1 0 0 1 125 900 Tm (9) Tj ET\n",
    ],
)
def test_what_nobody_sees_is_not_read(unseen: bytes):
    document = read(pdf(SAYS + ruled(TABLE) + unseen))
    assert grids(document) == [TABLE]
    assert len(lines(document)) == 1


def test_white_letters_on_a_dark_head_are_read():
    head = b"0 0 0.5 rg 50 680 180 20 re f 1 g " + words((55, 686, "Row"), (115, 686, "Count")) + b"0 g "
    body = [["", "", ""], ["A", "10", "2"]]
    assert grids(read(pdf(SAYS + head + ruled(body))))[0][0] == ["Row", "Count", ""]


def test_text_recognised_under_a_picture_is_kept():
    page = b"q 600 0 0 800 0 0 cm /Im1 Do Q BT 3 Tr /F1 10 Tf 1 0 0 1 50 700 Tm (Recognised text) Tj ET"
    assert lines(read(pdf(page))) == ["Recognised text"]


def test_a_white_box_behind_a_table_makes_no_cells():
    assert grids(read(pdf(SAYS + b"1 g 40 600 400 150 re f 0 g " + ruled(TABLE)))) == [TABLE]


def test_a_small_raised_figure_is_a_foot_mark():
    mark = words((120, 670, "1"), size=5)
    assert grids(read(pdf(SAYS + ruled([["A", "", "2"], ["B", "3", "4"]]) + words((112, 686, "12")) + mark)))


def test_letters_without_meaning_never_become_figures():
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
    )
    font += b"/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>]>>"
    text = b"BT /F1 10 Tf 1 0 0 1 50 700 Tm <00110012001300140015> Tj ET"
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[5 0 R]>>",
        3: b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        4: font,
        5: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
    }
    with pytest.raises(Unreadable) as refusal:
        read(assembled(objects))
    assert refusal.value.code == "garbled"


def test_a_scan_is_named_as_such():
    with pytest.raises(Unreadable, match="scanned pictures") as refusal:
        read(pdf(b"q 600 0 0 800 0 0 cm /Im1 Do Q", pages=3))
    assert refusal.value.code == "scanned"


def test_an_encrypted_file_is_named_as_such():
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -44>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32)
    with pytest.raises(Unreadable) as refusal:
        read(assembled({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]>>"}, lock))
    assert refusal.value.code == "encrypted"


def test_the_pages_after_the_limit_are_said_to_be_unread():
    assert read(pdf(SAYS, pages=119)).remarks == ()
    assert read(pdf(SAYS, pages=2_000)).remarks == ("too_many_pages",)


def test_rows_without_rules_are_lines_and_page_numbers_are_none():
    page = words(
        (50, 700, "A"), (150, 700, "10"), (250, 700, "2"), (50, 680, "B"), (150, 680, "3"), (300, 30, "- 12 -")
    )
    assert lines(read(pdf(page))) == ["A 10 2", "B 3"]
