"""The draft: a body's report on a year as the records, ledgers and people have it at this moment. Nothing is stored."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from zhengwu.records import rows
from zhengwu.records.organs.models import Body
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.count import FeeTotals, Group, count
from zhengwu.records.reports.ledgers import entered, for_texts, of_ledgers
from zhengwu.records.reports.models import Passage
from zhengwu.records.reports.passages import filled, values_of
from zhengwu.records.reports.starting import preface, starting_text
from zhengwu.records.reports.territory import Territory, all_fees, summed
from zhengwu.records.troubles import Words, invalid, missing
from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import Format, format_for_year
from zhengwu.statute.report.model import Number, Part, Report
from zhengwu.statute.report.renderers.json import dumps, to_dict


@dataclass(frozen=True, slots=True)
class Stated:
    """A cell with its number and where that comes from: counted, entered, summed, or the name of a ledger."""

    cell: CellKey
    value: Number | None
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it would be signed now, with where everything in it comes from.

    `texts` are the parts as they are edited, with places for figures; `own_words` those that a person wrote.
    `unknown` are places in texts without a figure. `territory` is there for a government that adds up other bodies.
    `more` are figures of other ledgers, for texts only.
    """

    body_id: int
    form: Format
    report: Report
    cells: tuple[Stated, ...]
    unplaced: tuple[Group, ...]
    fees: FeeTotals
    texts: Mapping[str, str]
    own_words: frozenset[str]
    unknown: tuple[str, ...]
    territory: Territory | None = None
    more: Mapping[str, Number] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """What tells this draft from any other one."""
        return digest_of(self.report)


def digest_of(report: Report) -> str:
    """The SHA-256 of everything that a report says."""
    return hashlib.sha256(frozen(report)).hexdigest()


def frozen(report: Report) -> bytes:
    """A report as JSON, without loss."""
    return dumps(to_dict(report)).encode()


def form_for(year: int) -> Format:
    """The form of a year. Raises Trouble (invalid) where there is none."""
    form = format_for_year(year)
    if form is None:
        raise invalid("no_form", f"{year}年度没有规定的报告格式。", f"There is no form for {year}.", where="year")
    return form


def body_of(body_id: int) -> Body:
    """The row of a body. Raises Trouble (missing)."""
    body = rows.one(Body, "t.id = %s", [body_id])
    if body is None:
        raise missing(Words("这个机关", "body"), where="body_id")
    return body


def draft(body_id: int, year: int, *, correction: str = "") -> Draft:
    """The report of a body on a year as of now. Raises Trouble: missing (body), invalid (no form for the year)."""
    body, form = body_of(body_id), form_for(year)
    plain = own(body, year, form)
    whole = summed(body, year, form, plain.report)
    among = [pk for pk, _ in whole.reports] if whole else [body.pk]
    plain = replace(plain, more=for_texts(among, year))
    if whole is not None:
        report = replace(whole.aggregate.report, title=plain.report.title)
        fees = all_fees(whole, year)
        told = f"{preface(year, form.document)}\n{report.preface}"
        plain = replace(plain, report=replace(report, preface=told), cells=_summed(report), fees=fees, territory=whole)
    if correction:
        told = f"{plain.report.preface}\n本报告为更正版本。更正原因：{correction}"
        plain = replace(plain, report=replace(plain.report, preface=told))
    return _worded(plain, body_id, year)


def own(body: Body, year: int, form: Format) -> Draft:
    """What the body's own records say, without its texts."""
    counted = count(body.pk, year, form)
    cells = [Stated(cell, number, "counted") for cell, number in counted.figures.items()]
    ledgers = of_ledgers(body.pk, year, form)
    cells += [Stated(cell, number, name) for cell, (number, name) in ledgers.items()]
    by_hand = entered(body.pk, year, form)
    known = {one.cell for one in cells}
    cells += [
        Stated(cell, number, "entered", f"{note}（{by}）")
        for cell, (number, note, by) in by_hand.items()
        if cell not in known
    ]
    figures: dict[str, dict[str, dict[str, Number | None]]] = {}
    for one in cells:
        figures.setdefault(one.cell.table, {}).setdefault(one.cell.row, {})[one.cell.column] = one.value
    report = compose(form, body.name, year, figures, preface=preface(year, form.document))
    return Draft(body.pk, form, report, _all(form, cells), counted.unplaced, counted.fees, {}, frozenset(), ())


def _all(form: Format, cells: list[Stated]) -> tuple[Stated, ...]:
    """Every cell of the form in its order; those of which nothing is known have no source."""
    known = {one.cell: one for one in cells}
    keys = [CellKey(table.key, *key) for table in form.tables for key in table.keys]
    return tuple(known.get(key) or Stated(key, None, "") for key in keys)


def _summed(report: Report) -> tuple[Stated, ...]:
    return tuple(
        Stated(CellKey(table.key, *key), cell.value, "summed" if cell.value is not None else "")
        for table in report.tables.values()
        for key, cell in table.cells.items()
    )


def _worded(plain: Draft, body_id: int, year: int) -> Draft:
    written = dict(Passage.objects.filter(body_id=body_id, year=year).order_by("id").values_list("part", "text"))
    values = values_of(plain.report, plain.fees, plain.more)
    texts = {part.key: written.get(part.key) or starting_text(part.key, values) for part in plain.form.parts}
    done = {key: filled(text, values) for key, text in texts.items()}
    parts = {part.key: Part(part.key, part.title, done[part.key].text) for part in plain.form.parts}
    unknown = tuple(dict.fromkeys(name for one in done.values() for name in one.unknown))
    report = replace(plain.report, parts=parts)
    own_words = frozenset(key for key, text in written.items() if text)
    return replace(plain, report=report, texts=texts, own_words=own_words, unknown=unknown)
