"""A new form costs one TOML file: it is read, checked and written by the same code as the statutory ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from zhengwu.statute.report.checks import check
from zhengwu.statute.report.compose import compose
from zhengwu.statute.report.formats import Format, FormatError, format_for_year, load_format, using
from zhengwu.statute.report.model import Report, Severity
from zhengwu.statute.report.readers import read_bytes
from zhengwu.statute.report.renderers import render

FILE = Path(__file__).with_name("form-2031.toml")


@pytest.fixture
def form() -> Iterator[Format]:
    """The invented form, known for the length of a test."""
    loaded = load_format(FILE)
    with using(loaded):
        yield loaded


def invented(form: Format, total: int = 60) -> Report:
    """A report of the invented form; sound if `total` is 60."""
    rows = {"website": (10, 20, 30), "bulletin": (1, 2, 3), "hall": (9, 18, 27), "sum": (20, 40, total)}
    columns = ("issued", "read", "all")
    channels = {row: dict(zip(columns, values, strict=True)) for row, values in rows.items()}
    hearings = {"open": {"asked": 7, "held": 5}, "closed": {"asked": 3, "held": 0}}
    texts = {"overview": "一年来渠道更多。", "channels": "见下表。", "hearings": "见下表。"}
    return compose(form, "虚构县档案局", 2031, {"channels": channels, "hearings": hearings}, texts=texts)


@pytest.mark.parametrize("kind", ["html", "docx", "xlsx", "json"])
def test_it_is_written_and_read_back(form: Format, kind: str) -> None:
    written = invented(form)
    read = read_bytes(render(written, kind), f"report.{kind}")
    assert read.format == "2031"
    for table in form.tables:
        for row, column in table.keys:
            assert read.cell(table.key, row, column).value == written.cell(table.key, row, column).value


def test_plain_text_of_it_is_read(form: Format) -> None:
    text = "虚构县档案局2031年政府信息公开工作年度报告\n二、公开渠道情况\n第七十条第（二）项\n" + "\n".join(
        ["渠道名称|本年发布条数|本年阅读次数|两项合计", "政府网站|10|20|30", "大厅屏幕|9|18|27"]
    )
    read = read_bytes(text.encode(), "report.txt")
    assert [read.cell("channels", "hall", key).value for key in ("issued", "read", "all")] == [9, 18, 27]


def test_its_equations_are_checked(form: Format) -> None:
    assert not [finding for finding in check(invented(form)) if finding.severity is Severity.ERROR]
    broken = {finding.rule for finding in check(invented(form, total=61)) if finding.severity is Severity.ERROR}
    assert broken == {"C-ROW", "C-SUM"}


def test_it_is_forgotten_afterwards() -> None:
    assert getattr(format_for_year(2031), "key", "") == "2021"


def test_it_refuses_a_form_that_contradicts_itself(tmp_path: Path) -> None:
    file = tmp_path / "form.toml"
    file.write_text(
        FILE.read_text("utf-8").replace('right = ["issued", "read"]', 'right = ["issued", "sold"]'), "utf-8"
    )
    with pytest.raises(FormatError, match="the table has no sold"):
        load_format(file)
