"""Lays a PDF open: the text of each page read by two libraries, and every other place in which text can stand."""

import io
import re
import zlib
from collections.abc import Iterator
from functools import partial
from typing import TypeVar

import pikepdf
import pypdfium2  # type: ignore[import-untyped]

from zhengwu.statute.redaction.files.pdfpages import Page, read_pages
from zhengwu.statute.redaction.files.pdfplaces import forms, traces
from zhengwu.statute.redaction.model import Blob, Finding, Opened, Trace, Unreadable

T = TypeVar("T")
MOST_PAGES = 1_000
MOST_REVISIONS = 50
MOST_INFLATED = 200_000_000
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_END = re.compile(rb"%%EOF\r?\n?")


def open_pdf(content: bytes) -> Opened:
    """The document laid open. Unreadable where it is damaged, locked or too long."""
    with _opened(content) as document:
        if len(document.pages) > MOST_PAGES:
            most = MOST_PAGES
            raise Unreadable("too_large", f"文件超过 {most} 页，请拆分。", f"More than {most} pages: split the file.")
        pages = _guarded(partial(read_pages, content))
        found = _guarded(partial(_everywhere, document, pages))
        blobs = tuple(_blobs(content, document))
        thumbnails = [number for number, page in enumerate(document.pages, 1) if "/Thumb" in page.obj]
    return Opened(
        kind="pdf",
        shown=tuple(page.text for page in pages),
        parts=len(pages),
        traces=(*found, *_revisions(content)),
        blobs=blobs,
        pictured=frozenset(page.number for page in pages if page.pictured),
        textless=frozenset(page.number for page in pages if page.pictured and not page.text.strip()),
        burdens=tuple(map(_thumbnail, thumbnails)),
    )


def pages_of(content: bytes) -> int:
    """How many pages a PDF has. Unreadable where it is damaged or locked."""
    with _opened(content) as document:
        return _guarded(partial(len, document.pages))


def _everywhere(document: pikepdf.Pdf, pages: list[Page]) -> tuple[Trace, ...]:
    other = [Trace("hidden_text", f"第 {page.number} 页", f"page {page.number}", page.other) for page in pages]
    lines = [Trace("still_readable", f"第 {page.number} 页", f"page {page.number}", page.lines) for page in pages]
    return (*lines, *other, *traces(document), *forms(document))


def _opened(content: bytes) -> pikepdf.Pdf:
    try:
        document = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError as error:
        raise _locked() from error
    except (pikepdf.PdfError, ValueError, RuntimeError, OverflowError) as error:
        raise _damaged() from error
    if document.is_encrypted:
        document.close()
        raise _locked()
    return document


def _guarded(read: "partial[T]") -> T:
    """What the reading gives. A library's own failure on a hostile file is a refusal, never a pass."""
    try:
        return read()
    except (MemoryError, Unreadable):
        raise
    except pypdfium2.PdfiumError as error:
        raise (_locked() if "password" in str(error).lower() else _damaged()) from error
    except Exception as error:
        raise _damaged() from error


def _blobs(content: bytes, document: pikepdf.Pdf) -> Iterator[Blob]:
    """The bytes of the file, every stream that can be inflated wherever it lies, and every stream of an object."""
    yield Blob("raw", "文件字节", "the bytes of the file", content)
    left = MOST_INFLATED
    for found in _STREAM.finditer(content):
        inflated = _inflated(found[1], left)
        left -= len(inflated)
        if left <= 0:
            raise Unreadable("too_large", "文件解压后过大，请拆分。", "The file unpacks to too much data: split it.")
        if inflated:
            yield Blob("raw_stream", "文件数据流", "a stream of the file", inflated)
    for entry in document.objects:
        if isinstance(entry, pikepdf.Stream):
            code, where, gloss = _stream_place(entry)
            try:
                yield Blob(code, where, gloss, entry.read_bytes())
            except (pikepdf.PdfError, RuntimeError):
                yield Blob(code, where, gloss, entry.read_raw_bytes())


def _inflated(raw: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, max(1, most))
    except zlib.error:
        return b""


def _stream_place(entry: pikepdf.Stream) -> tuple[str, str, str]:
    kind = str(entry.get("/Type", ""))
    if kind == "/EmbeddedFile":
        return "attachment", "附件", "an attachment"
    if kind == "/Metadata":
        return "metadata", "XMP 元数据", "XMP metadata"
    return "raw_stream", "文件数据流", "a stream of the file"


def _revisions(content: bytes) -> Iterator[Trace]:
    """The texts of the states that the file had before it was last saved."""
    ends = [found.end() for found in _END.finditer(content)][:-1]
    if len(ends) > MOST_REVISIONS:
        raise Unreadable(
            "too_many_revisions", "文件保存历史过多，请重新打印成 PDF。", "Too many revisions: print it anew."
        )
    for number, end in enumerate(ends, 1):
        earlier = content[:end]
        try:
            with pikepdf.open(io.BytesIO(earlier)) as document:
                pages = read_pages(earlier)
                texts = [page.text + page.other for page in pages]
                texts += [trace.text for trace in (*traces(document), *forms(document))]
        except Exception:  # noqa: BLE001 the first part of a linearised file is no file: there is nothing to read in it
            continue
        where = f"第 {number} 次保存的历史版本"
        yield Trace("earlier_revision", where, f"revision {number} inside the file", "\n".join(texts))


def _thumbnail(number: int) -> Finding:
    sentence = f"第 {number} 页带有缩略图，可能显示处理前的内容。"
    return Finding("thumbnail", f"第 {number} 页", sentence, f"Page {number} has a thumbnail of how it was.")


def _locked() -> Unreadable:
    return Unreadable("encrypted", "文件已加密，请去除密码后上传。", "The file is encrypted: remove its password.")


def _damaged() -> Unreadable:
    return Unreadable("broken", "文件已损坏，请重新生成 PDF。", "The file is damaged: make the PDF anew.")
