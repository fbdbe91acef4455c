"""Plain text: UTF-8, UTF-16 with its mark, or GB18030. What decodes as none of these, or holds NULs, is no text."""

import codecs

from zhengwu.statute.redaction.model import Blob, Opened, Unreadable


def decode(content: bytes) -> str:
    """The text. Unreadable where the bytes are no text."""
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = content.decode("utf-16")
        else:
            try:
                text = content.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = content.decode("gb18030")
    except UnicodeDecodeError:
        text = "\x00"
    if any(sign < " " and sign not in "\t\r\n\f" for sign in text) or text.lstrip().startswith(("{\\rtf", "<")):
        raise Unreadable(
            "unknown",
            "不能识别的文件类型，请转成 PDF、DOCX 或者纯文本后上传。",
            "This kind of file cannot be proved: make a PDF, a DOCX or plain text of it.",
        )
    return text


def open_text(content: bytes) -> Opened:
    """The text as one page; its paragraphs are its lines."""
    text = decode(content)
    lines = [line for line in text.splitlines() if line.strip()]
    return Opened("txt", (text,), len(lines), (), (Blob("raw", "文件字节", "the bytes", content),))


def clean_text(content: bytes) -> bytes:
    """The same text in UTF-8, without byte order mark."""
    return decode(content).encode()
