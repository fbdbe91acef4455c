"""A redacted PDF: each way in which a passage can outlive its removal is found."""

import io

import pikepdf
import pytest

from tests.statute.redaction.files import GONE, KEPT, LINES, SECRET, pdf, pdf_with, photograph, scanned
from zhengwu.statute.redaction.model import Proof
from zhengwu.statute.redaction.prove import prove

# The name is written as character references, and cut by an element.
XMP = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + "<b/>".join(f"&#{ord(sign)};" for sign in SECRET) + "</x:xmpmeta>"


def proved(redacted: bytes, passages: tuple[str, ...] = (SECRET,), original: bytes | None = None) -> Proof:
    return prove(original or pdf(), redacted, passages)


def codes(proof: Proof, cured: bool) -> set[str]:
    return {finding.code for finding in proof.findings if finding.cured is cured}


def test_it_works() -> None:
    proof = proved(pdf(KEPT))
    assert proof.passed, proof.findings
    assert (proof.kind, proof.compared, proof.findings) == ("pdf", 1, ())
    assert b"%PDF-" in proof.cleaned[:10]
    assert proof.cleaned == proved(pdf(KEPT)).cleaned


def test_it_finds_the_text_under_a_black_box() -> None:
    proof = proved(pdf(KEPT, covered=SECRET))
    assert not proof.passed
    assert "still_readable" in codes(proof, cured=False)


def test_it_finds_a_passage_over_two_lines_in_other_widths_and_spaces() -> None:
    split = (
        "关于养老机构备案情况的记录",
        "二〇二五年六月三日， 申请人 林晓",
        "禾 电话：１３８ 0000－1234，到局办理备案。",
        LINES[2],
    )
    assert "still_readable" in codes(proved(pdf(split)), cured=False)


def test_it_finds_hidden_text() -> None:
    def invisible(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        page.contents_add(b"q BT 3 Tr /Fx 12 Tf 10 10 Td (13800001234) Tj ET Q")
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources.Font["/Fx"] = document.make_indirect(font)

    assert "still_readable" in codes(proved(pdf_with(invisible), ("13800001234",)), cured=False)


def test_it_finds_text_outside_the_page() -> None:
    def outside(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        page.contents_add(b"q BT /Fx 12 Tf -900 -900 Td (13800) Tj ET BT /Fx 12 Tf -860 -900 Td (001234) Tj ET Q")
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources.Font["/Fx"] = document.make_indirect(font)

    proof = proved(pdf_with(outside), ("13800001234",))
    assert not proof.passed
    assert codes(proof, cured=False) & {"still_readable", "hidden_text"}


def info(document: pikepdf.Pdf) -> None:
    document.docinfo["/Subject"] = SECRET


def xmp(document: pikepdf.Pdf) -> None:
    document.Root.Metadata = document.make_stream(XMP.encode(), Type=pikepdf.Name.Metadata)


def attachment(document: pikepdf.Pdf) -> None:
    document.attachments["原件.txt"] = SECRET.encode()


def note(document: pikepdf.Pdf) -> None:
    entry = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=SECRET)
    document.pages[0].obj["/Annots"] = pikepdf.Array([document.make_indirect(entry)])


def field(document: pikepdf.Pdf) -> None:
    entry = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="name", V=SECRET)
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[document.make_indirect(entry)])


def bookmark(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def alternative(document: pikepdf.Pdf) -> None:
    document.Root.StructTreeRoot["/K"] = document.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt=SECRET, P=document.Root.StructTreeRoot)
    )


def script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{SECRET}')")


def private(document: pikepdf.Pdf) -> None:
    document.pages[0].obj["/PieceInfo"] = pikepdf.Dictionary(X=pikepdf.Dictionary(Private=SECRET))


def loose_stream(document: pikepdf.Pdf) -> None:
    document.Root["/PieceInfo"] = document.make_stream(SECRET.encode("gb18030"))


def thumbnail(document: pikepdf.Pdf) -> None:
    shape = {"/Width": 1, "/Height": 1, "/BitsPerComponent": 8, "/ColorSpace": pikepdf.Name.DeviceGray}
    document.pages[0].obj["/Thumb"] = document.make_stream(b"\x00", shape)


