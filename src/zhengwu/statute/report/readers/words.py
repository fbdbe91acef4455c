"""Printed words made comparable: width, script, spacing, brackets, numbering and foot marks are taken away."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Protocol

# Characters that only Traditional script has and that no report on disclosure can do without.
_TRADITIONAL = re.compile(
    "[傳優內動務區員問單嚴國執報實審對屬廢強後復徹應掃採擊據數於書會條業構機權決沒況減濟無營爲獲現環產當發"
    "監確碼祕穩箇範糾納組結統經維網編總織繳繼續罰聯職與舉萬處號衆補見規計訟訪設許訴詢試話該認說調請證議護"
    "變貫費質購轉辦這進運過達選還邊郵長門開間關隊際雜電響頁項順須預領頭題額類風馬體點黨]"
)
# What the conversion tables leave or choose differently from the words of the statute.
_STATUTE_WORDS = (
    ("覆议", "复议"),
    ("复議", "复议"),
    ("沿著", "沿着"),
    ("採购", "采购"),
    ("规范性档案", "规范性文件"),
    ("公开档案", "公开文件"),
    ("资讯", "信息"),
)

MOST_NESTED = 4  # brackets within brackets
FOOT_MARKS = "¹²³⁰⁴⁵⁶⁷⁸⁹①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳*＊※†‡△▲★☆◆●#＃"
_FOOT = re.compile(f"[{re.escape(FOOT_MARKS)}]|⟦[^⟦⟧]*⟧")
_INVISIBLE = re.compile("[\\s\u00a0\u00ad\u180e\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\u3000\ufeff]+")
_NUMBERING = re.compile(
    r"^(?:第?[一二三四五六七八九十]{1,3}[、.,:：]|\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)[、.,]?|\d{1,2}[、.,)：:](?!\d))+"
)
_PINYIN = re.compile(r"\([A-Za-z\u00c0-\u024f]+\)|[A-Za-z\u00c0-\u024f]+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|\{[^{}]*\}|<[^<>]*>|〈[^〈〉]*〉")
_OPEN_BRACKET = re.compile(r"[(\[【〔{].*$")
_NOISE = re.compile(r"[^\u4e00-\u9fff0-9]")


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    import opencc

    made: _Converter = opencc.OpenCC("t2s")
    return made


def simplify(text: str) -> str:
    """`text` in Simplified script, in the statute's choice of characters; unchanged where it is Simplified already."""
    if not _TRADITIONAL.search(text):
        return text
    converted = _converter().convert(text)
    for other, word in _STATUTE_WORDS:
        converted = converted.replace(other, word)
    return converted


def squeeze(text: str) -> str:
    """`text` without white space and invisible characters."""
    return _INVISIBLE.sub("", text)


def one_line(text: str) -> str:
    """`text` on one line, with single spaces."""
    return _INVISIBLE.sub(" ", text).strip()


def normal(text: str) -> str:
    """`text` without foot marks and spaces, half-width, in Simplified script."""
    return simplify(unicodedata.normalize("NFKC", squeeze(_FOOT.sub("", text))))


def unbracket(text: str) -> str:
    """`text` (normal) without what stands in brackets, an unclosed bracket at its end included."""
    for _ in range(MOST_NESTED):
        before, text = text, _BRACKETS.sub("", text)
        if before == text:
            break
    return _OPEN_BRACKET.sub("", text) if len(_OPEN_BRACKET.sub("", text)) > 1 else text


@lru_cache(maxsize=16384)
def core(text: str) -> str:
    """The heart of a label: no numbering, brackets, punctuation, Latin letters. Empty where nothing Chinese is left."""
    plain = normal(text)
    plain = _NUMBERING.sub("", _PINYIN.sub("", plain))
    return _NOISE.sub("", unbracket(plain))


@lru_cache(maxsize=4096)
def numbering(text: str) -> str:
    """The numbering in front of a label ("1." or "(三)" in normal form), or an empty string."""
    found = _NUMBERING.match(normal(text))
    return found.group() if found else ""
