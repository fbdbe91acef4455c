"""Personal data in a text: numbers, addresses and names, told apart from what an office publishes of itself.

Precision comes before reach: a number counts only with its check digit, or with the label that says what it is. An
excerpt never shows the whole of what was found. The shapes are `personal.toml`.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from zhengwu.statute.identifiers import citizen_id, phone, uscc
from zhengwu.statute.inspection.model import Found, Said, Text
from zhengwu.statute.inspection.telling import found

BEFORE = 24  # characters in front of a hit in which its label is looked for
BLOCK = 65_536  # characters that are looked through at once
TAKEN = "\x00"  # stands where something was found
MOST = 200  # findings of a file that are told one by one
HYPHENS = dict.fromkeys((0xFF0D, 0x2010, 0x2011, 0x2013, 0x2014), 0x2D)
SIGNS = {0x3000: 0x20, 0xA0: 0x20, 0xFF20: 0x40, 0xFF1A: 0x3A, 0xFF08: 0x28, 0xFF09: 0x29, **HYPHENS}
LETTERS = {wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
WIDE = {**SIGNS, **LETTERS}  # each for one, so that places stay
SOME = re.compile(r"[\d\uff10-\uff19@\uff20]|[男女]|身份")
IDENTITY = re.compile(r"身份证|公民身份号码|证件号码|身份号码")
ACCOUNT = re.compile(r"卡号|账号|帐号|账户|帐户|一卡通|社保卡|银行卡")
TRAVEL = re.compile(r"护照|通行证|台胞证|回乡证|军官证")
CODE = re.compile(r"代码|统一社会信用")
TELEPHONE = re.compile(r"电话|传真|座机|热线|联系方式|办公室|值班")
OFFICE = re.compile(
    r"机关|单位|办公|中心|大厅|窗口|\S局|公司|委员会|政府|部门|法院|学校|医院|酒店|厂|店|大厦|注册地址|经营场所|"
    r"受理地点|邮编|通讯地址|通信地址|联系地址"
)
HOME = re.compile(r"家庭住址|家庭地址|住址|现住|户籍|居住地|居住于|住所地?|居住在|家住|^住|[,，。；;、]住")


@dataclass(frozen=True, slots=True)
class _Pattern:
    """What is looked for; `judge` gives the code of a hit by its words and what stands before it, or None."""

    shape: re.Pattern[str]
    judge: Callable[[str, str], str | None]
    mask: Callable[[str], str]


def personal(texts: Iterable[Text]) -> list[Found]:
    """What is personal in the texts: one finding for each thing, with its first place and how often it is there."""
    met: dict[tuple[str, str], Found] = {}
    for places, begins, text in _blocks(texts):
        for code, begin, said, excerpt in _hits(text):
            key = (code, said)
            if key in met:
                met[key] = replace(met[key], count=met[key].count + 1)
            elif len(met) < MOST:
                met[key] = found(code, places[bisect_right(begins, begin) - 1], excerpt)
    return list(met.values())


def _blocks(texts: Iterable[Text]) -> Iterator[tuple[list[Said], list[int], str]]:
    """Many short texts as few long ones, each with the places and the beginnings of its parts."""
    places: list[Said] = []
    begins: list[int] = []
    parts: list[str] = []
    length = 0
    for text in texts:
        places.append(text.where)
        begins.append(length)
        parts.append(text.text)
        length += len(text.text) + 1
        if length > BLOCK:
            yield places, begins, "\n".join(parts)
            places, begins, parts, length = [], [], [], 0
    if parts:
        yield places, begins, "\n".join(parts)


def masked(text: str) -> str:
    """The text with everything personal in it masked."""
    plain = text.translate(WIDE)
    for _, begin, said, excerpt in sorted(_hits(text), key=lambda hit: -hit[1]):
        plain = plain[:begin] + excerpt + plain[begin + len(said) :]
    return plain


def masked_name(name: str) -> str:
    """A name of which only the first sign is shown."""
    plain = name.strip()
    return plain[:1] + "*" * min(len(plain) - 1, 3) if len(plain) > 1 else "*" * len(plain)


def _hits(text: str) -> Iterator[tuple[str, int, str, str]]:
    """(code, where it begins, what was found, how it is shown); what one pattern took the next does not take again."""
    if not SOME.search(text):
        return
    plain = text.translate(WIDE)
    for pattern in _patterns():
        left, kept = 0, []
        for hit in pattern.shape.finditer(plain):
            begin, end = hit.span()
            code = pattern.judge(hit[0], plain[max(0, begin - BEFORE) : begin].rpartition("\n")[2])
            if code:
                kept += [plain[left:begin], TAKEN * (end - begin)]
                left = end
                yield code, begin, hit[0], pattern.mask(hit[0])
        plain = "".join(kept) + plain[left:]


@cache
def _patterns() -> tuple[_Pattern, ...]:
    rows = tomllib.loads(Path(__file__).with_name("personal.toml").read_text("utf-8"))["pattern"]
    return tuple(
        _Pattern(re.compile("|".join(row["shapes"])), JUDGES[row["judge"]], MASKS[row["mask"]]) for row in rows
    )


def _identity(said: str, before: str) -> str | None:
    number = re.sub(r"[ -]", "", said).upper()
    if CODE.search(before) and uscc.problem(number) is None:
        return None
    sound = citizen_id.problem(number) is None
    return "citizen_id" if sound or IDENTITY.search(before) else None


def _card(said: str, before: str) -> str | None:
    number = re.sub(r"[ -]", "", said)
    if not 16 <= len(number) <= 19 or len(set(number)) < 3:
        return None
    if ACCOUNT.search(before):
        return "bank_card"
    return "bank_card" if number.startswith("62") and _luhn(number) else None


def _luhn(number: str) -> bool:
    digits = [int(sign) for sign in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _landline(said: str, before: str) -> str | None:
    return "landline" if said.startswith(("0", "(0")) or TELEPHONE.search(before[-10:]) else None


def _mail(said: str, _: str) -> str:
    return "office_email" if re.search(r"@(?:[\w-]+\.)*gov\.cn$", said, re.IGNORECASE) else "email"


def _travel(_: str, before: str) -> str | None:
    return "passport" if TRAVEL.search(before) else None


def _address(said: str, before: str) -> str:
    if OFFICE.search(said) or OFFICE.search(before[-14:]):
        return "address"
    home = HOME.search(before[-8:]) or HOME.search(said) or re.search(r"单元|[栋幢].{0,8}[室户房]", said)
    return "home_address" if home else "address"


def _always(code: str) -> Callable[[str, str], str]:
    return lambda _said, _before: code


def _ends(first: int, last: int) -> Callable[[str], str]:
    """Hides all but the ends; of what is no longer than these, all but the first sign."""

    def hide(said: str) -> str:
        if len(said) <= first + last:
            return said[:1] + "*" * (len(said) - 1)
        return said[:first] + "*" * (len(said) - first - last) + said[len(said) - last :]

    return hide


def _digits(said: str) -> str:
    return re.sub(r"\d", "*", said)


def _hide_address(said: str) -> str:
    return re.sub(r"[\dA-Za-z一二三四五六七八九十]+(?=[号栋幢座楼层单室户房-])|\d", "*", said)


JUDGES: dict[str, Callable[[str, str], str | None]] = {
    "identity": _identity,
    "card": _card,
    "mobile": _always("mobile"),
    "landline": _landline,
    "mail": _mail,
    "travel": _travel,
    "plate": _always("plate"),
    "address": _address,
    "birth": _always("birth"),
    "person": _always("named_person"),
}
MASKS: dict[str, Callable[[str], str]] = {
    "identity": citizen_id.mask,
    "card": _ends(4, 4),
    "card_short": _ends(1, 2),
    "phone": lambda said: phone.mask(re.sub(r"^\+?86(?=[ -]?1\d\D*(?:\d\D*){9}$)", "", said)),
    "mail": lambda said: f"{said[:1]}***@{said.partition('@')[2]}",
    "plate": _ends(3, 1),
    "address": _hide_address,
    "digits": _digits,
    "person": lambda said: masked_name(said),
}
