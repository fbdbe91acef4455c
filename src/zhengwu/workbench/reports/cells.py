"""One cell: its figure, last year's, where it comes from, how it is counted, the matters behind it, its entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.http import HttpResponse

from zhengwu.records.documents.actions import Copy
from zhengwu.records.reports import actions, exports, queries
from zhengwu.records.reports.addresses import Address, CellKey, addresses, leaves
from zhengwu.records.reports.desk import two_years
from zhengwu.records.reports.drafting import form_for
from zhengwu.records.reports.drill import Behind, Spot
from zhengwu.records.reports.ledgers import Record
from zhengwu.records.reports.queries import CellFacts, Entry
from zhengwu.records.troubles import Trouble, Words
from zhengwu.statute.procedures import procedure
from zhengwu.statute.report.formats import Format
from zhengwu.statute.report.model import Number
from zhengwu.ui.catalogue import words
from zhengwu.ui.doors import staff
from zhengwu.ui.faults import STATUS
from zhengwu.ui.forms import Field, Filled, Form
from zhengwu.ui.links import Link
from zhengwu.ui.looks import look_of
from zhengwu.ui.notices import Notice
from zhengwu.ui.pages import onward, show
from zhengwu.ui.repeats import once
from zhengwu.visits import Asked
from zhengwu.workbench.downloads import sent
from zhengwu.workbench.reports.heads import Head, head_of
from zhengwu.workbench.reports.tables import anchor, change, label_of, outlying, plain, shown

PAGE = 50
MOST_PARTS = 16  # cells of a sum that are listed; a sum of more is told in words only
REGISTERS = ("publications", "approvals")
KNOWN = ("", "counted", "entered", "summed", "imported", *REGISTERS)
MEDIA = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
FIGURE = Form(
    (
        Field(
            "value",
            words("reporting.figure.value"),
            hint=words("reporting.figure.value_hint"),
            required=False,
            most=20,
            width=8,
        ),
        Field("note", words("reporting.figure.note"), hint=words("reporting.figure.note_hint"), most=500),
    )
)


@dataclass(frozen=True, slots=True)
class Addend:
    """What a body adds, and where that comes from."""

    link: Link
    value: str


@dataclass(frozen=True, slots=True)
class CellPage:
    """A cell. `how` says which matters it counts, or `parts` which cells it adds up; `before` is last year's figure.

    `recorded` is what another ledger counted. `signed` is what the signed report says, empty where that is the same.
    """

    head: Head
    label: Words
    value: str
    signed: str
    before: str
    change: str
    outlying: bool
    source: Words
    note: str
    facts: CellFacts
    entries: tuple[tuple[str, Entry], ...]
    addends: tuple[Addend, ...]
    how: tuple[Words, ...]
    parts: tuple[Link, ...]
    behind: tuple[Behind, ...]
    recorded: tuple[Record, ...]
    next: str
    first: bool
    back: str
    address: str
    may_export: bool
    form: Filled | None


@staff
@once
def cell(request: Asked, body_id: int, year: int, table: str, row: str, column: str) -> HttpResponse:
    """Where a cell comes from; enters its figure where no ledger has one."""
    key, head = CellKey(table, row, column), head_of(request.actor, body_id, year)
    facts = queries.cell_of(request.actor, body_id, year, key)
    may = head.may_write and not facts.listed and facts.stated.source in ("", "entered")
    value = facts.stated.value
    if request.method != "POST":
        empty = FIGURE.empty(value="" if value is None else str(plain(value)))
        return _cell(request, head, facts, empty if may else None, 200)
    filled = FIGURE.read(request.POST)
    number = _number(filled["value"])
    if filled["value"] and number is None:
        filled = filled.wrong("value", words("reporting.figure.no_number"))
    if not filled.sound:
        return _cell(request, head, facts, filled, 422)
    try:
        actions.put_figure(body_id, year, key, number, note=filled["note"], by=request.actor, at=request.at)
    except Trouble as trouble:
        return _cell(request, head, facts, filled.refused(trouble), STATUS[trouble.kind])
    return onward(request, f"{head.base}#{anchor(key)}", Notice("done", words("reporting.figure.done")))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "").replace("，", "")) if text else None
    except InvalidOperation:
        return None


def _cell(request: Asked, head: Head, facts: CellFacts, filled: Filled | None, status: int) -> HttpResponse:
    key, year, form = facts.stated.cell, head.year, form_for(head.year)
    after = _spot(request.GET.get("after", ""))
    found = (
        queries.behind(request.actor, head.body.id, year, key, after=after, limit=PAGE + 1)
        if facts.listed and not facts.addends
        else []
    )
    recorded = _recorded(request, head, facts)
    then, before = (numbers.get(key) for numbers in two_years(request.actor, head.body.id, year))
    value = facts.stated.value
    parts = leaves(form, key) if facts.listed else ()
    total = parts != (key,) and len(parts) <= MOST_PARTS
    source = facts.stated.source
    page = CellPage(
        head=head,
        label=label_of(form, *key),
        value=shown(value),
        signed=shown(then) if then is not None and then != value else "",
        before=shown(before),
        change=change(before, value),
        outlying=outlying(before, value),
        source=words(f"reporting.source.{source or 'none'}") if source in KNOWN else Words(source, source),
        note=facts.stated.note,
        facts=facts,
        entries=tuple((shown(Decimal(one.value) if one.value else None), one) for one in facts.entries),
        addends=tuple(_addend(one.body_id, one.name, one.value, year, key) for one in facts.addends),
        how=_how(form, facts, year),
        parts=tuple(_part(head, form, one) for one in parts) if total and not facts.addends else (),
        behind=tuple(found[:PAGE]),
        recorded=tuple(recorded[:PAGE]),
        next=_next(found, recorded),
        first="after" not in request.GET,
        back=f"{head.base}#{anchor(key)}",
        address=f"{head.base}/cells/{'/'.join(key)}",
        may_export=request.actor.may("case.export", head.body.id, head.body.path),
        form=filled,
    )
    return show(request, "workbench/reports/cell.html", page, status)


def _recorded(request: Asked, head: Head, facts: CellFacts) -> list[Record]:
    """A page of what a register counted in the cell, and one more; the next begins after the id of the last."""
    source = facts.stated.source
    if source not in REGISTERS:
        return []
    asked = request.GET.get("after", "")
    after = int(asked) if asked.isdecimal() and asked.isascii() and len(asked) < 16 else 0
    cell = facts.stated.cell
    return queries.recorded(request.actor, head.body.id, head.year, cell, source, after=after, limit=PAGE + 1)


def _next(found: list[Behind], recorded: list[Record]) -> str:
    if len(recorded) > PAGE:
        return str(recorded[PAGE - 1].id)
    return "~".join(map(str, found[PAGE - 1].spot)) if len(found) > PAGE else ""


def _spot(text: str) -> Spot | None:
    after = text.split("~")
    if len(after) != 3 or not (after[1] + after[2]).isdecimal() or len(after[1] + after[2]) > 30:
        return None
    return Spot(after[0], int(after[1]), int(after[2]))


def _addend(body_id: int, name: str, value: Number | None, year: int, key: CellKey) -> Addend:
    return Addend(Link(f"/desk/reports/{body_id}/{year}/cells/{'/'.join(key)}", name), shown(value))


def _part(head: Head, form: Format, key: CellKey) -> Link:
    return Link(f"{head.base}/cells/{'/'.join(key)}", label_of(form, *key))


def _how(form: Format, facts: CellFacts, year: int) -> tuple[Words, ...]:
    """What the cell counts, in words; nothing where bodies below add up to it."""
    if facts.stated.source in REGISTERS:
        return (words(f"reporting.how.{facts.stated.source}", year=year),)
    return () if facts.addends or not facts.listed else tuple(how(form, facts.stated.cell, year))


def how(form: Format, cell: CellKey, year: int) -> Iterator[Words]:
    """Which matters a cell counts, in sentences: one for each procedure and way into or out of the year."""
    wanted = set(leaves(form, cell))
    told: dict[tuple[str, str], list[Address]] = {}
    for address, place in addresses(form).items():
        if place in wanted:
            told.setdefault((address.procedure, address.phase), []).append(address)
    for (key, phase), found in told.items():
        rules = procedure(key)
        outcomes = [rules.outcome(name) for name in dict.fromkeys(one.outcome for one in found)]
        names = [one.name for one in outcomes if one is not None]
        zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
        yield Words(
            words(f"reporting.how.{phase}", procedure=rules.name.zh, year=year, outcomes=zh).zh,
            words(f"reporting.how.{phase}", procedure=rules.name.en, year=year, outcomes=en).en,
        )


@staff
def export(request: Asked, body_id: int, year: int, table: str, row: str, column: str, kind: str) -> HttpResponse:
    """The matters behind a cell as CSV or XLSX."""
    key = CellKey(table, row, column)
    label = label_of(form_for(year), *key)
    name = f"{year} {label.zh if look_of(request).lang == 'zh' else label.en}"
    sheet = exports.behind(request.actor, body_id, year, key, name)
    content = exports.written(sheet, kind, by=request.actor, at=request.at, body_id=body_id)
    return sent(Copy(content, MEDIA[kind], f"{name}.{kind}"))
