"""Compares a reading with what was printed. Silence is worse than refusal: every false statement is named."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from tests.statute.report.mutation.page import NONE_WORD, Key, Page, Truth
from zhengwu.statute.report.model import Cell, Kind, Report, TableStatus

_IN_WAN = {"万元": Decimal(1), "元": Decimal("0.0001"), "亿元": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class Fault:
    """A false statement about a cell: what kind, what was printed, what was read."""

    kind: str  # wrong, invented, invented_zero, false_none, false_blank, hidden
    key: Key
    truth: Truth
    cell: Cell


@dataclass(slots=True)
class Verdict:
    """What a reading is worth: its false statements, and how many figures it read of those that can be read."""

    faults: list[Fault] = field(default_factory=list)
    unread: list[Key] = field(default_factory=list)  # not zero, could be read, was not
    readable: int = 0  # not zero and not doubtful
    printed: int = 0  # not zero, doubtful or not
    read: int = 0  # of `printed`

    @property
    def recall(self) -> float:
        """The share of readable figures that were read."""
        return 1 - len(self.unread) / self.readable if self.readable else 1.0


def judge(page: Page, report: Report, lossy: Iterable[Key] = (), *, spans: bool = True) -> Verdict:
    """The verdict that is best for the reader among the truths that the page allows; `spans`: merged cells show."""
    truths = page.rivals or [page.truth()]
    verdicts = [_against(truth, report, page.doubtful | set(lossy)) for truth in truths]
    if not spans:
        for verdict in verdicts:
            verdict.faults = [f for f in verdict.faults if f.cell.value != page.tolerated.get(f.key, ...)]
    return min(verdicts, key=lambda verdict: (len(verdict.faults), len(verdict.unread)))


def _against(truth: dict[Key, Truth], report: Report, doubtful: set[Key]) -> Verdict:
    verdict = Verdict()
    cells = {(t.key, *key): cell for t in report.tables.values() for key, cell in t.cells.items()}
    for key in truth.keys() | cells.keys():
        value, cell = truth.get(key), cells.get(key, Cell())
        kind = fault_of(value, cell)
        if kind:
            verdict.faults.append(Fault(kind, key, value, cell))
        if isinstance(value, int | Decimal) and value:
            verdict.printed += 1
            verdict.read += cell.value is not None
            if key not in doubtful:
                verdict.readable += 1
                if cell.value is None:
                    verdict.unread.append(key)
            if (
                cell.value is None
                and cell.kind is not Kind.TEXT
                and report.table(key[0]).status in (TableStatus.READ, TableStatus.STATED_NONE)
            ):
                verdict.faults.append(Fault("hidden", key, value, cell))
    return verdict


def fault_of(truth: Truth, cell: Cell) -> str:
    """What is false in a cell that should say `truth`; empty if nothing is."""
    if cell.value is not None:
        if isinstance(truth, int | Decimal):
            return "" if _amount(cell) == truth else "wrong"
        return "invented_zero" if cell.value == 0 else "invented"
    if cell.kind is Kind.STATED_NONE and truth != NONE_WORD:
        return "false_none"
    if cell.empty and truth is not None and truth != NONE_WORD:
        return "false_blank"
    return ""


def _amount(cell: Cell) -> Truth:
    """The value of a cell, money in 万元."""
    if cell.value is None or cell.unit not in _IN_WAN:
        return cell.value
    return Decimal(cell.value) * _IN_WAN[cell.unit]
