"""Writes reports as files."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import click

from zhengwu.cli import exits
from zhengwu.cli.outputs import complain, write
from zhengwu.cli.readings import Want
from zhengwu.cli.runs import Effort, readings
from zhengwu.cli.sources import Source, expand
from zhengwu.cli.troubles import Refusal, Trouble, cannot_write
from zhengwu.cli.words import words
from zhengwu.statute.report.model import Finding, Report


@dataclass(frozen=True, slots=True)
class Target:
    """What a report is to be written as: kinds of files, the fonts for pdf, the language of words around it."""

    kinds: tuple[str, ...]
    fonts: tuple[Path, ...]
    lang: str


def kinds_of(text: str) -> tuple[str, ...]:
    """The kinds in a list like "docx,pdf"; Trouble where one is not known."""
    from zhengwu.statute.report.renderers import KINDS

    kinds = tuple(dict.fromkeys(kind.strip().lower() for kind in text.split(",") if kind.strip()))
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown or not kinds:
        known = ", ".join(KINDS)
        raise Trouble(
            f"不能写成“{'、'.join(unknown)}”；可以写成：{known}。",
            f"Cannot write {', '.join(unknown) or 'nothing'}; known kinds: {known}.",
        )
    return kinds


def made_folder(path: Path) -> Path:
    """The folder, made if it is missing; Trouble where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(str(path), error) from error
    return path


def render_all(inputs: Sequence[str], kinds: str, out: Path, fonts: tuple[Path, ...], lang: str, effort: Effort) -> int:
    """Renders every input into the folder; returns the exit code."""
    target = Target(kinds_of(kinds), fonts, lang)
    made_folder(out)
    sources = list(expand(inputs))
    status = exits.CLEAN
    taken: set[str] = set()
    for source, reading in zip(sources, readings(sources, {Want.REPORT, Want.FINDINGS}, effort, lang), strict=True):
        if reading.refusal or reading.report is None:
            complain(reading.name, reading.refusal or Refusal("empty", "", ""), lang)
            status = exits.UNREADABLE
            continue
        stem = _unused(_stem(source), taken)
        status = max(status, write_report(reading.report, reading.findings, out / stem, target))
    return status


def write_report(report: Report, findings: Sequence[Finding], stem: Path, target: Target) -> int:
    """Writes STEM.KIND for every kind and says where; a kind that cannot be written is told, the others are written."""
    from zhengwu.statute.report.renderers import KINDS, RenderError, render

    status = exits.CLEAN
    for kind in target.kinds:
        path = stem.with_name(stem.name + KINDS[kind])
        try:
            content = render(report, kind, findings=findings, fonts=target.fonts, lang=target.lang)
        except RenderError as error:
            sentence = error.gloss if target.lang == "en" else error.sentence
            click.echo(f"zhengwu: {path.name}: {sentence}", err=True)
            status = exits.CANNOT_WRITE
            continue
        write(path, content)
        click.echo(words(target.lang)("written", path=path))
    return status


def _stem(source: Source) -> str:
    name = unquote(urlsplit(source.name).path) if source.url else source.name
    stem = PurePosixPath(name.rstrip("/")).stem
    return re.sub(r"[^\w.-]+", "_", stem).strip("._-") or "report"


def _unused(stem: str, taken: set[str]) -> str:
    """The name, with a number where another input of the same name came before."""
    number, free = 1, stem
    while free in taken:
        number += 1
        free = f"{stem}-{number}"
    taken.add(free)
    return free
