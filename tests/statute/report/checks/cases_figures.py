"""Cases of the rules about figures, cells and the form."""

from dataclasses import replace

from tests.statute.report.checks.builder import build, figure, sound_report, with_cell, with_table, zeros
from tests.statute.report.checks.case import Case, filled, put
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.model import Cell, Kind, Report, Table, TableStatus

FORM = format_of("2021")
CLASS_KEYS = tuple(column.key for column in FORM.table("requests").blocks[0].columns)
LEAVES = tuple(row.key for _, row in FORM.table("requests").lines() if not row.optional)[2:-2]
RESULT_KEYS = tuple(column.key for column in FORM.table("remedies").blocks[0].columns)


SOUND = sound_report("2021", 7, 2023)
OLD = sound_report("2019", 7, 2020)
ZERO = build(zeros())
ZERO_LAST = build(zeros(), year=2022)
ALL_GRANTED = filled(
    {"requests": {row: {"natural_person": 60, "total": 60} for row in ("received", "granted", "concluded")}}
)
COLUMN = frozenset((row, "enterprise") for row in ("received", "carried_in", "concluded", "carried_out"))
SUMMED = frozenset((row, "enterprise") for row in (*LEAVES, "concluded"))


def _rolled(row: str, column: str, value: int) -> Report:
    return put(ZERO_LAST, "requests", row, column, value)


def _replaced_rows() -> Report:
    """Form 2021 with the single row that form 2019 had."""
    table = ZERO.table("requests")
    cells = {key: cell for key, cell in table.cells.items() if not key[0].startswith("other_")}
    cells |= {("other", column): figure(0) for column in CLASS_KEYS}
    return with_table(ZERO, replace(table, cells=cells))


ITEMS = ("items_last_year", "change", "decisions")
OLD_ZERO = build(zeros("2019"), form_key="2019", year=2020)
OLD_LAST = build(zeros("2019"), form_key="2019", year=2019)
MISREAD = with_table(
    OLD_ZERO,
    replace(
        OLD_ZERO.table("publications"),
        cells=dict(OLD_ZERO.table("publications").cells)
        | {("licensing", key): figure(value) for key, value in zip(ITEMS, (40, 5, 45), strict=True)},
    ),
)
NO_WORDS = Table("remedies", "2021", TableStatus.STATED_NONE, {}, "本年度没有。")

CASES: dict[str, Case] = {
    "T3-COL": Case(SOUND, put(ZERO, "requests", "received", "enterprise", 1), COLUMN),
    "T3-SUM": Case(SOUND, put(ZERO, "requests", "concluded", "enterprise", 1), SUMMED),
    "T3-ROW": Case(
        SOUND, put(ZERO, "requests", "granted", "enterprise", 1), frozenset(("granted", c) for c in CLASS_KEYS)
    ),
    "T4-ROW": Case(SOUND, put(ZERO, "remedies", "review", "total", 1), frozenset(("review", c) for c in RESULT_KEYS)),
    "T3-ROLL": Case(
        ZERO, ZERO, frozenset({("carried_in", "enterprise")}), {"last_year": _rolled("carried_out", "enterprise", 2)}
    ),
    "T4-ROLL": Case(
        ZERO, ZERO, frozenset({("review", "total")}), {"last_year": put(ZERO_LAST, "remedies", "review", "pending", 2)}
    ),
    "T2-ROLL-21": Case(
        ZERO,
        ZERO,
        frozenset(("normative_documents", c) for c in ("in_force", "issued", "repealed")),
        {"last_year": put(ZERO_LAST, "publications", "normative_documents", "in_force", 4)},
    ),
    "T2-ROLL-19": Case(
        OLD_ZERO,
        OLD_ZERO,
        frozenset({("licensing", "items_last_year")}),
        {"last_year": put(OLD_LAST, "publications", "licensing", "change", 3)},
    ),
    "T2-PUB-19": Case(
        OLD,
        put(OLD_ZERO, "publications", "normative_documents", "disclosed", 3),
        frozenset(("normative_documents", c) for c in ("disclosed", "disclosed_total")),
    ),
    "UNREAD": Case(
        SOUND, with_cell(SOUND, "requests", ("granted", "nonprofit"), None), frozenset({("granted", "nonprofit")})
    ),
    "UNREAD-LAST": Case(
        ZERO, ZERO, frozenset(), {"last_year": with_cell(ZERO_LAST, "requests", ("carried_out", "total"), None)}
    ),
    "LAST-YEAR": Case(ZERO, ZERO, frozenset(), {"last_year": build(zeros(), year=2021)}),
    "T3-NEG": Case(
        SOUND, put(ZERO, "publications", "licensing", "decisions", -3), frozenset({("licensing", "decisions")})
    ),
    "MAGNITUDE": Case(
        SOUND, put(ZERO, "publications", "licensing", "decisions", 10**8), frozenset({("licensing", "decisions")})
    ),
    "EMPTY": Case(
        SOUND,
        with_cell(ZERO, "publications", ("penalties", "decisions"), Cell(None, "/", Kind.DASH)),
        frozenset({("penalties", "decisions")}),
    ),
    "UNIT": Case(
        put(ZERO, "publications", "administrative_fees", "amount", 5, unit="万元"),
        put(ZERO, "publications", "administrative_fees", "amount", 5000, unit="元"),
        frozenset({("administrative_fees", "amount")}),
    ),
    "CELL-ZEROS": Case(
        SOUND,
        put(ZERO, "publications", "licensing", "decisions", 46, raw="046"),
        frozenset({("licensing", "decisions")}),
    ),
    "CELL-NOTE": Case(
        SOUND,
        put(ZERO, "publications", "licensing", "decisions", 22, note="（含变更4件）"),
        frozenset({("licensing", "decisions")}),
    ),
    "FORM-YEAR": Case(SOUND, replace(SOUND, year=2020)),
    "FORM-MIXED": Case(ZERO, _replaced_rows(), frozenset(("other", column) for column in CLASS_KEYS)),
    "FORM-EXTRA": Case(
        ZERO,
        put(ZERO, "publications", "other_documents", "issued", 2),
        frozenset(("other_documents", c) for c in ("issued", "repealed", "in_force")),
    ),
    "FORM-SENTENCE": Case(ZERO, with_table(ZERO, NO_WORDS)),
}
