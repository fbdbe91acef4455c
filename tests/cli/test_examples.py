"""The examples are what they say: sound reports are clean, planted mistakes are found, the five bureaus are read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from zhengwu.statute.report.model import Kind, TableStatus
from zhengwu.statute.report.readers import read_file

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def district(monkeypatch):
    """The scripts of the fictional district."""
    monkeypatch.syspath_prepend(str(EXAMPLES))
    import figures
    import make

    return figures, make


def findings(run, folder) -> dict[tuple[str, int], set[str]]:
    lines = [json.loads(line) for line in run("report", "check", folder, "--json").stdout.splitlines()]
    return {(Path(line["source"]).stem, line["year"]): {each["id"] for each in line["findings"]} for line in lines}


def test_the_sound_district_is_clean(run, district, tmp_path):
    district[1].make(tmp_path, sound=True)
    found = findings(run, tmp_path)
    assert len(found) == 15
    assert set().union(*found.values()) == set()


def test_every_planted_mistake_is_found_and_nothing_else_is_blamed(run, district, tmp_path):
    figures, make = district
    make.make(tmp_path)
    found = findings(run, tmp_path)
    assert [fault for fault in figures.FAULTS if fault.rule not in found[fault.body, fault.year]] == []
    assert {key for key, rules in found.items() if rules} == {(fault.body, fault.year) for fault in figures.FAULTS}


def test_the_same_figures_give_the_same_text_files(district, tmp_path):
    for name in ("one", "two"):
        district[1].make(tmp_path / name)
    for path in (tmp_path / "one").rglob("*.txt"):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_the_five_bureaus_are_read_as_far_as_they_can_be():
    reports = [read_file(path) for path in sorted((EXAMPLES / "five-bureaus").glob("*.txt"))]
    assert len(reports) == 5
    assert {report.year for report in reports} == {2020}
    qianshan, qiaokou, panjin, yanzhou, bureau = reports
    assert qiaokou.cell("publications", "licensing", "change").value == 299
    assert str(qiaokou.cell("publications", "central_procurement", "amount").value) == "1211.66"
    assert qiaokou.table("remedies").status is TableStatus.STATED_NONE
    assert yanzhou.cell("publications", "licensing", "change").value == -98
    assert bureau.cell("requests", "concluded", "total").value == 90
    assert qianshan.table("requests").status is TableStatus.READ
    assert all(cell.kind is not Kind.ZERO for cell in panjin.table("requests").cells.values())


@pytest.mark.slow
def test_the_demonstration_runs(tmp_path):
    done = subprocess.run([sys.executable, EXAMPLES / "demo.py"], cwd=tmp_path, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    assert list((tmp_path / "build" / "demo" / "five-bureaus").glob("*.docx"))
