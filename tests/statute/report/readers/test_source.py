"""What a file is, its content decides; in which encoding it is written, its bytes."""

import base64
import quopri

import pytest

from tests.statute.report.readers.building import docx, grids, lines, pdf, read, run, words
from zhengwu.statute.report.readers.errors import Unreadable
from zhengwu.statute.report.readers.files.source import open_document

PAGE = "<p>政府信息公开工作年度报告，本年收到申请数量。</p><table><tr><td>自然人<td>1<td>2</table>"
ROW = [["自然人", "1", "2"]]


@pytest.mark.parametrize("said", ["", "utf-8", "gb2312", "big5", "iso-8859-1", "utf-16", "punycode", "idna", "hex"])
@pytest.mark.parametrize("written", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
def test_a_page_is_read_whatever_encoding_it_says(said: str, written: str):
    content = f'<meta charset="{said}">{PAGE}'.encode(written)
    assert grids(read(content)) == [ROW]


def test_a_page_in_traditional_script_and_big5():
    page = "<p>政府資訊公開工作年度報告，本年收到申請數量。</p><table><tr><td>自然人<td>1<td>2</table>"
    assert grids(read(page.encode("big5"))) == [ROW]


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_markup(order: str):
    assert grids(read(PAGE.encode(order))) == [ROW]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_few_broken_bytes_do_not_spoil_the_rest(encoding: str):
    content = (PAGE * 20).encode(encoding).replace("工".encode(encoding), b"\xff", 2)
    assert grids(read(content)) == [ROW] * 20


def test_a_broken_byte_beside_a_figure_makes_no_other_figure():
    content = (PAGE * 20).encode("gb18030").replace(b"<td>1<", b"<td>1\xff2<", 1)
    assert grids(read(content))[0] == [["自然人", "1\ufffd2", "2"]]


def test_bytes_that_are_no_text_are_refused():
    noise = bytes((n * n * 7 + n // 3) % 251 for n in range(50_000))
    with pytest.raises(Unreadable) as refusal:
        read(noise)
    assert refusal.value.code in ("encoding", "unknown", "too_large")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\x00", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"\xff\xd8\xff\xe0 JFIF", "scanned"),
        (b"\x1f\x8b\x08", "archive"),
        (b"PK\x03\x04 cut", "broken"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "unknown"),
        (b"x" * 30_000_001, "too_large"),
    ],
)
def test_it_refuses_what_is_no_report(content: bytes, code: str):
    with pytest.raises(Unreadable) as refusal:
        open_document(content, "report.html")
    assert refusal.value.code == code
    assert refusal.value.sentence.endswith("。")


def test_the_name_of_a_file_is_not_believed():
    assert open_document(docx(f"<w:p>{run('年度报告')}</w:p>"), "report.pdf").kind == "docx"
    assert open_document(pdf(words((50, 700, "Report"))), "report.docx").kind == "pdf"
    assert open_document(PAGE.encode(), "report.xls").kind == "html"


@pytest.mark.parametrize("way", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_a_saved_page_is_its_first_page_with_text(way: str, encoding: str):
    written = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes}
    part = "--=_b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {}\r\n\r\n"
    head = (
        'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\t'
    )
    content = (
        f'{head}boundary="=_b"\r\n\r\n{part.format("7bit")}<frameset></frameset>\r\n{part.format(way)}'.encode()
        + written[way](PAGE.encode(encoding))
        + b"\r\n--=_b\r\nContent-Type: image/png\r\n\r\nx\r\n--=_b--\r\n"
    )
    assert grids(read(content)) == [ROW]
    assert lines(read(content)) == ["政府信息公开工作年度报告，本年收到申请数量。"]


def test_a_saved_page_without_pages_is_refused():
    with pytest.raises(Unreadable):
        read(b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b--')
