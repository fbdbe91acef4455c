"""Writes a report in the official layout: documents for people, facts for machines.

`render` gives bytes and touches no file. `layout` says which text stands where in a table and `document` in what order
a report is printed, each in one pure function; one module a kind of file draws them. Nothing here reads or checks, and
nothing here adds a figure that the report does not have: a missing cell is printed empty, never as 0.
"""

from collections.abc import Iterable
from pathlib import Path

from zhengwu.statute.paper.errors import RenderError
from zhengwu.statute.report.model import Finding, Report

KINDS: dict[str, str] = {
    "docx": ".docx",
    "xlsx": ".xlsx",
    "html": ".html",
    "pdf": ".pdf",
    "json": ".json",
    "csv": ".csv",
    "parquet": ".parquet",
}

LANGUAGES = ("zh", "en")  # of the words around a report

__all__ = ["KINDS", "RenderError", "render"]


def render(
    report: Report, kind: str, *, findings: Iterable[Finding] = (), fonts: tuple[Path, ...] = (), lang: str = "zh"
) -> bytes:
    """The report as a file of this kind (a key of `KINDS`, which names the file suffixes).

    `findings` are shown by html, xlsx and json; docx and pdf are the document itself. `fonts` names font files or
    folders to use for pdf. `lang` is the language of the words around the report ("zh" or "en"); statutory words stay
    Chinese. RenderError says what is wrong: an unknown kind or form, no Chinese font, a figure too long for the file.
    """
    if lang not in LANGUAGES:
        raise RenderError("unknown_lang", f"没有“{lang}”这种语言；可以用 zh、en。", f"No language {lang!r}: zh or en.")
    found = tuple(findings)
    # Each library is loaded only where its kind is asked for: the shell must start fast.
    match kind:
        case "docx":
            from zhengwu.statute.report.renderers.docx import to_docx

            return to_docx(report)
        case "xlsx":
            from zhengwu.statute.report.renderers.xlsx import to_xlsx

            return to_xlsx(report, found, lang)
        case "html":
            from zhengwu.statute.report.renderers.html import to_html

            return to_html(report, found, lang).encode()
        case "pdf":
            from zhengwu.statute.report.renderers.pdf import to_pdf

            return to_pdf(report, fonts)
        case "json":
            from zhengwu.statute.report.renderers.json import dumps, to_dict

            return dumps(to_dict(report, found)).encode()
        case "csv" | "parquet":
            from zhengwu.statute.report.renderers.facts import facts, to_csv, to_parquet

            return (to_csv if kind == "csv" else to_parquet)(facts([report]))
    raise _unknown(kind)


def _unknown(kind: str) -> RenderError:
    known = ", ".join(KINDS)
    return RenderError(
        "unknown_kind", f"不能写成“{kind}”；可以写成：{known}。", f"Cannot write {kind!r}; known: {known}."
    )
