"""Prints a page as PDF with typst: ruled or not, in one go or broken over small pages, head repeated or not."""

import functools
from pathlib import Path

import typst

from tests.statute.report.mutation.page import Box, Page, Para, Printed

FAMILY = "Noto Sans CJK SC"
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", str(Path.home() / ".fonts"), "/Library/Fonts")


@functools.cache
def font_at_hand() -> bool:
    """Whether a font with Chinese characters is installed."""
    return any(next(Path(folder).rglob("NotoSansCJK*"), None) for folder in _FOLDERS if Path(folder).is_dir())


@functools.cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(sys_inputs={}, font_paths=[folder for folder in _FOLDERS if Path(folder).is_dir()])


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _content(text: str) -> str:
    """The text as typst code; what stands in ⟦⟧ is raised."""
    pieces = text.replace("⟦", "\0").replace("⟧", "\0").split("\0")
    shown = [f"#super({_string(p)})" if n % 2 else f"#text({_string(p)})" for n, p in enumerate(pieces) if p]
    return "[" + "".join(shown) + "]"


def _cell(box: Box, *, whole: bool) -> str:
    spans = [f"rowspan: {box.rows}"] * (box.rows > 1) + [f"colspan: {box.cols}"] * (box.cols > 1)
    spans += ["breakable: false"] * (whole and box.rows == 1)
    return f"table.cell({', '.join([*spans, ''])}{_content(box.text)}),"


def _table(table: Printed, *, ruled: bool, repeated: bool, whole: bool) -> str:
    width = table.width
    short = [Box("") for _ in range(width)]
    head = next((n for n, line in enumerate(table.lines) if any(box.key for box in line)), 0)
    cut = head if table.name == "requests" else 0
    spare = [width - len(row) for row in table.spread()]
    filled = [[*line, *short[:n]] for line, n in zip(table.lines, spare, strict=True)]
    lines = ["".join(_cell(box, whole=whole) for box in line) for line in filled]
    opening = f"table.header(repeat: {'true' if repeated else 'false'}, {''.join(lines[:cut])})," if cut else ""
    stroke = "0.5pt" if ruled else "none"
    columns = _columns(table, width)
    size = 6.5 if width > 12 else 9
    style = f"columns: {columns}, stroke: {stroke}, inset: 3pt"
    return f"#text(size: {size}pt, table({style}, {opening}\n" + "\n".join(lines[cut:]) + "))\n"


def _columns(table: Printed, width: int) -> str:
    if table.name == "requests" and width >= 10:
        return "(2.2em, 4.5em, 11em" + ", 1fr" * (width - 3) + ")"
    return f"({'1fr, ' * width})"


def _compiled(
    page: Page, *, paper: str = 'paper: "a4"', ruled: bool = True, repeated: bool = False, whole: bool = True
) -> bytes:
    source = [
        f'#set page({paper}, margin: 1.6cm, numbering: "— 1 —")',
        f'#set text(font: "{FAMILY}", size: 9pt, lang: "zh", region: "cn")',
    ]
    for item in page.items:
        if isinstance(item, Para):
            source.append(f"#par{_content(item.text)}")
        else:
            source.append(_table(item, ruled=ruled, repeated=repeated, whole=whole))
    made = _compiler().compile("\n".join(source).encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def pdf(page: Page) -> bytes:
    """Ruled tables on A4 pages."""
    return _compiled(page)


def pdf_cut(page: Page) -> bytes:
    """Ruled tables cut by the breaks of small pages, in the middle of rows too; the head is not repeated."""
    return _compiled(page, paper="width: 21cm, height: 11cm", whole=False)


def pdf_repeated(page: Page) -> bytes:
    """Ruled tables cut by page breaks, the head repeated on each page."""
    return _compiled(page, paper="width: 21cm, height: 14cm", repeated=True)


def pdf_unruled(page: Page) -> bytes:
    """Tables without any rules: only the places of the words tell the columns."""
    return _compiled(page, ruled=False)
