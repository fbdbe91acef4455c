"""A document that does not say what the report says is found, kind by kind."""

from dataclasses import replace

import pytest

from tests.records.reports.test_territory import imported
from zhengwu.records.reports import checking
from zhengwu.records.reports.checking import ISSUED, issue
from zhengwu.records.reports.starting import preface
from zhengwu.statute.report.model import number_cell
from zhengwu.statute.report.readers import read_bytes
from zhengwu.statute.report.renderers import RenderError, render


@pytest.fixture
def report():
    """A sound report, with the preface that every report has."""
    read = read_bytes(imported("json"), "x.json")
    return replace(read, source="", source_kind="", preface=preface(2025, "国办公开办函〔2021〕30号"))


def with_cell(report, row, value):
    table = report.table("requests")
    changed = replace(table, cells={**table.cells, (row, "total"): number_cell(value)})
    return replace(report, tables={**report.tables, "requests": changed})


def test_a_sound_report_is_read_back_from_every_kind(report):
    issued = issue(report)
    assert (set(issued.documents), [one.rule for one in issued.findings if one.blocks]) == (set(ISSUED), [])


@pytest.mark.parametrize("kind", ISSUED)
def test_a_figure_that_went_wrong_in_one_kind_blocks(report, kind, monkeypatch):
    wrong = with_cell(report, "granted", 3)
    monkeypatch.setattr(checking, "render", lambda one, k: render(wrong if k == kind else one, k))
    found = [one for one in issue(report).findings if one.rule == "READ-BACK"]
    assert [one.sentence.startswith(kind) for one in found] == [True]
    assert found[0].blocks
    assert "requests.granted.total" in found[0].sentence


@pytest.mark.parametrize("kind", ISSUED)
def test_a_document_cut_short_blocks(report, kind, monkeypatch):
    monkeypatch.setattr(checking, "render", lambda one, k: render(one, k)[: 900 if k == kind else None])
    assert [one.rule for one in issue(report).findings if one.blocks] == ["READ-BACK"]


def test_a_kind_that_cannot_be_written_blocks(report, monkeypatch):
    def failing(one, kind):
        if kind == "pdf":
            raise RenderError("no_font", "没有中文字体。", "No Chinese font.")
        return render(one, kind)

    monkeypatch.setattr(checking, "render", failing)
    issued = issue(report)
    assert [one.rule for one in issued.findings if one.blocks] == ["RENDER"]
    assert "pdf" not in issued.documents
