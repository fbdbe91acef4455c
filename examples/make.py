"""Writes the reports of the fictional 青禾区 for two years, each body in its own layout: `examples/make.py [DIR]`.

The same figures give the same files. With `--sound` nobody makes a mistake, else the faults of `figures.FAULTS` are in.
"""

import argparse
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import figures
import layouts

from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import format_for_year
from zhengwu.statute.report.model import Cell, Kind, Report
from zhengwu.statute.report.renderers import render
from zhengwu.statute.report.renderers.document import arrange

CLASSES = ("natural_person", "enterprise", "research_institution", "nonprofit", "legal_service_org", "other_org")
RESULTS = ("upheld", "corrected", "other_result", "pending")
TEXTS = {
    "pipes": (layouts.pipes, ".txt", "utf-8"),
    "flat": (layouts.flat, ".txt", "utf-8"),
    "markdown": (layouts.markdown, ".md", "utf-8"),
    "furniture": (layouts.furniture, ".html", "gb18030"),
}


def requests_of(body: figures.Body, year: int) -> dict[str, dict[str, int]]:
    """Table three, every total computed: what was open last year is carried in, what is open now is carried out."""
    form = format_for_year(year)
    rows = [row.key for _, row in form.table("requests").lines() if not row.optional]
    told = body.years[year]
    before = body.years.get(year - 1)
    carried = requests_of(body, year - 1)["carried_out"] if before else {}
    table = {row: {name: told.outcomes.get((row, name), 0) for name in CLASSES} for row in rows}
    table["received"] = {name: told.received.get(name, 0) for name in CLASSES}
    table["carried_in"] = {name: carried.get(name, 0) for name in CLASSES}
    table["concluded"] = {name: sum(table[row][name] for row in rows) for name in CLASSES}
    for name in CLASSES:
        table["concluded"][name] -= table["received"][name] + table["carried_in"][name]
        table["carried_out"][name] = table["received"][name] + table["carried_in"][name] - table["concluded"][name]
    for row in table.values():
        row["total"] = sum(row.values())
    return table


def sound_report(body: figures.Body, year: int) -> Report:
    """The report of a body without a mistake."""
    told = body.years[year]
    requests = requests_of(body, year)
    issued, repealed, in_force = told.documents
    money = Decimal(told.fees)
    nothing = {"issued": 0, "repealed": 0, "in_force": 0}
    tables = {
        "publications": {
            "government_rules": nothing,
            "normative_documents": {"issued": issued, "repealed": repealed, "in_force": in_force},
            "licensing": {"decisions": told.licensing},
            "penalties": {"decisions": told.penalties},
            "coercive_measures": {"decisions": told.coercive},
            "administrative_fees": {"amount": money},
        },
        "requests": requests,
        "remedies": {
            "review": _results(told.review),
            "direct_suit": _results(told.suit),
            "suit_after_review": _results((0, 0, 0, 0)),
        },
    }
    texts = {
        "overview": f"本年度新收政府信息公开申请{requests['received']['total']}件，"
        f"办结{requests['concluded']['total']}件，结转下年度{requests['carried_out']['total']}件。",
        "problems": told.problems,
        "other_matters": told.matters,
    }
    preface = f"本报告按《中华人民共和国政府信息公开条例》编制，数据统计期限为{year}年1月1日至{year}年12月31日。"
    return compose(
        format_for_year(year), body.name, year, tables, texts=texts, preface=preface, published_on=told.published
    )


def _results(counts: tuple[int, int, int, int]) -> dict[str, int]:
    return {**dict(zip(RESULTS, counts, strict=True)), "total": sum(counts)}


def faulty(report: Report, faults: list[figures.Fault]) -> Report:
    """The report with these faults printed into it."""
    for fault in faults:
        for (table, row, column), text in fault.cells.items():
            changed = dict(report.table(table).cells)
            changed[row, column] = _printed(text)
            tables = {**report.tables, table: replace(report.table(table), cells=changed)}
            report = replace(report, tables=tables)
        if fault.published:
            report = replace(report, published_on=fault.published)
        if fault.overview:
            parts = {**report.parts, "overview": replace(report.parts["overview"], text=fault.overview)}
            report = replace(report, parts=parts)
    return report


def _printed(text: str) -> Cell:
    digits = text.rstrip("元")
    if digits.isdigit():
        unit = "元" if digits != text else None
        return Cell(int(digits), text, Kind.NUMBER if int(digits) else Kind.ZERO, unit)
    return Cell(None, text, Kind.DASH if text else Kind.BLANK)


def write(report: Report, layout: str, stem: Path) -> Path:
    """Writes a report in a layout; STEM gets the suffix that goes with it."""
    if layout in TEXTS:
        draw, suffix, encoding = TEXTS[layout]
        content = draw(arrange(report)).encode(encoding)
    else:
        suffix, content = f".{layout}", render(report, layout)
    path = stem.with_name(stem.name + suffix)
    path.write_bytes(content)
    return path


def make(folder: Path, *, sound: bool = False) -> list[Path]:
    """Writes every report of the district under FOLDER/YEAR/, and FOLDER/bodies.list, the list of who must report."""
    written = []
    for year in figures.YEARS:
        (folder / str(year)).mkdir(parents=True, exist_ok=True)
        for body in figures.BODIES:
            if year in body.years:
                faults = [] if sound else [f for f in figures.FAULTS if (f.body, f.year) == (body.key, year)]
                report = faulty(sound_report(body, year), faults)
                written.append(write(report, body.layout, folder / str(year) / body.key))
    names = "\n".join(body.name for body in figures.BODIES)
    (folder / "bodies.list").write_text(f"# {figures.DISTRICT}：应当报送年度报告的单位（虚构）\n{names}\n", "utf-8")
    return written


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/examples/qinghe"))
    parser.add_argument("--sound", action="store_true", help="without the faults")
    arguments = parser.parse_args()
    for path in make(arguments.folder, sound=arguments.sound):
        print(path)


if __name__ == "__main__":
    main()