@pytest.mark.parametrize(
    ("trick", "code"),
    [(info, "metadata"), (xmp, "metadata"), (attachment, "attachment"), (note, "annotation"), (field, "form_field"),
     (bookmark, "bookmark"), (alternative, "alt_text"), (script, "script"), (private, "hidden_string"),
     (loose_stream, "raw_stream"), (thumbnail, "thumbnail")],
)  # fmt: skip
def test_it_finds_and_cleans(trick: object, code: str) -> None:
    proof = proved(pdf_with(trick, fix_metadata_version=False))  # type: ignore[arg-type]
    assert code in codes(proof, cured=True)
    assert proof.passed, proof.findings
    again = proved(proof.cleaned)
    assert (again.passed, again.findings) == (True, ())


def test_it_finds_and_cleans_the_appearance_of_a_note() -> None:
    def stamped(document: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(pdf())) as other:
            shape = document.copy_foreign(other.pages[0].as_form_xobject())
        entry = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 99, 99])
        entry["/AP"] = pikepdf.Dictionary(N=shape)
        document.pages[0].obj["/Annots"] = pikepdf.Array([document.make_indirect(entry)])

    proof = proved(pdf_with(stamped))
    assert "hidden_form" in codes(proof, cured=True)
    assert proof.passed


def test_it_finds_and_cleans_an_earlier_revision() -> None:
    first, second = pdf(), pdf(KEPT)
    with pikepdf.open(io.BytesIO(first)) as before, pikepdf.open(io.BytesIO(second)) as after:
        stream = after.pages[0].obj.Contents.read_bytes()
        number = before.pages[0].obj.Contents.objgen[0]
        root = before.Root.objgen[0]
    body = first if first.endswith(b"\n") else first + b"\n"
    at = len(body)
    update = f"{number} 0 obj\n<</Length {len(stream)}>>\nstream\n".encode() + stream + b"\nendstream\nendobj\n"
    start = int(first.rsplit(b"startxref", 1)[1].split()[0])
    table = f"xref\n{number} 1\n{at:010} 00000 n \ntrailer\n<</Size 999/Root {root} 0 R/Prev {start}>>\n"
    made = body + update + f"{table}startxref\n{at + len(update)}\n%%EOF\n".encode()
    proof = proved(made)
    assert "earlier_revision" in codes(proof, cured=True)


def test_it_finds_an_uncompressed_string_between_the_objects() -> None:
    proof = proved(pdf(KEPT) + b"% 13800001234\n", ("13800001234",))
    assert "raw" in codes(proof, cured=True)
    assert b"13800001234" not in proof.cleaned


def test_it_refuses_text_that_was_altered() -> None:
    altered = (LINES[0], GONE, "经核对，材料不全，当场出具备案回执。")
    assert codes(proved(pdf(altered)), cured=False) == {"altered"}


def test_it_refuses_a_removal_without_a_mark() -> None:
    silent = (LINES[0], GONE, "经核对，当场出具备案回执。")
    assert codes(proved(pdf(silent)), cured=False) == {"removed_unmarked"}
    marked = (LINES[0], GONE, "经核对，□□□□，当场出具备案回执。")
    assert proved(pdf(marked)).passed


def test_it_refuses_another_document_and_the_original_itself() -> None:
    other = ("通知", "全体职工请于周五下午参加消防演练，并按时签到。", "后勤科")
    assert "another_document" in codes(proved(pdf(other)), cured=False)
    assert codes(proved(pdf()), cured=False) >= {"nothing_redacted", "still_readable"}


@pytest.mark.parametrize(
    ("passages", "code"),
    [((), "no_passages"), (("林",), "passage_too_short"), ((SECRET, "王小明的住址"), "passage_not_in_original")],
)
def test_it_refuses_a_list_that_proves_nothing(passages: tuple[str, ...], code: str) -> None:
    assert code in codes(proved(pdf(KEPT), passages), cured=False)


