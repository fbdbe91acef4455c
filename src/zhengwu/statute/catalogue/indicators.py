"""The figures of a bureau over its items: each with numerator, denominator and scope, so that it can be done again.

Rows are light: what a version says in columns. An indicator says which rows count below the line and which above, or
what is added up; nothing is rounded here. Published percentages are tried by `attainable`: whether some whole number
gives them at all.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from types import MappingProxyType

from zhengwu.statute.catalogue.codes import codes

FULLY, TAKEN_IN = 4, 2  # levels of the online depth
MOST_PERCENT, MOST_DIGITS = 1000, 8


@dataclass(frozen=True, slots=True)
class Light:
    """What the figures look at of an item. Days are working days, None where not set in those.

    Items that are alike in all of it may stand in one row: `count` says how many, and `id` is 0.
    """

    id: int
    type: str
    level: str
    case_type: str
    depth: int
    visits: int | None
    statutory_days: int | None
    promised_days: int | None
    stages: int
    personal: bool
    nearby: bool
    kiosk: bool
    faults: int
    count: int = 1


Counts = Callable[[Light], bool]
Amount = int | Fraction
Adds = Callable[[Light], Amount]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure. `of` says who counts below the line, `adds` what each of them adds above it. `scale`: "percent", or
    "mean" for a number. `weighs` is what each adds below the line, one where it is not said.
    """

    key: str
    zh: str
    en: str
    formula: str
    of: Counts
    adds: Adds
    scale: str = "percent"
    weighs: Adds = lambda one: 1


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator counted: `ids` are the items above the line (for sums: those that add something), `below` all that
    count; both only where rows are single items. `missing` are those of the scope that do not say what it needs.
    """

    indicator: Indicator
    numerator: Fraction
    denominator: Fraction
    ids: tuple[int, ...]
    below: tuple[int, ...]
    missing: int

    @property
    def value(self) -> Fraction | None:
        """The figure; None where nothing is below the line."""
        return self.numerator / self.denominator if self.denominator else None

    def shown(self, digits: int = 2) -> str:
        """As it is published: a percentage or a number, rounded half up; a dash where there is none."""
        if self.value is None:
            return "—"
        exact = self.value * (100 if self.indicator.scale == "percent" else 1)
        rounded = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
            Decimal(1).scaleb(-digits), ROUND_HALF_UP
        )
        return f"{rounded}%" if self.indicator.scale == "percent" else str(rounded)


def _all(one: Light) -> bool:
    return True


def _is(test: Counts) -> Adds:
    return lambda one: int(test(one))


def _limits(one: Light) -> bool:
    return bool(one.statutory_days) and one.promised_days is not None


def _saved(one: Light) -> int:
    return (one.statutory_days or 0) - (one.promised_days or 0)


def _visits(one: Light) -> bool:
    return one.visits is not None


def _within(most: int) -> Adds:
    return lambda one: int((one.visits is not None and one.visits <= most) or (most == 0 and one.depth == FULLY))


def _depth(level: int) -> Indicator:
    name = f"网上办理深度{'ⅠⅡⅢⅣ'[level - 1]}级"
    adds = _is(lambda one: one.depth == level)
    return Indicator(f"depth_{level}", name, f"online depth {level}", "该级事项数÷事项数", _all, adds)


def _ratio(key: str, zh: str, en: str, formula: str, test: Counts, of: Counts = _all) -> Indicator:
    return Indicator(key, zh, en, formula, of, _is(test))


SPOT, NET = _is(lambda one: one.case_type == "on_the_spot"), _is(lambda one: one.depth >= TAKEN_IN)
SUMS = "（法定时限之和－承诺时限之和）÷法定时限之和，两个时限均以工作日计"
NEARBY = "可在街道、社区办理的面向自然人事项数÷面向自然人事项数"
ALL: tuple[Indicator, ...] = (
    Indicator("on_the_spot", "即办件比率", "on-the-spot items", "即办件事项数÷事项数", _all, SPOT),
    Indicator("online", "网上可办率", "can be begun online", "网上办理深度Ⅱ级以上的事项数÷事项数", _all, NET),
    _ratio("fully_online", "全程网办率", "fully online", "网上深度Ⅳ级的事项数÷事项数", lambda one: one.depth == FULLY),
    *map(_depth, (1, 2, 3, 4)),
    Indicator(
        "time_saved", "减时限比率", "time saved (of the sums)", SUMS, _limits, _saved,
        weighs=lambda one: one.statutory_days or 0,
    ),
    Indicator(
        "time_saved_mean", "减时限比率（逐项平均）", "time saved (mean of each item's)", "各事项减时限比率之和÷事项数",
        _limits, lambda one: Fraction(_saved(one), one.statutory_days or 1),
    ),
    Indicator(
        "stages", "平均办理环节", "stages on average", "环节数之和÷事项数", lambda one: one.stages > 0,
        lambda one: one.stages, "mean",
    ),
    Indicator(
        "visits", "平均跑动次数", "visits on average", "到办事现场次数之和÷事项数", _visits,
        lambda one: one.visits or 0, "mean",
    ),
    Indicator("no_visit", "零跑动率", "without a visit", "到现场0次或全程网办的事项数÷事项数", _all, _within(0)),
    Indicator("at_once", "马上办", "at once", "材料齐全即时办结的事项数÷事项数", _all, SPOT),
    Indicator("by_net", "网上办", "online", "网上可办的事项数÷事项数", _all, NET),
    _ratio("nearby", "就近办", "nearby", NEARBY, lambda one: one.nearby, lambda one: one.personal),
    Indicator("single_visit", "一次办", "in a single visit", "到现场不超过1次的事项数÷事项数", _all, _within(1)),
    _ratio("accuracy", "办事指南准确度", "accuracy of guides", "检查无误的指南数÷指南数", lambda one: not one.faults),
    _ratio("kiosk", "自助终端可办率", "at a kiosk", "可在自助终端办理的事项数÷事项数", lambda one: one.kiosk),
)  # fmt: skip
INDICATORS: Mapping[str, Indicator] = MappingProxyType({one.key: one for one in ALL})
FOUR = ("at_once", "by_net", "nearby", "single_visit")  # 四办


def on_application() -> tuple[str, ...]:
    """The usual scope, "6+1" and filings: the types that people apply for (依申请)."""
    return tuple(key for key, one in codes("item_type").items() if one.says["on_application"])


def six_and_one() -> tuple[str, ...]:
    """The seven types of "6+1": those that people apply for, without filings (行政备案, a type since 2022)."""
    return tuple(key for key in on_application() if key != "filing")


def figure(indicator: Indicator, rows: Iterable[Light]) -> Figure:
    """An indicator over these rows."""
    numerator: Amount = 0
    denominator: Amount = 0
    missing, ids, below = 0, [], []
    for one in rows:
        if not indicator.of(one):
            missing += one.count
            continue
        added = indicator.adds(one)
        numerator += added * one.count
        denominator += indicator.weighs(one) * one.count
        if one.id:
            below.append(one.id)
            ids += [one.id] if added else []
    return Figure(indicator, Fraction(numerator), Fraction(denominator), tuple(ids), tuple(below), missing)


def figures(rows: Iterable[Light]) -> dict[str, Figure]:
    """All indicators over these rows, by key."""
    rows = tuple(rows)
    return {one.key: figure(one, rows) for one in ALL}


@dataclass(frozen=True, slots=True)
class OnTime:
    """按时办结率: of so many finished cases, how many were finished by the day that was promised."""

    on_time: int
    finished: int

    @property
    def value(self) -> Fraction | None:
        """Their share; None where nothing was finished."""
        return Fraction(self.on_time, self.finished) if self.finished else None


@dataclass(frozen=True, slots=True)
class Attained:
    """The whole numbers, first to last, that give a percentage of `n`."""

    first: int
    last: int


def attainable(percent: str, n: int, *, cut: bool = False) -> Attained | None:
    """Which counts out of `n` a published percentage such as "62.5%" may stand for; None where none gives it.

    A half is rounded up, or to the even digit; with `cut` digits are cut off instead. Raises ValueError for what is no
    percentage.
    """
    try:
        wanted = Decimal(percent.strip().rstrip("%％").strip())
    except InvalidOperation:
        raise ValueError(f"{percent!r} is no percentage") from None
    exponent = wanted.as_tuple().exponent
    if n < 1 or not isinstance(exponent, int) or not 0 <= wanted <= MOST_PERCENT or exponent < -MOST_DIGITS:
        raise ValueError(f"{percent!r} of {n} is no percentage")
    step = Decimal(1).scaleb(min(exponent, 0))
    first = max(int((wanted - step) * n / 100), 0)
    last = min(int((wanted + step) * n / 100) + 1, n)
    ways = (ROUND_DOWN,) if cut else (ROUND_HALF_UP, ROUND_HALF_EVEN)
    lowest = next((k for k in range(first, last + 1) if _gives(k, n, wanted, step, ways)), None)
    if lowest is None:
        return None
    return Attained(lowest, next(k for k in range(last, lowest - 1, -1) if _gives(k, n, wanted, step, ways)))


def _gives(k: int, n: int, wanted: Decimal, step: Decimal, ways: tuple[str, ...]) -> bool:
    exact = Decimal(100 * k) / Decimal(n)
    return any(exact.quantize(step, rounding) == wanted for rounding in ways)
