"""The cast of the shell's tests: a clerk with two years of one body's reports, and files that are none."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.once import once
from tests.tables import laid
from zhengwu.cli.app import zhengwu
from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import format_of
from zhengwu.statute.report.model import Report
from zhengwu.statute.report.renderers import render

FORM = format_of("2021")
TEXTS = {
    "overview": "本年度按规定公开政府信息。",
    "problems": "更新不够及时，下一年度逐月核对。",
    "other_matters": "本年度没有收取信息处理费。没有其他需要报告的事项。",
}


def figures(granted: int = 3, carried: int = 0) -> dict:
    """Part two to four of a sound report: `granted` requests granted, `carried` carried in and out again."""
    made = {
        table.key: {row: {c: 0 for r, c in table.keys if r == row} for row, _ in table.keys} for table in FORM.tables
    }
    counts = {"received": granted, "granted": granted, "concluded": granted, "carried_in": carried}
    for row, count in {**counts, "carried_out": carried}.items():
        made["requests"][row].update(natural_person=count, total=count)
    return made


def report(year: int = 2023, agency: str = "青禾区教育局", **counts: int) -> Report:
    """A sound report."""
    preface = f"统计期限为{year}年1月1日至{year}年12月31日。"
    published = date(year + 1, 1, 20)
    return compose(FORM, agency, year, figures(**counts), texts=TEXTS, preface=preface, published_on=published)


def put(path: Path, made: Report) -> Path:
    """Writes a report as a page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(made, "html"))
    return path


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A report without a mistake."""
    return put(tmp_path / "sound.html", report())


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A report whose total is wrong."""
    tables = figures()
    tables["requests"]["concluded"]["total"] = 9
    made = compose(FORM, "青禾区财政局", 2023, tables, texts=TEXTS, published_on=date(2024, 1, 20))
    return put(tmp_path / "faulty.html", made)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):
    """Runs the command in this process, in Chinese and without colour unless a test says otherwise."""
    monkeypatch.delenv("ZHENGWU_LANG", raising=False)
    monkeypatch.delenv("ZHENGWU_DEBUG", raising=False)
    monkeypatch.setenv("COLUMNS", "120")

    def invoke(*arguments: object, **options) -> Result:
        return CliRunner().invoke(zhengwu, [str(argument) for argument in arguments], **options)

    return invoke


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """An installation with open cases, made once for all processes; tests work on copies of it."""
    from tests.cli.operating import BUILD, script

    return once(tmp_path_factory, "installation", lambda home: script(laid(home), BUILD))


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    """An installation with one body and an administrator, made once for all processes; tests work on copies of it."""
    from tests.cli.operating import found

    return once(tmp_path_factory, "founded", found)


@pytest.fixture
def bureau(founded, tmp_path):
    """A copy of an installation with one body."""
    from tests.cli.operating import copied

    return copied(founded, tmp_path / "home")


@pytest.fixture
def home(built, tmp_path):
    """A copy of that installation."""
    from tests.cli.operating import copied

    return copied(built, tmp_path / "home")
