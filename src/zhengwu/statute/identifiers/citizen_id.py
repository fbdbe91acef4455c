"""公民身份号码, the number of every citizen and of every holder of a residence permit: GB 11643-1999.

18 signs: six digits of administrative division (beginning with 81, 82 and 83 on the permits of residents of Hong Kong,
Macao and Taiwan), eight of the date of birth, three of order, and one check sign, X standing for ten. The number of 15
digits went out of use on 1 January 2013 with the first identity card and is refused.
"""

import re
from datetime import date

from zhengwu.statute.identifiers.problem import Problem, written

_LENGTH, _OLD_LENGTH = 18, 15
_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)
_CHECKS = "10X98765432"
_KEPT_FIRST, _KEPT_LAST = 3, 2
_EARLIEST_YEAR = 1850


def problem(text: str, on: date | None = None) -> Problem | None:
    """What is wrong with the number, or None. With `on`, a birth after that day is wrong too."""
    number = written(text)
    if len(number) == _OLD_LENGTH and number.isascii() and number.isdigit():
        return Problem(
            "old",
            "15位身份证号码已于2013年1月1日停止使用。请填写现行身份证上的18位号码。",
            "Numbers of 15 digits went out of use on 1 January 2013. Enter the 18 characters of the present card.",
        )
    if len(number) != _LENGTH:
        return Problem(
            "length",
            f"公民身份号码应为18位，现为{len(number)}位。请照身份证或居住证填写。",
            f"A citizen identity number has 18 characters, this has {len(number)}. Copy it from the card.",
        )
    if not _SHAPE.fullmatch(number):
        return Problem(
            "signs",
            "公民身份号码前17位应为数字，最后一位为数字或X。请核对。",
            "The first 17 characters of an identity number are digits, the last is a digit or X. Check them.",
        )
    return _meaning(number, on)


def check_sign(body: str) -> str:
    """The 18th sign for the first 17: weights are the powers of 2 modulo 11."""
    total = sum(int(digit) * pow(2, _LENGTH - 1 - place, 11) for place, digit in enumerate(body))
    return _CHECKS[total % 11]


def mask(text: str) -> str:
    """The number as it is shown by default: the first three and the last two signs stay, all between are `*`.

    The date of birth is never shown. What is no number of 18 signs is hidden whole.
    """
    number = written(text)
    if len(number) != _LENGTH:
        return "*" * len(number)
    return number[:_KEPT_FIRST] + "*" * (_LENGTH - _KEPT_FIRST - _KEPT_LAST) + number[-_KEPT_LAST:]


def _meaning(number: str, on: date | None) -> Problem | None:
    """What is wrong with a number of the right shape: its division, its date of birth, its check sign."""
    if number[:2] not in _PROVINCES:
        return Problem(
            "division",
            f"公民身份号码开头“{number[:2]}”不是任何省级行政区的代码。请核对前两位。",
            f"An identity number cannot begin with {number[:2]}: no province has that code. Check the digits.",
        )
    if not _is_birth(number[6:14], on):
        return Problem(
            "birth",
            "公民身份号码第7至14位不是有效的出生日期。请核对。",
            "Digits 7 to 14 of an identity number are the date of birth; these are no possible date. Check them.",
        )
    if number[-1] != check_sign(number[:-1]):
        return Problem(
            "check",
            "公民身份号码的校验码不符，多半有一位填错。请逐位核对。",
            "The check sign of the identity number does not fit: one character is probably wrong. Compare them.",
        )
    return None


def _is_birth(digits: str, on: date | None) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return born.year >= _EARLIEST_YEAR and (on is None or born <= on)
