"""Decides by content, never by name, what a file is, and hands it to its reader."""

import re
from collections.abc import Callable
from functools import partial

from zhengwu.statute.report.readers.document import Document
from zhengwu.statute.report.readers.errors import Unreadable
from zhengwu.statute.report.readers.files.archive import Archive
from zhengwu.statute.report.readers.files.encoding import decode
from zhengwu.statute.report.readers.files.limits import check_document

MOST_BYTES = 30_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|meta|table|tbody|tr|td|div|p|span|section|article|pre|ul|ol|center|h[1-6])\b",
    re.IGNORECASE,
)
_MHTML = re.compile(rb"^(?:From|MIME-Version|Date|Subject|Content-Type|Snapshot-Content-Location):", re.IGNORECASE)
_OFFICE_XML = re.compile(r"<\?mso-application|<(?:w:wordDocument|pkg:package|Workbook)\b")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def open_document(content: bytes, name: str = "") -> Document:
    """The document in a file's bytes. Raises Unreadable with a sentence that says what is wrong and what to do."""
    if not content.strip(b"\x00 \r\n\t"):
        raise Unreadable("empty", "文件是空的。", "The file is empty.")
    if len(content) > MOST_BYTES:
        raise Unreadable(
            "too_large",
            f"文件超过 {MOST_BYTES // 1_000_000} MB，不像一份年度报告，未予读取。",
            f"The file is larger than {MOST_BYTES // 1_000_000} MB: too large for an annual report; it was not read.",
        )
    return check_document(_reader_for(content, name)(content))


def _reader_for(content: bytes, name: str) -> Callable[[bytes], Document]:
    if b"%PDF-" in content[:1024]:
        return _pdf
    if content.startswith(b"PK"):
        return _office(content)
    if content.startswith(_OLE):
        return _old_office(content, name)
    if content.startswith(b"{\\rtf"):
        return _converted("rtf")
    if content.startswith(_PICTURES):
        raise Unreadable(
            "scanned",
            "这是图片文件，没有文字，无法读取。请取得有文字的版本，或者先做文字识别。",
            "This is a picture without text. Get a version with text, or run text recognition first.",
        )
    if content.startswith(_ARCHIVES):
        raise Unreadable("archive", "这是压缩包，请先解压。", "This is an archive: unpack it first.")
    return _text_like(content)


def _text_like(content: bytes) -> Callable[[bytes], Document]:
    if _MHTML.match(content[:64]) and b"text/html" in content[:4096].lower():
        return _mhtml
    text = decode(content)
    if text.count("\x00") > 2 + len(text) // 100:
        raise Unreadable("unknown", "无法识别的文件类型。", "This kind of file is not known.")
    if _OFFICE_XML.search(text[:4096]):
        raise Unreadable(
            "unknown",
            "这是旧式 Office XML 文件，请另存为 DOCX 或 XLSX 后重试。",
            "This is an old Office XML file: save it as DOCX or XLSX and try again.",
        )
    return partial(_html if _HTML.search(text[:200_000]) else _text, text=text)


def _pdf(content: bytes) -> Document:
    from zhengwu.statute.report.readers.files.pdf import read_pdf

    return read_pdf(content)


def _html(_: bytes, text: str) -> Document:
    from zhengwu.statute.report.readers.files.html import read_html

    return read_html(text)


def _text(_: bytes, text: str) -> Document:
    from zhengwu.statute.report.readers.files.text import read_text

    return read_text(text)


def _mhtml(content: bytes) -> Document:
    """A page saved with everything in one file: its first HTML part that holds text."""
    from zhengwu.statute.report.readers.files.html import read_html
    from zhengwu.statute.report.readers.files.mhtml import pages

    refusal = Unreadable("empty", "保存的网页中没有正文。", "The saved page holds no text.")
    for number, page in enumerate(pages(content)):
        try:
            return read_html(page)
        except Unreadable as error:
            if error.code not in ("empty", "frames") or number > 20:
                raise
    raise refusal


def _office(content: bytes) -> Callable[[bytes], Document]:
    names = Archive(content).names
    if any(name.startswith("word/") for name in names):
        return _docx
    if any(name.startswith("xl/") for name in names):
        return _xlsx
    if "OFD.xml" in names:
        raise Unreadable(
            "ofd",
            "暂不能读取 OFD 文件，请另存为 PDF 或 DOCX。",
            "OFD files cannot be read: save the report as PDF or DOCX.",
        )
    if "content.xml" in names:
        return _converted("odt")
    raise Unreadable("archive", "这是压缩包，请先解压。", "This is an archive: unpack it first.")


def _docx(content: bytes) -> Document:
    from zhengwu.statute.report.readers.files.docx import read_docx

    return read_docx(content)


def _xlsx(content: bytes) -> Document:
    from zhengwu.statute.report.readers.files.xlsx import read_xlsx

    return read_xlsx(content)


def _old_office(content: bytes, name: str) -> Callable[[bytes], Document]:
    if "EncryptedPackage".encode("utf-16-le") in content:
        from zhengwu.statute.report.readers.files.archive import encrypted

        raise encrypted()
    if "Workbook".encode("utf-16-le") in content and "WordDocument".encode("utf-16-le") not in content:
        return _xlsx
    return _converted("wps" if name.lower().endswith(".wps") else "doc")


def _converted(suffix: str) -> Callable[[bytes], Document]:
    def read(content: bytes) -> Document:
        from zhengwu.statute.report.readers.files.docx import read_docx
        from zhengwu.statute.report.readers.files.libreoffice import to_docx

        return read_docx(to_docx(content, suffix))

    return read
