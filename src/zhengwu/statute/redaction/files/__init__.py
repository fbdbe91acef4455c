"""Lays a file open, so that every text in it can be searched, and cleans a copy of what readers do not see.

The kind is told by content. A kind that is not known here is refused: its absence of secrets cannot be proved.
"""

from zhengwu.statute.redaction.model import Opened, Unreadable

MOST_BYTES = 60_000_000


def kind_of(content: bytes) -> str:
    """ "pdf", "docx" or "txt". Unreadable where it is none of these."""
    if not content.strip(b"\x00 \r\n\t"):
        raise Unreadable("empty", "文件是空的，请重新上传。", "The file is empty: upload it again.")
    if len(content) > MOST_BYTES:
        most = MOST_BYTES // 1_000_000
        raise Unreadable("too_large", f"文件超过 {most} MB，请拆分。", f"The file exceeds {most} MB: split it.")
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return "docx"
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")):
        sentence = "这是图片，没有可以比对的文字。请转成 PDF 后上传，并由经办人逐页确认。"
        raise Unreadable(
            "picture", sentence, "A picture has no text to compare: make a PDF of it and confirm its pages."
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        sentence = "不能检查旧式 Office 文件或加密文件，请另存为 DOCX 或 PDF 后上传。"
        raise Unreadable("unknown", sentence, "Old or encrypted Office files cannot be proved: save as DOCX or PDF.")
    return "txt"


def open_file(content: bytes) -> Opened:
    """The file laid open. Unreadable says why it cannot be."""
    kind = kind_of(content)
    if kind == "pdf":
        from zhengwu.statute.redaction.files.pdf import open_pdf

        return open_pdf(content)
    if kind == "docx":
        from zhengwu.statute.redaction.files.docx import open_docx

        return open_docx(content)
    from zhengwu.statute.redaction.files.text import open_text

    return open_text(content)


def pages_of(content: bytes) -> int:
    """How many pages a file has; 0 for one that has none. Unreadable as `open_file`."""
    if kind_of(content) != "pdf":
        return 0
    from zhengwu.statute.redaction.files import pdf

    return pdf.pages_of(content)


def clean(content: bytes) -> bytes:
    """A copy without metadata, comments, revisions, attachments and scripts. Unreadable where it cannot be made."""
    kind = kind_of(content)
    if kind == "pdf":
        from zhengwu.statute.redaction.files.cleanpdf import clean_pdf

        return clean_pdf(content)
    if kind == "docx":
        from zhengwu.statute.redaction.files.cleandocx import clean_docx

        return clean_docx(content)
    from zhengwu.statute.redaction.files.text import clean_text

    return clean_text(content)