def test_it_refuses_what_cannot_be_read() -> None:
    locked = pdf_with(lambda _: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    open_locked = pdf_with(lambda _: None, encryption=pikepdf.Encryption(owner="a", user=""))
    for content, code in [(locked, "encrypted"), (open_locked, "encrypted"), (pdf(KEPT)[:700], "broken"),
                          (b"", "empty"), (b"\x89PNG\r\n\x1a\n", "picture"), (b"%PDF-1.7\n", "broken")]:  # fmt: skip
        proof = proved(content)
        assert (proof.passed, [finding.code for finding in proof.findings]) == (False, [code])
        assert proof.cleaned == b""
    assert not prove(locked, pdf(KEPT), (SECRET,)).passed


FONT = {"/Type": pikepdf.Name.Font, "/Subtype": pikepdf.Name.Type1, "/BaseFont": pikepdf.Name.Helvetica}


def written(document: pikepdf.Pdf, commands: bytes) -> None:
    page = document.pages[0]
    page.obj.Resources.Font["/Fx"] = document.make_indirect(pikepdf.Dictionary(FONT))
    page.contents_add(b"q " + commands + b" Q")


def set_backwards(document: pikepdf.Pdf) -> None:
    signs = list(enumerate("13800001234"))
    written(document, b"".join(b"BT /Fx 12 Tf %d 90 Td (%s) Tj ET " % (90 + 8 * n, s.encode()) for n, s in signs[::-1]))


def set_upright(document: pikepdf.Pdf) -> None:
    signs = enumerate("13800001234")
    written(document, b"".join(b"BT /Fx 12 Tf 90 %d Td (%s) Tj ET " % (300 - 12 * n, s.encode()) for n, s in signs))


def hidden_layer(document: pikepdf.Pdf) -> None:
    layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="x"))
    document.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer]))
    document.pages[0].obj.Resources["/Properties"] = pikepdf.Dictionary(O=layer)
    written(document, b"/OC /O BDC BT /Fx 12 Tf 90 90 Td (13800) Tj (001234) Tj ET EMC")


@pytest.mark.parametrize("trick", [set_backwards, set_upright, hidden_layer])
def test_it_finds_text_in_any_order_and_layer(trick: object) -> None:
    proof = proved(pdf_with(trick), ("13800001234",))  # type: ignore[arg-type]
    assert "still_readable" in codes(proof, cured=False)


def test_cutting_the_page_smaller_removes_nothing() -> None:
    def cut(document: pikepdf.Pdf) -> None:
        document.pages[0].obj["/CropBox"] = pikepdf.Array([0, 0, 100, 100])

    assert "still_readable" in codes(proved(pdf_with(cut, pdf())), cured=False)


def photographed(document: pikepdf.Pdf) -> None:
    shape = {"/Subtype": pikepdf.Name.Image, "/Width": 300, "/Height": 400, "/BitsPerComponent": 8}
    shape |= {"/ColorSpace": pikepdf.Name.DeviceRGB, "/Filter": pikepdf.Name.DCTDecode}
    picture = document.make_stream(photograph(), shape)
    document.pages[0].obj.Resources["/XObject"] = pikepdf.Dictionary(Im=picture)
    document.pages[0].contents_add(b"q 500 0 0 700 0 0 cm /Im Do Q")


def outlined(document: pikepdf.Pdf) -> None:
    curve = b"%d %d m %d %d %d %d %d %d c f "
    document.pages[0].contents_add(b"".join(curve % (n, n, n + 1, n, n + 2, n + 3, n, n + 4) for n in range(400)))


def without_letters(document: pikepdf.Pdf) -> None:
    for entry in document.objects:
        if isinstance(entry, pikepdf.Dictionary) and "/ToUnicode" in entry:
            del entry["/ToUnicode"]


@pytest.mark.parametrize("trick", [photographed, outlined, without_letters])
def test_a_page_that_shows_more_than_its_text_wants_a_person(trick: object) -> None:
    proof = proved(pdf_with(trick))  # type: ignore[arg-type]
    assert "needs_confirmation" in codes(proof, cured=False)
    assert b"a camera" not in proof.cleaned


def test_a_linearised_copy_is_no_earlier_revision() -> None:
    proof = proved(pdf_with(lambda _: None, linearize=True))
    assert (proof.passed, proof.findings) == (True, ())


def test_pages_without_text_want_a_person() -> None:
    assert "needs_confirmation" in codes(proved(scanned()), cured=False)
    assert proved(scanned()).unseen == (1, 2)
