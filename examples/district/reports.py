"""The annual reports of the district: an earlier year taken in from its file, two years checked, signed and published.

Figures of part two are entered with the ledger that they come from.
"""

from datetime import date
from decimal import Decimal

from examples.district.offices import GOVERNMENT
from examples.district.staff import Body
from examples.district.world import Story, World
from zhengwu.records.reports import actions, issuing
from zhengwu.records.reports.addresses import CellKey, counted_cells
from zhengwu.records.reports.count import count
from zhengwu.records.reports.drafting import form_for
from zhengwu.records.reports.ledgers import of_ledgers
from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import Format
from zhengwu.statute.report.renderers import render

EARLIER = ("sp", "zg", "zj")  # had cases open when the records began
LATE = (("yq", 1), ("qh", 1))  # a street office forgot the second year, so its government has a draft only
SOURCES = {"normative_documents": "区司法局规范性文件备案登记", "administrative_acts": "行政执法统计年报"}
EARLIER_GRANTED = 23
TEXTS = ("overview", "problems", "other_matters")


def begin_reports(world: World, bodies: dict[str, Body], first_year: int) -> None:
    """Lets the reports begin, each in the January after its year; the government's when the others are published."""
    for key in EARLIER:
        world.begin(date(first_year, 1, 8), imported(world, bodies[key], first_year - 1))
    for year in (first_year, first_year + 1):
        for key, body in bodies.items():
            begins = date(year + 1, 1, 20 if key == GOVERNMENT.key else 9)
            world.begin(begins, closed(world, body, year, signs=(key, year - first_year) not in LATE))
    for body in bodies.values():
        world.begin(date(first_year + 2, 11, 1), closed(world, body, first_year + 2, signs=False))


def imported(world: World, body: Body, year: int) -> Story:
    """The report of the year before the records began, as it was published: what it carried out is on file here."""
    form = form_for(year)
    figures = {
        table.key: {row: {c: 0 for r, c in table.keys if r == row} for row, _ in table.keys} for table in form.tables
    }
    carried = {key.column: value for key, value in count(body.id, year + 1, form).figures.items()
               if (key.table, key.row) == ("requests", "carried_in")}  # fmt: skip
    for row, granted in (("received", EARLIER_GRANTED), ("granted", EARLIER_GRANTED), ("concluded", EARLIER_GRANTED)):
        open_ones = carried if row == "received" else {}
        cells = {column: open_ones.get(column, 0) for column in figures["requests"][row]}
        cells["natural_person"] += granted
        cells["total"] = open_ones.get("total", 0) + granted
        figures["requests"][row].update(cells)
    figures["requests"]["carried_out"].update(carried)
    figures["publications"]["normative_documents"]["in_force"] = 0  # the register begins after it
    texts = {part.key: "本年度按规定办理政府信息公开工作。" for part in form.parts if part.key in TEXTS}
    report = compose(form, body.office.name, year, figures, texts=texts, published_on=world.on.replace(day=5))
    head = body.actor("head")
    issuing.import_report(
        body.id, year, render(report, "html"), f"{body.office.short}{year}.html", by=head, at=world.at
    )
    yield world.later(1)


def closed(world: World, body: Body, year: int, *, signs: bool) -> Story:
    """A body's report on a year: figures entered in January, and, where it signs here, checked, signed, published."""
    by, form = body.actor("head"), form_for(year)
    actions.prepare(year, world.on, at=world.at)
    chance = world.chance(f"report/{body.office.key}/{year}")
    taken = counted_cells(form) | set(of_ledgers(body.id, year, form))
    documents = _documents(world, body, year)
    for cell in _asked(form):
        if cell not in taken:
            most = 240 if cell.row == "licensing" else 9
            value = documents[cell] if cell in documents else chance.randint(0, most)
            note = SOURCES.get(cell.table, "业务科室年终报送表")
            actions.put_figure(body.id, year, cell, Decimal(value), note=f"{note}（{year}年）", by=by, at=world.at)
    if not signs:
        return
    yield world.later(2)
    findings = actions.check(body.id, year, by=by, at=world.at)
    reasons = {one.id: "经核对，与业务台账一致，照此公布。" for one in findings if one.blocks}
    issuing.sign(body.id, year, reasons=reasons, by=body.actor("leader"), at=world.at)
    yield world.later(1)
    issuing.publish(body.id, year, by=by, at=world.at)


def _documents(world: World, body: Body, year: int) -> dict[CellKey, int]:
    """Documents issued, repealed and in force: each year goes on from the last. A bureau makes no rules (规章)."""
    in_force, last = _first_in_force(world, body), (0, 0)
    for one in range(world.today.year - 2, year + 1):
        chance = world.chance(f"documents/{body.office.key}/{one}")
        last = chance.randint(0, 4), chance.randint(0, 2)
        in_force += last[0] - last[1]
    rows = {"government_rules": (0, 0, 0), "normative_documents": (*last, in_force)}
    columns = ("issued", "repealed", "in_force")
    return {CellKey("publications", row, column): value
            for row, values in rows.items() for column, value in zip(columns, values, strict=True)}  # fmt: skip


def _first_in_force(world: World, body: Body) -> int:
    """Documents in force when the records began."""
    return world.chance(f"documents/{body.office.key}").randint(6, 14)


def _asked(form: Format) -> list[CellKey]:
    """The cells of part two."""
    return [
        CellKey(table.key, *key)
        for table in form.tables
        for key in table.keys
        if table.key not in ("requests", "remedies")
    ]
