"""How a table, a row or a column is named in a sentence: the statutory label, shortened as a clerk would say it."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from zhengwu.statute.report.formats import Column, Format, Row, TableForm
from zhengwu.statute.report.model import Number

_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])")
_REMARK = re.compile(r"[（(].*?[）)]")
_PART = re.compile(r"^([一二三四五六七八九十]+)、")
_TALE = re.compile(r"(?<=.)政府信息公开申请数量$")
SHORT = 2  # a label this short says nothing without the head above it
MANY = 5  # a list longer than this is cut


def plain(label: str) -> str:
    """The label without its number, its remark in brackets and the tail that all rows share."""
    return _TALE.sub("", _REMARK.sub("", _NUMBERED.sub("", label)).split("、")[0])


@lru_cache(maxsize=4096)
def _name(label: str, under: tuple[str, ...]) -> str:
    short = plain(label)
    return "".join((plain(under[-1]), "·", short)) if len(short) <= SHORT and under else short


def row_name(row: Row) -> str:
    """What a row is called: 本年新收, 予以公开, 本年度办理结果·总计."""
    return _name(row.label, row.under)


def column_name(column: Column) -> str:
    """What a column is called: 自然人, 法人或其他组织·其他."""
    return _name(column.label, column.under)


def table_name(form: Format, table: TableForm) -> str:
    """What a table is called: 表三 for the table of part three, else its title in brackets."""
    part = next((part for part in form.parts if part.key == table.part), None)
    number = _PART.match(part.title) if part else None
    return f"表{number[1]}" if number else f"“{table.title}”表"


def number(value: Number) -> str:
    """A number as it is printed: whole numbers without decimals, no exponent."""
    return f"{value:f}" if not isinstance(value, int) else str(value)


def size(value: Number) -> Number:
    """The value without its sign."""
    return -value if value < 0 else value


def listed(names: Iterable[str], most: int = MANY) -> str:
    """The names in a row; a long list is cut and says how many there are."""
    kept: Sequence[str] = list(names)
    return "、".join(kept) if len(kept) <= most else f"{'、'.join(kept[:most])}等{len(kept)}处"


def listed_in_english(names: Iterable[str], most: int = MANY) -> str:
    """As `listed`, for the English gloss."""
    kept = list(names)
    return ", ".join(kept) if len(kept) <= most else f"{', '.join(kept[:most])} and {len(kept) - most} more"
