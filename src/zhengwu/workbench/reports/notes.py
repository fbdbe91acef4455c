"""A finding as the desk shows it: what it means, which cells it is about, and what can be done about it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from zhengwu.records.reports.across import title_of
from zhengwu.records.reports.addresses import CellKey, counted_cells
from zhengwu.records.reports.checking import Checked
from zhengwu.records.reports.desk import Slip
from zhengwu.records.troubles import Words
from zhengwu.statute.report.formats import Format
from zhengwu.ui.catalogue import words
from zhengwu.ui.links import Link
from zhengwu.workbench.reports.tables import anchor, label_of

MOST_CELLS = 4
FILES = ("RENDER", "READ-BACK")
DATES = ("PUBLISHED", "PUBLISHED-LOCAL", "PUBLISHED-EARLY")
WRITTEN = ("SEC5", "FEE", "TEXT-START", "TEXT-GAP")


@dataclass(frozen=True, slots=True)
class Note:
    """A finding: `marks` are the ids that marks in tables lead to, `cells` lead to the form, `more` are further cells.

    `steps` are ways to put it right. `slip` is there where one tap does it.
    """

    number: int
    finding: Checked
    title: Words
    marks: tuple[str, ...]
    cells: tuple[Link, ...]
    more: int
    advice: Words
    steps: tuple[Link, ...]
    slip: Slip | None
    reason: str


@dataclass(frozen=True, slots=True)
class Means:
    """What the notes of a report are made with: its form and address, its texts, and what may be done with it."""

    form: Format
    year: int
    base: str
    parts: Collection[str]
    slips: Mapping[str, Slip]
    reasons: Mapping[str, str]
    may_write: bool


def notes_of(findings: Sequence[Checked], means: Means) -> tuple[Note, ...]:
    """The findings, in the order in which they are numbered in the tables."""
    return tuple(_note(number, one, means) for number, one in enumerate(findings, 1))


def _note(number: int, one: Checked, means: Means) -> Note:
    keys = [CellKey(*name.split(".")) for name in one.cells]
    cells = tuple(Link(f"#{anchor(key)}", label_of(means.form, *key)) for key in keys[:MOST_CELLS])
    marks = tuple(f"mark-{table}-{number}" for table in dict.fromkeys(key.table for key in keys))
    kind = _kind(one, keys, means.form)
    slip = means.slips.get(one.id)
    steps = tuple(_steps(kind, one, keys, means)) if means.may_write else ()
    return Note(
        number, one, title_of(one.rule, means.year), marks, cells, max(len(keys) - MOST_CELLS, 0),
        words(f"reporting.advice.{kind}"), steps, slip, means.reasons.get(one.id, ""),
    )  # fmt: skip


def _kind(one: Checked, keys: Sequence[CellKey], form: Format) -> str:
    """What sort of remedy there is."""
    if one.rule == "FIGURE-MISSING":
        return "missing"
    if one.rule == "COUNT-UNPLACED":
        return "unplaced"
    if one.rule in ("ROLL-UNKNOWN", "UNREAD-LAST"):
        return "last"
    if one.rule == "SUM-INCOMPLETE":
        return "sum"
    if one.rule in FILES:
        return "files"
    if one.rule in DATES:
        return "dates"
    if one.rule.startswith("TXT-") or one.rule in WRITTEN or not keys:
        return "text"
    return "counted" if any(key in counted_cells(form) for key in keys) else "entered"


def _steps(kind: str, one: Checked, keys: Sequence[CellKey], means: Means) -> list[Link]:
    if kind in ("missing", "entered", "counted") and keys:
        return [Link(f"{means.base}/cells/{'/'.join(keys[0])}", words("reporting.step.cell"))]
    if kind == "last":
        earlier = f"{means.base.rpartition('/')[0]}/{means.year - 1}/import"
        return [Link(earlier, words("reporting.step.import"))]
    if kind == "sum":
        return [Link(f"{means.base}/sum", words("reporting.step.sum"))]
    if kind == "text":
        part = next((key for key in means.parts if one.rule in PARTS.get(key, ())), None)
        part = part or ("problems" if "problems" in one.gloss else "overview")
        return [Link(f"{means.base}/texts/{part}", words("reporting.step.text"))]
    return []


PARTS = {"problems": ("SEC5",), "other_matters": ("FEE",)}
