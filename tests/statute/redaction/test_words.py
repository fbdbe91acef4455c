"""Word files and plain text, the person's confirmation, and what a proof gives away."""

import io
import json
from datetime import date

import docx
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.statute.redaction.files import (
    KEPT,
    LINES,
    SECRET,
    added,
    edited,
    pdf,
    photograph,
    picture,
    scanned,
    unzipped,
    with_xml,
    word,
)
from zhengwu.statute.redaction.files.pictures import bare
from zhengwu.statute.redaction.model import Confirmation, Proof
from zhengwu.statute.redaction.prove import prove, to_json

RUN = f"<w:r><w:t>{SECRET}</w:t></w:r>"
FALLBACK = (
    "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
    f"<mc:Fallback>{RUN}</mc:Fallback></mc:AlternateContent>"
)
SPLIT = "".join(f"<w:r><w:t>{sign}</w:t></w:r>" for sign in SECRET)


def proved(redacted: bytes, passages: tuple[str, ...] = (SECRET,)) -> Proof:
    return prove(word(), redacted, passages)


def codes(proof: Proof, cured: bool) -> set[str]:
    return {finding.code for finding in proof.findings if finding.cured is cured}


def test_it_works() -> None:
    proof = proved(word(KEPT))
    assert proof.passed, proof.findings
    assert [paragraph.text for paragraph in docx.Document(io.BytesIO(proof.cleaned)).paragraphs] == list(KEPT)
    assert proof.compared == 3


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (SPLIT, "still_readable"),
        (f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{SECRET}</w:t></w:r>", "hidden_text"),
        (f"<w:ins w:id='1' w:author='a'>{RUN}</w:ins>", "still_readable"),
        (f"<w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>{SECRET}</w:t></w:r>", "still_readable"),
        (f"<w:r><w:instrText> REF {SECRET} </w:instrText></w:r>", "field_code"),
        (f"<w:r><w:pict><w:txbxContent><w:p>{RUN}</w:p></w:txbxContent></w:pict></w:r>", "text_box"),
        (f"<w:hyperlink w:tooltip='{SECRET}'/>", "attribute"),
        (f"<w:sdt><w:sdtPr><w:alias w:val='{SECRET}'/></w:sdtPr></w:sdt>", "attribute"),
        (f"<w:r><w:drawing descr='{SECRET}'/></w:r>", "alt_text"),
    ],
)
def test_it_finds_what_cleaning_does_not_take_away(xml: str, code: str) -> None:
    proof = proved(with_xml(xml))
    assert not proof.passed
    assert code in codes(proof, cured=False)


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (f"<w:del w:id='1' w:author='a'><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>", "tracked_change"),
        (f"<w:moveFrom w:id='1' w:author='a'>{RUN}</w:moveFrom>", "tracked_change"),
        (f"<w:bookmarkStart w:id='1' w:name='{SECRET}'/><w:bookmarkEnd w:id='1'/>", "attribute"),
        (FALLBACK, "alternate_content"),
        (f"<!-- {SECRET} -->", "hidden_text"),
        (f"<w:r><w:object>{RUN}</w:object></w:r>", "hidden_text"),
        (f"<w:proofErr w:type='{SECRET}'/>", "attribute"),
    ],
)  # fmt: skip
def test_it_finds_and_cleans_in_the_text(xml: str, code: str) -> None:
    proof = proved(with_xml(xml))
    assert code in codes(proof, cured=True)
    assert proof.passed, proof.findings
    assert (again := proved(proof.cleaned)).passed, again.findings
    assert again.findings == ()


def header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = SECRET


def commented(document: Document) -> None:
    document.add_comment(document.paragraphs[0].runs, text=SECRET, author="周工")


def properties(document: Document) -> None:
    document.core_properties.subject = SECRET


def test_it_finds_a_header() -> None:
    proof = proved(word(KEPT, header))
    assert {"header", "still_readable"} <= codes(proof, cured=False)


@pytest.mark.parametrize(("shape", "code"), [(commented, "comment"), (properties, "metadata")])
def test_it_finds_and_cleans_comments_and_properties(shape: object, code: str) -> None:
    proof = proved(word(KEPT, shape))  # type: ignore[arg-type]
    assert code in codes(proof, cured=True)
    assert proof.passed, proof.findings
    docx.Document(io.BytesIO(proof.cleaned))


@pytest.mark.parametrize(
    ("name", "part", "code"),
    [
        ("customXml/item1.xml", f"<a>{SECRET}</a>".encode(), "custom_xml"),
        ("word/embeddings/a.bin", SECRET.encode("utf-16-le"), "embedded_object"),
        ("word/embeddings/b.docx", word(), "embedded_object"),
        ("docProps/thumbnail.jpeg", b"\xff\xd8\xff", "thumbnail"),
    ],
)
def test_it_finds_and_cleans_further_parts(name: str, part: bytes, code: str) -> None:
    proof = proved(added(word(KEPT), name, part))
    assert code in codes(proof, cured=True)
    assert proof.passed, proof.findings
    docx.Document(io.BytesIO(proof.cleaned))


