"""Folders of published reports go into a library: once, past what cannot be read, and on after being cut off."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from tests.cli.conftest import FORM, TEXTS, figures, put, report
from tests.cli.operating import script, zhengwu
from tests.cli.test_operate_guides import commands
from zhengwu.statute.report.compose import compose

BY = ("--by", "qh-supervisor")
HALF = """
import django
django.setup()
from datetime import UTC, datetime
from pathlib import Path
from zhengwu.records.library import shelves, taking
from zhengwu.records.people.named import acting_named
at = datetime.now(UTC)
by = acting_named("qh-supervisor", on=at.date())
holder = shelves.holder_of(by)
for path in sorted(Path({folder!r}).rglob("*.html")):
    taking.take_in(holder, path.read_bytes(), "reports/" + path.name, by=by, at=at)
taking.go_on(holder, at=at, seconds=0)
"""


@pytest.fixture
def folder(tmp_path):
    """Two years of two bodies, a wrong sum, a picture that is no text, and a page that is no report."""
    place = tmp_path / "reports"
    for year in (2022, 2023):
        for agency in ("青禾区教育局", "青禾区财政局"):
            put(place / f"{year}" / f"{agency}.html", report(year, agency))
    tables = figures()
    tables["requests"]["concluded"]["total"] = 9
    wrong = compose(FORM, "青禾区卫生健康局", 2023, tables, texts=TEXTS, published_on=date(2024, 1, 20))
    put(place / "2023" / "wrong.html", wrong)
    (place / "scan.pdf").write_bytes(b"%PDF-1.4 nothing in it")
    (place / "news.html").write_text("<p>今天没有新闻。</p>", "utf-8")
    return place


def rows(home, statement):
    with closing(sqlite3.connect(home / "zhengwu.sqlite3")) as database:
        return database.execute(statement).fetchall()


def test_it_works(home, folder):
    done = zhengwu(home, "import", "reports", folder, *BY, "--jobs", "2")
    assert done.returncode == 1, done.stderr  # two files could not be read
    assert "新收 7，已有 0；读取 5，未能读取 2；与上年对照 2" in done.stdout
    assert "scan.pdf" in done.stderr
    assert "没有找到年度报告" in done.stderr
    found = rows(home, "SELECT name, year FROM library_paper WHERE standing IN ('open', 'done') ORDER BY id")
    assert found[0] == ("reports/2022/青禾区教育局.html", 2022)


def test_the_same_folder_again_changes_nothing(home, folder):
    zhengwu(home, "import", "reports", folder, *BY)
    before = rows(home, "SELECT * FROM library_paper ORDER BY id")
    done = zhengwu(home, "import", "reports", folder, *BY, "--again", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "0 new, 7 there already; 0 read" in done.stdout
    assert rows(home, "SELECT * FROM library_paper ORDER BY id") == before


def test_a_run_that_was_cut_off_goes_on(home, folder):
    script(home, HALF.format(folder=str(folder)))
    left = rows(home, "SELECT COUNT(*) FROM library_paper WHERE state = 'waiting'")[0][0]
    assert left >= 3
    zhengwu(home, "import", "reports", folder, *BY)
    assert rows(home, "SELECT COUNT(*) FROM library_paper WHERE state = 'waiting'") == [(0,)]
    assert rows(home, "SELECT COUNT(*) FROM library_reading") == [(5,)]


def test_decisions_survive_reading_again(home, folder):
    zhengwu(home, "import", "reports", folder, *BY)
    script(home, DECIDED)
    done = zhengwu(home, "import", "reports", folder, *BY, "--again")
    assert "读取 5" in done.stdout
    assert rows(home, "SELECT COUNT(*) FROM library_reading") == [(10,)]
    assert rows(home, "SELECT verdict, note FROM library_decision") == [("accepted", "已核")]
    assert rows(home, "SELECT COUNT(*) FROM library_found WHERE verdict = 'accepted' AND NOT open") == [(1,)]


DECIDED = """
import django
django.setup()
from datetime import UTC, datetime
from zhengwu.records.library import deciding
from zhengwu.records.library.models import Found, Paper, Reading
from zhengwu.records.people.named import acting_named
at = datetime.now(UTC)
by = acting_named("qh-supervisor", on=at.date())
one = Found.objects.filter(open=True).first()
deciding.decide(one.pk, deciding.Deciding("accepted", "已核"), by=by, at=at)
Reading.objects.update(reader="old")
Paper.objects.update(reader="old")
"""


@pytest.mark.parametrize(("name", "said"), [("qh-auditor", "没有此项权限"), ("nobody", "没有找到这个人员")])
def test_it_refuses_whoever_does_not_supervise(home, folder, name, said):
    done = zhengwu(home, "import", "reports", folder, "--by", name)
    assert done.returncode == 64
    assert said in done.stderr
    assert rows(home, "SELECT COUNT(*) FROM library_paper") == [(0,)]


def test_a_folder_without_reports_says_so(home, tmp_path):
    (tmp_path / "empty").mkdir()
    done = zhengwu(home, "import", "reports", tmp_path / "empty", *BY)
    assert done.returncode == 1
    assert "没有可以读取的报告文件" in done.stderr


def test_the_guide_works_as_it_says(home, folder):
    (folder / "scan.pdf").unlink()
    (folder / "news.html").unlink()
    run = commands("library.md")
    assert len(run) == 2
    for line in run:
        words = [str(folder) if word == "reports" and at > 2 else word for at, word in enumerate(line)]
        done = zhengwu(home, *words[1:])
        assert done.returncode == 0, done.stderr
