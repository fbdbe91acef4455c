"""The identifier of an electronic licence (电子证照标识): GB/T 36904-2018.

`1.2.156.3005.2.KIND.ISSUER.SERIAL.VERSION.CHECK`: the root, 21 signs of the kind of licence (the credit code of the
body that defined it, and three more), the 18 of the issuer's credit code, a serial of digits and capitals, three digits
of the version, and a check sign by ISO 7064 MOD 37,36 over the four parts without dots; the root is left out of it.
"""

import re
from dataclasses import dataclass

from zhengwu.statute.identifiers.problem import Problem

ROOT = "1.2.156.3005.2"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KIND, ISSUER, MOST_SERIAL, MOST_VERSION = 21, 18, 40, 999
LONGEST = 120
_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
_SERIAL = re.compile(rf"[0-9A-Z]{{1,{MOST_SERIAL}}}")
_VERSION = re.compile(r"(?!000)[0-9]{3}")


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier by its parts, without root and check sign, which follow from them."""

    kind: str
    issuer: str
    serial: str
    version: int

    def __str__(self) -> str:
        version = f"{self.version:03d}"
        check = check_sign(f"{self.kind}{self.issuer}{self.serial}{version}")
        return f"{ROOT}.{self.kind}.{self.issuer}.{self.serial}.{version}.{check}"


def check_sign(signs: str) -> str:
    """The check sign of digits and capitals: ISO 7064 MOD 37,36 (GB/T 17710). ValueError for any other sign."""
    rest = 36
    for sign in signs:
        value = _VALUE.get(sign)
        if value is None:
            raise ValueError(f"{sign!r} is no digit and no capital")
        rest = (rest + value) % 36 or 36
        rest = rest * 2 % 37
    return ALPHABET[(37 - rest) % 36]


def build(kind: str, issuer: str, serial: str, version: int) -> str:
    """The identifier of these parts. Raises ValueError, in English, where they make none."""
    if not 0 < version <= MOST_VERSION:
        raise ValueError(f"a version lies between 1 and {MOST_VERSION}")
    found = _parts_wrong([kind, issuer, serial, f"{version:03d}"])
    if found is not None:
        raise ValueError(found.en)
    return str(Identifier(kind, issuer, serial, version))


def parse(text: str) -> Identifier | Problem:
    """The parts of an identifier, or what is wrong with it. Spaces around it do not matter."""
    plain = text.strip()
    wrong = _shape_wrong(plain)
    if wrong is not None:
        return wrong
    kind, issuer, serial, version, check = plain[len(ROOT) + 1 :].split(".")
    wrong = _parts_wrong([kind, issuer, serial, version])
    if wrong is not None:
        return wrong
    if check != check_sign(kind + issuer + serial + version):
        return Problem(
            "check",
            "证照标识的校验位不符，多半有一位抄错。请逐位核对。",
            "The check sign of the identifier does not fit: one sign is probably wrong. Compare them one by one.",
        )
    return Identifier(kind, issuer, serial, int(version))


def problem(text: str) -> Problem | None:
    """What is wrong with an identifier, or None."""
    found = parse(text)
    return found if isinstance(found, Problem) else None


def _shape_wrong(plain: str) -> Problem | None:
    if len(plain) > LONGEST:
        return Problem(
            "length",
            f"证照标识最长{LONGEST}位，现为{len(plain)}位。请照证照上的标识填写。",
            f"An identifier has {LONGEST} signs at most, this has {len(plain)}. Copy it from the licence.",
        )
    if not plain.startswith(f"{ROOT}."):
        return Problem(
            "root",
            f"证照标识应以“{ROOT}.”开头。请照证照上的标识填写，不要漏掉开头。",
            f"An identifier begins with “{ROOT}.”. Copy the whole of it from the licence.",
        )
    if plain.count(".") != ROOT.count(".") + 5:
        return Problem(
            "parts",
            "证照标识在开头之后应有五段：类型、颁发机构、流水号、版本、校验位，用点隔开。",
            "After its root an identifier has five parts with dots between: kind, issuer, serial, version, check.",
        )
    tail = plain[len(ROOT) :]
    if tail != tail.upper():
        return Problem(
            "case",
            "证照标识中的字母一律大写。请改为大写后重试。",
            "The letters of an identifier are capitals. Write them so and try again.",
        )
    return None


def _parts_wrong(parts: list[str]) -> Problem | None:
    kind, issuer, serial, version = parts
    for value, length, zh, en in (
        (kind, KIND, "证照类型代码", "code of the kind"),
        (issuer, ISSUER, "颁发机构代码", "code of the issuer"),
    ):
        if len(value) != length:
            return Problem(
                "length",
                f"{zh}应为{length}位，现为{len(value)}位。请照证照上的标识填写。",
                f"The {en} has {length} signs, this has {len(value)}. Copy it from the licence.",
            )
        if not set(value) <= set(ALPHABET):
            return Problem("signs", f"{zh}只用数字和大写字母。请核对。", f"The {en} has digits and capitals only.")
    if not _SERIAL.fullmatch(serial):
        return Problem(
            "serial",
            f"流水号为1至{MOST_SERIAL}位数字和大写字母。请核对。",
            f"The serial has 1 to {MOST_SERIAL} digits and capitals.",
        )
    if not _VERSION.fullmatch(version):
        return Problem(
            "version",
            "版本号为三位数字，从001起。请核对。",
            "The version has three digits, from 001 on.",
        )
    return None