def test_session_ids_and_settings_are_cleaned() -> None:
    marked = edited(word(KEPT), "word/settings.xml", lambda text: text.replace(
        "</w:settings>", f"<w:docVars><w:docVar w:name='a' w:val='{SECRET}'/></w:docVars></w:settings>"))  # fmt: skip
    assert b"rsid" in b"".join(unzipped(marked).values())
    proof = proved(marked)
    assert proof.passed
    assert "attribute" in codes(proof, cured=True)


def test_it_refuses_macros_damaged_zips_and_documents_taken_in() -> None:
    assert codes(proved(added(word(KEPT), "word/vbaProject.bin", b"x")), cured=False) == {"unknown"}
    assert codes(proved(word(KEPT)[:-50]), cured=False) == {"broken"}
    assert codes(proved(b"before" + word(KEPT)), cured=False) == {"unknown"}
    taken = added(word(KEPT), "word/afchunk.rtf", b"{\\rtf }", "aFChunk")
    assert "embedded_object" in codes(proved(taken), cured=False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_plain_text(encoding: str) -> None:
    before = "\n".join(LINES).encode(encoding)
    after = "\n".join(KEPT).encode(encoding)
    assert prove(before, after, (SECRET,)).passed
    assert prove(before, after, (SECRET,)).cleaned.decode() == "\n".join(KEPT)
    hidden = "\n".join((*KEPT, "申\u200b请人林\u00ad晓禾 电 话 １３８-0000-1234")).encode(encoding)
    assert "still_readable" in codes(prove(before, hidden, (SECRET,)), cured=False)


def test_a_pdf_of_a_word_file_is_compared_with_it() -> None:
    assert prove(word(), pdf(KEPT), (SECRET,)).passed
    assert not prove(word(), pdf(), (SECRET,)).passed


def test_pictures_pass_only_by_the_word_of_a_named_person() -> None:
    copy = word(KEPT, lambda document: document.add_picture(io.BytesIO(picture())))
    proof = proved(copy)
    assert codes(proof, cured=False) == {"needs_confirmation"}
    vouched = prove(word(), copy, (SECRET,), Confirmation("周工", date(2026, 3, 2), (1,)))
    assert (vouched.passed, vouched.confirmed_by, vouched.unseen) == (True, "周工", (1,))


def test_pictures_lose_what_the_camera_wrote() -> None:
    noted = PngInfo()
    noted.add_text("Author", "a camera")
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG", pnginfo=noted)
    for content in (photograph(), out.getvalue()):
        assert b"a camera" in content
        plain = bare(content)
        assert b"a camera" not in plain
        assert Image.open(io.BytesIO(plain)).tobytes() == Image.open(io.BytesIO(content)).tobytes()
        copy = word(KEPT, lambda document, content=content: document.add_picture(io.BytesIO(content)))
        assert b"a camera" not in b"".join(unzipped(proved(copy).cleaned).values())


def test_a_scan_is_confirmed_page_by_page() -> None:
    def vouched(by: str, *pages: int) -> Proof:
        return prove(scanned(), scanned(), (SECRET,), Confirmation(by, date(2026, 3, 2), pages))

    assert vouched("周工", 1, 2).passed
    assert vouched("周工", 1, 2).confirmed_by == "周工"
    assert not vouched("周工", 1).passed
    assert not vouched(" ", 1, 2).passed
    assert vouched("周工", 1).confirmed_by == ""


def test_the_proof_on_file_holds_no_passage() -> None:
    told = json.dumps(to_json(proved(word())), ensure_ascii=False)
    assert SECRET not in told
    assert "13800001234" not in told
    assert "still_readable" in told


@given(st.integers(0, len(SECRET) - 1), st.text("，、 　-—·.", min_size=1, max_size=3))
def test_no_spacing_hides_a_passage(at: int, between: str) -> None:
    spaced = SECRET[:at] + between + SECRET[at:]
    proof = prove("\n".join(LINES).encode(), "\n".join((*KEPT, spaced)).encode(), (SECRET,))
    assert "still_readable" in codes(proof, cured=False)


@given(st.integers(0, len("".join(KEPT)) - 1), st.sampled_from("甲乙丙丁戊"))
def test_any_character_put_in_is_seen(at: int, sign: str) -> None:
    text = "\n".join(KEPT)
    changed = text[:at] + sign + text[at:]
    proof = prove("\n".join(LINES).encode(), changed.encode(), (SECRET,))
    assert not proof.passed
