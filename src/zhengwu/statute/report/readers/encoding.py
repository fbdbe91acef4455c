"""Finds out in which encoding a text was written: byte order mark, what the page says, then what decodes strictly."""

import codecs
import re

from zhengwu.statute.report.readers.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_SAME = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "utf8": "utf-8"}
_HAN = re.compile("[\u4e00-\u9fff]")


def decode(content: bytes) -> str:
    """The text of `content`. Raises Unreadable where no encoding makes sense of it."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    said = _CHARSET.search(content[:4096])
    names = [_SAME.get(said.group(1).decode("ascii").lower(), said.group(1).decode("ascii").lower())] if said else []
    for encoding in (*names, "utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _damaged_utf8(content) or _guess(content)


def _damaged_utf8(content: bytes) -> str:
    """UTF-8 with a few broken bytes, as where a file was cut in the middle of a character; else an empty string."""
    text = content.decode("utf-8", "replace")
    spoilt = text.count("\ufffd")
    return text if spoilt * 200 < len(text) and _HAN.search(text) else ""


def _guess(content: bytes) -> str:
    import chardet

    guessed = chardet.detect(content[:200_000])
    encoding = str(guessed.get("encoding") or "gb18030")
    encoding = _SAME.get(encoding.lower(), encoding)
    try:
        text = content.decode(encoding, "replace")
    except LookupError:
        text = content.decode("gb18030", "replace")
    if text.count("\ufffd") * 50 > len(text):
        raise Unreadable(
            "encoding",
            "无法识别文件的文字编码，请另存为 UTF-8 后重试。",
            "The encoding of the text cannot be made out: save it as UTF-8 and try again.",
        )
    return text
