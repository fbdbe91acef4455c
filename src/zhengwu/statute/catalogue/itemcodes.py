"""The codes that service items bear (GB/T 39554.1): built, taken apart, checked.

`catalog_code` (基本编码, 12): 2 province (00 the nation), 2 item type, 2 department, 3 main item, 3 sub-item (000,
no split). `task_code` (实施编码, 31): the credit code of the body, 1 level, the catalogue's. `handle_code`
(业务办理项编码, 33): that and a serial of 2. `project_no` (办件编号, 43): the task's, the day, a serial of 4. Other
lengths are in local use; they are kept as they are and are no codes of the standard.
"""

import re
from dataclasses import dataclass
from datetime import date

from zhengwu.statute.catalogue.codes import codes
from zhengwu.statute.identifiers import uscc
from zhengwu.statute.identifiers.problem import Problem, written

CATALOG, TASK, HANDLE, PROJECT = 12, 31, 33, 43
PROVINCES = frozenset(
    "00 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 66".split()
)
USCC = 18


@dataclass(frozen=True, slots=True)
class Catalogued:
    """A base code taken apart. `type` is a key of the list `item_type`, None where the two digits are a local type."""

    province: str
    type_code: str
    type: str | None
    department: str
    main: str
    sub: str

    @property
    def split(self) -> bool:
        """Whether it is a sub-item."""
        return self.sub != "000"


@dataclass(frozen=True, slots=True)
class Implemented:
    """An implementation code taken apart; `serial` is that of the handling item, empty where it is not split."""

    body: str
    level: str
    catalogued: Catalogued
    serial: str = ""


def catalog(province: str, type_key: str, department: str, main: int, sub: int = 0) -> str:
    """A base code. Raises ValueError for parts that do not fit, KeyError for a type that is none."""
    built = f"{province}{codes('item_type')[type_key].code}{department}{main:03d}{sub:03d}"
    return _sound(built, catalog_problem(built))


def task(body: str, level_key: str, catalog_code: str) -> str:
    """An implementation code. Raises ValueError for parts that do not fit, KeyError for a level that is none."""
    built = f"{written(body)}{codes('level')[level_key].code}{catalog_code}"
    return _sound(built, task_problem(built))


def handle(task_code: str, serial: int) -> str:
    """The code of a handling item. Raises ValueError for parts that do not fit."""
    built = f"{task_code}{serial:02d}"
    return _sound(built, handle_problem(built))


def project_no(task_code: str, on: date, serial: int) -> str:
    """The number of an application. Raises ValueError for parts that do not fit."""
    built = f"{task_code}{on:%Y%m%d}{serial:04d}"
    return _sound(built, project_problem(built))


def _sound(built: str, problem: Problem | None) -> str:
    if problem is not None:
        raise ValueError(problem.en)
    return built


def catalog_problem(text: str) -> Problem | None:
    """What is wrong with a base code, or None."""
    code = written(text)
    if not re.fullmatch(r"[0-9]{12}", code):
        return _problem("length", f"基本编码应为12位数字，现为“{code}”。", f"A base code has 12 digits, not {code!r}.")
    if code[:2] not in PROVINCES:
        zh = f"基本编码开头“{code[:2]}”不是省级行政区代码，国家级为00。"
        return _problem("province", zh, f"{code[:2]} is no province; that of the nation is 00.")
    if code[6:9] == "000":
        return _problem("main", "基本编码的主项序号不能为000。", "The number of the main item cannot be 000.")
    return None


def task_problem(text: str) -> Problem | None:
    """What is wrong with an implementation code, or None; the body's credit code in it is checked too."""
    code = written(text)
    if len(code) != TASK:
        zh = f"实施编码应为31位（18位统一社会信用代码、1位行使层级、12位基本编码），现为{len(code)}位。"
        return _problem("length", zh, f"An implementation code has 31 characters, this has {len(code)}.")
    if code[USCC] not in {one.code for one in codes("level").values()}:
        zh = f"实施编码第19位“{code[USCC]}”不是行使层级代码。"
        return _problem("level", zh, f"Sign 19, {code[USCC]!r}, is no level.")
    return uscc.problem(code[:USCC]) or catalog_problem(code[USCC + 1 :])


def handle_problem(text: str) -> Problem | None:
    """What is wrong with the code of a handling item, or None."""
    code = written(text)
    if len(code) != HANDLE or not re.fullmatch(r"[0-9]{2}", code[TASK:]):
        zh = f"业务办理项编码应为33位（31位实施编码、2位数字序号），现为{len(code)}位。"
        return _problem("length", zh, f"A handling item has 33 characters, the last two digits; this {len(code)}.")
    return task_problem(code[:TASK])


def project_problem(text: str) -> Problem | None:
    """What is wrong with the number of an application, or None."""
    code = written(text)
    tail = code[TASK:]
    if len(code) != PROJECT or not (tail.isascii() and tail.isdecimal()) or not _is_day(tail[:8]):
        zh = "办件编号应为43位：31位实施编码、8位日期、4位序号。"
        return _problem("length", zh, "A case number has 43 characters: the item's 31, a day, four digits.")
    return task_problem(code[:TASK])


def catalogued(text: str) -> Catalogued | None:
    """A base code taken apart; None where it is none."""
    code = written(text)
    if catalog_problem(code):
        return None
    kind = next((key for key, one in codes("item_type").items() if one.code == code[2:4]), None)
    return Catalogued(code[:2], code[2:4], kind, code[4:6], code[6:9], code[9:])


def implemented(text: str) -> Implemented | None:
    """An implementation code or that of a handling item taken apart; None where it is neither."""
    code = written(text)
    found = catalogued(code[USCC + 1 : TASK])
    if found is None or (handle_problem(code) if len(code) == HANDLE else task_problem(code)):
        return None
    level = next(key for key, one in codes("level").items() if one.code == code[USCC])
    return Implemented(code[:USCC], level, found, code[TASK:])


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _problem(code: str, zh: str, en: str) -> Problem:
    return Problem(code, zh, en)
