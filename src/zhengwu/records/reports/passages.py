"""The texts of a report: places for figures in braces, a closed vocabulary for them, and the text with figures in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from zhengwu.records.reports.count import FeeTotals
from zhengwu.records.reports.ledgers import TEXTS
from zhengwu.records.troubles import invalid
from zhengwu.statute.report.formats import Format
from zhengwu.statute.report.model import Number, Report

PLACE = re.compile(r"\{([^{}\n]*)\}")
FEES = ("fees.notices.count", "fees.notices.sum", "fees.payments.count", "fees.payments.sum")
WORDS = ("year", "agency")
LONGEST = 20_000
UNKNOWN = "〔待填〕"
Values = Mapping[str, Number | str | None]


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its figures, and the places for which there is no figure yet."""

    text: str
    unknown: tuple[str, ...] = ()


def vocabulary(form: Format) -> frozenset[str]:
    """Every place that a text may name: cells of the form (table.row.column), fees, other ledgers, year and body."""
    cells = (f"{table.key}.{row}.{column}" for table in form.tables for row, column in table.keys)
    return frozenset((*cells, *FEES, *WORDS, *(place for places in TEXTS.values() for place in places)))


def check_text(text: str, form: Format) -> None:
    """Raises Trouble (invalid) for a text that is too long or names a place that there is not."""
    if len(text) > LONGEST:
        raise invalid("too_long", f"至多{LONGEST}字。", f"At most {LONGEST} characters.", where="text")
    known = vocabulary(form)
    wrong = next((name for name in PLACE.findall(text) if name not in known), None)
    if wrong is None and re.search(r"[{}]", PLACE.sub("", text)):
        wrong = "{"
    if wrong is not None:
        zh = f"“{{{wrong[:60]}}}”不是可用的数据项；应写作 {{表.行.列}}，例如 {{requests.received.total}}。"
        en = f"{{{wrong[:60]}}} is no place for a figure; write {{table.row.column}}: {{requests.received.total}}."
        raise invalid("unknown_place", zh, en, where="text")


def values_of(
    report: Report, fees: FeeTotals, more: Mapping[str, Number] = MappingProxyType({})
) -> dict[str, Number | str | None]:
    """What stands in each place; `more` are the figures of other ledgers."""
    found: dict[str, Number | str | None] = {
        f"{table.key}.{row}.{column}": cell.value
        for table in report.tables.values()
        for (row, column), cell in table.cells.items()
    }
    given = (fees.notices, fees.notices_sum, fees.payments, fees.payments_sum)
    return {
        **found,
        **more,
        **dict(zip(FEES, given, strict=True)),
        "year": str(report.year),
        "agency": report.agency or "",
    }


def filled(text: str, values: Mapping[str, Number | str | None]) -> Filled:
    """The text with the figures in their places; a place without a figure is shown as such, never as 0."""
    unknown = tuple(dict.fromkeys(name for name in PLACE.findall(text) if values.get(name) is None))

    def figure(place: re.Match[str]) -> str:
        value = values.get(place[1])
        return UNKNOWN if value is None else value if isinstance(value, str) else shown(value)

    return Filled(PLACE.sub(figure, text), unknown)


def shown(number: Number) -> str:
    """A number as texts write it: no exponent, no zeros behind the last decimal."""
    if isinstance(number, int):
        return str(number)
    plain = f"{Decimal(number):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
