"""The information processing fee 信息处理费, as 国办函〔2020〕109号 counts it in its Articles 3 to 5.

An agency chooses for a request to charge by item or by page, never both. Both are progressive: each band has its own
rate, and only what lies in the band is charged at it. All amounts are whole yuan. By item one counts what one applicant
asks for in one calendar month; by page one counts a single request, one side of A4 or smaller being one page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

DOCUMENT = "政府信息公开信息处理费管理办法（国办函〔2020〕109号）"
_MOST = 1_000_000  # items or pages; more is a slip of the pen
_FREE_ITEMS, _LOW_ITEMS, _STEP_ITEMS, _STEP_YUAN = 10, 30, 10, 100
_PAGE_BANDS = ((30, 0), (100, 10), (200, 20), (_MOST, 40))  # up to which page, yuan a page
_SHOWN = 6  # bands told one by one in the explanation


class FeeBasis(StrEnum):
    """What is counted."""

    PER_ITEM = "per_item"  # 按件计收, 第四条
    PER_PAGE = "per_page"  # 按量计收, 第五条


@dataclass(frozen=True, slots=True)
class Band:
    """A step of the tariff: from the `first` to the `last` item or page charged in it, `rate` yuan each."""

    first: int
    last: int
    count: int
    rate: int
    amount: int


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee in yuan with how it came about: bands in order, the legal basis, an explanation in Chinese and English."""

    total: int
    fee_basis: FeeBasis
    count: int
    bands: tuple[Band, ...]
    basis: str
    zh: str
    en: str


class FeeRefused(ValueError):
    """A number of items or pages that cannot be; said in Chinese and English."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(zh)
        self.code = code
        self.zh = zh
        self.en = en


def per_item(items: int, earlier: int = 0) -> Fee:
    """The fee for `items` of one applicant, who has had `earlier` items in the same calendar month.

    The 1st to 10th are free, the 11th to 30th cost 100 yuan each; from the 31st each further band of ten costs 100 yuan
    more an item than the one before: 200 to the 40th, 300 to the 50th, and so on.
    """
    _check(items, "件数", "number of items")
    _check(earlier, "本月此前件数", "number of earlier items")
    _check(items + earlier, "本月件数", "number of items in the month")
    bands = _bands(_item_tariff(), earlier + 1, earlier + items)
    return _fee(FeeBasis.PER_ITEM, items, bands, ("件", "item"), earlier)


def per_page(pages: int) -> Fee:
    """The fee for `pages` of one request: 30 free, 10 yuan each to the 100th, 20 to the 200th, 40 beyond."""
    _check(pages, "页数", "number of pages")
    return _fee(FeeBasis.PER_PAGE, pages, _bands(iter(_PAGE_BANDS), 1, pages), ("页", "page"), 0)


def _item_tariff() -> Iterator[tuple[int, int]]:
    """Up to which item, yuan an item, without end."""
    yield _FREE_ITEMS, 0
    up_to, rate = _LOW_ITEMS, _STEP_YUAN
    while True:
        yield up_to, rate
        up_to, rate = up_to + _STEP_ITEMS, rate + _STEP_YUAN


def _bands(tariff: Iterator[tuple[int, int]], first: int, last: int) -> tuple[Band, ...]:
    """The bands from the `first` to the `last` item or page; none if there is nothing to charge."""
    found: list[Band] = []
    while first <= last:
        up_to, rate = next(tariff)
        if first <= up_to:
            end = min(last, up_to)
            count = end - first + 1
            found.append(Band(first, end, count, rate, count * rate))
            first = end + 1
    return tuple(found)


def _fee(fee_basis: FeeBasis, count: int, bands: tuple[Band, ...], unit: tuple[str, str], earlier: int) -> Fee:
    total = sum(band.amount for band in bands)
    article = "第四条" if fee_basis is FeeBasis.PER_ITEM else "第五条"
    zh_unit, en_unit = unit
    before_zh = f"（同一申请人本月此前已有{earlier}件）" if earlier else ""
    before_en = f" (after {earlier} of the same applicant in this month)" if earlier else ""
    zh_parts = [_zh(band, zh_unit) for band in bands]
    en_parts = [_en(band, en_unit) for band in bands]
    zh = f"共{count}{zh_unit}{before_zh}，" + "".join(f"{part}；" for part in _few(zh_parts)) + f"合计{total}元。"
    en = (
        f"{count} {en_unit}(s){before_en}: " + "".join(f"{part}; " for part in _few(en_parts)) + f"{total} yuan in all."
    )
    return Fee(total, fee_basis, count, bands, DOCUMENT + article, zh, en)


def _zh(band: Band, unit: str) -> str:
    which = f"第{band.first}{unit}" if band.count == 1 else f"第{band.first}至{band.last}{unit}"
    return f"{which}免费" if band.rate == 0 else f"{which}每{unit}{band.rate}元，{band.amount}元"


def _en(band: Band, unit: str) -> str:
    which = f"{unit} {band.first}" if band.count == 1 else f"{unit}s {band.first} to {band.last}"
    return f"{which} free" if band.rate == 0 else f"{which} at {band.rate} yuan each, {band.amount} yuan"


def _few(parts: list[str]) -> list[str]:
    """The parts, with a mark for those in the middle where there are too many to read."""
    return parts if len(parts) <= _SHOWN else [*parts[: _SHOWN - 2], "……", parts[-1]]


def _check(count: int, zh: str, en: str) -> None:
    """Refuses what is no whole number from 0 up."""
    if isinstance(count, bool) or not isinstance(count, int):
        raise FeeRefused(
            "not_whole", f"{zh}应为整数，实为“{count}”。", f"The {en} must be a whole number, not {count!r}."
        )
    if not 0 <= count <= _MOST:
        raise FeeRefused(
            "out_of_range",
            f"{zh}应在 0 至 {_MOST} 之间，实为 {count}。",
            f"The {en} must be 0 to {_MOST}, not {count}.",
        )
