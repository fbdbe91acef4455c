"""A library of others' reports: how fast a folder goes in beside the plain reader, and what its pages cost when full.

`python -m benchmarks.records.library FILES PAPERS TURNS` on an empty ground makes a folder of FILES mixed files (500
bodies a year), has `zhengwu report check` read it and `zhengwu import reports` take it in, copies the library by the
database until it holds PAPERS, and prints files/s and the times of each page as JSON. The checked folder is read once
to memory and thrown away; the imported one is kept, matched, judged, and compared with the year before.
"""

import json
import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks import measures
from benchmarks.inputs import KINDS, reports
from benchmarks.records.desk import signed_in
from benchmarks.records.pages import Page, measured
from benchmarks.records.town import founded, open_records

BODIES = 500
SIGNS = "甲乙丙丁戊己庚辛壬癸"
SHARES = (("html", 42), ("text, bars", 20), ("text, one value a line", 15), ("docx", 13), ("xlsx", 8), ("pdf", 2))
TABLES = ("documents_storedfile", "library_reporter", "library_reading", "library_paper", "library_found",
          "library_amount")  # fmt: skip
SHIFTED = ("id", "file_id", "reporter_id", "reading_id", "against_id", "paper_id")


def name_of(number: int) -> str:
    """The name of a body, all of it Chinese."""
    return f"青禾市{''.join(SIGNS[int(digit)] for digit in f'{number:03}')}局"


def folder_of(place: Path, count: int) -> None:
    """So many reports, each of a body and a year of its own, every tenth with a wrong sum."""
    dice, made = random.Random(count), list(reports())  # noqa: S311 - repeatable, and nobody's secret
    place.mkdir()
    for number in range(count):
        kind = dice.choices([one for one, _ in SHARES], [share for _, share in SHARES])[0]
        report, agency, year = made[number % len(made)], name_of(number % BODIES), 2023 - number // BODIES
        said = {
            "preface": report.preface.replace("2023", str(year)),
            "title": f"{agency}{year}年政府信息公开工作年度报告",
        }
        own = replace(report, agency=agency, year=year, published_on=None, **said)
        suffix, write = KINDS[kind]
        (place / f"{number:05}{suffix}").write_bytes(write(own))


def copied(papers: int) -> None:
    """Copies the library until it holds so many papers: other bodies, the same figures."""
    from django.db import connection, transaction

    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SELECT COUNT(*) FROM library_paper")
        held = cursor.fetchone()[0]
        for turn in range(1, -(-papers // held)):
            for table in TABLES:
                cursor.execute(f"SELECT * FROM {table} LIMIT 0")
                names = [column[0] for column in cursor.description]
                told = {name: f'"{name}" + {turn * 1_000_000}' for name in SHIFTED}
                told |= {"sha256": f"'{turn}-' || substr(sha256, 1, 60)"}
                if table == "library_reporter":
                    told["name"] = f"name || '{turn}'"
                listed, chosen = (
                    ", ".join(told.get(n, f'"{n}"') if swap else f'"{n}"' for n in names) for swap in (0, 1)
                )
                cursor.execute(f"INSERT INTO {table} ({listed}) SELECT {chosen} FROM {table} WHERE id < 1000000")
        cursor.execute("UPDATE library_shelf SET changes = changes + 1")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM (ANALYZE)")


def pages(paper: int, found: int) -> list[Page]:
    """What is asked for."""
    base, cell = "/desk/library", "requests.received.total"
    return [
        Page("the list", "supervisor", base),
        Page("by body", "supervisor", f"{base}?sort=name"),
        Page("most open first, one year", "supervisor", f"{base}?sort=open&year=2023"),
        Page("open only", "supervisor", f"{base}?standing=open"),
        Page("by a word", "supervisor", f"{base}?q=甲乙丙"),
        Page("a report", "supervisor", f"{base}/papers/{paper}"),
        Page("a finding", "supervisor", f"{base}/findings/{found}?through=1"),
        Page("a cell", "supervisor", f"{base}/papers/{paper}/cells/requests/received/total"),
        Page("one cell across bodies", "supervisor", f"{base}/across?year=2023&cell={cell}"),
        Page("sums of a year", "supervisor", f"{base}/totals?year=2023"),
    ]


def rates(count: int, folder: Path, username: str) -> dict[str, float]:
    """Files a second: read and checked only, taken in, and taken in again."""
    folder_of(folder / "reports", count)
    found = {}
    for name, arguments in {
        "checked": ("report", "check", str(folder / "reports"), "--jobs", "2"),
        "imported": ("import", "reports", str(folder / "reports"), "--by", username, "--jobs", "2"),
        "again": ("import", "reports", str(folder / "reports"), "--by", username, "--jobs", "2"),
    }.items():
        found[name] = count / measures.run("-m", "zhengwu", *arguments).seconds
    return found


def main() -> None:
    """Builds, asks and prints."""
    open_records(migrate=True)
    files, papers, turns = (int(number) for number in sys.argv[1:4])
    town = founded()
    with tempfile.TemporaryDirectory() as folder:
        rate = rates(files, Path(folder), f"supervisor{town.government}")
    copied(papers)
    from zhengwu.records.library.models import Found, Paper

    found = Found.objects.filter(open=True).order_by("id").first()
    cookie = signed_in(town.people["supervisor"])[0]
    begun = time.process_time()
    told = {page.name: measured(page, cookie, turns) for page in pages(found.paper_id, found.pk)}
    print(json.dumps({"files/s": rate, "papers": Paper.objects.count(), "pages": told,
                      "cpu": time.process_time() - begun}))  # fmt: skip


if __name__ == "__main__":
    main()
