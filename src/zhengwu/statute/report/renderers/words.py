"""The words around a report: of findings, places and cells, in Chinese and in English."""

from typing import Final

from zhengwu.statute.report.model import Cause, CellRef, Finding, Place, Report, Severity
from zhengwu.statute.report.renderers.document import known_form

# A shape as well as a word: colour alone tells nothing to those who do not see it.
MARKS: Final = {Severity.ERROR: "✕", Severity.WARNING: "▲", Severity.NOTICE: "●"}

WORDS: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "skip": "跳到正文",
        "table": "统计表",
        "findings": "核查发现",
        "list": "查看全部发现",
        "remarks": "说明",
        "missing": "画斜线的格：没有数据（不是零）。",
        "see": "见发现",
        "cells": "所在单元格",
        "place": "位置",
        "expected": "应为",
        "found": "现为",
        "basis": "依据",
        "rule": "规则",
        "severity": "程度",
        "cause": "性质",
        "sentence": "说明",
        "number": "序号",
        "text": "文字",
        Severity.ERROR: "错误",
        Severity.WARNING: "警告",
        Severity.NOTICE: "提示",
        Cause.REPORT: "报告有误",
        Cause.UNREAD: "未能读取",
        Cause.UNSURE: "不能确定",
        "colon": "：",
        "comma": "；",
        "stop": "。",
    },
    "en": {
        "skip": "Skip to the report",
        "table": "统计表",
        "findings": "Findings",
        "list": "See all findings",
        "remarks": "Remarks",
        "missing": "Hatched cells: no figure is known (not zero).",
        "see": "see finding",
        "cells": "Cells",
        "place": "Place",
        "expected": "expected",
        "found": "found",
        "basis": "basis",
        "rule": "Rule",
        "severity": "Severity",
        "cause": "Cause",
        "sentence": "Finding",
        "number": "No.",
        "text": "文字",
        Severity.ERROR: "error",
        Severity.WARNING: "warning",
        Severity.NOTICE: "notice",
        Cause.REPORT: "the report is wrong",
        Cause.UNREAD: "could not be read",
        Cause.UNSURE: "unsure",
        "colon": ": ",
        "comma": "; ",
        "stop": ". ",
    },
}

_COUNTS: Final = {
    "zh": (("page", "第{}页"), ("table", "第{}张表"), ("row", "第{}行"), ("column", "第{}列"), ("line", "正文第{}行")),
    "en": (("page", "page {}"), ("table", "table {}"), ("row", "row {}"), ("column", "column {}"), ("line", "line {}")),
}


def said(finding: Finding, lang: str) -> str:
    """What the finding says, in this language as far as it has words in it."""
    return (finding.gloss if lang == "en" else finding.sentence) or finding.sentence or finding.gloss


def place_text(place: Place | None, lang: str) -> str:
    """Where something stands in the source: 第2页第1张表第3行第4列. Empty where nothing is known."""
    if place is None:
        return ""
    parts = [place.sheet] if place.sheet else []
    counts = _COUNTS[lang]
    parts += [words.format(count) for name, words in counts if (count := getattr(place, name)) is not None]
    return ", ".join(parts) if lang == "en" else "".join(parts)


def cell_name(report: Report, ref: CellRef) -> str:
    """The statutory labels of a cell, row first; its keys where the form does not have it."""
    key = report.table(ref.table).format
    form = known_form(key)
    found = form.table(ref.table).find(ref.row) if form.has(ref.table) else None
    if found is None:
        return f"{ref.table} {ref.row} {ref.column}"
    block, row = found
    column = next((column.label for column in block.columns if column.key == ref.column), ref.column)
    return f"{row.label} · {column}"
