"""What files hide is found with its place, shown masked, and gone from the cleaned copy or still told."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image
from python_calamine import CalamineWorkbook

from tests.statute.inspection import made
from zhengwu.statute.inspection import Refused, from_row, inspect, pdfpages, to_row
from zhengwu.statute.inspection.cleaning import CLEANABLE, clean, cleaned

ID = "11010519491231002X"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def commented(document):
    document.add_comment(document.paragraphs[1].runs, text=f"请删去{ID}", author="林晓禾")


def named(document):
    document.core_properties.author, document.core_properties.last_modified_by = "林晓禾", "某某市行政审批局"


def in_word(xml: str) -> bytes:
    return made.edited(made.word(), document=("</w:p>", f"{xml}</w:p>"))


def run(text: str, rules: str) -> str:
    return f"<w:r><w:rPr>{rules}</w:rPr><w:t>{text}</w:t></w:r>"


def hidden_sheet(book, page):
    book.add_worksheet("底稿").hide()
    book.add_worksheet("极秘").very_hidden()


def noted_sheet(book, page):
    page.write_comment("B2", f"申请人 {ID}")
    book.set_properties({"author": "林晓禾", "company": "某某局"})


def hidden_cells(book, page):
    page.write(4, 0, "看不见", book.add_format({"num_format": ";;;"}))
    page.set_row(5, None, None, {"hidden": True})
    page.write(5, 0, "隐藏行")
    page.set_column("F:G", None, None, {"hidden": True})


def more(make, parts: dict[str, bytes]) -> bytes:
    return made.with_parts(make(), parts)


def titled(document: pikepdf.Pdf) -> None:
    document.docinfo["/Author"] = "林晓禾"


def annotated(document: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=f"核对{ID}")
    document.pages[0].obj["/Annots"] = Array([document.make_indirect(note)])


def layered(document: pikepdf.Pdf) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name="内部意见"))
    document.Root["/OCProperties"] = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def drawn(commands: bytes) -> bytes:
    """A page with these commands, and a font F."""

    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0].obj
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page["/Resources"] = Dictionary(Font=Dictionary(F=document.make_indirect(font)))
        page["/Contents"] = document.make_stream(commands)

    return made.pdf_with(change)


ADDED = '<w:ins w:author="林晓禾"><w:r><w:t>增加</w:t></w:r></w:ins>'
TAKEN = '<w:del w:author="甲"><w:r><w:delText>删</w:delText></w:r></w:del>'
NOTE = "<office:annotation><dc:creator>林晓禾</dc:creator><text:p>意见</text:p></office:annotation>"
WORDS = b"BT /F 12 Tf 100 500 Td (Withheld words of a person) Tj ET "
BOX = b"0 0 0 rg 90 490 300 30 re f "
HIDDEN = (
    ("a.docx", lambda: made.word(shape=commented), "comment", "林**：请删去110*************2X", True),
    ("a.docx", lambda: made.word(shape=named), "author", "林**", True),
    ("a.docx", lambda: in_word(ADDED), "tracked", "林**：增加", True),
    ("a.docx", lambda: in_word(TAKEN), "tracked", "*：删", True),
    ("a.docx", lambda: in_word(run("内部意见", "<w:vanish/>")), "hidden_text", "内部意见", False),
    ("a.docx", lambda: in_word(run("小字", '<w:sz w:val="2"/>')), "hidden_text", "小字", False),
    ("a.docx", lambda: in_word(run("白字", '<w:color w:val="FFFFFF"/>')), "white_text", "白字", False),
    ("a.docx", lambda: more(made.word, {"customXml/item9.xml": b"<a>x</a>"}), "custom_data", "", True),
    ("a.docx", lambda: more(made.word, {"word/embeddings/b.xlsx": made.sheet()}), "embedded_file", "", True),
    ("a.docx", lambda: more(made.word, {"word/media/p.jpeg": made.photograph()}), "photo_place", "", True),
    ("a.xlsx", lambda: made.sheet(hidden_sheet), "hidden_sheet", "", False),
    ("a.xlsx", lambda: made.sheet(noted_sheet), "comment", "申请人 110*************2X", True),
    ("a.xlsx", lambda: made.sheet(noted_sheet), "author", "林**", True),
    ("a.xlsx", lambda: made.sheet(hidden_cells), "hidden_rows", "6", False),
    ("a.xlsx", lambda: made.sheet(hidden_cells), "hidden_columns", "6–7", False),
    ("a.xlsx", lambda: made.sheet(hidden_cells), "hidden_cells", "A5", False),
    ("a.xlsx", lambda: more(made.sheet, {"xl/externalLinks/e.xml": b"<externalLink/>"}), "external_link", "", False),
    ("a.xlsx", lambda: more(made.sheet, {"xl/pivot/strange.xml": b"<pivotCacheRecords/>"}), "pivot_data", "", False),
    ("a.pptx", lambda: made.slides(notes=f"讲到{ID}"), "notes", "讲到110*************2X", True),
    ("a.pptx", lambda: made.slides(show=' show="0"'), "hidden_slide", "政策解读", False),
    ("a.pdf", lambda: made.pdf_with(titled), "author", "林**", True),
    ("a.pdf", lambda: made.pdf_with(annotated), "comment", "核对110*************2X", True),
    ("a.pdf", lambda: made.pdf_with(layered), "hidden_layer", "内部意见", False),
    ("a.pdf", lambda: drawn(WORDS + BOX), "covered_text", "Withheld words of a person", False),
    ("a.pdf", lambda: drawn(b"1 1 1 rg " + WORDS), "white_text", "Withheld words of a person", False),
    ("a.odt", lambda: made.open_text(NOTE), "comment", "林**：意见", False),
    ("a.odt", lambda: made.open_text("<text:changed-region/>"), "tracked", "", False),
    ("a.ods", lambda: made.open_sheet('<table:table-row table:visibility="collapse"/>'), "hidden_rows", "", False),
    ("a.ofd", lambda: made.ofd(author="林晓禾"), "author", "林**", False),
    ("a.jpg", made.photograph, "photo_place", "", True),
    ("a.jpg", made.photograph, "photo_owner", "L***", True),
    ("a.csv", lambda: made.table((("a", "=1+1"),)), "formula", "=1+1", False),
)  # fmt: skip


@pytest.mark.parametrize(("name", "make", "code", "excerpt", "cured"), HIDDEN)
def test_what_is_hidden_is_found_and_cleaned_where_it_can_be(name, make, code, excerpt, cured):
    content = make()
    before = inspect(name, content)
    assert before.refused == ()
    found = next(one for one in before.found if one.code == code)
    assert found.level == "must"
    assert found.excerpt == excerpt
    assert from_row(to_row(found)) == found
    if before.kind not in CLEANABLE:
        with pytest.raises(Refused, match="cannot be made"):
            cleaned(name, content, before)
        return
    _, after = cleaned(name, content, before)
    assert (code in {one.code for one in after.stops}) is not cured
    assert (code in {one.code for one in after.found if one.cured}) is cured


def test_nothing_is_found_under_shapes_that_hide_nothing():
    for commands in (
        BOX + b"1 1 1 rg " + WORDS,
        b"90 490 300 30 re S " + WORDS,
        WORDS + b"0 0 0 rg 90 400 300 30 re f ",
    ):
        assert not inspect("a.pdf", drawn(commands)).stops


def test_an_earlier_revision_is_found_and_cleaned_away():
    first = drawn(WORDS)
    table = b"\nxref\n0 1\n0000000000 65535 f \n"
    begin, size = first.rfind(b"startxref"), b"/Size 9"
    at = first[begin:].split()[1]
    more = table + b"trailer\n<</Prev " + at + size + b"/Root " + _root(first) + b">>\nstartxref\n"
    content = first + more + str(len(first) + 1).encode() + b"\n%%EOF\n"
    before = inspect("a.pdf", content)
    assert before.refused == ()
    assert [one.code for one in before.stops] == ["earlier_revision"]
    assert cleaned("a.pdf", content, before)[1].stops == ()


def _root(content: bytes) -> bytes:
    begin = content.rfind(b"/Root ")
    return b" ".join(content[begin + 6 :].split()[:2]) + b" R"


def test_a_place_in_torn_notes_is_found_all_the_same():
    content = made.photograph()
    at = content.find(b"Exif\0\0") + 6
    pointer = content.find(b"\x88\x25" if content[at : at + 2] == b"MM" else b"\x25\x88", at)
    torn = content[: pointer + 8] + b"\xff\xff\xff\x0f" + content[pointer + 12 :]
    assert "photo_place" in {one.code for one in inspect("a.jpg", torn).found}


def test_a_cleaned_photograph_is_still_the_right_way_up():
    copy = clean("a.jpg", made.photograph())
    with Image.open(io.BytesIO(copy)) as picture:
        assert dict(picture.getexif()) == {0x0112: 6}
    assert [one.code for one in inspect("a.jpg", copy).stops] == ["unseen"]


def test_a_cleaned_workbook_still_opens_with_its_figures():
    content = made.sheet(noted_sheet)
    copy, after = cleaned("a.xlsx", content, inspect("a.xlsx", content))
    assert after.stops == ()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(copy)).get_sheet_by_index(0).to_python()
    assert rows[1][:3] == ["文审批许〔2025〕3号", "食品经营许可", 12.5]


def test_a_seal_stays_on_the_page_when_a_pdf_is_cleaned():
    def sealed(document: pikepdf.Pdf) -> None:
        font = document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        drawn = document.make_stream(b"BT /F 12 Tf 5 5 Td (SEAL) Tj ET")
        drawn["/Type"], drawn["/Subtype"], drawn["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 90, 30])
        drawn["/Resources"] = Dictionary(Font=Dictionary(F=font))
        seal = Dictionary(
            Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([50, 50, 140, 80]), F=4, AP=Dictionary(N=drawn)
        )
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents="内部意见")
        document.pages[0].obj["/Annots"] = Array([document.make_indirect(seal), document.make_indirect(note)])

    content = made.pdf_with(sealed)
    copy, after = cleaned("a.pdf", content, inspect("a.pdf", content))
    assert after.stops == ()
    assert "SEAL" in pdfpages.read(copy)[0][0].text
    assert "内部意见".encode("utf-16-be") not in copy


def test_what_programs_put_in_by_themselves_is_only_told():
    for key, level in (("KSOProductBuildVer", "notice"), ("承办人", "must")):
        told = f'<Properties><property name="{key}"><lpwstr>2052-12.1</lpwstr></property></Properties>'
        found = inspect("a.docx", more(made.word, {"docProps/custom.xml": told.encode()})).found
        assert level in {one.level for one in found if one.excerpt == key}


def test_properties_of_other_writers_are_seen():
    core = "<coreProperties><creator>林晓禾</creator></coreProperties>".encode()
    told = inspect("a.docx", more(made.word, {"package/services/metadata/core-properties/1.psmdcp": core}))
    assert (told.refused, [one.excerpt for one in told.stops]) == ((), ["林**"])


def renamed(content: bytes, before: str, after: str) -> bytes:
    """A package in which a part has another name, which every reference follows."""
    members = made.unzipped(content)
    old, new = before.rpartition("/")[2].encode(), after.rpartition("/")[2].encode()
    return made.zipped({name.replace(before, after): part.replace(old, new) for name, part in members.items()})


def test_a_part_of_another_name_hides_nothing():
    strange = (
        ("a.docx", renamed(in_word(run(ID, "<w:vanish/>")), "word/document.xml", "word/strange.xml"), "hidden_text"),
        ("a.xlsx", renamed(made.sheet(hidden_cells), "worksheets/sheet1.xml", "worksheets/strange.xml"), "hidden_rows"),
        ("a.pptx", renamed(made.slides(notes=ID), "notesSlide1.xml", "strange.xml"), "notes"),
        ("a.ofd", renamed(made.ofd().replace(b"Page_0", b"Side_0"), "Content.xml", "Strange.xml"), "properties"),
    )
    for name, content, code in strange:
        told = inspect(name, content)
        assert (told.refused, code in {one.code for one in told.found}) == ((), True), name
    assert "citizen_id" in {one.code for one in inspect("a.docx", strange[0][1]).found}


def test_the_strict_form_of_word_files_is_read_as_well():
    members = made.unzipped(in_word(run(ID, "<w:vanish/>")))
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    content = made.zipped({name: part.replace(W.encode(), strict.encode()) for name, part in members.items()})
    assert {"hidden_text", "citizen_id"} <= {one.code for one in inspect("a.docx", content).found}
