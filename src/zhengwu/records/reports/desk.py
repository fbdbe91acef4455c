"""What the report desk shows beyond the report itself: figures inside the text, last year's, and slips of the pen.

A figure in a text is either live, standing in a place, or a number that somebody typed. Where a typed one contradicts
the form, `slips` finds the spot, so that the place can be put there instead and cannot go wrong again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zhengwu.records.organs.models import Body
from zhengwu.records.people.actors import Actor
from zhengwu.records.reports.addresses import CellKey
from zhengwu.records.reports.checking import Checked
from zhengwu.records.reports.drafting import body_of, form_for
from zhengwu.records.reports.models import AnnualReport
from zhengwu.records.reports.passages import PLACE, UNKNOWN, Values, check_text, shown, values_of
from zhengwu.records.reports.queries import ReportFacts, chosen, light, staffed
from zhengwu.records.reports.standing import Standing, standing
from zhengwu.records.reports.starting import starting_text
from zhengwu.records.reports.territory import due_on, thawed
from zhengwu.records.troubles import Words as Said
from zhengwu.records.troubles import missing
from zhengwu.statute.report.checks.dates import DEPARTMENT, GOVERNMENT
from zhengwu.statute.report.model import Number

TYPED = re.compile(r"(?<![\d.,，{])\d+(?:\.\d+)?(?![\d.]|\})")
FROZEN = ("signed", "published")
NEAR = 3  # signs on either side of a number that the finding must quote


class Piece(NamedTuple):
    """A stretch of a text; `place` names the figure that it is, empty for words."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """A number typed into a text that the form contradicts: where it stands, and what would stand there instead."""

    finding: str
    part: str
    start: int
    end: int
    said: str
    right: str
    place: str

    def mended(self, template: str) -> str:
        """The text with the right figure in it: live where one cell says it."""
        instead = f"{{{self.place}}}" if self.place else self.right
        return template[: self.start] + instead + template[self.end :]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day to publish: the one that binds, the law's, whose it is, and the article."""

    on: date
    by_law: date
    who: Said
    basis: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A report as it lies on the desk. `stamp` changes whenever anything of it does; `pieces` and `slips` need it open.

    `before` are the figures of the body's report on the year before, which `before_status` says something about: its
    status, "imported" where it came from elsewhere, empty where there is none.
    """

    facts: ReportFacts
    stamp: str
    pieces: Mapping[str, tuple[Piece, ...]]
    slips: Mapping[str, Slip]
    before: Mapping[CellKey, Number]
    before_status: str
    deadline: Deadline


def on_desk(actor: Actor, body_id: int, year: int, *, version: int | None = None) -> Desk:
    """A report with what the desk adds to it. Trouble as `queries.shown`."""
    body = body_of(body_id)
    rows = light(actor, body, year - 1, year)
    facts, held = chosen(actor, body, year, [one for one in rows if one.year == year], version=version)
    row = next((one for one in reversed(rows) if one.year == year - 1 and one.status in FROZEN), None)
    before = figures(row) if row else {}
    state = "" if row is None else "imported" if row.origin == "imported" else row.status
    stamp = f"{held.digest if held else ''}/{_stamp(facts)}/{row and (row.pk, row.status, row.published_on)}"
    if held is None:
        return Desk(facts, stamp, {}, {}, before, state, deadline(body, year))
    values = values_of(held.draft.report, held.draft.fees, held.draft.more)
    pieces = {key: tuple(pieces_of(text, values)) for key, text in held.draft.texts.items()}
    found = {one.finding: one for one in slips(held, facts.findings)}
    return Desk(facts, stamp, pieces, found, before, state, deadline(body, year))


def _stamp(facts: ReportFacts) -> str:
    about = facts.about
    state = (about.version, about.status, about.signed_at, about.published_on) if about else ()
    return f"{state}/{','.join(one.id for one in facts.findings)}/{hash(facts.cells)}"


def two_years(actor: Actor, body_id: int, year: int) -> tuple[Mapping[CellKey, Number], Mapping[CellKey, Number]]:
    """The figures of the newest frozen reports on this year and on the year before; none where there is no such."""
    rows = light(actor, body_of(body_id), year - 1, year)
    newest = {row.year: row for row in rows if row.status in FROZEN}
    now, before = ((figures(newest[one]) if one in newest else {}) for one in (year, year - 1))
    return now, before


def figures(row: AnnualReport) -> dict[CellKey, Number]:
    """The numbers that a frozen report states."""
    found = {}
    for table in thawed(row).tables.values():
        for key, cell in table.cells.items():
            if cell.stated is not None:
                found[CellKey(table.key, *key)] = cell.stated
    return found


def deadline(body: Body, year: int) -> Deadline:
    """The last day to publish, with its reason."""
    law = GOVERNMENT if body.kind == "government" else DEPARTMENT
    return Deadline(due_on(body, year), law.after(year), Said(law.who, law.gloss), law.basis)


def pieces_of(text: str, values: Values) -> Iterator[Piece]:
    """A text in stretches, the figures by themselves."""
    at = 0
    for found in PLACE.finditer(text):
        if found.start() > at:
            yield Piece(text[at : found.start()])
        value = values.get(found[1])
        yield Piece(UNKNOWN if value is None else value if isinstance(value, str) else shown(value), found[1])
        at = found.end()
    if at < len(text):
        yield Piece(text[at:])


def slips(held: Standing, findings: Iterable[Checked]) -> Iterator[Slip]:
    """The typed numbers that findings are about, where exactly one spot can be meant."""
    texts = {key: text for key, text in held.draft.texts.items() if key in held.draft.own_words}
    for one in findings:
        if one.rule.startswith("TXT-") and one.expected and (said := re.match(r"\d+(?:\.\d+)?", one.found)):
            spots = [(key, at) for key, text in texts.items() for at in _spots(text, said[0], one.sentence)]
            right = re.match(r"-?\d+(?:\.\d+)?", one.expected)
            if len(spots) == 1 and right:
                key, at = spots[0]
                place = one.cells[0] if len(one.cells) == 1 else ""
                yield Slip(one.id, key, at, at + len(said[0]), said[0], right[0], place)


def _spots(text: str, number: str, sentence: str) -> Iterator[int]:
    for found in TYPED.finditer(text):
        near = text[max(found.start() - NEAR, 0) : found.end()].rpartition("}")[2].rpartition("\n")[2]
        if found[0] == number and near in sentence:
            yield found.start()


def slip_of(actor: Actor, body_id: int, year: int, finding: str) -> tuple[Slip, str]:
    """The slip of a finding, and the text with it put right. Trouble (missing) where there is none any more."""
    desk = on_desk(actor, body_id, year)
    found = desk.slips.get(finding)
    if found is None:
        raise missing(Said("这处文字", "spot in the text"), where="finding")
    template = next(part.template for part in desk.facts.parts if part.key == found.part)
    return found, found.mended(template)


def preview(actor: Actor, body_id: int, year: int, part: str, text: str) -> tuple[Piece, ...]:
    """A text as it would be printed now; an empty one is the starting text. Raises Trouble: missing, invalid."""
    body = staffed(actor, body_id)
    check_text(text, form_for(year))
    held = standing(body, year).draft
    values = values_of(held.report, held.fees, held.more)
    return tuple(pieces_of(text.strip() or starting_text(part, values), values))
