"""Where figures come from that the cases do not give: other ledgers by registration, and people by entry."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhengwu.records.reports.addresses import CellKey, counted_cells
from zhengwu.records.reports.models import Figure
from zhengwu.records.troubles import Trouble, Words, invalid
from zhengwu.statute.report.formats import Column, Format
from zhengwu.statute.report.model import Number

Figures = Mapping[CellKey, Number]


@dataclass(frozen=True, slots=True)
class Record:
    """Something that a ledger has counted in a cell: what it is called, its number, its day, and its key there.

    `what` says what it is: publication, case or item.
    """

    id: int
    title: str
    number: str
    on: date
    what: str = "publication"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Another register that fills cells: `figures` of a body, a year and a form; cells the form lacks are left out.

    `state` says how far the ledger has come for a body and the bodies below it in a year: as long as it is the same, a
    report made on its figures holds; without it no report is remembered. `behind` gives a page of what a cell counts,
    after the record of that id. `texts` are figures for texts only, of several bodies together, by places that `TEXTS`
    names.
    """

    figures: Callable[[int, int, Format], Figures]
    state: Callable[[int, Sequence[int], int], Hashable] | None = None
    behind: Callable[[int, int, Format, CellKey, int, int], list[Record]] | None = None
    texts: Callable[[Sequence[int], int], Mapping[str, Number]] | None = None


# By name. A new ledger (publications, licences) adds itself here when its app is loaded, and its places to TEXTS.
LEDGERS: dict[str, Ledger] = {}
TEXTS: dict[str, frozenset[str]] = {}

LARGEST = Decimal(10) ** 12


def of_ledgers(body_id: int, year: int, form: Format) -> dict[CellKey, tuple[Number, str]]:
    """Every figure that a ledger gives, with the name of the ledger."""
    return {
        cell: (number, name)
        for name, ledger in LEDGERS.items()
        for cell, number in ledger.figures(body_id, year, form).items()
    }


def how_far(body_id: int, body_ids: Sequence[int], year: int) -> tuple[Hashable, ...] | None:
    """How far every ledger has come for a body and those below it; None where one of them cannot say."""
    said = []
    for ledger in LEDGERS.values():
        if ledger.state is None:
            return None
        said.append(ledger.state(body_id, body_ids, year))
    return tuple(said)


def for_texts(body_ids: Sequence[int], year: int) -> dict[str, Number]:
    """Every figure for texts that a ledger gives, of these bodies together."""
    found: dict[str, Number] = {}
    for ledger in LEDGERS.values():
        if ledger.texts is not None:
            found.update(ledger.texts(body_ids, year))
    return found


def behind(
    name: str, body_id: int, year: int, form: Format, cell: CellKey, *, after: int = 0, limit: int = 50
) -> list[Record]:
    """A page of what a ledger counted in a cell; nothing where it cannot say."""
    ledger = LEDGERS.get(name)
    return ledger.behind(body_id, year, form, cell, after, limit) if ledger and ledger.behind else []


def entered(body_id: int, year: int, form: Format) -> dict[CellKey, tuple[Decimal, str, str]]:
    """The figures entered by hand that hold: value, note and who. One statement."""
    rows = Figure.objects.filter(body_id=body_id, year=year).order_by("id")
    latest = {CellKey(*row[:3]): row[3:] for row in rows.values_list("table", "row", "column", "value", "note", "by")}
    return {
        cell: (value, note, by)
        for cell, (value, note, by) in latest.items()
        if value is not None and column_of(form, cell) is not None
    }


def column_of(form: Format, cell: CellKey) -> Column | None:
    """The column of a cell; None where the form has no such cell."""
    found = form.table(cell.table).find(cell.row) if form.has(cell.table) else None
    return next((column for column in found[0].columns if column.key == cell.column), None) if found else None


def check_entry(body_id: int, year: int, form: Format, cell: CellKey, value: Decimal | None, note: str) -> None:
    """Raises Trouble (invalid) where this figure may not be entered: no such cell, counted already, not its kind."""
    column = column_of(form, cell)
    if column is None:
        raise invalid(
            "no_such_cell", "该年度的格式没有这一格。", "The form of that year has no such cell.", where="cell"
        )
    if cell in counted_cells(form) or cell in of_ledgers(body_id, year, form):
        zh, en = "这一格由系统从记录统计，不能手工填写。", "This cell is counted from the records; nobody enters it."
        raise invalid("counted_cell", zh, en, where="cell", advice=_correct_records())
    if not note.strip() or len(note) > 500:
        zh, en = "请写明数据来源（至多500字）。", "Say where the figure comes from (500 characters at most)."
        raise invalid("note_missing", zh, en, where="note")
    if value is not None:
        _check_value(column, value)


def _check_value(column: Column, value: Decimal) -> None:
    wrong: Trouble | None = None
    if not value.is_finite() or abs(value) >= LARGEST:
        wrong = invalid("invalid_value", "数值过大。", "The figure is too large.", where="value")
    elif value < 0 and not column.signed:
        wrong = invalid("invalid_value", "这一格不能为负数。", "This cell is never negative.", where="value")
    elif not column.amount and value != value.to_integral_value():
        wrong = invalid("invalid_value", "这一格应为整数。", "This cell is a whole number.", where="value")
    elif value != round(value, 6):
        wrong = invalid("invalid_value", "至多六位小数。", "Six decimals at most.", where="value")
    if wrong is not None:
        raise wrong


def _correct_records() -> Words:
    return Words("如数字不对，请更正有关办件的记录。", "If it is wrong, correct the records of the cases.")
