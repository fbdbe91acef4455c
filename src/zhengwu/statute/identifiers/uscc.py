"""统一社会信用代码, the number of every organization: GB 32100-2015.

18 signs: one for the registering authority, one for the kind of body, six digits of administrative division, nine of
the body itself, and one check sign. The letters I, O, S, V and Z are not used.
"""

import re

from zhengwu.statute.identifiers.problem import Problem, written

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18
_SHAPE = re.compile(rf"[{_SIGNS}]{{2}}[0-9]{{6}}[{_SIGNS}]{{10}}")


def problem(text: str) -> Problem | None:
    """What is wrong with the code, or None."""
    code = written(text)
    if len(code) != _LENGTH:
        return Problem(
            "length",
            f"统一社会信用代码应为18位，现为{len(code)}位。请照营业执照或登记证书填写。",
            f"A unified social credit code has 18 characters, this has {len(code)}. Copy it from the licence.",
        )
    if not _SHAPE.fullmatch(code):
        return Problem(
            "signs",
            "统一社会信用代码只用数字和大写字母（不含I、O、S、V、Z），第3至8位为数字。请核对。",
            "A unified social credit code has digits and capitals only (no I, O, S, V, Z); signs 3 to 8 are digits.",
        )
    if code[-1] != check_sign(code[:-1]):
        return Problem(
            "check",
            "统一社会信用代码的校验码不符，多半有一位填错。请逐位核对。",
            "The check sign of the credit code does not fit: one character is probably wrong. Compare them one by one.",
        )
    return None


def check_sign(body: str) -> str:
    """The 18th sign for the first 17: weights are the powers of 3 modulo 31."""
    total = sum(_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return _SIGNS[-total % 31]
