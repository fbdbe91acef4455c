"""`zhengwu report aggregate` from the inputs to the exit code."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from zhengwu.cli import exits
from zhengwu.cli.outputs import complain, put_line, write
from zhengwu.cli.runs import Effort
from zhengwu.cli.several import read_all
from zhengwu.cli.troubles import Trouble
from zhengwu.statute.report.aggregate import Aggregate, Gap, Member, Refused, aggregate
from zhengwu.statute.report.formats import Format, format_for_year
from zhengwu.statute.report.model import Severity


class Summing:
    """One run of `aggregate`: what was asked for."""

    def __init__(
        self,
        agency: str,
        year: int,
        expected: Path | None,
        due_on: date | None,
        out: tuple[Path, ...],
        fonts: tuple[Path, ...],
        *,
        as_json: bool,
        lang: str,
    ) -> None:
        self.agency, self.year, self.due_on = agency, year, due_on
        self.out, self.fonts, self.as_json, self.lang = out, fonts, as_json, lang
        self.expected = _names(expected) if expected else ()
        self.kinds = [_kind(path) for path in out]
        self.form = _form(year)

    def run(self, inputs: tuple[str, ...], effort: Effort) -> int:
        """Reads, sums, prints and writes; returns the exit code."""
        found = read_all(inputs, effort, self.lang)
        refused = [
            Refused(each.name, each.refusal.sentence, each.refusal.gloss) for each in found if each.refusal is not None
        ]
        for each in found:
            if each.refusal:
                complain(each.name, each.refusal, self.lang)
        reports = [each.report for each in found if each.report is not None]
        result = aggregate(
            self.form,
            self.agency,
            self.year,
            reports,
            due_on=self.due_on,
            expected=self.expected,
            unreadable=refused,
        )
        self._print(result)
        for path, kind in zip(self.out, self.kinds, strict=True):
            self._write(result, path, kind)
        if result.unreadable:
            return exits.UNREADABLE
        grave = any(finding.severity is not Severity.NOTICE for finding in result.findings)
        return exits.FINDINGS if result.draft or grave else exits.CLEAN

    def _print(self, result: Aggregate) -> None:
        if self.as_json:
            from zhengwu.statute.report.renderers.json import dumps

            put_line(dumps(to_dict(result)))
            return
        from zhengwu.cli.screen import Screen
        from zhengwu.cli.totals import show_aggregate

        show_aggregate(Screen(self.lang), result)

    def _write(self, result: Aggregate, path: Path, kind: str) -> None:
        from zhengwu.cli.words import words
        from zhengwu.statute.report.renderers import RenderError, render

        try:
            content = render(result.report, kind, findings=result.findings, fonts=self.fonts, lang=self.lang)
        except RenderError as error:
            raise Trouble(f"{path}：{error.sentence}", f"{path}: {error.gloss}", exits.CANNOT_WRITE) from error
        write(path, content)
        if not self.as_json:
            import click

            click.echo(words(self.lang)("written", path=path))


def _names(path: Path) -> tuple[str, ...]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(
            f"应报名单 {path} 无法读取（需要 UTF-8 文本，每行一个单位）。",
            f"The list {path} cannot be read (it has to be UTF-8 text with one body a line).",
        ) from error
    names = (line.split("#")[0].strip() for line in lines)
    return tuple(dict.fromkeys(name for name in names if name))


def _kind(path: Path) -> str:
    from zhengwu.statute.report.renderers import KINDS

    for kind, suffix in KINDS.items():
        if path.suffix.lower() == suffix:
            return kind
    known = " ".join(KINDS.values())
    raise Trouble(f"{path}：不认识这种文件；可以写成 {known}。", f"{path}: not a known kind of file; known: {known}.")


def _form(year: int) -> Format:
    form = format_for_year(year)
    if form is None:
        raise Trouble(f"没有适用于{year}年度的格式。", f"There is no form for the year {year}.")
    return form


def to_dict(result: Aggregate) -> Mapping[str, Any]:
    """The aggregate as plain values, in the shape that `aggregate --json` prints."""
    from zhengwu.statute.report.renderers.json import to_dict as reading

    return {
        "draft": result.draft,
        "members": [_member(member) for member in result.members],
        "missing": list(result.missing),
        "unreadable": [{"source": r.source, "sentence": r.sentence, "gloss": r.gloss} for r in result.unreadable],
        "gaps": [_gap(gap) for gap in result.gaps],
        "report": reading(result.report, result.findings),
    }


def _member(member: Member) -> Mapping[str, Any]:
    return {
        "name": member.name,
        "source": member.source,
        "included": member.included,
        "publication_date": member.published_on.isoformat() if member.published_on else None,
        "due_on": member.due_on.isoformat() if member.due_on else None,
        "days_late": member.days_late,
        "doubts": [str(doubt) for doubt in member.doubts],
        "missing_cells": member.missing_cells,
    }


def _gap(gap: Gap) -> Mapping[str, Any]:
    return {
        "table": gap.table,
        "row": gap.row,
        "column": gap.column,
        "bodies": list(gap.bodies),
        "sum_of_the_others": gap.partial,
    }
