"""One door to every kind of file; it says no in words."""

import subprocess
import sys

import pytest

from tests.statute.report.samples import sample_report
from zhengwu.statute.report.formats import format_of, formats
from zhengwu.statute.report.model import Part, Report
from zhengwu.statute.report.renderers import KINDS, RenderError, render
from zhengwu.statute.report.renderers.document import arrange

SIGNS = {"docx": b"PK", "xlsx": b"PK", "html": b"<!doctype", "json": b"{", "csv": b"\xef\xbb\xbf", "parquet": b"PAR1"}


def test_it_works():
    for form in formats():
        for kind, sign in SIGNS.items():
            assert render(sample_report(form, 1), kind).startswith(sign)


def test_it_refuses_a_kind_that_it_cannot_write():
    with pytest.raises(RenderError) as refused:
        render(sample_report(format_of("2021"), 1), "odt")
    assert refused.value.code == "unknown_kind"
    assert all(kind in refused.value.sentence for kind in KINDS)


def test_it_refuses_a_language_that_it_does_not_speak():
    with pytest.raises(RenderError, match="fr"):
        render(sample_report(format_of("2021"), 1), "html", lang="fr")


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
def test_an_empty_report_can_be_written_and_has_no_zero(kind):
    report = Report("甲局", 2022, "2021")
    assert render(report, kind)
    assert arrange(report).sections == ()
    assert not any(cell.text == "0" for grid in arrange(report).grids for cell in grid.cells())


def test_the_body_signs_once():
    said = {"other_matters": Part("other_matters", "六、其他需要报告的事项", "无。\n甲局\n2022年1月5日")}
    report = Report("甲局", 2021, "2021", parts=said)
    assert arrange(report).signature == ()
    assert arrange(Report("甲局", 2021, "2021")).signature == ("甲局",)


def test_importing_the_package_loads_no_library():
    code = "import sys, zhengwu.statute.report.renderers; print("
    code += "[m for m in ('docx', 'lxml', 'pyarrow', 'typst', 'xlsxwriter') if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.endswith("[]\n")
