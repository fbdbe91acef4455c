"""Makes the inputs: sound reports with figures of their own, in every kind of file.

`python -m benchmarks.inputs FOLDER KIND COUNT` does it in a process of its own and prints the mean size.
"""

import random
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from examples import layouts
from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.model import Report
from zhengwu.statute.report.renderers import RenderError, render
from zhengwu.statute.report.renderers.document import arrange

FORM = format_of("2021")
DISTINCT = 25
APPLICANTS = ("natural_person", "enterprise", "research_institution", "nonprofit", "legal_service_org", "other_org")

Write = Callable[[Report], bytes]
KINDS: dict[str, tuple[str, Write]] = {
    "html": (".html", lambda report: render(report, "html")),
    "html, layout table": (".html", lambda report: layouts.furniture(arrange(report)).encode("gb18030")),
    "docx": (".docx", lambda report: render(report, "docx")),
    "xlsx": (".xlsx", lambda report: render(report, "xlsx")),
    "pdf": (".pdf", lambda report: render(report, "pdf")),
    "text, bars": (".txt", lambda report: layouts.pipes(arrange(report)).encode()),
    "text, one value a line": (".txt", lambda report: layouts.flat(arrange(report)).encode()),
}


def reports(count: int = DISTINCT, year: int = 2023) -> Iterator[Report]:
    """Sound reports; the same count gives the same figures."""
    dice = random.Random(count)  # noqa: S311 - repeatable, and nobody's secret
    for number in range(count):
        yield _report(dice, f"青禾区第{number}局", year)


def _report(dice: random.Random, agency: str, year: int) -> Report:
    requests = {
        row: {name: dice.choice((0, 0, 0, 1, dice.randrange(40))) for name in APPLICANTS}
        for row, _ in FORM.table("requests").keys
        if row not in ("received", "concluded", "carried_in")
    }
    for row, others in (("concluded", set(requests) - {"carried_out"}), ("received", set(requests))):
        requests[row] = {name: sum(requests[other][name] for other in others - {"concluded"}) for name in APPLICANTS}
    requests["carried_in"] = dict.fromkeys(APPLICANTS, 0)
    remedies = {row: {c: dice.randrange(4) for c in ("upheld", "corrected", "other_result", "pending")} for row in
                ("review", "direct_suit", "suit_after_review")}  # fmt: skip
    for row in (*requests.values(), *remedies.values()):
        row["total"] = sum(row.values())
    publications = {row: {} for row, _ in FORM.table("publications").keys}
    for row, column in FORM.table("publications").keys:
        publications[row][column] = 0 if row == "government_rules" else dice.randrange(5000)
    texts = {
        "overview": f"本年度新收政府信息公开申请{requests['received']['total']}件，均依法办理。" * 3,
        "problems": "公开栏目更新不够及时，下一年度按月核对应公开事项并通报结果。",
        "other_matters": "本年度没有收取信息处理费，行政事业性收费情况见上表。",
    }
    tables = {"publications": publications, "requests": requests, "remedies": remedies}
    preface = f"本报告数据统计期限为{year}年1月1日至{year}年12月31日。"
    return compose(FORM, agency, year, tables, texts=texts, preface=preface, published_on=date(year + 1, 1, 20))


def fill(folder: Path, kind: str, count: int) -> int:
    """Writes `count` files of a kind; returns their mean size, 0 where this machine cannot write any."""
    suffix, write = KINDS[kind]
    try:
        contents = [write(report) for report in reports(min(DISTINCT, count))]
    except RenderError:
        return 0
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:05}{suffix}").write_bytes(contents[number % len(contents)])
    return sum(map(len, contents)) // len(contents)


if __name__ == "__main__":
    print(fill(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
