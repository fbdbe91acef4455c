"""Finds out in which encoding a text was written: byte order mark, UTF-8, what the page says, then what makes sense.

UTF-8 goes before what the page says: no text in another encoding passes for UTF-8 by chance, and pages that say gb2312
and are UTF-8 (or the reverse) are common. GB18030 and Big5 accept each other's bytes, so what they give is weighed by
how many of its characters are everyday ones.
"""

import codecs
import re

from zhengwu.statute.report.readers.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_SAID = {  # what a page may say, and what is meant; whatever else it says is not believed
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-big5": "big5hkscs",
    "euc-tw": "big5hkscs",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}
_EVERYDAY = frozenset(
    "的一是不在了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "政府信息公开申请报告工作数量处理结果总计本机关部门规定文件不予提供維資訊開關處數"
    "這個來時為國們會後說對產種過經學發動請報機門規費"
)
_SAMPLE = 6_000  # Han characters that are weighed


def decode(content: bytes) -> str:
    """The text of `content`. Raises Unreadable where no encoding makes sense of it."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _sound(content.decode(encoding, "replace").lstrip("\ufeff"))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(content) or _chinese(content)
    return _unmarked_utf16(content) or text if "\x00" in text else text


def _damaged_utf8(content: bytes) -> str:
    """UTF-8 with a few broken bytes, as where a file was cut in the middle of a character; else an empty string."""
    text = content.decode("utf-8", "replace")
    spoilt = text.count("\ufffd")
    foreign = len(text) - sum(map(text.count, _ASCII)) if spoilt < 2_000 else 0
    return text if spoilt * 10 < foreign else ""


_ASCII = [chr(code) for code in range(128)]


def _unmarked_utf16(content: bytes) -> str:
    """UTF-16 without a byte order mark, told by its markup or digits; else an empty string."""
    sample = content[:4096]
    little, big = sample[1::2].count(0), sample[::2].count(0)
    if max(little, big) < 8 or min(little, big) * 8 > max(little, big):
        return ""
    return _sound(content.decode("utf-16-le" if little > big else "utf-16-be", "replace"))


def _chinese(content: bytes) -> str:
    """The text in the Chinese encoding that gives the most everyday characters and the fewest broken ones."""
    if content.count(b"\x00") * 100 > len(content) and (text := _unmarked_utf16(content)):
        return text
    said = _CHARSET.search(content[:4096])
    names = ["gb18030", "big5hkscs"]
    if said and (name := _SAID.get(said.group(1).decode("ascii", "replace").lower())):
        names = [name, *(other for other in names if other != name)]
    texts = [content.decode(name, "replace") for name in names]
    weights = [_weight(text) for text in texts]
    best = max(range(len(texts)), key=lambda number: (weights[number], -number))
    if weights[best] < 0.02:
        return _guess(content)
    return _sound(texts[best])


def _weight(text: str) -> float:
    """How many of the characters beyond ASCII are everyday ones, less those that are broken."""
    foreign = [character for character in text[: _SAMPLE * 8] if character > "\x7f"][:_SAMPLE]
    if not foreign:
        return 0.0
    everyday = sum(character in _EVERYDAY for character in foreign)
    return (everyday - 3 * foreign.count("\ufffd")) / len(foreign)


def _guess(content: bytes) -> str:
    import chardet

    guessed = chardet.detect(content[:20_000])
    encoding = str(guessed.get("encoding") or "gb18030").lower()
    try:
        text = content.decode(_SAID.get(encoding, encoding), "replace")
    except (LookupError, UnicodeError):
        text = content.decode("gb18030", "replace")
    return _sound(text)


def _sound(text: str) -> str:
    """The text, unless too much of it is broken."""
    if text.count("\ufffd") * 50 > len(text):
        raise Unreadable(
            "encoding",
            "无法识别文件的文字编码，请另存为 UTF-8 后重试。",
            "The encoding of the text cannot be made out: save it as UTF-8 and try again.",
        )
    return text
